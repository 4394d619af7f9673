//! Published test cards: offered in development, and each does what it says.

use end2end::{Setup, browser_test, has_focus};
use playwright_rs::{AriaRole, expect, protocol::GetByRoleOptions};

#[test]
fn each_test_card_fills_the_form_and_becomes_what_it_says() {
    browser_test(Setup::default(), async |visit| {
        for (name, heading) in [
            ("Visa 1111", "Card saved"),
            ("Mastercard 4444", "Card saved"),
            ("American Express 0005", "Card saved"),
            ("Discover 1117", "Card saved"),
            ("Diners Club 5904", "Card saved"),
            ("JCB 0000", "Card saved"),
            ("Visa 0002", "Zuora did not save the card"),
            ("Visa 9995", "Zuora did not save the card"),
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
            expect(form.main()).to_contain_text(heading).await?;
        }
        let cards = visit.sandbox.cards("A00000001").await?;
        assert_eq!(cards.len(), 6);
        Ok(())
    });
}
