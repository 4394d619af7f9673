//! Connections to Zuora that are refused, lost, slow or say something else than they do, by raw
//! sockets. The rows of `docs/reliability.md`.

mod raw_zuora;

use super::support::{Call, get, kind, send, session, site, site_with};
use axum::{Router, http::StatusCode};
use raw_zuora::{Act, SIGNED, ok, raw_zuora, whole};
use std::{
    io::Write as _,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::sleep,
};

/// The status and kind that a page gets, and how often Zuora was called for the signature.
async fn sign(acts: Vec<Act>) -> (u16, String, usize) {
    let (zuora, calls) = raw_zuora(acts).await;
    let site = site(&zuora);
    let (status, _, body) = Call::new(&session(&site).await).send(&site).await;
    (status.as_u16(), kind(&body), calls.load(Ordering::Relaxed))
}

#[tokio::test]
async fn r9_a_zuora_that_takes_no_connection_is_unreachable_within_the_time_limit() {
    // A queue of connections that is full: the system drops every further attempt.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    let listener = socket.listen(1).expect("it listens");
    let addr = listener.local_addr().expect("an address");
    let mut queue = Vec::new();
    loop {
        let connect = TcpStream::connect(addr);
        match tokio::time::timeout(Duration::from_millis(500), connect).await {
            Ok(connection) => queue.push(connection.expect("a connection")),
            Err(_) => break,
        }
        assert!(queue.len() < 100, "the queue has no end");
    }
    let site = site(&format!("http://{addr}"));
    let cookie = session(&site).await;
    let begun = Instant::now();
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status.as_u16(), &*kind(&body)), (503, "zuora_unreachable"));
    let took = begun.elapsed();
    assert!((2..9).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test]
async fn r10_a_reset_at_any_byte_is_followed_by_another_call() {
    let whole = whole(SIGNED);
    let (middle, last) = (whole.len() - SIGNED.len() / 2, whole.len() - 1);
    for length in [0, 1, 20, middle, last] {
        let acts = vec![Act::Reset(whole[..length].to_vec()), Act::Send(whole.clone())];
        assert_eq!(sign(acts).await, (200, "no kind".into(), 2), "after {length} bytes");
    }
}

#[tokio::test]
async fn r10_a_connection_that_breaks_each_time_is_reported_after_three_calls() {
    for act in [Act::Reset(Vec::new()), Act::Send(whole(SIGNED)[..60].to_vec())] {
        assert_eq!(sign(vec![act]).await, (503, "zuora_unreachable".into(), 3));
    }
}

/// The whole answer is there, so it does not matter how the connection ends.
#[tokio::test]
async fn r10_a_whole_answer_counts_however_the_connection_ends() {
    let chunked =
        format!("transfer-encoding: chunked\r\n\r\n{:x}\r\n{SIGNED}\r\n0\r\n\r\n", SIGNED.len());
    let chunked = format!("HTTP/1.1 200 OK\r\n{chunked}").into_bytes();
    for act in [
        Act::Reset(whole(SIGNED)),
        Act::Send(whole(SIGNED)),
        Act::Send(chunked),
        // Without a length, the end of the connection is that of the body.
        Act::Send(ok("connection: close\r\n", SIGNED.as_bytes())),
        // It stays open.
        Act::Drip(whole(SIGNED), Duration::from_millis(5)),
    ] {
        assert_eq!(sign(vec![act]).await, (200, "no kind".into(), 1));
    }
}

