//! The switches of the tenant: what each changes, and that a reset undoes it.

use super::support::{
    CREDIT_CARDS, HOST, JSON, ORIGIN, call_as_server, card, create_card, new_sandbox, send,
    set_switches, sign, signing_request, ticket_headers,
};
use axum::{Router, http::StatusCode};
use serde_json::{Value, json};

fn signing_request_for(base_url: &str) -> Value {
    let mut request = signing_request("A00000001");
    request["uri"] = format!("{base_url}{CREDIT_CARDS}").into();
    request
}

#[tokio::test]
async fn a_signed_uri_names_the_sandboxes_own_host() {
    let sandbox = new_sandbox();
    for base_url in [
        "https://rest.test.zuora.com",
        "https://127.0.0.1:3100",
        "http://127.0.0.1",
        "http://127.0.0.1:3101",
        "http://localhost:3100",
        "http://127.0.0.1:3100@evil.test",
        "file://127.0.0.1:3100",
    ] {
        assert_eq!(
            sign(&sandbox, signing_request_for(base_url)).await,
            json!({"success": false, "reasons": [{"message": "This API is not CORS enabled.", "code": 90_000_010}]}),
            "{base_url}"
        );
    }
    for base_url in [format!("http://{HOST}"), format!("http://{HOST}/rest")] {
        let ticket = sign(&sandbox, signing_request_for(&base_url)).await;
        let saved = create_card(&sandbox, &ticket, card("A00000001")).await;
        assert_eq!(saved["success"], true, "{base_url}: {saved}");
    }
}

#[tokio::test]
async fn a_ticket_is_refused_under_another_host_than_the_signed_one() {
    let sandbox = new_sandbox();
    for (switches, success) in [
        (json!({}), false),
        (json!({"signedHost": "any"}), true),
        (json!({"signedHost": "own"}), false),
    ] {
        set_switches(&sandbox, switches.clone()).await;
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let headers =
            [&ticket_headers(&ticket)[..], &[("origin", ORIGIN), ("host", "localhost:3100")]]
                .concat();
        let body = card("A00000001").to_string();
        let (_, _, reply) = send(&sandbox, "POST", CREDIT_CARDS, &headers, body).await;
        assert_eq!(reply["success"], success, "{switches}: {reply}");
    }
}

#[tokio::test]
async fn with_the_switch_any_host_is_signed_for_until_a_reset() {
    let sandbox = new_sandbox();
    set_switches(&sandbox, json!({"signedHost": "any"})).await;
    let ticket = sign(&sandbox, signing_request_for("https://rest.test.zuora.com")).await;
    assert_eq!(create_card(&sandbox, &ticket, card("A00000001")).await["success"], true);
    let (status, ..) = send(&sandbox, "POST", "/sandbox/reset", &[], "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let refused = sign(&sandbox, signing_request_for("https://rest.test.zuora.com")).await;
    assert_eq!(refused["success"], false, "{refused}");
}

async fn save_for(sandbox: &Router, account_key: &str) -> Value {
    let ticket = sign(sandbox, signing_request(account_key)).await;
    assert_eq!(ticket["success"], true, "signing takes number and id: {ticket}");
    create_card(sandbox, &ticket, card(account_key)).await
}

/// Zuora: the older text and the newest one.
#[tokio::test]
async fn a_card_is_saved_by_number_or_id_and_with_the_switch_by_id_alone() {
    let sandbox = new_sandbox();
    let (_, _, account) = call_as_server(&sandbox, "GET", "/v1/accounts/A00000001", &[], "").await;
    let id = account["basicInfo"]["id"].as_str().expect("an id");
    for key in ["A00000001", id] {
        assert_eq!(save_for(&sandbox, key).await["success"], true, "{key}");
    }
    set_switches(&sandbox, json!({"accountKey": "idOnly"})).await;
    assert_eq!(save_for(&sandbox, id).await["success"], true);
    assert_eq!(
        save_for(&sandbox, "A00000001").await["reasons"],
        json!([{"code": 50_000_040, "message": "Cannot find entity by key: 'A00000001'."}])
    );
    set_switches(&sandbox, json!({"accountKey": "numberOrId"})).await;
    assert_eq!(save_for(&sandbox, "A00000001").await["success"], true);
}

#[tokio::test]
async fn an_unknown_switch_or_value_changes_nothing() {
    let sandbox = new_sandbox();
    for wrong in [
        json!({"signedHost": "all"}),
        json!({"accountKey": "number"}),
        json!({"address": true}),
        json!({"declineCategory": 100}),
        json!({"declineCategory": -1}),
        json!({"signedHosts": "any"}),
        json!([]),
    ] {
        let (status, ..) =
            send(&sandbox, "POST", "/sandbox/tenant", &JSON, wrong.to_string()).await;
        assert!(status.is_client_error(), "{wrong}: {status}");
    }
    let refused = sign(&sandbox, signing_request_for("https://rest.test.zuora.com")).await;
    assert_eq!(refused["success"], false, "{refused}");
}
