//! The steps of a run, in Zuora's order, and what is known of each: its state, since when, and from
//! whom. Derived from the recorded exchanges alone, so it is tested without a browser.

use super::exchange::{Exchange, Run};

/// Every step. `Call` and `CallReply` are not in Zuora's diagram; `Bearer` and `Confirm` are not in
/// its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepId {
    SignRequest,
    Bearer,
    HmacRequest,
    HmacReply,
    SignReply,
    Preflight,
    PreflightReply,
    Call,
    CallReply,
    Confirm,
}

/// Who sends, and who receives, from the left to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Lifeline {
    Browser,
    Server,
    Zuora,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Waiting,
    Held,
    Running,
    Done,
    Failed,
    /// The browser remembered the answer of an earlier preflight.
    Remembered,
    Unknown,
    /// The browser did not make the call, because the preflight's answer does not allow it.
    NotMade,
}

/// Where something is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    Browser,
    Server,
    Sandbox,
    Inferred,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub state: State,
    pub evidence: Evidence,
    /// When it happened, in tenths of a millisecond since the page was opened.
    pub at: Option<u32>,
}

impl StepId {
    pub const ALL: [Self; 10] = [
        Self::SignRequest,
        Self::Bearer,
        Self::HmacRequest,
        Self::HmacReply,
        Self::SignReply,
        Self::Preflight,
        Self::PreflightReply,
        Self::Call,
        Self::CallReply,
        Self::Confirm,
    ];

    /// Its number, and none for those that Zuora's article does not have.
    pub fn number(self) -> &'static str {
        match self {
            Self::SignRequest => "1",
            Self::HmacRequest => "2",
            Self::HmacReply => "3",
            Self::SignReply => "4",
            Self::Preflight => "5",
            Self::PreflightReply => "6",
            Self::Call => "7",
            Self::CallReply => "8",
            Self::Bearer | Self::Confirm => "+",
        }
    }

    pub fn ends(self) -> (Lifeline, Lifeline) {
        use Lifeline::{Browser, Server, Zuora};
        match self {
            Self::SignRequest | Self::Confirm => (Browser, Server),
            Self::Bearer | Self::HmacRequest => (Server, Zuora),
            Self::HmacReply => (Zuora, Server),
            Self::SignReply => (Server, Browser),
            Self::Preflight | Self::Call => (Browser, Zuora),
            Self::PreflightReply | Self::CallReply => (Zuora, Browser),
        }
    }

    /// Whether it is an answer.
    pub fn is_reply(self) -> bool {
        matches!(self, Self::HmacReply | Self::SignReply | Self::PreflightReply | Self::CallReply)
    }

    /// Whether it belongs to Zuora's second stage.
    pub fn is_stage_2(self) -> bool {
        self as usize >= Self::Preflight as usize
    }

    /// The exchange that it is a part of.
    pub fn exchange(self, run: &Run) -> Option<&Exchange> {
        match self {
            Self::SignRequest | Self::SignReply => Some(&run.sign),
            Self::Bearer => run.bearer(),
            Self::HmacRequest | Self::HmacReply => run.hmac(),
            Self::Preflight | Self::PreflightReply => run.preflight.as_ref(),
            Self::Call | Self::CallReply => run.call.as_ref(),
            Self::Confirm => run.confirm.as_ref(),
        }
    }
}

/// The steps of a run, always in the same order. The call for a bearer token and the confirmation are
/// left out where there is none.
pub fn steps(run: &Run) -> Vec<Step> {
    let all = StepId::ALL.into_iter().filter(|id| match id {
        StepId::Bearer => run.bearer().is_some(),
        StepId::Confirm => run.confirm.is_some() || leaves_something_to_confirm(run),
        _ => true,
    });
    all.map(|id| step(run, id)).collect()
}

/// Whether the server is still to read back what the call has created. *Get File* creates nothing, and
/// nor does a call that Zuora refuses.
fn leaves_something_to_confirm(run: &Run) -> bool {
    run.call.as_ref().is_none_or(|call| call.method != "GET" && call.succeeded != Some(false))
}

