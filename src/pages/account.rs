//! A visitor becomes a customer: an account and its card in one call (*Create Account*).

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    components::{CardForm, Notice},
    flow::Phase,
    words::{ACCOUNT, words},
};
use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};

/// The form, around its fields.
#[island]
pub fn Account(
    /// The fields.
    children: Children,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Closed);
    let words = ACCOUNT.here();
    let typed = move |event: &Event| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::create_account::typed(event, phase);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = event;
    };
    let create = move |_: SubmitEvent| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::submit::submit::<crate::browser::create_account::CreateAccount>(phase);
    };
    view! {
        {move || {
            let told = phase.with(|phase| self::words().told(phase, Some(words.outcome())));
            told.map(|told| view! { <Notice told /> })
        }}
        <CardForm phase label=words.form button=words.create sending=words.sending typed submit=create>
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
