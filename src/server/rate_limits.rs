//! Rate limits against card testing (T5): a signature is the permission to try a card, and a site
//! that hands out many has stolen cards tried on it.
//!
//! `SIGNATURE_BUDGET=5/10m` is five at once, and then one every two minutes: over any time t, no
//! more than 5 + t / 2 min. The other limits follow from it by the factors of each [`Scope`].
//!
//! The counts are in the process (`memory.rs`), or in a Redis that all replicas share (`shared.rs`).

mod memory;
mod redis;
mod scope;
mod shared;
mod store;

pub use memory::MemoryStore;
pub use shared::SharedStore;
pub use store::Store;

use crate::server::{
    keyed_hash::KeyedHash,
    settings::{Budget, RateLimitSettings},
};
use ::redis::RedisError;
use scope::Scope;
use secrecy::ExposeSecret as _;
use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};
use store::{Limits, Order};
use uuid::Uuid;

/// Neither a lookup nor a list tries a card. For each signature there are six lookups: one confirms
/// the card, the others find a new account whose number was lost, or change the account's cards. And
/// there are six lists: one with the page, one after the card was saved or three after Zuora's answer
/// was lost, and the rest for a customer who checks again or reads documents.
pub const LOOKUP_FACTOR: u32 = 6;

/// What the keyed hashes are for that a shared store is given.
pub const PURPOSE: &str = "rate limits";

/// The network sizes by which an address is counted, narrowest first.
const NETWORKS: [(u8, Scope); 3] =
    [(64, Scope::Network64), (56, Scope::Network56), (48, Scope::Network48)];

/// Whose total a request counts against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    Customer,
    /// A visitor without an account.
    Visitor,
}

/// The store that the settings choose. `hashes` hide from it what is counted.
///
/// # Errors
/// When the address of a shared store is wrong.
pub fn store(
    settings: &RateLimitSettings,
    hashes: KeyedHash,
) -> Result<Box<dyn Store>, RedisError> {
    Ok(match &settings.store {
        Some(address) => Box::new(SharedStore::new(address.expose_secret(), hashes)?),
        None => Box::new(MemoryStore),
    })
}

/// The rate limits of one kind of request.
///
/// A request is checked three times, and each check is one round trip to a shared store. They cannot
/// be one: between them the shop says whose account it is, and whether a person is there.
pub struct RateLimits(Arc<dyn Limits>);

impl RateLimits {
    /// The limits that follow from how often a session may make requests of this kind.
    pub fn new(store: &dyn Store, kind: &'static str, per_session: Budget) -> Self {
        Self(store.limits(kind, per_session))
    }

    /// Limits the client address. This comes first, because an address is the only key that a
    /// client cannot forge: it bounds what the other limits have to remember.
    ///
    /// # Errors
    /// How long to wait, when the limit is used up.
    pub async fn check_address(&self, address: IpAddr) -> Result<(), Duration> {
        // An IPv4 address is the same in each of them, and counts once.
        let is_ipv4 = address.to_canonical().is_ipv4();
        let networks = &NETWORKS[..if is_ipv4 { 1 } else { NETWORKS.len() }];
        let key = |(bits, scope): &(u8, Scope)| (*scope, network(address, *bits).to_string());
        let keys: Vec<_> = networks.iter().map(key).collect();
        // A known network pays from the narrowest on, so that a limit that is used up takes nothing
        // from its neighbours. A new network pays for its place from the widest on, so that nobody
        // who owns many fills the store with them.
        self.0.check(Order::KnownFirst, &keys).await
    }

    /// Limits the session, and the account that it acts for.
    ///
    /// # Errors
    /// How long to wait, when one of the limits is used up.
    pub async fn check_session(&self, session: Uuid, account: &str) -> Result<(), Duration> {
        let keys = [(Scope::Session, session.to_string()), (Scope::Account, account.to_owned())];
        self.0.check(Order::Listed, &keys).await
    }

    /// Limits the whole site. This comes last, so that a request that is refused for another reason
    /// does not use it up.
    ///
    /// # Errors
    /// How long to wait, when the limit is used up.
    pub async fn check_total(&self, payer: Payer) -> Result<(), Duration> {
        let scope = match payer {
            Payer::Customer => Scope::Customers,
            Payer::Visitor => Scope::Visitors,
        };
        self.0.check(Order::Listed, &[(scope, String::new())]).await
    }

    /// Drops the keys whose limits have recovered, and records how many the process remembers.
    pub fn measure(&self) {
        self.0.measure();
    }
}

/// The first `bits` of an IPv6 address; an IPv4 address is a network by itself.
fn network(address: IpAddr, bits: u8) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let host = 128 - u32::from(bits);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> host << host))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests;
