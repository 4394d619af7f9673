//! What a collector of traces gets of a request, and what it does not get.

use super::support::{
    CREATE_PAYMENT_METHOD, Call, Collector, ScriptedZuora, attribute, failed, fixture, get,
    granted, send, serve, session, signed, site, site_with,
};
use crate::server::{
    settings::{Settings, Source},
    traces,
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
    routing::post,
};
use opentelemetry_proto::tonic::trace::v1::{Span, span::SpanKind, status::StatusCode as Outcome};
use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::{layer::SubscriberExt as _, registry};

const HEADER: (&str, &str) = ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20hush");

/// Exports the spans of this thread while it lives.
struct Export {
    _guard: DefaultGuard,
    // Its drop would wait for a collector that is served by this thread.
    flush: Option<traces::FlushOnDrop>,
}

impl Export {
    fn start(collector: &Collector) -> Self {
        let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", &*collector.base_url);
        let settings = Settings::read(Source::new(&[endpoint, HEADER])).expect("right settings");
        let settings = settings.traces.expect("an endpoint");
        let (layer, flush) = traces::start(&settings).expect("it starts");
        let guard = tracing::subscriber::set_default(registry().with(layer));
        Self { _guard: guard, flush: Some(flush) }
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        let flush = self.flush.take();
        std::thread::spawn(move || drop(flush));
    }
}

fn of(span: &Span, key: &str) -> Option<String> {
    attribute(&span.attributes, key)
}

/// The span with this name, and with this operation if it is not empty.
fn find<'a>(spans: &'a [Span], name: &str, operation: &str) -> &'a Span {
    let mut found = spans.iter().filter(|span| {
        span.name == name
            && (operation.is_empty() || of(span, "operation").as_deref() == Some(operation))
    });
    let span = found.next().unwrap_or_else(|| panic!("{name} {operation} in {spans:#?}"));
    assert!(found.next().is_none(), "{name} {operation} is there twice");
    span
}

fn has(spans: &[Span], name: &str) -> bool {
    spans.iter().any(|span| span.name == name)
}

const SIGNING: &str = "POST /api/sign/create-payment-method";

#[tokio::test]
async fn r32_a_signature_is_one_trace_down_to_each_call_of_zuora() {
    let fixture = fixture().await;
    let cookie = session(&fixture.site).await;
    let collector = Collector::start().await;
    let export = Export::start(&collector);
    let (status, headers, body) = Call::new(&cookie).send(&fixture.site).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!headers.contains_key("traceparent") && !headers.contains_key("tracestate"));
    let spans = collector.spans_until(|spans| has(spans, SIGNING)).await;
    drop(export);

    let request = find(&spans, SIGNING, "");
    assert_eq!(request.kind, SpanKind::Server as i32);
    for (key, value) in [
        ("http.request.method", "POST"),
        ("http.route", CREATE_PAYMENT_METHOD),
        ("http.response.status_code", "200"),
        ("request.class", "signing"),
    ] {
        assert_eq!(of(request, key).as_deref(), Some(value));
    }
    assert_eq!(of(request, "request.id").map(|id| id.len()), Some(36));
    let sign = find(&spans, "sign", "/v1/payment-methods/credit-cards");
    let token = find(&spans, "token_request", "");
    let hmac = find(&spans, "zuora_call", "hmac-signatures");
    let oauth = find(&spans, "zuora_call", "oauth-token");
    for (child, parent) in [(sign, request), (token, sign), (hmac, sign), (oauth, token)] {
        assert_eq!(child.parent_span_id, parent.span_id, "{}", child.name);
        assert_eq!(child.trace_id, request.trace_id, "{}", child.name);
    }
    for (span, outcome) in
        [(sign, "signed"), (token, "granted"), (hmac, "answered"), (oauth, "answered")]
    {
        assert_eq!(of(span, "outcome").as_deref(), Some(outcome));
    }
    for call in [hmac, oauth] {
        assert_eq!(call.kind, SpanKind::Client as i32);
        assert_eq!(of(call, "attempt").as_deref(), Some("1"));
    }
    assert_eq!(spans.len(), 5, "{spans:#?}");

    let resource = &collector.requests()[0].resource_spans[0].resource;
    let resource = &resource.as_ref().expect("a resource").attributes;
    assert_eq!(attribute(resource, "service.name").as_deref(), Some("zuora-cors-sample"));
    assert_eq!(collector.headers()["authorization"], "Bearer hush");
    assert_eq!(collector.headers()["content-type"], "application/x-protobuf");

    // Nothing in it that could be used, or says whose it is.
    let ticket: serde_json::Value = serde_json::from_str(&body).expect("a ticket");
    let shown = format!("{:?}", collector.requests());
    let session = cookie.split_once('=').expect("a pair").1;
    for secret in [
        ticket["signature"].as_str().expect("a signature"),
        ticket["token"].as_str().expect("a token"),
        session,
        crate::sandbox::CLIENT_ID,
        crate::sandbox::CLIENT_SECRET,
        "A0000000",
        "earer",
        "hush",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn r32_each_failed_attempt_has_a_span_of_its_own() {
    let zuora = ScriptedZuora::start(async |number| match number {
        1 => failed(503, ""),
        _ => signed(),
    })
    .await;
    let site = site(&zuora.base_url);
    let cookie = session(&site).await;
    let collector = Collector::start().await;
    let _export = Export::start(&collector);
    assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK);
    let spans = collector.spans_until(|spans| has(spans, SIGNING)).await;
    let mut attempts: Vec<_> = spans
        .iter()
        .filter(|span| of(span, "operation").as_deref() == Some("hmac-signatures"))
        .map(|span| {
            let code = span.status.as_ref().map_or(0, |status| status.code);
            (of(span, "attempt"), of(span, "outcome"), code == Outcome::Error as i32)
        })
        .collect();
    attempts.sort();
    let attempt = |number: &str, outcome: &str, is_failure| {
        (Some(number.to_owned()), Some(outcome.to_owned()), is_failure)
    };
    assert_eq!(attempts, [attempt("1", "busy", true), attempt("2", "answered", false)]);
}

