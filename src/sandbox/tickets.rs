//! The tickets (a signature and its token) that were issued and not used: what each was signed for.

use std::{collections::HashMap, time::Duration};
use url::Origin;

/// When there are this many, the expired ones are removed.
const MAX_TICKETS: usize = 100_000;

/// What a token was signed for.
pub struct SignedCall {
    /// The signature that must come with the token.
    pub signature: String,
    pub method: String,
    /// Scheme, host and port.
    pub origin: Origin,
    /// The path without `/rest`.
    pub path: String,
    /// The value of the bound parameter, where the operation has one.
    pub bound: Option<String>,
    pub expires: Duration,
}

/// The unused tickets by their tokens.
#[derive(Default)]
pub struct Tickets(HashMap<String, SignedCall>);

impl Tickets {
    pub fn insert(&mut self, token: String, call: SignedCall, now: Duration) {
        if self.0.len() >= MAX_TICKETS {
            self.0.retain(|_, call| now < call.expires);
            // None has expired, so this is a flood. The older half goes.
            if self.0.len() >= MAX_TICKETS {
                let mut ages: Vec<Duration> = self.0.values().map(|call| call.expires).collect();
                let (_, middle, _) = ages.select_nth_unstable(MAX_TICKETS / 2);
                let middle = *middle;
                self.0.retain(|_, call| call.expires > middle);
            }
        }
        self.0.insert(token, call);
    }

    /// Lets the ticket with this token expire now. Returns whether there is one.
    pub fn expire(&mut self, token: &str, now: Duration) -> bool {
        let Some(call) = self.0.get_mut(token) else { return false };
        call.expires = now;
        true
    }

    /// Removes the ticket with this token. `None` when there is none, or it has expired.
    pub fn take(&mut self, token: &str, now: Duration) -> Option<SignedCall> {
        self.0.remove(token).filter(|call| now < call.expires)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(expires: Duration) -> SignedCall {
        SignedCall {
            signature: String::new(),
            method: String::new(),
            origin: Origin::new_opaque(),
            path: String::new(),
            bound: None,
            expires,
        }
    }

    #[test]
    fn of_too_many_signatures_those_that_have_expired_go_first_and_then_the_older_half() {
        let mut tickets = Tickets::default();
        let now = Duration::from_secs(1);
        let later = |number: usize| Duration::from_secs(100_000 + number as u64);
        for number in 0..50_000 {
            tickets.insert(format!("old {number}"), call(Duration::ZERO), now);
            tickets.insert(format!("new {number}"), call(later(number)), now);
        }
        assert_eq!(tickets.0.len(), 100_000);
        tickets.insert("one more".into(), call(later(50_000)), now);
        assert_eq!(tickets.0.len(), 50_001, "what has expired is gone, and nothing else");
        for number in 50_001..100_000 {
            tickets.insert(format!("new {number}"), call(later(number)), now);
        }
        assert_eq!(tickets.0.len(), 100_000);
        tickets.insert("last".into(), call(later(100_000)), now);
        assert_eq!(tickets.0.len(), 50_000);
        assert!(!tickets.0.contains_key("new 0") && tickets.0.contains_key("last"));
    }
}
