//! What a run came to: one shape for a form with faults, a failure, and a card that was saved.

use super::{Replaced, id, inputs};
use crate::{
    card::{CardFault, CardField, ExpiryError},
    words::{NoticeText, words},
};
use leptos::prelude::*;

/// The notice. Its heading takes the focus when all is well, the whole of it when not ([`id::NOTICE`] is on what takes it).
#[component]
pub fn Notice(
    /// What it says.
    told: NoticeText,
) -> impl IntoView {
    let done = told.done;
    let others = told.others.into_iter().map(|fault| line(fault.id, fault.sentence));
    let others: Vec<_> = others.collect();
    let links = CardField::ALL.map(|field| {
        told.faults.get(field).map(|fault| {
            let target = match fault {
                CardFault::Expiry(ExpiryError::Year | ExpiryError::TooFar) => id::YEAR,
                _ => inputs(field)[0],
            };
            line(target, words().fault(fault))
        })
    });
    let notice = view! {
        <div
            class=if done { "notice done" } else { "notice problem" }
            role=(!done).then_some("alert")
            id=(!done).then_some(id::NOTICE)
            tabindex=(!done).then_some("-1")
        >
            <h2 id=done.then_some(id::NOTICE) tabindex=done.then_some("-1")>
                {told.heading}
            </h2>
            <p>{told.text}</p>
            <p>
                <strong>{told.saved}</strong>
            </p>
            <ul>{others} {links}</ul>
            <p>{told.fix}</p>
            <p class="details" aria-live="polite" id=id::DETAILS>
                {told.details}
            </p>
        </div>
    };
    Replaced(notice)
}

/// A way to a field that something is wrong with.
fn line(field: &str, sentence: &'static str) -> impl IntoView + use<> {
    view! {
        <li>
            <a href=["#", field].concat()>{sentence}</a>
        </li>
    }
}
