//! Budgets against card testing (T5): a signature is the permission to try a card, and whoever hands out many has cards tried on them.
//!
//! `SIGNATURE_BUDGET=5/10m` is five at once, and then one every two minutes: over any time t, no more than 5 + t / 2 min. The other budgets follow
//! from it by the factors below.

use super::settings::Budget;
use governor::{
    NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed, keyed::DashMapStateStore},
};
use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use uuid::Uuid;

/// A household or a small office shares an address.
const ADDRESS_FACTOR: u32 = 4;
/// A customer may be at it on several devices.
const ACCOUNT_FACTOR: u32 = 4;
/// What the whole site may hand out: more than a shop's customers save cards in, far less than a botnet wants.
const TOTAL_FACTOR: u32 = 200;
/// A look-up tries no card: a customer may look through a list of documents, and have every card confirmed.
pub const LOOKUPS: u32 = 6;
/// No budget remembers more sessions, addresses or accounts at a time. With more than that, everybody waits for the next sweep.
const MOST_KEYS: usize = 100_000;
/// What is full again is forgotten after so many askings.
const ASKINGS_BETWEEN_SWEEPS: u32 = 1024;

/// How long to wait, when nothing more exact is known.
const A_MINUTE: Duration = Duration::from_mins(1);

type Limiter<K, S, C> = RateLimiter<K, S, C, NoOpMiddleware<<C as Clock>::Instant>>;
type Keyed<K, C> = Limiter<K, DashMapStateStore<K>, C>;

/// The budgets of one thing that can be asked for.
pub struct Budgets<C: Clock = DefaultClock> {
    clock: C,
    by_address: Keyed<IpAddr, C>,
    by_session: Keyed<Uuid, C>,
    by_account: Keyed<String, C>,
    in_total: Limiter<NotKeyed, InMemoryState, C>,
    askings: AtomicU32,
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
            by_address: RateLimiter::new(times(ADDRESS_FACTOR), DashMapStateStore::default(), clock.clone()),
            by_session: RateLimiter::new(times(1), DashMapStateStore::default(), clock.clone()),
            by_account: RateLimiter::new(times(ACCOUNT_FACTOR), DashMapStateStore::default(), clock.clone()),
            in_total: RateLimiter::direct_with_clock(times(TOTAL_FACTOR), clock.clone()),
            askings: AtomicU32::new(0),
            clock,
        }
    }

    /// Takes one out of the address's budget: before anything else is looked up, for nobody can make an address up. What the other budgets remember is
    /// bounded by it.
    ///
    /// # Errors
    /// How long to wait, when it is empty.
    pub fn admit(&self, address: IpAddr) -> Result<(), Duration> {
        if self.askings.fetch_add(1, Ordering::Relaxed).is_multiple_of(ASKINGS_BETWEEN_SWEEPS) {
            self.sweep();
        }
        self.one_of(&self.by_address, &network(address))
    }

    /// Takes one out of every other budget.
    ///
    /// # Errors
    /// How long to wait, when one of them is empty.
    pub fn spend(&self, session: Uuid, account: &str) -> Result<(), Duration> {
        self.one_of(&self.by_session, &session)?;
        self.one_of(&self.by_account, &account.to_owned())?;
        self.in_total.check().map_err(|until| self.wait(&until))
    }

    fn one_of<K: Clone + Eq + Hash>(&self, budget: &Keyed<K, C>, key: &K) -> Result<(), Duration> {
        if budget.len() >= MOST_KEYS {
            return Err(A_MINUTE);
        }
        budget.check_key(key).map_err(|until| self.wait(&until))
    }

    fn wait(&self, until: &NotUntil<C::Instant>) -> Duration {
        until.wait_time_from(self.clock.now())
    }

    /// Forgets whoever has a full budget again: they are as good as new.
    fn sweep(&self) {
        self.by_address.retain_recent();
        self.by_session.retain_recent();
        self.by_account.retain_recent();
        self.by_address.shrink_to_fit();
        self.by_session.shrink_to_fit();
    }
}

fn quota(per_session: Budget, factor: u32) -> Quota {
    let count = NonZeroU32::new(per_session.count.saturating_mul(factor)).unwrap_or(NonZeroU32::MIN);
    let every = (per_session.per / count.get()).max(Duration::from_nanos(1));
    Quota::with_period(every).unwrap_or(Quota::per_second(count)).allow_burst(count)
}

