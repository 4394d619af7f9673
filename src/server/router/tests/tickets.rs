//! What a ticket holds, for each operation.

use super::support::{
    CREATE_ACCOUNT, Call, Fixture, GET_FILE, RSA_SIGNATURES, SandboxClient, fixture, session,
};
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

#[tokio::test]
async fn a_session_gets_a_ticket_for_its_own_account() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (status, headers, body) = Call::new(&cookie).send(&site).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    let ticket: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(ticket["method"], "POST");
    assert_eq!(ticket["uri"], format!("{zuora}/v1/payment-methods/credit-cards"));
    assert_eq!(ticket["accountKey"], "A00000001");
    assert_eq!(ticket["token"].as_str().map(str::len), Some(32));
    assert!(ticket["signature"].is_string());
}

/// Path, arguments, method, address, and what the ticket is bound to.
type Row = (&'static str, Value, &'static str, String, Option<(&'static str, &'static str)>);

#[tokio::test]
async fn each_ticket_has_the_documented_fields() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let file = SandboxClient::connect(&zuora).await.newest_file("A00000001").await;
    let rows: Vec<Row> = vec![
        (
            CREATE_ACCOUNT,
            json!({"name": "Cedar & Sons"}),
            "POST",
            "/v1/accounts".to_owned(),
            Some(("name", "Cedar & Sons")),
        ),
        (GET_FILE, json!({"fileId": file}), "GET", format!("/v1/files/{file}"), None),
        (
            RSA_SIGNATURES,
            json!({}),
            "POST",
            "/v1/rsa-signatures".to_owned(),
            Some(("pageId", crate::sandbox::PAGE_ID)),
        ),
    ];
    for (path, body, method, uri, bound) in rows {
        let (status, ticket, headers) =
            Call::new(&cookie).path(path).json(&body).fetch_json(&site).await;
        assert_eq!(status, StatusCode::OK, "{path}: {ticket}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(
            (&ticket["method"], &ticket["uri"]),
            (&method.into(), &format!("{zuora}{uri}").into())
        );
        assert_eq!(ticket["token"].as_str().map(str::len), Some(32), "{path}");
        assert!(ticket["signature"].is_string() && ticket["accountKey"].is_null(), "{path}");
        if let Some((field, value)) = bound {
            assert_eq!(ticket[field], value, "{path}");
        }
    }
}
