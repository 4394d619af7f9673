//! Ordered faults: each does what it says, as often as it was ordered, to no other request.

use super::support::{
    CREDENTIALS, CREDIT_CARDS, JSON, ORIGIN, bearer, card, create_card, new_sandbox, order_fault,
    send, sign, signing_request, ticket_headers,
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
};
use serde_json::{Value, json};

async fn save_card(sandbox: &Router) -> (StatusCode, HeaderMap, Value) {
    let ticket = sign(sandbox, signing_request("A00000001")).await;
    let headers = [&ticket_headers(&ticket)[..], &[("origin", ORIGIN)]].concat();
    send(sandbox, "POST", CREDIT_CARDS, &headers, card("A00000001").to_string()).await
}

async fn count_cards(sandbox: &Router) -> usize {
    let bearer = bearer(sandbox).await;
    let (_, _, list) = send(
        sandbox,
        "GET",
        "/v1/accounts/A00000001/payment-methods",
        &[("authorization", &bearer)],
        "",
    )
    .await;
    list["creditcard"].as_array().map_or(0, Vec::len)
}

fn when_creating(fault: Value) -> Value {
    json!({"operation": "create-payment-method", "fault": fault})
}

#[tokio::test]
async fn each_fault_does_what_it_says_once() {
    for (fault, status, body) in [
        (json!({"status": 503}), 503, Value::Null),
        (json!({"status": 404}), 404, Value::Null),
        (json!({"malformed": true}), 200, Value::Null),
        (
            json!({"rateLimit": {"retryAfter": 2}}),
            429,
            json!({"reasons": [{"code": 70, "message": "API Rate limit exceeded for the minute, retry after 2 seconds"}]}),
        ),
    ] {
        let sandbox = new_sandbox();
        order_fault(&sandbox, when_creating(fault.clone())).await;
        let (found, headers, reply) = save_card(&sandbox).await;
        assert_eq!((found.as_u16(), &reply), (status, &body), "{fault}");
        assert_eq!(headers["access-control-allow-origin"], ORIGIN, "{fault}");
        assert_eq!(count_cards(&sandbox).await, 0, "{fault}");
        assert_eq!(save_card(&sandbox).await.2["success"], true, "{fault}: the next is as ever");
    }
    let sandbox = new_sandbox();
    order_fault(&sandbox, when_creating(json!({"concurrency": true}))).await;
    let (status, headers, reply) = save_card(&sandbox).await;
    assert_eq!(
        (status, &headers["retry-after"]),
        (StatusCode::TOO_MANY_REQUESTS, &"120".parse().expect("a header"))
    );
    assert_eq!(reply["reasons"][0]["code"], 50_000_070);
    let sandbox = new_sandbox();
    order_fault(
        &sandbox,
        when_creating(json!({"reason": {"code": 53_000_060, "message": "declined"}})),
    )
    .await;
    assert_eq!(
        save_card(&sandbox).await.2["reasons"][0],
        json!({"code": 53_000_060, "message": "declined"})
    );
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_card_was_saved() {
    let sandbox = new_sandbox();
    order_fault(&sandbox, when_creating(json!({"status": 500, "after": true}))).await;
    assert_eq!(save_card(&sandbox).await.0, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(count_cards(&sandbox).await, 1);
    order_fault(&sandbox, when_creating(json!({"dropCors": true}))).await;
    let (_, headers, reply) = save_card(&sandbox).await;
    assert!(!headers.contains_key("access-control-allow-origin"));
    assert_eq!(reply["success"], true);
    assert_eq!(count_cards(&sandbox).await, 2);
}

#[tokio::test]
async fn orders_are_counted_scoped_and_cleared() {
    let sandbox = new_sandbox();
    order_fault(&sandbox,
        json!({"operation": "create-payment-method", "fault": {"status": 500}, "times": 2, "account": "A00000002"}),
    )
    .await;
    assert_eq!(save_card(&sandbox).await.0, StatusCode::OK, "another account's");
    let ticket = sign(&sandbox, signing_request("A00000002")).await;
    assert_eq!(
        create_card(&sandbox, &ticket, card("A00000002")).await,
        Value::Null,
        "the account it was ordered for"
    );
    order_fault(
        &sandbox,
        json!({"operation": "oauth-token", "fault": {"status": 500}, "account": "run-7"}),
    )
    .await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    let tracked = [form, ("zuora-track-id", "run-7")];
    for (headers, status) in [(&tracked[..1], 200), (&tracked[..], 500), (&tracked[..], 200)] {
        let (found, ..) = send(&sandbox, "POST", "/oauth/token", headers, CREDENTIALS).await;
        assert_eq!(found.as_u16(), status, "{headers:?}");
    }
    order_fault(
        &sandbox,
        json!({"operation": "hmac-signatures", "fault": {"status": 500}, "times": 2}),
    )
    .await;
    for expected in [Value::Null, Value::Null, true.into()] {
        assert_eq!(sign(&sandbox, signing_request("A00000001")).await["success"], expected);
    }
    order_fault(
        &sandbox,
        json!({"operation": "hmac-signatures", "fault": {"status": 500}, "times": 9}),
    )
    .await;
    let (status, ..) = send(&sandbox, "DELETE", "/sandbox/faults", &[], "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(sign(&sandbox, signing_request("A00000001")).await["success"], true);
    let (status, ..) =
        send(&sandbox, "POST", "/sandbox/faults", &JSON, r#"{"operation":"x","fault":{}}"#).await;
    assert!(status.is_client_error(), "an unknown operation is rejected");
}

/// So that a fault that one page has ordered never meets another page.
#[tokio::test]
async fn an_order_for_a_token_meets_its_call_alone() {
    let sandbox = new_sandbox();
    let own = sign(&sandbox, signing_request("A00000001")).await;
    let fault = json!({"status": 500});
    let mut order = when_creating(fault);
    order["account"] = own["token"].clone();
    order_fault(&sandbox, order).await;
    assert_eq!(save_card(&sandbox).await.0, StatusCode::OK, "another call for the same account");
    assert_eq!(create_card(&sandbox, &own, card("A00000001")).await, Value::Null);
}

#[tokio::test]
async fn an_order_for_a_preflight_can_name_a_header_that_it_asks_for() {
    let sandbox = new_sandbox();
    let fault = json!({"headers": {"access-control-allow-origin": "https://shop.example"}});
    let order = json!({"operation": "preflight", "fault": fault, "account": "flow-break-1a"});
    order_fault(&sandbox, order).await;
    for (asked, allowed) in
        [("token", ORIGIN), ("flow-break-1a,token", "https://shop.example"), ("token", ORIGIN)]
    {
        let headers = [
            ("origin", ORIGIN),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", asked),
        ];
        let (_, headers, _) = send(&sandbox, "OPTIONS", CREDIT_CARDS, &headers, "").await;
        assert_eq!(headers["access-control-allow-origin"], allowed, "{asked}");
    }
}

#[tokio::test]
async fn a_preflight_can_fail_by_itself() {
    let sandbox = new_sandbox();
    order_fault(&sandbox, json!({"operation": "preflight", "fault": {"status": 503}})).await;
    let headers = [("origin", ORIGIN), ("access-control-request-method", "POST")];
    let (status, headers, _) = send(&sandbox, "OPTIONS", CREDIT_CARDS, &headers, "").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!headers.contains_key("access-control-allow-origin"));
    assert_eq!(save_card(&sandbox).await.2["success"], true, "the call itself is not meant");
}

#[tokio::test]
async fn test_cards_decline_and_break() {
    let sandbox = new_sandbox();
    for (number, code) in [
        ("4000000000000002", 50_000_099),
        ("4000000000009995", 50_000_099),
        ("4000000000000119", 50_000_060),
    ] {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut card = card("A00000001");
        card["creditCardNumber"] = number.into();
        assert_eq!(create_card(&sandbox, &ticket, card).await["reasons"][0]["code"], code);
    }
    assert_eq!(count_cards(&sandbox).await, 0);
}

/// This needs a real connection.
#[tokio::test]
async fn a_connection_can_break_before_and_in_the_middle_of_an_answer() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/oauth/token", listener.local_addr().expect("an address"));
    let sandbox = new_sandbox();
    tokio::spawn(axum::serve(listener, sandbox.clone()).into_future());
    for fault in [json!({"reset": true}), json!({"truncate": true})] {
        order_fault(&sandbox, json!({"operation": "oauth-token", "fault": fault})).await;
        let request = reqwest::Client::new()
            .post(&url)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(CREDENTIALS);
        let whole = async { request.send().await?.bytes().await };
        assert!(whole.await.is_err(), "{fault}");
    }
}
