//! *Break it*: each break comes to the code that it is about, for each operation that it applies to;
//! it meets the one signature that it was ordered for; and where the inspector is off, or Zuora is no
//! sandbox, the header means nothing.

use super::support::{
    CREATE_ACCOUNT, CREATE_PAYMENT_METHOD, Call, Fixture, GET_FILE, ORIGIN, RSA_SIGNATURES,
    SandboxClient, fixture, get, journal, send, session, site_with,
};
use crate::server::state::FlowInspector;
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
};
use reqwest::Method;
use serde_json::{Value, json};

const FLOW_BREAK: &str = "flow-break";

/// A site, its sandbox, and a session.
struct Signer {
    site: Router,
    zuora: String,
    cookie: String,
    file: String,
}

impl Signer {
    async fn new() -> Self {
        let Fixture { site, zuora } = fixture().await;
        Self::with(site, zuora).await
    }

    async fn with(site: Router, zuora: String) -> Self {
        let cookie = session(&site).await;
        let file = SandboxClient::connect(&zuora).await.newest_file("A00000001").await;
        Self { site, zuora, cookie, file }
    }

    /// Signs a call; the name of the break may be empty.
    async fn sign(&self, path: &str, name: &'static str) -> (StatusCode, Value, HeaderMap) {
        let body = match path {
            CREATE_ACCOUNT => json!({"name": "Cedar & Sons"}),
            GET_FILE => json!({"fileId": self.file}),
            _ => json!({}),
        };
        let call = Call::new(&self.cookie).path(path).json(&body);
        let call = if name.is_empty() { call } else { call.header(FLOW_BREAK, name) };
        call.fetch_json(&self.site).await
    }

