//! The answer is lost, or leaves the outcome open: the page finds out by itself what became of the
//! card, says so, and one card is saved at most.

mod left_pages;
mod one_card;

use end2end::{
    AddCardPage, BrowserTest, Card, Result, Setup, browser_test, expect,
    names::{NOT_SAVED, UNKNOWN},
    nothing_happens_for, wait_until, wait_up_to,
};
use playwright_rs::Page;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::sync::watch;

const ACCOUNT: &str = "A00000001";
const LIST: &str = "**/api/payment-methods/list";
const NO_CARD: &str = "There is no card in your account yet.";
const CHECK: &str = "Check whether it was saved";
/// From the lost answer to the truth.
const SOON: Duration = Duration::from_secs(10);

/// Waits until the page says that the card is saved, without any word of a failure before.
async fn expect_found(test: &BrowserTest, form: &AddCardPage) -> Result {
    let end = Instant::now() + SOON;
    while form.saved().count().await? == 0 {
        assert!(Instant::now() < end, "{}", form.main().inner_text().await?);
        assert_eq!(form.heading(NOT_SAVED).count().await?, 0);
        nothing_happens_for(Duration::from_millis(50)).await;
    }
    expect!(form.main()).to_contain_text("Visa ending in 1111").await?;
    assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
    Ok(())
}

async fn expect_not_saved(test: &BrowserTest, form: &AddCardPage) -> Result {
    let begin = Instant::now();
    wait_up_to(SOON, async || Ok(form.heading(NOT_SAVED).count().await? == 1)).await?;
    assert!(begin.elapsed() < SOON);
    expect!(form.alert()).to_contain_text("Nothing was saved").await?;
    assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 0);
    Ok(())
}

/// Waits until the site's metrics have a report of this end.
async fn expect_reported(test: &BrowserTest, end: &str) -> Result {
    let line = format!("unknown_outcomes_total{{end=\"{end}\"}} 1");
    let reported = wait_until(async || {
        let metrics = reqwest::get(format!("{}/metrics", test.app.admin)).await?.text().await?;
        Ok(metrics.contains(&line))
    });
    reported.await.map_err(|_| format!("the metrics have no line {line}").into())
}

/// Holds the page's requests for its list until what this returns is dropped. The outcome stays unknown
/// as long.
async fn hold_list(page: &Page) -> Result<watch::Sender<()>> {
    let (held, end) = watch::channel(());
    page.route(LIST, move |route| {
        let mut end = end.clone();
        async move {
            // It fails when the sender is dropped: that is the end.
            let _ = end.changed().await;
            route.continue_(None).await
        }
    })
    .await?;
    Ok(held)
}

#[test]
fn a_card_whose_answer_was_lost_is_found() {
    for fault in [
        json!({"reset": true, "after": true}),
        json!({"dropCors": true}),
        json!({"truncate": true}),
        json!({"malformed": true, "after": true}),
        json!({"status": 502, "after": true}),
        // Zuora's own fault, although it was done.
        json!({"reason": {"code": 50_000_060, "message": "An error occurred."}, "after": true}),
    ] {
        browser_test(Setup::default(), async |test| {
            let form = test.open_add_card().await?;
            expect!(form.main()).to_contain_text(NO_CARD).await?;
            let list = hold_list(&test.page).await?;
            test.sandbox.fail("create-payment-method", fault.clone()).await?;
            form.save_card(Card::VISA).await?;
            expect!(form.heading(UNKNOWN)).to_be_visible().await?;
            expect!(form.alert()).to_contain_text("We are asking Zuora").await?;
            drop(list);
            expect_found(test, &form).await?;
            expect_reported(test, "saved").await
        });
    }
}

