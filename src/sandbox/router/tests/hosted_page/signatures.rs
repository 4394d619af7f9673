//! The signatures: of the page, and of the callback.

use super::support::{
    PAGE_PATH, PageClient, advanced_parts, card_with_number, entered_card, parameter_names,
};
use crate::sandbox::tenant::PAGE_ID;
use serde_json::{Value, json};

#[tokio::test]
async fn the_signature_that_opens_the_page_has_the_documented_parts() {
    let client = PageClient::new().await;
    assert_eq!(
        (
            client.text("signature").len(),
            client.text("token").len(),
            client.text("tenantId").as_str()
        ),
        (344, 32, "10001")
    );
    let opened = client.decrypt(&client.signed["signature"]).await;
    let parts: Vec<&str> = opened.split('#').collect();
    assert_eq!(parts.len(), 5, "{opened}");
    assert_eq!((parts[0], parts[1], parts[4]), ("/apps/publichostedpagelite.do", "10001", PAGE_ID));
    assert_eq!(parts[2], client.text("token"));
    assert!(parts[3].len() == 13 && parts[3].bytes().all(|byte| byte.is_ascii_digit()));
    let another = json!({"uri": format!("https://www.zuora.com{PAGE_PATH}"), "method": "POST", "pageId": "another"});
    assert_eq!(client.call("POST", "/v1/rsa-signatures", another).await["success"], false);
}

#[tokio::test]
async fn a_saved_card_is_reported_with_the_advanced_signature() {
    let client = PageClient::new().await;
    let page = client.page();
    let form = client.open(&page).await;
    assert!(form.is_form() && form.is_silent(), "{}", form.html);
    for label in ["Card Number", "Expiration Month", "Expiration Year", "CVV", "Cardholder Name"] {
        assert!(form.html.contains(&format!(">{label}</label>")), "{label}");
    }
    let response = client.submit(&page, &entered_card()).await;
    assert!(response.html.contains("Thank you."), "{}", response.html);
    let callback = response.callback();
    let all = "field_passthrough1 field_passthrough3 pageId refId responseFrom signature success tenantId timestamp token";
    assert_eq!(parameter_names(&callback), all);
    assert_eq!(
        (&callback["responseFrom"], &callback["success"]),
        (&"Response_From_Submit_Page".into(), &true.into())
    );
    let timestamp = callback["timestamp"].as_str().expect("a time");
    let id = client.decrypt(&callback["refId"]).await;
    assert_eq!(client.decrypt(&callback["pageId"]).await, PAGE_ID);
    assert!(timestamp.len() == 13 && timestamp.bytes().all(|byte| byte.is_ascii_digit()));
    let token = client.text("token");
    let parts = advanced_parts(&token, &callback, "", &id);
    assert!(client.is_advanced_signature(&callback["signature"], &parts));
    for place in 0..parts.len() {
        let mut changed = parts;
        changed[place] = "changed";
        assert!(
            !client.is_advanced_signature(&callback["signature"], &changed),
            "{place} is signed"
        );
    }

    let path = format!("/v1/payment-methods/{id}");
    let orphan = client.call("GET", &path, Value::Null).await;
    assert_eq!((&orphan["accountKey"], &orphan["status"]), (&Value::Null, &"Active".into()));
    assert_eq!(
        (&orphan["cardNumber"], &orphan["creditCardType"]),
        (&"************1111".into(), &"Visa".into())
    );
    assert_eq!((&orphan["expirationMonth"], &orphan["expirationYear"]), (&10.into(), &2034.into()));
    assert_eq!(orphan["accountHolderInfo"]["accountHolderName"], "Ada Lovelace");
    let attached = client.call("PUT", &path, json!({"accountKey": "A00000001"})).await;
    assert_eq!(attached["id"], id.as_str(), "{attached}");
    let list = client.call("GET", "/v1/accounts/A00000001/payment-methods", Value::Null).await;
    assert_eq!(list["creditcard"][0]["id"], id.as_str());
}

#[tokio::test]
async fn the_basic_signature_is_the_default_and_leaves_the_id_as_it_is() {
    let client = PageClient::new().await;
    let mut page = client.page();
    page.remove("signatureType");
    let callback = client.submit(&page, &entered_card()).await.callback();
    let all =
        "field_passthrough1 field_passthrough3 refId responseFrom signature success tenantId token";
    assert_eq!(parameter_names(&callback), all, "neither the time nor the page");
    assert_eq!(callback["success"], true, "{callback}");
    let opened = client.decrypt(&callback["signature"]).await;
    let parts: Vec<&str> = opened.split('#').collect();
    let token = client.text("token");
    assert_eq!(parts.len(), 5, "{opened}");
    assert_eq!(
        (parts[0], parts[1], parts[2], parts[4]),
        ("/hosted-page/callback", "10001", &*token, PAGE_ID)
    );
    assert!(parts[3].len() == 13 && parts[3].bytes().all(|byte| byte.is_ascii_digit()));
    let path = format!("/v1/payment-methods/{}", callback["refId"].as_str().expect("an id"));
    assert_eq!(
        client.call("GET", &path, Value::Null).await["cardNumber"],
        "************1111",
        "in plain text"
    );
}

#[tokio::test]
async fn a_declined_card_is_reported_and_another_can_follow() {
    let client = PageClient::new().await;
    let page = client.page();
    let message = "Transaction declined.generic_decline - Your card was declined.";
    let response = client.submit(&page, &card_with_number("4000000000000002")).await;
    assert!(
        response.html.contains(message) && response.html.contains("Try again"),
        "{}",
        response.html
    );
    let callback = response.callback();
    let all = "errorCode errorMessage field_passthrough1 field_passthrough3 pageId responseFrom signature success tenantId timestamp token";
    assert_eq!(parameter_names(&callback), all);
    assert_eq!(
        (&callback["success"], &callback["errorCode"]),
        (&false.into(), &"GatewayTransactionError".into())
    );
    assert_eq!(callback["errorMessage"], message);
    let token = client.text("token");
    let mut parts = advanced_parts(&token, &callback, "GatewayTransactionError", "");
    assert!(client.is_advanced_signature(&callback["signature"], &parts));
    parts[5] = "";
    assert!(
        !client.is_advanced_signature(&callback["signature"], &parts),
        "a decline is no success"
    );

    assert!(client.open(&page).await.is_form());
    let broken = client.submit(&page, &card_with_number("4000000000000119")).await;
    assert_eq!(broken.callback()["errorCode"], "GeneralSystemError");
    assert_eq!(client.submit(&page, &entered_card()).await.callback()["success"], true);
}
