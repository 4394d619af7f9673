//! A collector of traces: it takes what is exported, and decodes it.

use super::serve;
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::Span,
};
use prost::Message as _;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// Nothing here takes as long on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Clone, Default)]
struct Exports(Arc<Mutex<Vec<(HeaderMap, Bytes)>>>);

pub struct Collector {
    pub base_url: String,
    exports: Exports,
}

impl Collector {
    pub async fn start() -> Self {
        let exports = Exports::default();
        let taken = exports.clone();
        let take = async move |headers: HeaderMap, body: Bytes| {
            taken.0.lock().expect("no panic").push((headers, body));
            StatusCode::OK
        };
        Self { base_url: serve(Router::new().route("/v1/traces", post(take))).await, exports }
    }

    /// All that has come, once the spans are enough.
    pub async fn spans_until(&self, are_enough: impl Fn(&[Span]) -> bool) -> Vec<Span> {
        let begun = Instant::now();
        loop {
            let spans: Vec<_> = self.requests().into_iter().flat_map(spans_of).collect();
            if are_enough(&spans) {
                return spans;
            }
            assert!(begun.elapsed() < PATIENCE, "{spans:#?}");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Everything that has come, decoded.
    pub fn requests(&self) -> Vec<ExportTraceServiceRequest> {
        let exports = self.exports.0.lock().expect("no panic");
        let requests = exports.iter().map(|(_, body)| {
            ExportTraceServiceRequest::decode(body.clone()).expect("a request of OTLP")
        });
        requests.collect()
    }

    /// The headers of the first export.
    pub fn headers(&self) -> HeaderMap {
        self.exports.0.lock().expect("no panic")[0].0.clone()
    }
}

fn spans_of(request: ExportTraceServiceRequest) -> impl Iterator<Item = Span> {
    let scopes = request.resource_spans.into_iter().flat_map(|resource| resource.scope_spans);
    scopes.flat_map(|scope| scope.spans)
}

/// An attribute as text.
pub fn attribute(attributes: &[KeyValue], key: &str) -> Option<String> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text.clone()),
        Value::IntValue(number) => Some(number.to_string()),
        other => Some(format!("{other:?}")),
    }
}
