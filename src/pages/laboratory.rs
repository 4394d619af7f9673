//! The CORS laboratory, a page for developers: what a browser does with a call to another origin,
//! predicted and tried. Only the demonstration has it, with the sandbox, and its code is a program of
//! its own.

mod island;
#[cfg(not(target_arch = "wasm32"))]
mod prediction;
#[cfg(not(target_arch = "wasm32"))]
mod switches;
#[cfg(not(target_arch = "wasm32"))]
mod view;

#[cfg(not(target_arch = "wasm32"))]
pub use view::{LABORATORY_PATH, LaboratoryPage, has_laboratory};