    /// Makes the call with a ticket, as the browser does, and with the ticket's own address and
    /// bound value. It has no other fields.
    async fn call(&self, ticket: &Value) -> reqwest::Result<(u16, Value)> {
        let text = |field: &str| ticket[field].as_str().unwrap_or_default().to_owned();
        let method = Method::from_bytes(text("method").as_bytes()).expect("a method");
        let mut request = reqwest::Client::new()
            .request(method, text("uri"))
            .header("origin", ORIGIN)
            .header("signature", text("signature"))
            .header("token", text("token"));
        let bound =
            ["accountKey", "name", "pageId"].into_iter().find(|one| ticket[one].is_string());
        if let Some(bound) = bound {
            request = request.json(&json!({bound: ticket[bound]}));
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        Ok((status, serde_json::from_slice(&answer.bytes().await?).unwrap_or_default()))
    }

    /// Signs and calls. Returns the code and the words of the first reason.
    async fn refusal(&self, path: &str, name: &'static str) -> (u64, String) {
        let (status, ticket, headers) = self.sign(path, name).await;
        assert_eq!(
            (status, &headers[FLOW_BREAK]),
            (StatusCode::OK, &name.parse().expect("a name"))
        );
        let (_, reply) = self.call(&ticket).await.expect("an answer");
        let reason = &reply["reasons"][0];
        let message = reason["message"].as_str().unwrap_or_default().to_owned();
        (reason["code"].as_u64().unwrap_or_default(), message)
    }
}

const OPERATIONS: [&str; 4] = [CREATE_PAYMENT_METHOD, CREATE_ACCOUNT, GET_FILE, RSA_SIGNATURES];
const WITH_CARD: [&str; 2] = [CREATE_PAYMENT_METHOD, CREATE_ACCOUNT];
const INVALID_TOKEN: &str = "Invalid token. Note: a token can only be used once.";

#[tokio::test]
async fn what_is_signed_can_be_something_else_than_what_is_called() {
    let site = Signer::new().await;
    for path in OPERATIONS {
        let other_uri = site.refusal(path, "other-uri").await;
        assert_eq!(other_uri, (90_000_011, "Invalid signature".into()), "{path}");
        if path != GET_FILE {
            let other_account = site.refusal(path, "other-account").await;
            assert_eq!(other_account, (90_000_011, "Invalid signature".into()), "{path}");
        }
    }
}

#[tokio::test]
async fn what_zuora_does_not_sign_is_answered_with_its_code() {
    let site = Signer::new().await;
    for path in OPERATIONS {
        for (name, code) in [
            ("not-cors-enabled", "90000010"),
            ("empty-uri", "59010220"),
            ("no-write-access", "50000011"),
        ] {
            let (status, error, headers) = site.sign(path, name).await;
            assert!(status.is_server_error(), "{path} {name}: {status}");
            assert_eq!(error["zuoraCode"], code.parse::<u64>().expect("a code"), "{error}");
            assert_eq!(headers[FLOW_BREAK], name);
            // The panel finds it in the journal by this id.
            let id = headers["flow-track-id"].to_str().expect("an id");
            let journal = journal(&site.zuora).await;
            let last = journal.last().expect("an exchange");
            assert_eq!(last["headers"]["zuora-track-id"], id);
            assert_eq!(last["reason"], code.parse::<u64>().expect("a code"));
        }
        assert_eq!(site.sign(path, "").await.0, StatusCode::OK, "{path}: the next is as ever");
    }
}

#[tokio::test]
async fn a_call_goes_wrong_at_the_sandbox_by_its_token() {
    let site = Signer::new().await;
    for path in OPERATIONS {
        let expired = site.refusal(path, "expired").await;
        assert_eq!(expired, (90_000_011, INVALID_TOKEN.into()), "{path}");
        for (name, status) in [("failing", 500), ("nonsense", 200)] {
            let (_, ticket, _) = site.sign(path, name).await;
            let (found, reply) = site.call(&ticket).await.expect("an answer");
            assert_eq!((found, reply), (status, Value::Null), "{path} {name}");
        }
        let (_, ticket, _) = site.sign(path, "cut-line").await;
        assert!(site.call(&ticket).await.is_err(), "{path}");
        assert!(site.call(&ticket).await.is_err(), "{path}: a browser's second attempt too");
    }
    for path in WITH_CARD {
        let (code, message) = site.refusal(path, "declined").await;
        assert_eq!(code, 50_000_099, "{path}");
        assert!(message.starts_with("Transaction declined."), "{message}");
        // Carried out, which uses the token up; only its reply is lost.
        let (_, ticket, _) = site.sign(path, "lost-reply").await;
        assert!(site.call(&ticket).await.is_err(), "{path}");
        let tokens = journal(&site.zuora).await;
        assert_eq!(tokens.last().expect("an exchange")["status"], 0, "{path}");
    }
}

#[tokio::test]
async fn a_slow_answer_is_right_and_late() {
    let site = Signer::new().await;
    let (_, ticket, _) = site.sign(CREATE_PAYMENT_METHOD, "slow").await;
    let began = std::time::Instant::now();
    assert_eq!(site.call(&ticket).await.expect("an answer").0, 200);
    assert!(began.elapsed().as_millis() >= 4000);
}

#[tokio::test]
async fn the_preflight_of_the_one_call_allows_a_foreign_origin() {
    let site = Signer::new().await;
    for path in OPERATIONS {
        let (_, ticket, _) = site.sign(path, "foreign-origin").await;
        let token = ticket["token"].as_str().expect("a token")[..12].to_ascii_lowercase();
        let own = format!("flow-break-{token},signature,token");
        for (asked, allowed) in
            [("signature,token", ORIGIN), (&own, "https://shop.example"), (&own, ORIGIN)]
        {
            let preflight = reqwest::Client::new()
                .request(Method::OPTIONS, ticket["uri"].as_str().expect("a URI"))
                .header("origin", ORIGIN)
                .header("access-control-request-method", ticket["method"].as_str().expect("one"))
                .header("access-control-request-headers", asked);
            let answer = preflight.send().await.expect("an answer");
            let headers = answer.headers();
            assert_eq!(headers["access-control-allow-origin"], allowed, "{path} {asked}");
            let names = headers["access-control-allow-headers"].to_str().expect("names");
            assert!(allowed == ORIGIN || names.contains(&token), "{names}");
        }
    }
}

/// Two pages, of the same account: each break meets the page that has ordered it.
#[tokio::test]
async fn a_break_never_meets_another_signature() {
    let site = Signer::new().await;
    for name in ["expired", "declined", "failing", "cut-line", "lost-reply", "foreign-origin"] {
        let (_, broken, _) = site.sign(CREATE_PAYMENT_METHOD, name).await;
        let (_, other, headers) = site.sign(CREATE_PAYMENT_METHOD, "").await;
        assert!(!headers.contains_key(FLOW_BREAK));
        // With nothing but the account, a call comes as far as its missing fields.
        let (_, reply) = site.call(&other).await.expect("an answer");
        let missing = reply["reasons"][0]["message"].as_str().expect("words");
        assert!(missing.contains("creditCardType"), "{name}: {missing}");
        let broken = site.call(&broken).await;
        let is_as_ever =
            matches!(&broken, Ok((_, reply)) if reply["reasons"][0]["message"] == missing);
        assert_eq!(is_as_ever, name == "foreign-origin", "{name}: {broken:?}");
    }
}

#[tokio::test]
async fn t7_without_inspector_or_sandbox_flow_break_means_nothing() {
    let Fixture { zuora, .. } = fixture().await;
    let off = site_with(&zuora, &[("FLOW_INSPECTOR", "off")], |_| ());
    let tenant = site_with(&zuora, &[], |site| {
        site.state.flow_inspector = Some(FlowInspector { sandbox: None });
    });
    for site in [off, tenant] {
        let site = Signer::with(site, zuora.clone()).await;
        for name in ["empty-uri", "other-account", "no-write-access", "expired", "failing"] {
            let (status, ticket, headers) = site.sign(CREATE_PAYMENT_METHOD, name).await;
            assert_eq!(status, StatusCode::OK, "{name}");
            assert!(!headers.contains_key(FLOW_BREAK) && !headers.contains_key("flow-track-id"));
            let (_, reply) = site.call(&ticket).await.expect("an answer");
            let missing = reply["reasons"][0]["message"].as_str().expect("words");
            assert!(missing.contains("creditCardType"), "{name}: {missing}");
        }
        assert_eq!(send(&site.site, get("/flow/breaks")).await.0, StatusCode::NOT_FOUND);
    }
    // An unknown name neither.
    let site = Signer::new().await;
    let (status, _, headers) = site.sign(CREATE_PAYMENT_METHOD, "anything-else").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!headers.contains_key(FLOW_BREAK));
}

#[tokio::test]
async fn the_panel_gets_every_break_in_the_language_of_its_page() {
    let Fixture { site, .. } = fixture().await;
    for (language, title) in [("en", "Break it"), ("de", "Fehler auslösen")] {
        let request = super::support::get_with("/flow/breaks", &[("accept-language", language)]);
        let (status, _, body) = send(&site, request).await;
        assert_eq!(status, StatusCode::OK);
        let catalogue: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(catalogue["words"]["break_it"], title);
        let breaks = catalogue["breaks"].as_array().expect("breaks");
        assert_eq!(breaks.len(), 15);
        for one in breaks {
            for field in ["name", "label", "happened", "todo", "guard"] {
                assert!(one[field].as_str().is_some_and(|text| !text.is_empty()), "{one}");
            }
        }
    }
}
