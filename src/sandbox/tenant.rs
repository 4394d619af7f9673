//! The tenant: accounts, payment methods, invoices and tokens, in memory.

use crate::sandbox::{
    clock::Clock,
    records::{Account, Invoice, PaymentMethod},
    reply::new_id,
    tenant_switches::TenantSwitches,
    tickets::Tickets,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The demo client, public on purpose.
pub const CLIENT_ID: &str = "5a4db0c5-0000-4000-8000-c0ffee000001";
/// The secret of the demo client.
pub const CLIENT_SECRET: &str = "sandbox-demo-secret";
/// The demo tenant's id, in scopes and hosted pages.
pub const TENANT_ID: &str = "10001";
/// The one Payment Pages 2.0 page.
pub const PAGE_ID: &str = "2c92c0f85a4db0c5015a4db0c5000001";
/// The Callback Path of that page, as its owner typed it (Zuora: a setting of a page, for which
/// callbacks are signed in lower case).
pub const PAGE_CALLBACK_PATH: &str = "/Hosted-Page/Callback";
/// The user that the demo client acts as.
pub const USER_ID: &str = "2c92c0f85a4db0c5015a4db0c5000002";

/// More than anybody saves by hand, and a limit for hostile traffic.
const MAX_OBJECTS: usize = 10_000;
/// Zuora: a payment method without an account is deleted after ten days.
const ORPHAN_LIFETIME: Duration = Duration::from_hours(240);

/// The tenant, shared between handlers.
#[derive(Clone)]
pub struct TenantStore(Arc<Mutex<TenantData>>);

impl TenantStore {
    pub fn new(data: TenantData) -> Self {
        Self(Arc::new(Mutex::new(data)))
    }

    /// Locks the tenant for a short read or change. A handler that panicked has left it consistent,
    /// because changes are single assignments.
    pub fn lock(&self) -> MutexGuard<'_, TenantData> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub struct TenantData {
    pub clock: Clock,
    pub switches: TenantSwitches,
    /// Oldest first, as are the next two.
    pub accounts: Vec<Account>,
    pub payment_methods: Vec<PaymentMethod>,
    pub invoices: Vec<Invoice>,
    /// Bearer tokens, each with the moment it expires.
    pub bearers: HashMap<String, Duration>,
    pub tickets: Tickets,
    /// Tokens of RSA signatures. One is removed when a card is saved with it.
    pub page_tokens: HashMap<String, PageToken>,
    /// The key of the HMAC signatures.
    pub signing_secret: String,
}

/// What a token of an RSA signature has been used for.
pub struct PageToken {
    pub created: Duration,
    /// How many times a form was submitted with it.
    pub submissions: u32,
    /// The page's parameters in the request for the signature, by their names there.
    pub signed: HashMap<String, String>,
}

impl TenantData {
    /// A tenant without accounts.
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            switches: TenantSwitches::default(),
            accounts: Vec::new(),
            payment_methods: Vec::new(),
            invoices: Vec::new(),
            bearers: HashMap::new(),
            tickets: Tickets::default(),
            page_tokens: HashMap::new(),
            signing_secret: new_id(),
        }
    }

    /// The account with this number or id.
    pub fn account(&self, key: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.is(key))
    }

    pub fn account_mut(&mut self, key: &str) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.is(key))
    }

    pub fn payment_method(&self, id: &str) -> Option<&PaymentMethod> {
        self.payment_methods.iter().find(|method| method.id == id)
    }

    pub fn payment_method_mut(&mut self, id: &str) -> Option<&mut PaymentMethod> {
        self.payment_methods.iter_mut().find(|method| method.id == id)
    }

    /// Whether there is no room for another account or payment method.
    pub fn is_full(&self) -> bool {
        self.accounts.len() + self.payment_methods.len() >= MAX_OBJECTS
    }

    /// Deletes the payment methods that have belonged to no account for too long.
    pub fn delete_orphans(&mut self) {
        let now = self.clock.now();
        self.payment_methods
            .retain(|method| method.account_id.is_some() || now < method.since + ORPHAN_LIFETIME);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::seed::initial_tenant;

    #[test]
    fn there_is_room_for_ten_thousand_objects() {
        let mut tenant = initial_tenant(Clock::default());
        let objects = tenant.accounts.len() + tenant.payment_methods.len();
        let account = tenant.accounts[0].clone();
        tenant.accounts.extend(std::iter::repeat_n(account.clone(), 9_999 - objects));
        assert!(!tenant.is_full());
        tenant.accounts.push(account);
        assert!(tenant.is_full());
    }
}
