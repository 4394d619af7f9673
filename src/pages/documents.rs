//! The documents of the customer who is signed in. The browser downloads each from Zuora itself
//! (*Get File*).

mod file;
#[cfg(not(target_arch = "wasm32"))]
mod view;

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;
