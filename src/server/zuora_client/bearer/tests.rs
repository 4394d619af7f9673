//! The bearer token by a clock of the test's own, from a Zuora that follows a script.

use super::*;
use futures::future::join_all;
use secrecy::ExposeSecret as _;
use std::{
    collections::VecDeque,
    sync::atomic::{AtomicUsize, Ordering},
};
use tokio::{
    task::yield_now,
    time::{advance, sleep, timeout},
};

const LIFE: Duration = Duration::from_hours(1);
const ROUND_TRIP: Duration = Duration::from_millis(100);

/// A Zuora that answers each token request after a while: with the next line of its script, or with
/// a token that has the number of the request.
#[derive(Clone, Default)]
struct Script(Arc<(AtomicUsize, Mutex<VecDeque<ZuoraError>>)>);

impl Script {
    fn failing(errors: impl IntoIterator<Item = ZuoraError>) -> Self {
        let script = Self::default();
        script.fail(errors);
        script
    }

    fn fail(&self, errors: impl IntoIterator<Item = ZuoraError>) {
        self.0.1.lock().expect("the script").extend(errors);
    }

    fn calls(&self) -> usize {
        self.0.0.load(Ordering::Relaxed)
    }

    fn bearer(&self) -> Bearer {
        let script = self.clone();
        Bearer::new(move || {
            let number = script.0.0.fetch_add(1, Ordering::Relaxed) + 1;
            let error = script.0.1.lock().expect("the script").pop_front();
            Box::pin(async move {
                sleep(ROUND_TRIP).await;
                let grant = Grant { secret: number.to_string().into(), life: LIFE };
                error.map_or(Ok(grant), Err)
            })
        })
    }
}

async fn secret(bearer: &Bearer) -> String {
    bearer.token().await.expect("a token").secret.expose_secret().to_owned()
}

/// The token that is there without any wait.
async fn secret_at_once(bearer: &Bearer) -> String {
    timeout(Duration::ZERO, secret(bearer)).await.expect("no wait")
}

fn busy(retry_after: u64) -> ZuoraError {
    ZuoraError::Busy { status: 429, retry_after: Some(Duration::from_secs(retry_after)) }
}

