//! The customers of a shop whose sessions a service of the shop's knows. Copy this over
//! `src/server/customers/own.rs` (docs/logins.md).
//!
//! The shop's login sets the cookie `shop-session`. The service gets it with every page and every
//! signature, and says whose account it is, so nobody who has signed out there can save a card
//! here. This file is compiled and tested with the rest (`src/server.rs`).

pub use crate::server::customers::signed_in::SignedIn;

use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        cookies,
        customers::shop_service::ShopService,
        session::{Session, Sessions},
        settings::{customers::CustomerSettings, faults::Fault},
    },
    zuora::AccountKey,
};
use axum::{
    Router,
    http::{HeaderMap, HeaderValue, StatusCode, header::COOKIE},
};
use serde::Deserialize;

/// The cookie that the shop's login sets.
const SESSION_COOKIE: &str = "shop-session";
const SESSIONS_URL: &str = "SHOP_SESSIONS_URL";

/// The shop's customers.
#[derive(Clone, Debug)]
pub struct Customers {
    /// Gets a session's cookie, and answers with [`Answer`], or with 401, 403 or 404 for a session
    /// that it does not know.
    service: ShopService,
}

/// What the service says of a session.
#[derive(Deserialize)]
struct Answer {
    /// The number or id of the customer's account in Zuora; `null` for a customer who has none.
    account: Option<String>,
}

impl Customers {
    /// # Errors
    /// What is wrong with the settings.
    pub fn read(settings: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let meaning = "the address of the service that knows the shop's sessions";
        let [address] = settings.own.required([(SESSIONS_URL, meaning)])?;
        let service = ShopService::new(&address);
        let service = service.map_err(|problem| vec![Fault::new(SESSIONS_URL, problem)])?;
        Ok(Self { service })
    }

