//! Lifeline 1, the browser: the cross-origin call, and the only code that holds a card. Compiled for wasm32 alone.

mod call;
mod create_payment_method;
pub mod editing;
mod fetch;
mod json;
pub mod page;
pub mod save_card;
mod site_client;
#[cfg(feature = "demo")]
mod test_cards;

pub use json::Json;
pub use site_client::SiteClient;
#[cfg(feature = "demo")]
pub use test_cards::fill_in;
