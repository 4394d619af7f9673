//! Connections as a load balancer, a slow client and an idle one use them.

use super::{deadline::Timeouts, *};
use axum::{
    Router,
    body::{Body, Bytes},
    routing::get,
};
use futures::{future::join_all, stream};
use std::time::Duration;
use std::{convert::Infallible, net::SocketAddr};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};

mod load;

const LONG: Duration = Duration::from_mins(2);
const SHORT: Duration = Duration::from_secs(1);
/// Longer than anything in these tests takes on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);
const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const PAGE: &str = "a page";

fn serve(timeouts: Timeouts, site: Router) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("it can");
    let addr = listener.local_addr().expect("an address");
    tokio::spawn(super::serve(listener, site, timeouts, axum_server::Handle::new()));
    addr
}

fn serve_page(timeouts: Timeouts) -> SocketAddr {
    serve(timeouts, Router::new().route("/", get(async || PAGE)))
}

async fn connect(addr: SocketAddr) -> TcpStream {
    TcpStream::connect(addr).await.expect("a connection")
}

/// Sends one request, and returns whether the whole response came.
async fn request_page(connection: &mut TcpStream) -> bool {
    if connection.write_all(GET).await.is_err() {
        return false;
    }
    let mut response = Vec::new();
    let read = async {
        while !response.ends_with(PAGE.as_bytes()) {
            let mut buffer = [0; 1024];
            match connection.read(&mut buffer).await {
                Ok(0) | Err(_) => return false,
                Ok(length) => response.extend_from_slice(&buffer[..length]),
            }
        }
        response.starts_with(b"HTTP/1.1 200")
    };
    timeout(PATIENCE, read).await.unwrap_or(false)
}

/// Waits for the end of the connection: `true` if the server closed it, `false` if it broke.
async fn wait_until_closed(connection: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    let end = timeout(PATIENCE, connection.read_to_end(&mut rest)).await;
    end.expect("the connection is held open").is_ok_and(|_| rest.is_empty())
}

#[tokio::test]
async fn sixty_idle_connections_used_again_lose_no_request() {
    let timeouts = Timeouts { headers: SHORT, idle: LONG, response: LONG };
    let addr = serve_page(timeouts);
    let mut connections = join_all((0..60).map(|_| connect(addr))).await;
    for connection in &mut connections {
        assert!(request_page(connection).await);
    }
    sleep(SHORT * 2).await;
    let answered = join_all(connections.iter_mut().map(request_page)).await;
    assert_eq!(answered.into_iter().filter(|&is_answered| is_answered).count(), 60);
}

/// The twin: one that idles for longer is closed between its requests.
#[tokio::test]
async fn t22_a_connection_that_idles_for_too_long_is_closed_cleanly() {
    let timeouts = Timeouts { headers: LONG, idle: SHORT, response: LONG };
    let addr = serve_page(timeouts);
    let mut connection = connect(addr).await;
    for _ in 0..3 {
        assert!(request_page(&mut connection).await);
    }
    assert!(wait_until_closed(&mut connection).await);
}

#[tokio::test]
async fn t22_slow_headers_of_a_later_request_get_no_more_time_than_those_of_the_first() {
    let timeouts = Timeouts { headers: SHORT, idle: LONG, response: LONG };
    let addr = serve_page(timeouts);
    let mut connection = connect(addr).await;
    assert!(request_page(&mut connection).await);
    connection.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").await.expect("it is taken");
    let (mut reader, mut writer) = connection.into_split();
    let slowly = async {
        // A byte now and then must not extend the deadline.
        while writer.write_all(b"x").await.is_ok() {
            sleep(SHORT / 10).await;
        }
    };
    let mut rest = Vec::new();
    let ended = async {
        tokio::select! {
            _ = reader.read_to_end(&mut rest) => {}
            () = slowly => {}
        }
    };
    assert!(timeout(PATIENCE, ended).await.is_ok(), "the connection is held open");
    assert!(rest.is_empty());
}

