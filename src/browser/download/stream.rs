//! Streams a file from Zuora into a Blob, so that the page never holds more than one part of it.

use crate::{
    api::sign_get_file,
    browser::{
        cross_origin::{NoAnswer, fetch_with_ticket},
        json::Json,
    },
    flow::{Download, DownloadFailure, Progress},
    zuora::{Answer, GetFile, NoJson, Ticket},
};
use js_sys::{Array, Date, Reflect, Uint8Array};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, BlobPropertyBag, ReadableStreamDefaultReader, Response, Url};

/// How many bytes make a Blob of their own. A Blob of this size may be stored on disk; a smaller
/// one would stay in memory.
const PART_BYTES: u32 = 1024 * 1024;
/// How often the progress is updated, in milliseconds.
const PROGRESS_INTERVAL_MS: f64 = 100.0;
/// A download counts as broken when no byte arrives for this long.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);
/// Zuora: always with a charset behind it.
const PDF: &str = "application/pdf";
/// The first bytes of a PDF (ISO 32000-1, 7.5.2).
const PDF_SIGNATURE: &[u8] = b"%PDF-";

/// A file that has arrived.
pub struct File {
    pub bytes: u64,
    /// The Blob's URL on this page.
    pub address: String,
}

/// Downloads a file: both stages, then the check that it is the PDF it should be.
pub async fn download(
    id: &str,
    controller: &AbortController,
    state: RwSignal<Download>,
) -> Result<File, DownloadFailure> {
    let ticket = sign_get_file(id.to_owned()).await.map_err(DownloadFailure::NotSigned)?;
    if controller.signal().aborted() {
        // Cancelled: the state says so already.
        return Err(DownloadFailure::NoAnswer);
    }
    state.set(Download::Arriving(Progress::default()));
    let idle_timer = IdleTimer::start(controller);
    let response = read_answer(ticket, controller).await?;
    let header = |name| response.headers().get(name).ok().flatten();
    let total = header("content-length").and_then(|length| length.parse().ok());
    let is_pdf = header("content-type").is_some_and(|kind| kind.split(';').next() == Some(PDF));
    if !is_pdf {
        controller.abort();
        return Err(DownloadFailure::NotAsClaimed);
    }
    state.set(Download::Arriving(Progress { received: 0, total }));
    let blob = stream_to_blob(&response, total, state, idle_timer)
        .await
        .map_err(|_| DownloadFailure::Broken)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    // saturates; every number of a browser's is an f64
    let bytes = blob.size() as u64;
    if !has_pdf_signature(&blob).await || total.is_some_and(|total| bytes < total) {
        return Err(DownloadFailure::NotAsClaimed);
    }
    let address = Url::create_object_url_with_blob(&blob).map_err(|_| DownloadFailure::Broken)?;
    Ok(File { bytes, address })
}

/// Sends the call and returns the response, if it is a file. Zuora refuses in JSON, whatever the
/// HTTP status.
async fn read_answer(
    ticket: Ticket<GetFile>,
    controller: &AbortController,
) -> Result<Response, DownloadFailure> {
    let no_answer = |_: NoAnswer| DownloadFailure::NoAnswer;
    let response =
        fetch_with_ticket(ticket, None, &controller.signal()).await.map_err(no_answer)?;
    let kind = response.headers().get("content-type").ok().flatten().unwrap_or_default();
    if response.ok() && !kind.starts_with("application/json") {
        return Ok(response);
    }
    let body = response.json().map(JsFuture::from).map_err(|_| DownloadFailure::NoAnswer)?;
    let body: Json = body.await.map_err(|_| DownloadFailure::NoAnswer)?.into();
    match Answer::<NoJson>::read(&body, response.status()) {
        Some(Answer::Refused(refusal)) => Err(DownloadFailure::Refused(refusal)),
        _ => Err(DownloadFailure::NoAnswer),
    }
}

/// Aborts a download when no byte arrives for [`IDLE_TIMEOUT`].
struct IdleTimer {
    controller: AbortController,
    timeout: Option<TimeoutHandle>,
}

impl IdleTimer {
    fn start(controller: &AbortController) -> Self {
        let aborted = controller.clone();
        let timeout = set_timeout_with_handle(move || aborted.abort(), IDLE_TIMEOUT);
        Self { controller: controller.clone(), timeout: timeout.ok() }
    }

    fn restart(self) -> Self {
        Self::start(&self.controller)
    }
}

impl Drop for IdleTimer {
    fn drop(&mut self) {
        if let Some(timeout) = self.timeout.take() {
            timeout.clear();
        }
    }
}

/// Reads the body to its end. Each full part becomes a Blob, which the browser may store on disk;
/// the page holds one part.
async fn stream_to_blob(
    response: &Response,
    total: Option<u64>,
    state: RwSignal<Download>,
    mut idle_timer: IdleTimer,
) -> Result<Blob, JsValue> {
    let body = response.body().ok_or(JsValue::UNDEFINED)?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let (parts, chunks) = (Array::new(), Array::new());
    let (mut received, mut held, mut updated) = (0, 0, 0.0);
    loop {
        let read = JsFuture::from(reader.read()).await?;
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            break;
        }
        idle_timer = idle_timer.restart();
        let chunk: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
        held += chunk.length();
        received += u64::from(chunk.length());
        chunks.push(&chunk);
        if held >= PART_BYTES {
            parts.push(&Blob::new_with_u8_array_sequence(&chunks)?.into());
            chunks.set_length(0);
            held = 0;
        }
        if Date::now() - updated > PROGRESS_INTERVAL_MS {
            updated = Date::now();
            state.set(Download::Arriving(Progress { received, total }));
        }
    }
    parts.push(&Blob::new_with_u8_array_sequence(&chunks)?.into());
    let pdf = BlobPropertyBag::new();
    pdf.set_type(PDF);
    Blob::new_with_blob_sequence_and_options(&parts, &pdf)
}

async fn has_pdf_signature(file: &Blob) -> bool {
    let length = i32::try_from(PDF_SIGNATURE.len()).unwrap_or_default();
    let Ok(beginning) = file.slice_with_i32_and_i32(0, length) else {
        return false;
    };
    let beginning = JsFuture::from(beginning.array_buffer()).await;
    beginning.is_ok_and(|bytes| Uint8Array::new(&bytes).to_vec() == PDF_SIGNATURE)
}