/// What one household or machine has to itself: an IPv4 address, or an IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use proptest::prelude::*;

    const FIVE_IN_TEN_MINUTES: Budget = Budget {
        count: 5,
        per: Duration::from_mins(10),
    };

    fn v4(number: u32) -> IpAddr {
        IpAddr::V4(number.into())
    }

    /// As a signature is asked for.
    fn ask(budgets: &Budgets<FakeRelativeClock>, address: IpAddr, session: Uuid, account: &str) -> Result<(), Duration> {
        budgets.admit(address)?;
        budgets.spend(session, account)
    }

    #[test]
    fn t5_a_sixth_waits_two_minutes_and_then_gets_one() {
        let clock = FakeRelativeClock::default();
        let budgets = Budgets::by(clock.clone(), FIVE_IN_TEN_MINUTES);
        let session = Uuid::new_v4();
        for _ in 0..5 {
            assert_eq!(ask(&budgets, v4(1), session, "A"), Ok(()));
        }
        assert_eq!(ask(&budgets, v4(1), session, "A"), Err(Duration::from_mins(2)));
        clock.advance(Duration::from_mins(2));
        assert_eq!(ask(&budgets, v4(1), session, "A"), Ok(()));
        assert!(ask(&budgets, v4(1), session, "A").is_err());
    }

    #[test]
    fn t5_fresh_sessions_do_not_get_past_the_budget_of_address_account_or_site() {
        let clock = FakeRelativeClock::default();
        let granted = |address: fn(u32) -> u32, account: fn(u32) -> u32| {
            let budgets = Budgets::by(clock.clone(), FIVE_IN_TEN_MINUTES);
            let spent = (0..5000).filter(|&number| {
                let account = account(number).to_string();
                ask(&budgets, v4(address(number)), Uuid::new_v4(), &account).is_ok()
            });
            spent.count()
        };
        assert_eq!(granted(|_| 1, |number| number), 20, "one address");
        assert_eq!(granted(|number| number, |_| 1), 20, "one account");
        assert_eq!(granted(|number| number, |number| number), 1000, "in total");
    }

    #[test]
    fn t5_who_goes_on_asking_with_an_empty_budget_empties_nobodys_at_another_address() {
        let budgets = Budgets::by(FakeRelativeClock::default(), FIVE_IN_TEN_MINUTES);
        let greedy = Uuid::new_v4();
        let granted = (0..5000).filter(|_| ask(&budgets, v4(1), greedy, "A").is_ok()).count();
        assert_eq!(granted, 5);
        assert_eq!(ask(&budgets, v4(2), Uuid::new_v4(), "A"), Ok(()));
    }

    #[test]
    fn t18_an_ipv6_network_is_one_address() {
        let network_of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::"));
        assert_ne!(network_of("2001:db8:1:3::"), network_of("2001:db8:1:2::"));
        assert_eq!(network_of("::ffff:192.0.2.1"), network_of("192.0.2.1"));
    }

    #[test]
    fn t18_what_is_remembered_is_bounded_and_forgotten() {
        let clock = FakeRelativeClock::default();
        let budgets = Budgets::by(clock.clone(), FIVE_IN_TEN_MINUTES);
        for number in 0..150_000 {
            let _ = ask(&budgets, v4(number), Uuid::new_v4(), "A");
        }
        assert!(budgets.by_address.len() <= MOST_KEYS, "{}", budgets.by_address.len());
        assert!(budgets.by_session.len() <= MOST_KEYS, "{}", budgets.by_session.len());
        clock.advance(Duration::from_mins(20));
        budgets.sweep();
        assert_eq!((budgets.by_address.len(), budgets.by_session.len()), (0, 0));
    }

    proptest! {
        #[test]
        fn t5_over_any_time_no_more_than_the_budget(waits in prop::collection::vec(0_u64..300, 1..200)) {
            let clock = FakeRelativeClock::default();
            let budgets = Budgets::by(clock.clone(), FIVE_IN_TEN_MINUTES);
            let session = Uuid::new_v4();
            let (mut now, mut granted) = (0, Vec::new());
            for wait in waits {
                clock.advance(Duration::from_secs(wait));
                now += wait;
                if ask(&budgets, v4(1), session, "A").is_ok() {
                    granted.push(now);
                }
            }
            for (first, from) in granted.iter().enumerate() {
                for (last, to) in granted.iter().enumerate().skip(first) {
                    prop_assert!((last - first + 1) as u64 <= 5 + (to - from) / 120);
                }
            }
        }
    }
}
