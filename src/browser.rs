//! Lifeline 1, the browser: the cross-origin call, and the only code that holds a card. Compiled
//! for wasm32 alone; `browser_native.rs` is its twin for other targets.

mod attempt;
mod card_json;
mod card_list;
mod card_operation;
mod card_run;
mod clock;
mod connection;
pub mod create_account;
mod create_payment_method;
mod cross_origin;
mod dom;
pub mod download;
pub mod editing;
mod fetch;
mod field_errors;
pub mod hosted_page;
mod json;
#[cfg(all(feature = "demo", any(every_page, page = "laboratory")))]
pub mod laboratory;
pub mod liveness;
#[cfg(all(feature = "demo", any(every_page, page = "inspector", page = "laboratory")))]
#[cfg_attr(page = "laboratory", expect(dead_code))] // some of it is the panel's alone
pub(crate) mod node;
#[cfg(feature = "demo")]
mod observer;
#[cfg(not(feature = "demo"))]
#[path = "browser/observer_off.rs"]
mod observer;
pub mod sentences;
mod site_client;
#[cfg(feature = "demo")]
pub mod test_cards;

pub use card_operation::CardOperation;
pub use card_run::CardRun;
pub use json::Json;
pub use site_client::post;
