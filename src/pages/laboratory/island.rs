//! The part of the laboratory that runs in the browser.

use crate::browser::laboratory;
use leptos::prelude::*;

/// Predicts and sends, once its code is live.
#[island]
pub fn CorsLaboratory(
    /// The form and the three columns.
    children: Children,
) -> impl IntoView {
    Effect::new(|_| laboratory::start());
    view! { <div class="laboratory">{children()}</div> }
}
