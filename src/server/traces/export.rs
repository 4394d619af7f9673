//! Sends the spans to the collector, from a thread of its own: no request waits for a collector, and
//! none fails because of one.
//!
//! The queue is bounded. What does not fit, or does not arrive, is lost and counted. The batch
//! processor of the SDK does not say how much that is.

mod redacted;

use crate::server::{metrics, settings::TraceSettings};
use opentelemetry::{Context, KeyValue, trace::TracerProvider as _};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{SdkTracerProvider, Span, SpanData, SpanExporter as _, SpanProcessor},
};
use redacted::redacted;
use std::{error::Error, sync::mpsc::Receiver, thread, time::Duration};
use tokio::{
    runtime::Builder,
    sync::{mpsc, oneshot},
    time::timeout,
};
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::{Layer, filter::FilterFn, registry::LookupSpan};

/// The target of every span that is exported.
pub const TARGET: &str = "traces";

/// How many spans wait at most. One has about a kilobyte.
const MAX_WAITING: usize = 4096;
/// How many are sent at once.
const MAX_BATCH: usize = 512;
/// How long the first span of a batch waits for others.
const BATCH_TIME: Duration = Duration::from_millis(500);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// Time limit of one export.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the end of the process waits for the last spans.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(2);

/// Starts the export. The layer takes the spans; drop the other value last.
///
/// # Errors
/// When the exporter cannot be made.
pub fn start<S>(
    settings: &TraceSettings,
) -> Result<(impl Layer<S> + use<S>, FlushOnDrop), Box<dyn Error + Send + Sync>>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let resource = Resource::builder()
        .with_service_name(settings.service_name.clone())
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let mut exporter = exporter(settings)?;
    exporter.set_resource(&resource);
    let (queue, waiting) = mpsc::channel(MAX_WAITING);
    let flush = spawn(waiting, exporter)?;
    let provider = SdkTracerProvider::builder()
        .with_resource(resource)
        .with_span_processor(Queue(queue))
        .build();
    let layer = OpenTelemetryLayer::new(provider.tracer(TARGET))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false);
    let is_ours = FilterFn::new(|metadata| metadata.is_span() && metadata.target() == TARGET);
    Ok((layer.with_filter(is_ours.with_max_level_hint(LevelFilter::INFO)), flush))
}

fn exporter(settings: &TraceSettings) -> Result<SpanExporter, Box<dyn Error + Send + Sync>> {
    let http = reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(EXPORT_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .default_headers(settings.headers.clone())
        .build()?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(http)
        .with_endpoint(settings.endpoint.as_str())
        .with_protocol(Protocol::HttpBinary)
        .with_timeout(EXPORT_TIMEOUT);
    Ok(exporter.build()?)
}

/// Takes the spans that have ended. Never blocks.
#[derive(Debug)]
struct Queue(mpsc::Sender<SpanData>);

impl SpanProcessor for Queue {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() && self.0.try_send(span).is_err() {
            metrics::spans_lost(1);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// Held until the end of the process. Its drop waits until the last spans are sent, or for two
/// seconds.
#[must_use]
pub struct FlushOnDrop {
    end: Option<oneshot::Sender<()>>,
    ended: Receiver<()>,
}

impl Drop for FlushOnDrop {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        let _ = self.ended.recv_timeout(FLUSH_TIMEOUT);
    }
}

fn spawn(
    waiting: mpsc::Receiver<SpanData>,
    exporter: SpanExporter,
) -> Result<FlushOnDrop, Box<dyn Error + Send + Sync>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (end, ending) = oneshot::channel();
    let (tell_end, ended) = std::sync::mpsc::channel();
    thread::Builder::new().name("traces".into()).spawn(move || {
        runtime.block_on(export_all(waiting, ending, exporter));
        let _ = tell_end.send(());
    })?;
    Ok(FlushOnDrop { end: Some(end), ended })
}

/// Sends batch after batch until `ending`, and then what still waits.
async fn export_all(
    mut waiting: mpsc::Receiver<SpanData>,
    mut ending: oneshot::Receiver<()>,
    exporter: SpanExporter,
) {
    let (mut batch, mut was_reachable) = (Vec::new(), true);
    loop {
        let is_ending = tokio::select! {
            () = collect(&mut waiting, &mut batch) => false,
            _ = &mut ending => true,
        };
        if is_ending || batch.is_empty() {
            break;
        }
        was_reachable = export(&exporter, std::mem::take(&mut batch), was_reachable).await;
    }
    waiting.close();
    loop {
        let room = MAX_BATCH - batch.len();
        waiting.recv_many(&mut batch, room).await;
        if batch.is_empty() {
            return;
        }
        was_reachable = export(&exporter, std::mem::take(&mut batch), was_reachable).await;
    }
}

/// Fills a batch: waits for its first span, and then a moment for others. It stays empty when there
/// will be none.
async fn collect(waiting: &mut mpsc::Receiver<SpanData>, batch: &mut Vec<SpanData>) {
    waiting.recv_many(batch, MAX_BATCH).await;
    let fill = async {
        while batch.len() < MAX_BATCH && waiting.recv_many(batch, MAX_BATCH - batch.len()).await > 0
        {
        }
    };
    let _ = timeout(BATCH_TIME, fill).await;
}

/// Sends a batch. Returns whether the collector has taken it.
async fn export(exporter: &SpanExporter, batch: Vec<SpanData>, was_reachable: bool) -> bool {
    let count = batch.len();
    let batch = batch.into_iter().map(redacted).collect();
    let outcome = timeout(EXPORT_TIMEOUT, exporter.export(batch)).await;
    let failure = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some("no answer in time".to_owned()),
    };
    match (&failure, was_reachable) {
        (Some(failure), true) => {
            tracing::warn!(failure, "the trace collector does not take the spans: they are lost");
        }
        (None, false) => tracing::info!("the trace collector takes spans again"),
        _ => {}
    }
    if failure.is_some() {
        metrics::spans_lost(count);
    }
    failure.is_none()
}

#[cfg(test)]
mod tests;
