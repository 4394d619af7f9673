//! The fields of a card, in the order in which they are printed on it.

use super::{Field, field::ErrorText};
use crate::{card::CardErrors, words};
use leptos::{html::Input, prelude::*};

/// The elements of the fields. The card is in them and nowhere else until it is sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct CardInputs {
    /// Card number.
    pub number: NodeRef<Input>,
    /// Month of expiry.
    pub month: NodeRef<Input>,
    /// Year of expiry.
    pub year: NodeRef<Input>,
    /// Name on card.
    pub holder: NodeRef<Input>,
    /// Card security code.
    pub security_code: NodeRef<Input>,
    /// Whether it becomes the account's default.
    pub default: NodeRef<Input>,
}

/// Number, expiry date, name, security code.
#[component]
pub fn CardFields(
    /// The elements, for the code that reads them.
    inputs: CardInputs,
    /// What is wrong with each.
    errors: ReadSignal<CardErrors>,
) -> impl IntoView {
    let number = Signal::derive(move || errors.get().number.map(words::number_error));
    let expiry = Signal::derive(move || errors.get().expiry.map(words::expiry_error));
    let holder = Signal::derive(move || errors.get().holder.map(words::holder_error));
    let security_code = Signal::derive(move || errors.get().security_code.map(words::security_code_error));
    let expiry_invalid = Signal::derive(move || expiry.get().is_some());
    view! {
        <Field
            id="card-number"
            label="Card number"
            autocomplete="cc-number"
            max_length=26
            invalid=Signal::derive(move || number.get().is_some())
            error=number
            node=inputs.number
        />
        <fieldset class="field" class:invalid=move || expiry_invalid.get() aria-describedby="card-expiry-hint">
            <legend>"Expiry date"</legend>
            <p class="hint" id="card-expiry-hint">"For example, 10/2030"</p>
            <ErrorText id="card-expiry-error" error=expiry />
            <div class="row">
                <Field
                    id="card-expiry-month"
                    label="Month"
                    autocomplete="cc-exp-month"
                    max_length=2
                    invalid=expiry_invalid
                    described_by="card-expiry-error"
                    node=inputs.month
                />
                <Field
                    id="card-expiry-year"
                    label="Year"
                    autocomplete="cc-exp-year"
                    max_length=4
                    invalid=expiry_invalid
                    described_by="card-expiry-error"
                    node=inputs.year
                />
            </div>
        </fieldset>
        <Field
            id="card-holder"
            label="Name on card"
            autocomplete="cc-name"
            digits=false
            max_length=80
            invalid=Signal::derive(move || holder.get().is_some())
            error=holder
            node=inputs.holder
        />
        <Field
            id="card-security-code"
            label="Card security code"
            hint="The last 3 digits on the back of the card, or the 4 digits on the front of an American Express card"
            autocomplete="cc-csc"
            enter_key="done"
            max_length=4
            invalid=Signal::derive(move || security_code.get().is_some())
            error=security_code
            node=inputs.security_code
        />
    }
}
