//! The hosted page: who may open it, what it takes, and what it tells the page around it.

use super::*;
use crate::sandbox::tenant::PAGE_ID;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rsa::{
    Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey,
    pkcs8::{DecodePublicKey as _, EncodePublicKey as _},
    rand_core::OsRng,
};
use sha2::{Digest as _, Sha512};
use std::collections::BTreeMap;

const PATH: &str = "/apps/PublicHostedPageLite.do";

type Form = BTreeMap<&'static str, String>;

/// An answer of the page.
struct Shown {
    headers: HeaderMap,
    html: String,
}

impl Shown {
    /// What the page around it is told, and nobody else.
    fn told(&self) -> Value {
        let (_, script) = self.html.split_once("window.parent.postMessage(").expect("a message");
        let mut values = serde_json::Deserializer::from_str(script).into_iter::<Value>();
        let told = values.next().expect("parameters").expect("JSON");
        let rest = &script[values.byte_offset()..];
        assert!(rest.starts_with(&format!(", \"{ORIGIN}\");</script>")), "{rest}");
        assert!(told.as_object().is_some_and(|told| told.values().all(Value::is_string)), "{told}");
        told
    }

    fn is_silent(&self) -> bool {
        !self.html.contains("<script")
    }

    fn is_form(&self) -> bool {
        self.html.contains(">Card Number</label>")
    }
}

/// A signature for the page, and what it opens.
struct Visit {
    sandbox: Router,
    bearer: String,
    signed: Value,
}

