//! The fields of a new account. Only the server renders them; the page's code finds them by their
//! ids.

use super::{CountryAndPostalCode, Field};
use crate::{element_ids::id, signup_form::AccountField, words::AccountWords};
use leptos::prelude::*;

/// The currencies to choose from. A tenant's are set in Zuora (Settings > Billing > Customize
/// Currencies); a shop lists its own here.
const CURRENCIES: [&str; 7] = ["AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "USD"];

/// The fields about the customer, then those of the address.
#[component]
pub fn AccountFields() -> impl IntoView {
    use AccountField::{Address, City, Email, FirstName, LastName, Name, State};
    let words = &AccountWords::current().page;
    // The autofill tokens are HTML's. The account's name is the company's, where there is one.
    let text = |field: AccountField, autocomplete: &'static str| {
        view! {
            <Field
                id=field.id()
                label=words.labels.get(field)
                autocomplete
                digits=false
                max_length=field.max_length()
            />
        }
    };
    view! {
        <span hidden id=id::ACCOUNT_SENTENCES data-sentences=sentences()></span>
        <h2>{words.about_you}</h2>
        {text(Name, "organization")}
        <div class="columns">
            {text(FirstName, "given-name")} {text(LastName, "family-name")}
        </div>
        <div class="columns">
        <Field
            id=Email.id()
            label=words.labels.email
            autocomplete="email"
            digits=false
            capitals="off"
            keyboard="email"
            max_length=Email.max_length()
        />
        <Currency />
        </div>
        <h2>{words.address}</h2>
        {text(Address, "billing address-line1")}
        <div class="columns">
        {text(City, "billing address-level2")}
        // Required by some countries alone. The style sheet shows the hint for those.
        <Field
            id=State.id()
            label=words.labels.state
            optional=words.optional
            autocomplete="billing address-level1"
            digits=false
            required=false
            max_length=State.max_length()
        >
            <p class="hint" id="account-state-hint">
                {words.state_hint}
            </p>
        </Field>
        </div>
        <CountryAndPostalCode required=true />
        <h2>{words.card}</h2>
    }
}

/// What `browser::sentences` reads.
fn sentences() -> String {
    serde_json::to_string(&AccountWords::current().sentences()).unwrap_or_default()
}

#[component]
fn Currency() -> impl IntoView {
    let words = &AccountWords::current().page;
    let id = AccountField::Currency.id();
    let error = format!("{id}-error");
    let currencies =
        CURRENCIES.map(|currency| view! { <option value=currency>{currency}</option> });
    view! {
        <div class="field">
            <label for=id>{words.labels.currency}</label>
            <p class="error" id=error.clone()></p>
            <select id=id required autocomplete="transaction-currency" aria-invalid="false" aria-describedby=error>
                <option value="">{words.choose_currency}</option>
                {currencies.collect_view()}
            </select>
        </div>
    }
}
