//! What the sandbox has received, from its journal. It records an exchange before it answers, so once a
//! call has ended, everything of it is there.

use crate::{browser::Json, zuora::Fields as _};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

pub struct Exchange {
    pub method: String,
    pub path: String,
    pub status: u32,
    /// What matters to CORS.
    pub headers: Vec<(String, String)>,
    pub answer: Vec<(String, String)>,
}

/// The exchanges of a run, in order; none when the journal cannot be read.
pub async fn read(sandbox: &str, run: &str) -> Option<Vec<Exchange>> {
    let window = web_sys::window()?;
    let response = window.fetch_with_str(&[sandbox, "/sandbox/journal"].concat());
    let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    let all: Array = JsFuture::from(response.json().ok()?).await.ok()?.dyn_into().ok()?;
    let own = |exchange: &Exchange| exchange.path.split('/').any(|part| part == run);
    Some(all.iter().filter_map(exchange).filter(own).collect())
}

fn exchange(entry: JsValue) -> Option<Exchange> {
    let answer = Reflect::get(&entry, &"answer".into()).ok()?;
    let (headers, answer) = (headers(&entry), headers(&answer));
    let json = Json::from(entry);
    Some(Exchange {
        method: json.text("method")?,
        path: json.text("path")?,
        status: json.number("status")?,
        headers,
        answer,
    })
}

/// Those of a request or an answer that matter here.
fn headers(message: &JsValue) -> Vec<(String, String)> {
    let Some(headers) =
        Reflect::get(message, &"headers".into()).ok().and_then(|it| it.dyn_into::<Object>().ok())
    else {
        return Vec::new();
    };
    let pair = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        let name = entry.get(0).as_string()?;
        let matters = name.starts_with("access-control-")
            || matches!(
                &*name,
                "origin" | "content-type" | "authorization" | "signature" | "token" | "location"
            );
        matters.then_some((name, entry.get(1).as_string()?))
    };
    Object::entries(&headers).iter().filter_map(pair).collect()
}
