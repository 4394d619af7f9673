//! The fields of a card. Only the server renders them; the page's code finds them by their ids.

use super::Field;
use crate::{
    card::{Brand, CardFault, CardField},
    element_ids::{error, id, style_name},
    server::{AppState, current_shop},
    words::{ContactWords, Explained, FailureKind, words},
};
use leptos::prelude::*;

/// Brands, number, expiry date, security code and name.
#[component]
pub fn CardFields(
    /// Whether the name on the card must be typed.
    #[prop(default = true)]
    holder_required: bool,
) -> impl IntoView {
    let words = words();
    let fields = &words.card_fields;
    let brands = Brand::ALL.map(|brand| {
        view! {
            <li class=style_name(brand)>
                <span class="visually-hidden">{brand.name()}</span>
            </li>
        }
    });
    view! {
        // Hidden: the sentences are not to be read before something has happened.
        <span hidden id=id::EXPLAINED data-explained=explained()></span>
        <span hidden id=id::NOTICE_SENTENCES data-sentences=notice()></span>
        <span hidden id=id::CARD_FAULTS data-sentences=faults()></span>
        <p class="visually-hidden" role="status" id=id::ANNOUNCEMENT></p>
        <div class="number">
            <ul class="brands" aria-label=fields.brands>
                {brands.collect_view()}
            </ul>
            <Field id=id::NUMBER label=fields.number autocomplete="cc-number" max_length=80 />
            <span class="brand" aria-hidden="true"></span>
        </div>
        <div class="expiry-and-code">
            <Expiry />
            <SecurityCode />
        </div>
        <Holder required=holder_required />
    }
}

/// The expiry date: two fields, and one error.
#[component]
fn Expiry() -> impl IntoView {
    let fields = &words().card_fields;
    let error_id = error(CardField::Expiry);
    view! {
        <fieldset class="field" aria-describedby="card-expiry-hint">
            <legend>{fields.expiry}</legend>
            <p class="hint" id="card-expiry-hint">
                {fields.expiry_hint}
            </p>
            <p class="error" id=error_id></p>
            <div class="row">
                <Field
                    id=id::MONTH
                    label=fields.month
                    autocomplete="cc-exp-month"
                    max_length=30
                    error_id
                />
                <Field
                    id=id::YEAR
                    label=fields.year
                    autocomplete="cc-exp-year"
                    max_length=30
                    error_id
                />
            </div>
        </fieldset>
    }
}

/// The security code, with a picture of where it is on the card.
#[component]
fn SecurityCode() -> impl IntoView {
    let fields = &words().card_fields;
    view! {
        <div class="code">
            <Field
                id=id::SECURITY_CODE
                label=fields.security_code
                autocomplete="cc-csc"
                max_length=20
            >
                // The style sheet shows the one that fits the brand.
                <p class="hint" id="card-security-code-hint">
                    <span class="on-either">{fields.code_on_either}</span>
                    <span class="on-back">{fields.code_on_back}</span>
                    <span class="on-front">{fields.code_on_front}</span>
                </p>
            </Field>
            <span class="picture" aria-hidden="true"></span>
        </div>
    }
}

/// The name on the card.
#[component]
fn Holder(required: bool) -> impl IntoView {
    let fields = &words().card_fields;
    let (id, label, autocomplete) = (id::HOLDER, fields.holder, "cc-name");
    if required {
        return view! { <Field id label autocomplete digits=false enter_key="done" max_length=120 /> }.into_any();
    }
    view! {
        <Field id label autocomplete digits=false enter_key="done" required max_length=120>
            <p class="hint" id="card-holder-hint">
                {fields.holder_hint}
            </p>
        </Field>
    }
    .into_any()
}

/// What notices are made of, in the page's language.
fn notice() -> String {
    let mut sentences = words().notice.sentences();
    // The last one names the test cards, and is of no use where none are offered.
    let is_offered = AppState::current().is_some_and(|state| state.offers_test_cards);
    if cfg!(feature = "demo") && !is_offered {
        sentences.pop();
    }
    serde_json::to_string(&sentences).unwrap_or_default()
}

/// Every kind of failure explained, by its number, in the page's language.
fn explained() -> String {
    let (words, contact, shop) = (words(), ContactWords::current(), current_shop());
    let all = FailureKind::all().map(|kind| {
        let Explained { heading, meaning, cause, fix } = words.explained(kind);
        [
            heading.to_owned(),
            meaning.to_owned(),
            cause.to_owned(),
            contact.complete(fix, shop.contact),
        ]
    });
    serde_json::to_string(&all.collect::<Vec<_>>()).unwrap_or_default()
}

/// How to correct each fault, by its number, in the page's language.
fn faults() -> String {
    let words = words();
    let all: Vec<_> = CardFault::all().into_iter().map(|fault| (words.card_fault)(fault)).collect();
    serde_json::to_string(&all).unwrap_or_default()
}

/// The checkbox that makes the card the account's default.
#[component]
pub fn DefaultChoice() -> impl IntoView {
    view! {
        <div class="choice">
            <input id=id::DEFAULT type="checkbox" autocomplete="off" />
            <label for=id::DEFAULT>{words().add_card.default}</label>
        </div>
    }
}
