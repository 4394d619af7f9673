//! *RSA Signatures* and the page that Zuora hosts: shown in a frame, believed only after the server has checked.

use end2end::{
    Card, Result, Setup, Stranger, Visit, browser_test, change_tickets, named, repeat_first_ticket,
};
use playwright_rs::{
    AriaRole, FetchOptions, expect,
    protocol::{ContinueOptions, FrameLocator, Locator},
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const CONFIRM: &str = "**/api/hosted-page/confirm";

fn frame(visit: &Visit) -> FrameLocator {
    visit.page.frame_locator("iframe")
}

fn alert(visit: &Visit) -> Locator {
    visit.page.get_by_role(AriaRole::Alert, None)
}

fn saved(visit: &Visit) -> Locator {
    visit.page.get_by_role(AriaRole::Heading, Some(named("Card saved")))
}

async fn open(visit: &Visit) -> Result {
    visit.open_page("/hosted-page").await?;
    expect(frame(visit).get_by_label("Card Number", true)).to_be_visible().await?;
    Ok(())
}

async fn pay(visit: &Visit, card: Card<'_>) -> Result {
    let frame = frame(visit);
    for (label, text) in [
        ("Card Number", card.number),
        ("Expiration Month", card.month),
        ("Expiration Year", card.year),
        ("CVV", card.security_code),
        ("Cardholder Name", card.holder),
    ] {
        frame.get_by_label(label, true).fill(text, None).await?;
    }
    frame.get_by_role(AriaRole::Button, Some(named("Submit"))).click(None).await?;
    Ok(())
}

async fn cards(visit: &Visit) -> Result<usize> {
    Ok(visit.sandbox.cards("A00000001").await?.len())
}

/// It is not in the account, for this reason.
async fn was_not_believed(visit: &Visit, why: &str) -> Result {
    expect(alert(visit)).to_contain_text("The card is not in your account").await?;
    expect(alert(visit)).to_contain_text(why).await?;
    assert_eq!(saved(visit).count().await?, 0);
    Ok(())
}

/// What the page tells the server passes `change` on its way.
async fn change_callbacks(
    visit: &Visit,
    change: impl Fn(&mut Value) + Clone + Send + Sync + 'static,
) -> Result {
    visit
        .page
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
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        pay(visit, Card::VISA).await?;
        expect(saved(visit)).to_be_visible().await?;
        let main = visit.page.get_by_role(AriaRole::Main, None);
        expect(main).to_contain_text("Visa ************1111, expires 10/2034").await?;
        assert_eq!(visit.page.locator("iframe").count().await?, 0);
        assert_eq!(cards(visit).await?, 1);

        let journal = visit.sandbox.journal().await?;
        let called = |path: &str| {
            journal.iter().filter(|exchange| exchange["path"] == path).collect::<Vec<_>>()
        };
        let signing = &called("/v1/hmac-signatures")[0]["body"];
        assert!(signing["pageId"].is_string() && signing["accountKey"].is_null());
        let rsa = called("/v1/rsa-signatures");
        let by_browser = rsa.iter().find(|exchange| {
            exchange["method"] == "POST" && exchange["headers"]["token"].is_string()
        });
        assert_eq!(by_browser.ok_or("the browser asked")?["headers"]["origin"], visit.site);

        // A second card needs a second showing.
        visit
            .page
            .get_by_role(AriaRole::Button, Some(named("Show the form again")))
            .click(None)
            .await?;
        expect(frame(visit).get_by_label("Card Number", true)).to_be_visible().await?;
        pay(visit, Card::VISA).await?;
        expect(saved(visit)).to_be_visible().await?;
        assert_eq!(cards(visit).await?, 2);
        assert_eq!(audited(visit, "card attached").len(), 2);
        Ok(())
    });
}

/// The events of the audit log with this name.
fn audited(visit: &Visit, event: &str) -> Vec<Value> {
    let log = visit.app.log();
    let events = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    events.filter(|line| line["target"] == "audit" && line["message"] == event).collect()
}

