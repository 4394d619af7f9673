//! *Get File*: a file streamed from Zuora into the browser's keeping, piece by piece, so that the page never holds more than one piece of it.

use super::{
    Json,
    call::{NoAnswer, called},
};
use crate::{
    api::sign_get_file,
    flow::{Download, DownloadFailure},
    zuora::{Answer, GetFile, NoJson, Ticket},
};
use js_sys::{Array, Date, Reflect, Uint8Array};
use leptos::{
    ev::MouseEvent, html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local,
};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlButtonElement,
    ReadableStreamDefaultReader, Response, Url,
};

/// What is given into the browser's keeping at a time. A blob this long may lie on the disk; a shorter one would lie in memory.
const PIECE: u32 = 1024 * 1024;
/// How often it is shown how much has arrived, in milliseconds.
const SHOWN_EVERY: f64 = 100.0;
/// How long nothing may come, before it counts as broken off.
const STANDSTILL: Duration = Duration::from_secs(30);
/// Zuora: always with a charset behind it.
const TYPE: &str = "application/pdf";
/// What a PDF begins with (ISO 32000-1, 7.5.2).
const BEGINNING: &[u8] = b"%PDF-";

thread_local! {
    /// The downloads under way, each with what ends it.
    static RUNNING: RefCell<Vec<(String, AbortController)>> = const { RefCell::new(Vec::new()) };
}

/// Where a file's button is.
type Place = NodeRef<html::Div>;

fn button(place: Place) -> Option<HtmlButtonElement> {
    place.get_untracked()?.query_selector("button").ok()??.dyn_into().ok()
}

/// Opens or closes the button.
pub fn set_open(place: Place, open: bool) {
    if let Some(button) = button(place) {
        button.set_disabled(!open);
    }
}

/// What the file is called.
pub fn name(place: Place) -> String {
    button(place).and_then(|button| button.get_attribute("data-name")).unwrap_or_default()
}

fn id(place: Place) -> String {
    button(place).map(|button| button.value()).unwrap_or_default()
}

/// Fetches the file and offers it under its name, unless a download of it is under way already. Tells where it stands through `state`.
pub fn start(event: &MouseEvent, place: Place, state: RwSignal<Download>) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_on_button =
        pressed.is_some_and(|pressed| matches!(pressed.closest("button"), Ok(Some(_))));
    if !is_on_button || !state.with_untracked(Download::is_open) {
        return;
    }
    let (id, name) = (id(place), name(place));
    let before = state.with_untracked(Download::address);
    state.set(Download::Signing);
    let Ok(controller) = AbortController::new() else {
        return;
    };
    RUNNING.with_borrow_mut(|running| running.push((id.clone(), controller.clone())));
    spawn_local(async move {
        let outcome = fetched(&id, &controller, state).await;
        let was_running = RUNNING.with_borrow_mut(|running| {
            let place = running.iter().position(|(_, other)| *other == controller);
            place.map(|place| running.swap_remove(place)).is_some()
        });
        // What was cancelled has been told already, and another one may be on its way.
        if !was_running {
            return;
        }
        state.set(match outcome {
            Ok((bytes, address)) => {
                let _ = offer(&address, &name);
                let _ = before.map(|before| Url::revoke_object_url(&before));
                Download::Arrived(bytes, address)
            }
            Err(failure) => Download::Failed(failure),
        });
        keep_focus(place);
    });
}

/// Ends a download.
pub fn cancel(place: Place, state: RwSignal<Download>) {
    let id = id(place);
    RUNNING.with_borrow_mut(|running| {
        running.retain(|(other, controller)| {
            if *other == id {
                controller.abort();
            }
            *other != id
        });
    });
    state.set(Download::Cancelled);
    keep_focus(place);
}

/// What had the focus is gone, or closed for a while: the file's button has it then.
fn keep_focus(place: Place) {
    request_animation_frame(move || {
        let document = web_sys::window().and_then(|window| window.document());
        let has_none = document
            .and_then(|document| document.active_element())
            .is_none_or(|active| active.tag_name() == "BODY");
        if let Some(button) = button(place).filter(|_| has_none) {
            let _ = button.focus();
        }
    });
}

/// Ends every download when the page is left, also when the browser keeps the page for a way back.
pub fn end_with_the_page() {
    let end = |_| {
        RUNNING.with_borrow(|running| running.iter().for_each(|(_, controller)| controller.abort()))
    };
    // For as long as the page is there.
    std::mem::forget(window_event_listener_untyped("pagehide", end));
}

