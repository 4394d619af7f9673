//! A client of the sandbox, and the requests that most tests send.

use crate::sandbox::router;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub const ORIGIN: &str = "http://localhost:3000";
/// The sandbox's own address: what every request of these tests has in its `Host` header.
pub const HOST: &str = "127.0.0.1:3100";
pub const CREDIT_CARDS: &str = "/v1/payment-methods/credit-cards";
pub const CREDENTIALS: &str = "client_id=5a4db0c5-0000-4000-8000-c0ffee000001&client_secret=sandbox-demo-secret&grant_type=client_credentials";

pub const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];
pub const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

/// A sandbox in its start state, for pages of `ORIGIN`.
pub fn new_sandbox() -> Router {
    router(ORIGIN)
}

/// Sends a request. Returns status, headers and JSON of the reply; `null` when it is not JSON.
pub async fn send(
    sandbox: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<String>,
) -> (StatusCode, HeaderMap, Value) {
    let mut request = Request::builder().method(method).uri(path);
    if headers.iter().all(|(name, _)| *name != "host") {
        request = request.header("host", HOST);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.into())).expect("a request");
    let (parts, body) = sandbox.clone().oneshot(request).await.expect("an answer").into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    (parts.status, parts.headers, serde_json::from_slice(&body).unwrap_or_default())
}

/// The headers and the text of what `GET` gets with these headers.
pub async fn get_text(
    sandbox: &Router,
    path: &str,
    headers: &[(&str, &str)],
) -> (HeaderMap, String) {
    let mut request = Request::get(path).header("host", HOST);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let (parts, body) = sandbox.clone().oneshot(request).await.expect("an answer").into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    (parts.headers, String::from_utf8(body.into()).expect("text"))
}

/// The value of the `Authorization` header for a new bearer token.
pub async fn bearer(sandbox: &Router) -> String {
    let (status, _, granted) = send(sandbox, "POST", "/oauth/token", &FORM, CREDENTIALS).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&granted["token_type"], &granted["expires_in"]), (&"bearer".into(), &3598.into()));
    format!("Bearer {}", granted["access_token"].as_str().expect("a token"))
}

/// A request with a new bearer token.
pub async fn call_as_server(
    sandbox: &Router,
    method: &str,
    path: &str,
    extra: &[(&str, &str)],
    body: &str,
) -> (StatusCode, HeaderMap, Value) {
    let bearer = bearer(sandbox).await;
    let mut headers =
        vec![("authorization", bearer.as_str()), ("content-type", "application/json")];
    headers.extend(extra);
    send(sandbox, method, path, &headers, body).await
}

/// A server that keeps its bearer token.
pub struct ServerClient {
    pub sandbox: Router,
    bearer: String,
}

impl ServerClient {
    pub async fn new() -> Self {
        let sandbox = new_sandbox();
        let bearer = bearer(&sandbox).await;
        Self { sandbox, bearer }
    }

    pub async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let headers =
            [("authorization", self.bearer.as_str()), ("content-type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        send(&self.sandbox, method, path, &headers, body).await.2
    }
}

/// Requests a ticket.
pub async fn sign(sandbox: &Router, request: Value) -> Value {
    let bearer = bearer(sandbox).await;
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    send(sandbox, "POST", "/v1/hmac-signatures", &headers, request.to_string()).await.2
}

/// What a server sends to get a ticket for a card of this account.
pub fn signing_request(account: &str) -> Value {
    json!({"uri": format!("http://{HOST}{CREDIT_CARDS}"), "method": "POST", "accountKey": account})
}

/// The headers of a call with a ticket and a JSON body.
pub fn ticket_headers(ticket: &Value) -> [(&str, &str); 3] {
    let text = |field: &str| ticket[field].as_str().unwrap_or_default();
    [
        ("content-type", "application/json"),
        ("signature", text("signature")),
        ("token", text("token")),
    ]
}

/// A card for this account.
pub fn card(account: &str) -> Value {
    json!({
        "accountKey": account,
        "creditCardType": "Visa",
        "creditCardNumber": "4111111111111111",
        "expirationMonth": "10",
        "expirationYear": "2034",
        "securityCode": "123",
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    })
}

/// Saves a card as a browser does, across origins.
pub async fn create_card(sandbox: &Router, ticket: &Value, card: Value) -> Value {
    let headers = [&ticket_headers(ticket)[..], &[("origin", ORIGIN)]].concat();
    let (_, headers, reply) = send(sandbox, "POST", CREDIT_CARDS, &headers, card.to_string()).await;
    assert_eq!(
        headers["access-control-allow-origin"], ORIGIN,
        "errors too can be read across origins"
    );
    assert_eq!(headers["access-control-allow-credentials"], "true");
    reply
}

/// Zuora's reply to a token that is used up or unknown.
pub fn invalid_token_reply() -> Value {
    json!({"success": false, "reasons": [{"message": "Invalid token. Note: a token can only be used once.", "code": 90_000_011}]})
}

/// An account with a card.
pub fn new_account() -> Value {
    json!({
        "name": "Amber Works",
        "currency": "EUR",
        "billCycleDay": "1",
        "autoPay": true,
        "billToContact": {"firstName": "Emmy", "lastName": "Noether", "city": "Erlangen", "country": "Germany", "workEmail": null},
        "creditCard": {
            "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": "10", "expirationYear": "2034", "securityCode": "123",
            "cardHolderInfo": {"cardHolderName": "Emmy Noether", "addressLine1": "1", "city": "E", "state": "B", "country": "DE", "zipCode": "9"},
        },
    })
}

pub async fn advance_clock(sandbox: &Router, seconds: u64) {
    let body = json!({"advanceSeconds": seconds}).to_string();
    let (status, ..) = send(sandbox, "POST", "/sandbox/clock", &JSON, body).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
}

/// The sandbox's journal.
pub async fn journal(sandbox: &Router) -> Vec<Value> {
    let (_, _, journal) = send(sandbox, "GET", "/sandbox/journal", &[], "").await;
    journal.as_array().expect("a list").clone()
}

/// Sets switches of `POST /sandbox/tenant`.
pub async fn set_switches(sandbox: &Router, switches: Value) {
    let (status, ..) = send(sandbox, "POST", "/sandbox/tenant", &JSON, switches.to_string()).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{switches}");
}

pub async fn order_fault(sandbox: &Router, order: Value) {
    let (status, ..) = send(sandbox, "POST", "/sandbox/faults", &JSON, order.to_string()).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{order}");
}
