//! R23: what clients do to connections that speak no HTTP, or speak it too slowly, too much or in two
//! ways at once. Each row says what the client gets. Whatever it does, its connection ends, and the
//! next request is served.

mod client;
mod rows;

use super::support::{UNREACHABLE, site};
use crate::server::connection;
use axum_server::Handle;
use client::{Gets, Row};
use futures::future::join_all;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use rows::rows;
use std::{net::SocketAddr, time::Duration};
use tokio::time::{sleep, timeout};

/// No connection lasts as long that is closed at once, or by a short time limit.
const PATIENCE: Duration = Duration::from_mins(1);
const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// No row lasts as long.
const NO_LIMIT: Duration = Duration::from_hours(1);

/// The whole site on a listener of its own, with this time limit for each phase of a connection.
fn serve(limit: Duration) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("it can");
    let addr = listener.local_addr().expect("an address");
    let mut timeouts = connection::timeouts(limit);
    (timeouts.headers, timeouts.response) = (limit, limit);
    tokio::spawn(connection::serve(listener, site(UNREACHABLE), timeouts, Handle::new()));
    addr
}

fn open_connections(metrics: &PrometheusHandle) -> Option<u32> {
    let text = metrics.render();
    text.lines().find_map(|line| line.strip_prefix("http_connections ")?.parse().ok())
}

#[tokio::test]
async fn r23_whatever_a_client_does_its_connection_ends_and_the_next_request_is_served() {
    // One thread, so that it counts what happens in this test alone.
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    // What is closed for another reason than its time is so where there is no time limit.
    let (patient, hurried) = (serve(NO_LIMIT), serve(Duration::from_secs(1)));
    let played = rows().into_iter().map(async |row| {
        let Row { name, gets, is_for_limit, .. } = &row;
        let addr = if *is_for_limit { hurried } else { patient };
        let Ok(answer) = timeout(PATIENCE, row.play(addr)).await else {
            return Some(format!("{name}: it is still open"));
        };
        let next = Row::new("the next request", vec![client::Step::Send(GET.into())], Gets::Page);
        let next = timeout(PATIENCE, next.play(patient)).await.unwrap_or_default();
        match (gets.is_in(&answer), Gets::Page.is_in(&next)) {
            (true, true) => None,
            (false, _) => Some(format!("{name}: {gets:?}, and not\n{}", client::shown(&answer))),
            (true, false) => Some(format!("{name}, and then\n{}", client::shown(&next))),
        }
    });
    let wrong: Vec<_> = join_all(played).await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let closed = async {
        while open_connections(&metrics) != Some(0) {
            sleep(Duration::from_millis(20)).await;
        }
    };
    let closed = timeout(PATIENCE, closed).await;
    assert!(closed.is_ok(), "{:?} connections are left", open_connections(&metrics));
}
