//! The switches of the hosted page: where tenants, or Zuora's texts, differ.

use super::support::{
    Form, PageClient, assert_error_callback, card_with_number, entered_card, with_changes,
};
use serde_json::{Value, json};

/// Every parameter of `PageClient::page` that is the caller's own choice.
fn signed_parameters() -> Value {
    json!({
        "signatureType": "advanced", "style": "inline", "submitEnabled": "true",
        "locale": "en_US", "passthrough1": "session 1", "passthrough3": "#3",
    })
}

#[tokio::test]
async fn with_parameter_validation_every_parameter_is_the_signed_one() {
    let client = PageClient::with_signed(signed_parameters()).await;
    let changes: [&[(&'static str, &str)]; 4] = [
        &[("field_passthrough1", "session 2")],
        &[("field_passthrough2", "")],
        &[("field_accountId", "A00000002")],
        &[("locale", "de_DE")],
    ];
    for changes in changes {
        let page = with_changes(&client.page(), changes);
        assert!(client.open(&page).await.is_form(), "{changes:?}: without validation");
    }
    client.set_switches(json!({"parameterValidation": "on"})).await;
    for changes in changes {
        let page = with_changes(&client.page(), changes);
        let refused = client.open(&page).await;
        assert!(refused.is_error("Validate_Dynamic_Params_Failed"), "{changes:?}");
    }
    let exempt = with_changes(&client.page(), &[("retainValues", "true"), ("url", "x")]);
    assert!(client.open(&exempt).await.is_form());
    assert!(client.open(&client.page()).await.is_form());
}

#[tokio::test]
async fn parameters_that_are_too_long_for_the_key_are_not_signed() {
    let fixed = PageClient::new().await;
    let fixed = fixed.decrypt(&fixed.signed["signature"]).await.len();
    let room = 245 - fixed - "passthrough1".len() - 2;
    for (length, signed) in [(room, true), (room + 1, false)] {
        let value = "x".repeat(length);
        let client = PageClient::with_signed(json!({"passthrough1": value})).await;
        assert_eq!(client.signed["signature"].is_string(), signed, "{length}");
        assert!(client.signed["token"].is_string() && client.signed["success"] == true);
    }
}

#[tokio::test]
async fn base64_in_the_callback_can_be_percent_encoded() {
    let client = PageClient::new().await;
    let plain = |callback: &Value, name: &str| {
        let text = callback[name].as_str().expect("a value").to_owned();
        assert!(!text.contains('%'), "{name}: {text}");
    };
    let declined =
        client.submit(&client.page(), &card_with_number("4000000000000002")).await.callback();
    plain(&declined, "signature");
    client.set_switches(json!({"callbackValues": "percentEncoded"})).await;
    let saved = client.submit(&client.page(), &entered_card()).await.callback();
    for name in ["signature", "refId", "pageId"] {
        let text = saved[name].as_str().expect("a value");
        assert!(text.contains("%3D") && !text.contains(['+', '/', '=']), "{name}: {text}");
    }
    assert_eq!(saved["token"], client.text("token"));
}

#[tokio::test]
async fn with_a_captcha_a_token_serves_one_submission() {
    let client = PageClient::new().await;
    client.set_switches(json!({"captcha": "on"})).await;
    let declined = client.submit(&client.page(), &card_with_number("4000000000000002")).await;
    assert!(!declined.html.contains("Try again"), "{}", declined.html);
    let again = client.submit(&client.page(), &entered_card()).await;
    assert_error_callback("Attempt_Exceed_Limitation", &again.callback());
}

#[tokio::test]
async fn every_documented_error_can_be_seen() {
    let client = PageClient::new().await;
    client.set_switches(json!({"captcha": "off", "pageError": "Submit_Too_Quick"})).await;
    let refused = client.submit(&client.page(), &entered_card()).await.callback();
    assert_eq!(
        (&refused["success"], &refused["errorCode"]),
        (&json!(false), &json!("Submit_Too_Quick"))
    );
    assert!(refused["signature"].is_string() && refused.get("refId").is_none(), "{refused}");
    client.set_switches(json!({"pageError": "none"})).await;
    assert_eq!(client.submit(&client.page(), &entered_card()).await.callback()["success"], true);
    assert!(client.submit(&client.page(), &Form::new()).await.callback()["success"] == false);
}
