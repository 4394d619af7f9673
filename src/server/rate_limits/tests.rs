//! What the rate limits let through over time, by a clock that the tests move.

use super::{
    memory::{MAX_KEYS, MemoryLimits, Table},
    *,
};
use futures::FutureExt as _;
use governor::clock::FakeRelativeClock;
use proptest::prelude::*;

const FIVE_IN_TEN_MINUTES: Budget = Budget { count: 5, per: Duration::from_mins(10) };

/// Rate limits in memory, with a look into their tables.
struct Test {
    clock: FakeRelativeClock,
    limits: Arc<MemoryLimits<FakeRelativeClock>>,
}

impl Default for Test {
    fn default() -> Self {
        let clock = FakeRelativeClock::default();
        let limits = Arc::new(MemoryLimits::new("signatures", FIVE_IN_TEN_MINUTES, &clock));
        Self { clock, limits }
    }
}

impl Test {
    fn limits(&self) -> RateLimits {
        RateLimits(self.limits.clone())
    }

    fn table(&self, scope: Scope) -> &Table<FakeRelativeClock> {
        self.limits.table(scope)
    }
}

fn limits() -> RateLimits {
    Test::default().limits()
}

/// The store in memory never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("an answer at once")
}

fn v4(number: u32) -> IpAddr {
    IpAddr::V4(number.into())
}

fn v6(network: u64) -> IpAddr {
    IpAddr::V6((0x2001_0db8_0000_0000_0000_0000_0000_0000 | u128::from(network) << 64).into())
}

fn check_address(limits: &RateLimits, address: IpAddr) -> Result<(), Duration> {
    now(limits.check_address(address))
}

/// All limits, in the order in which a request for a signature meets them.
fn check(
    limits: &RateLimits,
    address: IpAddr,
    session: Uuid,
    account: &str,
) -> Result<(), Duration> {
    now(async {
        limits.check_address(address).await?;
        limits.check_session(session, account).await?;
        limits.check_total(Payer::Customer).await
    })
}

#[test]
fn t5_a_sixth_waits_two_minutes_and_then_gets_one() {
    let test = Test::default();
    let (limits, session) = (test.limits(), Uuid::new_v4());
    for _ in 0..5 {
        assert_eq!(check(&limits, v4(1), session, "A"), Ok(()));
    }
    assert_eq!(check(&limits, v4(1), session, "A"), Err(Duration::from_mins(2)));
    test.clock.advance(Duration::from_mins(2));
    assert_eq!(check(&limits, v4(1), session, "A"), Ok(()));
    assert!(check(&limits, v4(1), session, "A").is_err());
}

#[test]
fn t5_new_sessions_do_not_get_past_the_limit_of_address_account_or_site() {
    let allowed = |address: fn(u32) -> u32, account: fn(u32) -> u32| {
        let limits = limits();
        let allowed = (0..5000).filter(|&number| {
            let account = account(number).to_string();
            check(&limits, v4(address(number)), Uuid::new_v4(), &account).is_ok()
        });
        allowed.count()
    };
    assert_eq!(allowed(|_| 1, |number| number), 20, "one address");
    assert_eq!(allowed(|number| number, |_| 1), 20, "one account");
    assert_eq!(allowed(|number| number, |number| number), 1000, "in total");
}

#[test]
fn t5_requests_beyond_a_limit_use_up_nothing_at_another_address() {
    let limits = limits();
    let greedy = Uuid::new_v4();
    let allowed = (0..5000).filter(|_| check(&limits, v4(1), greedy, "A").is_ok()).count();
    assert_eq!(allowed, 5);
    assert_eq!(check(&limits, v4(2), Uuid::new_v4(), "A"), Ok(()));
}

#[test]
fn t18_an_ipv6_network_is_one_address() {
    let network_of = |text: &str| network(text.parse().expect("an address"), 64);
    assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::"));
    assert_ne!(network_of("2001:db8:1:3::"), network_of("2001:db8:1:2::"));
    assert_eq!(network_of("::ffff:192.0.2.1"), network_of("192.0.2.1"));
}

#[test]
fn t18_what_is_remembered_is_bounded_and_forgotten() {
    let test = Test::default();
    let limits = test.limits();
    for number in 0..150_000 {
        let _ = check(&limits, v4(number), Uuid::new_v4(), "A");
    }
    let tables = [test.table(Scope::Network64), test.table(Scope::Session)];
    let lengths = tables.map(Table::len);
    assert!(lengths.iter().all(|length| (1..=MAX_KEYS).contains(length)), "{lengths:?}");
    test.clock.advance(Duration::from_mins(20));
    for table in tables {
        table.sweep_if_due();
    }
    assert_eq!(tables.map(Table::len), [0, 0]);
}

