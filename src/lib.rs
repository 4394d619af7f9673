//! Zuora's CORS REST flow, whole: the shop's server gets a one-use signature, and the browser sends
//! the card to Zuora itself.
//!
//! The modules are the lifelines of Zuora's own diagram, and what they share. To find code, ask who
//! does it. Code for wasm32 runs in the browser; all other code runs on the server.

// A page is one type, nested as deeply as its markup.
#![recursion_limit = "256"]
// These macros panic when standard output is closed (`server/console.rs`).
#![deny(clippy::print_stdout, clippy::print_stderr)]

// The example of docs/add-an-operation.md, so that it keeps compiling.
#[cfg(all(test, feature = "demo"))]
#[path = "../docs/add-an-operation.rs"]
mod add_an_operation;
pub mod api;
pub mod api_error;
pub mod card;
pub mod components;
#[cfg(feature = "demo")]
pub mod cors_rules;
pub mod digits;
#[cfg(test)]
mod doc_links;
pub mod element_ids;
pub mod flow;
#[cfg(test)]
mod fuzz;
#[cfg(feature = "demo")]
pub mod inspector;
#[cfg(test)]
mod layers;
pub mod pages;
#[cfg(test)]
mod patterns;
#[cfg(test)]
mod reliability;
pub mod shop;
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

/// Registers the page's islands. The boot script (`public/boot.js`) then hydrates each in document
/// order.
#[cfg(all(target_arch = "wasm32", not(page = "inspector")))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
