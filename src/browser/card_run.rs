//! Drives the run of a form with a card: reports to it what happens in the browser, carries out its
//! effects, and keeps what they need. The card is kept only as long as it may still be sent.

mod show;

use super::{
    attempt::{Attempt, Turn},
    card_operation::CardOperation,
    clock,
    connection::warm,
    dom::{document, focus, listen_to_window, this_month, value},
    editing::{is_required, split_expiry},
    field_errors::show_card_errors,
    liveness,
};
use crate::{
    api::{DoubtEnd, OUTCOME_REPORT_PATH},
    api_error::ApiErrorKind,
    card::{Card, CardErrors, CardNumber, Expiry, Typed},
    element_ids::id,
    flow::{CardLook, Effect, Event, Faults, Phase, Run, SavedCard, Sent, expiry_text},
    words::NoticeAction,
    zuora::Answer,
};
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use std::{
    cell::{RefCell, RefMut},
    mem::discriminant,
    time::Duration,
};

/// The run, and what the browser keeps for it.
struct State<Op: CardOperation> {
    run: Run,
    /// The ticket in hand, and what it is bound to.
    grant: Option<(Op::Grant, Op::Typed)>,
    card: Option<(Card, Op::ExtraFields)>,
    attempt: Attempt,
    turn: Option<Turn>,
    /// When another attempt is allowed.
    wait_until: Duration,
}

/// The run of the page's form.
pub struct CardRun<Op: CardOperation> {
    /// What is drawn of it. Faults that were corrected since are gone here.
    pub phase: RwSignal<Phase>,
    state: &'static SendWrapper<RefCell<State<Op>>>,
}

impl<Op: CardOperation> Clone for CardRun<Op> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Op: CardOperation> Copy for CardRun<Op> {}

impl<Op: CardOperation> CardRun<Op> {
    /// The run of the page's one form. It lives as long as the page.
    #[expect(clippy::new_without_default)] // a default is not leaked
    pub fn new() -> Self {
        let state = State {
            run: Run::default(),
            grant: None,
            card: None,
            attempt: Attempt::default(),
            turn: None,
            wait_until: Duration::ZERO,
        };
        Self {
            phase: RwSignal::new(Phase::Closed),
            state: Box::leak(Box::new(SendWrapper::new(RefCell::new(state)))),
        }
    }

