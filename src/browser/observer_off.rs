//! The surface of `observer.rs` in a build without the demonstration: nothing is observed.

use wasm_bindgen::JsValue;
use web_sys::RequestInit;

pub struct Observed;

#[expect(clippy::unused_async)] // as in the demonstration
pub async fn before(_: &str, _: &RequestInit, _: &JsValue, _: &str) -> Observed {
    Observed
}

impl Observed {
    #[expect(clippy::unused_self)]
    pub fn answered(&self, _: &JsValue, _: &JsValue) {}
}
