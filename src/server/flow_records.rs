//! The server's own exchanges with Zuora, recorded for the flow inspector while a call of
//! `/api/sign/…` is answered, and sent along with that answer. Where the inspector is off, nothing is
//! recorded. A build without the demonstration has `flow_records_off.rs` in place of this file.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
    routing::post,
};
use reqwest::Method;
use serde::Serialize;
use serde_json::{Map, Value};
use std::{
    mem::take,
    panic::Location,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use url::Url;

/// The calls whose exchanges are recorded.
const RECORDED: &str = "/api/sign/";
/// An answer to such a call is about a thousand bytes.
const MAX_ANSWER_BYTES: usize = 64 * 1024;
/// What is recorded of Zuora's answers. Everything else in them is left out by its name.
const SHOWN_IN_REPLIES: [&str; 6] =
    ["success", "signature", "token", "processId", "reasons", "expires_in"];

tokio::task_local! {
    static RECORDS: Records;
}

#[derive(Clone)]
struct Records {
    began: Instant,
    /// A token is fetched by a task of its own.
    all: Arc<Mutex<Vec<Record>>>,
}

impl Records {
    fn lock(&self) -> MutexGuard<'_, Vec<Record>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One exchange, with its times by this server's clock, in microseconds since the call came in.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    method: String,
    url: String,
    body: Value,
    /// What is not recorded, by its name: secrets, and what nobody needs.
    left_out: Vec<String>,
    status: Option<u16>,
    reply: Value,
    start: u64,
    duration: u64,
    /// Where the call is in the code.
    place: String,
}

/// An exchange that is going on. Its duration is known when it is dropped.
#[derive(Debug)]
#[must_use = "the exchange ends when this is dropped"]
pub struct Exchange(Option<(usize, Instant)>);

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some((at, started)) = self.0 {
            change(at, |record| record.duration = microseconds(started.elapsed()));
        }
    }
}

/// Begins an exchange. `left_out` names what is sent and is not recorded.
#[track_caller]
pub fn begin(method: &Method, url: &Url, body: Option<&Value>, left_out: &[&str]) -> Exchange {
    let place = Location::caller();
    let begun = RECORDS.try_with(|records| {
        let mut all = records.lock();
        all.push(Record {
            method: method.to_string(),
            url: url.to_string(),
            body: body.cloned().unwrap_or_default(),
            left_out: left_out.iter().map(|name| (*name).to_owned()).collect(),
            status: None,
            reply: Value::Null,
            start: microseconds(records.began.elapsed()),
            duration: 0,
            place: format!("{}:{}", place.file(), place.line()),
        });
        (all.len() - 1, Instant::now())
    });
    Exchange(begun.ok())
}

/// Zuora has answered the exchange that began last.
pub fn answered(status: u16, reply: Option<&Value>) {
    let last = RECORDS.try_with(|records| records.lock().len().checked_sub(1));
    let Ok(Some(last)) = last else { return };
    change(last, |record| {
        record.status = Some(status);
        let fields = reply.and_then(Value::as_object).cloned().unwrap_or_default();
        let (shown, others): (Map<_, _>, Map<_, _>) =
            fields.into_iter().partition(|(name, _)| SHOWN_IN_REPLIES.contains(&&**name));
        record.reply = shown.into();
        record.left_out.extend(others.into_iter().map(|(name, _)| name));
    });
}

/// Has a task that is spawned with this future record for the call that is being answered now.
pub fn carry<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let records = RECORDS.try_with(Clone::clone);
    async move {
        match records {
            Ok(records) => RECORDS.scope(records, future).await,
            Err(_) => future.await,
        }
    }
}

fn change(at: usize, change: impl FnOnce(&mut Record)) {
    let _ = RECORDS.try_with(|records| records.lock().get_mut(at).map(change));
}

fn microseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Where the page has its browser forget.
const FORGET_PREFLIGHT: &str = "/flow/forget-preflight";

/// Has the site's routes record, where the inspector is on.
pub fn record(site: Router, is_on: bool) -> Router {
    match is_on {
        true => site.route(FORGET_PREFLIGHT, post(forget_preflight)).layer(from_fn(add_records)),
        false => site,
    }
}

/// No script can make a browser forget the answer to a preflight. This header does, with everything
/// else that it has cached for this origin (Chromium, observed; by the standard it concerns caches).
async fn forget_preflight(headers: HeaderMap) -> Response {
    // Another site shall not empty caches here.
    if headers.get("sec-fetch-site").is_none_or(|site| site != "same-origin") {
        return StatusCode::FORBIDDEN.into_response();
    }
    (StatusCode::NO_CONTENT, [(HeaderName::from_static("clear-site-data"), "\"cache\"")])
        .into_response()
}

async fn add_records(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(RECORDED) {
        return next.run(request).await;
    }
    let records = Records { began: Instant::now(), all: Arc::default() };
    let answered = RECORDS.scope(records, async {
        let response = next.run(request).await;
        let taken = RECORDS.try_with(|records| {
            (take(&mut *records.lock()), microseconds(records.began.elapsed()))
        });
        (response, taken.unwrap_or_default())
    });
    let (response, (records, took)) = answered.await;
    match response.status() {
        StatusCode::OK => with_records(response, &records, took).await,
        // An error has the form that the contract gives it.
        _ => response,
    }
}

async fn with_records(response: Response, records: &[Record], took: u64) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MAX_ANSWER_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(Value::Object(mut reply)) = serde_json::from_slice(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    reply.insert("records".into(), serde_json::to_value(records).unwrap_or_default());
    reply.insert("recordsTook".into(), took.into());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(Value::Object(reply).to_string()))
}
