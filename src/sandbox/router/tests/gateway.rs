//! The gateway: which address it wants, and how a declined card is reported.

use super::support::{
    ServerClient, card, create_card, new_account, new_sandbox, set_switches, sign, signing_request,
};
use axum::Router;
use serde_json::{Value, json};

const NO_ADDRESS: &str = "Transaction declined.missing_field - billto_country is missing";

async fn save_with(sandbox: &Router, holder: Value) -> Value {
    let ticket = sign(sandbox, signing_request("A00000001")).await;
    let mut card = card("A00000001");
    card["cardHolderInfo"] = holder;
    create_card(sandbox, &ticket, card).await
}

/// Zuora: a holder is used alone; without one, the account's bill-to contact is used.
#[tokio::test]
async fn a_holder_with_nothing_but_a_name_hides_the_accounts_address() {
    let sandbox = new_sandbox();
    let name = json!({"cardHolderName": "Ada Lovelace"});
    assert_eq!(save_with(&sandbox, name.clone()).await["success"], true, "off at the start");
    set_switches(&sandbox, json!({"address": "required"})).await;
    for holder in [
        name,
        json!({"cardHolderName": "Ada Lovelace", "city": "London"}),
        json!({"cardHolderName": "Ada Lovelace", "country": "", "zipCode": null}),
    ] {
        let refused = save_with(&sandbox, holder.clone()).await;
        let reasons = json!([{"code": 50_000_099, "message": NO_ADDRESS}]);
        assert_eq!(refused["reasons"], reasons, "{holder}");
    }
    for holder in [
        Value::Null,
        json!({"cardHolderName": "Ada Lovelace", "country": "GB"}),
        json!({"cardHolderName": "Ada Lovelace", "zipCode": "W1"}),
    ] {
        assert_eq!(save_with(&sandbox, holder.clone()).await["success"], true, "{holder}");
    }
}

#[tokio::test]
async fn a_server_and_a_new_account_need_an_address_too() {
    let server = ServerClient::new().await;
    set_switches(&server.sandbox, json!({"address": "required"})).await;
    let mut method = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111",
        "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    });
    let mut account = new_account();
    account["creditCard"] = Value::Null;
    for (country, success) in [(Value::Null, false), (json!("DE"), true)] {
        method["cardHolderInfo"]["country"] = country;
        let created = server.call("POST", "/v1/payment-methods", method.clone()).await;
        assert_eq!(created["success"], success, "{created}");
        account["paymentMethod"] = method.clone();
        let created = server.call("POST", "/v1/accounts", account.clone()).await;
        assert_eq!(created["success"], success, "{created}");
    }
}

/// Inferred: Zuora does not say which category a declined card has.
#[tokio::test]
async fn a_declined_card_has_the_category_of_the_switch_and_its_own_text() {
    let sandbox = new_sandbox();
    let decline = async |number: &str| {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut card = card("A00000001");
        card["creditCardNumber"] = number.into();
        create_card(&sandbox, &ticket, card).await["reasons"].take()
    };
    let text = "Transaction declined.generic_decline - Your card was declined.";
    let (declined, broken) = ("4000000000000002", "4000000000000119");
    let failure = decline(broken).await;
    assert_eq!(failure[0]["code"], 50_000_060);
    for category in [99, 60, 20, 0] {
        if category != 99 {
            set_switches(&sandbox, json!({"declineCategory": category})).await;
        }
        let reasons = json!([{"code": 50_000_000 + category, "message": text}]);
        assert_eq!(decline(declined).await, reasons);
        assert_eq!(decline(broken).await, failure, "a failure is no decline");
    }
    set_switches(&sandbox, json!({"address": "required", "declineCategory": 60})).await;
    assert_eq!(
        decline("4111111111111111").await,
        json!([{"code": 50_000_060, "message": NO_ADDRESS}])
    );
}
