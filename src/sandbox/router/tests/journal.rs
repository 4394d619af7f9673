//! The journal of all exchanges, as programs read it.

use super::support::{
    CREDIT_CARDS, JSON, ORIGIN, ServerClient, call_as_server, card, create_card, journal,
    new_sandbox, order_fault, send, sign, signing_request,
};
use axum::{body::Body, http::Request};
use futures::FutureExt as _;
use serde_json::{Value, json};
use std::{panic::AssertUnwindSafe, time::Duration};
use tower::ServiceExt as _;

#[tokio::test]
async fn the_journal_has_the_exchanges_in_order_and_no_card() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    let (_, _, journal) = send(&sandbox, "GET", "/sandbox/journal", &[], "").await;
    let paths: Vec<_> = journal
        .as_array()
        .expect("a list")
        .iter()
        .map(|exchange| exchange["path"].clone())
        .collect();
    assert_eq!(paths, ["/oauth/token", "/v1/hmac-signatures", CREDIT_CARDS]);
    let text = journal.to_string();
    for secret in [
        "4111111111111111",
        "Ada Lovelace",
        "sandbox-demo-secret",
        ticket["token"].as_str().unwrap_or("?"),
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

/// The hash of the only secret of this kind in an exchange.
fn hash<'a>(exchange: &'a Value, kind: &str) -> Option<&'a str> {
    let secrets = exchange["secrets"].as_array().expect("a list");
    let mut found = secrets.iter().filter(|secret| secret["kind"] == kind);
    let hash = found.next()?["hash"].as_str();
    assert!(found.next().is_none(), "one {kind}: {exchange}");
    hash.filter(|hash| hash.len() == 8)
}

#[tokio::test]
async fn a_signing_and_the_calls_with_its_ticket_are_found_together() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let preflight = [("origin", ORIGIN), ("access-control-request-method", "POST")];
    send(&sandbox, "OPTIONS", CREDIT_CARDS, &preflight, "").await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    sign(&sandbox, signing_request("A00000001")).await;

    let journal = journal(&sandbox).await;
    let [token, signing, preflight, call, again, _, other] = journal.as_slice() else {
        panic!("seven exchanges: {journal:?}")
    };
    let ticket = hash(signing, "token").expect("a token");
    for exchange in [signing, call, again] {
        assert_eq!(exchange["ticket"], ticket, "{exchange}");
        assert_eq!(hash(exchange, "signature"), hash(signing, "signature"), "{exchange}");
    }
    assert!(hash(signing, "signature").is_some());
    assert_eq!(hash(signing, "bearer"), hash(token, "bearer"));
    assert_eq!(hash(call, "bearer"), None);
    assert_eq!((&preflight["ticket"], &token["ticket"]), (&Value::Null, &Value::Null));
    assert_eq!(preflight["secrets"], json!([]));
    assert_ne!(other["ticket"], ticket, "another signing has another ticket");

    assert_eq!((&call["success"], &call["reason"]), (&true.into(), &Value::Null));
    assert_eq!((&again["success"], &again["reason"]), (&false.into(), &90_000_011.into()));
    assert_eq!(preflight["success"], Value::Null, "its answer says nothing");
}

#[tokio::test]
async fn an_exchange_says_when_it_was_who_called_and_what_was_answered() {
    let sandbox = new_sandbox();
    order_fault(&sandbox, json!({"operation": "hmac-signatures", "fault": {"delayMs": 60}})).await;
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    let journal = journal(&sandbox).await;
    for (at, (exchange, caller)) in journal.iter().zip(["server", "server", "browser"]).enumerate()
    {
        assert_eq!((&exchange["id"], &exchange["caller"]), (&(at + 1).into(), &caller.into()));
        let time = exchange["time"].as_str().expect("a time");
        let form = b"....-..-..T..:..:..\0...Z";
        let fits = |(byte, form): (u8, &u8)| match form {
            b'.' => byte.is_ascii_digit(),
            b'\0' => byte == b'.',
            other => byte == *other,
        };
        assert!(time.len() == form.len() && time.bytes().zip(form).all(fits), "{time}");
    }
    let number = |exchange: &Value, field: &str| exchange[field].as_u64().expect("a number");
    assert!(number(&journal[1], "durationMs") >= 60, "{}", journal[1]);
    assert!(number(&journal[2], "offsetMs") >= number(&journal[1], "offsetMs") + 60);
    let answer = &journal[2]["answer"];
    assert_eq!(answer["headers"]["access-control-allow-origin"], ORIGIN);
    assert_eq!(answer["body"]["success"], true);
    assert!(answer["body"]["paymentMethodId"].is_string());
}