proptest! {
    #[test]
    fn t5_over_any_time_no_more_than_the_limit(waits in prop::collection::vec(0_u64..300, 1..200)) {
        let test = Test::default();
        let (limits, session) = (test.limits(), Uuid::new_v4());
        let (mut now, mut allowed) = (0, Vec::new());
        for wait in waits {
            test.clock.advance(Duration::from_secs(wait));
            now += wait;
            if check(&limits, v4(1), session, "A").is_ok() {
                allowed.push(now);
            }
        }
        for (first, from) in allowed.iter().enumerate() {
            for (last, to) in allowed.iter().enumerate().skip(first) {
                prop_assert!((last - first + 1) as u64 <= 5 + (to - from) / 120);
            }
        }
    }
}

#[test]
fn t18_a_full_table_empties_with_time_and_not_with_requests() {
    let test = Test::default();
    let limits = test.limits();
    for number in 0..=u32::try_from(MAX_KEYS).expect("a number") {
        let _ = check_address(&limits, v4(number));
    }
    assert!(check_address(&limits, v4(u32::MAX)).is_err(), "a new address has to wait");
    test.clock.advance(Duration::from_mins(2));
    assert_eq!(check_address(&limits, v4(u32::MAX)), Ok(()), "and the next request is served");
}

#[test]
fn t18_while_a_table_is_full_known_keys_are_served() {
    let limits = limits();
    let customer = Uuid::new_v4();
    assert_eq!(check(&limits, v4(0), customer, "A"), Ok(()));
    for number in 1..=u32::try_from(MAX_KEYS).expect("a number") {
        let _ = check_address(&limits, v4(number));
        let _ = now(limits.check_session(Uuid::new_v4(), &number.to_string()));
    }
    assert_eq!(check(&limits, v4(0), customer, "A"), Ok(()));
    assert!(check(&limits, v4(u32::MAX), Uuid::new_v4(), "B").is_err(), "the twin: no new key is");
}

/// An owner of many networks of 64 bits has as much as their provider's customers have, and no more.
#[test]
fn t18_many_networks_of_one_owner_share_a_larger_limit() {
    let allowed = |networks: fn(u64) -> u64, count: u64| {
        let test = Test::default();
        let limits = test.limits();
        let allowed =
            (0..count).filter(|&number| check_address(&limits, v6(networks(number))).is_ok());
        (allowed.count(), test.table(Scope::Network64).len())
    };
    assert_eq!(allowed(|_| 0, 1000), (20, 1), "one network of 64 bits");
    assert_eq!(allowed(|number| number % 256, 5000), (80, 80), "one of 56 bits");
    assert_eq!(
        allowed(|number| number, 65_536),
        (320, 320),
        "one of 48 bits, and a table that stays small"
    );
    assert_eq!(allowed(|number| number << 16, 1000), (1000, 1000), "a thousand owners");
}

#[test]
fn t18_a_greedy_network_takes_nothing_from_its_neighbours() {
    let limits = limits();
    for _ in 0..5000 {
        let _ = check_address(&limits, v6(1));
    }
    assert_eq!(check_address(&limits, v6(2)), Ok(()), "in the same network of 56 bits");
    for number in 0..5000 {
        let _ = check_address(&limits, v6(number % 256));
    }
    assert!(check_address(&limits, v6(3)).is_err());
    assert_eq!(check_address(&limits, v6(256)), Ok(()), "in the same network of 48 bits");
}

/// One household without an account does not use up the limit of the customers.
#[test]
fn t5_visitors_without_an_account_have_a_smaller_total_of_their_own() {
    let limits = limits();
    let visitor = |network| {
        let session = Uuid::new_v4();
        now(async {
            limits.check_address(v6(network)).await?;
            limits.check_session(session, &session.to_string()).await?;
            limits.check_total(Payer::Visitor).await
        })
    };
    let household = (0..256 * 20).filter(|number| visitor(number % 256).is_ok()).count();
    assert_eq!(household, 80, "256 networks of one household");
    let all = (1..5000).filter(|number| visitor(number << 16).is_ok()).count();
    assert_eq!(household + all, 200, "everybody without an account");
    let customers = (0..5000)
        .filter(|&number| check(&limits, v4(number), Uuid::new_v4(), &number.to_string()).is_ok());
    assert_eq!(customers.count(), 1000, "and the customers have all of theirs");
}
