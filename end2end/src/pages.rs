//! Page objects: what can be done on a page, by role and accessible name only.

mod add_card;

pub use add_card::{AddCard, Card, ENGLISH, GERMAN, Names, named};

use crate::Result;
use playwright_rs::protocol::Locator;
use std::time::{Duration, Instant};

/// Waits until an element has the focus. (The crate's own assertion cannot be used with elements found by role.)
///
/// # Errors
/// When it does not get it within five seconds.
pub async fn has_focus(element: &Locator) -> Result {
    let given_up = Instant::now() + Duration::from_secs(5);
    while !element.evaluate("element => element === document.activeElement", None::<()>).await? {
        if Instant::now() > given_up {
            return Err(format!("{} does not have the focus", element.selector()).into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}
