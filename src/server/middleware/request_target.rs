//! Checks the head of a request before our code or a library's parses it, so that a malformed one is
//! rejected here and does not panic further in.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

/// No path of ours comes near this.
const MAX_PATH_BYTES: usize = 2048;
/// Cookies of other servers on this machine come along. nginx takes as much.
const MAX_HEADER_BYTES: usize = 32 * 1024;
/// No file name can be longer.
const MAX_SEGMENT_BYTES: usize = 255;

fn refusal(request: &Request) -> Option<StatusCode> {
    let path = request.uri().path();
    let mut hosts = request.headers().get_all(header::HOST).iter();
    // RFC 3986: an address is ASCII, with the rest percent-encoded. hyper takes more, which a redirect
    // would repeat in a header.
    let is_ascii = request.uri().path_and_query().is_none_or(|target| target.as_str().is_ascii());
    // RFC 9112: `host:port` alone is for CONNECT, `*` is for OPTIONS, and a request has one Host
    // header, in ASCII.
    let is_readable =
        hosts.next().is_none_or(|host| host.to_str().is_ok()) && hosts.next().is_none();
    // A body whose length is said in two ways may end at different places for a proxy and for us, and
    // what follows would be another client's next request (request smuggling). hyper takes chunks even
    // beside a length, and hides the length. So there are no chunks: browsers send none, and RFC 9112,
    // 6.3, allows a server to insist on a length.
    let is_chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
    // No file system accepts a name with a NUL.
    if !path.starts_with('/') || !is_ascii || !is_readable || path.contains("%00") {
        Some(StatusCode::BAD_REQUEST)
    } else if is_chunked {
        Some(StatusCode::LENGTH_REQUIRED)
    } else if path.len() > MAX_PATH_BYTES
        || path.split('/').any(|segment| segment.len() > MAX_SEGMENT_BYTES)
    {
        Some(StatusCode::URI_TOO_LONG)
    } else if request.headers().iter().map(size).sum::<usize>() > MAX_HEADER_BYTES {
        Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
    } else {
        None
    }
}

fn size((name, value): (&HeaderName, &HeaderValue)) -> usize {
    name.as_str().len() + value.len()
}

/// Rejects targets that no page, file or function can have, and headers that no browser sends.
pub fn reject_other_targets(request: &Request) -> Result<(), Response> {
    Err(match refusal(request) {
        Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE) => {
            let text = "The headers of this request are too long.\n";
            (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, text).into_response()
        }
        Some(StatusCode::LENGTH_REQUIRED) => {
            let text = "Say how long the body is: Content-Length.\n";
            // What follows is the body, or another request. Nobody can tell.
            (StatusCode::LENGTH_REQUIRED, [(header::CONNECTION, "close")], text).into_response()
        }
        Some(status) => (status, "There is nothing at this address.\n").into_response(),
        None => return Ok(()),
    })
}
