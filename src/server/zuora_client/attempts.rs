//! How a call to Zuora is made, however often that takes: within one deadline, again where that is
//! safe and the quota allows it, and not at all while Zuora is down.

mod backoff;
mod circuit;

pub use backoff::Repeat;

use crate::server::{metrics, traces, zuora_client::http::ZuoraError};
use circuit::Circuit;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tower::retry::budget::{Budget as _, TpsBudget};
use tracing::Instrument as _;

/// How often a call is made at most (AWS SDKs, standard mode).
const MAX_ATTEMPTS: u32 = 3;

/// The quota of retries. An outage costs Zuora and this server at most this many more calls, however
/// many customers come. The AWS SDKs have 500 tokens, of which a retry takes 14: about as many.
const RETRIES_PER_SECOND: u32 = 3;
const QUOTA_WINDOW: Duration = Duration::from_secs(10);
/// How many calls that were answered allow one retry more.
const RETRIES_PER_ANSWER: f32 = 0.1;

/// What the calls of this process to Zuora have in common.
pub struct Attempts {
    circuit: Circuit,
    quota: TpsBudget,
}

impl Default for Attempts {
    fn default() -> Self {
        let quota = TpsBudget::new(QUOTA_WINDOW, RETRIES_PER_SECOND, RETRIES_PER_ANSWER);
        Self { circuit: Circuit::default(), quota }
    }
}

impl Attempts {
    /// Makes a call of this operation until it is answered, at most three times and until
    /// `deadline`.
    ///
    /// # Errors
    /// The failure of the last attempt. A wait that Zuora asks for and that does not fit into the
    /// deadline is in it.
    pub async fn make<T, F>(
        &self,
        operation: &'static str,
        repeat: Repeat,
        deadline: Instant,
        mut attempt: impl FnMut() -> F,
    ) -> Result<T, ZuoraError>
    where
        F: Future<Output = Result<T, ZuoraError>>,
    {
        let mut made = 0;
        loop {
            let error = match self.make_once(operation, made + 1, deadline, attempt()).await {
                Ok(answer) => {
                    self.quota.deposit();
                    return Ok(answer);
                }
                Err(error) => error,
            };
            made += 1;
            let Some(delay) = backoff::delay(&error, repeat, made) else { return Err(error) };
            if made == MAX_ATTEMPTS || Instant::now() + delay >= deadline {
                return Err(error);
            }
            let is_allowed = self.quota.withdraw();
            metrics::zuora_retry(operation, error.name(), is_allowed);
            if !is_allowed {
                return Err(error);
            }
            tracing::info!(operation, %error, ?delay, "Zuora is called again");
            sleep(delay).await;
        }
    }

    async fn make_once<T>(
        &self,
        operation: &'static str,
        number: u32,
        deadline: Instant,
        attempt: impl Future<Output = Result<T, ZuoraError>>,
    ) -> Result<T, ZuoraError> {
        let begun = Instant::now();
        let span = traces::zuora_call(operation, number);
        let result = match self.circuit.admit() {
            Ok(pass) => {
                let result = timeout_at(deadline, attempt).instrument(span.clone()).await;
                let result = result.unwrap_or(Err(ZuoraError::TimedOut));
                pass.record(result.as_ref().err().is_some_and(ZuoraError::is_outage));
                result
            }
            Err(wait) => Err(ZuoraError::CircuitOpen(wait)),
        };
        let outcome = result.as_ref().map_or_else(ZuoraError::name, |_| "answered");
        metrics::zuora_call(operation, outcome, begun.elapsed());
        traces::end(&span, outcome, result.is_err());
        result
    }
}

#[cfg(test)]
mod tests;
