//! Submitting the form: how often, and with which card.

use super::support::{
    Form, PAGE_PATH, PageClient, assert_error_callback, card_with_number, entered_card,
    with_changes,
};
use crate::sandbox::router::tests::support::{advance_clock, send};
use serde_json::{Value, json};

#[tokio::test]
async fn a_token_saves_one_card_however_often_it_opens_the_page() {
    let client = PageClient::new().await;
    let page = client.page();
    for _ in 0..5 {
        assert!(client.open(&page).await.is_form());
    }
    assert_eq!(client.submit(&page, &entered_card()).await.callback()["success"], true);
    let again = client.submit(&page, &entered_card()).await;
    assert!(again.html.contains("Attempt exceed the limitation, refresh page to try again."));
    assert_error_callback("Attempt_Exceed_Limitation", &again.callback());
    let again = client.open(&page).await;
    assert!(again.is_error("Attempt_Exceed_Limitation"));
}

#[tokio::test]
async fn two_forms_at_once_save_one_card() {
    let client = PageClient::new().await;
    let (page, slow) = (client.page(), card_with_number("4000000000000077"));
    let (one, other) = tokio::join!(client.submit(&page, &slow), client.submit(&page, &slow));
    let mut ends = [one.callback()["success"].take(), other.callback()["success"].take()];
    ends.sort_by_key(Value::to_string);
    assert_eq!(ends, [json!(false), json!(true)]);
}

#[tokio::test]
async fn three_wrong_submissions_block_the_fourth() {
    let client = PageClient::new().await;
    let page = client.page();
    for _ in 0..3 {
        assert!(client.submit(&page, &card_with_number("4111")).await.is_form());
    }
    let blocked = client.submit(&page, &entered_card()).await;
    assert_error_callback("Attempt_Exceed_Limitation", &blocked.callback());
    let blocked = client.open(&page).await;
    assert!(blocked.is_error("Attempt_Exceed_Limitation"));
}

#[tokio::test]
async fn a_token_expires() {
    let client = PageClient::new().await;
    let page = client.page();
    advance_clock(client.sandbox(), 29 * 60).await;
    assert!(client.open(&page).await.is_form());
    advance_clock(client.sandbox(), 60).await;
    assert!(client.open(&page).await.is_error("Token_Expired"));
    let late = client.submit(&page, &entered_card()).await;
    assert_error_callback("Token_Expired", &late.callback());
}

#[tokio::test]
async fn t15_no_real_number_is_accepted_shown_again_or_recorded() {
    let client = PageClient::new().await;
    let page = client.page();
    let real = "4999 9999 9999 9996";
    for wrong in [
        card_with_number(real),
        with_changes(&entered_card(), &[("field_creditCardHolderName", real)]),
    ] {
        let response = client.submit(&page, &wrong).await;
        assert!(response.is_form(), "{}", response.html);
        assert_eq!(response.html.matches("aria-invalid=\"true\"").count(), 1, "{}", response.html);
        for secret in [real, "4999999999999996", "4111 1111", "value=\"987\""] {
            assert!(!response.html.contains(secret), "{secret} in {}", response.html);
        }
    }
    assert_eq!(client.submit(&page, &entered_card()).await.callback()["success"], true);
    let (_, _, journal) = send(client.sandbox(), "GET", "/sandbox/journal", &[], "").await;
    let last = journal.as_array().and_then(|journal| journal.last()).expect("an exchange");
    assert_eq!((&last["path"], &last["status"]), (&PAGE_PATH.into(), &200.into()));
    assert!(last["body"].as_str().is_some_and(|body| body.ends_with("neither JSON nor a form)")));
    let token = client.text("token");
    for secret in
        [real, "4999999999999996", "4111 1111", "4111111111111111", "Lovelace", token.as_str()]
    {
        assert!(!journal.to_string().contains(secret), "{secret} in {journal}");
    }
}

#[tokio::test]
async fn after_the_last_decline_there_is_no_way_back_to_the_form() {
    let client = PageClient::new().await;
    let page = client.page();
    for left in [2, 1, 0] {
        let response = client.submit(&page, &card_with_number("4000000000009995")).await;
        assert_eq!(response.html.contains("Try again"), left > 0, "{left} left");
    }
}

#[tokio::test]
async fn every_wrong_field_has_its_error_beside_it() {
    let client = PageClient::new().await;
    let empty = client.submit(&client.page(), &Form::new()).await;
    for message in [
        "Card Number is required.",
        "Expiration Month is required.",
        "Expiration Year is required.",
        "CVV is required.",
        "Card Holder Name is required.",
    ] {
        assert!(empty.html.contains(&format!("\">{message}</span>")), "{message}: {}", empty.html);
    }
    assert_eq!(empty.html.matches("aria-invalid=\"true\"").count(), 5);
    assert!(empty.html.contains("role=\"alert\""));
    let callback = empty.callback();
    assert_eq!(
        (&callback["success"], &callback["errorCode"]),
        (&false.into(), &"HostedPageFieldValidationError".into())
    );
    for name in ["creditCardNumber", "cardSecurityCode", "creditCardHolderName"] {
        assert_eq!(callback[format!("errorField_{name}")], "NullValue", "{callback}");
    }
    assert!(
        callback["errorMessage"]
            .as_str()
            .is_some_and(|message| message.starts_with("creditCardNumber:NullValue,\n"))
    );

    let long = "x".repeat(51);
    for (field, value, message) in [
        ("field_creditCardNumber", "4111111111111112", "Card Number must be"),
        ("field_creditCardExpirationMonth", "13", "Expiration Month must be 1 to 12."),
        ("field_creditCardExpirationMonth", "+1", "Expiration Month must be 1 to 12."),
        ("field_creditCardExpirationYear", "203", "Expiration Year must have"),
        ("field_creditCardExpirationYear", "2020", "Expiration date must be a future date."),
        ("field_creditCardExpirationYear", "20", "Expiration date must be a future date."),
        ("field_cardSecurityCode", "9876", "CVV is invalid."),
        ("field_cardSecurityCode", "98x", "CVV is invalid."),
        ("field_creditCardHolderName", long.as_str(), "50 characters."),
        ("field_creditCardHolderName", "\u{1F680}", "not supported"),
    ] {
        let client = PageClient::new().await;
        let response =
            client.submit(&client.page(), &with_changes(&entered_card(), &[(field, value)])).await;
        assert_eq!(
            response.html.matches("aria-invalid=\"true\"").count(),
            1,
            "{field}={value}: {}",
            response.html
        );
        let (_, error) =
            response.html.split_once(&format!("id=\"{field}-error\">")).expect("an error");
        let (error, _) = error.split_once("</span>").expect("its end");
        assert!(error.contains(message), "{field}={value}: {error}");
    }
}
