//! *RSA Signatures* and the page that Zuora hosts: shown in a frame, believed only after the server has checked.

use end2end::{
    BrowserTest, Card, HostedPage, OtherSite, Result, Setup, browser_test, change_tickets,
    nothing_happens_for, repeat_first_ticket,
};
use playwright_rs::{AriaRole, FetchOptions, expect, protocol::ContinueOptions};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

const CONFIRM: &str = "**/api/hosted-page/confirm";

/// Opens the page and waits for Zuora's form.
async fn open(test: &BrowserTest) -> Result<HostedPage> {
    let page = test.open_hosted_page().await?;
    page.expect_form().await?;
    Ok(page)
}

async fn cards(test: &BrowserTest) -> Result<usize> {
    Ok(test.sandbox.cards("A00000001").await?.len())
}

/// What the page tells the server passes `change` on its way.
async fn change_callbacks(
    test: &BrowserTest,
    change: impl Fn(&mut Value) + Clone + Send + Sync + 'static,
) -> Result {
    test.page
        .route(CONFIRM, move |route| {
            let change = change.clone();
            async move {
                let mut told: Value =
                    serde_json::from_str(&route.request().post_data().unwrap_or_default())
                        .unwrap_or_default();
                change(&mut told["callback"]);
                route
                    .continue_(Some(ContinueOptions::builder().post_data(told.to_string()).build()))
                    .await
            }
        })
        .await?;
    Ok(())
}

#[test]
fn a_card_typed_into_zuoras_own_page_comes_into_the_account() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        let main = test.page.get_by_role(AriaRole::Main, None);
        expect(main).to_contain_text("Visa ************1111, expires 10/2034").await?;
        assert_eq!(test.page.locator("iframe").count().await?, 0);
        assert_eq!(cards(test).await?, 1);

        let journal = test.sandbox.journal().await?;
        let called = |path: &str| {
            journal.iter().filter(|exchange| exchange["path"] == path).collect::<Vec<_>>()
        };
        let signing = &called("/v1/hmac-signatures")[0]["body"];
        assert!(signing["pageId"].is_string() && signing["accountKey"].is_null());
        let rsa = called("/v1/rsa-signatures");
        let by_browser = rsa.iter().find(|exchange| {
            exchange["method"] == "POST" && exchange["headers"]["token"].is_string()
        });
        assert_eq!(by_browser.ok_or("the browser asked")?["headers"]["origin"], test.site);

        // A second card needs a second showing.
        page.show_form_again().await?;
        page.expect_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(cards(test).await?, 2);
        assert_eq!(test.app.audit_events("card attached").len(), 2);
        Ok(())
    });
}

#[test]
fn the_policy_allows_that_frame_on_that_page_alone() {
    browser_test(Setup::default(), async |test| {
        let policy = async |path: &str| -> Result<String> {
            let answer =
                test.page.goto(&format!("{}{path}", test.site), None).await?.ok_or("an answer")?;
            Ok(answer.all_headers().await?.remove("content-security-policy").unwrap_or_default())
        };
        let hosted = format!("frame-src {}/apps/PublicHostedPageLite.do;", test.sandbox.url);
        assert!(policy("/hosted-page").await?.contains(&hosted));
        for path in ["/", "/account", "/documents", "/nothing"] {
            assert!(policy(path).await?.contains("frame-src 'none';"), "{path}");
        }
        open(test).await?;
        let other = "url => { const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame) }";
        let other_site = OtherSite::with_page("<p>stranger</p>".into()).await?;
        for url in [other_site.origin.clone(), format!("{}/sandbox/journal", test.sandbox.url)] {
            test.page.evaluate::<_, Value>(other, Some(&url)).await?;
        }
        nothing_happens_for(Duration::from_millis(500)).await;
        assert!(other_site.requests().is_empty(), "{:?}", other_site.requests());
        let blocked = test.console().iter().filter(|line| line.contains("frame-src")).count();
        assert_eq!(blocked, 2, "{:?}", test.console());
        Ok(())
    });
}

#[test]
fn t25_a_forged_callback_is_refused() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
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
            page.expect_refused("is not Zuora’s word for this visit").await?;
            expect(page.alert()).to_contain_text("callback_refused").await?;
            test.page.unroute(CONFIRM).await?;
            page.show_form_again().await?;
        }
        assert_eq!(cards(test).await?, 0);
        let refused = test.app.audit_events("callback refused");
        assert_eq!(refused.len(), 5, "{refused:?}");
        for event in refused {
            assert!(event["reason"].is_string() && event["account"].is_string(), "{event}");
            assert!(!event.to_string().contains("A00000001"), "{event}");
        }
        Ok(())
    });
}

/// A card that is nobody's yet.
fn orphan() -> Value {
    json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    })
}

#[test]
fn t25_a_replayed_callback_is_refused() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        let first = Arc::new(Mutex::new(None));
        let keep = move |callback: &mut Value| {
            if let Ok(mut first) = first.lock() {
                *callback = first.get_or_insert_with(|| callback.clone()).clone();
            }
        };
        change_callbacks(test, keep).await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        page.show_form_again().await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("This was told before, and counts once.").await?;
        assert_eq!(cards(test).await?, 1, "only the first");
        Ok(())
    });
}

#[test]
fn t25_a_callback_of_another_time_is_refused() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        // Zuora signs it all the same, with a time that is not ours.
        test.sandbox.advance_clock(400).await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("is not Zuora’s word for this visit").await?;
        assert_eq!(cards(test).await?, 0);
        Ok(())
    });
}

