//! Zuora's answers to the call that creates a card: which ones are refusals, and which leave the
//! outcome unknown.

use end2end::{Card, Setup, browser_test, expect};
use playwright_rs::FulfillOptions;
use serde_json::json;

/// Each is an answer of Zuora's that the page did not expect.
#[test]
fn t8_each_form_of_a_refusal_is_recognised_and_anything_else_is_unknown() {
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
            let body = body.to_string();
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
                        .body_string(body.clone());
                    async move { route.fulfill(answer.build()).await }
                })
                .await?;
            form.save_card(Card::VISA).await?;
            for text in [heading, saved, detail] {
                expect!(form.alert()).to_contain_text(text).await?;
            }
            test.page.unroute("**/v1/payment-methods/credit-cards").await?;
        }
        assert!(test.sandbox.cards("A00000001").await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_number_that_is_no_test_number_is_refused_by_the_sandbox() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::NOT_A_TEST_CARD).await?;
        form.expect_refused("not a published test number", "did not accept some of the details")
            .await?;
        Ok(())
    });
}

#[test]
fn a_lost_answer_is_not_reported_as_a_failure_for_the_card_is_saved() {
    for fault in [
        json!({"dropCors": true}),
        json!({"reset": true, "after": true}),
        json!({"truncate": true}),
    ] {
        browser_test(Setup::default(), async |test| {
            let form = test.open_add_card().await?;
            test.sandbox.fail("create-payment-method", fault.clone()).await?;
            form.save_card(Card::VISA).await?;
            expect!(form.alert())
                .to_contain_text("We do not know whether your card was saved")
                .await?;
            assert_eq!(test.sandbox.card_count("A00000001").await?, 1, "{fault}");
            Ok(())
        });
    }
}

/// On a connection that has been used before, Chromium repeats a call when the connection breaks.
/// Zuora then refuses the token, which the first call has used up, and the card is saved all the
/// same: the page finds it, and does not send it again.
#[test]
fn a_card_of_a_call_that_the_browser_repeats_is_found() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        test.sandbox.fail("create-payment-method", json!({"reset": true, "after": true})).await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        form.cards().expect_count(2).await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 2);
        Ok(())
    });
}

#[test]
fn a_declined_card_and_a_busy_zuora_are_explained() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::DECLINED).await?;
        expect!(form.alert()).to_contain_text("The bank declined this card").await?;
        expect!(form.alert()).to_contain_text("Nothing was saved").await?;

        // The early request, and that of the click. The server itself does not wait as long.
        let busy = json!({"rateLimit": {"retryAfter": 30}});
        test.sandbox.fail_times("hmac-signatures", busy, 2).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("The payment service cannot be reached").await?;
        expect!(form.alert()).to_contain_text("zuora_busy").await?;
        form.save().await?;
        form.expect_saved().await?;
        Ok(())
    });
}
