//! The sandbox as a browser meets it: with a page made from Zuora's documentation, with a stream,
//! and alone.

use end2end::{Card, Sandbox, Setup, browser_test};
use serde_json::{Value, json};

/// A page's own JavaScript, made as Zuora's documentation describes it, in our own words: an
/// `XMLHttpRequest` with credentials to the address with `/rest`, the four headers, the form's
/// values as text, no holder. The documentation leaves open where the signature comes from and what
/// to do when something goes wrong; both are filled in.
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
        let outcome: String = test.page.evaluate(AS_DOCUMENTED, Some(&ours)).await?;
        assert_eq!(outcome, "created a credit card");
        let another = json!({"zuora": test.sandbox.url, "default_account": "A00000002"});
        let outcome: String = test.page.evaluate(AS_DOCUMENTED, Some(&another)).await?;
        assert_eq!(outcome, "Invalid signature");
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn the_journals_stream_has_every_exchange_as_it_comes() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let mut stream =
            reqwest::get(format!("{}/sandbox/journal/stream", test.sandbox.url)).await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
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

#[test]
fn the_sandbox_starts_without_a_server() {
    let sandbox = end2end::block_on(Sandbox::start("http://shop.example:8080"));
    let cards = end2end::block_on(sandbox.cards("A00000002"));
    assert!(cards.is_empty());
}
