//! Published test cards: offered in development, and each does what it says.

use end2end::{Setup, browser_test, has_focus};
use playwright_rs::{AriaRole, expect, protocol::GetByRoleOptions};
use std::time::Duration;

#[test]
fn each_test_card_fills_the_form_and_becomes_what_it_says() {
    browser_test(Setup::default(), async |visit| {
        for (name, becomes) in [
            ("Visa 1111", "Visa ending in 1111"),
            ("Mastercard 4444", "Mastercard ending in 4444"),
            ("American Express 0005", "American Express ending in 0005"),
            ("Discover 1117", "Discover ending in 1117"),
            ("Diners Club 5904", "Diners Club ending in 5904"),
            ("JCB 0000", "JCB ending in 0000"),
            ("Visa 0077", "Visa ending in 0077"),
            ("Visa 0002", "Your card was declined"),
            ("Visa 9995", "Your card has insufficient funds"),
            ("Visa 0119", "We do not know whether your card was saved"),
        ] {
            let form = visit.open().await?;
            let summary = visit.page.locator("summary");
            summary.focus().await?;
            visit.page.keyboard().press("Enter", None).await?;
            let button = GetByRoleOptions::default().name(name).exact(true);
            visit.page.get_by_role(AriaRole::Button, Some(button)).press("Enter", None).await?;
            has_focus(&form.number()).await?;
            form.save().await?;
            let shown = expect(form.main()).with_timeout(Duration::from_secs(15));
            shown.to_contain_text(becomes).await?;
        }
        let cards = visit.sandbox.cards("A00000001").await?;
        assert_eq!(cards.len(), 7);
        Ok(())
    });
}
