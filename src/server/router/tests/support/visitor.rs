//! A browser with a cookie jar, and the pages that it shows.

use super::{CREATE_PAYMENT_METHOD, ORIGIN, send};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A browser: it stores cookies as `SameSite=Lax` has it, and sends fetch metadata.
#[derive(Clone)]
pub struct Visitor {
    site: Router,
    pub cookies: BTreeMap<String, String>,
}

/// A page that a browser shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The name of the customer at its top.
    pub name: String,
    /// The mark that its calls carry.
    pub drawn_for: String,
}

/// How a browser comes to a page: the values of `Sec-Fetch-Site`.
pub const SAME_ORIGIN: &str = "same-origin";
pub const CROSS_SITE: &str = "cross-site";
pub const ADDRESS_BAR: &str = "none";

impl Visitor {
    pub fn new(site: &Router) -> Self {
        Self { site: site.clone(), cookies: BTreeMap::new() }
    }

    pub fn cookie(&self) -> String {
        let pairs: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    pub async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: &str,
    ) -> (StatusCode, HeaderMap, String) {
        let cookie = HeaderValue::from_bytes(self.cookie().as_bytes()).expect("a value");
        let request = request.header(header::COOKIE, cookie).body(Body::from(body.to_owned()));
        let answer = send(&self.site, request.expect("a request")).await;
        for set in answer.1.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("text");
            assert!(set.contains("SameSite=Lax"), "as this browser takes it: {set}");
            let (name, value) =
                set.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// The window goes to a page, and follows redirects on this site.
    pub async fn navigate(&mut self, path: &str, from: &str) -> Page {
        let mut path = path.to_owned();
        for _ in 0..3 {
            let request = Request::get(&path)
                .header("sec-fetch-site", from)
                .header("sec-fetch-mode", "navigate")
                .header("sec-fetch-dest", "document");
            let (status, headers, html) = self.send(request, "").await;
            if status.is_redirection() {
                path = headers[header::LOCATION].to_str().expect("text").to_owned();
                continue;
            }
            assert_eq!(status, StatusCode::OK, "{path}");
            return Page {
                name: between(&html, "id=\"signed-in\">", "<"),
                drawn_for: between(&html, "data-drawn-for=\"", "\""),
            };
        }
        panic!("{path} leads nowhere")
    }

    /// The browser fetches a page ahead, for a link on this site.
    pub async fn prefetch(&mut self, path: &str) {
        self.fetch(path, SAME_ORIGIN, ("sec-purpose", "prefetch;prerender")).await;
    }

    /// The browser fetches something by itself.
    pub async fn fetch(
        &mut self,
        path: &str,
        from: &str,
        extra: (&str, &str),
    ) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header("sec-fetch-site", from).header(extra.0, extra.1);
        self.send(request, "").await
    }

    /// The button is pressed on a page.
    pub async fn call(&mut self, page: &Page, path: &str, body: &Value) -> (StatusCode, Value) {
        let request = Request::post(path)
            .header("sec-fetch-site", SAME_ORIGIN)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, "application/json")
            .header("drawn-for", &page.drawn_for);
        let (status, _, body) = self.send(request, &body.to_string()).await;
        (status, serde_json::from_str(&body).expect("JSON"))
    }

    pub async fn sign(&mut self, page: &Page) -> (StatusCode, Value) {
        self.call(page, CREATE_PAYMENT_METHOD, &json!({})).await
    }
}

pub fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).map(|(_, rest)| rest).unwrap_or_default();
    rest.split(after).next().unwrap_or_default().to_owned()
}
