//! The circuit by a clock of the test's own.

use super::*;
use tokio::time::advance;

fn call(circuit: &Circuit, has_failed: bool) -> bool {
    circuit.admit().map(|pass| pass.record(has_failed)).is_ok()
}

/// A circuit that has just opened.
fn open() -> Circuit {
    let circuit = Circuit::default();
    for _ in 0..MIN_CALLS {
        assert!(call(&circuit, true));
    }
    assert!(!call(&circuit, true));
    circuit
}

fn wait(circuit: &Circuit) -> Duration {
    circuit.admit().map(|_| ()).expect_err("it is open")
}

#[tokio::test(start_paused = true)]
async fn an_outage_opens_the_circuit_and_the_wait_is_known() {
    let circuit = open();
    assert_eq!(wait(&circuit), OPEN_TIME);
    advance(OPEN_TIME / 5).await;
    assert_eq!(wait(&circuit), OPEN_TIME / 5 * 4);
}

/// The twin: fewer failures, or failures long ago, or one customer whose calls alone fail.
#[tokio::test(start_paused = true)]
async fn single_failures_open_no_circuit() {
    let circuit = Circuit::default();
    for _ in 0..100 {
        for has_failed in [false, false, true] {
            assert!(call(&circuit, has_failed));
        }
    }
    let circuit = Circuit::default();
    for _ in 0..100 {
        for _ in 1..MIN_CALLS {
            assert!(call(&circuit, true));
        }
        advance(WINDOW).await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_circuit_closes_by_itself_when_zuora_is_back() {
    let circuit = open();
    advance(OPEN_TIME).await;
    for _ in 0..100 {
        assert!(call(&circuit, false));
    }
}

#[tokio::test(start_paused = true)]
async fn one_call_at_a_time_finds_out_whether_zuora_is_back() {
    let circuit = open();
    advance(OPEN_TIME).await;
    let probe = circuit.admit().expect("the first");
    for _ in 0..100 {
        assert_eq!(wait(&circuit), PROBE_TIME);
    }
    probe.record(true);
    assert_eq!(wait(&circuit), OPEN_TIME * 2, "twice as long the second time");
    for expected in [OPEN_TIME * 4, MAX_OPEN_TIME, MAX_OPEN_TIME] {
        advance(MAX_OPEN_TIME).await;
        assert!(call(&circuit, true));
        assert_eq!(wait(&circuit), expected);
    }
}

/// Its client has gone, or the deadline has passed.
#[tokio::test(start_paused = true)]
async fn an_abandoned_probe_is_followed_by_another() {
    let circuit = open();
    advance(OPEN_TIME).await;
    drop(circuit.admit().expect("the first"));
    assert!(call(&circuit, false));
    assert!(call(&circuit, false) && call(&circuit, false), "it is closed");
}

/// Calls from before the outage, which end while the circuit is open, neither close nor open it.
#[tokio::test(start_paused = true)]
async fn a_call_from_before_changes_nothing() {
    let circuit = Circuit::default();
    let (early, late) = (circuit.admit().expect("closed"), circuit.admit().expect("closed"));
    for _ in 0..MIN_CALLS {
        call(&circuit, true);
    }
    early.record(false);
    assert_eq!(wait(&circuit), OPEN_TIME);
    advance(OPEN_TIME).await;
    let probe = circuit.admit().expect("the first");
    late.record(true);
    assert_eq!(wait(&circuit), PROBE_TIME);
    probe.record(false);
    assert!(call(&circuit, false));
}
