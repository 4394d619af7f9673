//! The sandbox's own address, as a caller sees it.

use axum::http::{HeaderMap, header};
use url::{Origin, Url};

/// Scheme, name and port under which this request addresses the sandbox, which has no TLS. `None`
/// without a usable `Host` header.
pub fn own_origin(headers: &HeaderMap) -> Option<Origin> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    Some(Url::parse(&format!("http://{host}")).ok()?.origin())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn origin_of(host: &'static str) -> Option<Origin> {
        own_origin(&HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]))
    }

    #[test]
    fn the_address_has_scheme_name_and_port() {
        for (host, url) in [
            ("127.0.0.1:3100", "http://127.0.0.1:3100/v1/accounts"),
            ("localhost", "http://localhost:80/"),
            ("[::1]:3100", "http://[::1]:3100"),
        ] {
            assert_eq!(origin_of(host), Some(Url::parse(url).expect("a URL").origin()), "{host}");
        }
        for url in ["https://localhost", "http://localhost:3100", "http://127.0.0.1"] {
            assert_ne!(
                origin_of("localhost"),
                Some(Url::parse(url).expect("a URL").origin()),
                "{url}"
            );
        }
    }

    #[test]
    fn there_is_no_address_without_a_usable_host() {
        assert_eq!(own_origin(&HeaderMap::new()), None);
        assert_eq!(origin_of(""), None);
        assert_eq!(origin_of("a b"), None);
    }
}
