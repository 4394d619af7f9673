//! A run that failed, told to the person it happened to.

use crate::{flow::Failure, words};
use leptos::{html::Div, prelude::*};

/// What happened, whether anything was saved, what to do now, and the codes. It takes the focus when it appears.
#[component]
pub fn FailureNotice(
    /// How the run failed.
    failure: Failure,
) -> impl IntoView {
    let told = words::failure(&failure);
    let node = NodeRef::<Div>::new();
    node.on_load(|notice| {
        let _ = notice.focus();
    });
    view! {
        <div class="notice problem" role="alert" tabindex="-1" node_ref=node>
            <h2>{told.heading}</h2>
            <p>{told.meaning} " " <strong>{told.saved}</strong></p>
            <p>{told.next}</p>
            <ul class="codes">
                {told.details.into_iter().map(|detail| view! { <li>{detail}</li> }).collect_view()}
            </ul>
        </div>
    }
}
