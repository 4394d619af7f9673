//! What the Fetch standard says about a preflight: which calls need one, and what it asks. A browser
//! shows it to no script, so with a real tenant this is all that can be said.

use super::exchange::{Exchange, Header};

/// The types of a body that a form could send too (Fetch: CORS-safelisted request-header).
const SAFE_TYPES: [&str; 3] =
    ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/// The headers and the method because of which a call needs a preflight; none for a call that needs
/// none.
pub fn needs_preflight(call: &Exchange) -> Vec<String> {
    // The header by which the inspector finds a preflight again is none of the call's own.
    let own = unsafe_headers(call).filter(|header| !header.name.starts_with("flow-break-"));
    let mut reasons: Vec<_> = own
        .map(|header| match header.name.eq_ignore_ascii_case("content-type") {
            true => ["content-type: ", &header.value].concat(),
            false => header.name.to_ascii_lowercase(),
        })
        .collect();
    if !matches!(&*call.method, "GET" | "HEAD" | "POST") {
        reasons.push(call.method.clone());
    }
    reasons
}

fn unsafe_headers(call: &Exchange) -> impl Iterator<Item = &Header> {
    call.headers.iter().filter(|header| {
        let name = header.name.to_ascii_lowercase();
        match &*name {
            "accept" | "accept-language" | "content-language" | "range" => false,
            "content-type" => {
                let kind = header.value.split(';').next().unwrap_or_default().trim();
                !SAFE_TYPES.iter().any(|safe| safe.eq_ignore_ascii_case(kind))
            }
            _ => true,
        }
    })
}

/// The preflight that a browser sends for this call, if it sends one (Fetch: CORS-preflight fetch).
pub fn inferred(call: &Exchange) -> Exchange {
    let mut names: Vec<_> =
        unsafe_headers(call).map(|header| header.name.to_ascii_lowercase()).collect();
    names.sort();
    let header = |name: &str, value: String| Header { name: name.to_owned(), value };
    let mut headers = vec![header("access-control-request-method", call.method.clone())];
    if !names.is_empty() {
        headers.push(header("access-control-request-headers", names.join(",")));
    }
    Exchange { method: "OPTIONS".to_owned(), url: call.url.clone(), headers, ..Exchange::default() }
}
