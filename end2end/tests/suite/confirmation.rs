//! After a card is saved: the page shows it as Zuora has it.

use end2end::{
    AddCardPage, Card, Setup, State, browser_test, expect, expect_focus, expect_page,
    nothing_happens_for,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

const CONFIRM: &str = "**/api/payment-methods/confirm";

#[test]
fn a_saved_card_is_shown_as_zuora_has_it_or_as_saved_when_it_cannot_be_read_back() {
    browser_test(Setup::default(), async |test| {
        let form = State::Saved.reach(test).await?;
        expect_focus(&form.cards().item(0)).await?;
        for text in ["Visa ending in 1111 is now your default card", "Visa ************1111"] {
            expect!(form.main()).to_contain_text(text).await?;
        }
        expect!(form.main()).not().to_contain_text("Status: Active").await?;
        form.open_details().await?;
        for text in ["Expires: 10/2034", "Default card: Yes", "Status: Active"] {
            expect!(form.main()).to_contain_text(text).await?;
        }
        expect_page!(&test.page).to_have_title(AddCardPage::TITLE).await?;

        test.abort_requests(CONFIRM).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text("We could not load its details just now").await?;
        form.expect_saved().await?;
        assert_eq!(form.alert().count().await?, 0);
        assert_eq!(test.sandbox.card_count("A00000001").await?, 2);
        Ok(())
    });
}

#[test]
fn reading_the_first_card_back_late_does_not_change_what_is_shown_of_the_second() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let is_first = Arc::new(AtomicBool::new(true));
        let (release, released) = watch::channel(false);
        test.page
            .route(CONFIRM, move |route| {
                let is_first = is_first.swap(false, Ordering::SeqCst);
                let mut released = released.clone();
                async move {
                    if is_first {
                        let _ = released.wait_for(|released| *released).await;
                    }
                    route.continue_(None).await
                }
            })
            .await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text("Checking the card with Zuora").await?;
        let mastercard = Card { number: "5555555555554444", ..Card::VISA };
        form.save_card(mastercard).await?;
        expect!(form.main()).to_contain_text("MasterCard ************4444").await?;

        let late = test.page.expect_response(None).await?;
        release.send(true)?;
        late.wait().await?;
        nothing_happens_for(Duration::from_millis(500)).await;
        expect!(form.main()).to_contain_text("MasterCard ************4444").await?;
        Ok(())
    });
}

#[test]
fn ids_and_codes_are_copied_with_one_press() {
    browser_test(Setup::default(), async |test| {
        let form = State::Saved.reach(test).await?;
        form.open_details().await?;
        test.page
            .context()?
            .grant_permissions(&["clipboard-read", "clipboard-write"], None)
            .await?;
        form.button("Copy").click(None).await?;
        expect!(form.button("Copy ✓")).to_be_disabled().await?;
        // A page may not read the clipboard, and a person may paste.
        form.button("Add another card").click(None).await?;
        form.holder().focus().await?;
        test.page.keyboard().press("Control+V", None).await?;
        let copied = form.holder().input_value(None).await?;
        for part in ["Payment method id: ", "Visa ************1111"] {
            assert!(copied.contains(part), "{copied}");
        }
        Ok(())
    });
}
