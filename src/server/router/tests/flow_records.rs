//! The server's records for the flow inspector: what it has called, without its secrets, and nothing
//! where the inspector is off.

use super::support::{
    CONFIRM_PAYMENT_METHOD, Call, Fixture, clear_faults, fail_next_signature, fixture, session,
    site_with,
};
use axum::http::{StatusCode, header};
use serde_json::json;

#[tokio::test]
async fn a_signature_comes_with_the_calls_that_were_made_for_it() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (status, reply, headers) = Call::new(&cookie).fetch_json(&site).await;
    assert_eq!(
        (status, headers[header::CACHE_CONTROL].as_bytes()),
        (StatusCode::OK, &b"no-store"[..])
    );
    let urls: Vec<_> = reply["records"]
        .as_array()
        .expect("records")
        .iter()
        .map(|record| record["url"].as_str().expect("a URL"))
        .collect();
    assert_eq!(urls, [format!("{zuora}/oauth/token"), format!("{zuora}/v1/hmac-signatures")]);
    let (bearer, signing) = (&reply["records"][0], &reply["records"][1]);
    assert_eq!(bearer["leftOut"], json!(["client_id", "client_secret", "access_token"]));
    assert_eq!(signing["body"]["accountKey"], reply["accountKey"]);
    assert_eq!(signing["body"]["uri"], reply["uri"]);
    assert_eq!(signing["reply"]["signature"], reply["signature"]);
    assert_eq!(signing["status"], 200);
    let end = signing["start"].as_u64().zip(signing["duration"].as_u64());
    let end = end.map(|(start, duration)| start + duration);
    assert!(end <= reply["recordsTook"].as_u64() && end > Some(0), "{reply}");
    let place = signing["place"].as_str().expect("a place");
    let (file, line) = place.split_once(':').expect("a line");
    let source = std::fs::read_to_string(file).expect("the file");
    let line = source.lines().nth(line.parse::<usize>().expect("a number") - 1);
    assert!(line.expect("the line").contains("flow_records::begin"), "{place}");
    for secret in ["sandbox-demo-secret", "c0ffee", "Bearer "] {
        assert!(!reply.to_string().contains(secret), "{secret} in {reply}");
    }

    let (_, second, _) = Call::new(&cookie).fetch_json(&site).await;
    assert_eq!(second["records"].as_array().map(Vec::len), Some(1), "the bearer token is kept");
}

#[tokio::test]
async fn nothing_else_has_records() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let call =
        Call::new(&cookie).path(CONFIRM_PAYMENT_METHOD).json(&json!({"paymentMethodId": "1"}));
    assert!(call.fetch_json(&site).await.1.get("records").is_none());
    fail_next_signature(&zuora, &json!({"status": 500})).await;
    let (status, error, _) = Call::new(&cookie).fetch_json(&site).await;
    assert!(status.is_server_error() && error.get("records").is_none(), "{error}");

    clear_faults(&zuora).await;
    let off = site_with(&zuora, &[("FLOW_INSPECTOR", "off")], |_| ());
    let cookie = session(&off).await;
    let (status, reply, _) = Call::new(&cookie).fetch_json(&off).await;
    assert_eq!(status, StatusCode::OK);
    assert!(reply.get("records").is_none() && reply.get("recordsTook").is_none(), "{reply}");
}
