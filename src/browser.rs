//! Lifeline 1, the browser: the cross-origin call, and the only code that holds a card. Compiled for wasm32 alone.

mod call;
mod create_payment_method;
mod fetch;
mod json;
pub mod save_card;
mod site_client;

pub use json::Json;
pub use site_client::SiteClient;

use wasm_bindgen::UnwrapThrowExt as _;

/// Marks the document as live: handlers are attached and the form may be used. Tests wait for it.
pub fn announce_live() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        root.set_attribute("data-hydrated", "true").unwrap_throw();
    }
}
