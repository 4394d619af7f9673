//! What keeps a server from running for months: memory, descriptors and tables that grow with every
//! request. `cargo xtask soak` does the same with a million requests.

use end2end::{
    block_on,
    soak::{SIGNATURE_BUDGET, soak},
};

const REQUESTS: usize = 20_000;

#[test]
fn r30_twenty_thousand_requests_of_all_kinds_leave_nothing_behind() {
    let report = block_on(soak(REQUESTS, SIGNATURE_BUDGET));
    assert!(report.is_flat(), "{report}");
    assert!(report.most_keys() > 100, "the rate limits have counted nothing:\n{report}");
}

/// The twin: with limits that take a quarter of an hour and more to recover, the server remembers everybody who came, and the
/// soak says so.
#[test]
fn r30_a_soak_tells_when_the_rate_limits_forget_nobody() {
    let report = block_on(soak(5_000, "1000/1000h"));
    assert!(!report.is_flat() && report.keys_left() > 100, "{report}");
}
