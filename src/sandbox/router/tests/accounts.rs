//! Accounts: created whole or not at all, and read back.

use super::support::{ServerClient, bearer, new_account, new_sandbox, send};
use axum::Router;
use serde_json::{Value, json};

#[tokio::test]
async fn an_account_is_created_with_its_card_and_read_back() {
    let server = ServerClient::new().await;
    let created = server.call("POST", "/v1/accounts", new_account()).await;
    assert_eq!(created["success"], true, "{created}");
    assert_eq!(created["accountNumber"], "A00000003");
    let id = created["accountId"].as_str().expect("an id");
    let read = server.call("GET", &format!("/rest/v1/accounts/{id}"), Value::Null).await;
    assert_eq!(read["basicInfo"]["name"], "Amber Works");
    assert_eq!(read["basicInfo"]["defaultPaymentMethodId"], created["paymentMethodId"]);
    assert_eq!(read["billingAndPayment"]["currency"], "EUR");
    assert_eq!(read["billToContact"]["city"], "Erlangen");
    assert_eq!(read["soldToContact"]["lastName"], "Noether", "sold-to is a copy of bill-to");
    let default =
        server.call("GET", "/v1/accounts/A00000003/payment-methods/default", Value::Null).await;
    assert_eq!(
        (&default["cardNumber"], &default["isDefault"]),
        (&"************1111".into(), &true.into())
    );
    assert_eq!(default["accountHolderInfo"]["accountHolderName"], "Emmy Noether");
}

#[tokio::test]
async fn an_account_is_created_whole_or_not_at_all() {
    let server = ServerClient::new().await;
    let change = |path: &str, value: Value| {
        let mut account = new_account();
        *account.pointer_mut(path).expect("a field") = value;
        account
    };
    for (wrong, code) in [
        (change("/creditCard/cardNumber", json!("4000000000000002")), 50_000_099),
        (change("/creditCard/cardNumber", json!("4999999999999996")), 50_000_020),
        (change("/creditCard/cardType", json!("Diners")), 51_000_320),
        (change("/creditCard/expirationMonth", json!("13")), 51_000_320),
        (change("/creditCard/cardHolderInfo", Value::Null), 51_000_322),
        (change("/creditCard/cardHolderInfo/city", Value::Null), 51_000_322),
        (change("/billToContact/firstName", json!("4999 9999 9999 9996")), 50_000_020),
        (change("/creditCard", Value::Null), 51_000_320),
        (change("/billToContact", json!({"firstName": "Emmy"})), 51_000_322),
        (change("/billToContact/city", json!("x".repeat(101))), 51_000_320),
        (change("/name", json!("")), 51_000_320),
        (change("/name", json!("\u{1F680}")), 51_000_320),
        (change("/currency", json!("Euro")), 51_000_320),
        (change("/billCycleDay", json!(32)), 51_000_320),
        (change("/billCycleDay", Value::Null), 51_000_322),
        (json!([]), 50_000_090),
    ] {
        let refused = server.call("POST", "/v1/accounts", wrong.clone()).await;
        assert_eq!(refused["reasons"][0]["code"], code, "{wrong}: {refused}");
    }
    let none = server.call("GET", "/v1/accounts/A00000003", Value::Null).await;
    assert_eq!(none["success"], false, "no account is left behind");
    let mut number = new_account();
    number["accountNumber"] = "A1".into();
    assert_eq!(
        server.call("POST", "/v1/accounts", number.clone()).await["success"],
        false,
        "the tenant's own prefix"
    );
    number["accountNumber"] = "AMBER".replace('A', "X").into();
    assert_eq!(server.call("POST", "/v1/accounts", number.clone()).await["accountNumber"], "XMBER");
    assert_eq!(server.call("POST", "/v1/accounts", number).await["success"], false, "in use");
}

async fn create_with(sandbox: &Router, changes: Value) -> Value {
    let mut account = json!({
        "name": "Ada", "currency": "USD", "billCycleDay": 1, "billToContact": {"firstName": "Ada", "lastName": "Lovelace", "country": "US", "state": "CA"},
    });
    for (name, value) in changes.as_object().into_iter().flatten() {
        account[name] = value.clone();
    }
    let bearer = bearer(sandbox).await;
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    send(sandbox, "POST", "/v1/accounts", &headers, account.to_string()).await.2
}

#[tokio::test]
async fn a_currency_is_three_capital_letters() {
    let sandbox = new_sandbox();
    for (currency, is_valid) in [
        ("USD", true),
        ("EUR", true),
        ("usd", false),
        ("US", false),
        ("USDX", false),
        ("US1", false),
        ("", false),
        ("\u{dc}S", false),
    ] {
        let reply = create_with(&sandbox, json!({"currency": currency})).await;
        assert_eq!(reply["success"], is_valid, "{currency}: {reply}");
    }
}

#[tokio::test]
async fn every_account_gets_a_number_of_its_own() {
    let sandbox = new_sandbox();
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let reply = create_with(&sandbox, json!({})).await;
        numbers.push(reply["accountNumber"].as_str().expect("a number").to_owned());
    }
    assert_eq!(numbers, ["A00000003", "A00000004", "A00000005"]);
    // An account that is created with a number uses up none of the tenant's.
    assert_eq!(
        create_with(&sandbox, json!({"accountNumber": "C-1"})).await["accountNumber"],
        "C-1"
    );
    let reply = create_with(&sandbox, json!({"accountNumber": "C-1"})).await;
    assert_eq!(
        (&reply["success"], &reply["reasons"][0]["code"]),
        (&false.into(), &51_000_330.into())
    );
    let reply = create_with(&sandbox, json!({"accountNumber": "A00000099"})).await;
    assert_eq!(reply["success"], false, "{reply}");
    let number = create_with(&sandbox, json!({})).await["accountNumber"].clone();
    assert!(
        number.as_str().is_some_and(|number| !numbers.contains(&number.to_owned())),
        "{number}"
    );
}
