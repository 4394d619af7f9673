//! Whose accounts visitors act for, in a shop that has a login of its own: put this in place of `src/server/customers.rs` and make it yours.
//!
//! The shop's login sets a cookie, `shop-session`, and the shop has a service that knows whose it is. Every signature asks that service, so who has
//! signed out there can save no card here. This file is compiled and tested with the rest (`src/server.rs`).

use super::{
    account_resolver::{AccountResolver, BoxFuture},
    cookies,
    session::{Session, Sessions},
    settings::{customers::CustomerSettings, faults::Fault},
};
use crate::zuora::AccountKey;
use axum::{Router, http::HeaderMap};
use leptos::prelude::*;
use reqwest::{StatusCode, redirect::Policy};
use std::{env, time::Duration};
use url::Url;

/// The shop's customers.
#[derive(Clone, Debug)]
pub struct Customers {
    http: reqwest::Client,
    /// `GET {service}{cookie}` answers with the number of the customer's account in Zuora, or 404.
    service: Url,
}

impl Customers {
    /// The customers that the settings ask for.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(_: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let service = env::var("SHOP_SESSIONS_URL").ok().and_then(|text| text.parse().ok());
        let fault = || {
            vec![Fault::new(
                "SHOP_SESSIONS_URL",
                "required: the address of the service that knows our sessions",
            )]
        };
        service.map(Self::at).ok_or_else(fault)
    }

    fn at(service: Url) -> Self {
        Self {
            // Where the service is, is where this goes: a login page that it might redirect to would not be an account.
            http: reqwest::Client::builder()
                .redirect(Policy::none())
                .no_proxy()
                .timeout(Duration::from_secs(2))
                .build()
                .unwrap_or_default(),
            service,
        }
    }

    /// The site's routes. The login is elsewhere, so nothing is added.
    #[expect(clippy::unused_self)] // others need it
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }

    async fn account_of(&self, cookie: &str) -> Option<AccountKey> {
        // What the shop's login writes, and nothing that means something in an address.
        if cookie.len() < 16 || !cookie.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let mut url = self.service.clone();
        url.path_segments_mut().ok()?.pop_if_empty().push(cookie);
        let answer = self.http.get(url).send().await.ok()?;
        if answer.status() != StatusCode::OK
            || answer.content_length().is_none_or(|length| length > 64)
        {
            return None;
        }
        let account = answer.text().await.ok()?;
        let account = account.trim();
        let is_number = account.strip_prefix('A').is_some_and(|digits| {
            digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        is_number.then(|| AccountKey::from(account.to_owned()))
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async {
            // Whatever other cookies this host has: none of them hides the shop's.
            self.account_of(cookies::values(headers, "shop-session").next()?).await
        })
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
    use axum::{extract::Path, http::HeaderValue, response::Redirect, routing::get};
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn only_a_session_that_the_shop_knows_has_an_account() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let service = format!("http://{}/sessions", listener.local_addr().expect("an address"));
        let known = get(async |Path(cookie): Path<String>| match cookie.as_str() {
            "ofacustomer00001" => Ok("A00000042\n"),
            "tobesignedinnow1" => Err(Redirect::to("/login")),
            _ => Ok("<h1>Please sign in</h1>"),
        });
        let login = get(async || "A00000041");
        let routes = Router::new().route("/sessions/{cookie}", known).route("/login", login);
        tokio::spawn(axum::serve(listener, routes).into_future());
        let customers = Customers::at(service.parse().expect("a URL"));
        let session = Session::new(None);
        for (cookie, account) in [
            ("shop-session=ofacustomer00001", Some("A00000042")),
            ("shop-session=tobesignedinnow1", None),
            ("shop-session=ofnobodyatall001", None),
            ("shop-session=..", None),
            ("shop-session=../sessions/ofacustomer00001", None),
            ("shop-session=", None),
            ("other=ofacustomer00001", None),
            ("city=Z\u{fc}rich; shop-session=ofacustomer00001", Some("A00000042")),
        ] {
            let headers = HeaderMap::from_iter([(
                axum::http::header::COOKIE,
                HeaderValue::from_bytes(cookie.as_bytes()).expect("a value"),
            )]);
            let found = customers.account_key(&session, &headers).await;
            assert_eq!(found, account.map(|key| AccountKey::from(key.to_owned())), "{cookie}");
        }
        let nobody = Customers::at("http://127.0.0.1:9/".parse().expect("a URL"));
        let headers = HeaderMap::from_iter([(
            axum::http::header::COOKIE,
            "shop-session=ofacustomer00001".parse().expect("a value"),
        )]);
        assert_eq!(
            nobody.account_key(&session, &headers).await,
            None,
            "when the service is down, nobody signs"
        );
    }
}
