//! Tells the flow inspector's recorder (`src/inspector/recorder.js`) what the page calls, where the
//! page has one. A build without the demonstration has `observer_off.rs` in place of this file.
//!
//! What is handed over is masked here: of a body, only the fields that [`SHOWN`] lists, and of the
//! others no more than their names. No field of a card is in the list.

use js_sys::{JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestInit;

/// The fields whose values are shown, at every level of a body.
const SHOWN: &str = r#"["accountKey","name","pageId","fileId","uri","method","signature","token","success","paymentMethodId","accountNumber","reasons","code","kind","records","recordsTook","url","body","status","reply","start","duration","place"]"#;

#[wasm_bindgen]
extern "C" {
    type Recorder;
    /// A call is about to be made. The promise is fulfilled when it may be, with the record of it.
    #[wasm_bindgen(method)]
    fn before(
        this: &Recorder,
        url: &str,
        init: &RequestInit,
        sent: &JsValue,
        names: &JsValue,
        place: &str,
    ) -> Promise;

    type Record;
    /// Something of the answer is known.
    #[wasm_bindgen(method)]
    fn after(this: &Record, response: &JsValue, reply: &JsValue, names: &JsValue);
}

/// A call that the recorder may know of.
pub struct Observed(JsValue);

/// The page is about to make this call; `init` has no body yet. In step mode this waits until
/// somebody lets it go on.
pub async fn before(url: &str, init: &RequestInit, body: &JsValue, place: &str) -> Observed {
    let recorder = web_sys::window()
        .and_then(|window| Reflect::get(&window, &"flowRecorder".into()).ok())
        .unwrap_or_default();
    if !recorder.is_object() {
        return Observed(JsValue::NULL);
    }
    let record =
        recorder.unchecked_ref::<Recorder>().before(url, init, &masked(body), &names(body), place);
    Observed(JsFuture::from(record).await.unwrap_or_default())
}

impl Observed {
    /// An answer has arrived, or null: there is none. Its body is null until it has been read.
    pub fn answered(&self, response: &JsValue, body: &JsValue) {
        if self.0.is_object() {
            self.0.unchecked_ref::<Record>().after(response, &masked(body), &names(body));
        }
    }
}

/// The names of a body's fields.
fn names(body: &JsValue) -> JsValue {
    body.dyn_ref::<Object>().map(Object::keys).into()
}

/// The JSON of what is shown of a body.
fn masked(body: &JsValue) -> JsValue {
    // Never without the list: everything would be shown then.
    let shown = JSON::parse(SHOWN).and_then(|shown| JSON::stringify_with_replacer(body, &shown));
    shown.ok().into()
}