    /// The site's routes. The login is elsewhere, so nothing is added.
    #[expect(clippy::unused_self)] // the interface that all customers have
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }

    /// The account of the first session that the service knows. Another path or a parent domain can
    /// set a cookie of the same name, so there may be two.
    async fn fetch_account(&self, headers: &HeaderMap) -> Result<AccountKey, NoAccount> {
        let mut refused = NoAccount::SignedOut;
        for cookie in cookies::values(headers, SESSION_COOKIE).filter(|c| !c.is_empty()).take(2) {
            match self.fetch_account_of(cookie).await {
                Err(NoAccount::Refused(reason)) => refused = NoAccount::Refused(reason),
                known => return known,
            }
        }
        Err(refused)
    }

    async fn fetch_account_of(&self, cookie: &str) -> Result<AccountKey, NoAccount> {
        let unreadable = || NoAccount::refused("its cookie cannot be passed on");
        let cookie = format!("{SESSION_COOKIE}={cookie}");
        let mut cookie = HeaderValue::try_from(cookie).map_err(|_| unreadable())?;
        cookie.set_sensitive(true);
        let headers = HeaderMap::from_iter([(COOKIE, cookie)]);
        let (status, body) = self.service.get(headers).await.map_err(NoAccount::unknown)?;
        match status {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
                return Err(NoAccount::refused("it has ended, or never began"));
            }
            status => return Err(NoAccount::unknown(format!("it answered {status}"))),
        }
        let answer: Answer = serde_json::from_slice(&body)
            .map_err(|_| NoAccount::unknown("its answer is not one of a session"))?;
        let account = answer.account.filter(|account| !account.is_empty());
        account.map(AccountKey::from).ok_or(NoAccount::NoneYet)
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        Box::pin(self.fetch_account(headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::customers::OwnSettings;
    use axum::{
        Json,
        response::{IntoResponse as _, Redirect, Response},
        routing::get,
    };
    use serde_json::json;
    use tokio::net::TcpListener;

    fn at(address: &str) -> Result<Customers, Vec<Fault>> {
        let own = OwnSettings::from([(SESSIONS_URL, address)]);
        Customers::read(&CustomerSettings {
            production: true,
            tenant: None,
            in_sandbox: false,
            account_key: None,
            own,
        })
    }

    async fn session(headers: HeaderMap) -> Response {
        let cookie = headers[COOKIE].to_str().expect("text").to_owned();
        let account = |account: &str| Json(json!({"account": account})).into_response();
        match cookie.strip_prefix(&format!("{SESSION_COOKIE}=")).expect("the cookie alone") {
            "number" => account("A00000042"),
            "id" => account("2c92c0f96bd1f8a6016bd5b4d1a30ac3"),
            "any-form" => account("K/4711 \u{fc}%2F?#"),
            "new" => Json(json!({"account": null})).into_response(),
            "login" => Redirect::to("/login").into_response(),
            "page" => "<h1>Sign in</h1>".into_response(),
            "endless" => "[".repeat(100_000).into_response(),
            "broken" => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    }

    /// The shop's service, and customers who call it.
    async fn customers() -> Customers {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let login = get(async || Json(json!({"account": "A00000041"})));
        let routes = Router::new().route("/session", get(session)).route("/login", login);
        tokio::spawn(axum::serve(listener, routes).into_future());
        at(&format!("http://{address}/session")).expect("customers")
    }

    /// A request's headers. The tests call the cookie `session`, whatever its name is.
    fn headers(cookie: &str) -> HeaderMap {
        let cookie = cookie.replace("session=", &format!("{SESSION_COOKIE}="));
        let value = HeaderValue::from_bytes(cookie.as_bytes()).expect("a value");
        HeaderMap::from_iter([(COOKIE, value)])
    }

    #[tokio::test]
    async fn only_a_session_that_the_service_knows_has_an_account() {
        let customers = customers().await;
        let session = Session::new(None);
        for (cookie, expected) in [
            ("session=number", Ok("A00000042")),
            ("session=id", Ok("2c92c0f96bd1f8a6016bd5b4d1a30ac3")),
            ("session=any-form", Ok("K/4711 \u{fc}%2F?#")),
            ("city=Z\u{fc}rich; session=number", Ok("A00000042")),
            ("session=foreign; session=number", Ok("A00000042")),
            ("session=ended", Err(NoAccount::refused("it has ended, or never began"))),
            ("session=../number", Err(NoAccount::refused("it has ended, or never began"))),
            ("session=new", Err(NoAccount::NoneYet)),
            // The first that is known decides: another one may be somebody else's.
            ("session=new; session=number", Err(NoAccount::NoneYet)),
            ("session=new; session=ended", Err(NoAccount::NoneYet)),
            ("session=ended; session=new", Err(NoAccount::NoneYet)),
            ("session=login", Err(NoAccount::unknown("it answered 303 See Other"))),
            ("session=broken", Err(NoAccount::unknown("it answered 500 Internal Server Error"))),
            ("session=page", Err(NoAccount::unknown("its answer is not one of a session"))),
            ("session=endless", Err(NoAccount::unknown("its answer is too long"))),
            ("session=", Err(NoAccount::SignedOut)),
            ("other=number", Err(NoAccount::SignedOut)),
        ] {
            let expected = expected.map(|key| AccountKey::from(key.to_owned()));
            assert_eq!(
                customers.account_key(&session, &headers(cookie)).await,
                expected,
                "{cookie}"
            );
        }
    }

    #[tokio::test]
    async fn nobody_signs_while_the_service_is_down_and_the_reason_has_no_cookie() {
        let customers = at("http://127.0.0.1:9/").expect("customers");
        let cookie = headers("session=ofacustomer00001");
        match customers.fetch_account(&cookie).await {
            Err(NoAccount::Unknown(reason)) => {
                assert!(reason.starts_with("it cannot be reached"), "{reason}");
                assert!(!reason.contains("ofacustomer"), "{reason}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_service_is_asked_by_https_or_on_this_machine() {
        for wrong in [
            "sessions:8080/x",
            "ftp://localhost",
            "nothing",
            "http://sessions.shop.example/session",
            "http://sessions.localhost/session",
            "http://localhost.evil/session",
            "http://127.0.0.1@evil/session",
        ] {
            assert!(at(wrong).is_err(), "{wrong}");
        }
        for right in [
            "https://sessions.shop.example/session",
            "http://127.0.0.1:8080/session",
            "http://localhost:8080/session",
            "http://[::1]:8080/session",
        ] {
            assert!(at(right).is_ok(), "{right}");
        }
    }
}
