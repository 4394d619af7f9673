//! The failure twins: what the page says when the flow does not end well.

use end2end::{
    AddCardPage, Card, Result, Sandbox, Setup, browser_test, change_tickets, expect_focus,
    fetch_ticket, repeat_first_ticket,
};
use playwright_rs::{FulfillOptions, expect};
use serde_json::json;
use std::time::Duration;

const OPERATION: &str = "create-payment-method";
const SIGN: &str = "**/api/sign/create-payment-method";

#[test]
fn t8_a_used_ticket_ends_in_zuoras_own_error() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        repeat_first_ticket(test, OPERATION).await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        form.save_card(Card::VISA).await?;
        refused(
            &form,
            "Invalid token. Note: a token can only be used once.",
            "had been used before",
        )
        .await?;
        assert_eq!(test.sandbox.cards("A00000001").await?.len(), 1);

        // A second try asks for a new ticket and succeeds.
        test.page.unroute(SIGN).await?;
        expect(form.textbox("Card number")).to_have_value(Card::VISA_SPACED).await?;
        expect(form.textbox("Card security code")).to_have_value("").await?;
        form.textbox("Card security code").fill(Card::VISA.security_code, None).await?;
        form.save().await?;
        expect(form.saved()).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn a_ticket_for_another_account_ends_in_zuoras_own_error() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        change_tickets(test, OPERATION, |ticket| ticket["accountKey"] = "A00000002".into()).await?;
        form.save_card(Card::VISA).await?;
        refused(&form, "Invalid signature", "signed for another account").await?;
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
                    let ticket = fetch_ticket(&route).await?;
                    let _ = sandbox.advance_clock(3600).await;
                    route.fulfill(FulfillOptions::builder().json(&ticket)?.build()).await
                }
            })
            .await?;
        form.save_card(Card::VISA).await?;
        refused(&form, "Invalid token", "had expired").await?;

        // The hour has expired the server's bearer token too; it gets a new one by itself.
        test.page.unroute(SIGN).await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn a_zuora_that_is_down_is_said_to_be_and_the_card_stays_in_the_browser() {
    let nobody = Sandbox::at("http://127.0.0.1:9");
    let setup = Setup { settings: nobody.settings(), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("The payment service cannot be reached").await?;
        expect(form.alert()).to_contain_text("Nothing was saved").await?;
        expect(form.alert()).to_contain_text("zuora_unreachable").await?;
        expect_focus(&form.alert()).await?;
        // It has not left the browser, so all of it stays.
        expect(form.textbox("Card number")).to_have_value(Card::VISA_SPACED).await?;
        expect(form.textbox("Card security code")).to_have_value(Card::VISA.security_code).await?;
        expect(form.save_button()).to_be_enabled().await?;
        Ok(())
    });
}

#[test]
fn a_refused_preflight_leaves_the_outcome_unknown_and_says_so() {
    let (sandbox, setup) = beside("http://another.example");
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("We do not know whether your card was saved").await?;
        expect(form.alert()).to_contain_text("may have been saved").await?;
        expect(form.alert()).to_contain_text("no_answer").await?;

        let calls = sandbox.calls().await?;
        assert_eq!(
            calls.last().map(String::as_str),
            Some("OPTIONS /v1/payment-methods/credit-cards")
        );
        assert!(sandbox.cards("A00000001").await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_site_that_is_down_is_said_to_be() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.abort_requests(SIGN).await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("This site cannot be reached").await?;
        expect(form.alert()).to_contain_text("Nothing was saved").await?;
        Ok(())
    });
}

/// Half a minute, and then the outcome is unknown, not failed: Zuora may have saved it all the same, as here.
#[test]
fn a_zuora_that_says_nothing_is_given_up_and_the_outcome_left_open() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 33_000})).await?;
        form.save_card(Card::VISA).await?;
        tokio::time::sleep(Duration::from_secs(25)).await;
        expect(form.save_button()).to_be_disabled().await?;
        let told = expect(form.main()).with_timeout(Duration::from_secs(15));
        told.to_contain_text("We do not know whether your card was saved").await?;
        expect(form.save_button()).to_be_enabled().await?;
        Ok(())
    });
}

/// Ten seconds, and nothing has left the browser.
#[test]
fn a_site_that_says_nothing_is_given_up_and_nothing_was_sent() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.hold_requests(SIGN).await?;
        form.save_card(Card::VISA).await?;
        tokio::time::sleep(Duration::from_secs(7)).await;
        expect(form.save_button()).to_be_disabled().await?;
        let told = expect(form.main()).with_timeout(Duration::from_secs(10));
        told.to_contain_text("This site cannot be reached").await?;
        expect(form.save_button()).to_be_enabled().await?;
        assert!(test.sandbox.calls().await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_number_that_is_no_test_number_is_refused_by_the_sandbox() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card { number: "4999999999999996", ..Card::VISA }).await?;
        refused(&form, "not a published test number", "did not accept some of the details").await?;
        Ok(())
    });
}