/// Whatever else a path, a query or a method contains stays here.
#[tokio::test]
async fn t11_of_an_unknown_address_the_class_alone_is_exported() {
    let fixture = fixture().await;
    let collector = Collector::start().await;
    let _export = Export::start(&collector);
    send(&fixture.site, get("/4111111111111111?card=4111111111111111")).await;
    send(&fixture.site, get("/?account=A00000001")).await;
    let mut other = get("/api/A00000001");
    *other.method_mut() = "HUSH".parse().expect("a method");
    send(&fixture.site, other).await;
    let spans = collector.spans_until(|spans| spans.len() >= 3).await;
    let mut names: Vec<_> = spans.iter().map(|span| &*span.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["GET /", "GET page", "_OTHER api"]);
    let shown = format!("{spans:?}");
    for secret in ["4111", "A0000", "HUSH"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[tokio::test]
async fn t18_only_a_trusted_proxy_continues_a_trace_and_zuora_is_not_told() {
    let told = Arc::<Mutex<Vec<HeaderMap>>>::default();
    let (by_token, by_signature) = (told.clone(), told.clone());
    let zuora = Router::new()
        .route(
            "/oauth/token",
            post(async move |headers: HeaderMap| {
                by_token.lock().expect("no panic").push(headers);
                granted().into_response()
            }),
        )
        .route(
            "/v1/hmac-signatures",
            post(async move |headers: HeaderMap| {
                by_signature.lock().expect("no panic").push(headers);
                signed()
            }),
        );
    let site = site_with(&serve(zuora).await, &[("TRUSTED_PROXIES", "10.0.0.0/8")], |_| ());
    let cookie = session(&site).await;
    let sampled = format!("00-{TRACE}-{PARENT}-01");
    let other = format!("00-{}-{PARENT}-01", "1".repeat(32));
    for (peer, lines, is_continued) in [
        ("10.0.0.1", &[&*sampled][..], true),
        ("192.0.2.1", &[&*sampled], false),
        ("10.0.0.1", &[&*sampled, &*other], false),
        ("10.0.0.1", &["00-4111111111111111-1-01"], false),
        ("10.0.0.1", &[], false),
    ] {
        let collector = Collector::start().await;
        let export = Export::start(&collector);
        let mut call = Call::new(&cookie).from(peer.parse::<IpAddr>().expect("an address"));
        call = call.header("tracestate", "shop=4111111111111111");
        for line in lines {
            call = call.append("traceparent", line);
        }
        let (status, headers, _) = call.send(&site).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!headers.contains_key("traceparent"));
        let spans = collector.spans_until(|spans| has(spans, SIGNING)).await;
        drop(export);
        let request = find(&spans, SIGNING, "");
        let continued = hex(&request.trace_id) == TRACE && hex(&request.parent_span_id) == PARENT;
        assert_eq!(continued, is_continued, "{peer} {lines:?}");
        assert!(is_continued || request.parent_span_id.is_empty(), "{peer} {lines:?}");
        assert!(spans.iter().all(|span| span.trace_state.is_empty()), "{spans:#?}");
    }
    let told = told.lock().expect("no panic");
    assert_eq!(told.len(), 6);
    for headers in &*told {
        assert!(!headers.contains_key("traceparent") && !headers.contains_key("tracestate"));
    }
}

#[test]
fn without_an_endpoint_there_is_no_export() {
    let settings = Settings::read(Source::from([HEADER])).expect("right settings");
    assert!(settings.traces.is_none());
}
