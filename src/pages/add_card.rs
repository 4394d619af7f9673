//! The main job: add a credit card (*Create Payment Method*).

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    browser::{CardRun, sentences},
    components::{CardForm, Notice},
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
    let form = CardRun::<CreatePaymentMethod>::new();
    let words = words();
    let notice =
        move || form.phase.with(|phase| sentences::notice_source().notice_text(phase, None));
    view! {
        {move || notice().map(|notice| view! {
            <Notice notice on_action=move |action| form.act(action) />
        })}
        <CardForm
            form
            label=words.form
            button=words.save
            sending=sentences::notice_words().sending
            on_input=|_| ()
        >
            {children()}
        </CardForm>
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod view {
    use super::AddCard;
    use crate::{
        components::{
            CardAddress, CardFields, Consent, DefaultChoice, Duplicate, OfferedTestCards,
            YourCards, card_form_address,
        },
        pages::page_frame::{PageFrame, StillHere},
        server::CardFormAddress,
        words::words,
    };
    use leptos::prelude::*;

    #[component]
    pub fn AddCardPage() -> impl IntoView {
        let address = card_form_address();
        view! {
            <PageFrame intro=&words().add_card.intro of_card=true>
                <OfferedTestCards />
                <AddCard>
                    <CardFields holder_required=address != CardFormAddress::Off />
                    <CardAddress address />
                    <DefaultChoice />
                    <Duplicate />
                </AddCard>
                <Consent />
                <StillHere />
                <YourCards />
            </PageFrame>
        }
    }
}
