//! The server's OAuth bearer token: fetched once for all requests that need it, and renewed before
//! it expires while they go on with the old one.

mod token_request;

pub use token_request::{Grant, TokenRequest};

use crate::server::{flow_records, metrics, traces, zuora_client::http::ZuoraError};
use futures::future::{BoxFuture, FutureExt as _, Shared};
use secrecy::SecretString;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{task::AbortHandle, time::Instant};
use tracing::Instrument as _;

/// A token is renewed this long before it expires, or when a tenth of its life is left, whichever is
/// less (Zuora's sample: 300 s).
const MAX_RENEWAL_MARGIN: Duration = Duration::from_mins(5);

/// How long a refused client or token is not tried again: another attempt would not make it right.
const REFUSAL_TTL: Duration = Duration::from_secs(5);
/// How long a token that could not be renewed is used before the next attempt.
const RENEWAL_INTERVAL: Duration = Duration::from_secs(5);
/// Zuora may ask to wait for longer before the next token request; it is tried then.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// How a token is fetched.
type Fetch = dyn Fn() -> BoxFuture<'static, Result<Grant, ZuoraError>> + Send + Sync;

/// Bearer tokens for one client. At most one token request is in flight at a time, and all callers
/// without a token wait for it and share its outcome (Zuora limits token requests by address).
pub struct Bearer {
    fetch: Box<Fetch>,
    state: Arc<Mutex<State>>,
}

/// A token as calls use it.
#[derive(Clone, Debug)]
pub struct Token {
    pub secret: SecretString,
    /// Counts this process's tokens. A call that was refused with an old one says nothing about the
    /// one that has replaced it.
    generation: u64,
}

#[derive(Default)]
struct State {
    stored: Option<StoredToken>,
    generation: u64,
    renewal: Option<Renewal>,
    /// When the last token request failed, and why, until another one succeeds.
    failure: Option<(Instant, ZuoraError)>,
    /// When Zuora has refused a token. It has accepted none since.
    refused_at: Option<Instant>,
}

struct StoredToken {
    token: Token,
    renew_at: Instant,
    expires_at: Instant,
}

/// A token request, and what all who wait for it get.
struct Renewal {
    outcome: Shared<BoxFuture<'static, Result<Token, ZuoraError>>>,
    task: AbortHandle,
}

/// How long after it was issued a token is renewed.
fn renew_after(life: Duration) -> Duration {
    life.saturating_sub(MAX_RENEWAL_MARGIN).max(life / 10 * 9)
}

/// How long the failure of a token request is the answer to all calls.
fn failure_ttl(error: &ZuoraError) -> Duration {
    match error {
        ZuoraError::ClientRefused => REFUSAL_TTL,
        ZuoraError::Busy { retry_after: Some(wait), .. } => (*wait).min(MAX_WAIT),
        _ => Duration::ZERO,
    }
}

impl Bearer {
    pub fn new(
        fetch: impl Fn() -> BoxFuture<'static, Result<Grant, ZuoraError>> + Send + Sync + 'static,
    ) -> Self {
        Self { fetch: Box::new(fetch), state: Arc::default() }
    }

    /// A valid token: the stored one, or a new one.
    ///
    /// # Errors
    /// When there is none, and Zuora gives none.
    pub async fn token(&self) -> Result<Token, ZuoraError> {
        self.renew_if_due();
        let outcome = {
            let mut state = self.lock();
            let now = Instant::now();
            if let Some(token) = state.valid_token(now) {
                return Ok(token.clone());
            }
            if let Some(failure) = state.remembered_failure(now) {
                return Err(failure);
            }
            // The flow inspector shows the exchange to whoever has caused it.
            self.renew(&mut state, || flow_records::carry((self.fetch)()).boxed())
        };
        outcome.await
    }

    /// Begins to renew the stored token, when its time has come. Nobody waits for that.
    pub fn renew_if_due(&self) {
        let mut state = self.lock();
        let now = Instant::now();
        let is_due = state
            .stored
            .as_ref()
            .is_some_and(|stored| (stored.renew_at..stored.expires_at).contains(&now));
        let has_just_failed = state.failure.as_ref().is_some_and(|(at, failure)| {
            now.duration_since(*at) < failure_ttl(failure).max(RENEWAL_INTERVAL)
        });
        if is_due && !has_just_failed {
            drop(self.renew(&mut state, || (self.fetch)()));
        }
    }

