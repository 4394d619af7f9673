//! A client of the hosted page.

use crate::sandbox::{
    router::tests::support::{ORIGIN, ServerClient, set_switches},
    tenant::PAGE_ID,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http_body_util::BodyExt as _;
use rsa::{Pkcs1v15Sign, RsaPublicKey, pkcs8::DecodePublicKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

pub const PAGE_PATH: &str = "/apps/PublicHostedPageLite.do";

pub type Form = BTreeMap<&'static str, String>;

/// A response of the page.
pub struct PageResponse {
    pub headers: HeaderMap,
    pub html: String,
}

impl PageResponse {
    /// The callback parameters, which only the page around it gets.
    pub fn callback(&self) -> Value {
        let (_, script) = self.html.split_once("window.parent.postMessage(").expect("a message");
        let mut values = serde_json::Deserializer::from_str(script).into_iter::<String>();
        let message = values.next().expect("parameters").expect("a text");
        let rest = &script[values.byte_offset()..];
        assert!(rest.starts_with(&format!(", \"{ORIGIN}\");</script>")), "{rest}");
        let callback: Value = serde_json::from_str(&message).expect("JSON");
        for (name, value) in callback.as_object().expect("an object") {
            assert!(
                if name == "success" { value.is_boolean() } else { value.is_string() },
                "{name}"
            );
        }
        callback
    }

    /// Whether its parent gets no callback.
    pub fn is_silent(&self) -> bool {
        !self.html.contains("window.parent.postMessage(")
    }

    /// Whether it does not speak to its parent at all.
    pub fn is_mute(&self) -> bool {
        !self.html.contains("<script")
    }

    /// Whether it shows this error in place of the form, and says nothing to its parent.
    pub fn is_error(&self, code: &str) -> bool {
        self.is_mute() && self.html.contains(&format!("<p role=\"alert\">{code}: "))
    }

    pub fn is_form(&self) -> bool {
        self.html.contains(">Card Number</label>")
    }
}

/// A browser that opens the page, and the server that got a signature for it.
pub struct PageClient {
    server: ServerClient,
    pub signed: Value,
}

impl PageClient {
    pub async fn new() -> Self {
        Self::with_signed(json!({"currency": "USD"})).await
    }

    /// With these parameters in the request for the signature.
    pub async fn with_signed(mut parameters: Value) -> Self {
        let server = ServerClient::new().await;
        parameters["uri"] = format!("https://www.zuora.com{PAGE_PATH}").into();
        parameters["method"] = "POST".into();
        parameters["pageId"] = PAGE_ID.into();
        let signed = server.call("POST", "/v1/rsa-signatures", parameters).await;
        Self { server, signed }
    }

    pub async fn set_switches(&self, switches: Value) {
        set_switches(self.sandbox(), switches).await;
    }

    pub async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        self.server.call(method, path, body).await
    }

    pub fn sandbox(&self) -> &Router {
        &self.server.sandbox
    }

    pub fn text(&self, field: &str) -> String {
        self.signed[field].as_str().unwrap_or_default().to_owned()
    }

    /// The parameters of a page with the advanced signature.
    pub fn page(&self) -> Form {
        [
            ("host", format!("{ORIGIN}/hosted-page")),
            ("fromHostedPage", "true".to_owned()),
            ("jsVersion", "1.3.1".to_owned()),
            ("id", PAGE_ID.to_owned()),
            ("tenantId", self.text("tenantId")),
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

    pub async fn open(&self, page: &Form) -> PageResponse {
        let path = format!("{PAGE_PATH}?method=requestPage&{}", encode(page));
        self.send(Request::get(path), String::new()).await
    }

    /// Submits the page's form, as a browser does from a page without a referrer.
    pub async fn submit(&self, page: &Form, card: &Form) -> PageResponse {
        let request = Request::post(PAGE_PATH)
            .header("origin", "null")
            .header("host", "127.0.0.1:3100")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, format!("{}&{}", encode(page), encode(card))).await
    }

    pub async fn send(&self, request: axum::http::request::Builder, body: String) -> PageResponse {
        let request = request.body(Body::from(body)).expect("a request");
        let (parts, body) =
            self.sandbox().clone().oneshot(request).await.expect("an answer").into_parts();
        assert_eq!(parts.status, StatusCode::OK);
        let html = body.collect().await.expect("a whole body").to_bytes();
        PageResponse {
            headers: parts.headers,
            html: String::from_utf8(html.to_vec()).expect("text"),
        }
    }

    pub async fn decrypt(&self, encrypted: &Value) -> String {
        let request =
            json!({"method": "POST", "publicKey": self.text("key"), "signature": encrypted});
        let opened = self.call("POST", "/v1/rsa-signatures/decrypt", request).await;
        opened["decryptedSignature"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether this is the advanced signature of these parts (`SHA512withRSA`, by the public key
    /// alone).
    pub fn is_advanced_signature(&self, signature: &Value, parts: &[&str]) -> bool {
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

pub fn encode(form: &Form) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}

pub fn with_changes(form: &Form, changes: &[(&'static str, &str)]) -> Form {
    let mut form = form.clone();
    form.extend(changes.iter().map(|(name, value)| (*name, (*value).to_owned())));
    form
}

pub fn entered_card() -> Form {
    with_changes(
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

pub fn card_with_number(number: &str) -> Form {
    with_changes(&entered_card(), &[("field_creditCardNumber", number)])
}

/// The names of the callback parameters, in alphabetical order.
pub fn parameter_names(callback: &Value) -> String {
    let mut names: Vec<&str> =
        callback.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names.join(" ")
}

/// What the advanced signature of `PageClient::page` covers; `id` is that of the saved card.
pub fn advanced_parts<'a>(
    token: &'a str,
    callback: &'a Value,
    code: &'a str,
    id: &'a str,
) -> [&'a str; 12] {
    let timestamp = callback["timestamp"].as_str().expect("a time");
    let path = "/hosted-page/callback";
    [path, "10001", token, timestamp, PAGE_ID, code, "session 1", "", "#3", "", "", id]
}

pub fn assert_error_callback(code: &str, callback: &Value) {
    assert_eq!(
        (&callback["responseFrom"], &callback["success"]),
        (&"Response_From_Submit_Page".into(), &false.into()),
        "{callback}"
    );
    assert_eq!(callback["errorCode"], code, "{callback}");
    assert!(
        callback["errorMessage"].as_str().is_some_and(|message| !message.is_empty()),
        "{callback}"
    );
    assert_eq!(
        parameter_names(callback),
        "errorCode errorMessage responseFrom success",
        "and nothing that was not checked"
    );
}
