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
    let notice = move || phase.with(|phase| sentences::notice_source().notice_text(phase, None));
    view! {
        {move || notice().map(|notice| view! { <Notice notice /> })}
        <CardForm
            phase
            label=words.form
            button=words.save
            sending=sentences::notice_words().sending
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
        components::{
            CardAddress, CardFields, Consent, DefaultChoice, OfferedTestCards, card_form_address,
        },
        pages::{
            operations::Operations,
            page_frame::{PageFrame, StillHere},
        },
        server::CardFormAddress,
        words::words,
    };
    use leptos::prelude::*;

    #[component]
    pub fn AddCardPage() -> impl IntoView {
        let address = card_form_address();
        view! {
            <PageFrame intro=&words().add_card.intro>
                <AddCard>
                    <CardFields holder_required=address != CardFormAddress::Off />
                    <CardAddress address />
                    <DefaultChoice />
                </AddCard>
                <Consent />
                <StillHere />
                <OfferedTestCards />
                <Operations />
            </PageFrame>
        }
    }
}
