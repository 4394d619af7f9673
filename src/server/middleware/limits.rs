//! Limits on concurrency and time: a request beyond them is answered at once instead of waiting
//! (T22).

use crate::{
    api_error::ApiErrorKind,
    server::{
        connection::{TimeoutAcceptor, Timeouts},
        error_response::api_error_or_text,
        log::RateLimited,
        request_id::RequestId,
        zuora_client::http::CALL_TIMEOUT,
    },
};
use axum::{
    BoxError, Extension, Router,
    error_handling::HandleErrorLayer,
    http::{Uri, header},
    response::Response,
};
use axum_server::Handle;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tower::{ServiceBuilder, limit::GlobalConcurrencyLimitLayer};

/// Time limit for reading request headers.
const HEADER_READ_TIMEOUT: Duration = Duration::from_secs(5);
/// Time limit for a whole response, and for holding a connection for it.
const WHOLE_ANSWER_TIMEOUT: Duration = Duration::from_mins(1);
/// Time limit for the response to begin: a call to Zuora, and a little more.
const RESPONSE_TIMEOUT: Duration = CALL_TIMEOUT.saturating_add(Duration::from_secs(2));
/// Requests in flight. Each is a page of a few milliseconds, or waits for Zuora.
const MAX_IN_FLIGHT: usize = 512;

pub fn timeouts(idle: Duration) -> Timeouts {
    Timeouts { headers: HEADER_READ_TIMEOUT, idle, response: WHOLE_ANSWER_TIMEOUT }
}

/// Adds the limits to the site.
pub fn add_limits(site: Router) -> Router {
    with_limits(site, MAX_IN_FLIGHT, RESPONSE_TIMEOUT)
}

fn with_limits(site: Router, max_in_flight: usize, limit: Duration) -> Router {
    site.layer(
        ServiceBuilder::new()
            .layer(HandleErrorLayer::new(refuse_busy))
            .load_shed()
            .layer(GlobalConcurrencyLimitLayer::new(max_in_flight))
            .timeout(limit),
    )
}

async fn refuse_busy(Extension(id): Extension<RequestId>, uri: Uri, error: BoxError) -> Response {
    static LOGGED: RateLimited = RateLimited::new();
    if let Some(suppressed) = LOGGED.next() {
        tracing::warn!(error, suppressed, "too busy: a request was refused");
    }
    let text = "This site has too much to do. Try again in a moment.\n".to_owned();
    let mut response = api_error_or_text(uri.path(), ApiErrorKind::SiteBusy, text, id);
    response.headers_mut().insert(header::RETRY_AFTER, 1.into());
    response
}

/// Serves until `handle` ends it.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(
    listener: TcpListener,
    site: Router,
    timeouts: Timeouts,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    // HTTP/1 alone: the time limits are its own, and a proxy in front speaks HTTP/2 with browsers.
    let server = axum_server::from_tcp(listener)?.acceptor(TimeoutAcceptor(timeouts));
    let server = server.http1_only().handle(handle);
    server.serve(site.into_make_service_with_connect_info::<SocketAddr>()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
    use std::future::pending;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };
    use tower::ServiceExt as _;

    fn site(max_in_flight: usize, limit: Duration) -> Router {
        let site = Router::new()
            .route("/", get(async || "a page"))
            .route("/slow", get(async || pending::<()>().await));
        with_limits(site, max_in_flight, limit)
            .layer(from_fn(crate::server::middleware::request_id::assign_request_id))
    }

    async fn answer(site: &Router, path: &str) -> Response {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        site.clone().oneshot(request).await.expect("an answer")
    }

    #[tokio::test]
    async fn t22_what_is_too_much_is_answered_at_once() {
        let site = site(2, Duration::from_mins(1));
        let waiting: Vec<_> = (0..2)
            .map(|_| {
                let site = site.clone();
                tokio::spawn(async move { answer(&site, "/slow").await })
            })
            .collect();
        tokio::task::yield_now().await;
        let refused = answer(&site, "/").await;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()[header::RETRY_AFTER], "1");
        for one in &waiting {
            one.abort();
        }
        for one in waiting {
            let _ = one.await;
        }
        assert_eq!(answer(&site, "/").await.status(), StatusCode::OK, "and it recovers");
    }

    #[tokio::test]
    async fn t22_what_takes_too_long_is_given_up() {
        let site = site(2, Duration::from_millis(50));
        let begun = std::time::Instant::now();
        assert_eq!(answer(&site, "/slow").await.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[tokio::test]
    async fn t22_who_sends_headers_byte_by_byte_is_let_go() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("it can");
        let addr = listener.local_addr().expect("an address");
        let times = timeouts(Duration::from_secs(75));
        tokio::spawn(serve(listener, site(2, Duration::from_mins(1)), times, Handle::new()));
        let beginnings =
            [&b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "[..], b"", b"PRI * HTTP/2.0\r\n"];
        let all = beginnings.map(|beginning| {
            tokio::spawn(async move {
                let mut slow = TcpStream::connect(addr).await.expect("a connection");
                slow.write_all(beginning).await.expect("it is taken");
                let mut answer = Vec::new();
                tokio::time::timeout(HEADER_READ_TIMEOUT * 2, slow.read_to_end(&mut answer))
                    .await
                    .is_ok()
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
}
