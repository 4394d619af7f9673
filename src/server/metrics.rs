//! Prometheus metrics, on a listener of their own that is never the public one.

use axum::{Router, http::header, routing::get};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};

/// Counts one attempt to get a ticket: `outcome` is `signed` or the kind of the error.
pub fn ticket(operation: &'static str, outcome: &'static str) {
    metrics::counter!("tickets_total", "operation" => operation, "outcome" => outcome).increment(1);
}

/// Counts one request that was rejected before its function ran.
pub fn api_request_rejected(kind: &'static str) {
    metrics::counter!("api_requests_rejected_total", "kind" => kind).increment(1);
}

/// Counts one report of a blocked resource.
pub fn policy_violation() {
    metrics::counter!("policy_violations_total").increment(1);
}

pub fn log_line_lost() {
    metrics::counter!("log_lines_lost_total").increment(1);
}

/// The route `/metrics`. Installs the recorder of the process.
///
/// # Errors
/// When there is a recorder already.
pub fn routes() -> Result<Router, BuildError> {
    let counts = PrometheusBuilder::new().install_recorder()?;
    metrics::describe_counter!(
        "tickets_total",
        "Attempts to get a ticket, by Zuora's path and outcome"
    );
    metrics::describe_counter!(
        "api_requests_rejected_total",
        "Requests for server functions that were refused before they ran"
    );
    metrics::describe_counter!("log_lines_lost_total", "Lines of the log that nobody read in time");
    metrics::describe_counter!(
        "policy_violations_total",
        "Reports by browsers of what a page's policy has blocked"
    );
    let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    Ok(Router::new().route("/metrics", get(async move || (text, counts.render()))))
}

/// Whether the shared store of the rate limits answers. Without one there is no such gauge.
pub fn rate_limit_store_up(is_up: bool) {
    metrics::describe_gauge!(
        "rate_limit_store_up",
        "Whether the shared store of the rate limits answers"
    );
    metrics::gauge!("rate_limit_store_up").set(f64::from(u8::from(is_up)));
}