    /// Notes that Zuora has taken this token.
    pub fn accept(&self, token: &Token) {
        let mut state = self.lock();
        if state.generation == token.generation {
            state.refused_at = None;
        }
    }

    /// Discards a token that Zuora has refused, unless a newer one has replaced it meanwhile. Returns
    /// whether a call may be made again with the next token: not when Zuora has refused the last two,
    /// because the token is not the reason then.
    pub fn refuse(&self, token: &Token) -> bool {
        let mut state = self.lock();
        let is_current =
            state.stored.as_ref().is_some_and(|stored| stored.token.generation == token.generation);
        if !is_current {
            return true;
        }
        if state.refused_at.is_some_and(|at| at.elapsed() < REFUSAL_TTL) {
            return false;
        }
        state.stored = None;
        state.refused_at = Some(Instant::now());
        true
    }

    /// Joins the token request in flight, or makes one in a task of its own: whoever has caused it
    /// may go, and the others still get the token.
    fn renew(
        &self,
        state: &mut State,
        fetch: impl FnOnce() -> BoxFuture<'static, Result<Grant, ZuoraError>>,
    ) -> Shared<BoxFuture<'static, Result<Token, ZuoraError>>> {
        if let Some(renewal) = &state.renewal
            && !renewal.task.is_finished()
        {
            return renewal.outcome.clone();
        }
        let (shared, fetch) = (self.state.clone(), fetch());
        let span = traces::token_request();
        let renewed = async move {
            let requested = Instant::now();
            let granted = fetch.instrument(span.clone()).await;
            let outcome = granted.as_ref().map_or_else(ZuoraError::name, |_| "granted");
            metrics::token_request(outcome);
            traces::end(&span, outcome, granted.is_err());
            lock(&shared).finish(requested, granted)
        };
        let task = tokio::spawn(renewed.in_current_span());
        let renewal = Renewal {
            task: task.abort_handle(),
            outcome: async {
                let ended = || ZuoraError::Broken("the token request has ended".to_owned());
                task.await.unwrap_or_else(|_| Err(ended()))
            }
            .boxed()
            .shared(),
        };
        state.renewal.insert(renewal).outcome.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn valid_token(&self, now: Instant) -> Option<&Token> {
        let stored = self.stored.as_ref().filter(|stored| now < stored.expires_at);
        stored.map(|stored| &stored.token)
    }

    /// The last failure, while it is of a kind that another attempt would not mend.
    fn remembered_failure(&self, now: Instant) -> Option<ZuoraError> {
        let (at, failure) = self.failure.as_ref()?;
        let rest = failure_ttl(failure).checked_sub(now.duration_since(*at))?;
        (!rest.is_zero()).then(|| match failure {
            ZuoraError::Busy { status, retry_after: Some(_) } => {
                ZuoraError::Busy { status: *status, retry_after: Some(rest) }
            }
            failure => failure.clone(),
        })
    }

    /// Notes the outcome of a token request. Its life counts from the request, not from the answer,
    /// and by this server's clock alone.
    fn finish(
        &mut self,
        requested: Instant,
        granted: Result<Grant, ZuoraError>,
    ) -> Result<Token, ZuoraError> {
        match granted {
            Ok(Grant { secret, life }) => {
                self.generation += 1;
                let token = Token { secret, generation: self.generation };
                self.failure = None;
                self.stored = Some(StoredToken {
                    token: token.clone(),
                    renew_at: requested + renew_after(life),
                    expires_at: requested + life,
                });
                Ok(token)
            }
            Err(error) => {
                let now = Instant::now();
                if self.valid_token(now).is_some() {
                    tracing::warn!(%error, "the bearer token was not renewed; the old one is used until it expires");
                }
                self.failure = Some((now, error.clone()));
                Err(error)
            }
        }
    }
}

#[cfg(test)]
mod tests;
