//! The fields of a new account. Only the server renders them; the page's code finds them by their
//! ids.

use super::Field;
use crate::{element_ids::id, signup_form::AccountField, words::AccountWords};
use leptos::prelude::*;

/// The currencies to choose from. A tenant's are set in Zuora (Settings > Billing > Customize
/// Currencies); a shop lists its own here.
const CURRENCIES: [&str; 7] = ["AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "USD"];

/// The fields about the customer, then those of the address.
#[component]
pub fn AccountFields() -> impl IntoView {
    use AccountField::{Address, City, Country, FirstName, LastName, Name, PostalCode, State};
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
                required=field != State
            />
        }
    };
    view! {
        <span hidden id=id::ACCOUNT_SENTENCES data-sentences=sentences()></span>
        <h2>{words.about_you}</h2>
        {text(Name, "organization")}
        {text(FirstName, "given-name")}
        {text(LastName, "family-name")}
        <Currency />
        <h2>{words.address}</h2>
        {text(Address, "address-line1")}
        {text(City, "address-level2")}
        {text(State, "address-level1")}
        {text(PostalCode, "postal-code")}
        <Field
            id=Country.id()
            label=words.labels.country
            autocomplete="country"
            digits=false
            max_length=Country.max_length()
        >
            // Zuora accepts the names and codes on its own list.
            <p class="hint" id="account-country-hint">
                {words.country_hint}
            </p>
        </Field>
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
