//! The message from the frame that Zuora hosts, which the page believes only after the server has
//! checked it (T25).

use end2end::{
    BrowserTest, Card, Result, Setup, browser_test, change_tickets, expect, nothing_happens_for,
};
use playwright_rs::{FetchOptions, protocol::ContinueOptions};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

const CONFIRM: &str = "**/api/hosted-page/confirm";

/// Applies `change` to every callback that the page sends to the server.
async fn change_callbacks(
    test: &BrowserTest,
    change: impl Fn(&mut Value) + Clone + Send + Sync + 'static,
) -> Result {
    test.page
        .route(CONFIRM, move |route| {
            let change = change.clone();
            async move {
                let mut body: Value =
                    serde_json::from_str(&route.request().post_data().unwrap_or_default())
                        .unwrap_or_default();
                change(&mut body["callback"]);
                route
                    .continue_(Some(ContinueOptions::builder().post_data(body.to_string()).build()))
                    .await
            }
        })
        .await?;
    Ok(())
}

#[test]
fn t25_a_forged_callback_is_refused() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        let orphan = test.sandbox.post("/v1/payment-methods", &orphan()).await?["id"].clone();
        for (field, value) in [
            ("refId", orphan.clone()),
            ("token", json!("A".repeat(32))),
            ("timestamp", json!("1700000000000")),
            ("passthrough", json!("0".repeat(32))),
            ("signature", json!("AAAA")),
        ] {
            change_callbacks(test, move |callback| callback[field] = value.clone()).await?;
            page.submit(Card::VISA).await?;
            page.expect_refused("We could not confirm that this message came from Zuora’s form")
                .await?;
            expect!(page.alert()).to_contain_text("callback_refused").await?;
            test.page.unroute(CONFIRM).await?;
            page.show_form_again().await?;
        }
        assert_eq!(test.sandbox.card_count("A00000001").await?, 0);
        let refused = test.app.audit_events("callback refused", 5).await?;
        for event in refused {
            assert!(event["reason"].is_string() && event["account"].is_string(), "{event}");
            assert!(!event.to_string().contains("A00000001"), "{event}");
        }
        Ok(())
    });
}

/// A card that is attached to no account.
fn orphan() -> Value {
    json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111",
        "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    })
}

#[test]
fn t25_a_replayed_callback_is_refused() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        let first = Arc::new(Mutex::new(None));
        let repeat = move |callback: &mut Value| {
            if let Ok(mut first) = first.lock() {
                *callback = first.get_or_insert_with(|| callback.clone()).clone();
            }
        };
        change_callbacks(test, repeat).await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        page.show_form_again().await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("This message was used before, and it counts only once.").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1, "only the first");
        Ok(())
    });
}

#[test]
fn t25_a_callback_of_another_time_is_refused() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        // Zuora signs it all the same, with a time that is not the site's.
        test.sandbox.advance_clock(400).await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("We could not confirm that this message came from Zuora’s form")
            .await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 0);
        Ok(())
    });
}

#[test]
fn t25_a_callback_of_another_session_is_refused() {
    browser_test(Setup::default(), async |test| {
        test.open_hosted_form().await?;
        // The form was opened for another session, and is answered in this one.
        change_tickets(test, "rsa-signatures", |ticket| {
            ticket["passthrough"] = "f".repeat(32).into();
        })
        .await?;
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("We could not confirm that this message came from Zuora’s form")
            .await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 0);
        Ok(())
    });
}

#[test]
fn t25_a_message_from_anywhere_else_is_not_heard() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        let token = "new URL(document.querySelector('iframe').src).searchParams.get('token')";
        let data = format!(
            "{{success: 'true', responseFrom: 'Response_From_Submit_Page', token: {token}, \
             refId: 'x', timestamp: String(Date.now()), signature: 'x'}}"
        );
        let frame = "document.querySelector('iframe').contentWindow";
        let zuora = &test.sandbox.url;
        let message = |data: &str, origin: &str, source: &str| {
            let event = format!("{{data: {data}, origin: '{origin}', source: {source}}}");
            format!("dispatchEvent(new MessageEvent('message', {event}))")
        };
        for script in [
            // From this page itself.
            format!("window.postMessage({data}, '*')"),
            // From the frame, but not from the right origin.
            message(&data, "https://evil.example", frame),
            // From the right origin, but not from the frame.
            message(&data, zuora, "window"),
            // From the frame, but not one of a hosted page.
            message("'hello'", zuora, frame),
            message("{refId: 'x'}", zuora, frame),
        ] {
            test.page.evaluate_expression(&script).await?;
        }
        nothing_happens_for(Duration::from_millis(500)).await;
        assert!(!test.has_sent("/api/hosted-page/confirm"), "the server was not called");
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        Ok(())
    });
}

#[test]
fn a_lost_confirmation_is_requested_again_and_the_card_is_attached_once() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        let times = Arc::new(Mutex::new(0));
        let counted = times.clone();
        test.page
            .route(CONFIRM, move |route| {
                let counted = counted.clone();
                async move {
                    let count = counted.lock().map(|mut count| {
                        *count += 1;
                        *count
                    });
                    if count.is_ok_and(|count| count > 1) {
                        return route.continue_(None).await;
                    }
                    // The server attaches the card, and its answer is lost.
                    let mut headers = route.request().headers();
                    headers.insert("sec-fetch-site".into(), "same-origin".into());
                    let body = route.request().post_data().unwrap_or_default();
                    route
                        .fetch(FetchOptions::builder().headers(headers).post_data(body).build())
                        .await?;
                    route.abort(None).await
                }
            })
            .await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        expect!(page.main()).to_contain_text("The card is in your account.").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn when_no_confirmation_arrives_the_outcome_is_unknown() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        test.abort_requests(CONFIRM).await?;
        page.submit(Card::VISA).await?;
        expect!(page.alert())
            .to_contain_text("We do not know whether the card is in your account")
            .await?;
        expect!(page.alert()).to_contain_text("contact us to find out").await?;
        Ok(())
    });
}
