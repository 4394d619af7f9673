//! Zuora or the site cannot be reached, or does not answer: what the page says then, and whether
//! the card may have been saved.

use end2end::{
    Card, Sandbox, Setup, block_on, browser_test, expect, expect_focus, nothing_happens_for,
};
use serde_json::json;
use std::time::Duration;

const SIGN: &str = "**/api/sign/create-payment-method";

#[test]
fn when_zuora_is_down_the_page_says_so_and_the_card_stays_in_the_browser() {
    let unreachable = Sandbox::at("http://127.0.0.1:9");
    let setup = Setup { settings: unreachable.settings(), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("The payment service cannot be reached").await?;
        expect!(form.alert()).to_contain_text("Nothing was saved").await?;
        expect!(form.alert()).to_contain_text("zuora_unreachable").await?;
        expect_focus(&form.alert()).await?;
        // The card has not left the browser, so all of it stays.
        expect!(form.textbox("Card number")).to_have_value(Card::VISA_SPACED).await?;
        expect!(form.textbox("Card security code")).to_have_value(Card::VISA.security_code).await?;
        expect!(form.save_button()).to_be_enabled().await?;
        Ok(())
    });
}

#[test]
fn a_refused_preflight_leaves_the_outcome_unknown_and_says_so() {
    let sandbox = block_on(Sandbox::start("http://another.example"));
    let setup = Setup { settings: sandbox.settings(), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("We do not know whether your card was saved").await?;
        expect!(form.alert()).to_contain_text("may have been saved").await?;
        expect!(form.alert()).to_contain_text("no_answer").await?;

        let calls = sandbox.calls().await?;
        assert!(calls.iter().any(|call| call == "OPTIONS /v1/payment-methods/credit-cards"));
        assert!(!calls.iter().any(|call| call == "POST /v1/payment-methods/credit-cards"));
        assert!(sandbox.cards("A00000001").await?.is_empty());
        Ok(())
    });
}

#[test]
fn when_the_site_is_down_the_page_says_so() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.abort_requests(SIGN).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("This site cannot be reached").await?;
        expect!(form.alert()).to_contain_text("Nothing was saved").await?;
        Ok(())
    });
}

/// After half a minute the outcome is unknown, not a failure: Zuora may save the card all the same.
#[test]
fn when_zuora_does_not_answer_in_thirty_seconds_the_outcome_is_unknown() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 60_000})).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text(form.names().sending).await?;
        test.fast_forward(Duration::from_secs(25)).await?;
        nothing_happens_for(Duration::from_millis(300)).await;
        expect!(form.save_button()).to_be_disabled().await?;
        test.fast_forward(Duration::from_secs(5)).await?;
        expect!(form.main()).to_contain_text("We do not know whether your card was saved").await?;
        Ok(())
    });
}

/// After ten seconds. The card has not left the browser.
#[test]
fn when_the_site_does_not_answer_in_ten_seconds_nothing_is_sent() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        test.hold_requests(SIGN).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.save_button()).to_be_disabled().await?;
        // The page's clock goes on by itself meanwhile, on a slow machine for seconds.
        test.fast_forward(Duration::from_secs(4)).await?;
        nothing_happens_for(Duration::from_millis(300)).await;
        expect!(form.save_button()).to_be_disabled().await?;
        test.fast_forward(Duration::from_secs(6)).await?;
        expect!(form.main()).to_contain_text("This site cannot be reached").await?;
        expect!(form.save_button()).to_be_enabled().await?;
        let calls = test.sandbox.calls().await?;
        assert!(!calls.iter().any(|call| call.contains("signatures")), "{calls:?}");
        Ok(())
    });
}
