//! Rate limits against card testing (T5): a signature is the permission to try a card, and a site
//! that hands out many has stolen cards tried on it.
//!
//! `SIGNATURE_BUDGET=5/10m` is five at once, and then one every two minutes: over any time t, no
//! more than 5 + t / 2 min. The other limits follow from it by the factors below.

pub mod memory;
pub mod store;

use crate::server::settings::Budget;
use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};
use store::{Limiter, Store};
use uuid::Uuid;

/// A household or a small office shares an address; in IPv6, a network of 64 bits.
const ADDRESS_FACTOR: u32 = 4;
/// A provider gives one customer up to 256 networks of 64 bits.
const SITE_FACTOR: u32 = 16;
/// Or, to a company, up to 65,536.
const COMPANY_FACTOR: u32 = 64;
/// Several devices of one customer share this limit.
const ACCOUNT_FACTOR: u32 = 4;
/// The whole site: more than a shop's customers save cards in, far less than a botnet wants.
const TOTAL_FACTOR: u32 = 200;
/// Visitors without an account have a total of their own, so that they cannot use up the customers'.
const VISITORS_TOTAL_FACTOR: u32 = 40;
/// Neither a lookup nor a list tries a card. For each signature there are six lookups: one confirms
/// the card, the others find a new account whose number was lost, or change the account's cards. And
/// there are six lists: one with the page, one after the card was saved or three after Zuora's answer
/// was lost, and the rest for a customer who checks again or reads documents.
pub const LOOKUP_FACTOR: u32 = 6;

/// The network sizes by which an address is counted, narrowest first, each with its factor.
const NETWORKS: [(u8, u32); 3] = [(64, ADDRESS_FACTOR), (56, SITE_FACTOR), (48, COMPANY_FACTOR)];

/// Whose total a request counts against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    Customer,
    /// A visitor without an account.
    Visitor,
}

/// Where this process keeps its counts.
pub fn store() -> impl Store {
    memory::MemoryStore
}

/// The rate limits of one kind of request.
pub struct RateLimits {
    /// In the order of [`NETWORKS`].
    by_network: [Arc<dyn Limiter>; NETWORKS.len()],
    by_session: Arc<dyn Limiter>,
    by_account: Arc<dyn Limiter>,
    of_customers: Arc<dyn Limiter>,
    of_visitors: Arc<dyn Limiter>,
}

impl RateLimits {
    /// The limits that follow from how often a session may make requests of the kind `name`.
    pub fn new(store: &dyn Store, name: &str, per_session: Budget) -> Self {
        let limiter =
            |key: &str, factor| store.limiter(&format!("{name}:{key}"), per_session.times(factor));
        Self {
            by_network: NETWORKS.map(|(bits, factor)| limiter(&format!("network{bits}"), factor)),
            by_session: limiter("session", 1),
            by_account: limiter("account", ACCOUNT_FACTOR),
            of_customers: limiter("customers", TOTAL_FACTOR),
            of_visitors: limiter("visitors", VISITORS_TOTAL_FACTOR),
        }
    }

    /// Limits the client address. This comes first, because an address is the only key that a
    /// client cannot forge: it bounds what the other limits have to remember.
    ///
    /// # Errors
    /// How long to wait, when the limit is used up.
    pub async fn check_address(&self, address: IpAddr) -> Result<(), Duration> {
        let networks = NETWORKS.map(|(bits, _)| network(address, bits).to_string());
        // An IPv4 address is the same in each of them, and counts once.
        let is_ipv4 = address.to_canonical().is_ipv4();
        let count = if is_ipv4 { 1 } else { NETWORKS.len() };
        // A known network pays from the narrowest on, so that a limit that is used up takes nothing
        // from its neighbours. A new network pays for its place from the widest on, so that nobody
        // who owns many fills the table with them.
        let (mut known, mut new) = (Vec::new(), Vec::new());
        for (limiter, network) in self.by_network.iter().zip(&networks).take(count) {
            match limiter.is_known(network).await {
                true => known.push((limiter, network)),
                false => new.push((limiter, network)),
            }
        }
        for (limiter, network) in known.into_iter().chain(new.into_iter().rev()) {
            limiter.check(network).await?;
        }
        Ok(())
    }

    /// Limits the session, and the account that it acts for.
    ///
    /// # Errors
    /// How long to wait, when one of the limits is used up.
    pub async fn check_session(&self, session: Uuid, account: &str) -> Result<(), Duration> {
        self.by_session.check(&session.to_string()).await?;
        self.by_account.check(account).await
    }

    /// Limits the whole site. This comes last, so that a request that is refused for another reason
    /// does not use it up.
    ///
    /// # Errors
    /// How long to wait, when the limit is used up.
    pub async fn check_total(&self, payer: Payer) -> Result<(), Duration> {
        let total = match payer {
            Payer::Customer => &self.of_customers,
            Payer::Visitor => &self.of_visitors,
        };
        total.check("").await
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
