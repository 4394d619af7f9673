//! Hands the journal out: to browsers as a page, to everything else as JSON, and to both as a
//! stream.

use super::{exchange::Exchange, page::page, row::row, store::Journal};
use axum::{
    Extension, Json,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use serde::Deserialize;
use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::watch;

/// A proxy may close a connection that is silent for longer.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// `GET /sandbox/journal`
pub async fn read(
    State(journal): State<Journal>,
    Extension(site_origin): Extension<Arc<str>>,
    headers: HeaderMap,
) -> Response {
    let (exchanges, newest) = journal.all();
    let accept = headers.get_all(header::ACCEPT);
    let wants_page =
        accept.iter().any(|kinds| kinds.to_str().is_ok_and(|kinds| kinds.contains("text/html")));
    let mut response = if wants_page {
        page(&exchanges, newest, &site_origin)
    } else {
        let exchanges: Vec<&Exchange> = exchanges.iter().map(|exchange| &**exchange).collect();
        Json(exchanges).into_response()
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("accept"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Without CORS, other sites' pages cannot load it even as an image or a script.
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    response
}

/// Where a stream begins, and what its events contain.
#[derive(Deserialize)]
pub struct StreamQuery {
    /// The id of the last exchange that the reader knows. A reader that reconnects says so in
    /// `Last-Event-ID`, which comes first.
    #[serde(default)]
    after: u64,
    #[serde(default)]
    format: Format,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    /// Rows of the page, each as a text in JSON.
    Html,
}

impl Format {
    fn event(self, exchange: &Exchange) -> Event {
        let event = Event::default().id(exchange.id.to_string());
        let event = match self {
            Self::Json => event.json_data(exchange),
            Self::Html => event.json_data(row(exchange).into_string()),
        };
        event.unwrap_or_default()
    }
}

/// `GET /sandbox/journal/stream`: the exchanges so far, then every new one.
pub async fn stream(
    State(journal): State<Journal>,
    Query(query): Query<StreamQuery>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    follow(journal, last.unwrap_or(query.after), query.format, KEEP_ALIVE)
}

/// The exchanges after the id `last`, and a comment whenever there is none for so long.
fn follow(
    journal: Journal,
    last: u64,
    format: Format,
    keep_alive: Duration,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let newest = journal.subscribe();
    let reader = Reader { journal, newest, last, unsent: VecDeque::new() };
    let events = stream::unfold(reader, move |mut reader| async move {
        let exchange = reader.next().await?;
        Some((Ok(format.event(&exchange)), reader))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(keep_alive))
}

/// Somebody who reads the stream.
struct Reader {
    journal: Journal,
    newest: watch::Receiver<u64>,
    /// The id of the last exchange that was sent.
    last: u64,
    unsent: VecDeque<Arc<Exchange>>,
}

impl Reader {
    /// The next exchange, once there is one. However slow a reader is, it gets every exchange that
    /// the journal still has.
    async fn next(&mut self) -> Option<Arc<Exchange>> {
        while self.unsent.is_empty() {
            self.newest.mark_unchanged();
            self.unsent = self.journal.after(self.last).into();
            if self.unsent.is_empty() {
                self.newest.changed().await.ok()?;
            }
        }
        let exchange = self.unsent.pop_front()?;
        self.last = exchange.id;
        Some(exchange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::clock::Clock;
    use http_body_util::BodyExt as _;

    #[tokio::test]
    async fn a_silent_stream_is_kept_open_by_comments() {
        let journal = Journal::new(Clock::default());
        let stream = follow(journal, 0, Format::Json, Duration::from_millis(5));
        let mut body = stream.into_response().into_body();
        for _ in 0..2 {
            let frame = body.frame().await.expect("it goes on").expect("it is whole");
            assert_eq!(frame.into_data().expect("data"), ":\n\n");
        }
    }
}
