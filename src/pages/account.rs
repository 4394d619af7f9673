//! A new customer: an account and its card in one call (*Create Account*).

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    browser::{CardRun, create_account, sentences},
    components::{CardForm, Notice},
    words::AccountWords,
    zuora::CreateAccount,
};
use leptos::{ev::Event, prelude::*};

/// The form, around its fields, and the notice at the end of a run.
#[island]
pub fn Account(
    /// The fields.
    children: Children,
) -> impl IntoView {
    let form = CardRun::<CreateAccount>::new();
    let text = AccountWords::current();
    let on_input = move |event: &Event| create_account::handle_input(event, form.phase);
    let notice = move || {
        let outcome = Some(sentences::account_outcome());
        form.phase.with(|phase| sentences::notice_source().notice_text(phase, outcome))
    };
    view! {
        {move || notice().map(|notice| view! {
            <Notice notice address_first=true on_action=move |action| form.act(action) />
        })}
        <CardForm form label=text.form button=text.create sending=text.sending on_input>
            {children()}
        </CardForm>
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod view {
    use super::Account;
    use crate::{
        components::{AccountFields, CardFields, Consent, OfferedTestCards},
        pages::page_frame::{PageFrame, StillHere},
        server::PageCustomer,
        words::AccountWords,
    };
    use leptos::prelude::*;

    #[component]
    pub fn AccountPage() -> impl IntoView {
        let words = &AccountWords::current().page;
        let customer = PageCustomer::current();
        let form = view! {
            <OfferedTestCards />
            <Account>
                <AccountFields />
                <CardFields />
            </Account>
            <Consent />
        };
        let has_account = customer.is_some_and(|customer| customer.has_account);
        let form = match has_account {
            false => form.into_any(),
            true => view! {
                <p class="notice">{words.has_account}</p>
                <details class="another">
                    <summary>{words.another}</summary>
                    {form}
                </details>
            }
            .into_any(),
        };
        view! {
            <PageFrame intro=&words.intro of_card=true>
                {form}
                <StillHere />
            </PageFrame>
        }
    }
}
