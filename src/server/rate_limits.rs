//! Budgets against card testing (T5): a signature is the permission to try a card, and whoever hands out many has cards tried on them.
//!
//! `SIGNATURE_BUDGET=5/10m` is five at once, and then one every two minutes: over any time t, no more than 5 + t / 2 min. The other budgets follow
//! from it by the factors below.

mod table;

use crate::server::settings::Budget;
use governor::{
    NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock, Reference as _},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use table::Table;
use uuid::Uuid;

/// A household or a small office shares an address; in IPv6, a network of 64 bits.
const ADDRESS_FACTOR: u32 = 4;
/// What a provider gives to one customer is up to 256 networks of 64 bits.
const SITE_FACTOR: u32 = 16;
/// Or, to a company, up to 65,536.
const COMPANY_FACTOR: u32 = 64;
/// A customer may be at it on several devices.
const ACCOUNT_FACTOR: u32 = 4;
/// What the whole site may hand out: more than a shop's customers save cards in, far less than a botnet wants.
const TOTAL_FACTOR: u32 = 200;
/// And, of its own, to visitors without an account: they cannot take it from the customers.
const VISITORS_TOTAL_FACTOR: u32 = 40;
/// A look-up tries no card: a customer may look through a list of documents, and have every card confirmed.
pub const LOOKUPS: u32 = 6;
/// What is full again is forgotten this often.
const SWEEP_INTERVAL: Duration = Duration::from_secs(10);

/// By how many bits of an address it is counted, and by which factor.
const NETWORKS: [(u8, u32); 3] = [(64, ADDRESS_FACTOR), (56, SITE_FACTOR), (48, COMPANY_FACTOR)];

type Limiter<K, S, C> = RateLimiter<K, S, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Who asks: whoever has no account yet has a total of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// A customer, with an account.
    Customer,
    /// Anybody else.
    Visitor,
}

/// The budgets of one thing that can be asked for.
pub struct Budgets<C: Clock = DefaultClock> {
    clock: C,
    /// From the narrowest network to the widest.
    by_network: [Table<IpAddr, C>; NETWORKS.len()],
    by_session: Table<Uuid, C>,
    by_account: Table<String, C>,
    of_customers: Limiter<NotKeyed, InMemoryState, C>,
    of_visitors: Limiter<NotKeyed, InMemoryState, C>,
    swept: Mutex<C::Instant>,
}

impl Budgets {
    /// Budgets that follow from what a session may ask for.
    pub fn new(per_session: Budget) -> Self {
        Self::by(DefaultClock::default(), per_session)
    }
}

impl<C: Clock + Clone> Budgets<C> {
    fn by(clock: C, per_session: Budget) -> Self {
        let times = |factor| quota(per_session, factor);
        Self {
            by_network: NETWORKS.map(|(_, factor)| Table::new(times(factor), clock.clone())),
            by_session: Table::new(times(1), clock.clone()),
            by_account: Table::new(times(ACCOUNT_FACTOR), clock.clone()),
            of_customers: RateLimiter::direct_with_clock(times(TOTAL_FACTOR), clock.clone()),
            of_visitors: RateLimiter::direct_with_clock(
                times(VISITORS_TOTAL_FACTOR),
                clock.clone(),
            ),
            swept: Mutex::new(clock.now()),
            clock,
        }
    }

    /// Takes one out of the address's budget: before anything else is looked up, for nobody can make an address up. What the other budgets remember is
    /// bounded by it.
    ///
    /// # Errors
    /// How long to wait, when it is empty.
    pub fn admit(&self, address: IpAddr) -> Result<(), Duration> {
        self.sweep_if_due();
        let networks = NETWORKS.map(|(bits, _)| network(address, bits));
        // An IPv4 address is the same in each of them, and counts once.
        let count = if networks[0].is_ipv4() { 1 } else { NETWORKS.len() };
        let tables = self.by_network.iter().zip(&networks).take(count);
        // Whoever is known pays from the narrowest network on, so that an empty budget takes nothing from the neighbours'. A network that is new pays for its
        // place from the widest on, so that nobody who owns many fills the table with them.
        let (known, new): (Vec<_>, Vec<_>) =
            tables.partition(|(table, network)| table.knows(network));
        known
            .into_iter()
            .chain(new.into_iter().rev())
            .try_for_each(|(table, network)| table.take(network))
    }

    /// Takes one out of the budgets of a session and of its account.
    ///
    /// # Errors
    /// How long to wait, when one of them is empty.
    pub fn spend(&self, session: Uuid, account: &str) -> Result<(), Duration> {
        self.by_session.take(&session)?;
        self.by_account.take(&account.to_owned())
    }

    /// Takes one out of what the whole site may hand out: last, so that nobody empties it who is refused otherwise.
    ///
    /// # Errors
    /// How long to wait, when it is empty.
    pub fn spend_total(&self, payer: Payer) -> Result<(), Duration> {
        let total = match payer {
            Payer::Customer => &self.of_customers,
            Payer::Visitor => &self.of_visitors,
        };
        total.check().map_err(|until: NotUntil<C::Instant>| until.wait_time_from(self.clock.now()))
    }

    /// Forgets, now and then, whoever has a full budget again: they are as good as new.
    fn sweep_if_due(&self) {
        let now = self.clock.now();
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if Duration::from(now.duration_since(*swept)) < SWEEP_INTERVAL {
            return;
        }
        *swept = now;
        drop(swept);
        self.sweep();
    }

    fn sweep(&self) {
        self.by_network.iter().for_each(Table::sweep);
        self.by_session.sweep();
        self.by_account.sweep();
    }
}

fn quota(per_session: Budget, factor: u32) -> Quota {
    let count =
        NonZeroU32::new(per_session.count.saturating_mul(factor)).unwrap_or(NonZeroU32::MIN);
    let every = (per_session.per / count.get()).max(Duration::from_nanos(1));
    Quota::with_period(every).unwrap_or(Quota::per_second(count)).allow_burst(count)
}

/// The network of an IPv6 address that has so many bits; an IPv4 address is one by itself.
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
