//! Window sizes that the tests look at, and whether a page fits into one.

use crate::{BrowserTest, Result};
use playwright_rs::Page;

pub const WIDE: (u32, u32) = (1280, 900);

/// A tablet, upright.
pub const MEDIUM: (u32, u32) = (820, 900);

/// The smallest phone, and what a window of 1280 pixels is at 400 % (WCAG 1.4.10).
pub const NARROW: (u32, u32) = (320, 700);

impl BrowserTest {
    /// Whether the page is wider than its window.
    pub async fn scrolls_sideways(&self) -> Result<bool> {
        scrolls_sideways(&self.page).await
    }
}

/// The same of another page.
pub async fn scrolls_sideways(page: &Page) -> Result<bool> {
    let script =
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";
    Ok(page.evaluate(script, None::<&()>).await?)
}
