//! The session: a signed cookie that any replica can read. A visitor gets one with the first page.

use crate::server::{
    cookies, error_response::API_PREFIX, html::is_page, navigation::is_navigation, origin::Origin,
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::{
    SignedCookieJar,
    cookie::{Cookie, Key, SameSite},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use cookie::CookieJar;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// How long a session lasts, whether it is used or not.
const LIFETIME: Duration = Duration::from_hours(12);

/// One visitor's session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Identifies the session. Treated as a secret: logs contain a hash of it.
    pub id: Uuid,
    /// Who has signed in, in the format of the [`AccountResolver`](crate::server::account_resolver)
    /// that wrote it.
    pub customer: Option<String>,
    since: Duration,
}

impl Session {
    /// A new session. Signing in begins one, so that a session id that was fixed or learned before
    /// is worthless afterwards.
    pub fn new(customer: Option<String>) -> Self {
        Self { id: Uuid::new_v4(), customer, since: now() }
    }

    fn cookie_value(&self) -> String {
        let customer = URL_SAFE_NO_PAD.encode(self.customer.as_deref().unwrap_or_default());
        format!("{}.{}.{customer}", self.id, self.since.as_secs())
    }

    fn from_cookie_value(text: &str) -> Option<Self> {
        let (id, rest) = text.split_once('.')?;
        let (since, customer) = rest.split_once('.')?;
        let customer = String::from_utf8(URL_SAFE_NO_PAD.decode(customer).ok()?).ok()?;
        Some(Self {
            id: id.parse().ok()?,
            customer: (!customer.is_empty()).then_some(customer),
            since: Duration::from_secs(since.parse().ok()?),
        })
    }

    /// Another replica's clock may be a little ahead.
    fn is_current(&self) -> bool {
        now().saturating_sub(self.since) < LIFETIME
    }
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Signs, reads and sets session cookies.
#[derive(Clone)]
pub struct Sessions {
    key: Key,
    old_key: Option<Key>,
    https: bool,
}

impl Sessions {
    /// Signs with `key`. Cookies signed with `old_key` are still read, so that a key rotation signs
    /// nobody out.
    pub fn new(key: Key, old_key: Option<Key>, public_origin: &Origin) -> Self {
        Self { key, old_key, https: public_origin.is_https() }
    }

    /// `__Host-`: browsers accept it only with `Secure`, from this host, for the whole site.
    fn cookie_name(&self) -> &'static str {
        if self.https { "__Host-zuora-cors-sample" } else { "zuora-cors-sample" }
    }

    /// The session in the first cookie of our name that has a valid signature. Another port or path
    /// of this host can set one of the same name.
    fn read(&self, headers: &HeaderMap) -> Option<Session> {
        cookies::values(headers, self.cookie_name()).find_map(|value| self.verify(value))
    }

    fn verify(&self, value: &str) -> Option<Session> {
        let cookie = Cookie::parse_encoded(format!("{}={value}", self.cookie_name())).ok()?;
        let mut keys = [Some(&self.key), self.old_key.as_ref()].into_iter().flatten();
        keys.find_map(|key| {
            let cookie = CookieJar::new().signed(key).verify(cookie.clone())?;
            Session::from_cookie_value(cookie.value()).filter(Session::is_current)
        })
    }

    /// The `Set-Cookie` header of a new session for this customer.
    pub fn cookie_for(&self, customer: Option<String>) -> Option<HeaderValue> {
        let answer = self.begin(&Session::new(customer), ().into_response());
        answer.headers().get(header::SET_COOKIE).cloned()
    }

    /// Adds the session's cookie to the response.
    pub fn begin(&self, session: &Session, answer: Response) -> Response {
        let cookie = Cookie::build((self.cookie_name(), session.cookie_value()))
            .path("/")
            .http_only(true)
            .secure(self.https)
            // Not `Strict`: a link from another site would then arrive without the cookie, and the
            // visitor would lose the session to a new one. Requests that have side effects are
            // checked by `csrf_guard` (SECURITY.md, T4).
            .same_site(SameSite::Lax);
        (SignedCookieJar::new(self.key.clone()).add(cookie), answer).into_response()
    }
}

/// Adds the request's [`Session`] to it, and gives a new visitor one with the first page that a
/// window navigates to. Nothing else begins a session: a prefetch or a subresource may be sent
/// without the visitor's cookie, and a new one would replace it.
pub fn load_session(
    sessions: &Sessions,
    request: &mut Request,
) -> impl FnOnce(Response) -> Response + use<> {
    let known = sessions.read(request.headers());
    // The session is created before the page is rendered in it. API calls never get a new one.
    let begins =
        known.is_none() && is_navigation(request) && !request.uri().path().starts_with(API_PREFIX);
    let new = begins.then(|| Session::new(None));
    if let Some(session) = known.or_else(|| new.clone()) {
        request.extensions_mut().insert(session);
    }
    let new = new.map(|session| (sessions.clone(), session));
    move |answer| match new {
        Some((sessions, session)) if is_page(answer.headers()) => sessions.begin(&session, answer),
        _ => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_read_as_it_was_written() {
        for customer in [None, Some("A00000002"), Some("a; b=c, \u{fc}.")] {
            let session = Session::new(customer.map(str::to_owned));
            let value = session.cookie_value();
            assert!(
                value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)),
                "{value}"
            );
            assert_eq!(
                Session::from_cookie_value(&value),
                Some(Session { since: Duration::from_secs(session.since.as_secs()), ..session })
            );
        }
        for text in [
            "",
            "a.b.c",
            "5a4db0c5-1111-4111-8111-000000000001",
            "5a4db0c5-1111-4111-8111-000000000001.1.\u{fc}",
        ] {
            assert_eq!(Session::from_cookie_value(text), None, "{text}");
        }
    }

    #[test]
    fn a_session_is_found_among_other_cookies_of_its_name_and_after_a_change_of_keys() {
        let origin = Origin::parse("http://localhost:3000").expect("an origin");
        let (first, second) = (Key::generate(), Key::generate());
        let cookie = Sessions::new(first.clone(), None, &origin)
            .cookie_for(Some("A1".into()))
            .expect("a cookie");
        let cookie = cookie.to_str().expect("text").split(';').next().expect("a pair").to_owned();
        let name = cookie.split('=').next().expect("a name").to_owned();
        let found = |sessions: &Sessions, line: &str| {
            let headers = HeaderMap::from_iter([(
                header::COOKIE,
                HeaderValue::from_bytes(line.as_bytes()).expect("a value"),
            )]);
            sessions.read(&headers).and_then(|session| session.customer)
        };
        let current = Sessions::new(first.clone(), None, &origin);
        for line in [
            cookie.clone(),
            format!("{name}=forged; {cookie}"),
            format!("{name}=; city=Z\u{fc}rich; {cookie}"),
        ] {
            assert_eq!(found(&current, &line).as_deref(), Some("A1"), "{line}");
        }
        assert_eq!(found(&current, &format!("\u{2000}{cookie}")), None);
        assert_eq!(found(&current, &cookie[..cookie.len() - 1]), None);
        let rotated = Sessions::new(second.clone(), Some(first), &origin);
        assert_eq!(found(&rotated, &cookie).as_deref(), Some("A1"));
        assert_eq!(found(&Sessions::new(second, None, &origin), &cookie), None);
    }

    #[test]
    fn a_session_ends_after_its_life_however_much_it_is_used() {
        let mut session = Session::new(None);
        assert!(session.is_current());
        session.since = now().saturating_sub(LIFETIME);
        assert!(!session.is_current());
    }

    /// A text is read as a session only in the form in which one is written; and none that we have not
    /// signed is one.
    #[test]
    fn fuzz_session() {
        let origin = Origin::parse("http://localhost:3000").expect("an origin");
        let sessions = Sessions::new(Key::generate(), Some(Key::generate()), &origin);
        crate::fuzz::fuzz("session", |bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Some(session) = Session::from_cookie_value(&text) {
                let again = Session::from_cookie_value(&session.cookie_value());
                assert_eq!(again, Some(session));
            }
            let line = format!("{}={text}", sessions.cookie_name());
            if let Ok(line) = HeaderValue::try_from(line) {
                assert_eq!(sessions.read(&HeaderMap::from_iter([(header::COOKIE, line)])), None);
            }
        });
    }
}
