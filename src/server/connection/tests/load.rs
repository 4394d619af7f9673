//! Very many connections, headers without end, and a shutdown with requests in flight.

use super::{
    super::{deadline::Timeouts, serve::serve_at_most},
    LONG, PAGE, PATIENCE, connect, request_page, serve_page,
};
use axum::{Router, routing::get};
use futures::future::join_all;
use std::sync::Arc;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::Semaphore,
    time::timeout,
};

/// Beyond the limit, a connection is closed before anything is read from it, and those that are open
/// go on.
#[tokio::test]
async fn r23_connections_are_bounded_and_a_closed_one_makes_room() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("it can");
    let addr = listener.local_addr().expect("an address");
    let timeouts = Timeouts { headers: LONG, idle: LONG, response: LONG };
    let site = Router::new().route("/", get(async || PAGE));
    tokio::spawn(serve_at_most(8, listener, site, timeouts, axum_server::Handle::new()));
    let mut open = join_all((0..8).map(|_| connect(addr))).await;
    for connection in &mut open {
        assert!(request_page(connection).await);
    }
    for _ in 0..100 {
        assert!(!request_page(&mut connect(addr).await).await);
    }
    for connection in &mut open {
        assert!(request_page(connection).await, "an open one is served on");
    }
    drop(open.pop());
    let served = async { while !request_page(&mut connect(addr).await).await {} };
    timeout(PATIENCE, served).await.expect("a place is free again");
}

/// What hyper answers by itself, before any layer of ours sees the request.
#[tokio::test]
async fn r23_headers_without_end_are_refused_with_431_and_not_kept_in_memory() {
    let timeouts = Timeouts { headers: LONG, idle: LONG, response: LONG };
    let mut connection = connect(serve_page(timeouts)).await;
    connection.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").await.expect("it is taken");
    let (mut reader, mut writer) = connection.into_split();
    let mut taken = 0;
    let line = format!("x-long: {}\r\n", "x".repeat(8 * 1024));
    // A megabyte. The server closes before that, and what is written then is lost.
    while taken < 1024 * 1024 && writer.write_all(line.as_bytes()).await.is_ok() {
        taken += line.len();
    }
    let mut answer = [0; 12];
    let read = timeout(PATIENCE, reader.read_exact(&mut answer)).await.expect("an answer");
    // A system may discard an answer whose request went on.
    if read.is_ok() {
        assert_eq!(&answer, b"HTTP/1.1 431", "{:?}", String::from_utf8_lossy(&answer));
    }
    assert!(timeout(PATIENCE, reader.read_to_end(&mut Vec::new())).await.is_ok(), "it is closed");
}

/// A shutdown waits for 500 requests in flight, and loses no answer. New connections are refused.
#[tokio::test]
async fn r24_five_hundred_requests_in_flight_are_all_answered_before_the_end() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("it can");
    let addr = listener.local_addr().expect("an address");
    let timeouts = Timeouts { headers: LONG, idle: LONG, response: LONG };
    let (gate, arrived) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (opened, came) = (gate.clone(), arrived.clone());
    let page = async move || {
        came.add_permits(1);
        opened.acquire().await.expect("it is not closed").forget();
        PAGE
    };
    let handle = axum_server::Handle::new();
    let site = Router::new().route("/", get(page));
    let server = tokio::spawn(serve_at_most(500, listener, site, timeouts, handle.clone()));
    let requests =
        (0..500).map(|_| tokio::spawn(async move { request_page(&mut connect(addr).await).await }));
    let requests: Vec<_> = requests.collect();
    let all = timeout(PATIENCE, arrived.acquire_many(500)).await.expect("all are in flight");
    all.expect("it is not closed").forget();
    handle.graceful_shutdown(Some(PATIENCE));
    let refused = async { while TcpStream::connect(addr).await.is_ok() {} };
    timeout(PATIENCE, refused).await.expect("no new connection");
    gate.add_permits(500);
    for request in requests {
        assert!(request.await.expect("no panic"), "an answer is lost");
    }
    let ended = timeout(PATIENCE, server).await.expect("it ends by itself");
    assert!(ended.expect("no panic").is_ok());
}