    fn state(self) -> RefMut<'static, State<Op>> {
        self.state.borrow_mut()
    }

    /// Opens the form, once its handlers run, and finds out what became of an attempt that an
    /// earlier page has left open.
    pub fn start(self) {
        let phase = liveness::open_form();
        let is_open = phase.is_open();
        self.report(Event::Opened(phase));
        if !is_open {
            return;
        }
        Op::start();
        listen_to_window("online", move || self.report(Event::CheckRequested));
        // Another tab hides this one, and another window takes its focus.
        for event in ["focus", "visibilitychange"] {
            listen_to_window(event, move || self.report(Event::CameBack));
        }
        if let Some(attempt) = Attempt::read(Op::PATH) {
            self.state().attempt = attempt;
            self.report(Event::Interrupted);
        }
    }

    /// The customer has typed something, or has gone to another field.
    pub fn used(self) {
        let is_complete = CardNumber::parse(&value(id::NUMBER)).is_ok();
        self.report(Event::Used { can_sign: is_complete && Op::read_typed().is_some() });
        Op::note_typed(typed_look().as_ref());
        if let Some((grant, _)) = &self.state().grant {
            warm(Op::ticket(grant).uri());
        }
    }

    /// The button is being pressed. A click may follow.
    pub fn press(self) {
        if self.state().turn.is_none() {
            Turn::prepare();
        }
    }

    /// The form was submitted.
    pub fn submit(self) {
        if !self.state().run.phase().is_open() {
            return;
        }
        split_expiry();
        let (card, extra) = (read_card(), Op::read());
        let faults = card.as_ref().err().copied().unwrap_or_default();
        show_card_errors(faults);
        match (card, extra) {
            (Ok(card), Ok(extra)) => {
                self.state().card = Some((card, extra));
                let ticket_fits = self.ticket_fits();
                self.report(Event::Submitted { ticket_fits });
            }
            (_, extra) => {
                let others = extra.err().unwrap_or_default();
                self.report(Event::SubmittedWithFaults(Faults { card: faults, others }));
            }
        }
    }

    /// The button of the notice was pressed.
    pub fn act(self, action: NoticeAction) {
        match action {
            NoticeAction::Check => self.report(Event::CheckRequested),
            // The code of a card that has left the browser is gone.
            NoticeAction::Retry if value(id::SECURITY_CODE).is_empty() => focus(id::SECURITY_CODE),
            NoticeAction::Retry => self.submit(),
            NoticeAction::AddAnother => {
                self.report(Event::Reopened);
                request_animation_frame(|| focus(id::NUMBER));
            }
        }
    }

    fn ticket_fits(self) -> bool {
        let typed = Op::read_typed();
        let state = self.state();
        state.grant.as_ref().is_none_or(|(_, bound)| Some(bound) == typed.as_ref())
    }

    fn report(self, event: Event) {
        let is_new_summary = matches!(event, Event::SubmittedWithFaults(_));
        let mut state = self.state();
        let before = discriminant(state.run.phase());
        let was_unknown = matches!(state.run.phase(), Phase::Checking { .. });
        let effect = state.run.step(event, clock::now());
        if !state.run.needs_card() {
            state.card = None;
        }
        let phase = state.run.phase().clone();
        drop(state);
        if was_unknown {
            report_doubt_end(&phase);
        }
        if before != discriminant(&phase) || is_new_summary {
            self.show(phase);
        }
        if let Some(effect) = effect {
            spawn_local(self.carry_out(effect));
        }
    }

    async fn carry_out(self, effect: Effect) {
        let event = match effect {
            Effect::Sign => self.sign().await,
            Effect::AwaitTurn => self.await_turn().await,
            Effect::Send => self.send().await,
            Effect::Check { after } => {
                clock::sleep(after).await;
                let attempt = self.state().attempt.clone();
                Event::Checked(Op::find(&attempt).await)
            }
            Effect::Wake { after } => {
                clock::sleep(after).await;
                Event::Woken { visible: document().is_some_and(|document| !document.hidden()) }
            }
        };
        self.report(event);
    }

    async fn sign(self) -> Event {
        let Some(typed) = Op::read_typed() else {
            return Event::Signed(Err(ApiErrorKind::BadRequest.into()));
        };
        match Op::sign(&typed).await {
            Ok(grant) => {
                warm(Op::ticket(&grant).uri());
                self.state().grant = Some((grant, typed));
                Event::Signed(Ok(self.ticket_fits()))
            }
            Err(error) => Event::Signed(Err(error)),
        }
    }

    async fn await_turn(self) -> Event {
        let is_interrupted = !self.state().run.needs_card();
        self.begin_attempt();
        if self.state().turn.is_some() {
            return Event::Turn { waited: false };
        }
        let turn = Turn::take().await;
        let waited = turn.waited;
        self.state().turn = Some(turn);
        if is_interrupted && Attempt::read(Op::PATH).is_none() {
            return Event::NotInterrupted;
        }
        Event::Turn { waited }
    }

    /// Notes what its result can be recognised by. That is before the turn comes: what another page
    /// creates until then is new.
    fn begin_attempt(self) {
        let mut guard = self.state();
        let state = &mut *guard;
        if let (Some((grant, _)), Some((card, _))) = (&state.grant, &state.card) {
            let look = Some(CardLook::new(&card.number, card.expiry));
            state.attempt = Attempt { reference: Op::reference(grant), look };
        }
    }

    /// Takes what is sent, and notes that it is.
    fn take(self) -> Option<(Op::Grant, Card, Op::ExtraFields)> {
        let mut state = self.state();
        state.attempt.write(Op::PATH);
        let (grant, _) = state.grant.take()?;
        let (card, extra) = state.card.take()?;
        Some((grant, card, extra))
    }

    async fn send(self) -> Event {
        let Some((grant, card, extra)) = self.take() else {
            return Event::Answered(Sent::NoAnswer);
        };
        let expiry = card.expiry.last_month();
        let sent = match Op::send(grant, &card, &extra).await {
            Ok(Answer::Done(created)) => Sent::Saved(SavedCard {
                brand: card.number.brand().name().to_owned(),
                last_four: card.number.last_four().to_owned(),
                expires: expiry_text(expiry.month.into(), expiry.year.into()),
                payment_method_id: created.payment_method_id,
                default: Op::is_default(&extra),
                account_number: created.account_number,
            }),
            Ok(Answer::Refused(refusal)) => {
                let field_faults = Op::show_refused(&refusal);
                Sent::Refused(refusal, field_faults)
            }
            Err(_) => Sent::NoAnswer,
        };
        // It may have to be sent once more.
        self.state().card = Some((card, extra));
        Event::Answered(sent)
    }
}

/// Tells the shop's server, for its metrics, what an outcome that was unknown has turned out to be.
/// Nothing waits for the answer.
fn report_doubt_end(phase: &Phase) {
    let end = match phase {
        Phase::Saved { .. } => DoubtEnd::Saved,
        Phase::Failed { .. } if phase.is_in_doubt() => DoubtEnd::Unknown,
        Phase::Failed { .. } => DoubtEnd::NotSaved,
        _ => return,
    };
    if let Some(window) = web_sys::window() {
        let _ = window.navigator().send_beacon(&[OUTCOME_REPORT_PATH, end.name()].concat());
    }
}

/// The look of what has been typed, once it is complete.
fn typed_look() -> Option<CardLook> {
    let number = CardNumber::parse(&value(id::NUMBER)).ok()?;
    let expiry = Expiry::parse(&value(id::MONTH), &value(id::YEAR), this_month()).ok()?;
    Some(CardLook::new(&number, expiry))
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
