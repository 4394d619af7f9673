//! Waiting: until something holds, or long enough that what must not happen would have happened.

use crate::Result;
use std::time::{Duration, Instant};

/// How long [`wait_until`] waits. Playwright's own assertions wait as long.
const WAIT_TIMEOUT: Duration = Duration::from_secs(5);

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
