//! A ticket that is used up, expired or made for another account, or that a rate limit refuses.

use end2end::{
    AddCardPage, Card, Result, Sandbox, Setup, browser_test, change_tickets, expect, fetch_json,
    repeat_first_ticket, wait_up_to,
};
use playwright_rs::FulfillOptions;
use std::time::Duration;

const OPERATION: &str = "create-payment-method";

const SIGN: &str = "**/api/sign/create-payment-method";

/// The page has found out that no card was saved, and gives Zuora's reason.
async fn expect_not_saved(form: &AddCardPage, reason: &str) -> Result {
    let heading = form.heading("Your card was not saved");
    wait_up_to(Duration::from_secs(10), async || Ok(heading.count().await? == 1)).await?;
    expect!(form.alert()).to_contain_text(reason).await?;
    expect!(form.alert()).to_contain_text("Nothing was saved").await?;
    Ok(())
}

#[test]
fn t8_a_used_ticket_ends_in_zuoras_own_error() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        repeat_first_ticket(test, OPERATION).await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("had been used before").await?;
        expect_not_saved(&form, "Invalid token. Note: a token can only be used once.").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);

        // The next attempt gets a new ticket and succeeds.
        test.page.unroute(SIGN).await?;
        expect!(form.textbox("Card number")).to_have_value(Card::VISA_SPACED).await?;
        expect!(form.textbox("Card security code")).to_have_value("").await?;
        form.textbox("Card security code").fill(Card::VISA.security_code, None).await?;
        form.save().await?;
        form.expect_saved().await?;
        Ok(())
    });
}

#[test]
fn a_ticket_for_another_account_ends_in_zuoras_own_error() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        change_tickets(test, OPERATION, |ticket| ticket["accountKey"] = "A00000002".into()).await?;
        form.save_card(Card::VISA).await?;
        form.expect_refused("Invalid signature", "was for another account").await?;
        for account in ["A00000001", "A00000002"] {
            assert!(test.sandbox.cards(account).await?.is_empty());
        }
        Ok(())
    });
}

#[test]
fn an_expired_ticket_ends_in_zuoras_own_error() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        // An hour passes at Zuora between the two stages.
        let zuora = test.sandbox.url.clone();
        test.page
            .route(SIGN, move |route| {
                let sandbox = Sandbox::at(&zuora);
                async move {
                    let ticket = fetch_json(&route).await?;
                    let _ = sandbox.advance_clock(3600).await;
                    route.fulfill(FulfillOptions::builder().json(&ticket)?.build()).await
                }
            })
            .await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("had expired").await?;
        expect_not_saved(&form, "Invalid token").await?;

        // The server's bearer token has expired as well; the server gets a new one by itself.
        test.page.unroute(SIGN).await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        Ok(())
    });
}

#[test]
fn t5_an_exceeded_rate_limit_is_explained_with_the_time_to_wait() {
    let setup = Setup { settings: vec![("SIGNATURE_BUDGET", "1/10m".into())], ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("Too many attempts").await?;
        expect!(form.alert()).to_contain_text("Nothing was saved").await?;
        expect!(form.alert()).to_contain_text("Minutes to wait: 10").await?;
        expect!(form.number()).to_have_value(Card::VISA_SPACED).await?;
        Ok(())
    });
}
