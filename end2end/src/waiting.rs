//! Waiting: until something holds, or long enough that what must not happen would have happened.

use crate::Result;
use std::time::{Duration, Instant};

/// How long [`wait_until`], [`expect!`](crate::expect) and [`expect_page!`](crate::expect_page)
/// wait. Playwright's own five seconds are too short for a machine that runs several browsers.
pub const WAIT_TIMEOUT: Duration = Duration::from_secs(15);

/// Playwright's assertions about what a locator finds, with [`WAIT_TIMEOUT`]. A macro, because the
/// type of an assertion has no public name.
#[macro_export]
macro_rules! expect {
    ($locator:expr) => {
        playwright_rs::expect($locator).with_timeout($crate::WAIT_TIMEOUT)
    };
}

/// Playwright's assertions about a page, with [`WAIT_TIMEOUT`].
#[macro_export]
macro_rules! expect_page {
    ($page:expr) => {
        playwright_rs::expect_page($page).with_timeout($crate::WAIT_TIMEOUT)
    };
}

/// Asks again and again until the answer is yes.
pub async fn wait_until(condition: impl AsyncFnMut() -> Result<bool>) -> Result {
    wait_up_to(WAIT_TIMEOUT, condition).await
}

/// The same, for as long as `timeout`.
pub async fn wait_up_to(
    timeout: Duration,
    mut condition: impl AsyncFnMut() -> Result<bool>,
) -> Result {
    let deadline = Instant::now() + timeout;
    while !condition().await? {
        if Instant::now() > deadline {
            return Err("it did not happen in time".into());
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    Ok(())
}

/// Lets time pass before a test asserts that something has *not* happened. That cannot be waited
/// for, so the time is a guess: as long as it would take on a slow machine.
pub async fn nothing_happens_for(time: Duration) {
    tokio::time::sleep(time).await;
}
