//! The main job: add a credit card (*Create Payment Method*).

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    browser::{self, sentences},
    components::{CardForm, Notice},
    flow::Phase,
    words::words,
    zuora::CreatePaymentMethod,
};
use leptos::prelude::*;

/// The form, around its fields, and the notice at the end of a run.
#[island]
pub fn AddCard(
    /// The fields.
    children: Children,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Closed);
    let words = words();
    let on_submit = move || browser::submit::<CreatePaymentMethod>(phase);
    let notice = move || phase.with(|phase| words.notice(phase, None, &sentences::explained));
    view! {
        {move || notice().map(|notice| view! { <Notice notice /> })}
        <CardForm
            phase
            label=words.form
            button=words.save
            sending=words.progress.sending
            on_input=|_| ()
            on_submit
        >
            {children()}
        </CardForm>
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod view {
    use super::AddCard;
    use crate::{
        components::{CardFields, DefaultChoice, OfferedTestCards},
        pages::{
            Operations, Page, PageWords,
            page::{StillHere, WithoutCode, program},
        },
        words::{InEveryLanguage, words},
    };
    use leptos::prelude::*;
    use leptos_meta::{Meta, Title};

    /// What is said of it elsewhere.
    pub static PAGE: Page = Page {
        path: "/",
        program: program!("zuora-cors-sample"),
        words: InEveryLanguage {
            en: PageWords {
                name: "Add a card",
                operation: "Create Payment Method",
                bound: "the account",
                learns: "brand, last four digits, expiry: what Zuora tells of a saved card",
                questionnaire: "SAQ A-EP",
            },
            de: PageWords {
                name: "Karte hinzufügen",
                operation: "Create Payment Method",
                bound: "das Konto",
                learns: "Marke, letzte vier Ziffern, Ablauf: was Zuora von einer gespeicherten Karte sagt",
                questionnaire: "SAQ A-EP",
            },
        },
    };

    /// The page.
    #[component]
    pub fn AddCardPage() -> impl IntoView {
        let words = &words().add_card;
        view! {
            <Title text=words.title />
            <Meta name="description" content=words.description />
            <h1>{words.title}</h1>
            <p class="lead">{words.where_it_goes}</p>
            <WithoutCode no_script=words.no_script />
            <AddCard>
                <CardFields />
                <DefaultChoice />
            </AddCard>
            <StillHere />
            <OfferedTestCards />
            <Operations />
        }
    }
}
