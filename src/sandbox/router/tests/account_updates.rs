//! Accounts changed by `PUT /v1/accounts/{key}`.

use super::support::{ServerClient, call_as_server, new_account, order_fault, send};
use axum::http::StatusCode;
use serde_json::{Value, json};

const ACCOUNT: &str = "/v1/accounts/A00000001";

/// Saves a card in this account; returns its id.
async fn save_card(server: &ServerClient, account: Option<&str>, default: bool) -> String {
    let mut card = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"}, "makeDefault": default,
    });
    if let Some(account) = account {
        card["accountKey"] = account.into();
    }
    let saved = server.call("POST", "/v1/payment-methods", card).await;
    saved["id"].as_str().expect("an id").to_owned()
}

async fn default_of(server: &ServerClient, account: &str) -> Value {
    let list = format!("/v1/accounts/{account}/payment-methods");
    server.call("GET", &list, Value::Null).await["defaultPaymentMethodId"].take()
}

#[tokio::test]
async fn another_card_becomes_the_default_and_then_the_old_one_can_be_deleted() {
    let server = ServerClient::new().await;
    let old = save_card(&server, Some("A00000001"), true).await;
    let new = save_card(&server, Some("A00000001"), false).await;
    let path = format!("/v1/payment-methods/{old}");
    assert_eq!(server.call("DELETE", &path, Value::Null).await["success"], false);
    let account = server.call("GET", ACCOUNT, Value::Null).await;
    let by_id = format!("/rest/v1/accounts/{}", account["basicInfo"]["id"].as_str().expect("text"));
    for (key, id) in [(ACCOUNT, &new), (&*by_id, &old), (&*by_id, &new), (ACCOUNT, &new)] {
        let changed = server.call("PUT", key, json!({"defaultPaymentMethodId": id})).await;
        assert_eq!(changed, json!({"success": true}));
        assert_eq!(default_of(&server, "A00000001").await, **id);
    }
    assert_eq!(server.call("DELETE", &path, Value::Null).await["success"], true);
}

#[tokio::test]
async fn only_an_active_card_of_the_account_becomes_its_default() {
    let server = ServerClient::new().await;
    let own = save_card(&server, Some("A00000001"), true).await;
    let others = save_card(&server, Some("A00000002"), false).await;
    let orphan = save_card(&server, None, false).await;
    let scrubbed = save_card(&server, Some("A00000001"), false).await;
    server.call("PUT", &format!("/v1/payment-methods/{scrubbed}/scrub"), Value::Null).await;
    for id in [&*others, &orphan, &scrubbed, "402892c74c9193cd014c96bbe7c101f8"] {
        let refused = server.call("PUT", ACCOUNT, json!({"defaultPaymentMethodId": id})).await;
        assert_eq!(refused["reasons"][0]["code"], 51_000_320, "{refused}");
        assert_eq!(default_of(&server, "A00000001").await, *own);
    }
}

#[tokio::test]
async fn what_is_sent_is_changed_and_nothing_else() {
    let server = ServerClient::new().await;
    let created = server.call("POST", "/v1/accounts", new_account()).await;
    let path = format!("/v1/accounts/{}", created["accountNumber"].as_str().expect("a number"));
    let before = server.call("GET", &path, Value::Null).await;
    let change = json!({
        "name": "Amber & Sons", "crmId": "CRM-2", "notes": "moved", "salesRep": "Ada",
        "paymentGateway": "TestGateway", "paymentTerm": "Net 30", "billCycleDay": 15, "autoPay": false,
        "billToContact": {"firstName": "Emmy", "lastName": "N.", "city": "", "country": "USA"},
        "batch": "Batch2", "purchaseOrderNumber": "7", "Region__c": "south", "tagging": null,
    });
    assert_eq!(server.call("PUT", &path, change).await, json!({"success": true}));
    let mut expected = before.clone();
    for (field, value) in [
        ("/basicInfo/name", json!("Amber & Sons")),
        ("/basicInfo/crmId", json!("CRM-2")),
        ("/basicInfo/notes", json!("moved")),
        ("/basicInfo/salesRep", json!("Ada")),
        ("/billingAndPayment/paymentGateway", json!("TestGateway")),
        ("/billingAndPayment/paymentTerm", json!("Net 30")),
        ("/billingAndPayment/billCycleDay", json!(15)),
        ("/billingAndPayment/autoPay", json!(false)),
        ("/billToContact/lastName", json!("N.")),
        ("/billToContact/city", Value::Null),
        ("/billToContact/country", json!("United States")),
    ] {
        *expected.pointer_mut(field).expect("a field") = value;
    }
    assert_eq!(server.call("GET", &path, Value::Null).await, expected);
    let emptied = json!({"crmId": "", "salesRep": "", "notes": "", "defaultPaymentMethodId": ""});
    assert_eq!(server.call("PUT", &path, emptied).await["success"], true);
    let account = server.call("GET", &path, Value::Null).await;
    assert_eq!(
        (&account["basicInfo"]["crmId"], &account["basicInfo"]["notes"]),
        (&Value::Null, &"".into())
    );
    assert_eq!(account["basicInfo"]["defaultPaymentMethodId"], Value::Null);
}

