//! The sandbox as a browser meets it, and as a page that is not ours would use it.

use end2end::{BrowserTest, Card, Result, Sandbox, Setup, browser_test};
use playwright_rs::expect;
use serde_json::{Value, json};

/// A page's own JavaScript, made the way Zuora's documentation makes it, in words of ours: an `XMLHttpRequest` with credentials to the address with
/// `/rest`, the four headers, the form's values as text, no holder. What the documentation leaves open (where the signature comes from, what to do when something goes wrong) is filled in.
const AS_DOCUMENTED: &str = r#"async ({ zuora, default_account }) => {
  const signed = await fetch("/api/sign/create-payment-method", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  const { signature, token } = await signed.json();
  const call = new XMLHttpRequest();
  if (!("withCredentials" in call)) {
    return "this browser cannot call across origins";
  }
  call.open("post", zuora + "/rest/v1/payment-methods/credit-cards", true);
  call.setRequestHeader("Accept", "application/json");
  call.setRequestHeader("Content-Type", "application/json");
  call.setRequestHeader("signature", signature);
  call.setRequestHeader("token", token);
  call.withCredentials = true;
  const fields = {
    accountKey: default_account,
    creditCardType: "Visa",
    creditCardNumber: "4111111111111111",
    expirationMonth: "10",
    expirationYear: "2034",
    securityCode: "331",
    defaultPaymentMethod: "true",
  };
  return new Promise((resolve) => {
    call.onload = () => {
      const answer = JSON.parse(call.responseText);
      resolve(answer.success ? "created a credit card" : answer.reasons[0].message);
    };
    call.onerror = () => resolve("no answer");
    call.send(JSON.stringify(fields));
  });
}"#;

#[test]
fn javascript_made_as_zuora_documents_it_creates_a_credit_card() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let ours = json!({"zuora": test.sandbox.url, "default_account": "A00000001"});
        let said: String = test.page.evaluate(AS_DOCUMENTED, Some(&ours)).await?;
        assert_eq!(said, "created a credit card");
        let another = json!({"zuora": test.sandbox.url, "default_account": "A00000002"});
        let said: String = test.page.evaluate(AS_DOCUMENTED, Some(&another)).await?;
        assert_eq!(said, "Invalid signature");
        assert_eq!(test.sandbox.cards("A00000001").await?.len(), 1);
        Ok(())
    });
}

#[test]
fn one_preflight_serves_two_cards() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        for _ in 0..2 {
            form.save_card(Card::VISA).await?;
            expect(form.main()).to_contain_text("Visa ending in 1111").await?;
            expect(form.textbox("Card number")).to_have_value("").await?;
        }
        let calls = test.sandbox.calls().await?;
        let count = |call: &str| calls.iter().filter(|made| *made == call).count();
        assert_eq!(count("OPTIONS /v1/payment-methods/credit-cards"), 1, "{calls:?}");
        assert_eq!(count("POST /v1/payment-methods/credit-cards"), 2, "{calls:?}");
        Ok(())
    });
}

/// What a page can do across origins, and what its browser stops: a call that is not the site's, or not the operation's, gets no answer.
#[test]
fn the_browser_stops_what_the_preflight_does_not_allow() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let card = "/v1/payment-methods/credit-cards";
        for (path, request, stopped) in [
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
            assert_eq!(outcome.is_null(), stopped, "{path} {request}: {outcome}");
        }
        Ok(())
    });
}

/// A preflight that is answered wrongly stops the call, and the next one passes: nothing of a wrong answer is kept.
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
        let calls = test.sandbox.calls().await?;
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
fn a_preflights_answer_holds_as_long_as_it_says() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        test.sandbox
            .fail_times("preflight", json!({"headers": {"access-control-max-age": "1"}}), 9)
            .await?;
        let call = json!({"method": "POST", "credentials": "include", "headers": {"token": "t"}});
        let url = format!("{}/v1/payment-methods/credit-cards", test.sandbox.url);
        fetch(test, &url, &call).await?;
        tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
        fetch(test, &url, &call).await?;
        let calls = test.sandbox.calls().await?;
        let preflights = calls.iter().filter(|call| call.starts_with("OPTIONS")).count();
        assert_eq!(preflights, 2, "{calls:?}");
        Ok(())
    });
}

#[test]
fn a_page_can_read_the_ids_of_its_request() {
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

#[test]
fn a_lost_answer_is_not_told_as_a_failure_and_the_card_is_there() {
    for fault in [
        json!({"dropCors": true}),
        json!({"reset": true, "after": true}),
        json!({"truncate": true}),
    ] {
        browser_test(Setup::default(), async |test| {
            let form = test.open_add_card().await?;
            test.sandbox.fail("create-payment-method", fault.clone()).await?;
            form.save_card(Card::VISA).await?;
            expect(form.alert())
                .to_contain_text("We do not know whether your card was saved")
                .await?;
            assert_eq!(test.sandbox.cards("A00000001").await?.len(), 1, "{fault}");
            Ok(())
        });
    }
}

/// On a connection that has served before, Chromium sends a call a second time when it breaks. Zuora then refuses the token that the first has
/// used up, and the card is there all the same.
#[test]
fn a_call_that_the_browser_sends_twice_is_not_told_as_a_failure() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        test.sandbox.fail("create-payment-method", json!({"reset": true, "after": true})).await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("may have been saved").await?;
        assert_eq!(test.sandbox.cards("A00000001").await?.len(), 2);
        Ok(())
    });
}

#[test]
fn a_declined_card_and_a_busy_zuora_are_told_in_words() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card { number: "4000000000000002", ..Card::VISA }).await?;
        expect(form.alert())
            .to_contain_text("The bank or its gateway did not accept the card")
            .await?;
        expect(form.alert()).to_contain_text("Nothing was saved").await?;

        test.sandbox.fail("hmac-signatures", json!({"rateLimit": {"retryAfter": 2}})).await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("The payment service cannot be reached").await?;
        expect(form.alert()).to_contain_text("zuora_busy").await?;
        form.save().await?;
        expect(form.saved()).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn the_stream_has_every_exchange_as_it_comes() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let mut stream =
            reqwest::get(format!("{}/sandbox/journal/stream", test.sandbox.url)).await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        let mut seen = String::new();
        while seen.matches("\n\n").count() < 4 {
            let chunk = stream.chunk().await?.ok_or("the stream goes on")?;
            seen.push_str(&String::from_utf8_lossy(&chunk));
        }
        let paths: Vec<Value> = seen
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line.strip_prefix("data: ")?).ok())
            .map(|exchange| exchange["path"].clone())
            .collect();
        assert_eq!(paths.len(), 4, "{seen}");
        assert_eq!(paths[3], "/v1/payment-methods/credit-cards");
        assert!(!seen.contains(Card::VISA.number));
        Ok(())
    });
}

/// What the page's own `fetch` gets: the status, or nothing when the browser stops it.
async fn fetch(test: &BrowserTest, url: &str, request: &Value) -> Result<Value> {
    let script =
        "([url, request]) => fetch(url, request).then((answer) => answer.status, () => null)";
    Ok(test.page.evaluate(script, Some(&json!([url, request]))).await?)
}

#[test]
fn it_can_be_started_alone() {
    let sandbox = end2end::block_on(Sandbox::start("http://shop.example:8080"));
    let cards = end2end::block_on(sandbox.cards("A00000002"));
    assert!(cards.is_empty());
}
