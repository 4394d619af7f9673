//! The page is closed, loaded again, or offline while the card is on its way.

use super::{CHECK, SOON, expect_found, expect_not_saved, hold_list};
use end2end::{
    AddCardPage, BrowserTest, Card, Result, Setup, browser_test, expect,
    names::{NOT_SAVED, UNKNOWN},
    nothing_happens_for, wait_until, wait_up_to,
};
use serde_json::json;
use std::time::Duration;

const CREATE: &str = "**/v1/payment-methods/credit-cards";

#[test]
fn a_page_that_is_loaded_again_or_opened_anew_finds_the_card() {
    for is_new_tab in [false, true] {
        browser_test(Setup::default(), async |test| {
            let form = test.open_add_card().await?;
            let late = json!({"delayMs": 20_000, "after": true});
            test.sandbox.fail("create-payment-method", late).await?;
            form.save_card(Card::VISA).await?;
            expect!(form.main()).to_contain_text(form.names().sending).await?;
            wait_until_sent(test).await?;
            let page = match is_new_tab {
                true => {
                    let page = test.page.context()?.new_page().await?;
                    test.page.close().await?;
                    page
                }
                false => test.page.clone(),
            };
            let list = hold_list(&page).await?;
            page.goto(&test.site, None).await?;
            let form = AddCardPage::new(&page, form.names());
            expect!(form.heading(UNKNOWN)).to_be_visible().await?;
            expect!(form.alert()).to_contain_text("was closed or loaded again").await?;
            drop(list);
            expect_found(test, &form).await?;

            // What is known is not found out again.
            page.reload(None).await?;
            form.wait_until_hydrated().await?;
            form.cards().expect_count(1).await?;
            assert_eq!(form.heading(UNKNOWN).count().await?, 0);
            Ok(())
        });
    }
}

/// Waits until the card is on its way, and then long enough that it has arrived.
async fn wait_until_sent(test: &BrowserTest) -> Result {
    wait_until(async || {
        let storage: bool =
            test.page.evaluate("() => localStorage.length > 0", None::<&()>).await?;
        Ok(storage)
    })
    .await?;
    nothing_happens_for(Duration::from_millis(500)).await;
    Ok(())
}

#[test]
fn a_page_that_was_left_before_the_card_arrived_says_that_it_was_not_saved() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.hold_requests(CREATE).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text(form.names().sending).await?;
        wait_until_sent(test).await?;
        let form = test.open_add_card().await?;
        expect!(form.heading(UNKNOWN)).to_be_visible().await?;
        expect_not_saved(test, &form).await?;
        expect!(form.number()).to_have_value("").await?;
        Ok(())
    });
}

#[test]
fn offline_the_outcome_stays_open_until_the_browser_is_online_again() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        wait_until(async || {
            Ok(test.sandbox.calls().await?.iter().any(|call| call.contains("hmac")))
        })
        .await?;
        form.cards().expect_count(0).await?;
        nothing_happens_for(Duration::from_millis(300)).await;
        test.page.context()?.set_offline(true).await?;
        form.save().await?;
        expect!(form.heading(UNKNOWN)).to_be_visible().await?;
        wait_up_to(SOON, async || Ok(form.button(CHECK).count().await? == 1)).await?;
        assert_eq!(form.heading(NOT_SAVED).count().await?, 0);
        test.page.context()?.set_offline(false).await?;
        expect_not_saved(test, &form).await
    });
}

/// What the browser keeps of an attempt has nothing of the card.
#[test]
fn t3_the_note_of_an_attempt_names_no_card_and_goes_with_the_outcome() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 1500})).await?;
        form.save_card(Card::VISA).await?;
        let stored = async || -> Result<String> {
            let script = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])";
            Ok(test.page.evaluate(script, None::<&()>).await?)
        };
        wait_until(async || Ok(stored().await? != "[{},{}]")).await?;
        let note = stored().await?;
        for text in ["1111", "4111", "2034", "739", "Ada"] {
            assert!(!note.contains(text), "{note}");
        }
        form.expect_saved().await?;
        assert_eq!(stored().await?, "[{},{}]");
        Ok(())
    });
}
