//! The laboratory's call, made as any page would make it, and what the page is told of it.

use crate::{
    browser::json::set,
    cors_rules::{Method, Outcome, Request, Switch as _, Times},
};
use js_sys::{Array, Error, Object};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

/// The sandbox answers at once, unless it is gone.
const TIMEOUT_MS: u32 = 10_000;

/// What the page gets.
pub enum FetchResult {
    Answer {
        /// `cors`, or `opaque`.
        kind: String,
        status: u16,
        /// Those that the page may read.
        headers: Vec<(String, String)>,
        body: String,
    },
    /// The error, in the browser's words.
    Failed(String),
}

impl FetchResult {
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Answer { kind, .. } if kind == "opaque" => Outcome::Opaque,
            Self::Answer { .. } => Outcome::Readable,
            Self::Failed(_) => Outcome::Failed,
        }
    }
}

/// Calls this address, as often as the request says, and returns what the last call came to.
pub async fn make(url: &str, request: Request) -> FetchResult {
    if request.times == Times::Twice {
        let _ = once(url, request).await;
    }
    match once(url, request).await {
        Ok(result) => result,
        Err(error) => FetchResult::Failed(in_words(error)),
    }
}

fn in_words(error: JsValue) -> String {
    error.dyn_into::<Error>().map(|error| String::from(error.to_string())).unwrap_or_default()
}

async fn once(url: &str, request: Request) -> Result<FetchResult, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response = window.fetch_with_str_and_init(url, &init(request));
    let response: Response = JsFuture::from(response).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let kind = js_sys::Reflect::get(&response, &"type".into())?.as_string().unwrap_or_default();
    Ok(FetchResult::Answer {
        kind,
        status: response.status(),
        headers: pairs(&response.headers()),
        body,
    })
}

fn init(request: Request) -> RequestInit {
    let (headers, init) = (Object::new(), Object::new());
    for (name, value) in request.headers.headers() {
        set(&headers, name, *value);
    }
    set(&init, "method", request.method.token());
    set(&init, "mode", request.mode.value());
    set(&init, "credentials", request.credentials.value());
    set(&init, "headers", headers);
    // In mode no-cors the origin would be hidden otherwise, and the sandbox answers only this one.
    set(&init, "referrerPolicy", "origin");
    set(&init, "signal", AbortSignal::timeout_with_u32(TIMEOUT_MS));
    if request.method != Method::Get {
        set(&init, "body", "{}");
    }
    init.unchecked_into()
}

fn pairs(headers: &Headers) -> Vec<(String, String)> {
    let pair = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    Array::from(headers).iter().filter_map(pair).collect()
}
