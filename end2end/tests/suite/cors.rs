//! What a browser lets a page do across origins, with the sandbox's answers to preflights and
//! calls.

use end2end::{BrowserTest, Card, Result, Setup, browser_test};
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn one_preflight_serves_two_cards() {
    browser_test(Setup::default(), async |test| {
        test.sandbox.set_preflight_max_age(600).await?;
        let form = test.open_add_card().await?;
        for _ in 0..2 {
            form.save_card(Card::VISA).await?;
            form.expect_saved().await?;
        }
        let calls = test.sandbox.calls().await?;
        let count = |call: &str| calls.iter().filter(|made| *made == call).count();
        assert_eq!(count("OPTIONS /v1/payment-methods/credit-cards"), 1, "{calls:?}");
        assert_eq!(count("POST /v1/payment-methods/credit-cards"), 2, "{calls:?}");
        Ok(())
    });
}

#[test]
fn a_preflight_that_may_not_be_cached_comes_with_every_card() {
    browser_test(Setup::default(), async |test| {
        test.sandbox.set_preflight_max_age(0).await?;
        let form = test.open_add_card().await?;
        for _ in 0..2 {
            form.save_card(Card::VISA).await?;
            form.expect_saved().await?;
        }
        let calls = test.sandbox.creating_calls().await?;
        let preflights = calls.iter().filter(|call| call.starts_with("OPTIONS")).count();
        assert_eq!((preflights, calls.len()), (2, 4), "{calls:?}");
        Ok(())
    });
}

/// The browser stops a call whose origin, method or headers the preflight does not allow.
#[test]
fn the_browser_stops_what_the_preflight_does_not_allow() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let card = "/v1/payment-methods/credit-cards";
        for (path, request, is_stopped) in [
            (
                card,
                json!({"method": "POST", "headers": {"content-type": "application/json", "signature": "s", "token": "t"}}),
                false,
            ),
            (
                card,
                json!({"method": "POST", "credentials": "include", "headers": {"token": "t"}}),
                false,
            ),
            (card, json!({"method": "POST", "headers": {"x-another": "1"}}), true),
            (card, json!({"method": "PUT", "headers": {}}), true),
            (card, json!({"method": "DELETE", "headers": {}}), true),
            (
                "/v1/hmac-signatures",
                json!({"method": "POST", "headers": {"content-type": "application/json"}}),
                true,
            ),
            ("/v1/accounts/A00000001", json!({"method": "GET", "headers": {}}), true),
            ("/v1/files/x", json!({"method": "GET", "headers": {"token": "t"}}), false),
        ] {
            let outcome = fetch(test, &format!("{}{path}", test.sandbox.url), &request).await?;
            assert_eq!(outcome.is_null(), is_stopped, "{path} {request}: {outcome}");
        }
        Ok(())
    });
}

/// A wrong answer is not cached: the next call passes.
#[test]
fn a_wrong_answer_to_a_preflight_stops_the_call() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let call = json!({
            "method": "POST", "credentials": "include", "headers": {"content-type": "application/json", "signature": "s", "token": "t"},
        });
        let url = format!("{}/v1/payment-methods/credit-cards", test.sandbox.url);
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
            test.sandbox.fail("preflight", fault.clone()).await?;
            assert!(fetch(test, &url, &call).await?.is_null(), "{fault}");
        }
        assert_eq!(fetch(test, &url, &call).await?, 200);
        let calls = test.sandbox.creating_calls().await?;
        assert_eq!(calls.len(), wrong.len() + 2, "one call was made: {calls:?}");
        Ok(())
    });
}

#[test]
fn a_wrong_answer_to_the_call_itself_cannot_be_read() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let call = json!({"method": "POST", "credentials": "include", "headers": {"token": "t"}});
        let url = format!("{}/v1/payment-methods/credit-cards", test.sandbox.url);
        for fault in [
            json!({"dropCors": true}),
            json!({"headers": {"access-control-allow-origin": "*"}}),
            json!({"headers": {"access-control-allow-credentials": ""}}),
            json!({"status": 302, "headers": {"location": "/v1/accounts/A00000001"}}),
        ] {
            test.sandbox.fail("create-payment-method", fault.clone()).await?;
            assert!(fetch(test, &url, &call).await?.is_null(), "{fault}");
        }
        let without = json!({"method": "POST", "credentials": "omit", "headers": {"token": "t"}});
        assert_eq!(fetch(test, &url, &without).await?, 200, "credentials are not needed");
        Ok(())
    });
}

#[test]
fn a_preflight_is_cached_as_long_as_its_max_age_says() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        test.sandbox.set_preflight_max_age(1).await?;
        let call = json!({"method": "POST", "credentials": "include", "headers": {"token": "t"}});
        let url = format!("{}/v1/payment-methods/credit-cards", test.sandbox.url);
        fetch(test, &url, &call).await?;
        // The browser's cache of preflights has a clock that no driver can move.
        tokio::time::sleep(Duration::from_millis(2500)).await;
        fetch(test, &url, &call).await?;
        let calls = test.sandbox.calls().await?;
        let preflights = calls.iter().filter(|call| call.starts_with("OPTIONS")).count();
        assert_eq!(preflights, 2, "{calls:?}");
        Ok(())
    });
}

#[test]
fn a_page_can_read_zuoras_request_id() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let script = "(url) => fetch(url, { method: 'POST', body: '{}', headers: { token: 't' } })\
                        .then((answer) => [answer.headers.get('zuora-request-id'), answer.headers.get('server')])";
        let url = format!("{}/v1/payment-methods/credit-cards", test.sandbox.url);
        let (id, server): (Option<String>, Option<String>) =
            test.page.evaluate(script, Some(&url)).await?;
        assert_eq!(id.map(|id| id.len()), Some(36));
        assert_eq!(server, None, "what is not exposed cannot be read");
        Ok(())
    });
}

/// The status that a `fetch` of the page gets, or null when the browser stops it.
async fn fetch(test: &BrowserTest, url: &str, request: &Value) -> Result<Value> {
    let script =
        "([url, request]) => fetch(url, request).then((answer) => answer.status, () => null)";
    Ok(test.page.evaluate(script, Some(&json!([url, request]))).await?)
}
