//! The table.

use super::{
    GET,
    client::{
        Gets::{Nothing, Page, Statuses, Whatever},
        Reading, Row,
        Step::{self, Drip, Forever, HalfClose, ResetAfter, Send},
    },
};
use std::time::Duration;

const SIGN: &str = "POST /api/sign/create-payment-method HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";
/// Nobody notices.
const MOMENT: Duration = Duration::from_millis(1);
/// So long that what is sent byte by byte exceeds every time limit.
const TOO_LONG: Duration = Duration::from_millis(200);
/// The first bytes of a connection with TLS 1.3.
const CLIENT_HELLO: &[u8] = b"\x16\x03\x01\x00\xf8\x01\x00\x00\xf4\x03\x03";

fn send(text: &str) -> Vec<Step> {
    vec![Send(text.into())]
}

/// A GET with these further lines of headers.
fn get(headers: &str) -> Vec<Step> {
    send(&format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"))
}

/// A call with these headers, a body of two bytes, and another request that is to be smuggled.
fn call(headers: &str, body: &str) -> Vec<Step> {
    send(&format!("{SIGN}{headers}\r\n{body}GET /boot.js HTTP/1.1\r\nHost: localhost\r\n\r\n"))
}

pub fn rows() -> Vec<Row> {
    let mut rows = slow();
    rows.extend(broken_off());
    rows.extend(no_http());
    rows.extend(too_much());
    rows.extend(ambiguous());
    rows
}

fn slow() -> Vec<Row> {
    let call_with_length = |length: usize| format!("{SIGN}Content-Length: {length}\r\n\r\n");
    vec![
        Row::new("nothing is sent", vec![], Nothing).for_limit(),
        Row::new("headers byte by byte, in time", vec![Drip(GET.into(), MOMENT)], Page),
        Row::new("headers byte by byte, too slowly", vec![Drip(GET.into(), TOO_LONG)], Nothing)
            .for_limit(),
        Row::new(
            "headers without an end",
            vec![
                Send(b"GET / HTTP/1.1\r\nHost: localhost\r\n".into()),
                Drip(b"X: y\r\n".repeat(50), TOO_LONG),
            ],
            Nothing,
        )
        .for_limit(),
        Row::new(
            "a body byte by byte, in time",
            vec![Send(call_with_length(2).into()), Drip(b"{}".into(), MOMENT)],
            Statuses(&[403]),
        ),
        Row::new(
            "a body byte by byte, too slowly",
            vec![Send(call_with_length(60).into()), Drip(vec![b' '; 60], TOO_LONG)],
            Statuses(&[403]),
        ),
        Row::new(
            "a body that never comes",
            vec![Send(call_with_length(2).into())],
            Statuses(&[403]),
        ),
        Row::new("an answer read byte by byte", vec![Send(GET.into())], Page)
            .reading(Reading::ByteByByte),
        Row::new(
            "requests without end, and no answer is read",
            vec![Forever(b"GET /boot.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100))],
            Whatever,
        )
        .reading(Reading::Never)
        .for_limit(),
    ]
}

fn broken_off() -> Vec<Row> {
    let begun = || Send(b"GET / HTTP/1.1\r\nHost: loc".into());
    let body_begun = || Send(format!("{SIGN}Content-Length: 20\r\n\r\n{{").into());
    vec![
        Row::new("reset in the headers", vec![begun(), ResetAfter(0)], Nothing),
        Row::new("reset after the headers", vec![Send(GET.into()), ResetAfter(0)], Nothing),
        Row::new("reset in the body", vec![body_begun(), ResetAfter(0)], Nothing),
        Row::new("reset in the answer", vec![Send(GET.into()), ResetAfter(20)], Whatever),
        Row::new("half-close before a request", vec![HalfClose], Nothing),
        Row::new("half-close in the headers", vec![begun(), HalfClose], Nothing),
        Row::new("half-close in the body", vec![body_begun(), HalfClose], Statuses(&[403])),
        Row::new("half-close after the request", vec![Send(GET.into()), HalfClose], Page),
        Row::new(
            "half-close after two requests",
            vec![Send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2)), HalfClose],
            Statuses(&[200, 200]),
        ),
    ]
}

fn no_http() -> Vec<Row> {
    vec![
        Row::new("TLS on the plain port", vec![Send(CLIENT_HELLO.into())], Statuses(&[400])),
        Row::new("HTTP/0.9", send("GET /\r\n\r\n"), Statuses(&[400])),
        Row::new("HTTP/2's preface", send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Nothing),
        Row::new("no version that there is", send("GET / HTTP/9.9\r\n\r\n"), Statuses(&[400])),
        Row::new("a line of another protocol", send("EHLO localhost\r\n\r\n"), Statuses(&[400])),
        Row::new("NUL bytes", vec![Send(vec![0; 100])], Statuses(&[400])),
        Row::new("a NUL in the target", send("GET /\0 HTTP/1.1\r\n\r\n"), Statuses(&[400])),
        Row::new("a NUL in a header's name", get("X\0Y: z\r\n"), Statuses(&[400])),
        Row::new("a NUL in a header's value", get("X: y\0z\r\n"), Statuses(&[400])),
        Row::new("no Host, in HTTP/1.0", send("GET / HTTP/1.0\r\n\r\n"), Statuses(&[200])),
        Row::new("two Hosts", get("Host: evil.example\r\n"), Statuses(&[400])),
    ]
}

fn too_much() -> Vec<Row> {
    let request_line = |length| {
        send(&format!("GET /{} HTTP/1.1\r\nConnection: close\r\n\r\n", "a".repeat(length)))
    };
    vec![
        Row::new("a long path", request_line(3000), Statuses(&[414])),
        Row::new("a request line without end", request_line(100_000), Statuses(&[414])),
        Row::new(
            "a header without end",
            get(&format!("X: {}", "y".repeat(100_000))),
            Statuses(&[431]),
        ),
        Row::new("too many headers", get(&"X: y\r\n".repeat(5_000)), Statuses(&[431])),
        Row::new(
            "headers of 40 KB",
            get(&format!("X: {}\r\n", "y".repeat(40_000))),
            Statuses(&[431]),
        ),
        Row::new(
            "three requests at once",
            vec![Send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2)), Send(GET.into())],
            Statuses(&[200, 200, 200]),
        ),
    ]
}

