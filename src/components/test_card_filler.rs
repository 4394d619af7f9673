//! The part of the test cards that runs in the browser.

use crate::browser::test_cards;
use leptos::prelude::*;

/// Fills in the form when one of the buttons in it is pressed, and opens the list when a link
/// elsewhere in the page leads to it.
#[island]
pub fn TestCardFiller(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    Effect::new(|_| test_cards::open_on_link());
    view! { <div on:click:capture=|event| test_cards::fill_in(&event)>{children()}</div> }
}
