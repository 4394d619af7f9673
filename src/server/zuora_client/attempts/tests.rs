//! Calls to a Zuora that follows a script, by a clock of the test's own.

use super::*;
use futures::future::join_all;
use std::cell::Cell;
use tokio::time::advance;

const CALL: Duration = Duration::from_secs(8);

fn busy(status: u16, retry_after: Option<u64>) -> ZuoraError {
    ZuoraError::Busy { status, retry_after: retry_after.map(Duration::from_secs) }
}

/// A Zuora that fails like this so many times, and then answers; it counts the calls.
struct Script {
    error: ZuoraError,
    failures: u32,
    calls: Cell<u32>,
}

impl Script {
    fn new(error: ZuoraError, failures: u32) -> Self {
        Self { error, failures, calls: Cell::new(0) }
    }

    async fn make(&self, attempts: &Attempts, repeat: Repeat) -> Result<(), ZuoraError> {
        let answer = async || {
            self.calls.set(self.calls.get() + 1);
            match self.calls.get() > self.failures {
                true => Ok(()),
                false => Err(self.error.clone()),
            }
        };
        attempts.make("test", repeat, Instant::now() + CALL, answer).await
    }
}

/// How one call ends, how often it was made, and how long that took.
async fn outcome(error: ZuoraError, failures: u32) -> (Result<(), ZuoraError>, u32, Duration) {
    let script = Script::new(error, failures);
    let begun = Instant::now();
    let result = script.make(&Attempts::default(), Repeat::Always).await;
    (result, script.calls.get(), begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn r7_a_wait_that_fits_is_kept_and_one_that_does_not_is_passed_on() {
    let (result, calls, took) = outcome(busy(429, Some(1)), 1).await;
    assert!(result.is_ok() && calls == 2);
    assert!((1000..1300).contains(&took.as_millis()), "{took:?}");

    let (result, calls, took) = outcome(busy(429, Some(3600)), 1).await;
    let Err(ZuoraError::Busy { retry_after: Some(wait), .. }) = result else {
        panic!("{result:?}")
    };
    assert_eq!((wait.as_secs(), calls, took), (3600, 1, Duration::ZERO));

    let (result, calls, took) = outcome(busy(429, None), 1).await;
    assert!(result.is_ok() && calls == 2);
    assert!(took <= Duration::from_millis(1001), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn r7_waits_that_fit_one_by_one_and_not_together_end_at_the_deadline() {
    let (result, calls, took) = outcome(busy(503, Some(5)), 9).await;
    assert!(matches!(result, Err(ZuoraError::Busy { .. })), "{result:?}");
    assert_eq!(calls, 2);
    assert!(took < CALL, "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn r8_each_failure_of_zuoras_is_tried_three_times() {
    let unreachable = || ZuoraError::Unreachable(String::new());
    let broken = || ZuoraError::Broken(String::new());
    for error in [busy(500, None), busy(502, None), busy(503, None), busy(504, None)]
        .into_iter()
        .chain([busy(408, None), unreachable(), broken()])
    {
        for (failures, is_ok, expected) in [(0, true, 1), (1, true, 2), (2, true, 3), (3, false, 3)]
        {
            let (result, calls, _) = outcome(error.clone(), failures).await;
            assert_eq!((result.is_ok(), calls), (is_ok, expected), "{error} {failures} times");
        }
    }
}

/// The bound of the AWS SDKs' quota, which this one keeps as well. 429 is no outage, so the circuit
/// has no part in it.
#[tokio::test(start_paused = true)]
async fn r8_a_thousand_failing_calls_cost_zuora_hardly_more_than_a_thousand() {
    for (error, least) in [(busy(429, None), 1000 + 30), (busy(503, None), 20)] {
        let attempts = Attempts::default();
        let script = Script::new(error, u32::MAX);
        let all = join_all((0..1000).map(|_| script.make(&attempts, Repeat::Always))).await;
        assert!(all.iter().all(Result::is_err));
        let calls = script.calls.get();
        assert!((least..=1000 + 500 / 14 + 1).contains(&calls), "{calls}");
    }
}

#[tokio::test(start_paused = true)]
async fn r8_the_quota_fills_again_with_time_and_with_answers() {
    let attempts = Attempts::default();
    let failing = Script::new(busy(429, None), u32::MAX);
    let answered = Script::new(busy(429, None), 0);
    let retries = async |calls: u32| {
        let before = failing.calls.get();
        join_all((0..calls).map(|_| failing.make(&attempts, Repeat::Always))).await;
        failing.calls.get() - before - calls
    };
    assert_eq!(retries(100).await, 30);
    advance(QUOTA_WINDOW * 2).await;
    assert_eq!(retries(100).await, 30, "after a while");
    for _ in 0..100 {
        assert!(answered.make(&attempts, Repeat::Always).await.is_ok());
    }
    assert_eq!(retries(100).await, 10, "a tenth of the answers");
}

#[tokio::test(start_paused = true)]
async fn r8_an_outage_opens_the_circuit_which_closes_by_itself() {
    let attempts = Attempts::default();
    let script = Script::new(ZuoraError::Unreachable(String::new()), 20);
    let mut last = Ok(());
    while script.calls.get() < 20 {
        last = script.make(&attempts, Repeat::Always).await;
    }
    assert!(last.is_err());
    let refused = script.make(&attempts, Repeat::Always).await;
    let Err(ZuoraError::CircuitOpen(wait)) = refused else { panic!("{refused:?}") };
    assert_eq!(script.calls.get(), 20, "and Zuora is not called");
    advance(wait).await;
    assert!(script.make(&attempts, Repeat::Always).await.is_ok());
    assert_eq!(script.calls.get(), 21);
}

/// A refusal is an answer, and so is "too many requests".
#[tokio::test(start_paused = true)]
async fn r8_a_zuora_that_answers_is_not_down() {
    for error in [
        busy(429, Some(3600)),
        ZuoraError::ClientRefused,
        ZuoraError::BearerRefused,
        ZuoraError::Protocol(200, "no JSON"),
    ] {
        let attempts = Attempts::default();
        let script = Script::new(error, 100);
        for _ in 0..100 {
            assert!(script.make(&attempts, Repeat::Always).await.is_err());
        }
        assert_eq!(script.calls.get(), 100);
        assert!(script.make(&attempts, Repeat::Always).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn r11_a_call_that_never_ends_is_given_up_at_the_deadline() {
    let attempts = Attempts::default();
    let begun = Instant::now();
    let calls = Cell::new(0);
    let result = attempts.make("test", Repeat::Always, begun + CALL, || {
        calls.set(calls.get() + 1);
        std::future::pending::<Result<(), _>>()
    });
    assert!(matches!(result.await, Err(ZuoraError::TimedOut)));
    assert_eq!((calls.get(), begun.elapsed().as_secs()), (1, 8));
}

/// Zuora may have made the change, and would make another.
#[tokio::test(start_paused = true)]
async fn a_change_is_made_once_unless_there_was_no_connection() {
    for (error, calls) in [
        (busy(503, Some(1)), 1),
        (ZuoraError::Broken(String::new()), 1),
        (ZuoraError::TimedOut, 1),
        (ZuoraError::Unreachable(String::new()), 2),
    ] {
        let script = Script::new(error.clone(), 1);
        let result = script.make(&Attempts::default(), Repeat::IfNotSent).await;
        assert_eq!((result.is_ok(), script.calls.get()), (calls == 2, calls), "{error}");
    }
}
