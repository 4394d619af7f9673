//! The example of `docs/add-an-operation.md`, run, and its document, held to its code.

use super::support::{Call, ORIGIN, serve, session, site};
use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

const RETRIEVE_ACCOUNT: &str = "/api/sign/retrieve-account";

/// A sandbox that signs whatever it is given, and what it was given.
async fn sandbox_that_signs_everything() -> (String, Arc<Mutex<Value>>) {
    let signed = Arc::new(Mutex::new(Value::Null));
    let sign = async |State(signed): State<Arc<Mutex<Value>>>, Json(body): Json<Value>| {
        *signed.lock().expect("one request at a time") = body;
        Json(json!({"success": true, "signature": "c2lnbmF0dXJl", "token": "t".repeat(32)}))
    };
    let routes = Router::new()
        .route("/v1/hmac-signatures", post(sign))
        .with_state(signed.clone())
        .fallback_service(crate::sandbox::router(ORIGIN));
    (serve(routes).await, signed)
}

#[tokio::test]
async fn the_example_signs_for_the_account_of_the_session() {
    let (zuora, signed) = sandbox_that_signs_everything().await;
    let site = site(&zuora);
    let call = Call::new(&session(&site).await).path(RETRIEVE_ACCOUNT);
    let (status, _, body) = call.send(&site).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let ticket: Value = serde_json::from_str(&body).expect("JSON");
    let uri = format!("{zuora}/v1/accounts/A00000001");
    assert_eq!((&ticket["method"], &ticket["uri"]), (&"GET".into(), &uri.as_str().into()));
    assert_eq!(*signed.lock().expect("no panic"), json!({"method": "GET", "uri": uri}));
}

#[tokio::test]
async fn the_example_takes_no_account_and_needs_a_session() {
    let (zuora, _) = sandbox_that_signs_everything().await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let of_another = Call::new(&cookie).path(RETRIEVE_ACCOUNT).body(r#"{"account":"A00000002"}"#);
    assert_eq!(of_another.send(&site).await.0, StatusCode::BAD_REQUEST);
    let of_nobody = Call::new(&cookie).path(RETRIEVE_ACCOUNT).without("cookie");
    assert_eq!(of_nobody.send(&site).await.0, StatusCode::FORBIDDEN);
}

#[test]
fn every_code_block_of_the_document_is_in_the_example() {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        fs::read_to_string(path).expect("the file")
    };
    let code = read("add-an-operation.rs");
    let document = read("add-an-operation.md");
    let blocks: Vec<_> = document.split("```rust\n").skip(1).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        let block = block.split("```").next().unwrap_or_default().trim();
        assert!(code.contains(block), "{block}");
    }
}