fn step(run: &Run, id: StepId) -> Step {
    let exchange = id.exchange(run);
    let (state, evidence) = match id {
        StepId::SignRequest | StepId::Call | StepId::Confirm => {
            (exchange.map_or(State::Waiting, sent), Evidence::Browser)
        }
        StepId::SignReply | StepId::CallReply => {
            (exchange.map_or(State::Waiting, answered), Evidence::Browser)
        }
        StepId::Bearer => (exchange.map_or(State::Unknown, answered), Evidence::Server),
        StepId::HmacRequest => (at_the_server(run, exchange, sent), Evidence::Server),
        StepId::HmacReply => (at_the_server(run, exchange, answered), Evidence::Server),
        StepId::Preflight | StepId::PreflightReply => preflight(run, id),
    };
    // A confirmation is one step: it is done when its answer is there.
    let state = match (id, exchange) {
        (StepId::Confirm, Some(exchange)) => match sent(exchange) {
            State::Held => State::Held,
            _ => answered(exchange),
        },
        (StepId::Call | StepId::CallReply, Some(exchange))
            if exchange.end.is_some() && refused(run) =>
        {
            State::NotMade
        }
        _ => state,
    };
    let of_this_run = !matches!(state, State::Remembered | State::Unknown | State::NotMade);
    let at = exchange
        .filter(|_| of_this_run)
        .and_then(|exchange| if id.is_reply() { exchange.end } else { exchange.start });
    // The browser makes the call when it has the answer to the preflight.
    let preflight = run.preflight.as_ref().filter(|_| run.sent == Some(true));
    let allowed = preflight.filter(|_| id == StepId::Call).and_then(|preflight| preflight.end);
    let at = at.map(|at| at.max(allowed.unwrap_or_default()));
    Step { id, state, evidence, at }
}

/// The state of a request.
fn sent(exchange: &Exchange) -> State {
    match (exchange.is_held, exchange.start, exchange.end, exchange.status) {
        (true, ..) => State::Held,
        (_, None, ..) => State::Waiting,
        (_, _, None, None) => State::Running,
        (_, _, Some(_), None) => State::Failed,
        _ => State::Done,
    }
}

/// The state of an answer.
fn answered(exchange: &Exchange) -> State {
    match (exchange.is_held, exchange.end, exchange.is_done()) {
        (true, ..) | (_, None, _) => State::Waiting,
        (_, Some(_), true) => State::Done,
        (_, Some(_), false) => State::Failed,
    }
}

/// The server's records come with its answer, and none come with an error.
fn at_the_server(run: &Run, exchange: Option<&Exchange>, state: fn(&Exchange) -> State) -> State {
    match (exchange, run.sign.end) {
        (Some(exchange), _) => state(exchange),
        (None, None) => State::Waiting,
        (None, Some(_)) => State::Unknown,
    }
}

/// Whether the preflight's answer does not allow the call: then the browser makes none.
fn refused(run: &Run) -> bool {
    let refuses = |preflight: &Exchange| !preflight.is_done() || !allows_origin(preflight);
    run.sent == Some(true) && run.preflight.as_ref().is_some_and(refuses)
}

/// Fetch: CORS check. A call with credentials needs the page's own origin, to the letter.
fn allows_origin(preflight: &Exchange) -> bool {
    let allowed = preflight.reply_header("access-control-allow-origin");
    preflight.header("origin").is_none_or(|origin| allowed == Some(origin))
}

fn preflight(run: &Run, id: StepId) -> (State, Evidence) {
    let Some(call) = run.call.as_ref().filter(|call| call.start.is_some()) else {
        return (State::Waiting, Evidence::Inferred);
    };
    match run.sent {
        Some(false) => (State::Remembered, Evidence::Sandbox),
        Some(true) => {
            let state = match id {
                StepId::Preflight => State::Done,
                _ if refused(run) => State::Failed,
                _ => State::Done,
            };
            (state, Evidence::Sandbox)
        }
        None if run.is_sandbox && call.end.is_none() => (State::Running, Evidence::Inferred),
        None => (State::Unknown, Evidence::Inferred),
    }
}

/// A value that the signature is bound to, and whether it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Zuora's name of it.
    pub field: &'static str,
    pub signed: String,
    /// What the call had; none before the call.
    pub sent: Option<String>,
}

impl Comparison {
    pub fn matches(&self) -> bool {
        self.sent.as_ref().is_none_or(|sent| *sent == self.signed)
    }
}

/// Compares what was signed with what was sent.
pub fn comparisons(run: &Run) -> Vec<Comparison> {
    let signed = run.hmac().map(|hmac| hmac.bound.clone()).unwrap_or_default();
    let compared = signed.into_iter().map(|(field, signed)| {
        let sent = run.call.as_ref().map(|call| match field {
            "uri" => call.url.clone(),
            "method" => call.method.clone(),
            _ => {
                let of_body = call.bound.iter().find(|(name, _)| *name == field);
                of_body.map(|(_, value)| value.clone()).unwrap_or_default()
            }
        });
        Comparison { field, signed, sent }
    });
    compared.collect()
}
