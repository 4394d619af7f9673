//! Fixtures and helpers: a site on top of a sandbox, and the requests that the tests send to it.

use crate::server::{
    origin::Origin,
    page_integrity::{asset_routes::Assets, assets},
    router::{Site, router},
    settings::{Client, Settings, Source, Zuora},
    zuora_client::{ZuoraClient, http},
};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

mod audit_log;
mod call;
mod collector;
mod sandbox_client;
mod scripted_zuora;
mod visitor;

pub use self::{
    audit_log::AuditLog,
    call::{Call, address_in_network},
    collector::{Collector, attribute},
    sandbox_client::SandboxClient,
    scripted_zuora::{ScriptedZuora, failed, granted, signed},
    visitor::{ADDRESS_BAR, CROSS_SITE, Page, SAME_ORIGIN, Visitor, between},
};

pub const ORIGIN: &str = "http://localhost:3000";
/// A base URL at which nothing listens.
pub const UNREACHABLE: &str = "http://127.0.0.1:9";

pub const CREATE_PAYMENT_METHOD: &str = "/api/sign/create-payment-method";
pub const CREATE_ACCOUNT: &str = "/api/sign/create-account";
pub const GET_FILE: &str = "/api/sign/get-file";
pub const RSA_SIGNATURES: &str = "/api/sign/rsa-signatures";
pub const CONFIRM_PAYMENT_METHOD: &str = "/api/payment-methods/confirm";
pub const LIST_PAYMENT_METHODS: &str = "/api/payment-methods/list";
pub const MAKE_DEFAULT: &str = "/api/payment-methods/make-default";
pub const REMOVE_PAYMENT_METHOD: &str = "/api/payment-methods/remove";
pub const FIND_ACCOUNT: &str = "/api/accounts/find";
pub const CONFIRM_ACCOUNT: &str = "/api/accounts/confirm";
pub const CONFIRM_HOSTED_PAGE: &str = "/api/hosted-page/confirm";

/// The site, and the base URL of the sandbox it signs with.
pub struct Fixture {
    pub site: Router,
    pub zuora: String,
}

pub async fn fixture() -> Fixture {
    let zuora = serve(crate::sandbox::router(ORIGIN)).await;
    Fixture { site: site(&zuora), zuora }
}

/// A listener on a free port, and its base URL.
pub async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, base_url)
}

/// Serves these routes on a free port; returns the base URL.
pub async fn serve(routes: Router) -> String {
    let (listener, base_url) = listen().await;
    tokio::spawn(axum::serve(listener, routes).into_future());
    base_url
}

pub fn site(zuora: &str) -> Router {
    site_with(zuora, &[], |_| ())
}

/// The site with these settings and that change.
pub fn site_with(zuora: &str, settings: &[(&str, &str)], change: impl FnOnce(&mut Site)) -> Router {
    let mut settings = Settings::read(Source::new(settings)).expect("right settings");
    let Zuora::Sandbox { client, .. } = settings.zuora.target.clone() else {
        panic!("the default is the sandbox")
    };
    let public_origin = settings.public_address.origin.clone();
    let public_origin = public_origin.unwrap_or(Origin::parse(ORIGIN).expect("an origin"));
    settings.built_site.root = assets::tests::site_root();
    let assets = Assets::read(&settings.built_site.root, false).expect("files");
    let zuora = (zuora.parse().expect("a URL"), client);
    let mut site = Site::new(&settings, zuora, public_origin, assets).expect("a site");
    change(&mut site);
    router(site)
}

/// A client of Zuora's whose id and secret the sandbox does not know.
pub fn unknown_client(zuora: &str) -> ZuoraClient {
    let client = Client {
        id: "5a4db0c5-1111-4111-8111-000000000001".into(),
        secret: "wrong-secret".into(),
        entity_id: None,
    };
    ZuoraClient::new(http::client().expect("a client"), zuora.parse().expect("a URL"), client)
}

pub fn site_with_unknown_client(zuora: &str) -> Router {
    site_with(zuora, &[], |site| site.state.zuora = Arc::new(unknown_client(zuora)))
}

pub async fn send(site: &Router, request: Request) -> (StatusCode, HeaderMap, String) {
    let response = site.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

pub fn get(path: &str) -> Request {
    get_with(path, &[])
}

pub fn get_with(path: &str, headers: &[(&str, &str)]) -> Request {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).expect("a request")
}

/// A session's cookie, from the first page.
pub async fn session(site: &Router) -> String {
    let (_, headers, _) = send(site, get("/")).await;
    session_cookie(&headers)
}

/// The name and value of the cookie that a response sets.
pub fn session_cookie(headers: &HeaderMap) -> String {
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    cookie.split(';').next().expect("a pair").to_owned()
}

/// The calls that the sandbox has received, each with path and body.
pub async fn journal(zuora: &str) -> Vec<Value> {
    let journal = reqwest::get(format!("{zuora}/sandbox/journal")).await;
    journal.expect("the sandbox answers").json().await.expect("a list")
}

/// The paths of the calls that the sandbox has received.
pub async fn calls(zuora: &str) -> Vec<String> {
    let journal = journal(zuora).await;
    journal.iter().filter_map(|exchange| exchange["path"].as_str().map(str::to_owned)).collect()
}

/// How often the sandbox was called for a signature.
pub async fn signature_calls(zuora: &str) -> usize {
    calls(zuora).await.iter().filter(|path| path.ends_with("hmac-signatures")).count()
}

/// Makes the sandbox's next signature fail like this, however often it is asked for.
pub async fn fail_next_signature(zuora: &str, fault: &Value) {
    fail_attempts(zuora, "hmac-signatures", fault).await;
}

/// Makes the sandbox's next call of this operation fail like this.
pub async fn fail_next(zuora: &str, operation: &str, fault: &Value) {
    order(zuora, &json!({"operation": operation, "fault": fault})).await;
}

/// Makes all attempts of the server's next call of this operation fail like this, and nothing that
/// was ordered before.
pub async fn fail_attempts(zuora: &str, operation: &str, fault: &Value) {
    clear_faults(zuora).await;
    order(zuora, &json!({"operation": operation, "fault": fault, "times": 3})).await;
}

pub async fn clear_faults(zuora: &str) {
    let answer = reqwest::Client::new().delete(format!("{zuora}/sandbox/faults")).send();
    assert!(answer.await.expect("an answer").status().is_success());
}

async fn order(zuora: &str, fault: &Value) {
    let answer = reqwest::Client::new().post(format!("{zuora}/sandbox/faults")).json(fault).send();
    assert!(answer.await.expect("an answer").status().is_success(), "{fault}");
}

pub fn kind(body: &str) -> String {
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    json["kind"].as_str().unwrap_or("no kind").to_owned()
}

/// An error is JSON of a closed form: nothing in it comes from a library, from Zuora or from this
/// machine.
pub fn assert_closed_form(body: &str) {
    let json: Value = serde_json::from_str(body).expect("an error is JSON");
    let fields = json.as_object().expect("an object");
    for (name, value) in fields {
        let is_closed = match name.as_str() {
            "kind" => value.as_str().is_some_and(|kind| {
                crate::api::ApiErrorKind::all().any(|known| known.name() == kind)
            }),
            "requestId" => value.as_str().is_some_and(|id| id.len() == 36),
            "zuoraCode" | "retryAfter" => value.is_u64(),
            _ => false,
        };
        assert!(is_closed, "{name} in {body}");
    }
    assert!(fields.contains_key("requestId"), "{body}");
}