/// Requests that a proxy could read in another way than this server does (request smuggling). What
/// they smuggle is answered in no row.
fn ambiguous() -> Vec<Row> {
    let both = ["Content-Length: 6\r\n", "Transfer-Encoding: chunked\r\n"];
    let [length, chunked] = both;
    vec![
        Row::new("a length and chunks", call(&both.concat(), "0\r\n\r\n"), Statuses(&[411])),
        Row::new(
            "chunks and a length",
            call(&format!("{chunked}{length}"), "0\r\n\r\n"),
            Statuses(&[411]),
        ),
        Row::new("chunks", call(chunked, "2\r\n{}\r\n0\r\n\r\n"), Statuses(&[411])),
        Row::new("chunks without an end", call(chunked, "ffffffff\r\n{}"), Statuses(&[411])),
        Row::new("chunks of a GET", get(chunked), Statuses(&[411])),
        Row::new(
            "something like chunks",
            call("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
            Statuses(&[400]),
        ),
        Row::new(
            "chunks that are not the last encoding",
            call("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
            Statuses(&[400]),
        ),
        Row::new(
            "chunks in HTTP/1.0",
            send(&format!("POST / HTTP/1.0\r\n{chunked}\r\n0\r\n\r\n")),
            Statuses(&[400]),
        ),
        Row::new(
            "two lengths",
            call("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"),
            Statuses(&[400]),
        ),
        Row::new("a list of lengths", call("Content-Length: 2, 2\r\n", "{}"), Statuses(&[400])),
        Row::new("a length with a sign", call("Content-Length: +2\r\n", "{}"), Statuses(&[400])),
        Row::new("a negative length", call("Content-Length: -2\r\n", "{}"), Statuses(&[400])),
        Row::new("a space after a name", call("Content-Length : 2\r\n", "{}"), Statuses(&[400])),
        Row::new("a folded line", get("X: y\r\n z\r\n"), Statuses(&[400])),
    ]
}
