//! Zuora's CORS REST flow, whole: the shop's server gets a one-use signature, the browser sends the card to Zuora itself.
//!
//! The modules are the lifelines of Zuora's own diagram, and the words they share. Who acts here? is the question that tells
//! where a line belongs. Code for wasm32 runs in the browser; all other code runs on the server.

// A page is one type, as deep as its markup.
#![recursion_limit = "256"]
// They panic when nobody reads what they write (`server/console.rs`).
#![deny(clippy::print_stdout, clippy::print_stderr)]

// The example of docs/add-an-operation.md, so that it keeps compiling.
#[cfg(all(test, feature = "demo"))]
#[path = "../docs/add-an-operation.rs"]
mod add_an_operation;
pub mod api;
pub mod api_error;
pub mod card;
pub mod components;
pub mod digits;
#[cfg(test)]
mod doc_links;
pub mod element_ids;
pub mod flow;
#[cfg(test)]
mod layers;
pub mod pages;
pub mod signup_form;
#[cfg(not(target_arch = "wasm32"))]
pub mod site_map;
pub mod text;
#[cfg(test)]
mod threats;
pub mod words;
pub mod zuora;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
#[path = "browser_native.rs"]
pub mod browser;

#[cfg(not(target_arch = "wasm32"))]
pub mod app;
#[cfg(all(not(target_arch = "wasm32"), feature = "demo"))]
pub mod sandbox;
#[cfg(not(target_arch = "wasm32"))]
pub mod server;

/// Makes the page's islands callable; the boot script (`public/boot.js`) then brings each to life in document order.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
