//! What a journey costs in calls and connections, counted where they arrive.

use crate::{Result, Sandbox, bench::relay::Relay};
use serde::{Deserialize, Serialize};
use std::ops::Sub;

/// Calls that Zuora has received, and connections that the browser has opened to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub preflights: usize,
    pub connections: usize,
    pub token_calls: usize,
    pub signatures: usize,
    pub cards_created: usize,
}

/// The sandbox forgets older exchanges.
const MAX_JOURNAL: usize = 1000;

impl Counts {
    /// Everything so far.
    ///
    /// # Errors
    /// When the sandbox does not answer, or has forgotten exchanges.
    pub async fn so_far(sandbox: &Sandbox, browser_to_zuora: &Relay) -> Result<Self> {
        let calls = sandbox.calls().await?;
        if calls.len() >= MAX_JOURNAL {
            return Err("the sandbox's journal is full: measure fewer rounds".into());
        }
        Ok(Self { connections: browser_to_zuora.connections(), ..Self::of(&calls) })
    }

    /// `calls` are methods and paths.
    fn of(calls: &[String]) -> Self {
        let count = |is_it: &dyn Fn(&str) -> bool| calls.iter().filter(|call| is_it(call)).count();
        let exactly = |wanted: &'static str| count(&move |call| call == wanted);
        Self {
            preflights: count(&|call| call.starts_with("OPTIONS ")),
            connections: 0,
            token_calls: exactly("POST /oauth/token"),
            signatures: exactly("POST /v1/hmac-signatures"),
            cards_created: exactly("POST /v1/payment-methods/credit-cards"),
        }
    }

    /// Each number with its name, in the order of a report.
    pub fn named(self) -> [(&'static str, usize); 5] {
        [
            ("preflights", self.preflights),
            ("connections, browser to Zuora", self.connections),
            ("bearer tokens requested", self.token_calls),
            ("signatures requested", self.signatures),
            ("cards created", self.cards_created),
        ]
    }
}

impl Sub for Counts {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self {
            preflights: self.preflights - earlier.preflights,
            connections: self.connections - earlier.connections,
            token_calls: self.token_calls - earlier.token_calls,
            signatures: self.signatures - earlier.signatures,
            cards_created: self.cards_created - earlier.cards_created,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_told_apart_by_method_and_path() {
        let calls = [
            "POST /oauth/token",
            "POST /v1/hmac-signatures",
            "POST /v1/hmac-signatures",
            "OPTIONS /v1/payment-methods/credit-cards",
            "POST /v1/payment-methods/credit-cards",
            "GET /v1/accounts/A00000001/payment-methods",
            "DELETE /v1/payment-methods/1",
        ];
        let expected = Counts {
            preflights: 1,
            connections: 0,
            token_calls: 1,
            signatures: 2,
            cards_created: 1,
        };
        assert_eq!(Counts::of(&calls.map(str::to_owned)), expected);
        assert_eq!(
            expected - Counts { signatures: 1, ..Counts::default() },
            Counts { signatures: 1, ..expected }
        );
    }
}
