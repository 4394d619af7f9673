//! A card that was saved.

use crate::flow::SavedCard;
use leptos::{html::H2, prelude::*};

/// Brand, last four digits, id, default or not. Its heading takes the focus when it appears.
#[component]
pub fn SavedNotice(
    /// The card.
    card: SavedCard,
) -> impl IntoView {
    let node = NodeRef::<H2>::new();
    node.on_load(|heading| {
        let _ = heading.focus();
    });
    view! {
        <div class="notice done">
            <h2 tabindex="-1" node_ref=node>
                "Card saved"
            </h2>
            <p>
                {card.brand.name()} " ending in " {card.last_four}
                {card.default.then_some(" is now your default card")}
            </p>
            <p class="id">"Payment method id: " <code>{card.payment_method_id}</code></p>
        </div>
    }
}
