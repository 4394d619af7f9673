//! Opening the page: with which signature, and what protects it in its frame.

use super::support::{
    Form, PAGE_PATH, PageClient, assert_error_callback, card_with_number, encode, entered_card,
    with_changes,
};
use crate::sandbox::router::tests::support::ORIGIN;
use axum::http::Request;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rsa::{
    Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey, pkcs8::EncodePublicKey as _, rand_core::OsRng,
};

#[tokio::test]
async fn a_page_that_does_not_fit_its_signature_is_neither_shown_nor_accepted() {
    let client = PageClient::new().await;
    let page = client.page();
    let other = RsaPrivateKey::new(&mut OsRng, 2048).expect("another key");
    let content = client.decrypt(&client.signed["signature"]).await;
    let forged =
        other.sign(Pkcs1v15Sign::new_unprefixed(), content.as_bytes()).expect("a signature");
    let forged = STANDARD.encode(forged);
    let other = RsaPublicKey::from(&other).to_public_key_der().expect("a key");
    let other = STANDARD.encode(other.as_bytes());
    for changes in [
        &[("id", "another")][..],
        &[("tenantId", "10002")],
        &[("tenantId", "")],
        &[("token", "another")],
        // Inferred: the page goes by its own key, whatever the address says.
        &[("key", other.as_str()), ("signature", forged.as_str())],
        &[("signature", forged.as_str())],
        &[("signature", "Zm9yZ2Vk")],
        &[("signature", "")],
    ] {
        let wrong = with_changes(&page, changes);
        let response = client.open(&wrong).await;
        assert!(!response.is_form() && response.is_error("Invalid_Security"), "{changes:?}");
        let response = client.submit(&wrong, &entered_card()).await;
        assert_error_callback("Invalid_Security", &response.callback());
    }
    assert!(client.open(&page).await.is_form(), "none of this has used anything up");
    let plus = encode(&page).replace("%2B", "+");
    let request = Request::get(format!("{PAGE_PATH}?{plus}"));
    assert!(client.send(request, String::new()).await.is_form(), "a plus that was not encoded");
}

#[tokio::test]
async fn nothing_that_is_passed_through_becomes_code() {
    let client = PageClient::new().await;
    let hostile = "</script><script>alert('1')</script>\"><img src=x onerror=alert(2)><!--";
    let page =
        with_changes(&client.page(), &[("field_passthrough1", hostile), ("locale", hostile)]);
    let form = client.open(&page).await;
    assert!(form.is_form() && form.is_silent() && !form.html.contains("<img"), "{}", form.html);
    let wrong = with_changes(
        &entered_card(),
        &[("field_creditCardHolderName", hostile), ("field_cardSecurityCode", "")],
    );
    let form = client.submit(&page, &wrong).await;
    assert!(form.is_form() && !form.html.contains("<img"), "{}", form.html);
    let declined = client.submit(&page, &card_with_number("4000000000000002")).await;
    let saved = client.submit(&page, &entered_card()).await;
    for response in [declined, saved] {
        assert_eq!(response.html.matches("<script").count(), 1, "{}", response.html);
        assert!(
            !response.html.contains("<img") && !response.html.contains("<!--"),
            "{}",
            response.html
        );
        assert_eq!(response.callback()["field_passthrough1"], hostile, "and it arrives whole");
    }
}

#[tokio::test]
async fn every_response_can_be_framed_by_the_site_only() {
    let client = PageClient::new().await;
    let page = client.page();
    let mut nonces = Vec::new();
    for response in [
        client.open(&page).await,
        client.open(&Form::new()).await,
        client.submit(&page, &Form::new()).await,
        client.submit(&Form::new(), &entered_card()).await,
        client.submit(&page, &card_with_number("4000000000000002")).await,
        client.submit(&page, &entered_card()).await,
    ] {
        let (_, nonce) = response.html.split_once("<style nonce=\"").expect("a style");
        let (nonce, _) = nonce.split_once('"').expect("a nonce");
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; \
             frame-ancestors {ORIGIN}"
        );
        assert_eq!(response.headers["content-security-policy"], policy);
        assert_eq!(response.headers["cache-control"], "no-store");
        assert_eq!(response.headers["referrer-policy"], "no-referrer");
        assert_eq!(response.headers["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(response.headers["content-type"], "text/html; charset=utf-8");
        let scripts = response.html.matches("<script").count();
        assert_eq!(response.html.matches(&format!("<script nonce=\"{nonce}\">")).count(), scripts);
        assert!(
            !response.html.contains(" style=") && !response.html.contains(" onload="),
            "{}",
            response.html
        );
        nonces.push(nonce.to_owned());
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 6, "a nonce serves once");
}
