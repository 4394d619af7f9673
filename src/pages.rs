//! One file per page. A page composes components; what runs in the browser is an island.
//!
//! Each page's code is a program of its own in a release, built with `SAMPLE_PAGE=…`, so that
//! nobody downloads another page's; while developing, one program has them all. What is known of a
//! page is in `site_map.rs` (docs/add-an-operation.md).

#[cfg(any(every_page, page = "account"))]
mod account;
#[cfg(any(every_page, page = "add_card"))]
mod add_card;
#[cfg(any(every_page, page = "documents"))]
mod documents;
#[cfg(any(every_page, page = "hosted_page"))]
mod hosted_page;
#[cfg(feature = "demo")]
#[cfg(any(every_page, page = "laboratory"))]
mod laboratory;
#[cfg(not(target_arch = "wasm32"))]
mod no_account;
#[cfg(not(target_arch = "wasm32"))]
mod not_found;
#[cfg(not(target_arch = "wasm32"))]
mod offered;
#[cfg(feature = "demo")]
#[cfg(not(target_arch = "wasm32"))]
mod operations;
#[cfg(not(target_arch = "wasm32"))]
mod page_frame;
#[cfg(not(target_arch = "wasm32"))]
mod routes;
#[cfg(feature = "demo")]
#[cfg(not(target_arch = "wasm32"))]
mod tour;

#[cfg(feature = "demo")]
#[cfg(not(target_arch = "wasm32"))]
pub use laboratory::{LABORATORY_PATH, has_laboratory};
#[cfg(not(target_arch = "wasm32"))]
pub use no_account::AccountRequiredView;
#[cfg(not(target_arch = "wasm32"))]
pub use offered::offered;
#[cfg(feature = "demo")]
#[cfg(not(target_arch = "wasm32"))]
pub use operations::OPERATIONS_PATH;
#[cfg(not(target_arch = "wasm32"))]
pub use routes::CurrentPage;
