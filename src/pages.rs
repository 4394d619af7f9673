//! One page per operation. Pages compose; what runs in the browser is an island.

mod add_card;

pub use add_card::AddCard;
