//! The part of the test cards that runs in the browser.

use crate::browser::test_cards;
use leptos::prelude::*;

/// Fills in the form when one of the buttons in it is pressed.
#[island]
pub fn TestCardFiller(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="chips" on:click:capture=|event| test_cards::fill_in(&event)>{children()}</div> }
}
