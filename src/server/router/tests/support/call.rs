//! A builder for calls of server functions: what a page of the site sends, with one thing changed.

use super::{CREATE_PAYMENT_METHOD, ORIGIN, send};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
};
use serde_json::Value;
use std::{
    fmt::Debug,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

#[derive(Clone, Debug)]
pub struct Call {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: String,
    peer: Option<SocketAddr>,
}

impl Call {
    /// A call that the server accepts: it signs *Create Payment Method* for the session's account.
    pub fn new(cookie: &str) -> Self {
        Self::without_session().header("cookie", cookie)
    }

    pub fn without_session() -> Self {
        let call = Self {
            method: Method::POST,
            path: CREATE_PAYMENT_METHOD.to_owned(),
            headers: HeaderMap::new(),
            body: "{}".to_owned(),
            peer: None,
        };
        call.header("content-type", "application/json")
            .header("accept", "application/json")
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-origin")
    }

    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    pub fn path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    pub fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body(&body.to_string())
    }

    /// Replaces a header.
    pub fn header(
        mut self,
        name: &'static str,
        value: impl TryInto<HeaderValue, Error: Debug>,
    ) -> Self {
        let value = value.try_into().expect("a value");
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// Adds a second line of a header.
    pub fn append(mut self, name: &'static str, value: &str) -> Self {
        self.headers.append(HeaderName::from_static(name), value.parse().expect("a value"));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// Comes from this address.
    pub fn from(mut self, address: impl Into<IpAddr>) -> Self {
        self.peer = Some(SocketAddr::new(address.into(), 40_000));
        self
    }

    pub fn build(self) -> Request {
        let mut request = Request::new(Body::from(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = self.path.parse().expect("a path");
        *request.headers_mut() = self.headers;
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        request
    }

    pub async fn send(self, site: &Router) -> (StatusCode, HeaderMap, String) {
        send(site, self.build()).await
    }

    /// The answer's status, its JSON (null if it is none) and its headers.
    pub async fn fetch_json(self, site: &Router) -> (StatusCode, Value, HeaderMap) {
        let (status, headers, body) = self.send(site).await;
        (status, serde_json::from_str(&body).unwrap_or_default(), headers)
    }
}

/// An address in the IPv6 network (/64) of this number.
pub fn address_in_network(number: u128) -> Ipv6Addr {
    (0x2001_0db8_u128 << 96 | number << 64).into()
}