#[test]
fn the_policy_allows_that_frame_on_that_page_alone() {
    browser_test(Setup::default(), async |visit| {
        let policy = async |path: &str| -> Result<String> {
            let answer = visit
                .page
                .goto(&format!("{}{path}", visit.site), None)
                .await?
                .ok_or("an answer")?;
            Ok(answer.all_headers().await?.remove("content-security-policy").unwrap_or_default())
        };
        let hosted = format!("frame-src {}/apps/PublicHostedPageLite.do;", visit.sandbox.url);
        assert!(policy("/hosted-page").await?.contains(&hosted));
        for path in ["/", "/account", "/documents", "/nothing"] {
            assert!(policy(path).await?.contains("frame-src 'none';"), "{path}");
        }
        open(visit).await?;
        let other = "url => { const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame) }";
        let stranger = Stranger::with_page("<p>stranger</p>".into()).await?;
        for url in [stranger.origin.clone(), format!("{}/sandbox/journal", visit.sandbox.url)] {
            visit.page.evaluate::<_, Value>(other, Some(&url)).await?;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert!(stranger.requests().is_empty(), "{:?}", stranger.requests());
        let blocked = visit.console().iter().filter(|line| line.contains("frame-src")).count();
        assert_eq!(blocked, 2, "{:?}", visit.console());
        Ok(())
    });
}

#[test]
fn t25_a_forged_callback_is_refused() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        let orphan = visit.sandbox.post("/v1/payment-methods", &orphan()).await?["id"].clone();
        for (field, value) in [
            ("refId", orphan.clone()),
            ("token", json!("A".repeat(32))),
            ("timestamp", json!("1700000000000")),
            ("passthrough", json!("0".repeat(32))),
            ("signature", json!("AAAA")),
        ] {
            change_callbacks(visit, move |callback| callback[field] = value.clone()).await?;
            pay(visit, Card::VISA).await?;
            was_not_believed(visit, "is not Zuora’s word for this visit").await?;
            expect(alert(visit)).to_contain_text("callback_refused").await?;
            visit.page.unroute(CONFIRM).await?;
            visit
                .page
                .get_by_role(AriaRole::Button, Some(named("Show the form again")))
                .click(None)
                .await?;
        }
        assert_eq!(cards(visit).await?, 0);
        let refused = audited(visit, "callback refused");
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
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        let first = Arc::new(Mutex::new(None));
        let keep = move |callback: &mut Value| {
            if let Ok(mut first) = first.lock() {
                *callback = first.get_or_insert_with(|| callback.clone()).clone();
            }
        };
        change_callbacks(visit, keep).await?;
        pay(visit, Card::VISA).await?;
        expect(saved(visit)).to_be_visible().await?;
        visit
            .page
            .get_by_role(AriaRole::Button, Some(named("Show the form again")))
            .click(None)
            .await?;
        pay(visit, Card::VISA).await?;
        was_not_believed(visit, "This was told before, and counts once.").await?;
        assert_eq!(cards(visit).await?, 1, "only the first");
        Ok(())
    });
}

#[test]
fn t25_a_callback_of_another_time_is_refused() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        // Zuora signs it all the same, with a time that is not ours.
        visit.sandbox.advance_clock(400).await?;
        pay(visit, Card::VISA).await?;
        was_not_believed(visit, "is not Zuora’s word for this visit").await?;
        assert_eq!(cards(visit).await?, 0);
        Ok(())
    });
}

#[test]
fn t25_a_callback_of_another_session_is_refused() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        // What was shown for somebody else is answered in this session.
        change_tickets(visit, "rsa-signatures", |ticket| {
            ticket["passthrough"] = "f".repeat(32).into()
        })
        .await?;
        open(visit).await?;
        pay(visit, Card::VISA).await?;
        was_not_believed(visit, "is not Zuora’s word for this visit").await?;
        assert_eq!(cards(visit).await?, 0);
        Ok(())
    });
}

#[test]
fn t25_a_message_from_anywhere_else_is_not_heard() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        let token = "new URL(document.querySelector('iframe').src).searchParams.get('token')";
        let told = format!(
            "{{success: 'true', responseFrom: 'Response_From_Submit_Page', token: {token}, refId: 'x', timestamp: String(Date.now()), signature: 'x'}}"
        );
        // From this page itself; from a frame of its own, which is at the right place but not at the right origin.
        visit.page.evaluate_expression(&format!("window.postMessage({told}, '*')")).await?;
        let dressed_up = format!(
            "dispatchEvent(new MessageEvent('message', {{data: {told}, origin: 'https://evil.example', source: document.querySelector('iframe').contentWindow}}))"
        );
        visit.page.evaluate_expression(&dressed_up).await?;
        // From the right origin, but not from the frame.
        let origin = &visit.sandbox.url;
        let aside = format!(
            "dispatchEvent(new MessageEvent('message', {{data: {told}, origin: '{origin}', source: window}}))"
        );
        visit.page.evaluate_expression(&aside).await?;
        // From the frame, but of another showing.
        let stale = format!(
            "dispatchEvent(new MessageEvent('message', {{data: {{...{told}, token: 'other'}}, origin: '{origin}', source: document.querySelector('iframe').contentWindow}}))"
        );
        visit.page.evaluate_expression(&stale).await?;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let sent = visit.recorder.sent();
        assert!(
            memchr::memmem::find(&sent, b"/api/hosted-page/confirm").is_none(),
            "nobody was asked"
        );
        pay(visit, Card::VISA).await?;
        expect(saved(visit)).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn a_page_id_changed_after_signing_is_refused_by_zuora() {
    browser_test(Setup::default(), async |visit| {
        change_tickets(visit, "rsa-signatures", |ticket| {
            ticket["pageId"] = "2c92c0f8ffffffff".into()
        })
        .await?;
        visit.open_page("/hosted-page").await?;
        expect(alert(visit)).to_contain_text("Zuora’s form cannot be shown").await?;
        expect(alert(visit)).to_contain_text("Invalid signature").await?;
        Ok(())
    });
}

