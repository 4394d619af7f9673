//! What the budgets let through over time, held against a clock that the tests move.

use super::{table::MAX_KEYS, *};
use governor::clock::FakeRelativeClock;
use proptest::prelude::*;

const FIVE_IN_TEN_MINUTES: Budget = Budget { count: 5, per: Duration::from_mins(10) };

fn v4(number: u32) -> IpAddr {
    IpAddr::V4(number.into())
}

/// As a signature is asked for.
fn ask(
    budgets: &Budgets<FakeRelativeClock>,
    address: IpAddr,
    session: Uuid,
    account: &str,
) -> Result<(), Duration> {
    budgets.admit(address)?;
    budgets.spend(session, account)?;
    budgets.spend_total(Payer::Customer)
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
    let network_of = |text: &str| network(text.parse().expect("an address"), 64);
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
    assert!(budgets.by_network[0].len() <= MAX_KEYS, "{}", budgets.by_network[0].len());
    assert!(budgets.by_session.len() <= MAX_KEYS, "{}", budgets.by_session.len());
    clock.advance(Duration::from_mins(20));
    budgets.sweep();
    assert_eq!((budgets.by_network[0].len(), budgets.by_session.len()), (0, 0));
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
fn v6(network: u64) -> IpAddr {
    IpAddr::V6((0x2001_0db8_0000_0000_0000_0000_0000_0000 | u128::from(network) << 64).into())
}

#[test]
fn t18_a_full_table_empties_with_time_and_not_with_askings() {
    let clock = FakeRelativeClock::default();
    let budgets = Budgets::by(clock.clone(), FIVE_IN_TEN_MINUTES);
    for number in 0..=u32::try_from(MAX_KEYS).expect("a number") {
        let _ = budgets.admit(v4(number));
    }
    assert!(budgets.admit(v4(u32::MAX)).is_err(), "a new address has to wait");
    clock.advance(Duration::from_mins(2));
    assert_eq!(budgets.admit(v4(u32::MAX)), Ok(()), "and the next asking is served");
}

#[test]
fn t18_while_a_table_is_full_those_it_knows_are_served() {
    let budgets = Budgets::by(FakeRelativeClock::default(), FIVE_IN_TEN_MINUTES);
    let customer = Uuid::new_v4();
    assert_eq!(ask(&budgets, v4(0), customer, "A"), Ok(()));
    for number in 1..=u32::try_from(MAX_KEYS).expect("a number") {
        let _ = budgets.admit(v4(number));
        let _ = budgets.spend(Uuid::new_v4(), &number.to_string());
    }
    assert_eq!(ask(&budgets, v4(0), customer, "A"), Ok(()));
    assert!(ask(&budgets, v4(u32::MAX), Uuid::new_v4(), "B").is_err(), "the twin: nobody new is");
}

/// Whoever owns many networks of 64 bits has as much as their provider's customers have, and no more.
#[test]
fn t18_many_networks_of_one_owner_share_a_larger_budget() {
    let granted = |networks: fn(u64) -> u64, count: u64| {
        let budgets = Budgets::by(FakeRelativeClock::default(), FIVE_IN_TEN_MINUTES);
        let granted =
            (0..count).filter(|&number| budgets.admit(v6(networks(number))).is_ok()).count();
        (granted, budgets.by_network[0].len())
    };
    assert_eq!(granted(|_| 0, 1000), (20, 1), "one network of 64 bits");
    assert_eq!(granted(|number| number % 256, 5000), (80, 80), "one of 56 bits");
    assert_eq!(
        granted(|number| number, 65_536),
        (320, 320),
        "one of 48 bits, and a table that stays small"
    );
    assert_eq!(granted(|number| number << 16, 1000), (1000, 1000), "a thousand owners");
}

#[test]
fn t18_a_greedy_network_takes_nothing_from_its_neighbours() {
    let budgets = Budgets::by(FakeRelativeClock::default(), FIVE_IN_TEN_MINUTES);
    for _ in 0..5000 {
        let _ = budgets.admit(v6(1));
    }
    assert_eq!(budgets.admit(v6(2)), Ok(()), "in the same network of 56 bits");
    for number in 0..5000 {
        let _ = budgets.admit(v6(number % 256));
    }
    assert!(budgets.admit(v6(3)).is_err());
    assert_eq!(budgets.admit(v6(256)), Ok(()), "in the same network of 48 bits");
}

/// One household without an account does not empty the budget of the customers.
#[test]
fn t5_visitors_without_an_account_have_a_smaller_total_of_their_own() {
    let budgets = Budgets::by(FakeRelativeClock::default(), FIVE_IN_TEN_MINUTES);
    let visit = |network| {
        let session = Uuid::new_v4();
        budgets.admit(v6(network))?;
        budgets.spend(session, &session.to_string())?;
        budgets.spend_total(Payer::Visitor)
    };
    let household = (0..256 * 20).filter(|number| visit(number % 256).is_ok()).count();
    assert_eq!(household, 80, "256 networks of one household");
    let all = (1..5000).filter(|number| visit(number << 16).is_ok()).count();
    assert_eq!(household + all, 200, "everybody without an account");
    let customers = (0..5000)
        .filter(|&number| ask(&budgets, v4(number), Uuid::new_v4(), &number.to_string()).is_ok());
    assert_eq!(customers.count(), 1000, "and the customers have all of theirs");
}
