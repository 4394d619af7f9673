//! What pages are drawn with. Components draw; they never decide. What never changes is drawn on the server alone.

#[cfg(not(target_arch = "wasm32"))]
mod account_fields;
#[cfg(not(target_arch = "wasm32"))]
mod card_fields;
mod card_form;
mod card_ids;
#[cfg(not(target_arch = "wasm32"))]
mod field;
mod notice;
mod replaced;
#[cfg(any(
    not(target_arch = "wasm32"),
    all(feature = "demo", any(every_page, page = "add_card", page = "account"))
))]
mod test_cards;

#[cfg(not(target_arch = "wasm32"))]
pub use account_fields::AccountFields;
#[cfg(not(target_arch = "wasm32"))]
pub use card_fields::{CardFields, DefaultChoice};
pub use card_form::CardForm;
pub use card_ids::{error, id, inputs, style_name};
#[cfg(not(target_arch = "wasm32"))]
pub use field::Field;
pub use notice::Notice;
pub use replaced::Replaced;
#[cfg(any(
    not(target_arch = "wasm32"),
    all(feature = "demo", any(every_page, page = "add_card", page = "account"))
))]
pub use test_cards::*;
