//! Whole requests that nobody has thought of, through every layer of the site.

use super::support::{ORIGIN, UNREACHABLE, assert_closed_form, send, site};
use crate::server::error_response::API_PREFIX;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, Method, Uri},
};

/// Method and target, then headers, then an empty line, then the body. `None` where hyper would not
/// have read a request.
fn request(bytes: &[u8]) -> Option<Request> {
    let end = bytes.windows(2).position(|end| end == b"\n\n").unwrap_or(bytes.len());
    let (head, body) = bytes.split_at(end);
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next()?;
    let space = first.iter().position(|byte| *byte == b' ')?;
    let mut request = Request::new(Body::from(body.get(2..).unwrap_or_default().to_vec()));
    *request.method_mut() = Method::from_bytes(&first[..space]).ok()?;
    *request.uri_mut() = Uri::try_from(&first[space + 1..]).ok()?;
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = line[colon + 1..].trim_ascii();
        request.headers_mut().append(name, HeaderValue::from_bytes(value).ok()?);
    }
    Some(request)
}

/// No request is an error of the server's, and every answer has the headers that protect it.
#[test]
fn fuzz_requests() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let site = runtime.block_on(async { site(UNREACHABLE) });
    crate::fuzz::fuzz_times("requests", 60, |bytes| {
        let Some(request) = request(bytes) else { return };
        let is_call = request.uri().path().starts_with(API_PREFIX);
        let (status, headers, body) = runtime.block_on(send(&site, request));
        assert!(!status.is_server_error(), "{status}: {body}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{status}");
        assert!(headers.contains_key("content-security-policy"), "{status}");
        let is_json = headers.get("content-type").is_some_and(|kind| kind == "application/json");
        if is_call && is_json && status.is_client_error() {
            assert_closed_form(&body);
        }
        // Nothing redirects to another site.
        let place = headers.get("location").map(|place| place.to_str().expect("text"));
        assert!(place.is_none_or(|place| {
            place.strip_prefix(ORIGIN).unwrap_or(place).starts_with('/') && !place.starts_with("//")
        }));
    });
}
