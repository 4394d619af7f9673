//! Payment methods: created, read back, changed and deleted.

use super::support::{
    ServerClient, advance_clock, bearer, card, create_card, new_sandbox, send, sign,
    signing_request,
};
use axum::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_saved_card_is_read_back_masked_under_both_prefixes() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let id = create_card(&sandbox, &ticket, card("A00000001")).await["paymentMethodId"].take();
    let token = bearer(&sandbox).await;
    let headers = [("authorization", token.as_str())];
    for prefix in ["", "/rest"] {
        let path = format!("{prefix}/v1/accounts/A00000001/payment-methods");
        let (_, _, list) = send(&sandbox, "GET", &path, &headers, "").await;
        assert_eq!(list["creditcard"][0]["id"], id);
        assert_eq!(list["creditcard"][0]["cardNumber"], "************1111");
        assert_eq!(list["defaultPaymentMethodId"], Value::Null, "the default was not requested");
        let path = format!("{prefix}/v1/payment-methods/credit-cards/accounts/A00000001");
        let (_, _, list) = send(&sandbox, "GET", &path, &headers, "").await;
        assert_eq!(list["creditCards"][0]["cardNumber"], "************1111");
    }
    let (_, _, none) = send(&sandbox, "GET", "/v1/accounts/A9/payment-methods", &headers, "").await;
    assert_eq!(
        none["reasons"][0],
        json!({"code": 50_000_040, "message": "Cannot find entity by key: 'A9'."})
    );

    let (status, ..) = send(&sandbox, "POST", "/sandbox/reset", &[], "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let token = bearer(&sandbox).await;
    let (_, _, list) = send(
        &sandbox,
        "GET",
        "/v1/accounts/A00000001/payment-methods",
        &[("authorization", &token)],
        "",
    )
    .await;
    assert_eq!(list["creditcard"], json!([]));
}

#[tokio::test]
async fn t15_every_wrong_field_is_reported_at_once_and_no_real_card_gets_in() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let reply = create_card(&sandbox, &ticket, json!({"accountKey": "A00000001"})).await;
    let codes: Vec<_> = reply["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| reason["code"].clone())
        .collect();
    assert_eq!(codes, [50_000_022; 4], "{reply}");

    for (field, value) in [
        ("creditCardNumber", json!("4999999999999996")),
        ("creditCardNumber", json!("")),
        ("creditCardType", json!("visa")),
        ("creditCardType", json!("MasterCard")),
        ("expirationMonth", json!(13)),
        ("expirationYear", json!("203")),
        ("cardHolderInfo", json!({"cardHolderName": "x".repeat(51)})),
    ] {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut wrong = card("A00000001");
        wrong[field] = value;
        let reply = create_card(&sandbox, &ticket, wrong).await;
        assert_eq!(reply["success"], false, "{field}: {reply}");
    }
    for (month, year) in
        [(json!("01"), json!("2034")), (json!(1), json!(2034)), (json!(1), json!("34"))]
    {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut right = card("A00000001");
        right["expirationMonth"] = month;
        right["expirationYear"] = year;
        assert_eq!(create_card(&sandbox, &ticket, right).await["success"], true);
    }
}

#[tokio::test]
async fn a_payment_method_is_created_attached_changed_scrubbed_and_deleted() {
    let server = ServerClient::new().await;
    let new = json!({
        "type": "CreditCard", "cardType": "MasterCard", "cardNumber": "5555555555554444", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace", "email": "ada@example.com"},
    });
    let created = server.call("POST", "/v1/payment-methods", new.clone()).await;
    let id = created["id"].as_str().expect("an id");
    let path = format!("/v1/payment-methods/{id}");
    let orphan = server.call("GET", &path, Value::Null).await;
    assert_eq!((&orphan["accountKey"], &orphan["status"]), (&Value::Null, &"Active".into()));
    assert_eq!(orphan["cardNumber"], "************4444");
    assert_eq!(orphan["accountHolderInfo"]["email"], "ada@example.com");
    assert_eq!(orphan["createdDate"].as_str().map(str::len), Some("2026-11-21 10:00:00".len()));

    assert_eq!(server.call("PUT", &path, json!({"accountKey": "A00000001"})).await["id"], id);
    assert_eq!(
        server.call("PUT", &path, json!({"accountKey": "A00000002"})).await["success"],
        false,
        "attached already"
    );
    assert_eq!(server.call("PUT", &path, json!({"expirationMonth": 12})).await["success"], true);
    assert_eq!(server.call("GET", &path, Value::Null).await["expirationMonth"], 12);
    assert_eq!(
        server.call("PUT", &format!("{path}/verify"), Value::Null).await["paymentMethodId"],
        id
    );

    let mut default = new;
    default["accountKey"] = "A00000001".into();
    default["makeDefault"] = true.into();
    let other = server.call("POST", "/v1/payment-methods", default).await;
    let list = server.call("GET", "/v1/accounts/A00000001/payment-methods", Value::Null).await;
    assert_eq!(
        (&list["defaultPaymentMethodId"], &list["creditcard"][0]["id"]),
        (&other["id"], &other["id"])
    );
    let other = format!("/v1/payment-methods/{}", other["id"].as_str().expect("an id"));
    let refused = server.call("DELETE", &other, Value::Null).await;
    assert_eq!(refused["reasons"][0]["message"], "Cannot delete default payment method.");

    assert_eq!(server.call("PUT", &format!("{path}/scrub"), Value::Null).await["success"], true);
    let again = server.call("PUT", &format!("{path}/scrub"), Value::Null).await;
    assert_eq!(again["reasons"][0]["code"], 50_000_020);
    let scrubbed = server.call("GET", &path, Value::Null).await;
    assert_eq!(
        (&scrubbed["status"], &scrubbed["cardNumber"]),
        (&"Scrubbed".into(), &"*".repeat(16).into())
    );
    assert_eq!(server.call("DELETE", &path, Value::Null).await["success"], true);
    assert_eq!(server.call("GET", &path, Value::Null).await["reasons"][0]["code"], 50_000_040);
}

#[tokio::test]
async fn an_orphan_is_deleted_after_ten_days() {
    let server = ServerClient::new().await;
    let new = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    });
    let orphan = server.call("POST", "/v1/payment-methods", new.clone()).await;
    let mut attached = new;
    attached["accountKey"] = "A00000001".into();
    let attached = server.call("POST", "/v1/payment-methods", attached).await;
    advance_clock(&server.sandbox, 10 * 24 * 3600 + 1).await;
    let bearer = bearer(&server.sandbox).await;
    for (method, there) in [(orphan, false), (attached, true)] {
        let path = format!("/v1/payment-methods/{}", method["id"].as_str().expect("an id"));
        let (_, _, found) =
            send(&server.sandbox, "GET", &path, &[("authorization", &bearer)], "").await;
        assert_eq!(found["success"], there, "{found}");
    }
}

#[tokio::test]
async fn zuoras_own_sample_is_accepted_unchanged() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let sample = json!({
        "accountKey": "A00000001", "creditCardType": "Discover", "creditCardNumber": "1111222233334444", "expirationMonth": "10",
        "expirationYear": "2015", "securityCode": "331", "defaultPaymentMethod": "true",
        "cardHolderInfo": {
            "cardHolderName": "Leo", "addressLine1": "77 xxxxx Cir", "addressLine2": null, "city": null, "state": "CA", "zipCode": "94404",
            "country": "USA", "phone": "4155551234", "email": "test@example.com",
        },
    });
    assert_eq!(create_card(&sandbox, &ticket, sample).await["success"], true);
}
