//! The script, in a real Redis.

use super::*;
use crate::server::rate_limits::memory::MemoryLimits;
use futures::future::join_all;
use governor::clock::FakeRelativeClock;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use redis_server::RedisServer;
use std::{collections::BTreeMap, sync::Arc};

const FIVE_IN_TEN_MINUTES: Budget = Budget { count: 5, per: Duration::from_mins(10) };

fn hashes() -> KeyedHash {
    KeyedHash::new(b"the session key", "rate limits").expect("a key")
}

fn redis(server: &RedisServer) -> Arc<Redis> {
    Arc::new(Redis::patient(server, hashes()))
}

async fn sign(redis: &Redis, session: &str) -> Result<(), Duration> {
    let keys = [(Scope::Session, session.to_owned())];
    let checked = redis.check("signatures", FIVE_IN_TEN_MINUTES, Order::Listed, &keys).await;
    checked.expect("an answer")
}

#[tokio::test]
async fn t5_two_processes_share_one_limit_by_the_servers_clock() {
    let server = RedisServer::start();
    let (first, second) = (redis(&server), redis(&server));
    for redis in [&first, &second, &first, &second, &first] {
        assert_eq!(sign(redis, "a").await, Ok(()));
    }
    for redis in [&first, &second] {
        let wait = sign(redis, "a").await.expect_err("a sixth");
        assert!((60..=120).contains(&wait.as_secs()), "{wait:?}");
    }
    assert_eq!(sign(&second, "b").await, Ok(()), "another session");
}

#[tokio::test]
async fn t5_of_two_hundred_checks_at_once_five_pass() {
    let server = RedisServer::start();
    let replicas = [redis(&server), redis(&server), redis(&server), redis(&server)];
    let checks = (0..200).map(|number| {
        let redis = replicas[number % replicas.len()].clone();
        tokio::spawn(async move { sign(&redis, "a").await })
    });
    let passed = join_all(checks).await.into_iter().filter(|check| matches!(check, Ok(Ok(()))));
    assert_eq!(passed.count(), 5);
}

#[tokio::test]
async fn t5_a_store_that_forgot_the_script_is_taught_it_again() {
    let server = RedisServer::start();
    let redis = redis(&server);
    assert_eq!(sign(&redis, "a").await, Ok(()));
    assert_eq!(server.run(&["SCRIPT", "FLUSH"]), "OK");
    assert_eq!(sign(&redis, "a").await, Ok(()));
}

#[tokio::test]
async fn t18_the_store_learns_no_address_session_or_account_and_forgets_each_key() {
    let server = RedisServer::start();
    let redis = redis(&server);
    // So slow that nothing recovers meanwhile: the site's limit does in six minutes.
    let slow = Budget { count: 5, per: Duration::from_hours(100) };
    let keys = [
        (Scope::Network64, "192.0.2.77".to_owned()),
        (Scope::Session, "0f8fad5b-d9cb-469f-a165-70867728950e".to_owned()),
        (Scope::Account, "A00000001".to_owned()),
        (Scope::Customers, String::new()),
    ];
    let checked = redis.check("signatures", slow, Order::Listed, &keys).await;
    assert_eq!(checked.expect("an answer"), Ok(()));
    let stored = server.run(&["KEYS", "*"]);
    assert_eq!(stored.lines().count(), keys.len());
    for key in stored.lines() {
        let hash = key.strip_prefix("rate-limit:{signatures}:").expect("the tag of its kind");
        assert!(hash.len() == 32 && hash.bytes().all(|byte| matches!(byte, b'a'..=b'p')), "{key}");
        // The time after which it has recovered: a fifth of a hundred hours, or a fraction of that.
        let ttl: u64 = server.run(&["PTTL", key]).parse().expect("a time to live");
        assert!((1..=20 * 3_600_000).contains(&ttl), "{key}: {ttl}");
        assert_eq!(server.run(&["GET", key]).len(), 16, "a time in microseconds, and nothing else");
    }
    // The twin: another shop in the same store has other keys.
    let other = KeyedHash::new(b"another key", "rate limits").expect("a key");
    let other = Redis::new(&server.address(), other).expect("a client");
    assert_ne!(other.key("signatures", "account", "A"), redis.key("signatures", "account", "A"));
}

