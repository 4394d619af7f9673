//! The tenant: what the sandbox remembers. In memory, seeded, and put back to the start by a reset.

use super::{
    faults::{Fault, Operation, Order},
    idempotency::KeyUse,
    records::{Account, Invoice, PaymentMethod},
    reply::id,
};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};
use time::{OffsetDateTime, macros::format_description};

/// The demo client, public on purpose.
pub const CLIENT_ID: &str = "5a4db0c5-0000-4000-8000-c0ffee000001";
/// Its secret.
pub const CLIENT_SECRET: &str = "sandbox-demo-secret";
/// The demo tenant's id, in scopes and hosted pages.
pub const TENANT_ID: &str = "10001";
/// The one Payment Pages 2.0 page.
pub const PAGE_ID: &str = "2c92c0f85a4db0c5015a4db0c5000001";
/// The user the demo client acts as.
pub const USER_ID: &str = "2c92c0f85a4db0c5015a4db0c5000002";

/// More than anybody saves by hand; hostile traffic gets no further.
const MAX_OBJECTS: usize = 10_000;
/// Unused tokens are looked through for expired ones when there are this many.
const MAX_TOKENS: usize = 100_000;
/// Zuora's published limit for a production tenant.
const REQUESTS_A_MINUTE: u32 = 50_000;

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
    /// Accounts, oldest first.
    pub accounts: Vec<Account>,
    /// Payment methods, oldest first.
    pub payment_methods: Vec<PaymentMethod>,
    /// Invoices, oldest first.
    pub invoices: Vec<Invoice>,
    /// Bearer tokens, each with the moment it expires.
    pub bearers: HashMap<String, Duration>,
    /// What each token of the HMAC API was signed for; an entry goes when its token is used.
    pub signed: HashMap<String, Signed>,
    /// Tokens of RSA signatures; an entry goes when a card has been saved with it.
    pub pages: HashMap<String, PageToken>,
    /// The first use of each idempotency key.
    pub idempotency: HashMap<String, KeyUse>,
    /// Signs; never leaves.
    pub secret: String,
    faults: Vec<Order>,
    minute: (u64, u32),
    token_requests: HashMap<String, VecDeque<Duration>>,
    started: Instant,
    started_at: SystemTime,
    advanced: Duration,
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

/// What a token of an RSA signature has been used for.
pub struct PageToken {
    /// When it was made.
    pub made: Duration,
    /// How many times a form came with it.
    pub submissions: u32,
}

impl Default for Tenant {
    fn default() -> Self {
        let mut tenant = Self {
            accounts: Vec::new(),
            payment_methods: Vec::new(),
            invoices: Vec::new(),
            bearers: HashMap::new(),
            signed: HashMap::new(),
            pages: HashMap::new(),
            idempotency: HashMap::new(),
            secret: id(),
            faults: Vec::new(),
            minute: (0, 0),
            token_requests: HashMap::new(),
            started: Instant::now(),
            started_at: SystemTime::now(),
            advanced: Duration::ZERO,
        };
        super::seed::initial_tenant(&mut tenant);
        tenant
    }
}

impl Tenant {
    /// The time by the sandbox's own clock, since its start.
    pub fn now(&self) -> Duration {
        self.started.elapsed() + self.advanced
    }

    /// The time by the sandbox's own clock, as a calendar has it.
    pub fn calendar(&self) -> OffsetDateTime {
        (self.started_at + self.now()).into()
    }

    /// The same, in milliseconds, as signed texts have it.
    pub fn millis(&self) -> i128 {
        self.calendar().unix_timestamp_nanos() / 1_000_000
    }

    /// The same, as Zuora writes it: `yyyy-mm-dd hh:mm:ss`.
    pub fn timestamp(&self) -> String {
        let form = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        self.calendar().format(form).unwrap_or_default()
    }

    /// Moves the clock on, so that tokens and signatures expire without anybody waiting.
    pub fn advance(&mut self, by: Duration) {
        // A century is further than any test looks, and every date can still be written.
        const MOST: Duration = Duration::from_hours(24 * 36_525);
        self.advanced = self.advanced.saturating_add(by).min(MOST);
        // Zuora: a method that belongs to no account is deleted after ten days.
        let now = self.now();
        self.payment_methods.retain(|method| {
            method.account_id.is_some() || now < method.since + Duration::from_hours(240)
        });
    }

