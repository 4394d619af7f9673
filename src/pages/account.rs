//! A visitor becomes a customer: an account and its card in one call (*Create Account*).

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    browser::{self, create_account, sentences},
    components::{CardForm, Notice},
    flow::Phase,
    words::{ACCOUNT, words},
    zuora::CreateAccount,
};
use leptos::{ev::Event, prelude::*};

/// The form, around its fields, and the notice at the end of a run.
#[island]
pub fn Account(
    /// The fields.
    children: Children,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Closed);
    let text = ACCOUNT.here();
    let on_input = move |event: &Event| create_account::handle_input(event, phase);
    let on_submit = move || browser::submit::<CreateAccount>(phase);
    let notice = move || {
        let outcome = Some(sentences::account_outcome());
        phase.with(|phase| words().notice(phase, outcome, &sentences::explained))
    };
    view! {
        {move || notice().map(|notice| view! { <Notice notice /> })}
        <CardForm phase label=text.form button=text.create sending=text.sending on_input on_submit>
            {children()}
        </CardForm>
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod view {
    use super::Account;
    use crate::{
        components::{AccountFields, CardFields, OfferedTestCards},
        pages::{
            Page, PageWords,
            page::{StillHere, WithoutCode, program},
        },
        words::{ACCOUNT, InEveryLanguage},
    };
    use leptos::prelude::*;
    use leptos_meta::{Meta, Title};

    /// What is said of it elsewhere.
    pub static PAGE: Page = Page {
        path: "/account",
        program: program!("account"),
        words: InEveryLanguage {
            en: PageWords {
                name: "Create an account",
                operation: "Create Account",
                bound: "the account’s name",
                learns: "the account’s name and number; of the card, what Zuora tells of a saved one",
                questionnaire: "SAQ A-EP",
            },
            de: PageWords {
                name: "Konto anlegen",
                operation: "Create Account",
                bound: "den Namen des Kontos",
                learns: "Name und Nummer des Kontos; von der Karte, was Zuora von einer gespeicherten sagt",
                questionnaire: "SAQ A-EP",
            },
        },
    };

    /// The page.
    #[component]
    pub fn AccountPage() -> impl IntoView {
        let words = &ACCOUNT.here().page;
        view! {
            <Title text=words.title />
            <Meta name="description" content=words.description />
            <h1>{words.title}</h1>
            <p class="lead">{words.where_it_goes}</p>
            <WithoutCode no_script=words.no_script />
            <Account>
                <AccountFields />
                <CardFields />
            </Account>
            <StillHere />
            <OfferedTestCards />
        }
    }
}
