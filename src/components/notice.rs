//! The notice at the end of a run: one shape for a form with faults, a failure, and a saved card.

use super::Replaced;
use crate::{
    browser::{editing, sentences},
    card::{CardFault, CardField, ExpiryError},
    element_ids::{id, inputs},
    words::{NoticeAction, NoticeText},
};
use leptos::prelude::*;

/// The notice. After a success its heading takes the focus, otherwise the whole notice:
/// [`id::NOTICE`] is the id of the one that does.
#[component]
pub fn Notice(
    notice: NoticeText,
    /// Whether the form has the billing address above the card: the summary has the form's order.
    #[prop(optional)]
    address_first: bool,
    /// Does what its button says.
    on_action: impl Fn(NoticeAction) + Copy + 'static,
) -> impl IntoView {
    let (words, done) = (sentences::notice_words(), notice.done);
    let others = notice.others.into_iter().map(|fault| line(fault.id, fault.sentence));
    let others: Vec<_> = others.collect();
    let fields = if address_first { CardField::ADDRESS_FIRST } else { CardField::ALL };
    let links = fields.map(|field| {
        // Zuora may refuse a field that this form does not have.
        notice.faults.get(field).filter(|_| editing::is_on_page(field)).map(|fault| {
            let target = match fault {
                CardFault::Expiry(ExpiryError::Year | ExpiryError::TooFar) => id::YEAR,
                _ => inputs(field)[0],
            };
            line(target, sentences::card_fault(fault))
        })
    });
    let button = notice.action.map(|(action, text)| {
        view! {
            <button type="button" on:click:capture=move |_| on_action(action)>
                {text}
            </button>
        }
    });
    Replaced(view! {
        <div
            class=if done { "notice done" } else { "notice problem" }
            role=(!done).then_some("alert")
            id=(!done).then_some(id::NOTICE)
            tabindex=(!done).then_some("-1")
        >
            <h2 id=done.then_some(id::NOTICE) tabindex=done.then_some("-1")>
                {notice.heading}
            </h2>
            <p>{notice.text}</p>
            <p>
                <strong>{notice.saved}</strong>
            </p>
            <ul>{others} {links}</ul>
            <p>{notice.fix}</p>
            <p id=id::WAIT>{notice.wait}</p>
            <p class="details" aria-live="polite" id=id::REFERENCE>
                {notice.reference}
            </p>
            {button}
            // What support asks for is open after a failure.
            <details open=!done>
                <summary>{words.details}</summary>
                <p class="details" aria-live="polite" id=id::DETAILS>
                    {notice.details}
                </p>
                // The boot script (`public/boot.js`) copies them.
                <button type="button" class="quiet" data-copies="">
                    {words.copy}
                </button>
            </details>
        </div>
    })
}

/// A line of the summary: a link to the field.
fn line(field: &str, sentence: &'static str) -> impl IntoView + use<> {
    view! {
        <li>
            <a href=["#", field].concat()>{sentence}</a>
        </li>
    }
}