    /// The account with this number or id.
    pub fn account(&self, key: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.is(key))
    }

    /// The same, to be changed.
    pub fn account_mut(&mut self, key: &str) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.is(key))
    }

    /// Whether there is room for one more object.
    pub fn is_full(&self) -> bool {
        self.accounts.len() + self.payment_methods.len() >= MAX_OBJECTS
    }

    /// Keeps what a token was signed for.
    pub fn keep_signed(&mut self, token: String, signed: Signed) {
        if self.signed.len() >= MAX_TOKENS {
            let now = self.now();
            self.signed.retain(|_, signed| now < signed.expires);
            // All of them are young: a flood. The older half goes.
            if self.signed.len() >= MAX_TOKENS {
                let mut ages: Vec<Duration> =
                    self.signed.values().map(|signed| signed.expires).collect();
                let (_, middle, _) = ages.select_nth_unstable(MAX_TOKENS / 2);
                let middle = *middle;
                self.signed.retain(|_, signed| signed.expires > middle);
            }
        }
        self.signed.insert(token, signed);
    }

    /// Counts a request, and says how many are left in this minute.
    pub fn count_request(&mut self) -> u32 {
        let minute = self.now().as_secs() / 60;
        if self.minute.0 != minute {
            self.minute = (minute, 0);
        }
        self.minute.1 += 1;
        REQUESTS_A_MINUTE.saturating_sub(self.minute.1)
    }

    /// Counts a request for a bearer token from this address, and says how many are left; `None` when there were none.
    /// Zuora: 100 a minute.
    pub fn count_token_request(&mut self, address: &str) -> Option<usize> {
        const MOST: usize = 100;
        let now = self.now();
        let minute = Duration::from_mins(1);
        self.token_requests
            .retain(|_, times| times.back().is_some_and(|last| now < *last + minute));
        let times = self.token_requests.entry(address.to_owned()).or_default();
        while times.front().is_some_and(|first| now >= *first + minute) {
            times.pop_front();
        }
        if times.len() >= MOST {
            return None;
        }
        times.push_back(now);
        Some(MOST - times.len())
    }

    /// Adds an order.
    pub fn order(&mut self, order: Order) {
        const MOST: usize = 1000;
        if self.faults.len() < MOST && order.times > 0 {
            self.faults.push(order);
        }
    }

    /// Whether anything is ordered for this operation.
    pub fn has_order(&self, operation: Operation) -> bool {
        self.faults.iter().any(|order| order.operation == operation)
    }

    /// Forgets all orders.
    pub fn clear_faults(&mut self) {
        self.faults.clear();
    }

    /// The next fault ordered for this operation, for a request about this.
    pub fn next_fault(&mut self, operation: Operation, about: &str) -> Option<Fault> {
        let fits = |order: &Order| {
            order.operation == operation
                && order.account.as_ref().is_none_or(|account| about.contains(account))
        };
        let position = self.faults.iter().position(fits)?;
        let order = &mut self.faults[position];
        order.times -= 1;
        let fault = order.fault.clone();
        if order.times == 0 {
            self.faults.remove(position);
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(expires: Duration) -> Signed {
        Signed {
            signature: String::new(),
            method: String::new(),
            path: String::new(),
            bound: None,
            expires,
        }
    }

    #[test]
    fn requests_are_counted_by_the_minute() {
        let mut tenant = Tenant::default();
        assert_eq!(tenant.count_request(), 49_999);
        assert_eq!(tenant.count_request(), 49_998);
        tenant.advance(Duration::from_mins(1));
        assert_eq!(tenant.count_request(), 49_999, "a new minute");
        assert_eq!(tenant.count_request(), 49_998);
        for _ in 0..60_000 {
            tenant.count_request();
        }
        assert_eq!(tenant.count_request(), 0, "no fewer than none are left");
    }

    #[test]
    fn requests_for_tokens_are_counted_by_address_over_any_minute() {
        let mut tenant = Tenant::default();
        for left in (0..100).rev() {
            assert_eq!(tenant.count_token_request("a"), Some(left));
        }
        assert_eq!(tenant.count_token_request("a"), None);
        assert_eq!(tenant.count_token_request("b"), Some(99), "another address");
        tenant.advance(Duration::from_mins(1));
        assert_eq!(tenant.count_token_request("a"), Some(99));
    }

    #[test]
    fn there_is_room_for_ten_thousand_objects() {
        let mut tenant = Tenant::default();
        let objects = tenant.accounts.len() + tenant.payment_methods.len();
        let account = tenant.accounts[0].clone();
        tenant.accounts.extend(std::iter::repeat_n(account.clone(), 9_999 - objects));
        assert!(!tenant.is_full());
        tenant.accounts.push(account);
        assert!(tenant.is_full());
    }

    #[test]
    fn of_too_many_signatures_those_that_have_expired_go_first_and_then_the_older_half() {
        let mut tenant = Tenant::default();
        let later = |number: usize| Duration::from_secs(100_000 + number as u64);
        for number in 0..50_000 {
            tenant.keep_signed(format!("old {number}"), signed(Duration::ZERO));
            tenant.keep_signed(format!("new {number}"), signed(later(number)));
        }
        assert_eq!(tenant.signed.len(), 100_000);
        tenant.keep_signed("one more".into(), signed(later(50_000)));
        assert_eq!(tenant.signed.len(), 50_001, "what has expired is gone, and nothing else");
        for number in 50_001..100_000 {
            tenant.keep_signed(format!("new {number}"), signed(later(number)));
        }
        assert_eq!(tenant.signed.len(), 100_000);
        tenant.keep_signed("last".into(), signed(later(100_000)));
        assert_eq!(tenant.signed.len(), 50_000);
        assert!(!tenant.signed.contains_key("new 0") && tenant.signed.contains_key("last"));
    }
}