#[test]
fn a_ticket_serves_once() {
    browser_test(Setup::default(), async |visit| {
        repeat_first_ticket(visit, "rsa-signatures").await?;
        open(visit).await?;
        visit.open_page("/hosted-page").await?;
        expect(alert(visit)).to_contain_text("Invalid token").await?;
        visit.page.unroute("**/api/sign/rsa-signatures").await?;
        visit
            .page
            .get_by_role(AriaRole::Button, Some(named("Show the form again")))
            .click(None)
            .await?;
        expect(frame(visit).get_by_label("Card Number", true)).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn whatever_zuora_does_wrong_is_told_and_nothing_is_saved() {
    browser_test(Setup::default(), async |visit| {
        for (fault, why) in [
            (json!({"reason": {"code": 50_000_010, "message": "No right."}}), "No right."),
            (json!({"reset": true}), "No answer came from Zuora"),
            (json!({"truncate": true}), "No answer came from Zuora"),
            (json!({"malformed": true}), "No answer came from Zuora"),
        ] {
            visit
                .sandbox
                .order(&json!({"operation": "rsa-signatures", "fault": fault, "times": 3}))
                .await?;
            visit.open_page("/hosted-page").await?;
            expect(alert(visit)).to_contain_text("Zuora’s form cannot be shown").await?;
            expect(alert(visit)).to_contain_text(why).await?;
            visit.sandbox.clear_orders().await?;
        }
        Ok(())
    });
}

#[test]
fn a_declined_card_is_told_in_the_frame_and_another_one_may_follow() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        let declined = Card { number: "4000000000000002", ..Card::VISA };
        pay(visit, declined).await?;
        expect(frame(visit).get_by_role(AriaRole::Alert, None)).to_be_visible().await?;
        assert_eq!((saved(visit).count().await?, cards(visit).await?), (0, 0));
        frame(visit).get_by_text("Try again", false).click(None).await?;
        pay(visit, Card::VISA).await?;
        expect(saved(visit)).to_be_visible().await?;
        assert_eq!(cards(visit).await?, 1);
        Ok(())
    });
}

#[test]
fn an_expired_showing_is_told_and_another_one_offered() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        visit.sandbox.advance_clock(3600).await?;
        pay(visit, Card::VISA).await?;
        expect(alert(visit)).to_contain_text("Zuora’s form cannot be shown").await?;
        expect(alert(visit)).to_contain_text("Token_Expired").await?;
        assert_eq!((saved(visit).count().await?, cards(visit).await?), (0, 0));
        visit
            .page
            .get_by_role(AriaRole::Button, Some(named("Show the form again")))
            .click(None)
            .await?;
        expect(frame(visit).get_by_label("Card Number", true)).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn a_confirmation_that_gets_lost_is_asked_for_again_and_the_card_counts_once() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        let times = Arc::new(Mutex::new(0));
        let counted = times.clone();
        visit
            .page
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
        pay(visit, Card::VISA).await?;
        expect(saved(visit)).to_be_visible().await?;
        expect(visit.page.get_by_role(AriaRole::Main, None))
            .to_contain_text("It is in your account.")
            .await?;
        assert_eq!(cards(visit).await?, 1);
        Ok(())
    });
}

#[test]
fn whether_a_card_is_in_the_account_is_left_open_when_nobody_can_tell() {
    browser_test(Setup::default(), async |visit| {
        open(visit).await?;
        visit.page.route(CONFIRM, |route| async move { route.abort(None).await }).await?;
        pay(visit, Card::VISA).await?;
        expect(alert(visit))
            .to_contain_text("We do not know whether the card is in your account")
            .await?;
        expect(alert(visit)).to_contain_text("ask us to check").await?;
        Ok(())
    });
}