#[tokio::test]
async fn a_store_that_refuses_or_is_not_there_or_is_too_slow_is_a_failure() {
    let mut server = RedisServer::start_with(&["--requirepass", "hush"]);
    let refused = redis(&server).probe().await.expect_err("no password").to_string();
    assert!(refused.contains("NOAUTH") || refused.contains("uthentication"), "{refused}");
    let address = server.address().replace("//", "//:hush@");
    let patient = |address: &str| {
        Redis::with(address, hashes(), SCRIPT, Duration::from_secs(20)).expect("a client")
    };
    patient(&address).probe().await.expect("with the password");
    // All that the script and its connection need, as docs/operations.md says.
    let rights = "on >hush ~rate-limit:* +evalsha +script|load +get +set +time";
    let rights: Vec<_> =
        ["-a", "hush", "ACL", "SETUSER", "shop"].into_iter().chain(rights.split(' ')).collect();
    assert_eq!(server.run(&rights), "OK");
    let shop = patient(&address.replace(":hush", "shop:hush"));
    shop.probe().await.expect("these rights are enough");
    let redis = Redis::new(&address, hashes()).expect("a client");
    server.suspend();
    let started = std::time::Instant::now();
    let failure = redis.probe().await.expect_err("no answer");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    server.resume();
    server.kill();
    let gone = redis.probe().await.expect_err("nobody is there");
    for failure in [failure, gone] {
        assert!(!failure.to_string().contains("hush"), "{failure}");
    }
    let unknown = patient("redis://127.0.0.1:9");
    assert!(matches!(unknown.probe().await, Err(RedisFailure::Failed(_))));
}

/// A step of a schedule: how many seconds pass, and what is counted then.
type Step = (u64, Order, Vec<(Scope, String)>);

fn schedule() -> impl Strategy<Value = Vec<Step>> {
    let keys =
        (0..5_usize, 0..2_usize).prop_map(|(scope, key)| (Scope::ALL[scope], key.to_string()));
    // No key twice: the script reads all of them first.
    let keys = prop::collection::vec(keys, 1..4)
        .prop_map(|keys| keys.into_iter().map(|(scope, key)| ((scope as usize, key), scope)))
        .prop_map(BTreeMap::from_iter)
        .prop_map(|keys| {
            keys.into_iter().map(|((_, key), scope)| (scope, key)).collect::<Vec<_>>()
        });
    // Most at once. After a rest in which a limit recovers in part, the tables in memory remember a
    // key for one interval longer, which is why only whole rests are mixed with `KnownFirst`.
    let seconds = |rest: u64| prop_oneof![9 => Just(0), 1 => (0..30_u64).prop_map(move |tens| rest + tens * 10)];
    let whole =
        (seconds(250), prop_oneof![Just(Order::Listed), Just(Order::KnownFirst)], keys.clone());
    let partial = (seconds(0), Just(Order::Listed), keys);
    prop_oneof![prop::collection::vec(whole, 1..80), prop::collection::vec(partial, 1..80)]
}

/// The script with a clock that the test moves, beside the limits in memory with the same clock.
#[tokio::test]
async fn t5_over_any_schedule_the_script_decides_as_the_limits_in_memory_do() {
    const CLOCK: &str = "the clock";
    const ONE_IN_TWO_MINUTES: Budget = Budget { count: 1, per: Duration::from_mins(2) };
    let server = RedisServer::start();
    let script = SCRIPT.replace("redis.call('TIME')", "redis.call('LRANGE', 'the clock', 0, 1)");
    assert_ne!(script, SCRIPT);
    let redis = Redis::with(&server.address(), hashes(), &script, Duration::from_secs(20))
        .expect("a client");
    let mut raw = redis.connection.clone();
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut waits = 0;
    for _ in 0..40 {
        let steps = schedule().new_tree(&mut runner).expect("a schedule").current();
        let clock = FakeRelativeClock::default();
        let memory = MemoryLimits::new("signatures", ONE_IN_TWO_MINUTES, &clock);
        ::redis::cmd("FLUSHALL").exec_async(&mut raw).await.expect("an answer");
        let mut now = 1_800_000_000;
        for (at, (seconds, order, keys)) in steps.iter().enumerate() {
            now += seconds;
            clock.advance(Duration::from_secs(*seconds));
            ::redis::pipe()
                .del(CLOCK)
                .rpush(CLOCK, &[now, 0])
                .exec_async(&mut raw)
                .await
                .expect("an answer");
            // Long rests empty the tables, as they let keys expire in the store.
            for scope in Scope::ALL {
                memory.table(scope).sweep_if_due();
            }
            let expected = memory.check_now(*order, keys);
            let checked = redis.check("test", ONE_IN_TWO_MINUTES, *order, keys).await;
            assert_eq!(checked.expect("an answer"), expected, "step {at} of {steps:?}");
            waits += usize::from(expected.is_err());
        }
    }
    assert!(waits > 100, "the schedules use limits up: {waits}");
}
