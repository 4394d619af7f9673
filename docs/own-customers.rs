//! The customers of a shop that has a login already. Copy this over `src/server/customers/own.rs`
//! and make it yours (README, "Your own customers").
//!
//! The shop's login sets a cookie, `shop-session`, and a service of the shop's knows whose session
//! that is. Every signature calls that service, so nobody who has signed out there can save a card
//! here. This file is compiled and tested with the rest (`src/server.rs`).

use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture},
        cookies,
        log::RateLimited,
        session::{Session, Sessions},
        settings::{customers::CustomerSettings, faults::Fault},
    },
    zuora::AccountKey,
};
use axum::{Router, http::HeaderMap};
use leptos::prelude::*;
use reqwest::{StatusCode, redirect::Policy};
use std::{env, fmt, time::Duration};
use url::Url;

const SESSIONS_URL: &str = "SHOP_SESSIONS_URL";
const TIMEOUT: Duration = Duration::from_secs(2);
/// The shop's session ids have at least this many letters and digits.
const MIN_COOKIE_LENGTH: usize = 16;
const MAX_ANSWER_BYTES: u64 = 64;

/// The shop's customers.
#[derive(Clone, Debug)]
pub struct Customers {
    http: reqwest::Client,
    /// `GET {service}/{cookie}` answers with the number of the customer's account in Zuora, or 404.
    service: Url,
}

/// Why a visitor has no account.
#[derive(Debug, PartialEq, Eq)]
enum NoAccount {
    /// Has not signed in: no session cookie, or text that cannot be one.
    NoCookie,
    /// The service does not know the session: it has expired, or was never one.
    UnknownSession,
    /// The service cannot be reached, or its answer makes no sense.
    ServiceFailed(String),
}

impl Customers {
    /// # Errors
    /// What is wrong with the settings.
    pub fn read(_: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let fault = |problem: &str| vec![Fault::new(SESSIONS_URL, problem)];
        let service = env::var(SESSIONS_URL).ok().and_then(|text| text.parse().ok());
        let service = service
            .ok_or_else(|| fault("required: the address of the service that knows our sessions"))?;
        Self::new(service).map_err(|error| fault(&error.to_string()))
    }

    fn new(service: Url) -> reqwest::Result<Self> {
        let http = reqwest::Client::builder()
            // A login page that the service redirects to would answer 200, and is not an account.
            .redirect(Policy::none())
            .no_proxy()
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self { http, service })
    }

    /// The site's routes. The login is elsewhere, so nothing is added.
    #[expect(clippy::unused_self)] // the interface that all customers have
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }

    async fn fetch_account(&self, headers: &HeaderMap) -> Result<AccountKey, NoAccount> {
        // Found among whatever other cookies this host has.
        let cookie = cookies::values(headers, "shop-session").next().unwrap_or_default();
        // What the shop's login writes, and nothing that has a meaning in a URL.
        if cookie.len() < MIN_COOKIE_LENGTH
            || !cookie.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(NoAccount::NoCookie);
        }
        let mut url = self.service.clone();
        url.path_segments_mut()
            .map_err(|()| NoAccount::failed("its address cannot have a path"))?
            .pop_if_empty()
            .push(cookie);
        let response = self.http.get(url).send().await?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Err(NoAccount::UnknownSession),
            status => return Err(NoAccount::failed(format_args!("it answered {status}"))),
        }
        if response.content_length().is_none_or(|length| length > MAX_ANSWER_BYTES) {
            return Err(NoAccount::failed("its answer is too long"));
        }
        let text = response.text().await?;
        let number = text.trim();
        let is_number = number.strip_prefix('A').is_some_and(|digits| {
            digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        match is_number {
            true => Ok(AccountKey::from(number.to_owned())),
            false => Err(NoAccount::failed("its answer is not an account number")),
        }
    }
}

impl NoAccount {
    fn failed(problem: impl fmt::Display) -> Self {
        Self::ServiceFailed(problem.to_string())
    }

    /// Writes the reason into the log, without the session or the account.
    fn log(&self) {
        // Visitors cause these lines, so a burst of visits must not fill the log.
        static UNKNOWN: RateLimited = RateLimited::new();
        static FAILED: RateLimited = RateLimited::new();
        match self {
            // Every visitor begins like this.
            Self::NoCookie => tracing::debug!("nobody is signed in: no session cookie"),
            Self::UnknownSession => {
                if let Some(suppressed) = UNKNOWN.next() {
                    tracing::info!(suppressed, "nobody is signed in: the session is not known");
                }
            }
            Self::ServiceFailed(problem) => {
                if let Some(suppressed) = FAILED.next() {
                    tracing::warn!(suppressed, problem, "the session service failed");
                }
            }
        }
    }
}