async fn fetched(
    id: &str,
    controller: &AbortController,
    state: RwSignal<Download>,
) -> Result<(u64, String), DownloadFailure> {
    let ticket = sign_get_file(id.to_owned()).await.map_err(DownloadFailure::NotSigned)?;
    if controller.signal().aborted() {
        // The page says so already.
        return Err(DownloadFailure::NoAnswer);
    }
    state.set(Download::Arriving(0, None));
    let idle_timer = IdleTimer::with(controller);
    let response = answered(ticket, controller).await?;
    let said = |name| response.headers().get(name).ok().flatten();
    let whole = said("content-length").and_then(|length| length.parse().ok());
    let is_pdf = said("content-type").is_some_and(|kind| kind.split(';').next() == Some(TYPE));
    if !is_pdf {
        controller.abort();
        return Err(DownloadFailure::NotAsClaimed);
    }
    state.set(Download::Arriving(0, whole));
    let file =
        streamed(&response, whole, state, idle_timer).await.map_err(|_| DownloadFailure::Broken)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    // saturates; every number of a browser's is an f64
    let bytes = file.size() as u64;
    if !begins_as_claimed(&file).await || whole.is_some_and(|whole| bytes < whole) {
        return Err(DownloadFailure::NotAsClaimed);
    }
    let address = Url::create_object_url_with_blob(&file).map_err(|_| DownloadFailure::Broken)?;
    Ok((bytes, address))
}

/// Zuora's answer, if it is a file. What it refuses, it refuses in JSON, whatever the HTTP status.
async fn answered(
    ticket: Ticket<GetFile>,
    controller: &AbortController,
) -> Result<Response, DownloadFailure> {
    let no_answer = |_: NoAnswer| DownloadFailure::NoAnswer;
    let response = called(ticket, None, &controller.signal()).await.map_err(no_answer)?;
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

/// Ends a download that has come to a standstill.
struct IdleTimer(AbortController, Option<TimeoutHandle>);

impl IdleTimer {
    fn with(controller: &AbortController) -> Self {
        let ended = controller.clone();
        let handle = set_timeout_with_handle(move || ended.abort(), STANDSTILL);
        Self(controller.clone(), handle.ok())
    }

    /// Something has come.
    fn renewed(self) -> Self {
        Self::with(&self.0)
    }
}

impl Drop for IdleTimer {
    fn drop(&mut self) {
        if let Some(handle) = self.1.take() {
            handle.clear();
        }
    }
}

/// Reads the body to its end. A piece that is full is given into the browser's keeping; what the page holds is one piece.
async fn streamed(
    response: &Response,
    whole: Option<u64>,
    state: RwSignal<Download>,
    mut idle_timer: IdleTimer,
) -> Result<Blob, JsValue> {
    let body = response.body().ok_or(JsValue::UNDEFINED)?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let (pieces, chunks) = (Array::new(), Array::new());
    let (mut arrived, mut held, mut shown) = (0, 0, 0.0);
    loop {
        let read = JsFuture::from(reader.read()).await?;
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            break;
        }
        idle_timer = idle_timer.renewed();
        let chunk: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
        held += chunk.length();
        arrived += u64::from(chunk.length());
        chunks.push(&chunk);
        if held >= PIECE {
            pieces.push(&Blob::new_with_u8_array_sequence(&chunks)?.into());
            chunks.set_length(0);
            held = 0;
        }
        if Date::now() - shown > SHOWN_EVERY {
            shown = Date::now();
            state.set(Download::Arriving(arrived, whole));
        }
    }
    pieces.push(&Blob::new_with_u8_array_sequence(&chunks)?.into());
    let of_a_pdf = BlobPropertyBag::new();
    of_a_pdf.set_type(TYPE);
    Blob::new_with_blob_sequence_and_options(&pieces, &of_a_pdf)
}

async fn begins_as_claimed(file: &Blob) -> bool {
    let Ok(beginning) =
        file.slice_with_i32_and_i32(0, i32::try_from(BEGINNING.len()).unwrap_or_default())
    else {
        return false;
    };
    let beginning = JsFuture::from(beginning.array_buffer()).await;
    beginning.is_ok_and(|bytes| Uint8Array::new(&bytes).to_vec() == BEGINNING)
}

/// Has the browser save it, as a press on a link would.
fn offer(address: &str, name: &str) -> Result<(), JsValue> {
    let document =
        web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}
