//! The tenant: what the sandbox remembers. In memory, seeded, and put back to the start by a reset.

use super::{journal::Exchange, reply::id};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// The demo client, public on purpose.
pub const CLIENT_ID: &str = "5a4db0c5-0000-4000-8000-c0ffee000001";
/// Its secret.
pub const CLIENT_SECRET: &str = "sandbox-demo-secret";

/// The tenant as every handler holds it.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<Tenant>>);

impl Shared {
    /// The tenant, for one short look or change; a handler that panicked has left it whole, for changes are single assignments.
    pub fn lock(&self) -> MutexGuard<'_, Tenant> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything the sandbox remembers.
pub struct Tenant {
    /// Accounts, by position.
    pub accounts: Vec<Account>,
    /// Payment methods, oldest first.
    pub credit_cards: Vec<CreditCard>,
    /// Bearer tokens, each with the moment it expires.
    pub bearers: HashMap<String, Duration>,
    /// What each token of the HMAC API was signed for; an entry goes when its token is used.
    pub signed: HashMap<String, Signed>,
    /// Every exchange since the start, in order.
    pub journal: Vec<Exchange>,
    /// Signs; never leaves.
    pub secret: String,
    started: Instant,
    advanced: Duration,
}

/// A customer account.
pub struct Account {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// `A` and eight digits.
    pub number: String,
    /// The payment method used by default.
    pub default_payment_method: Option<String>,
}

/// A saved credit card: what is left of it.
pub struct CreditCard {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// The id of its account.
    pub account_id: String,
    /// Zuora's name of the brand.
    pub card_type: &'static str,
    /// Asterisks and the last four digits.
    pub masked_number: String,
    /// 1 to 12.
    pub expiration_month: u8,
    /// Four digits.
    pub expiration_year: u16,
    /// The name on it.
    pub holder: String,
}

/// What a token of the HMAC API was signed for.
pub struct Signed {
    /// The signature that must come with the token.
    pub signature: String,
    /// The HTTP method signed for.
    pub method: String,
    /// The path signed for, without `/rest`.
    pub path: String,
    /// The bound parameter's value, where the operation has one.
    pub bound: Option<String>,
    /// When it expires.
    pub expires: Duration,
}

impl Default for Tenant {
    fn default() -> Self {
        let account = |number: &str| Account {
            id: id(),
            number: number.to_owned(),
            default_payment_method: None,
        };
        Self {
            accounts: vec![account("A00000001"), account("A00000002")],
            credit_cards: Vec::new(),
            bearers: HashMap::new(),
            signed: HashMap::new(),
            journal: Vec::new(),
            secret: id(),
            started: Instant::now(),
            advanced: Duration::ZERO,
        }
    }
}

impl Tenant {
    /// The time by the sandbox's own clock, since its start.
    pub fn now(&self) -> Duration {
        self.started.elapsed() + self.advanced
    }

    /// Moves the clock on, so that tokens and signatures expire without anybody waiting.
    pub fn advance(&mut self, by: Duration) {
        self.advanced = self.advanced.saturating_add(by);
    }

    /// The account with this number or id.
    pub fn account(&self, key: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.number == key || account.id == key)
    }
}
