//! The details of a card's request: kept where Zuora documents them, refused where it forbids them.

use super::support::{
    ServerClient, card, create_card, new_account, new_sandbox, sign, signing_request,
};
use serde_json::{Map, Value, json};

/// Every field that the current operation has beside the card itself.
fn details() -> Map<String, Value> {
    let details = json!({
        "mitProfileAction": "Persist", "mitProfileType": "Unscheduled",
        "mitConsentAgreementSrc": "External", "mitConsentAgreementRef": "terms of 2026",
        "mitNetworkTransactionId": "network-1", "mitProfileAgreedOn": "2026-11-26",
        "gatewayOptions": {"option": "1"}, "processingOptions": {"checkDuplicated": true},
        "authGateway": "gateway", "currencyCode": "EUR", "ipAddress": "192.0.2.1",
        "skipValidation": false, "checkDuplicated": false, "identityNumber": "97370192024",
        "consent__c": "yes",
    });
    details.as_object().cloned().unwrap_or_default()
}

/// A body of the current operation, which is a `paymentMethod` of *Create account* too.
fn current_card() -> Value {
    let mut card = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111",
        "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    });
    card.as_object_mut().expect("an object").extend(details());
    card
}

fn account_with(method: Value) -> Value {
    let mut account = new_account();
    account["creditCard"] = Value::Null;
    account["paymentMethod"] = method;
    account
}

/// Inferred: *Create account* takes what the current operation takes.
#[tokio::test]
async fn both_current_operations_keep_the_same_details() {
    let server = ServerClient::new().await;
    let created = server.call("POST", "/v1/payment-methods", current_card()).await;
    let account = server.call("POST", "/v1/accounts", account_with(current_card())).await;
    for id in [&created["id"], &account["paymentMethodId"]] {
        let path = format!("/v1/payment-methods/{}", id.as_str().expect("an id"));
        let read = server.call("GET", &path, Value::Null).await;
        assert_eq!(
            read["mandateInfo"],
            json!({
                "mitConsentAgreementRef": "terms of 2026", "mitConsentAgreementSrc": "External",
                "mitProfileAction": "Persist", "mitProfileAgreedOn": "2026-11-26",
                "mitProfileType": "Unscheduled", "mitTransactionId": "network-1",
            })
        );
        assert_eq!(read["ipAddress"], "192.0.2.1");
        assert_eq!(read["identityNumber"], "97370192024");
        server.call("PUT", &format!("{path}/scrub"), Value::Null).await;
        let scrubbed = server.call("GET", &path, Value::Null).await;
        assert_eq!(scrubbed["identityNumber"], Value::Null, "a scrubbed card names nobody");
    }
}

/// Zuora: what is required, and what is not applicable.
#[tokio::test]
async fn a_stored_credential_profile_is_whole_or_refused() {
    let server = ServerClient::new().await;
    for (field, value, code) in [
        ("mitProfileType", Value::Null, 22),
        ("mitConsentAgreementSrc", Value::Null, 22),
        ("mitProfileAction", json!("activate"), 20),
        ("mitConsentAgreementRef", json!("x".repeat(129)), 20),
        ("mitProfileAgreedOn", json!("26.11.2026"), 20),
        ("ipAddress", json!("1".repeat(46)), 20),
        ("mitProfile", json!("Activate"), 21),
        ("type", json!("ACH"), 20),
        ("type", Value::Null, 22),
    ] {
        let mut wrong = current_card();
        wrong[field] = value;
        let refused = server.call("POST", "/v1/payment-methods", wrong.clone()).await;
        assert_eq!(refused["reasons"][0]["code"], 50_000_000 + code, "{field}: {refused}");
        let refused = server.call("POST", "/v1/accounts", account_with(wrong)).await;
        assert_eq!(refused["reasons"][0]["code"], 51_000_300 + code, "{field}: {refused}");
    }
    let mut activated = current_card();
    activated["mitProfileAction"] = "Activate".into();
    let id = server.call("POST", "/v1/payment-methods", activated).await["id"].take();
    let path = format!("/v1/payment-methods/{}", id.as_str().expect("an id"));
    let read = server.call("GET", &path, Value::Null).await;
    assert_eq!(read["mandateInfo"]["mitTransactionId"], Value::Null, "only with Persist");
}

/// Zuora: the older operation has the stored credential's fields, and none of the others.
#[tokio::test]
async fn the_older_operation_keeps_the_consent_and_refuses_the_newer_fields() {
    let sandbox = new_sandbox();
    let save = async |field: &str, value: Value| {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut card = card("A00000001");
        for (name, value) in [
            ("mitProfileAction", "Activate"),
            ("mitProfileType", "Recurring"),
            ("mitConsentAgreementSrc", "External"),
        ] {
            card[name] = value.into();
        }
        card[field] = value;
        create_card(&sandbox, &ticket, card).await
    };
    let saved = save("mitConsentAgreementRef", json!("terms of 2026")).await;
    let path = format!("/v1/payment-methods/{}", saved["paymentMethodId"].as_str().expect("an id"));
    let (_, _, read) = super::support::call_as_server(&sandbox, "GET", &path, &[], "").await;
    assert_eq!(read["mandateInfo"]["mitConsentAgreementRef"], "terms of 2026");
    assert_eq!(read["mandateInfo"]["mitProfileAction"], "Activate");
    for field in ["ipAddress", "currencyCode", "skipValidation", "processingOptions"] {
        let refused = save(field, json!("x")).await;
        assert_eq!(refused["reasons"][0]["code"], 50_000_021, "{field}: {refused}");
    }
    // Zuora: without an action the reference is not applicable.
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let mut alone = card("A00000001");
    alone["mitConsentAgreementRef"] = "terms of 2026".into();
    let saved = create_card(&sandbox, &ticket, alone).await;
    let path = format!("/v1/payment-methods/{}", saved["paymentMethodId"].as_str().expect("an id"));
    let (_, _, read) = super::support::call_as_server(&sandbox, "GET", &path, &[], "").await;
    assert_eq!(read["mandateInfo"]["mitConsentAgreementRef"], Value::Null);
}