#[test]
fn a_card_that_never_arrived_was_not_saved_and_can_be_sent_again() {
    for fault in [
        ("create-payment-method", json!({"reset": true})),
        ("create-payment-method", json!({"malformed": true})),
        ("preflight", json!({"status": 500})),
    ] {
        browser_test(Setup::default(), async |test| {
            let form = test.open_add_card().await?;
            // On a connection that has been used before, the browser would send a call twice.
            test.sandbox.fail_times(fault.0, fault.1.clone(), 2).await?;
            form.save_card(Card::VISA).await?;
            expect!(form.heading(UNKNOWN)).to_be_visible().await?;
            expect_not_saved(test, &form).await?;
            expect_reported(test, "not-saved").await?;
            test.sandbox.clear_faults().await?;

            // The code is gone, so the person goes on there.
            form.button("Try again").click(None).await?;
            end2end::expect_focus(&form.security_code()).await?;
            expect!(form.number()).to_have_value(Card::VISA_SPACED).await?;
            form.security_code().fill(Card::VISA.security_code, None).await?;
            form.button("Try again").click(None).await?;
            form.expect_saved().await?;
            assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
            Ok(())
        });
    }
}

#[test]
fn a_call_that_stalls_is_given_up_after_thirty_seconds_and_the_card_is_found() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        expect!(form.main()).to_contain_text(NO_CARD).await?;
        let list = hold_list(&test.page).await?;
        let stall = json!({"delayMs": 60_000, "after": true});
        test.sandbox.fail("create-payment-method", stall).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text(form.names().sending).await?;
        // A call that is given up before it has arrived would save no card.
        wait_until(async || Ok(test.sandbox.card_count(ACCOUNT).await? == 1)).await?;
        test.fast_forward(Duration::from_secs(31)).await?;
        expect!(form.heading(UNKNOWN)).to_be_visible().await?;
        drop(list);
        expect_found(test, &form).await
    });
}

#[test]
fn a_reason_of_the_internal_category_with_the_banks_words_was_not_saved() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let message = "[GatewayTransactionError] Transaction declined. 05 - Do not honour";
        let reason = json!({"reason": {"code": 50_000_060, "message": message}});
        test.sandbox.fail("create-payment-method", reason).await?;
        form.save_card(Card::VISA).await?;
        expect_not_saved(test, &form).await?;
        expect!(form.alert()).to_contain_text(message).await?;
        Ok(())
    });
}

#[test]
fn an_account_whose_answer_was_lost_is_found_by_its_crm_id() {
    for (fault, is_created) in [
        (json!({"reset": true, "after": true}), true),
        (json!({"dropCors": true}), true),
        (json!({"malformed": true}), false),
    ] {
        browser_test(Setup::default(), async |test| {
            let form = test.open_account().await?;
            test.sandbox.fail("create-account", fault.clone()).await?;
            form.create_with(Card::VISA).await?;
            let unknown = form.heading("We do not know whether your account was created");
            expect!(unknown).to_be_visible().await?;
            let heading = match is_created {
                true => form.created(),
                false => form.heading("Zuora did not create the account"),
            };
            wait_up_to(SOON, async || Ok(heading.count().await? == 1)).await?;
            let created = test.sandbox.bodies("POST", "/v1/accounts").await?;
            assert_eq!(created.len(), 1);
            if is_created {
                expect!(form.main()).to_contain_text("Account number:").await?;
                form.expect_signed_in_as("Cedar & Sons").await?;
            } else {
                expect!(form.alert()).to_contain_text("Nothing was saved").await?;
            }
            Ok(())
        });
    }
}

#[test]
fn while_the_account_cannot_be_searched_the_outcome_stays_open() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.cards().expect_count(0).await?;
        test.abort_requests(LIST).await?;
        let fault = json!({"reset": true, "after": true});
        test.sandbox.fail("create-payment-method", fault).await?;
        form.save_card(Card::VISA).await?;
        wait_up_to(SOON, async || Ok(form.button(CHECK).count().await? == 1)).await?;
        expect!(form.alert()).to_contain_text(UNKNOWN).await?;
        expect_reported(test, "unknown").await?;

        // The button of the form searches too, and sends nothing.
        form.security_code().fill(Card::VISA.security_code, None).await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("We are asking Zuora").await?;
        wait_up_to(SOON, async || Ok(form.button(CHECK).count().await? == 1)).await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);

        test.page.unroute(LIST).await?;
        form.button(CHECK).click(None).await?;
        expect_found(test, &form).await
    });
}