impl From<reqwest::Error> for NoAccount {
    fn from(error: reqwest::Error) -> Self {
        // The URL ends with the session's cookie.
        Self::failed(error.without_url())
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async { self.fetch_account(headers).await.inspect_err(NoAccount::log).ok() })
    }
}

/// Stands at the top of every page: the shop's own way in and out.
#[component]
pub fn SignedIn() -> impl IntoView {
    view! { <a href="/login">"Your account"</a> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        extract::Path,
        http::{HeaderValue, header::COOKIE},
        response::{IntoResponse as _, Redirect},
        routing::get,
    };
    use std::{
        io,
        sync::{Arc, Mutex},
    };
    use tokio::net::TcpListener;

    /// The shop's service, and customers who call it.
    async fn customers() -> Customers {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let service = format!("http://{}/sessions", listener.local_addr().expect("an address"));
        let session = get(async |Path(cookie): Path<String>| match cookie.as_str() {
            "ofacustomer00001" => Ok("A00000042\n"),
            "redirectstologin" => Err(Redirect::to("/login").into_response()),
            "isnotknown000001" => Err(StatusCode::NOT_FOUND.into_response()),
            _ => Ok("<h1>Please sign in</h1>"),
        });
        let login = get(async || "A00000041");
        let routes = Router::new().route("/sessions/{cookie}", session).route("/login", login);
        tokio::spawn(axum::serve(listener, routes).into_future());
        Customers::new(service.parse().expect("a URL")).expect("customers")
    }

    fn headers(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(
            COOKIE,
            HeaderValue::from_bytes(cookie.as_bytes()).expect("a value"),
        )])
    }

    #[tokio::test]
    async fn only_a_session_that_the_shop_knows_has_an_account() {
        let customers = customers().await;
        let session = Session::new(None);
        let failed = |problem: &str| Err(NoAccount::failed(problem));
        for (cookie, expected) in [
            ("shop-session=ofacustomer00001", Ok("A00000042")),
            ("city=Z\u{fc}rich; shop-session=ofacustomer00001", Ok("A00000042")),
            ("shop-session=isnotknown000001", Err(NoAccount::UnknownSession)),
            ("shop-session=redirectstologin", failed("it answered 303 See Other")),
            ("shop-session=getsaloginpage01", failed("its answer is not an account number")),
            ("shop-session=..", Err(NoAccount::NoCookie)),
            ("shop-session=../sessions/ofacustomer00001", Err(NoAccount::NoCookie)),
            ("shop-session=", Err(NoAccount::NoCookie)),
            ("other=ofacustomer00001", Err(NoAccount::NoCookie)),
        ] {
            let expected = expected.map(|key| AccountKey::from(key.to_owned()));
            let headers = headers(cookie);
            assert_eq!(customers.fetch_account(&headers).await, expected, "{cookie}");
            assert_eq!(customers.account_key(&session, &headers).await, expected.ok());
        }
    }

    #[tokio::test]
    async fn nobody_signs_while_the_service_is_down() {
        let customers = Customers::new("http://127.0.0.1:9/".parse().expect("a URL"));
        let customers = customers.expect("customers");
        let cookie = headers("shop-session=ofacustomer00001");
        let account = customers.account_key(&Session::new(None), &cookie).await;
        assert_eq!(account, None);
    }

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("the only writer").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn the_log_says_why_there_is_no_account_and_not_whose() {
        let customers = customers().await;
        let down =
            Customers::new("http://127.0.0.1:9/".parse().expect("a URL")).expect("customers");
        for (customers, cookie, level) in [
            (&customers, "other=1", "DEBUG"),
            (&customers, "shop-session=isnotknown000001", "INFO"),
            (&customers, "shop-session=redirectstologin", "WARN"),
            (&down, "shop-session=ofacustomer00001", "WARN"),
        ] {
            let reason = customers.fetch_account(&headers(cookie)).await.expect_err(cookie);
            let log = Log::default();
            let writer = log.clone();
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::DEBUG)
                .with_ansi(false)
                .with_writer(move || writer.clone())
                .finish();
            tracing::subscriber::with_default(subscriber, || reason.log());
            let log = String::from_utf8(log.0.lock().expect("written").clone()).expect("text");
            assert!(log.contains(level), "{cookie}: {log}");
            let value = cookie.split('=').next_back().expect("a value");
            assert!(value.len() < MIN_COOKIE_LENGTH || !log.contains(value), "{log}");
        }
    }
}
