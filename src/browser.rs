//! Lifeline 1, the browser: the cross-origin call, and the only code that holds a card. Compiled for wasm32 alone.

pub mod call;
mod card_json;
pub mod create_account;
pub mod create_payment_method;
pub mod download;
pub mod editing;
mod fetch;
pub mod hosted_page;
mod json;
pub mod page;
pub mod sentences;
mod site_client;
pub mod submit;
#[cfg(feature = "demo")]
mod test_cards;

pub use json::Json;
pub use site_client::SiteClient;
#[cfg(feature = "demo")]
pub use test_cards::{fill_in, open_by_links};
