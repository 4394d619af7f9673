//! What reading an account and its cards returns, key by key.

use super::support::{ServerClient, new_account};
use serde_json::{Value, json};

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// Recorded: `crmId` and a contact's fields are null. Zuora: the other keys.
#[tokio::test]
async fn an_account_has_every_documented_key_and_null_where_nothing_is_set() {
    let server = ServerClient::new().await;
    let account = server.call("GET", "/v1/accounts/A00000001", Value::Null).await;
    let basic = &account["basicInfo"];
    for key in [
        "crmId",
        "salesRep",
        "defaultPaymentMethodId",
        "communicationProfileId",
        "invoiceTemplateId",
        "profileNumber",
        "sequenceSetId",
        "summaryStatementTemplateId",
    ] {
        assert_eq!(basic.get(key), Some(&Value::Null), "{key}");
    }
    assert_eq!(account["billingAndPayment"].get("paymentGateway"), Some(&Value::Null));
    assert_eq!(
        keys(&account["billToContact"]),
        [
            "address1",
            "address2",
            "city",
            "country",
            "county",
            "fax",
            "firstName",
            "homePhone",
            "id",
            "lastName",
            "mobilePhone",
            "nickname",
            "otherPhone",
            "otherPhoneType",
            "personalEmail",
            "state",
            "taxRegion",
            "workEmail",
            "workPhone",
            "zipCode",
        ]
    );
    assert_eq!(account["billToContact"]["state"], Value::Null);
}

#[tokio::test]
async fn what_is_set_is_not_null() {
    let server = ServerClient::new().await;
    let mut new = new_account();
    for (field, text) in
        [("crmId", "CRM-1"), ("salesRep", "Ada Lovelace"), ("paymentGateway", "TestGateway")]
    {
        new[field] = text.into();
    }
    let created = server.call("POST", "/v1/accounts", new).await;
    let path = format!("/v1/accounts/{}", created["accountNumber"].as_str().expect("a number"));
    let account = server.call("GET", &path, Value::Null).await;
    assert_eq!(account["basicInfo"]["crmId"], "CRM-1");
    assert_eq!(account["basicInfo"]["salesRep"], "Ada Lovelace");
    assert_eq!(account["billingAndPayment"]["paymentGateway"], "TestGateway");
    assert_eq!(account["billToContact"]["city"], "Erlangen");
}

/// Zuora: the keys of the samples of *Retrieve a payment method* and *List payment methods of an
/// account*.
#[tokio::test]
async fn a_card_has_every_documented_key_and_null_where_nothing_is_set() {
    let server = ServerClient::new().await;
    let created = server.call("POST", "/v1/accounts", new_account()).await;
    let account = created["accountNumber"].as_str().expect("a number");
    let list =
        server.call("GET", &format!("/v1/accounts/{account}/payment-methods"), Value::Null).await;
    assert_eq!(list.get("paymentGateway"), Some(&Value::Null));
    let card = &list["creditcard"][0];
    for key in [
        "bankIdentificationNumber",
        "cardBinInfo",
        "deviceSessionId",
        "existingMandate",
        "identityNumber",
        "ipAddress",
        "lastFailedSaleTransactionDate",
        "maxConsecutivePaymentFailures",
        "paymentRetryWindow",
    ] {
        assert_eq!(card.get(key), Some(&Value::Null), "{key}");
    }
    assert_eq!(
        card["mandateInfo"],
        json!({
            "mitConsentAgreementRef": null, "mitConsentAgreementSrc": null, "mitProfileAction": null,
            "mitProfileAgreedOn": null, "mitProfileType": null, "mitTransactionId": null,
        })
    );
}
