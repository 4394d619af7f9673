//! The cards of the session's account, listed for the page.

use super::support::{
    CONFIRM_PAYMENT_METHOD, Call, FIND_ACCOUNT, Fixture, LIST_PAYMENT_METHODS, MAKE_DEFAULT,
    REMOVE_PAYMENT_METHOD, SandboxClient, UNREACHABLE, assert_closed_form, calls, clear_faults,
    fail_attempts, fixture, kind, serve, session, site, site_with,
};
use crate::server::rate_limits::LOOKUP_FACTOR;
use axum::{
    Router,
    http::{StatusCode, header},
    routing::{get, post},
};
use serde_json::{Value, json};

async fn list(site: &Router, cookie: &str) -> (u16, Value) {
    let call = Call::new(cookie).path(LIST_PAYMENT_METHODS);
    let (status, headers, body) = call.send(site).await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    (status.as_u16(), serde_json::from_str(&body).expect("JSON"))
}

fn ids(list: &Value) -> Vec<&str> {
    let cards = list["paymentMethods"].as_array().expect("a list");
    cards.iter().filter_map(|method| method["paymentMethodId"].as_str()).collect()
}

#[tokio::test]
async fn the_default_comes_first_and_then_zuoras_order() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    assert_eq!(list(&site, &cookie).await, (200, json!({"paymentMethods": []})));
    let sandbox = SandboxClient::connect(&zuora).await;
    let first = sandbox.save_another_card("A00000001").await;
    let default = sandbox.save_card("A00000001").await;
    let third = sandbox.save_another_card("A00000001").await;
    sandbox.save_card("A00000002").await;
    let (status, listed) = list(&site, &cookie).await;
    assert_eq!((status, ids(&listed)), (200, vec![&*default, &third, &first]));
    let expected = json!({
        "paymentMethodId": default, "creditCardType": "Visa", "cardNumber": "************1111",
        "expirationMonth": 10, "expirationYear": 2034, "isDefault": true, "status": "Active",
    });
    assert_eq!(listed["paymentMethods"][0], expected, "as a confirmation has it");
    assert_eq!(listed.as_object().expect("an object").len(), 1);
}

#[tokio::test]
async fn a_card_that_cannot_be_used_is_not_listed() {
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    let kept = sandbox.save_another_card("A00000001").await;
    let scrubbed = sandbox.save_another_card("A00000001").await;
    sandbox.put(&format!("/v1/payment-methods/{scrubbed}/scrub"), &json!({})).await;
    let (_, listed) = list(&site, &session(&site).await).await;
    assert_eq!(ids(&listed), [kept]);
}

/// The sandbox scrubs cards, and closes none.
#[tokio::test]
async fn a_closed_card_is_not_listed_and_one_that_cannot_be_read_hides_no_other() {
    let method = |id: &str, status: &str| {
        json!({
            "id": id, "isDefault": false, "status": status, "cardNumber": "************1111",
            "creditCardType": "Visa", "expirationMonth": 10, "expirationYear": 2034,
        })
    };
    let cards = json!([method("a", "Closed"), {"id": "odd"}, method("b", "Active")]);
    let reply = json!({"success": true, "creditcard": cards}).to_string();
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600});
    let routes = Router::new()
        .route("/oauth/token", post(async move || token.to_string()))
        .route("/v1/accounts/A00000001/payment-methods", get(async move || reply));
    let site = site(&serve(routes).await);
    let (status, listed) = list(&site, &session(&site).await).await;
    assert_eq!((status, ids(&listed)), (200, vec!["b"]));
}

#[tokio::test]
async fn t11_a_failing_zuora_is_reported_in_a_closed_form() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (fault, status, name) in [
        (json!({"status": 500}), 503, "zuora_busy"),
        (json!({"rateLimit": {"retryAfter": 20}}), 503, "zuora_busy"),
        (json!({"reset": true}), 503, "zuora_unreachable"),
        (json!({"malformed": true}), 502, "zuora_protocol"),
        (json!({"delayMs": 3500}), 504, "zuora_timeout"),
        (json!({"reason": {"code": 50_000_061, "message": "src/lib.rs"}}), 502, "zuora_refused"),
    ] {
        fail_attempts(&zuora, "list-payment-methods", &fault).await;
        let call = Call::new(&cookie).path(LIST_PAYMENT_METHODS);
        let (got, _, body) = call.send(&site).await;
        assert_eq!((got.as_u16(), &*kind(&body)), (status, name), "{fault}");
        assert_closed_form(&body);
    }
    clear_faults(&zuora).await;
    assert_eq!(list(&site, &cookie).await.0, 200, "the next is as ever");
    let unreachable = site_with(UNREACHABLE, &[], |_| ());
    let (status, error) = list(&unreachable, &session(&unreachable).await).await;
    assert_eq!((status, &error["kind"]), (503, &"zuora_unreachable".into()));
}

#[tokio::test]
async fn t5_lists_have_a_limit_of_their_own() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/100h")], |_| ());
    let cookie = session(&site).await;
    for _ in 0..LOOKUP_FACTOR {
        assert_eq!(list(&site, &cookie).await.0, 200);
    }
    let (status, error) = list(&site, &cookie).await;
    assert_eq!((status, &error["kind"]), (429, &"too_many_requests".into()));
    assert!(error["retryAfter"].is_u64(), "{error}");
    let confirm = Call::new(&cookie).path(CONFIRM_PAYMENT_METHOD);
    let (status, ..) = confirm.json(&json!({"paymentMethodId": "x"})).send(&site).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "confirmations are left");
}

#[tokio::test]
async fn t6_without_a_session_nothing_is_listed_or_changed() {
    let Fixture { site, zuora } = fixture().await;
    for path in [LIST_PAYMENT_METHODS, MAKE_DEFAULT, REMOVE_PAYMENT_METHOD, FIND_ACCOUNT] {
        let (status, _, body) = Call::without_session().path(path).send(&site).await;
        assert_eq!((status.as_u16(), &*kind(&body)), (403, "no_session"), "{path}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
