//! Prometheus metrics, on a listener of their own that is never the public one.

use crate::server::request_class::RequestClass;
use axum::{
    Router,
    http::{StatusCode, header},
    routing::get,
};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};
use std::time::Duration;
use tokio::time::sleep;

/// What a metric measures, as Prometheus has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Counter,
    Gauge,
    Histogram,
}

/// Every metric of the server, with what it says. `docs/operations.md` has the same list, and alerts
/// and dashboards name no other.
const ALL: [(&str, Kind, &str); 20] = [
    ("tickets_total", Kind::Counter, "Attempts to get a ticket, by Zuora's path and outcome"),
    (
        "api_requests_rejected_total",
        Kind::Counter,
        "Requests for server functions that were refused before they ran",
    ),
    ("rate_limits_exceeded_total", Kind::Counter, "Requests that exceeded a rate limit"),
    ("rate_limit_keys", Kind::Gauge, "Keys that the process remembers for its rate limits"),
    ("rate_limit_store_up", Kind::Gauge, "Whether the shared store of the rate limits answers"),
    (
        "policy_violations_total",
        Kind::Counter,
        "Reports by browsers of what a page's policy has blocked",
    ),
    ("log_lines_lost_total", Kind::Counter, "Lines of the log that nobody read in time"),
    ("trace_spans_lost_total", Kind::Counter, "Spans that did not get to the trace collector"),
    ("http_requests_total", Kind::Counter, "Requests by what they ask for and the answer's status"),
    (
        "http_request_duration_seconds",
        Kind::Histogram,
        "Time from a request's headers to those of its answer",
    ),
    ("http_requests_shed_total", Kind::Counter, "Requests refused because too many were in flight"),
    ("http_connections", Kind::Gauge, "Open connections to the site"),
    (
        "http_connections_refused_total",
        Kind::Counter,
        "Connections closed because too many were open",
    ),
    ("account_searches_total", Kind::Counter, "Searches for a new account whose answer was lost"),
    (
        "unknown_outcomes_total",
        Kind::Counter,
        "Searches of pages for a card or an account whose answer was lost, by how they ended",
    ),
    (
        "zuora_call_duration_seconds",
        Kind::Histogram,
        "Attempts to call Zuora, by operation and outcome",
    ),
    ("zuora_retries_total", Kind::Counter, "Calls to Zuora that were made again, by their failure"),
    ("zuora_token_requests_total", Kind::Counter, "Requests for a bearer token, by outcome"),
    (
        "zuora_circuit_open",
        Kind::Gauge,
        "1 while Zuora is not called because too many calls have failed",
    ),
    ("zuora_reachable", Kind::Gauge, "1 if a connection to Zuora could be made the last time"),
];

/// The bounds of the histograms, in seconds, up to the time limit of a call.
const SECONDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 8.0];

/// How often the histograms take in what was measured. Without that, it would fill the memory of a
/// server whose metrics nobody reads.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(5);

/// Counts one attempt to get a ticket: `outcome` is `signed` or the kind of the error.
pub fn ticket(operation: &'static str, outcome: &'static str) {
    metrics::counter!("tickets_total", "operation" => operation, "outcome" => outcome).increment(1);
}

/// Counts one request that was rejected before its function ran.
pub fn api_request_rejected(kind: &'static str) {
    metrics::counter!("api_requests_rejected_total", "kind" => kind).increment(1);
}

pub fn rate_limit_exceeded() {
    metrics::counter!("rate_limits_exceeded_total").increment(1);
}

/// How many keys the process remembers for the rate limits of this kind of request, by this scope.
pub fn rate_limit_keys(kind: &'static str, scope: &'static str, count: usize) {
    let count = u32::try_from(count).map_or(f64::INFINITY, f64::from);
    metrics::gauge!("rate_limit_keys", "kind" => kind, "scope" => scope).set(count);
}

/// Whether the shared store of the rate limits answers. Without one there is no such line.
pub fn rate_limit_store_up(is_up: bool) {
    metrics::gauge!("rate_limit_store_up").set(f64::from(u8::from(is_up)));
}

