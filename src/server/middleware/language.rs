//! The language of a page: the visitor's choice from the menu, else the first of the browser's
//! languages that we have.

use crate::{
    server::{
        cookies,
        html::is_page,
        navigation::{is_from_another_site, is_navigation},
    },
    words::Language,
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

/// Remembers the choice. It identifies nobody, and no script needs to read it.
const COOKIE: &str = "language";

/// Adds the page's language to the request, and remembers a choice: `?lang=de`, on any page. A link
/// from another site shows its page in that language and changes no choice.
pub fn choose_language(
    https: bool,
    request: &mut Request,
) -> impl FnOnce(Response) -> Response + use<> {
    let chosen = request.uri().query().and_then(|query| {
        let mut pairs = query.split('&');
        by_tag(pairs.find_map(|pair| pair.strip_prefix("lang="))?)
    });
    let remembered = cookies::values(request.headers(), COOKIE).find_map(by_tag);
    let is_choice = is_navigation(request) && !is_from_another_site(request.headers());
    let language = chosen.or(remembered).unwrap_or_else(|| accepted(request.headers()));
    request.extensions_mut().insert(language);
    move |mut response| {
        if !is_page(response.headers()) {
            return response;
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        match chosen.filter(|_| is_choice) {
            None => response,
            Some(language) => {
                let cookie = Cookie::build((COOKIE, language.tag()))
                    .path("/")
                    .http_only(true)
                    .secure(https)
                    .same_site(SameSite::Lax)
                    .permanent();
                (CookieJar::new().add(cookie), response).into_response()
            }
        }
    }
}

/// The language with this tag, or the one that it is a variant of: `de` for `de-AT`.
fn by_tag(tag: &str) -> Option<Language> {
    Language::from_tag(tag.split('-').next()?)
}

/// The first of the browser's languages that we have, by weight, then by order (`Accept-Language`,
/// RFC 9110).
///
/// Two libraries were tried: one ignores the weights, and the other compares them in a way that can
/// make a sort panic.
fn accepted(headers: &HeaderMap) -> Language {
    let ranges = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut best = (0.0, Language::DEFAULT);
    for range in ranges.into_iter().flat_map(|ranges| ranges.split(',')) {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok());
        if let (Some(language), Some(weight)) = (by_tag(tag.trim()), weight)
            && weight > best.0
        {
            best = (weight, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_first_language_that_we_have() {
        for (header, tag) in [
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("tlh,de;q=0.5", "de"),
            ("en;q=0.2, de;q=0.7", "de"),
            ("EN-us,de", "en"),
            ("de;q=0", "en"),
            ("de;q=NaN,en", "en"),
            ("tlh", "en"),
            ("*", "en"),
            ("", "en"),
            (";;q=,,,", "en"),
        ] {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, header.parse().expect("a value"))]);
            assert_eq!(accepted(&headers).tag(), tag, "{header}");
        }
        assert_eq!(accepted(&HeaderMap::new()).tag(), "en");
    }

    /// The first line is `Accept-Language`, the second the query.
    #[test]
    fn fuzz_language() {
        crate::fuzz::fuzz("language", |bytes| {
            let mut lines = bytes.split(|byte| *byte == b'\n');
            let Ok(value) = HeaderValue::from_bytes(lines.next().unwrap_or_default()) else {
                return;
            };
            let wanted = value.to_str().unwrap_or_default().to_ascii_lowercase();
            let language = accepted(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value)]));
            assert!(language == Language::DEFAULT || wanted.contains(language.tag()), "{wanted}");
            let query =
                String::from_utf8_lossy(lines.next().unwrap_or_default()).to_ascii_lowercase();
            assert!(by_tag(&query).is_none_or(|language| query.starts_with(language.tag())));
        });
    }
}
