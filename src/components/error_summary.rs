//! What is wrong with the form, at its top: every error once, each a link to its field.

use crate::{card::CardErrors, words};
use leptos::{html::Div, prelude::*};

/// The summary; nothing while nothing is wrong. It takes the focus when it appears.
#[component]
pub fn ErrorSummary(
    /// What is wrong with each field.
    errors: ReadSignal<CardErrors>,
) -> impl IntoView {
    move || {
        let errors = errors.get();
        (errors != CardErrors::default()).then(|| view! { <Summary errors /> })
    }
}

#[component]
fn Summary(errors: CardErrors) -> impl IntoView {
    let entries = [
        ("card-number", errors.number.map(words::number_error)),
        ("card-expiry-month", errors.expiry.map(words::expiry_error)),
        ("card-holder", errors.holder.map(words::holder_error)),
        ("card-security-code", errors.security_code.map(words::security_code_error)),
    ];
    let node = NodeRef::<Div>::new();
    node.on_load(|summary| {
        let _ = summary.focus();
    });
    view! {
        <div class="notice problem" role="alert" tabindex="-1" node_ref=node>
            <h2>"There is a problem"</h2>
            <ul>
                {entries
                    .into_iter()
                    .filter_map(|(field, text)| text.map(|text| (field, text)))
                    .map(|(field, text)| {
                        view! {
                            <li>
                                <a href=format!("#{field}")>{text}</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}