#[tokio::test(start_paused = true)]
async fn r1_two_hundred_cold_callers_share_one_token_request() {
    let script = Script::default();
    let bearer = script.bearer();
    let secrets = join_all((0..200).map(|_| secret(&bearer))).await;
    assert!(secrets.iter().all(|secret| secret == "1"));
    assert_eq!(script.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn r1_two_hundred_callers_share_one_failure_and_the_next_asks_again() {
    let script = Script::failing([ZuoraError::Broken(String::new())]);
    let bearer = script.bearer();
    let tokens = join_all((0..200).map(|_| bearer.token())).await;
    assert!(tokens.iter().all(Result::is_err));
    assert_eq!(script.calls(), 1);
    assert_eq!(secret(&bearer).await, "2");
}

#[tokio::test(start_paused = true)]
async fn r2_a_token_is_renewed_before_its_end_and_nobody_waits() {
    let script = Script::default();
    let bearer = script.bearer();
    assert_eq!(secret(&bearer).await, "1");
    // Zuora's answer has taken some of it.
    advance(renew_after(LIFE).saturating_sub(ROUND_TRIP * 2)).await;
    assert_eq!(secret_at_once(&bearer).await, "1");
    assert_eq!(script.calls(), 1, "not too early");
    advance(ROUND_TRIP * 2).await;
    for _ in 0..200 {
        assert_eq!(secret_at_once(&bearer).await, "1");
    }
    sleep(ROUND_TRIP * 2).await;
    assert_eq!(secret_at_once(&bearer).await, "2");
    assert_eq!(script.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn r3_two_hundred_refusals_of_one_token_cause_one_request() {
    let script = Script::default();
    let bearer = script.bearer();
    let old = bearer.token().await.expect("a token");
    let renewed = join_all((0..200).map(async |_| {
        assert!(bearer.refuse(&old));
        secret(&bearer).await
    }));
    assert!(renewed.await.iter().all(|secret| secret == "2"));
    assert_eq!(script.calls(), 2);
    // One that comes late says nothing about the new token.
    assert!(bearer.refuse(&old));
    assert_eq!(secret_at_once(&bearer).await, "2");
}

/// Whatever Zuora refuses then, it is not the token.
#[tokio::test(start_paused = true)]
async fn r3_while_zuora_refuses_each_token_a_new_one_is_fetched_once_in_five_seconds() {
    let script = Script::default();
    let bearer = script.bearer();
    let token = bearer.token().await.expect("a token");
    assert!(bearer.refuse(&token));
    for _ in 0..100 {
        let token = bearer.token().await.expect("a token");
        assert!(!bearer.refuse(&token));
    }
    assert_eq!(script.calls(), 2);
    advance(REFUSAL_TTL).await;
    assert!(bearer.refuse(&bearer.token().await.expect("a token")));
    // The twin: a token that was taken once can be revoked.
    let token = bearer.token().await.expect("a token");
    bearer.accept(&token);
    assert!(bearer.refuse(&token));
}

#[tokio::test(start_paused = true)]
async fn r4_while_the_renewal_fails_the_old_token_is_used_to_its_end() {
    let script = Script::default();
    let bearer = script.bearer();
    assert_eq!(secret(&bearer).await, "1");
    script.fail((0..1000).map(|_| ZuoraError::Broken(String::new())));
    let begun = Instant::now();
    advance(renew_after(LIFE)).await;
    // A second before its end.
    let last = LIFE.saturating_sub(ROUND_TRIP + Duration::from_secs(1));
    while begun.elapsed() < last {
        assert_eq!(secret_at_once(&bearer).await, "1");
        sleep(Duration::from_millis(500)).await;
    }
    // Once in five seconds.
    let attempts = script.calls() - 1;
    assert!((50..=60).contains(&attempts), "{attempts}");
    advance(Duration::from_secs(1)).await;
    assert!(bearer.token().await.is_err(), "and not beyond it");
}

/// A client that goes away while it waits takes nobody's token with it, at whichever point.
#[tokio::test(start_paused = true)]
async fn r5_who_has_caused_the_request_can_go_and_the_others_get_the_token() {
    for polls in 0..6 {
        let script = Script::default();
        let bearer = script.bearer();
        let mut leader = Box::pin(bearer.token());
        let mut follower = Box::pin(bearer.token());
        for _ in 0..polls {
            assert!(futures::poll!(&mut leader).is_pending());
            assert!(futures::poll!(&mut follower).is_pending() || polls == 0);
            yield_now().await;
        }
        drop(leader);
        assert!(follower.await.is_ok(), "after {polls} polls");
        assert_eq!(script.calls(), 1, "after {polls} polls");
    }
}

#[tokio::test(start_paused = true)]
async fn r5_a_token_whose_callers_have_all_gone_serves_the_next() {
    let script = Script::default();
    let bearer = script.bearer();
    assert!(timeout(ROUND_TRIP / 2, bearer.token()).await.is_err());
    sleep(ROUND_TRIP).await;
    assert_eq!(secret_at_once(&bearer).await, "1");
}

#[tokio::test(start_paused = true)]
async fn r6_a_refused_client_is_sent_once_in_five_seconds() {
    let script = Script::failing([ZuoraError::ClientRefused, ZuoraError::ClientRefused]);
    let bearer = script.bearer();
    for _ in 0..100 {
        assert!(matches!(bearer.token().await, Err(ZuoraError::ClientRefused)));
    }
    assert_eq!(script.calls(), 1);
    advance(REFUSAL_TTL).await;
    assert!(bearer.token().await.is_err());
    assert_eq!(script.calls(), 2);
    advance(REFUSAL_TTL).await;
    assert_eq!(secret(&bearer).await, "3", "and it recovers");
}

#[tokio::test(start_paused = true)]
async fn r7_no_token_is_asked_for_before_zuora_allows_it() {
    let script = Script::failing([busy(10)]);
    let bearer = script.bearer();
    assert!(bearer.token().await.is_err());
    advance(Duration::from_secs(4)).await;
    let error = bearer.token().await.expect_err("too early");
    let ZuoraError::Busy { retry_after: Some(rest), .. } = error else { panic!("{error}") };
    assert_eq!(rest, Duration::from_secs(6), "the rest of the time");
    advance(rest).await;
    assert_eq!(secret(&bearer).await, "2");
}

/// A token is never used in its last moments, and a short one is not renewed all the time.
#[test]
fn a_token_is_renewed_five_minutes_before_its_end_or_when_a_tenth_of_its_life_is_left() {
    for (life, renewed) in [
        (0, 0),
        (10, 9),
        (100, 90),
        (300, 270),
        (600, 540),
        // From here on, five minutes are less than a tenth.
        (3000, 2700),
        (3010, 2710),
        (3598, 3298),
        (7200, 6900),
    ] {
        assert_eq!(renew_after(Duration::from_secs(life)), Duration::from_secs(renewed), "{life}");
    }
}
