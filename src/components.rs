//! What pages are drawn with. Components draw; they never decide. What never changes is drawn on the server alone.

#[cfg(not(target_arch = "wasm32"))]
mod card_fields;
mod card_ids;
#[cfg(not(target_arch = "wasm32"))]
mod field;
mod notice;
#[cfg(feature = "demo")]
mod test_cards;

#[cfg(not(target_arch = "wasm32"))]
pub use card_fields::CardFields;
pub use card_ids::{error, id, inputs, style_name};
#[cfg(not(target_arch = "wasm32"))]
pub use field::Field;
pub use notice::Notice;
#[cfg(feature = "demo")]
pub use test_cards::*;
