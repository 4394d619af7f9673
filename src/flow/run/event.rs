//! What happens to a run, and what the browser has to do then.

use crate::{
    api_error::ApiError,
    flow::{
        cards::{FoundCard, SavedCard},
        phase::{Faults, FieldFault, Phase},
    },
    zuora::Refusal,
};
use std::time::Duration;

/// What has happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The form's handlers run, and the page found itself in this state.
    Opened(Phase),
    /// The customer is using the form. `can_sign`: the card's number is complete and valid, and so
    /// is everything that a signature is bound to.
    Used { can_sign: bool },
    /// The form was submitted, and these fields have faults.
    SubmittedWithFaults(Faults),
    /// The form was submitted, and every field is valid. `ticket_fits`: the ticket in hand is bound
    /// to what was typed.
    Submitted { ticket_fits: bool },
    /// Stage 1 has ended. `Ok(false)`: the ticket is not bound to what was typed.
    Signed(Result<bool, ApiError>),
    /// No other page in this browser is sending a card now. `waited`: one was.
    Turn { waited: bool },
    /// Stage 2 has ended.
    Answered(Sent),
    /// The account was searched for the card that this run may have created.
    Checked(Result<Option<FoundCard>, ApiError>),
    /// The customer wants an open outcome checked, or the browser is online again.
    CheckRequested,
    /// An earlier page in this browser was left while it was sending.
    Interrupted,
    /// That page has found out the outcome by itself.
    NotInterrupted,
    /// The time of [`Effect::Wake`] is over. `visible`: the page is not in the background.
    Woken { visible: bool },
    /// The customer has come back from another tab or window, where somebody may have signed in or
    /// out.
    CameBack,
    /// The customer wants to add another card.
    Reopened,
}

/// How stage 2 ended.
#[derive(Clone, Debug)]
pub enum Sent {
    Saved(SavedCard),
    /// Zuora refused. The faults are those of fields beside the card's.
    Refused(Refusal, Vec<FieldFault>),
    /// No answer could be read.
    NoAnswer,
}

/// What the browser has to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Stage 1, which ends with [`Event::Signed`].
    Sign,
    /// Wait until no other page in this browser is sending: ends with [`Event::Turn`].
    AwaitTurn,
    /// Stage 2 with the ticket in hand, which ends with [`Event::Answered`].
    Send,
    /// Search the account after this time: ends with [`Event::Checked`].
    Check { after: Duration },
    /// Report [`Event::Woken`] after this time.
    Wake { after: Duration },
}