#[tokio::test]
async fn a_reset_empties_the_journal_and_no_id_is_given_twice() {
    let sandbox = new_sandbox();
    tokio::time::sleep(Duration::from_millis(300)).await;
    sign(&sandbox, signing_request("A00000001")).await;
    let before = journal(&sandbox).await;
    assert!(before[1]["offsetMs"].as_u64() >= Some(300), "{before:?}");
    send(&sandbox, "POST", "/sandbox/reset", &JSON, "").await;
    assert!(journal(&sandbox).await.is_empty());
    send(&sandbox, "GET", "/v1/accounts/A00000001", &[], "").await;
    let after = journal(&sandbox).await;
    assert_eq!((after.len(), &after[0]["id"]), (1, &3.into()));
    assert!(after[0]["offsetMs"].as_u64() < Some(300), "the offset begins again: {after:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_has_status_0_and_no_answer() {
    let sandbox = new_sandbox();
    order_fault(&sandbox, json!({"operation": "oauth-token", "fault": {"reset": true}})).await;
    let request = Request::post("/oauth/token").body(Body::empty()).expect("a request");
    let call = AssertUnwindSafe(sandbox.clone().oneshot(request));
    assert!(call.catch_unwind().await.is_err(), "the panic that breaks the connection");
    let journal = journal(&sandbox).await;
    assert_eq!((&journal[0]["status"], &journal[0]["answer"]), (&0.into(), &Value::Null));
    assert_eq!(journal[0]["success"], Value::Null);
}

#[tokio::test]
async fn of_long_json_and_of_files_the_size_is_kept() {
    let server = ServerClient::new().await;
    let field = "x".repeat(9_000);
    let long = json!({"queryString": field, "another": field});
    server.call("POST", "/v1/action/query", long).await;
    let list =
        server.call("GET", "/v1/transactions/invoices/accounts/A00000001", Value::Null).await;
    let path = list["invoices"][0]["body"].as_str().expect("a path").to_owned();
    server.call("GET", &path, Value::Null).await;
    for _ in 0..16 {
        let card = json!({
            "type": "CreditCard", "accountKey": "A00000001", "cardNumber": "4111111111111111", "cardType": "Visa",
            "expirationMonth": 10, "expirationYear": 2034, "cardHolderInfo": {"cardHolderName": "Ada"},
        });
        server.call("POST", "/v1/payment-methods", card).await;
    }
    let (_, _, cards) =
        call_as_server(&server.sandbox, "GET", "/v1/accounts/A00000001/payment-methods", &[], "")
            .await;
    let length = cards.to_string().len();
    assert!(length > 16 * 1024, "{length}");

    let journal = journal(&server.sandbox).await;
    assert!(journal[1]["body"].as_str().is_some_and(|body| body.ends_with("bytes)")));
    let file = &journal[3]["answer"]["body"];
    assert!(
        file.as_str().is_some_and(|body| body.ends_with(" bytes, application/pdf;charset=UTF-8)")),
        "{file}"
    );
    let long = journal.last().expect("an exchange");
    assert_eq!(long["answer"]["body"], format!("({length} bytes)"));
    assert_eq!(long["success"], true, "which is in the body that is not kept");
}
