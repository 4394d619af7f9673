//! What the engine sends to another origin, and what it keeps: files, preflights and cookies.

use super::outcomes::ACCOUNT;
use crate::{between::Passed, engine::Engine, page::A_MOMENT, visit::Visit};
use end2end::{Card, ENGLISH, OtherSite, Result, names::download, nothing_happens_for};
use serde_json::{Value, json};
use std::fs;

const FILE: &str = "INV00000001.pdf";
const PATH: &str = "/v1/payment-methods/credit-cards";

pub async fn a_file_is_downloaded(visit: &Visit) -> Result {
    visit.open("/documents").await?;
    visit.click_button(&download(FILE)).await?;
    visit.expect_text("main", "Downloaded:").await?;
    let theirs = visit.sandbox.file(FILE).await?.ok_or("Zuora has no such file")?;
    let path = visit.downloads.join(FILE);
    visit
        .wait("the whole file is in the folder for downloads", async || {
            Ok(fs::read(&path).is_ok_and(|bytes| bytes == theirs))
        })
        .await
}

pub async fn a_preflight_comes_before_the_call(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    let calls = visit.sandbox.creating_calls().await?;
    assert_eq!(calls, [format!("OPTIONS {PATH}"), format!("POST {PATH}")]);
    let journal = visit.sandbox.journal().await?;
    let headers = |method: &str| {
        let own = journal.iter().find(|it| it["method"] == method && it["path"] == PATH);
        own.map_or(Value::Null, |own| own["headers"].clone())
    };
    let (preflight, call) = (headers("OPTIONS"), headers("POST"));
    assert_eq!(preflight["access-control-request-headers"], "content-type,signature,token");
    for header in ["signature", "token"] {
        assert!(preflight[header].is_null() && call[header].is_string(), "{header}");
    }
    assert_eq!(call["origin"], visit.site);
    assert!(call["cookie"].is_null(), "the site's session does not reach Zuora");
    Ok(())
}

/// Where the answer to a preflight has `Access-Control-Max-Age`, the next card does without. The cards
/// are the page's own: calls of a driver's scripts are not the page's in every engine.
pub async fn a_preflight_may_be_remembered(visit: &Visit) -> Result {
    // The other way round, what is remembered of the first would serve the second.
    for (max_age, expected) in [(0, 2), (600, 1)] {
        visit.sandbox.reset().await?;
        visit.sandbox.set_preflight_max_age(max_age).await?;
        visit.open("/").await?;
        for card in [Card::VISA, Card::MASTERCARD] {
            if visit.has_heading(ENGLISH.saved).await {
                visit.click_button(ENGLISH.add_another).await?;
            }
            visit.save_card(card).await?;
            visit.expect_heading(ENGLISH.saved).await?;
        }
        let calls = visit.sandbox.creating_calls().await?;
        let preflights = calls.iter().filter(|call| call.starts_with("OPTIONS")).count();
        assert_eq!(calls.len() - preflights, 2, "Max-Age {max_age}");
        // A Firefox that has just started remembers none: see docs/browsers.md.
        if visit.engine != Engine::Firefox || max_age == 0 {
            assert_eq!(preflights, expected, "Max-Age {max_age}");
        }
    }
    Ok(())
}

pub async fn a_refused_preflight_stops_the_call(visit: &Visit) -> Result {
    visit.open("/").await?;
    let url = format!("{}{PATH}", visit.sandbox.url);
    let wrong = [
        json!({"status": 503}),
        json!({"status": 302}),
        json!({"dropCors": true}),
        json!({"headers": {"access-control-allow-origin": "*"}}),
        json!({"headers": {"access-control-allow-origin": "http://another.example"}}),
        json!({"headers": {"access-control-allow-credentials": ""}}),
        json!({"headers": {"access-control-allow-headers": "content-type,signature"}}),
        json!({"headers": {"access-control-allow-headers": "*"}}),
    ];
    for fault in &wrong {
        visit.sandbox.fail("preflight", fault.clone()).await?;
        assert!(fetch(visit, &url).await?.is_null(), "{fault}");
    }
    let calls = visit.sandbox.creating_calls().await?;
    assert!(calls.iter().all(|call| call.starts_with("OPTIONS")), "{calls:?}");
    assert_eq!(fetch(visit, &url).await?, 200, "the twin");
    Ok(())
}

/// The status that a call of the page's gets, or null when the browser stops it.
async fn fetch(visit: &Visit, url: &str) -> Result<Value> {
    let code = "const headers = { 'content-type': 'application/json', signature: 's', token: 't' };
        const request = { method: 'POST', credentials: 'include', headers, body: '{}' };
        return fetch(argument, request).then((answer) => answer.status, () => null)";
    visit.script_that_waits(code, json!(url)).await
}

/// `SameSite=Lax`: the customer stays signed in.
pub async fn a_link_from_elsewhere_keeps_the_session(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    let elsewhere = OtherSite::with_page(format!("<a href='{}/'>a link</a>", visit.site)).await?;
    visit.driver.goto(&*elsewhere.origin).await?;
    let before = visit.between.passed().len();
    visit.link("a link").await?.click().await?;
    visit.expect_live().await?;
    visit.expect_text("#cards", "Visa ending in 1111").await?;
    let passed = visit.between.passed().split_off(before);
    assert!(passed.first().is_some_and(has_cookie), "{passed:?}");
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    Ok(())
}

pub async fn a_call_from_elsewhere_carries_no_cookie(visit: &Visit) -> Result {
    visit.open("/").await?;
    assert!(visit.between.passed().iter().any(has_cookie), "there is one");
    let elsewhere = OtherSite::with_page("<h1>Win a prize</h1>".into()).await?;
    visit.driver.goto(&*elsewhere.origin).await?;
    let before = visit.between.passed().len();
    let sign = format!("{}/api/sign/create-payment-method", visit.site);
    let code =
        "const request = { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' };
        return fetch(argument, request).then(() => true, () => false)";
    visit.script_that_waits::<bool>(code, json!(sign)).await?;
    nothing_happens_for(A_MOMENT).await;
    let passed = visit.between.passed().split_off(before);
    assert!(passed.iter().any(|it| it.path.starts_with("/api/sign/")), "it did try");
    assert!(!passed.iter().any(has_cookie), "{passed:?}");
    let calls = visit.sandbox.calls().await?;
    assert!(!calls.iter().any(|call| call.contains("signatures")), "nothing was signed");
    Ok(())
}

fn has_cookie(request: &Passed) -> bool {
    request.headers.contains_key("cookie")
}