/// A byte a second never is too long without one. The whole call is.
#[tokio::test]
async fn r11_a_slow_answer_costs_eight_seconds_and_nobody_else_waits() {
    let (zuora, calls) = raw_zuora(vec![Act::Drip(whole(SIGNED), Duration::from_secs(1))]).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let begun = Instant::now();
    let slow = tokio::spawn({
        let (site, call) = (site.clone(), Call::new(&cookie));
        async move { call.send(&site).await }
    });
    let mut pages = 0;
    while !slow.is_finished() {
        let page = Instant::now();
        assert_eq!(send(&site, get("/")).await.0, StatusCode::OK);
        assert!(page.elapsed() < Duration::from_secs(2), "{:?}", page.elapsed());
        pages += 1;
        sleep(Duration::from_millis(100)).await;
    }
    let (status, _, body) = slow.await.expect("no panic");
    assert_eq!((status.as_u16(), &*kind(&body)), (504, "zuora_timeout"));
    assert!((8..10).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert!(pages > 10, "{pages}");
}

/// By order, not by a clock: all that comes later ends before the first of the slow ones does.
#[tokio::test]
async fn r11_while_fifty_answers_drip_pages_and_other_signatures_end_first() {
    const SLOW: usize = 50;
    let drip = Act::Drip(whole(SIGNED), Duration::from_millis(500));
    let mut acts = vec![drip; SLOW];
    acts.push(Act::Send(whole(SIGNED)));
    let (zuora, calls) = raw_zuora(acts).await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let slow = (0..SLOW).map(|_| tokio::spawn(sign_at(site.clone(), cookie.clone())));
    let slow: Vec<_> = slow.collect();
    while calls.load(Ordering::Relaxed) < SLOW {
        sleep(Duration::from_millis(10)).await;
    }
    let ended = || slow.iter().filter(|call| call.is_finished()).count();
    for _ in 0..10 {
        assert_eq!(send(&site, get("/")).await.0, StatusCode::OK);
        assert_eq!(sign_at(site.clone(), cookie.clone()).await, 200);
    }
    assert_eq!(ended(), 0, "the slow ones are still on their way");
    for call in slow {
        assert_eq!(call.await.expect("no panic"), 504);
    }
}

async fn sign_at(site: Router, cookie: String) -> u16 {
    Call::new(&cookie).send(&site).await.0.as_u16()
}

#[tokio::test]
async fn r11_an_answer_that_stalls_after_its_headers_is_given_up_after_three_seconds() {
    let begun = Instant::now();
    let head = ok("content-length: 55\r\n", b"");
    assert_eq!(sign(vec![Act::Stall(head)]).await, (504, "zuora_timeout".into(), 1));
    assert!((3..6).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn r12_no_malformed_answer_is_a_ticket_and_none_is_asked_for_again() {
    let deep = "[".repeat(60_000);
    let bodies: Vec<Vec<u8>> = [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "{\"success\":true}",
        "{\"success\":true,\"signature\":null,\"token\":null}",
        "{\"success\":true,\"signature\":1,\"token\":2}",
        "{\"success\":true,\"signature\":\"s\",\"token\":{\"a\":1}}",
        "{\"success\":true,\"signature\":\"a\\u0000b\",\"token\":\"t\"}",
        "{\"success\":true,\"signature\":\"s\",\"token\":\"t\"} trailing",
        "\u{feff}{\"success\":true,\"signature\":\"s\",\"token\":\"t\"}",
        "<!doctype html><title>Maintenance</title>",
        &deep,
        &format!("{{\"a\":{deep}"),
    ]
    .into_iter()
    .map(|text| text.as_bytes().to_vec())
    .chain([b"{\"success\":true,\"signature\":\"\xff\xfe\",\"token\":\"t\"}".to_vec()])
    .chain([vec![0; 100]])
    .collect();
    for body in bodies {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        let answer = ok(&format!("content-length: {}\r\n", body.len()), &body);
        let outcome = sign(vec![Act::Send(answer)]).await;
        assert_eq!(outcome, (502, "zuora_protocol".into(), 1), "{shown}");
    }
}

#[tokio::test]
async fn r14_an_answer_of_another_length_than_it_says_is_not_used() {
    let gigabyte = ok("content-length: 1073741824\r\n", &vec![b' '; 80_000]);
    assert_eq!(sign(vec![Act::Send(gigabyte)]).await, (502, "zuora_protocol".into(), 1));
    let too_short = ok("content-length: 1000\r\n", SIGNED.as_bytes());
    assert_eq!(sign(vec![Act::Send(too_short)]).await, (503, "zuora_unreachable".into(), 3));
    let too_long = ok("content-length: 20\r\n", SIGNED.as_bytes());
    assert_eq!(sign(vec![Act::Send(too_long)]).await, (502, "zuora_protocol".into(), 1));
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("it is compressed");
    encoder.finish().expect("and ended")
}

#[tokio::test]
async fn r15_a_compressed_answer_is_read_and_one_that_only_says_so_is_not() {
    let compressed = |body: &[u8]| {
        let headers = format!("content-encoding: gzip\r\ncontent-length: {}\r\n", body.len());
        vec![Act::Send(ok(&headers, body))]
    };
    let gzip = gzipped(SIGNED);
    assert_eq!(sign(compressed(&gzip)).await, (200, "no kind".into(), 1));
    let protocol = (502, "zuora_protocol".into(), 1);
    assert_eq!(sign(compressed(SIGNED.as_bytes())).await, protocol);
    assert_eq!(sign(compressed(&gzip[..gzip.len() / 2])).await, protocol);
}