#[test]
fn t25_a_callback_of_another_session_is_refused() {
    browser_test(Setup::default(), async |test| {
        open(test).await?;
        // What was shown for somebody else is answered in this session.
        change_tickets(test, "rsa-signatures", |ticket| {
            ticket["passthrough"] = "f".repeat(32).into()
        })
        .await?;
        let page = open(test).await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("is not Zuora’s word for this visit").await?;
        assert_eq!(cards(test).await?, 0);
        Ok(())
    });
}

#[test]
fn t25_a_message_from_anywhere_else_is_not_heard() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        let token = "new URL(document.querySelector('iframe').src).searchParams.get('token')";
        let told = format!(
            "{{success: 'true', responseFrom: 'Response_From_Submit_Page', token: {token}, refId: 'x', timestamp: String(Date.now()), signature: 'x'}}"
        );
        // From this page itself; from a frame of its own, which is at the right place but not at the right origin.
        test.page.evaluate_expression(&format!("window.postMessage({told}, '*')")).await?;
        let dressed_up = format!(
            "dispatchEvent(new MessageEvent('message', {{data: {told}, origin: 'https://evil.example', source: document.querySelector('iframe').contentWindow}}))"
        );
        test.page.evaluate_expression(&dressed_up).await?;
        // From the right origin, but not from the frame.
        let origin = &test.sandbox.url;
        let aside = format!(
            "dispatchEvent(new MessageEvent('message', {{data: {told}, origin: '{origin}', source: window}}))"
        );
        test.page.evaluate_expression(&aside).await?;
        // From the frame, but of another showing.
        let stale = format!(
            "dispatchEvent(new MessageEvent('message', {{data: {{...{told}, token: 'other'}}, origin: '{origin}', source: document.querySelector('iframe').contentWindow}}))"
        );
        test.page.evaluate_expression(&stale).await?;
        nothing_happens_for(Duration::from_millis(500)).await;
        let sent = test.recorder.sent();
        assert!(
            memchr::memmem::find(&sent, b"/api/hosted-page/confirm").is_none(),
            "nobody was asked"
        );
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        Ok(())
    });
}

#[test]
fn a_page_id_changed_after_signing_is_refused_by_zuora() {
    browser_test(Setup::default(), async |test| {
        change_tickets(test, "rsa-signatures", |ticket| {
            ticket["pageId"] = "2c92c0f8ffffffff".into()
        })
        .await?;
        let page = test.open_hosted_page().await?;
        page.expect_no_form("Invalid signature").await?;
        Ok(())
    });
}

#[test]
fn a_ticket_serves_once() {
    browser_test(Setup::default(), async |test| {
        repeat_first_ticket(test, "rsa-signatures").await?;
        open(test).await?;
        let page = test.open_hosted_page().await?;
        expect(page.alert()).to_contain_text("Invalid token").await?;
        test.page.unroute("**/api/sign/rsa-signatures").await?;
        page.show_form_again().await?;
        page.expect_form().await?;
        Ok(())
    });
}

#[test]
fn whatever_zuora_does_wrong_is_told_and_nothing_is_saved() {
    browser_test(Setup::default(), async |test| {
        for (fault, why) in [
            (json!({"reason": {"code": 50_000_010, "message": "No right."}}), "No right."),
            (json!({"reset": true}), "No answer came from Zuora"),
            (json!({"truncate": true}), "No answer came from Zuora"),
            (json!({"malformed": true}), "No answer came from Zuora"),
        ] {
            test.sandbox.fail_times("rsa-signatures", fault, 3).await?;
            let page = test.open_hosted_page().await?;
            page.expect_no_form(why).await?;
            test.sandbox.clear_faults().await?;
        }
        Ok(())
    });
}

#[test]
fn a_declined_card_is_told_in_the_frame_and_another_one_may_follow() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        let declined = Card { number: "4000000000000002", ..Card::VISA };
        page.submit(declined).await?;
        expect(page.frame().get_by_role(AriaRole::Alert, None)).to_be_visible().await?;
        assert_eq!((page.saved().count().await?, cards(test).await?), (0, 0));
        page.frame().get_by_text("Try again", false).click(None).await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(cards(test).await?, 1);
        Ok(())
    });
}

#[test]
fn an_expired_showing_is_told_and_another_one_offered() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        test.sandbox.advance_clock(3600).await?;
        page.submit(Card::VISA).await?;
        page.expect_no_form("Token_Expired").await?;
        assert_eq!((page.saved().count().await?, cards(test).await?), (0, 0));
        page.show_form_again().await?;
        page.expect_form().await?;
        Ok(())
    });
}

#[test]
fn a_confirmation_that_gets_lost_is_asked_for_again_and_the_card_counts_once() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
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
                    // The server does it, and its answer is lost.
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
        expect(test.page.get_by_role(AriaRole::Main, None))
            .to_contain_text("It is in your account.")
            .await?;
        assert_eq!(cards(test).await?, 1);
        Ok(())
    });
}

#[test]
fn whether_a_card_is_in_the_account_is_left_open_when_nobody_can_tell() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        test.abort_requests(CONFIRM).await?;
        page.submit(Card::VISA).await?;
        expect(page.alert())
            .to_contain_text("We do not know whether the card is in your account")
            .await?;
        expect(page.alert()).to_contain_text("ask us to check").await?;
        Ok(())
    });
}