#[tokio::test]
async fn t22_a_new_connection_that_says_nothing_is_not_given_the_time_of_an_idle_one() {
    let timeouts = Timeouts { headers: SHORT, idle: LONG, response: LONG };
    let mut silent = connect(serve_page(timeouts)).await;
    let mut rest = Vec::new();
    assert!(timeout(PATIENCE, silent.read_to_end(&mut rest)).await.is_ok());
}

/// A response without end: these bytes again and again, or none for ever.
fn endless(chunk: &'static [u8]) -> Router {
    let body = move || match chunk {
        [] => Body::from_stream(stream::pending::<Result<Bytes, Infallible>>()),
        chunk => Body::from_stream(stream::repeat(Ok::<_, Infallible>(Bytes::from_static(chunk)))),
    };
    Router::new().route("/", get(async move || body()))
}

#[tokio::test]
async fn t22_who_does_not_read_the_answer_is_let_go() {
    let timeouts = Timeouts { headers: LONG, idle: LONG, response: SHORT };
    let addr = serve(timeouts, endless(&[b'x'; 8 * 1024]));
    let mut connection = connect(addr).await;
    connection.write_all(GET).await.expect("it is taken");
    // Longer than the timeout. Then what the system has buffered can still be read, and then the
    // end.
    sleep(SHORT * 3).await;
    let end = async {
        let mut buffer = vec![0; 64 * 1024];
        while connection.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
    };
    assert!(timeout(PATIENCE, end).await.is_ok(), "the answer goes on");
}

#[tokio::test]
async fn t22_an_answer_that_never_comes_to_its_end_is_given_up() {
    let timeouts = Timeouts { headers: LONG, idle: LONG, response: SHORT };
    let addr = serve(timeouts, endless(b""));
    let mut connection = connect(addr).await;
    connection.write_all(GET).await.expect("it is taken");
    let mut answer = Vec::new();
    assert!(timeout(PATIENCE, connection.read_to_end(&mut answer)).await.is_ok());
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    assert!(!answer.ends_with(b"0\r\n\r\n"), "it does not look complete");
}

/// The twin: the deadline of one request does not apply to the next, and every pipelined request
/// has its response.
#[tokio::test]
async fn many_requests_on_one_connection_each_have_their_own_time() {
    let timeouts = Timeouts { headers: SHORT * 2, idle: SHORT * 2, response: SHORT * 2 };
    let addr = serve_page(timeouts);
    let mut connection = connect(addr).await;
    for _ in 0..6 {
        assert!(request_page(&mut connection).await);
        sleep(SHORT / 2).await;
    }
    connection.write_all(&GET.repeat(3)).await.expect("it is taken");
    let mut answers = String::new();
    let read = async {
        while answers.matches(PAGE).count() < 3 {
            let mut buffer = [0; 1024];
            let length = connection.read(&mut buffer).await.expect("an answer");
            assert!(length > 0, "{answers}");
            answers.push_str(&String::from_utf8_lossy(&buffer[..length]));
        }
    };
    timeout(PATIENCE, read).await.expect("three answers");
}

#[tokio::test]
async fn t22_who_sends_headers_byte_by_byte_is_let_go() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("it can");
    let addr = listener.local_addr().expect("an address");
    let times = timeouts(Duration::from_secs(75));
    let site = Router::new().route("/", get(async || PAGE));
    tokio::spawn(super::serve(listener, site, times, axum_server::Handle::new()));
    let beginnings =
        [&b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "[..], b"", b"PRI * HTTP/2.0\r\n"];
    let all = beginnings.map(|beginning| {
        tokio::spawn(async move {
            let mut slow = TcpStream::connect(addr).await.expect("a connection");
            slow.write_all(beginning).await.expect("it is taken");
            let mut answer = Vec::new();
            tokio::time::timeout(times.headers * 2, slow.read_to_end(&mut answer)).await.is_ok()
        })
    });
    for (one, beginning) in all.into_iter().zip(beginnings) {
        assert!(
            one.await.expect("no panic"),
            "{:?} is held open",
            String::from_utf8_lossy(beginning)
        );
    }
}
