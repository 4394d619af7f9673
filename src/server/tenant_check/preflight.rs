//! What the answer to a preflight allows, as the Fetch standard reads it.

use axum::http::{HeaderMap, header};

/// The headers of the signed call that are not on the Fetch standard's safelist.
pub const HEADERS: [&str; 3] = ["content-type", "signature", "token"];

/// What an answer allows that Zuora does not publish.
#[derive(Debug, PartialEq, Eq)]
pub struct Allowed {
    /// How long browsers may remember the answer (`Access-Control-Max-Age`).
    pub max_age: Option<String>,
    /// `Access-Control-Allow-Headers`, as it came.
    pub headers: String,
}

/// Reads an answer for a `POST` with credentials, signature and token from a page of `origin`.
///
/// # Errors
/// What it does not allow, in words.
pub fn allowed(status: u16, answer: &HeaderMap, origin: &str) -> Result<Allowed, String> {
    let value = |name: header::HeaderName| {
        answer.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let lists = |list: &str, wanted: &str| {
        list.split(',').any(|one| one.trim().eq_ignore_ascii_case(wanted))
    };
    if !(200..300).contains(&status) {
        return Err(format!("Zuora answered the preflight with status {status}"));
    }
    let allowed_origin = value(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    if allowed_origin != origin {
        let named = if allowed_origin.is_empty() { "no origin" } else { &allowed_origin };
        return Err(format!("pages of {origin} may not call: Zuora allows {named}"));
    }
    if value(header::ACCESS_CONTROL_ALLOW_CREDENTIALS) != "true" {
        return Err("calls with credentials are not allowed".into());
    }
    if !lists(&value(header::ACCESS_CONTROL_ALLOW_METHODS), "POST") {
        return Err("POST is not allowed".into());
    }
    let headers = value(header::ACCESS_CONTROL_ALLOW_HEADERS);
    if let Some(missing) = HEADERS.iter().find(|wanted| !lists(&headers, wanted)) {
        return Err(format!("the header {missing} is not allowed"));
    }
    let max_age = value(header::ACCESS_CONTROL_MAX_AGE);
    Ok(Allowed { max_age: (!max_age.is_empty()).then_some(max_age), headers })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://shop.example";

    fn answer(changes: &[(&str, &str)]) -> HeaderMap {
        let mut answer = HeaderMap::new();
        for (name, value) in [
            ("access-control-allow-origin", ORIGIN),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "GET, POST"),
            ("access-control-allow-headers", "Content-Type, Signature, Token"),
            ("access-control-max-age", "600"),
        ]
        .iter()
        .chain(changes)
        {
            let name: header::HeaderName = name.parse().expect("a name");
            answer.insert(name, value.parse().expect("a value"));
        }
        answer
    }

    #[test]
    fn an_answer_that_allows_everything_passes_and_its_facts_are_kept() {
        let expected = Allowed {
            max_age: Some("600".into()),
            headers: "Content-Type, Signature, Token".into(),
        };
        assert_eq!(allowed(200, &answer(&[]), ORIGIN), Ok(expected));
    }

    #[test]
    fn whatever_is_not_allowed_is_named() {
        for (change, problem) in [
            (("access-control-allow-origin", "*"), "Zuora allows *"),
            (("access-control-allow-origin", ""), "Zuora allows no origin"),
            (("access-control-allow-origin", "https://shop.example.evil.example"), "may not call"),
            (("access-control-allow-credentials", "false"), "credentials"),
            (("access-control-allow-methods", "GET"), "POST"),
            (("access-control-allow-headers", "content-type, signature"), "token"),
            (("access-control-allow-headers", "*"), "content-type"),
        ] {
            let found = allowed(204, &answer(&[change]), ORIGIN).expect_err("it is refused");
            assert!(found.contains(problem), "{change:?}: {found}");
        }
        let found = allowed(403, &answer(&[]), ORIGIN).expect_err("it is refused");
        assert!(found.contains("403"), "{found}");
    }
}
