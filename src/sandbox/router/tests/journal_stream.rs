//! The journal live, and which pages may read it.

use super::support::{
    CREDIT_CARDS, HOST, JSON, ORIGIN, card, create_card, journal, new_sandbox, send, sign,
    signing_request,
};
use axum::{
    Router,
    body::{Body, BodyDataStream},
    http::Request,
};
use futures::{FutureExt as _, StreamExt as _};
use serde_json::Value;
use tower::ServiceExt as _;

/// A reader of the stream.
struct Reader(BodyDataStream);

impl Reader {
    async fn open(sandbox: &Router, query: &str, headers: &[(&str, &str)]) -> Self {
        let mut request =
            Request::get(format!("/sandbox/journal/stream{query}")).header("host", HOST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = sandbox.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self(response.into_body().into_data_stream())
    }

    /// Id and data of every event that is there already.
    fn events(&mut self) -> Vec<(u64, Value)> {
        let mut events = Vec::new();
        while let Some(Some(chunk)) = self.0.next().now_or_never() {
            let text = String::from_utf8(chunk.expect("a chunk").to_vec()).expect("text");
            let field = |name: &str| {
                text.lines().find_map(|line| line.strip_prefix(name)).expect("a field").to_owned()
            };
            let id = field("id: ").parse().expect("a number");
            events.push((id, serde_json::from_str(&field("data: ")).expect("JSON")));
        }
        events
    }

    fn ids(&mut self) -> Vec<u64> {
        self.events().into_iter().map(|(id, _)| id).collect()
    }
}

#[tokio::test]
async fn the_stream_has_the_past_and_what_follows_as_the_journal_has_it() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let mut reader = Reader::open(&sandbox, "", &[]).await;
    let mut events = reader.events();
    assert_eq!(events.len(), 2);
    create_card(&sandbox, &ticket, card("A00000001")).await;
    events.extend(reader.events());
    let journal = journal(&sandbox).await;
    assert_eq!(events.len(), 3);
    for ((id, exchange), kept) in events.iter().zip(&journal) {
        assert_eq!((exchange, &kept["id"]), (kept, &(*id).into()));
    }
    assert_eq!(events[2].1["path"], CREDIT_CARDS);
}

#[tokio::test]
async fn a_reader_that_reconnects_misses_nothing_and_sees_nothing_twice() {
    let sandbox = new_sandbox();
    sign(&sandbox, signing_request("A00000001")).await;
    let mut reader = Reader::open(&sandbox, "", &[]).await;
    assert_eq!(reader.ids(), [1, 2]);
    drop(reader);
    sign(&sandbox, signing_request("A00000001")).await;
    // The address is the same as before: the header counts.
    let mut reader = Reader::open(&sandbox, "?after=0", &[("last-event-id", "2")]).await;
    assert_eq!(reader.ids(), [3, 4]);
    assert_eq!(reader.ids(), [0; 0]);
    let mut page = Reader::open(&sandbox, "?after=3", &[]).await;
    assert_eq!(page.ids(), [4]);

    send(&sandbox, "POST", "/sandbox/reset", &JSON, "").await;
    sign(&sandbox, signing_request("A00000001")).await;
    assert_eq!(reader.ids(), [5, 6]);
    let mut other = Reader::open(&sandbox, "", &[("last-event-id", "99")]).await;
    assert_eq!(other.ids(), [5, 6], "an id of another process is no reason to miss anything");
}

#[tokio::test]
async fn a_reader_that_is_slow_misses_nothing_that_is_still_kept() {
    let sandbox = new_sandbox();
    let mut reader = Reader::open(&sandbox, "", &[]).await;
    for _ in 0..900 {
        send(&sandbox, "GET", "/v1/accounts/A00000001", &[], "").await;
    }
    assert_eq!(reader.ids(), (1..=900).collect::<Vec<_>>());
}

#[tokio::test]
async fn t15_only_the_sites_pages_read_the_journal_and_without_credentials() {
    let sandbox = new_sandbox();
    for path in ["/sandbox/journal", "/sandbox/journal/stream"] {
        for (origin, may) in [
            (ORIGIN, true),
            ("http://localhost:3001", false),
            ("http://localhost:3000.evil.example", false),
            ("http://evil.example", false),
            ("null", false),
        ] {
            let request = Request::get(path).header("host", HOST).header("origin", origin);
            let request = request.body(Body::empty()).expect("a request");
            let response = sandbox.clone().oneshot(request).await.expect("an answer");
            let headers = response.headers();
            let named = headers.get("access-control-allow-origin");
            assert_eq!(response.status(), if may { 200 } else { 403 }, "{path} {origin}");
            assert_eq!(named.is_some_and(|named| named == origin), may, "{path} {origin}");
            assert!(!headers.contains_key("access-control-allow-credentials"), "{path}");
        }
    }
    let preflight = [("origin", ORIGIN), ("access-control-request-method", "POST")];
    for path in ["/sandbox/reset", "/sandbox/faults", "/sandbox/clock", "/sandbox/preflight"] {
        let (_, headers, _) = send(&sandbox, "OPTIONS", path, &preflight, "").await;
        assert!(!headers.contains_key("access-control-allow-origin"), "{path}");
    }
    let (_, headers, _) = send(&sandbox, "GET", "/sandbox/journal", &[], "").await;
    assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
    assert_eq!(headers["cache-control"], "no-store");
}
