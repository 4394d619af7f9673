//! Tickets: what a signature is valid for, and how often.

use super::support::{
    JSON, ORIGIN, advance_clock, card, create_card, invalid_token_reply, new_account, new_sandbox,
    send, sign, signing_request, ticket_headers,
};
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_signature_has_the_form_of_the_published_samples() {
    use base64::Engine as _;
    let signed = sign(&new_sandbox(), signing_request("A00000001")).await;
    assert_eq!(signed["success"], true);
    let token = signed["token"].as_str().expect("a token");
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{token}");
    let signature = signed["signature"].as_str().expect("a signature");
    let hex = base64::engine::general_purpose::STANDARD.decode(signature).expect("base64");
    assert_eq!((signature.len(), hex.len()), (56, 40));
    assert!(hex.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
}

#[tokio::test]
async fn the_three_documented_errors_to_the_letter() {
    let sandbox = new_sandbox();
    let mut empty =
        sign(&sandbox, json!({"uri": "", "method": "POST", "accountKey": "A00000001"})).await;
    let process = empty["processId"].take();
    assert_eq!(process.as_str().map(str::len), Some(16));
    assert_eq!(
        empty,
        json!({"success": false, "processId": null, "reasons": [{"code": 59_010_220, "message": "'uri' may not be empty"}]})
    );
    let elsewhere = json!({"uri": "http://127.0.0.1:3100/v1/subscriptions", "method": "POST", "accountKey": "A00000001"});
    assert_eq!(
        sign(&sandbox, elsewhere).await,
        json!({"success": false, "reasons": [{"message": "This API is not CORS enabled.", "code": 90_000_010}]})
    );
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    assert_eq!(create_card(&sandbox, &ticket, card("A00000001")).await["success"], true);
    assert_eq!(create_card(&sandbox, &ticket, card("A00000001")).await, invalid_token_reply());
}

#[tokio::test]
async fn a_ticket_is_bound_used_up_and_expires() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let other = create_card(&sandbox, &ticket, card("A00000002")).await;
    assert_eq!(other["reasons"][0]["message"], "Invalid signature");
    assert_eq!(
        create_card(&sandbox, &ticket, card("A00000001")).await,
        invalid_token_reply(),
        "used up all the same"
    );

    let mut forged = sign(&sandbox, signing_request("A00000001")).await;
    forged["signature"] = "Zm9yZ2Vk".into();
    assert_eq!(create_card(&sandbox, &forged, card("A00000001")).await["success"], false);

    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    advance_clock(&sandbox, 600).await;
    assert_eq!(create_card(&sandbox, &ticket, card("A00000001")).await, invalid_token_reply());

    assert_eq!(create_card(&sandbox, &json!({}), card("A00000001")).await, invalid_token_reply());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_uses_of_one_ticket_at_once_save_one_card() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let all = (0..100).map(|_| {
        let (sandbox, ticket) = (sandbox.clone(), ticket.clone());
        tokio::spawn(async move {
            create_card(&sandbox, &ticket, card("A00000001")).await["success"] == true
        })
    });
    let mut saved = 0;
    for one in all.collect::<Vec<_>>() {
        saved += usize::from(one.await.expect("no panic"));
    }
    assert_eq!(saved, 1);
}

#[tokio::test]
async fn the_name_signed_for_is_the_name_created() {
    let sandbox = new_sandbox();
    let signing = json!({"uri": "http://127.0.0.1:3100/rest/v1/accounts", "method": "POST", "name": "Amber Works"});
    for (name, success) in [("Other Works", false), ("Amber Works", true)] {
        let ticket = sign(&sandbox, signing.clone()).await;
        let mut account = new_account();
        account["name"] = name.into();
        let headers = [&ticket_headers(&ticket)[..], &[("origin", ORIGIN)]].concat();
        let (_, headers, reply) =
            send(&sandbox, "POST", "/v1/accounts", &headers, account.to_string()).await;
        assert_eq!(reply["success"], success, "{reply}");
        assert_eq!(headers["access-control-allow-origin"], ORIGIN);
    }
}

#[tokio::test]
async fn a_ticket_is_not_accepted_where_only_servers_may_call() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    assert_eq!(ticket["success"], true);
    let headers = ticket_headers(&ticket);
    for (method, path) in [
        ("POST", "/v1/payment-methods"),
        ("GET", "/v1/accounts/A00000001"),
        ("POST", "/v1/hmac-signatures"),
    ] {
        let (status, ..) = send(&sandbox, method, path, &headers, "{}").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn one_ticket_can_be_made_to_expire_alone() {
    let sandbox = new_sandbox();
    let (first, second) = (
        sign(&sandbox, signing_request("A00000001")).await,
        sign(&sandbox, signing_request("A00000001")).await,
    );
    for status in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
        let body = json!({"token": first["token"]}).to_string();
        let (found, ..) = send(&sandbox, "POST", "/sandbox/tickets/expire", &JSON, body).await;
        assert_eq!(found, status);
        let reply = create_card(&sandbox, &first, card("A00000001")).await;
        assert_eq!(reply, invalid_token_reply());
    }
    assert_eq!(create_card(&sandbox, &second, card("A00000001")).await["success"], true);
}

/// `printf 'POST\n/v1/…\nA00000001\n<token>\n' | openssl dgst -sha1 -hmac <key>`, then base64.
#[tokio::test]
async fn a_signature_can_be_worked_out_with_the_signing_key() {
    use base64::Engine as _;
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use std::fmt::Write as _;
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let origin = [("origin", ORIGIN)];
    let (_, headers, reply) = send(&sandbox, "GET", "/sandbox/signing-key", &origin, "").await;
    assert_eq!(headers["access-control-allow-origin"], ORIGIN);
    let key = reply["key"].as_str().expect("a key").as_bytes();
    let token = ticket["token"].as_str().expect("a token");
    let text = format!("POST\n/v1/payment-methods/credit-cards\nA00000001\n{token}\n");
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key).expect("a key");
    mac.update(text.as_bytes());
    let hex = mac.finalize().into_bytes().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let signature = base64::engine::general_purpose::STANDARD.encode(hex);
    assert_eq!(ticket["signature"], signature);

    let foreign = [("origin", "https://shop.example")];
    let (status, ..) = send(&sandbox, "GET", "/sandbox/signing-key", &foreign, "").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
