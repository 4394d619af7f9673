//! The signature is ready when the button is pressed: when it is fetched, how long it is kept, and
//! what happens when it could not be fetched or has expired.

use end2end::{
    BrowserTest, CAME_BACK, Card, Result, Setup, browser_test, expect, nothing_happens_for,
    wait_until,
};
use serde_json::json;
use std::time::Duration;

const SIGN: &str = "POST /v1/hmac-signatures";
const CREATE: &str = "POST /v1/payment-methods/credit-cards";
const PREFLIGHT: &str = "OPTIONS /v1/payment-methods/credit-cards";

async fn count(test: &BrowserTest, call: &str) -> Result<usize> {
    Ok(test.sandbox.calls().await?.iter().filter(|other| *other == call).count())
}

async fn expect_count(test: &BrowserTest, call: &str, expected: usize) -> Result {
    wait_until(async || Ok(count(test, call).await? >= expected)).await?;
    nothing_happens_for(Duration::from_millis(300)).await;
    assert_eq!(count(test, call).await?, expected, "{call}");
    Ok(())
}

#[test]
fn a_complete_number_fetches_one_signature_and_the_click_sends_it() {
    browser_test(Setup::default(), async |test| {
        test.sandbox.set_preflight_max_age(600).await?;
        let form = test.open_add_card().await?;
        let incomplete = &Card::VISA.number[..15];
        form.number().fill(incomplete, None).await?;
        // The last digit is wrong.
        form.number().fill("4111111111111112", None).await?;
        expect_count(test, SIGN, 0).await?;
        form.number().fill(Card::VISA.number, None).await?;
        expect_count(test, SIGN, 1).await?;
        form.fill_card(Card::VISA).await?;
        form.number().fill("4242424242424242", None).await?;
        expect_count(test, SIGN, 1).await?;
        assert_eq!(count(test, CREATE).await?, 0);
        form.save().await?;
        form.expect_saved().await?;
        expect_count(test, SIGN, 1).await?;
        assert_eq!(count(test, CREATE).await?, 1);

        // The second card needs no other preflight.
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        expect_count(test, SIGN, 2).await?;
        assert_eq!((count(test, CREATE).await?, count(test, PREFLIGHT).await?), (2, 1));
        Ok(())
    });
}

#[test]
fn a_signature_that_could_not_be_fetched_early_is_fetched_by_the_click() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("hmac-signatures", json!({"rateLimit": {"retryAfter": 30}})).await?;
        form.fill_card(Card::VISA).await?;
        expect_count(test, SIGN, 1).await?;
        assert_eq!(form.alert().count().await?, 0, "nobody has asked for anything yet");
        form.save().await?;
        form.expect_saved().await?;
        expect_count(test, SIGN, 2).await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn a_click_while_the_signature_is_on_its_way_waits_for_that_one() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("hmac-signatures", json!({"delayMs": 1500})).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text("Getting permission to send your card").await?;
        form.expect_saved().await?;
        expect_count(test, SIGN, 1).await?;
        Ok(())
    });
}

/// Zuora refuses it before anything is created, and the page tries once more by itself.
#[test]
fn an_expired_signature_is_replaced_once_and_one_card_is_saved() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        expect_count(test, SIGN, 1).await?;
        test.sandbox.advance_clock(600).await?;
        form.save().await?;
        form.expect_saved().await?;
        assert_eq!((count(test, SIGN).await?, count(test, CREATE).await?), (2, 2));
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn a_signature_is_renewed_while_the_form_is_in_use() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        form.number().fill(Card::VISA.number, None).await?;
        expect_count(test, SIGN, 1).await?;
        test.fast_forward(Duration::from_secs(220)).await?;
        form.holder().fill("Ada", None).await?;
        expect_count(test, SIGN, 1).await?;
        test.fast_forward(Duration::from_secs(30)).await?;
        expect_count(test, SIGN, 2).await?;
        Ok(())
    });
}

#[test]
fn an_unused_form_keeps_no_signature() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        form.number().fill(Card::VISA.number, None).await?;
        expect_count(test, SIGN, 1).await?;
        test.fast_forward(Duration::from_secs(250)).await?;
        expect_count(test, SIGN, 1).await?;
        // Whoever comes back gets another.
        form.holder().fill("Ada", None).await?;
        expect_count(test, SIGN, 2).await?;
        Ok(())
    });
}

#[test]
fn t5_a_signature_that_is_fetched_early_counts_in_the_rate_limit() {
    let setup = Setup { settings: vec![("SIGNATURE_BUDGET", "1/10m".into())], ..Setup::default() };
    browser_test(setup, async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        form.fill_card(Card::VISA).await?;
        nothing_happens_for(Duration::from_millis(300)).await;
        assert_eq!(form.alert().count().await?, 0);
        form.save().await?;
        expect!(form.alert()).to_contain_text("Too many attempts").await?;
        expect!(form.alert()).to_contain_text("Minutes to wait: 10").await?;
        test.fast_forward(Duration::from_secs(130)).await?;
        expect!(form.alert()).to_contain_text("Minutes to wait: 8").await?;
        test.fast_forward(Duration::from_secs(500)).await?;
        expect!(form.alert()).to_contain_text("You can try again now").await?;
        expect!(form.button("Try again")).to_be_visible().await?;
        Ok(())
    });
}

/// In another tab or window, somebody may have signed in or out. The next signature is for the click,
/// so that going back and forth does not use up the rate limit.
#[test]
fn t26_a_signature_from_before_the_customer_was_elsewhere_is_not_used() {
    for came_back in CAME_BACK {
        browser_test(Setup::default(), async |test| {
            let form = test.open_add_card().await?;
            form.fill_card(Card::VISA).await?;
            expect_count(test, SIGN, 1).await?;
            for holder in ["Ada", "Ada Lovelace"] {
                test.page.evaluate_expression(came_back).await?;
                form.holder().fill(holder, None).await?;
            }
            expect_count(test, SIGN, 1).await?;
            form.save().await?;
            form.expect_saved().await?;
            expect_count(test, SIGN, 2).await?;
            assert_eq!(count(test, CREATE).await?, 1);
            Ok(())
        });
    }
}

/// The name is what the signature of *Create Account* is bound to.
#[test]
fn a_signature_for_another_name_is_not_used() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_account().await?;
        form.fill(Card::VISA).await?;
        expect_count(test, SIGN, 1).await?;
        form.textbox("Account name").fill("Dale & Daughters", None).await?;
        form.create().await?;
        expect!(form.created()).to_be_visible().await?;
        expect_count(test, SIGN, 2).await?;
        let names = test.sandbox.bodies("POST", "/v1/accounts").await?;
        assert_eq!(names.len(), 1);
        assert_eq!(names[0]["name"], "Dale & Daughters");
        Ok(())
    });
}