impl Visit {
    async fn new() -> Self {
        let sandbox = router(ORIGIN);
        let bearer = bearer(&sandbox).await;
        let mut visit = Self { sandbox, bearer, signed: Value::Null };
        let request = json!({"uri": format!("https://www.zuora.com{PATH}"), "method": "POST", "pageId": PAGE_ID, "currency": "USD"});
        visit.signed = visit.call("POST", "/v1/rsa-signatures", request).await;
        visit
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let headers =
            [("authorization", self.bearer.as_str()), ("content-type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        send(&self.sandbox, method, path, &headers, body).await.2
    }

    fn text(&self, field: &str) -> String {
        self.signed[field].as_str().unwrap_or_default().to_owned()
    }

    /// The parameters of a page with the advanced signature.
    fn page(&self) -> Form {
        [
            ("id", PAGE_ID.to_owned()),
            ("tenantId", self.text("tenantId")),
            ("key", self.text("key")),
            ("signature", self.text("signature")),
            ("token", self.text("token")),
            ("signatureType", "advanced".to_owned()),
            ("style", "inline".to_owned()),
            ("submitEnabled", "true".to_owned()),
            ("locale", "en_US".to_owned()),
            ("field_passthrough1", "session 1".to_owned()),
            ("field_passthrough3", "#3".to_owned()),
        ]
        .into()
    }

    async fn open(&self, page: &Form) -> Shown {
        let path = format!("{PATH}?method=requestPage&{}", encoded(page));
        self.send(Request::get(path), String::new()).await
    }

    /// Submits the page's form, as a browser does it from a page without a referrer.
    async fn submit(&self, page: &Form, card: &Form) -> Shown {
        let request = Request::post(PATH)
            .header("origin", "null")
            .header("host", "127.0.0.1:3100")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, format!("{}&{}", encoded(page), encoded(card))).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: String) -> Shown {
        let request = request.body(Body::from(body)).expect("a request");
        let (parts, body) =
            self.sandbox.clone().oneshot(request).await.expect("an answer").into_parts();
        assert_eq!(parts.status, StatusCode::OK);
        let html = body.collect().await.expect("a whole body").to_bytes();
        Shown { headers: parts.headers, html: String::from_utf8(html.to_vec()).expect("text") }
    }

    async fn decrypted(&self, sealed: &Value) -> String {
        let request = json!({"method": "POST", "publicKey": self.text("key"), "signature": sealed});
        let opened = self.call("POST", "/v1/rsa-signatures/decrypt", request).await;
        opened["decryptedSignature"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether this is the advanced signature over these parts (`SHA512withRSA`, by the public key alone).
    fn is_advanced_signature(&self, signature: &Value, parts: &[&str]) -> bool {
        let decode = |text: &str| STANDARD.decode(text).expect("base64");
        let key = RsaPublicKey::from_public_key_der(&decode(&self.text("key"))).expect("a key");
        let scheme = Pkcs1v15Sign {
            hash_len: Some(64),
            prefix: Box::new(
                *b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
            ),
        };
        let hash = Sha512::digest(parts.join("#").as_bytes());
        key.verify(scheme, &hash, &decode(signature.as_str().expect("a signature"))).is_ok()
    }
}

fn encoded(form: &Form) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}

fn with(form: &Form, changes: &[(&'static str, &str)]) -> Form {
    let mut form = form.clone();
    form.extend(changes.iter().map(|(name, value)| (*name, (*value).to_owned())));
    form
}

fn card() -> Form {
    with(
        &Form::new(),
        &[
            ("field_creditCardNumber", "4111 1111 1111 1111"),
            ("field_creditCardExpirationMonth", "10"),
            ("field_creditCardExpirationYear", "2034"),
            ("field_cardSecurityCode", "987"),
            ("field_creditCardHolderName", "Ada Lovelace"),
        ],
    )
}

fn numbered(number: &str) -> Form {
    with(&card(), &[("field_creditCardNumber", number)])
}

/// The parameters that were told, in the alphabet's order.
fn names(told: &Value) -> String {
    let mut names: Vec<&str> =
        told.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names.join(" ")
}

/// What is signed by the advanced signature of the page above.
fn parts<'a>(token: &'a str, told: &'a Value, code: &'a str, ref_id: &'a str) -> [&'a str; 12] {
    let timestamp = told["timestamp"].as_str().expect("a time");
    let path = "/apps/publichostedpagelite.do";
    [path, "10001", PAGE_ID, token, timestamp, code, "session 1", "", "#3", "", "", ref_id]
}

fn refused(from: &str, code: &str, told: &Value) {
    assert_eq!(
        (&told["responseFrom"], &told["success"]),
        (&from.into(), &"false".into()),
        "{told}"
    );
    assert_eq!(told["errorCode"], code, "{told}");
    assert!(told["errorMessage"].as_str().is_some_and(|words| !words.is_empty()), "{told}");
    assert_eq!(
        names(told),
        "errorCode errorMessage responseFrom success",
        "and nothing that was not checked"
    );
}

#[tokio::test]
async fn the_signature_that_opens_the_page_has_the_documented_parts() {
    let visit = Visit::new().await;
    assert_eq!(
        (visit.text("signature").len(), visit.text("token").len(), visit.text("tenantId").as_str()),
        (344, 32, "10001")
    );
    let opened = visit.decrypted(&visit.signed["signature"]).await;
    let parts: Vec<&str> = opened.split('#').collect();
    assert_eq!(parts.len(), 5, "{opened}");
    assert_eq!((parts[0], parts[1], parts[4]), ("/apps/publichostedpagelite.do", "10001", PAGE_ID));
    assert_eq!(parts[2], visit.text("token"));
    assert!(parts[3].len() == 13 && parts[3].bytes().all(|byte| byte.is_ascii_digit()));
    let another = json!({"uri": format!("https://www.zuora.com{PATH}"), "method": "POST", "pageId": "another"});
    assert_eq!(visit.call("POST", "/v1/rsa-signatures", another).await["success"], false);
}

#[tokio::test]
async fn a_card_is_saved_and_told_with_the_advanced_signature() {
    let visit = Visit::new().await;
    let page = visit.page();
    let form = visit.open(&page).await;
    assert!(form.is_form() && form.is_silent(), "{}", form.html);
    for label in ["Card Number", "Expiration Month", "Expiration Year", "CVV", "Cardholder Name"] {
        assert!(form.html.contains(&format!(">{label}</label>")), "{label}");
    }
    let shown = visit.submit(&page, &card()).await;
    assert!(shown.html.contains("Thank you."), "{}", shown.html);
    let told = shown.told();
    let all = "field_passthrough1 field_passthrough3 refId responseFrom signature success tenantId timestamp token";
    assert_eq!(names(&told), all);
    assert_eq!(
        (&told["responseFrom"], &told["success"]),
        (&"Response_From_Submit_Page".into(), &"true".into())
    );
    let (ref_id, timestamp) =
        (told["refId"].as_str().expect("an id"), told["timestamp"].as_str().expect("a time"));
    assert!(timestamp.len() == 13 && timestamp.bytes().all(|byte| byte.is_ascii_digit()));
    let token = visit.text("token");
    let parts = parts(&token, &told, "", ref_id);
    assert!(visit.is_advanced_signature(&told["signature"], &parts));
    for place in 0..parts.len() {
        let mut changed = parts;
        changed[place] = "changed";
        assert!(!visit.is_advanced_signature(&told["signature"], &changed), "{place} is signed");
    }

    let id = visit.decrypted(&told["refId"]).await;
    let path = format!("/v1/payment-methods/{id}");
    let orphan = visit.call("GET", &path, Value::Null).await;
    assert_eq!((&orphan["accountKey"], &orphan["status"]), (&Value::Null, &"Active".into()));
    assert_eq!(
        (&orphan["cardNumber"], &orphan["creditCardType"]),
        (&"************1111".into(), &"Visa".into())
    );
    assert_eq!((&orphan["expirationMonth"], &orphan["expirationYear"]), (&10.into(), &2034.into()));
    assert_eq!(orphan["accountHolderInfo"]["accountHolderName"], "Ada Lovelace");
    let attached = visit.call("PUT", &path, json!({"accountKey": "A00000001"})).await;
    assert_eq!(attached["id"], id.as_str(), "{attached}");
    let list = visit.call("GET", "/v1/accounts/A00000001/payment-methods", Value::Null).await;
    assert_eq!(list["creditcard"][0]["id"], id.as_str());
}

#[tokio::test]
async fn the_basic_signature_is_the_default_and_leaves_the_id_as_it_is() {
    let visit = Visit::new().await;
    let mut page = visit.page();
    page.remove("signatureType");
    let told = visit.submit(&page, &card()).await.told();
    assert_eq!(told["success"], "true", "{told}");
    let timestamp = told["timestamp"].as_str().expect("a time");
    let token = visit.text("token");
    let parts = ["/apps/publichostedpagelite.do", "10001", &*token, timestamp, PAGE_ID];
    assert_eq!(visit.decrypted(&told["signature"]).await, parts.join("#"));
    let path = format!("/v1/payment-methods/{}", told["refId"].as_str().expect("an id"));
    assert_eq!(
        visit.call("GET", &path, Value::Null).await["cardNumber"],
        "************1111",
        "in plain text"
    );
}

#[tokio::test]
async fn what_the_signature_does_not_fit_is_neither_shown_nor_taken() {
    let visit = Visit::new().await;
    let page = visit.page();
    let other = RsaPrivateKey::new(&mut OsRng, 2048).expect("another key");
    let content = visit.decrypted(&visit.signed["signature"]).await;
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
        &[("key", other.as_str()), ("signature", forged.as_str())],
        &[("key", other.as_str())],
        &[("signature", forged.as_str())],
        &[("signature", "Zm9yZ2Vk")],
        &[("signature", "")],
        &[("key", ""), ("signature", "")],
    ] {
        let wrong = with(&page, changes);
        let shown = visit.open(&wrong).await;
        assert!(!shown.is_form() && shown.html.contains("role=\"alert\""), "{changes:?}");
        refused("Response_From_Request_Page", "Invalid_Security", &shown.told());
        let shown = visit.submit(&wrong, &card()).await;
        refused("Response_From_Submit_Page", "Invalid_Security", &shown.told());
    }
    assert!(visit.open(&page).await.is_form(), "none of this has used anything up");
    let plus = encoded(&page).replace("%2B", "+");
    let request = Request::get(format!("{PATH}?{plus}"));
    assert!(visit.send(request, String::new()).await.is_form(), "a plus that was not encoded");
}

#[tokio::test]
async fn a_token_saves_one_card_however_often_it_opens_the_page() {
    let visit = Visit::new().await;
    let page = visit.page();
    for _ in 0..5 {
        assert!(visit.open(&page).await.is_form());
    }
    assert_eq!(visit.submit(&page, &card()).await.told()["success"], "true");
    let again = visit.submit(&page, &card()).await;
    assert!(again.html.contains("Attempt exceed the limitation, refresh page to try again."));
    refused("Response_From_Submit_Page", "Attempt_Exceed_Limitation", &again.told());
    let again = visit.open(&page).await;
    refused("Response_From_Request_Page", "Attempt_Exceed_Limitation", &again.told());
}

#[tokio::test]
async fn two_forms_at_once_save_one_card() {
    let visit = Visit::new().await;
    let (page, slow) = (visit.page(), numbered("4000000000000077"));
    let (one, other) = tokio::join!(visit.submit(&page, &slow), visit.submit(&page, &slow));
    let mut ends = [one.told()["success"].take(), other.told()["success"].take()];
    ends.sort_by_key(Value::to_string);
    assert_eq!(ends, [json!("false"), json!("true")]);
}

#[tokio::test]
async fn three_wrong_submissions_block_the_fourth() {
    let visit = Visit::new().await;
    let page = visit.page();
    for _ in 0..3 {
        assert!(visit.submit(&page, &numbered("4111")).await.is_form());
    }
    let blocked = visit.submit(&page, &card()).await;
    refused("Response_From_Submit_Page", "Attempt_Exceed_Limitation", &blocked.told());
    let blocked = visit.open(&page).await;
    refused("Response_From_Request_Page", "Attempt_Exceed_Limitation", &blocked.told());
}

#[tokio::test]
async fn a_token_expires() {
    let visit = Visit::new().await;
    let page = visit.page();
    advance(&visit.sandbox, 29 * 60).await;
    assert!(visit.open(&page).await.is_form());
    advance(&visit.sandbox, 60).await;
    refused("Response_From_Request_Page", "Token_Expired", &visit.open(&page).await.told());
    let late = visit.submit(&page, &card()).await;
    refused("Response_From_Submit_Page", "Token_Expired", &late.told());
}

#[tokio::test]
async fn t15_no_real_number_is_taken_shown_again_or_written_down() {
    let visit = Visit::new().await;
    let page = visit.page();
    let real = "4999 9999 9999 9996";
    for wrong in [numbered(real), with(&card(), &[("field_creditCardHolderName", real)])] {
        let shown = visit.submit(&page, &wrong).await;
        assert!(shown.is_form() && shown.is_silent(), "{}", shown.html);
        assert_eq!(shown.html.matches("aria-invalid=\"true\"").count(), 1, "{}", shown.html);
        for secret in [real, "4999999999999996", "4111 1111", "value=\"987\""] {
            assert!(!shown.html.contains(secret), "{secret} in {}", shown.html);
        }
    }
    assert_eq!(visit.submit(&page, &card()).await.told()["success"], "true");
    let (_, _, journal) = send(&visit.sandbox, "GET", "/sandbox/journal", &[], "").await;
    let last = journal.as_array().and_then(|journal| journal.last()).expect("an exchange");
    assert_eq!((&last["path"], &last["status"]), (&PATH.into(), &200.into()));
    assert!(last["body"].as_str().is_some_and(|body| body.ends_with("neither JSON nor a form)")));
    let token = visit.text("token");
    for secret in
        [real, "4999999999999996", "4111 1111", "4111111111111111", "Lovelace", token.as_str()]
    {
        assert!(!journal.to_string().contains(secret), "{secret} in {journal}");
    }
}

#[tokio::test]
async fn a_declined_card_is_told_and_can_be_followed_by_another() {
    let visit = Visit::new().await;
    let page = visit.page();
    let words = "Transaction declined.generic_decline - Your card was declined.";
    let shown = visit.submit(&page, &numbered("4000000000000002")).await;
    assert!(shown.html.contains(words) && shown.html.contains("Try again"), "{}", shown.html);
    let told = shown.told();
    let all = "errorCode errorMessage field_passthrough1 field_passthrough3 responseFrom signature success tenantId timestamp token";
    assert_eq!(names(&told), all);
    assert_eq!(
        (&told["success"], &told["errorCode"]),
        (&"false".into(), &"GatewayTransactionError".into())
    );
    assert_eq!(told["errorMessage"], words);
    let token = visit.text("token");
    let mut parts = parts(&token, &told, "GatewayTransactionError", "");
    assert!(visit.is_advanced_signature(&told["signature"], &parts));
    parts[5] = "";
    assert!(!visit.is_advanced_signature(&told["signature"], &parts), "a decline is no success");

    assert!(visit.open(&page).await.is_form());
    let broken = visit.submit(&page, &numbered("4000000000000119")).await;
    assert_eq!(broken.told()["errorCode"], "GeneralSystemError");
    assert_eq!(visit.submit(&page, &card()).await.told()["success"], "true");
}

#[tokio::test]
async fn after_the_last_decline_there_is_no_way_back_to_the_form() {
    let visit = Visit::new().await;
    let page = visit.page();
    for left in [2, 1, 0] {
        let shown = visit.submit(&page, &numbered("4000000000009995")).await;
        assert_eq!(shown.html.contains("Try again"), left > 0, "{left} left");
    }
}

#[tokio::test]
async fn every_wrong_field_is_told_beside_it() {
    let visit = Visit::new().await;
    let empty = visit.submit(&visit.page(), &Form::new()).await;
    for words in [
        "Card Number is required.",
        "Expiration Month is required.",
        "Expiration Year is required.",
        "CVV is required.",
        "Card Holder Name is required.",
    ] {
        assert!(empty.html.contains(&format!("\">{words}</span>")), "{words}: {}", empty.html);
    }
    assert_eq!(empty.html.matches("aria-invalid=\"true\"").count(), 5);
    assert!(empty.is_silent() && empty.html.contains("role=\"alert\""));

    let long = "x".repeat(51);
    for (field, value, words) in [
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
        let visit = Visit::new().await;
        let shown = visit.submit(&visit.page(), &with(&card(), &[(field, value)])).await;
        assert_eq!(
            shown.html.matches("aria-invalid=\"true\"").count(),
            1,
            "{field}={value}: {}",
            shown.html
        );
        let (_, told) = shown.html.split_once(&format!("id=\"{field}-error\">")).expect("an error");
        let (told, _) = told.split_once("</span>").expect("its end");
        assert!(told.contains(words), "{field}={value}: {told}");
    }
}

#[tokio::test]
async fn nothing_that_is_passed_through_becomes_code() {
    let visit = Visit::new().await;
    let hostile = "</script><script>alert('1')</script>\"><img src=x onerror=alert(2)><!--";
    let page = with(&visit.page(), &[("field_passthrough1", hostile), ("locale", hostile)]);
    let form = visit.open(&page).await;
    assert!(form.is_form() && form.is_silent() && !form.html.contains("<img"), "{}", form.html);
    let wrong =
        with(&card(), &[("field_creditCardHolderName", hostile), ("field_cardSecurityCode", "")]);
    let form = visit.submit(&page, &wrong).await;
    assert!(form.is_form() && form.is_silent() && !form.html.contains("<img"), "{}", form.html);
    let declined = visit.submit(&page, &numbered("4000000000000002")).await;
    let saved = visit.submit(&page, &card()).await;
    for shown in [declined, saved] {
        assert_eq!(shown.html.matches("<script").count(), 1, "{}", shown.html);
        assert!(!shown.html.contains("<img") && !shown.html.contains("<!--"), "{}", shown.html);
        assert_eq!(shown.told()["field_passthrough1"], hostile, "and it arrives whole");
    }
}

#[tokio::test]
async fn every_answer_is_held_in_the_sites_frame() {
    let visit = Visit::new().await;
    let page = visit.page();
    let mut nonces = Vec::new();
    for shown in [
        visit.open(&page).await,
        visit.open(&Form::new()).await,
        visit.submit(&page, &Form::new()).await,
        visit.submit(&Form::new(), &card()).await,
        visit.submit(&page, &numbered("4000000000000002")).await,
        visit.submit(&page, &card()).await,
    ] {
        let (_, nonce) = shown.html.split_once("<style nonce=\"").expect("a style");
        let (nonce, _) = nonce.split_once('"').expect("a nonce");
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; \
             frame-ancestors {ORIGIN}"
        );
        assert_eq!(shown.headers["content-security-policy"], policy);
        assert_eq!(shown.headers["cache-control"], "no-store");
        assert_eq!(shown.headers["referrer-policy"], "no-referrer");
        assert_eq!(shown.headers["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(shown.headers["content-type"], "text/html; charset=utf-8");
        let scripts = shown.html.matches("<script").count();
        assert_eq!(shown.html.matches(&format!("<script nonce=\"{nonce}\">")).count(), scripts);
        assert!(
            !shown.html.contains(" style=") && !shown.html.contains(" onload="),
            "{}",
            shown.html
        );
        nonces.push(nonce.to_owned());
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 6, "a nonce serves once");
}