#[test]
fn fifty_presses_save_one_card() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        test
            .page
            .evaluate_expression("for (let i = 0; i < 50; i++) document.querySelector('button[type=submit]').click()")
            .await?;
        expect(form.saved()).to_be_visible().await?;
        let calls = test.sandbox.calls().await?;
        let created =
            calls.iter().filter(|call| *call == "POST /v1/payment-methods/credit-cards").count();
        let signed = calls.iter().filter(|call| *call == "POST /v1/hmac-signatures").count();
        assert_eq!((signed, created), (1, 1), "{calls:?}");
        Ok(())
    });
}

/// Zuora's refusal on the page: its code, its words, what they mean, and that nothing was saved.
async fn refused(form: &AddCardPage, words: &str, meaning: &str) -> Result {
    let alert = form.alert();
    expect(alert.clone()).to_contain_text(words).await?;
    expect(alert.clone()).to_contain_text(meaning).await?;
    expect(alert.clone()).to_contain_text("Nothing was saved").await?;
    expect(alert.clone()).to_contain_text_regex("Zuora’s code \\d{8}").await?;
    expect_focus(&alert).await?;
    Ok(())
}

/// A sandbox beside the site, for another origin than the site's, and the settings to use it.
fn beside(site_origin: &str) -> (Sandbox, Setup) {
    let sandbox = end2end::block_on(Sandbox::start(site_origin));
    let setup = Setup { settings: sandbox.settings(), ..Setup::default() };
    (sandbox, setup)
}

#[test]
fn t5_an_empty_budget_is_told_in_words_with_the_time_to_wait() {
    let setup = Setup { settings: vec![("SIGNATURE_BUDGET", "1/10m".into())], ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("Too many attempts").await?;
        expect(form.alert()).to_contain_text("Nothing was saved").await?;
        expect(form.alert()).to_contain_text("Minutes to wait: 10").await?;
        expect(form.number()).to_have_value(Card::VISA_SPACED).await?;
        Ok(())
    });
}

/// Zuora's answers in other forms, as the browser reads them.
#[test]
fn t8_a_refusal_in_another_form_is_told_as_one_and_anything_else_as_not_known() {
    const NOT_SAVED: (&str, &str) = ("Zuora did not save the card", "Nothing was saved.");
    const NOT_KNOWN: (&str, &str) =
        ("We do not know whether your card was saved", "Your card may have been saved.");
    browser_test(Setup::default(), async |test| {
        for (status, body, (heading, saved), detail) in [
            (
                200,
                json!({"success": false, "reasons": [{"code": 53_000_020}]}),
                NOT_SAVED,
                "code 53000020",
            ),
            (
                200,
                json!({"success": false, "reasons": [{"message": "Not now."}]}),
                NOT_SAVED,
                "Zuora: Not now.",
            ),
            (200, json!({"success": false}), NOT_SAVED, "gave no reason"),
            (500, json!({"success": false}), NOT_SAVED, "gave no reason"),
            (200, json!({"success": "false", "reasons": null}), NOT_SAVED, "gave no reason"),
            (
                200,
                json!({"Success": false, "Errors": [{"Code": "INVALID_VALUE", "Message": "Not that."}]}),
                NOT_SAVED,
                "code INVALID_VALUE: Not that.",
            ),
            (
                200,
                json!({"success": false, "reasons": {"code": 530_000_200_020_u64, "message": "Long."}}),
                NOT_SAVED,
                "code 530000200020: Long.",
            ),
            (
                401,
                json!({"message": "Authentication error"}),
                NOT_SAVED,
                "HTTP 401: Authentication error",
            ),
            (403, json!({"Message": "Forbidden"}), NOT_SAVED, "HTTP 403: Forbidden"),
            (200, json!({"message": "Authentication error"}), NOT_KNOWN, "no_answer"),
            (502, json!({"message": "Bad gateway"}), NOT_KNOWN, "no_answer"),
            (200, json!({"success": true}), NOT_KNOWN, "no_answer"),
            (200, json!([]), NOT_KNOWN, "no_answer"),
            (401, json!({}), NOT_KNOWN, "no_answer"),
        ] {
            let form = test.open_add_card().await?;
            let origin = test.site.clone();
            let text = body.to_string();
            test.page
                .route("**/v1/payment-methods/credit-cards", move |route| {
                    let headers = [
                        ("access-control-allow-origin", origin.clone()),
                        ("access-control-allow-credentials", "true".into()),
                        ("access-control-allow-headers", "content-type,signature,token".into()),
                        ("content-type", "application/json".into()),
                    ];
                    let headers = headers.map(|(name, value)| (name.to_owned(), value)).into();
                    let answer = FulfillOptions::builder()
                        .status(status)
                        .headers(headers)
                        .body_string(text.clone());
                    async move { route.fulfill(answer.build()).await }
                })
                .await?;
            form.save_card(Card::VISA).await?;
            for told in [heading, saved, detail] {
                expect(form.alert()).to_contain_text(told).await?;
            }
            test.page.unroute("**/v1/payment-methods/credit-cards").await?;
        }
        assert!(test.sandbox.cards("A00000001").await?.is_empty());
        Ok(())
    });
}
