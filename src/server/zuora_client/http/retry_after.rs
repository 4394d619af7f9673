//! The header `Retry-After` of Zuora's answers.

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::time::{Duration, SystemTime};

/// Nobody is told to wait for longer.
const MAX_WAIT: Duration = Duration::from_hours(24);

/// How long Zuora asks to wait, in either form (RFC 9110, 10.2.3): seconds or a date. `None` when it
/// does not, or in another form.
///
/// A date counts from the answer's own `Date`, so that it does not matter if two clocks differ.
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = text(headers, &RETRY_AFTER)?;
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are more than anybody waits.
        text.parse().map_or(MAX_WAIT, Duration::from_secs)
    } else {
        let date = httpdate::parse_http_date(text).ok()?;
        let answered =
            self::text(headers, &DATE).and_then(|date| httpdate::parse_http_date(date).ok());
        date.duration_since(answered.unwrap_or(now)).unwrap_or_default()
    };
    Some(wait.min(MAX_WAIT))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn seconds(headers: &[(HeaderName, &str)]) -> Option<u64> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().expect("a value")))
            .collect();
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date");
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn r7_retry_after_is_read_in_both_forms() {
        for (value, expected) in [
            ("0", 0),
            ("1", 1),
            (" 120 ", 120),
            ("3600", 3600),
            ("99999999999999999999999", 86_400),
            ("Sun, 06 Nov 1994 08:49:39 GMT", 2),
            ("Sunday, 06-Nov-94 08:49:40 GMT", 3),
            ("Sun Nov  6 08:49:41 1994", 4),
            // In the past: at once.
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ] {
            assert_eq!(seconds(&[(RETRY_AFTER, value)]), Some(expected), "{value}");
        }
    }

    #[test]
    fn r7_what_is_neither_counts_as_absent() {
        assert_eq!(seconds(&[]), None);
        for value in ["", "soon", "-1", "1.5", "1s", "+1", "Sun, 06 Nov", "\u{e9}"] {
            assert_eq!(seconds(&[(RETRY_AFTER, value)]), None, "{value}");
        }
    }

    #[test]
    fn r20_a_date_counts_from_zuoras_own_clock() {
        let date = (DATE, "Mon, 07 Nov 1994 08:00:00 GMT");
        let later = (RETRY_AFTER, "Mon, 07 Nov 1994 08:00:05 GMT");
        assert_eq!(seconds(&[date, later]), Some(5));
    }

    /// The first line is `Retry-After`, the second `Date`.
    #[test]
    fn fuzz_retry_after() {
        crate::fuzz::fuzz("retry_after", |bytes| {
            let lines = bytes.split(|byte| *byte == b'\n').map(HeaderValue::from_bytes);
            let headers: HeaderMap = [RETRY_AFTER, DATE]
                .into_iter()
                .zip(lines)
                .filter_map(|(name, value)| Some((name, value.ok()?)))
                .collect();
            let wait = retry_after(&headers, SystemTime::now());
            assert!(wait.is_none_or(|wait| wait <= MAX_WAIT), "{wait:?}");
            let is_number = text(&headers, &RETRY_AFTER).is_some_and(|text| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
            });
            assert!(!is_number || wait.is_some());
        });
    }
}