#[tokio::test]
async fn a_wrong_request_changes_nothing() {
    let server = ServerClient::new().await;
    let before = server.call("GET", ACCOUNT, Value::Null).await;
    for (wrong, code) in [
        (json!({"notes": "x", "name": ""}), 51_000_320),
        (json!({"notes": "x", "name": "x".repeat(256)}), 51_000_320),
        (json!({"notes": "x", "crmId": "x".repeat(101)}), 51_000_320),
        (json!({"notes": "x", "paymentTerm": "Net 1"}), 51_000_320),
        (json!({"notes": "x", "billCycleDay": 32}), 51_000_320),
        (json!({"notes": "x", "autoPay": true}), 51_000_320),
        (json!({"notes": "x", "billToContact": {"city": "Bonn"}}), 51_000_322),
        (
            json!({"notes": "x", "billToContact": {"firstName": "a", "lastName": "b", "country": "?"}}),
            51_000_320,
        ),
        (json!({"notes": "x", "currency": "EUR"}), 51_000_321),
        (json!({"notes": "x", "accountNumber": "B-1"}), 51_000_321),
        (json!({"notes": "4999 9999 9999 9996"}), 50_000_020),
        (json!([]), 50_000_090),
    ] {
        let refused = server.call("PUT", ACCOUNT, wrong.clone()).await;
        assert_eq!(refused["reasons"][0]["code"], code, "{wrong}: {refused}");
    }
    assert_eq!(server.call("GET", ACCOUNT, Value::Null).await, before);
    let unknown = server.call("PUT", "/v1/accounts/A9", json!({"notes": "x"})).await;
    assert_eq!(
        unknown["reasons"][0],
        json!({"code": 50_000_040, "message": "Cannot find entity by key: 'A9'."})
    );
    let body = json!({"notes": "x"}).to_string();
    let dated = [("zuora-version", "2025-08-12")];
    let (status, ..) =
        call_as_server(&server.sandbox, "PUT", "/v1/accounts/A9", &dated, &body).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, ..) = send(&server.sandbox, "PUT", ACCOUNT, &[], body).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "without a bearer token");
}

#[tokio::test]
async fn the_journal_has_an_update_without_card_numbers() {
    let server = ServerClient::new().await;
    server.call("PUT", ACCOUNT, json!({"notes": "4111 1111 1111 1111"})).await;
    let (_, _, journal) = send(&server.sandbox, "GET", "/sandbox/journal", &[], "").await;
    let journal = journal.to_string();
    assert!(journal.contains("**** **** **** 1111") && !journal.contains("4111 1111"), "{journal}");
}

#[tokio::test]
async fn a_list_an_update_and_a_deletion_can_fail_each_by_itself() {
    let server = ServerClient::new().await;
    let id = save_card(&server, Some("A00000001"), false).await;
    let card = format!("/v1/payment-methods/{id}");
    let list = "/v1/accounts/A00000001/payment-methods";
    for (operation, method, path, others) in [
        ("list-payment-methods", "GET", list, ["/v1/accounts/A00000001", &*card]),
        ("update-account", "PUT", ACCOUNT, [ACCOUNT, list]),
        ("delete-payment-method", "DELETE", &*card, [list, &*card]),
    ] {
        let reason = json!({"code": 50_000_061, "message": "later"});
        order_fault(&server.sandbox, json!({"operation": operation, "fault": {"reason": reason}}))
            .await;
        for other in others {
            let read = server.call("GET", other, Value::Null).await;
            assert_eq!(read["success"], true, "{operation}: GET {other}");
        }
        let body = if method == "PUT" { json!({"notes": "x"}) } else { Value::Null };
        let failed = server.call(method, path, body.clone()).await;
        assert_eq!(failed["reasons"][0], reason, "{operation}");
        assert_eq!(server.call(method, path, body).await["success"], true, "{operation}: again");
    }
}
