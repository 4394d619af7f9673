//! Lenient parsing of the `Cookie` header. It contains whatever this host, its other ports and its
//! parent domains have ever set, and a foreign cookie must not cost a visitor ours: a cookie jar
//! that parses the whole header drops all of it for one letter beyond ASCII.

use axum::http::{HeaderMap, header};

/// The values of all cookies with exactly this name, in the order in which the browser sent them.
///
/// There can be several, because another port of this host, or another path, can set a cookie of
/// the same name. A caller has to try them all.
pub fn values<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
    pairs.filter_map(move |pair| {
        // ASCII spaces only: with a Unicode space before its name, it is a different cookie.
        let value = pair.trim_ascii().strip_prefix(name.as_bytes())?.strip_prefix(b"=")?;
        std::str::from_utf8(value).ok().filter(|value| value.is_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn read(lines: &[&str]) -> Vec<String> {
        let headers: HeaderMap = lines
            .iter()
            .map(|line| {
                (header::COOKIE, HeaderValue::from_bytes(line.as_bytes()).expect("a value"))
            })
            .collect();
        values(&headers, "ours").map(str::to_owned).collect()
    }

    #[test]
    fn a_cookie_is_found_whatever_stands_around_it() {
        for lines in [
            &["ours=1"][..],
            &["city=Zürich; ours=1"],
            &["ours=1; name=Müller"],
            &["a=\"b; c\"; ours=1; =; ;;"],
            &["theirs=%ff%00; ours=1"],
            &["flag; ours=1"],
            &["city=Zürich", "ours=1"],
            &["  \tours=1  "],
            &["{\"json\": [1, 2]}; ours=1"],
        ] {
            assert_eq!(read(lines), ["1"], "{lines:?}");
        }
    }

    #[test]
    fn what_only_looks_like_our_cookie_is_not_ours() {
        for line in [
            "",
            "\u{2000}ours=1",
            "ours\u{a0}=1",
            "Ours=1",
            "yours=1",
            "ours",
            "ours =1",
            "x=ours=1",
            "ours=\u{fc}",
        ] {
            assert_eq!(read(&[line]), Vec::<String>::new(), "{line:?}");
        }
    }

    #[test]
    fn every_cookie_of_the_name_is_offered() {
        assert_eq!(read(&["ours=1; other=2; ours=3", "ours="]), ["1", "3", ""]);
    }

    #[test]
    fn fuzz_cookies() {
        crate::fuzz::fuzz("cookies", |bytes| {
            let Ok(line) = HeaderValue::from_bytes(bytes) else { return };
            for value in values(&HeaderMap::from_iter([(header::COOKIE, line)]), "ours") {
                assert!(value.is_ascii() && !value.contains(';'), "{value}");
                let pair = format!("ours={value}");
                assert!(bytes.windows(pair.len()).any(|part| part == pair.as_bytes()), "{value}");
            }
        });
    }
}
