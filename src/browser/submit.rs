//! Submits a form with a card: reads the fields, gets a ticket, sends the card to Zuora, and has
//! the server read it back. What differs between the pages is their [`CardOperation`].

use super::{
    cross_origin::NoAnswer,
    dom::{clear_form, clear_security_code, focus_notice, set_text, this_month, value},
    editing::{is_required, split_expiry},
    field_errors::{mark_title, show_brand, show_card_error},
    sentences,
};
use crate::{
    api_error::ApiError,
    card::{Card, CardErrors, CardField, Typed},
    element_ids::id,
    flow::{Confirmation, Failure, Faults, FieldFault, Phase, SavedCard},
    words::Outcome,
    zuora::{Answer, PaymentMethod, Refusal},
};
use leptos::{prelude::*, task::spawn_local};

/// What Zuora created in one call.
#[derive(Debug)]
pub struct Created {
    pub payment_method_id: String,
    /// The number of the account that was created with the card.
    pub account_number: Option<String>,
}

/// What a page does with a card. It is implemented for Zuora's operations.
pub trait CardOperation: 'static {
    /// The fields that the form has beside the card.
    type ExtraFields: 'static;
    /// What the server grants in stage 1.
    type Grant;

    /// Reads the extra fields, and shows the errors beside them.
    ///
    /// # Errors
    /// Every fault of them.
    fn read() -> Result<Self::ExtraFields, Vec<FieldFault>>;

    /// Stage 1.
    fn sign(extra: &Self::ExtraFields) -> impl Future<Output = Result<Self::Grant, ApiError>>;

    /// Stage 2.
    fn send(
        grant: Self::Grant,
        card: Card,
        extra: &Self::ExtraFields,
    ) -> impl Future<Output = Result<Answer<Created>, NoAnswer>>;

    /// Has the server read the card back.
    fn confirm(
        saved: &SavedCard,
        extra: &Self::ExtraFields,
    ) -> impl Future<Output = Result<PaymentMethod, ApiError>>;

    /// The sentences about the outcome, when the operation does more than save a card.
    fn outcome() -> Option<&'static Outcome> {
        None
    }

    /// Whether the customer chose the card as the account's default.
    fn is_default(extra: &Self::ExtraFields) -> bool;

    /// Shows which of the extra fields Zuora has refused.
    fn show_refused(refusal: &Refusal) -> Vec<FieldFault>;
}

/// Runs both stages once, unless a run is in flight already, and then has the server confirm.
/// `phase` follows the run, and never holds more of the card than its last four digits.
pub fn submit<Op: CardOperation>(phase: RwSignal<Phase>) {
    if !phase.with_untracked(Phase::is_open) {
        return;
    }
    split_expiry();
    let (card, extra) = (read_card(), Op::read());
    let faults = card.as_ref().err().copied().unwrap_or_default();
    show_card_errors(faults);
    let (card, extra) = match (card, extra) {
        (Ok(card), Ok(extra)) => (card, extra),
        (_, extra) => {
            let others = extra.err().unwrap_or_default();
            return end(phase, Phase::Invalid(Faults { card: faults, others }));
        }
    };
    // Set before the first await, so that a second press finds the run in flight.
    phase.set(Phase::Signing);
    mark_title(false);
    spawn_local(async move {
        let outcome = run::<Op>(card, &extra, phase).await;
        clear_after(&outcome);
        let refused = match &outcome {
            Phase::Failed { failure, .. } => failure.refused_fields(),
            _ => CardErrors::default(),
        };
        show_card_errors(refused);
        end(phase, outcome.clone());
        if let Phase::Saved { card, .. } = outcome {
            confirm::<Op>(card, &extra, phase).await;
        }
    });
}

/// Has the server read the card back, with one retry, and adds the result to the notice.
async fn confirm<Op: CardOperation>(
    card: SavedCard,
    extra: &Op::ExtraFields,
    phase: RwSignal<Phase>,
) {
    let mut confirmed = Op::confirm(&card, extra).await;
    if confirmed.is_err() {
        confirmed = Op::confirm(&card, extra).await;
    }
    let result = match confirmed {
        Ok(method) => Confirmation::Confirmed(method),
        Err(_) => Confirmation::NotConfirmed,
    };
    // Another card may have been saved meanwhile. The notice stays, and with it the focus: only its
    // details are replaced.
    phase.update_untracked(|phase| {
        if let Phase::Saved { card: shown, confirmation } = phase
            && *shown == card
        {
            *confirmation = result;
            let notice = sentences::notice_source().notice_text(phase, Op::outcome());
            set_text(id::DETAILS, &notice.unwrap_or_default().details);
        }
    });
}

fn show_card_errors(faults: CardErrors) {
    for field in CardField::ALL {
        show_card_error(field, faults.get(field));
    }
}

fn end(phase: RwSignal<Phase>, outcome: Phase) {
    mark_title(!matches!(outcome, Phase::Saved { .. }));
    phase.set(outcome);
    focus_notice();
}

async fn run<Op: CardOperation>(
    card: Card,
    extra: &Op::ExtraFields,
    phase: RwSignal<Phase>,
) -> Phase {
    let (brand, last_four) = (card.number.brand(), card.number.last_four().to_owned());
    let grant = match Op::sign(extra).await {
        Ok(grant) => grant,
        Err(error) => return Failure::NotSigned(error).into(),
    };
    phase.set(Phase::Sending);
    match Op::send(grant, card, extra).await {
        Ok(Answer::Done(created)) => Phase::Saved {
            card: SavedCard {
                brand,
                last_four,
                payment_method_id: created.payment_method_id,
                default: Op::is_default(extra),
                account_number: created.account_number,
            },
            confirmation: Confirmation::Pending,
        },
        Ok(Answer::Refused(refusal)) => {
            let field_faults = Op::show_refused(&refusal);
            Phase::Failed { failure: Failure::Refused(refusal), field_faults }
        }
        Err(NoAnswer) => Failure::Unknown.into(),
    }
}

fn read_card() -> Result<Card, CardErrors> {
    Card::parse(
        Typed {
            number: &value(id::NUMBER),
            month: &value(id::MONTH),
            year: &value(id::YEAR),
            holder: &value(id::HOLDER),
            security_code: &value(id::SECURITY_CODE),
            country: &value(id::COUNTRY),
            postal_code: &value(id::POSTAL_CODE),
            is_required,
        },
        this_month(),
    )
}

/// Empties every field after success. When the card has left the browser and was not saved, only
/// its security code is cleared: a code serves one attempt. A card that has not left
/// the browser stays in the form.
fn clear_after(outcome: &Phase) {
    match outcome {
        Phase::Saved { .. } => {
            clear_form();
            show_brand(None);
        }
        Phase::Failed { failure: Failure::Refused(_) | Failure::Unknown, .. } => {
            clear_security_code();
        }
        _ => {}
    }
}
