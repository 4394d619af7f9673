//! The store is gone, and comes back: what is let through meanwhile, and how fast.

use super::{super::redis::redis_server::RedisServer, *};
use std::time::Instant;

/// Allows nothing again while a test runs.
const FIVE: Budget = Budget { count: 5, per: Duration::from_hours(100) };
/// Much longer than a store that is back takes to be noticed.
const PATIENCE: Duration = Duration::from_secs(20);

fn hashes() -> KeyedHash {
    KeyedHash::new(b"the session key", "rate limits").expect("a key")
}

/// A process with a client of its own of `server`.
fn replica(server: &RedisServer) -> SharedStore {
    SharedStore::watched(Redis::patient(server, hashes()))
}

/// How many of these attempts pass.
async fn passing(limits: &dyn Limits, session: &str, attempts: usize) -> usize {
    let keys = [(Scope::Session, session.to_owned())];
    let mut passed = 0;
    for _ in 0..attempts {
        passed += usize::from(limits.check(Order::Listed, &keys).await.is_ok());
    }
    passed
}

async fn wait_until_it_answers(store: &SharedStore, expected: bool) {
    let started = Instant::now();
    while store.availability.answers() != expected {
        assert!(started.elapsed() < PATIENCE, "it has not been noticed");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn t5_replicas_share_a_limit_and_while_the_store_is_gone_each_has_its_own() {
    let mut server = RedisServer::start();
    let stores = [replica(&server), replica(&server), replica(&server)];
    let limits = stores.each_ref().map(|store| store.limits("signatures", FIVE));
    let mut shared = 0;
    for limits in &limits {
        shared += passing(&**limits, "before", 5).await;
    }
    assert_eq!(shared, 5, "while the store answers, one limit");
    server.kill();
    let mut alone = Vec::new();
    for limits in &limits {
        alone.push(passing(&**limits, "during", 20).await);
    }
    assert_eq!(alone, [5, 5, 5], "while it is gone, one for each process, and never more");
    assert_eq!(
        passing(&*limits[0], "before", 20).await,
        0,
        "what a process has let through counts"
    );
    server.start_again();
    for store in &stores {
        wait_until_it_answers(store, true).await;
    }
    let mut after = 0;
    for limits in &limits {
        after += passing(&**limits, "after", 5).await;
    }
    assert_eq!(after, 5, "once it is back, one limit again");
    let mut again = Vec::new();
    for limits in &limits {
        again.push(passing(&**limits, "during", 20).await);
    }
    assert_eq!(again, [0, 0, 0], "it came back empty, and the processes have not forgotten");
}

#[tokio::test]
async fn t5_a_store_that_does_not_answer_delays_one_check_and_no_other() {
    let server = RedisServer::start();
    let store = SharedStore::new(&server.address(), hashes()).expect("a store");
    let limits = store.limits("signatures", FIVE);
    assert_eq!(passing(&*limits, "a", 1).await, 1);
    server.suspend();
    let started = Instant::now();
    assert_eq!(passing(&*limits, "a", 1).await, 1);
    // Ten times the time limit: the machine may be slow.
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert!(!store.availability.answers());
    let started = Instant::now();
    assert_eq!(passing(&*limits, "a", 1000).await, 3, "the limit holds without it");
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    server.resume();
    wait_until_it_answers(&store, true).await;
    assert_eq!(passing(&*limits, "b", 20).await, 5);
}

#[tokio::test]
async fn t5_a_process_that_starts_without_the_store_has_limits_and_finds_it_later() {
    let mut server = RedisServer::start();
    server.kill();
    let store = replica(&server);
    let limits = store.limits("signatures", FIVE);
    assert_eq!(passing(&*limits, "a", 20).await, 5);
    wait_until_it_answers(&store, false).await;
    server.start_again();
    wait_until_it_answers(&store, true).await;
    assert_eq!(passing(&*limits, "b", 20).await, 5);
    assert_eq!(server.run(&["EXISTS", "nothing"]), "0");
    assert!(server.run(&["DBSIZE"]).parse::<u32>().is_ok_and(|keys| keys >= 1), "counted there");
}
