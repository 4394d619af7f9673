//! Fixtures and helpers: a site on top of a sandbox, and the requests that the tests send to it.

use crate::server::{
    origin::Origin,
    page_integrity::assets::{self, Assets},
    router::Site,
    settings::{Client, Settings, Source, Zuora},
    zuora_client::{ZuoraClient, http},
};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use std::{net::SocketAddr, sync::Arc};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

pub mod sandbox_client;
pub mod visitor;

pub const ORIGIN: &str = "http://localhost:3000";
pub const SIGN: &str = "/api/sign/create-payment-method";
pub const CREATE_ACCOUNT: &str = "/api/sign/create-account";
pub const GET_FILE: &str = "/api/sign/get-file";
pub const RSA: &str = "/api/sign/rsa-signatures";
pub const CONFIRM_ACCOUNT: &str = "/api/accounts/confirm";
pub const CONFIRM_HOSTED: &str = "/api/hosted-page/confirm";

/// The site, and the base URL of the sandbox it signs with.
pub struct Fixture {
    pub site: Router,
    pub zuora: String,
}

pub async fn fixture() -> Fixture {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let zuora = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(axum::serve(listener, crate::sandbox::router(ORIGIN)).into_future());
    Fixture { site: site(&zuora), zuora }
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
    super::super::router(site)
}

/// The site, as a client that the sandbox does not know.
pub fn as_a_stranger(zuora: &str) -> Router {
    let stranger = Client {
        id: "5a4db0c5-1111-4111-8111-000000000001".into(),
        secret: "wrong-secret".into(),
        entity_id: None,
    };
    site_with(zuora, &[], |site| {
        let base_url = zuora.parse().expect("a URL");
        site.state.zuora =
            Arc::new(ZuoraClient::new(http::client().expect("a client"), base_url, stranger));
    })
}

pub async fn send(site: &Router, request: Request) -> (StatusCode, HeaderMap, String) {
    let response = site.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

pub fn get(path: &str) -> Request {
    Request::builder().uri(path).body(Body::empty()).expect("a request")
}

/// A session's cookie, from the first page.
pub async fn session(site: &Router) -> String {
    let (_, headers, _) = send(site, get("/")).await;
    let cookie = headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    cookie.split(';').next().expect("a pair").to_owned()
}

/// What our own page sends, with changes.
pub fn signing(cookie: &str, changes: &[(&str, &str)]) -> Request {
    let change =
        |name: &str| changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
    let mut request = Request::builder()
        .method(change(":method").unwrap_or("POST"))
        .uri(change(":path").unwrap_or(SIGN));
    for (name, ours) in [
        ("cookie", cookie),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("origin", ORIGIN),
        ("sec-fetch-site", "same-origin"),
    ] {
        let value = change(name).unwrap_or(ours);
        if !value.is_empty() {
            request = request.header(name, value);
        }
    }
    let body = change(":body").unwrap_or("{}").to_owned();
    request.body(Body::from(body)).expect("a request")
}

pub async fn calls(zuora: &str) -> Vec<String> {
    let journal: Value = reqwest::get(format!("{zuora}/sandbox/journal"))
        .await
        .expect("the sandbox answers")
        .json()
        .await
        .expect("JSON");
    let exchanges = journal.as_array().expect("a list");
    exchanges.iter().filter_map(|exchange| exchange["path"].as_str().map(str::to_owned)).collect()
}

pub fn kind(body: &str) -> String {
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    json["kind"].as_str().unwrap_or("no kind").to_owned()
}

pub async fn ask(
    site: &Router,
    cookie: &str,
    path: &str,
    body: &Value,
) -> (StatusCode, Value, HeaderMap) {
    let request = signing(cookie, &[(":path", path), (":body", &body.to_string())]);
    let (status, headers, body) = send(site, request).await;
    (status, serde_json::from_str(&body).unwrap_or_default(), headers)
}

pub async fn signatures(zuora: &str) -> usize {
    calls(zuora).await.iter().filter(|path| path.ends_with("hmac-signatures")).count()
}

pub fn from_network(mut request: Request, network: u128) -> Request {
    let address = (0x2001_0db8_u128 << 96 | network << 64).into();
    request
        .extensions_mut()
        .insert(ConnectInfo(SocketAddr::new(std::net::IpAddr::V6(address), 40_000)));
    request
}

/// An error is JSON of a closed form: nothing in it comes from a library, from Zuora or from this machine.
pub fn assert_closed(body: &str) {
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

/// A Zuora that answers everything like this.
pub async fn zuora_that(answer: axum::routing::MethodRouter) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    let routes = Router::new().route("/{*path}", answer);
    tokio::spawn(axum::serve(listener, routes).into_future());
    base_url
}
