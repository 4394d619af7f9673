//! The fields of the billing address that a bank compares. Both pages with a card have them. Only
//! the server renders them; the page's code finds them by their ids.

use super::Field;
use crate::{
    element_ids::id,
    server::{AppState, CardFormAddress},
    words::{Language, countries, words},
};
use leptos::prelude::*;

/// Whether the page "Add a credit card" has these fields: the setting `CARD_FORM_ADDRESS`.
pub fn card_form_address() -> CardFormAddress {
    AppState::current().map(|state| state.card_form_address).unwrap_or_default()
}

/// The group of these fields on the page "Add a credit card", unless the setting is `off`.
#[component]
pub fn CardAddress(address: CardFormAddress) -> impl IntoView {
    let words = &words().card_fields;
    let required = address == CardFormAddress::Required;
    let legend = if required { words.address } else { words.address_optional };
    (address != CardFormAddress::Off).then(|| {
        view! {
            <fieldset class="address" aria-describedby="card-address-hint">
                <legend>{legend}</legend>
                <p class="hint" id="card-address-hint">
                    {words.address_hint}
                </p>
                <CountryAndPostalCode required />
            </fieldset>
        }
    })
}

/// The two fields. The page's code reads from them whether they are required.
#[component]
pub fn CountryAndPostalCode(required: bool) -> impl IntoView {
    let words = &words().card_fields;
    let countries = countries(Language::current()).into_iter();
    let options =
        countries.map(|country| view! { <option value=country.code>{country.name}</option> });
    view! {
        <div class="columns">
        <div class="field">
            <label for=id::COUNTRY>{words.country}</label>
            <p class="error" id="card-country-error"></p>
            <select
                id=id::COUNTRY
                required=required
                autocomplete="billing country"
                aria-invalid="false"
                aria-describedby="card-country-error"
            >
                <option value="">{words.choose_country}</option>
                {options.collect_view()}
            </select>
        </div>
        <Field
            id=id::POSTAL_CODE
            label=words.postal_code
            autocomplete="billing postal-code"
            digits=false
            required=required
            capitals="characters"
            max_length=40
        />
        </div>
    }
}
