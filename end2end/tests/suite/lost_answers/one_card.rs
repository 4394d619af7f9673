//! One attempt saves one card, and no other card of the account is taken for it.

use super::{ACCOUNT, CHECK, LIST, SOON};
use end2end::{
    AddCardPage, Card, Result, Setup, browser_test, expect, fetch_json,
    names::{NOT_SAVED, UNKNOWN},
    wait_until, wait_up_to,
};
use playwright_rs::FulfillOptions;
use serde_json::json;

/// A card that was there before is not taken for the one that was sent.
#[test]
fn an_older_card_with_the_same_number_is_not_taken_for_the_new_one() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        test.sandbox.fail("preflight", json!({"status": 500})).await?;
        let form = test.open_add_card().await?;
        form.cards().expect_count(1).await?;
        test.sandbox.fail_times("create-payment-method", json!({"malformed": true}), 2).await?;
        form.save_card(Card::VISA).await?;
        wait_up_to(SOON, async || Ok(form.heading(NOT_SAVED).count().await? == 1)).await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
        Ok(())
    });
}

/// Nobody can tell then which of the account's cards is new, so the page does not say that one was
/// saved. After a reload the customer has the form and the list.
#[test]
fn where_the_list_was_not_known_before_the_outcome_stays_open() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        test.abort_requests(LIST).await?;
        let form = test.open_add_card().await?;
        expect!(form.main()).to_contain_text("We could not load your cards").await?;
        test.sandbox.fail_times("create-payment-method", json!({"reset": true}), 2).await?;
        form.fill_card(Card::VISA).await?;
        form.save().await?;
        expect!(form.heading(UNKNOWN)).to_be_visible().await?;
        test.page.unroute(LIST).await?;
        wait_up_to(SOON, async || Ok(form.button(CHECK).count().await? == 1)).await?;
        assert_eq!(form.saved().count().await?, 0);
        expect!(form.alert()).to_contain_text(UNKNOWN).await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);

        let form = test.open_add_card().await?;
        form.cards().expect_count(1).await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 2);
        Ok(())
    });
}

/// A list that was requested before a card was saved does not have it, and arrives afterwards.
#[test]
fn a_card_that_a_late_list_does_not_have_is_not_taken_for_the_new_one() {
    browser_test(Setup::default(), async |test| {
        let (arrive, arrived) = tokio::sync::watch::channel(false);
        test.page
            .route(LIST, move |route| {
                let mut arrived = arrived.clone();
                async move {
                    let list = fetch_json(&route).await?;
                    let _ = arrived.wait_for(|arrived| *arrived).await;
                    route.fulfill(FulfillOptions::builder().json(&list)?.build()).await
                }
            })
            .await?;
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        arrive.send(true)?;
        form.cards().expect_count(1).await?;
        form.reopen().await?;
        test.sandbox.fail_times("create-payment-method", json!({"reset": true}), 2).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.heading(UNKNOWN)).to_be_visible().await?;
        wait_up_to(SOON, async || Ok(form.heading(NOT_SAVED).count().await? == 1)).await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
        Ok(())
    });
}

#[test]
fn two_pages_of_a_browser_save_one_card() {
    browser_test(Setup::default(), async |test| {
        let first = test.open_add_card().await?;
        let page = test.page.context()?.new_page().await?;
        page.goto(&test.site, None).await?;
        let second = AddCardPage::new(&page, first.names());
        second.wait_until_hydrated().await?;
        for form in [&first, &second] {
            form.cards().expect_count(0).await?;
            form.fill_card(Card::VISA).await?;
        }
        test.sandbox.fail("create-payment-method", json!({"delayMs": 1000})).await?;
        let (one, two) = tokio::join!(first.save(), second.save());
        one?;
        two?;
        for form in [&first, &second] {
            form.expect_saved().await?;
        }
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
        Ok(())
    });
}

/// The page requests its turn while the button is pressed, and keeps no other page from saving when the
/// pointer leaves the button.
#[test]
fn a_press_that_becomes_no_click_gives_the_turn_back() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        form.save_button().dispatch_event("pointerdown", None).await?;
        let held = async || -> Result<usize> {
            let script = "async () => (await navigator.locks.query()).held.length";
            Ok(test.page.evaluate(script, None::<&()>).await?)
        };
        wait_until(async || Ok(held().await? == 1)).await?;
        wait_until(async || Ok(held().await? == 0)).await?;
        form.save().await?;
        form.expect_saved().await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
        Ok(())
    });
}
