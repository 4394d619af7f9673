//! What the fetch metadata of a request says about its origin: a navigation, a prefetch, or another
//! site.

use axum::{
    extract::Request,
    http::{HeaderMap, Method},
};

/// Whether the browser fetches this ahead of a navigation that may never happen (`Sec-Purpose`, and
/// its older names).
pub fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        headers.get_all(*name).iter().any(|value| {
            let value = value.as_bytes().to_ascii_lowercase();
            [&b"prefetch"[..], b"prerender", b"preview"]
                .iter()
                .any(|word| value.windows(word.len()).any(|part| part == *word))
        })
    })
}

/// Whether this is a navigation of a window to a page, and not an image, a frame, a script's
/// request or a prefetch. A client that sends no fetch metadata gets the benefit of the doubt.
pub fn is_navigation(request: &Request) -> bool {
    let headers = request.headers();
    *request.method() == Method::GET
        && !is_prefetch(headers)
        && headers.get("sec-fetch-dest").is_none_or(|destination| destination == "document")
        && headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
}

/// Whether a page of another site made the request, according to the browser.
pub fn is_from_another_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(method: Method, headers: &[(&str, &str)]) -> Request {
        let request = Request::builder().method(method).uri("/");
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(Body::empty()).expect("a request")
    }

    #[test]
    fn only_a_window_that_goes_to_a_page_is_a_navigation() {
        for headers in [
            &[][..],
            &[("sec-fetch-dest", "document"), ("sec-fetch-mode", "navigate")],
            &[("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "document")],
        ] {
            assert!(is_navigation(&request(Method::GET, headers)), "{headers:?}");
            assert!(!is_navigation(&request(Method::POST, headers)), "{headers:?}");
            assert!(!is_navigation(&request(Method::HEAD, headers)), "{headers:?}");
        }
        for headers in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("sec-purpose", "prefetch;anonymous-client-ip"),
            ("purpose", "prefetch"),
            ("x-moz", "prefetch"),
            ("x-purpose", "preview"),
            ("sec-fetch-dest", "image"),
            ("sec-fetch-dest", "iframe"),
            ("sec-fetch-dest", "empty"),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-mode", "no-cors"),
        ] {
            assert!(!is_navigation(&request(Method::GET, &[headers])), "{headers:?}");
        }
    }
}
