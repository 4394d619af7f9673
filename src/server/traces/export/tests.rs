//! A collector that hangs, and one that is not there.

use super::*;
use crate::server::traces;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::{net::TcpListener, time::Instant};
use tracing_subscriber::{layer::SubscriberExt as _, registry};

fn settings(addr: std::net::SocketAddr) -> TraceSettings {
    TraceSettings {
        endpoint: format!("http://{addr}/v1/traces").parse().expect("a URL"),
        headers: axum::http::HeaderMap::new(),
        service_name: "test".into(),
    }
}

/// Ends this many spans while `export` runs. Returns how many of them the queue had no room for.
fn end_spans(count: usize, settings: &TraceSettings) -> (u64, FlushOnDrop) {
    let (layer, flush) = start(settings).expect("it starts");
    let recorder = PrometheusBuilder::new().build_recorder();
    ::metrics::with_local_recorder(&recorder, || {
        tracing::subscriber::with_default(registry().with(layer), || {
            for _ in 0..count {
                drop(traces::signing("test"));
            }
        });
    });
    let counts = recorder.handle().render();
    let line = counts.lines().find_map(|line| line.strip_prefix("trace_spans_lost_total "));
    (line.map_or(0, |lost| lost.parse().expect("a number")), flush)
}

/// Whoever ends a span does not wait, and neither does the end of the process for long.
#[test]
fn t22_a_collector_that_hangs_costs_spans_alone() {
    // Connections are made, and nobody answers.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let settings = settings(listener.local_addr().expect("an address"));
    let count = MAX_WAITING + 2 * MAX_BATCH + 1000;
    let begun = Instant::now();
    let (lost, flush) = end_spans(count, &settings);
    assert!(begun.elapsed() < EXPORT_TIMEOUT, "{:?}", begun.elapsed());
    // At most a batch has left the queue, which hangs.
    assert!((1000..=count as u64 - MAX_WAITING as u64).contains(&lost), "{lost}");
    let begun = Instant::now();
    drop(flush);
    assert!(begun.elapsed() < FLUSH_TIMEOUT + Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[test]
fn the_end_waits_for_nothing_when_there_is_no_collector() {
    let addr = TcpListener::bind("127.7.7.7:0").expect("a free port").local_addr();
    let (lost, flush) = end_spans(100, &settings(addr.expect("an address")));
    assert_eq!(lost, 0, "they fit into the queue");
    let begun = Instant::now();
    drop(flush);
    assert!(begun.elapsed() < FLUSH_TIMEOUT, "{:?}", begun.elapsed());
}
