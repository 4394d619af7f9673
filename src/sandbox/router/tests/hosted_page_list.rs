//! The list of the tenant's Payment Pages.

use super::support::{ServerClient, new_sandbox, send, sign, signing_request, ticket_headers};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Zuora: the keys of the published sample.
#[tokio::test]
async fn a_server_lists_the_hosted_page_under_both_prefixes() {
    let server = ServerClient::new().await;
    let page = json!({
        "pageId": crate::sandbox::PAGE_ID, "pageType": "Credit Card", "pageVersion": 2,
    });
    for query in ["", "?versionNumber=2", "?version=2"] {
        for prefix in ["", "/rest"] {
            let path = format!("{prefix}/v1/hostedpages{query}");
            let list = server.call("GET", &path, Value::Null).await;
            assert_eq!(list, json!({"hostedpages": [page], "success": true}), "{path}");
        }
    }
    let none = server.call("GET", "/v1/hostedpages?versionNumber=1", Value::Null).await;
    assert_eq!(none, json!({"hostedpages": [], "success": true}));
}

#[tokio::test]
async fn no_browser_and_no_unknown_version_gets_the_list() {
    let sandbox = new_sandbox();
    let (status, ..) = send(&sandbox, "GET", "/v1/hostedpages", &[], "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let (status, ..) = send(&sandbox, "GET", "/v1/hostedpages", &ticket_headers(&ticket), "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let server = ServerClient::new().await;
    let refused = server.call("GET", "/v1/hostedpages?versionNumber=string", Value::Null).await;
    assert_eq!(refused["reasons"][0]["code"], 50_000_020, "{refused}");
}
