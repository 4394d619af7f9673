//! What pages are made of. A component renders what it is given. What never changes is rendered on
//! the server alone.

#[cfg(not(target_arch = "wasm32"))]
mod account_fields;
#[cfg(not(target_arch = "wasm32"))]
mod billing_address;
#[cfg(not(target_arch = "wasm32"))]
mod card_fields;
mod card_form;
#[cfg(not(target_arch = "wasm32"))]
mod consent;
#[cfg(not(target_arch = "wasm32"))]
mod field;
#[cfg(not(target_arch = "wasm32"))]
mod flow_inspector;
mod notice;
mod replaced;
// An island stays in a program even if no page in it uses the island.
#[cfg(all(feature = "demo", card_page))]
mod test_card_filler;
#[cfg(not(target_arch = "wasm32"))]
mod test_cards;
#[cfg(not(target_arch = "wasm32"))]
mod your_cards;

#[cfg(not(target_arch = "wasm32"))]
pub use account_fields::AccountFields;
#[cfg(not(target_arch = "wasm32"))]
pub use billing_address::{CardAddress, CountryAndPostalCode, card_form_address};
#[cfg(not(target_arch = "wasm32"))]
pub use card_fields::{CardFields, DefaultChoice};
pub use card_form::CardForm;
#[cfg(not(target_arch = "wasm32"))]
pub use consent::Consent;
#[cfg(not(target_arch = "wasm32"))]
pub use field::Field;
#[cfg(not(target_arch = "wasm32"))]
pub use flow_inspector::{FlowInspectorPlace, FlowRecorder};
pub use notice::Notice;
pub use replaced::Replaced;
#[cfg(all(feature = "demo", card_page))]
pub use test_card_filler::TestCardFiller;
#[cfg(not(target_arch = "wasm32"))]
pub use test_cards::OfferedTestCards;
#[cfg(not(target_arch = "wasm32"))]
pub use your_cards::{Duplicate, YourCards};