/// Counts one report of a blocked resource.
pub fn policy_violation() {
    metrics::counter!("policy_violations_total").increment(1);
}

pub fn log_line_lost() {
    metrics::counter!("log_lines_lost_total").increment(1);
}

/// Counts spans that did not get to the trace collector.
pub fn spans_lost(count: usize) {
    metrics::counter!("trace_spans_lost_total").increment(count as u64);
}

/// Measures one request, from its headers to those of its answer.
pub fn request(class: RequestClass, status: StatusCode, time: Duration) {
    let class = class.name();
    let code = status.as_str().to_owned();
    metrics::counter!("http_requests_total", "class" => class, "status" => code).increment(1);
    metrics::histogram!("http_request_duration_seconds", "class" => class).record(time);
}

/// Counts one request that was refused because too many of its class were in flight.
pub fn request_shed(class: RequestClass) {
    metrics::counter!("http_requests_shed_total", "class" => class.name()).increment(1);
}

pub fn connection_opened() {
    metrics::gauge!("http_connections").increment(1);
}

pub fn connection_closed() {
    metrics::gauge!("http_connections").decrement(1);
}

pub fn connection_refused() {
    metrics::counter!("http_connections_refused_total").increment(1);
}

/// Counts one search of a page for an outcome that it did not know, by how it ended.
pub fn unknown_outcome(end: &'static str) {
    metrics::counter!("unknown_outcomes_total", "end" => end).increment(1);
}

/// Counts one search for an account whose creation was not answered: `outcome` is `found`, or the
/// kind of the error.
pub fn account_search(outcome: &'static str) {
    metrics::counter!("account_searches_total", "outcome" => outcome).increment(1);
}

/// Measures one attempt to call Zuora: `outcome` is `answered` or the name of the error.
pub fn zuora_call(operation: &'static str, outcome: &'static str, time: Duration) {
    let labels = [("operation", operation), ("outcome", outcome)];
    metrics::histogram!("zuora_call_duration_seconds", &labels).record(time);
}

/// Counts one call that is made again after this failure; `is_allowed` by the quota of retries.
pub fn zuora_retry(operation: &'static str, failure: &'static str, is_allowed: bool) {
    let allowed = if is_allowed { "true" } else { "false" };
    let labels = [("operation", operation), ("failure", failure), ("allowed", allowed)];
    metrics::counter!("zuora_retries_total", &labels).increment(1);
}

/// Counts one request for a bearer token: `outcome` is `granted` or the name of the error.
pub fn token_request(outcome: &'static str) {
    metrics::counter!("zuora_token_requests_total", "outcome" => outcome).increment(1);
}

pub fn zuora_circuit(is_open: bool) {
    metrics::gauge!("zuora_circuit_open").set(f64::from(u8::from(is_open)));
}

pub fn zuora_reachable(is_reachable: bool) {
    metrics::gauge!("zuora_reachable").set(f64::from(u8::from(is_reachable)));
}

/// The route `/metrics`. Installs the recorder of the process. `measure` is called before each answer,
/// and records what is not recorded when it changes.
///
/// # Errors
/// When there is a recorder already.
pub fn routes(measure: impl Fn() + Clone + Send + Sync + 'static) -> Result<Router, BuildError> {
    let seconds = Matcher::Suffix("_seconds".to_owned());
    let builder = PrometheusBuilder::new().set_buckets_for_metric(seconds, &SECONDS)?;
    let counts = builder.install_recorder()?;
    for (name, kind, help) in ALL {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, help),
            Kind::Gauge => metrics::describe_gauge!(name, help),
            Kind::Histogram => metrics::describe_histogram!(name, metrics::Unit::Seconds, help),
        }
    }
    zuora_circuit(false);
    let upkeep = counts.clone();
    tokio::spawn(async move {
        loop {
            sleep(UPKEEP_INTERVAL).await;
            upkeep.run_upkeep();
        }
    });
    let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    let answer = async move || {
        measure();
        (text, counts.render())
    };
    Ok(Router::new().route("/metrics", get(answer)))
}

#[cfg(test)]
mod tests;
