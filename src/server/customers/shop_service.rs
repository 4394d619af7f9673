//! A service of the shop's that `Customers` ask over HTTP.

use crate::server::{origin::is_this_machine, transport_error};
use axum::http::HeaderMap;
use reqwest::{Client, StatusCode, redirect::Policy};
use std::time::Duration;
use url::Url;

/// A page waits no longer than this.
const TIMEOUT: Duration = Duration::from_secs(2);
const MAX_BYTES: usize = 64 * 1024;

/// A service at one address.
#[derive(Clone, Debug)]
pub struct ShopService {
    http: Client,
    address: Url,
}

impl ShopService {
    /// The service at this address.
    ///
    /// # Errors
    /// When it is no address of HTTPS or of this machine, or the TLS library cannot be set up.
    pub fn new(address: &str) -> Result<Self, String> {
        let address: Url = address.parse().map_err(|_| "is not an address")?;
        let is_safe = match address.scheme() {
            "https" => true,
            // Anyone on the network path could answer for the login, and so be any customer.
            "http" => is_this_machine(&address),
            _ => false,
        };
        if !is_safe {
            return Err("must be an https address, or an http address of this machine".into());
        }
        let http = Client::builder()
            // A login page that the service redirects to would answer 200.
            .redirect(Policy::none())
            .no_proxy()
            .timeout(TIMEOUT)
            .build();
        Ok(Self { http: http.map_err(|error| error.to_string())?, address })
    }

    /// The status and body of its answer to a GET request with these headers.
    ///
    /// # Errors
    /// When there is none in time. The reason has nothing of the request.
    pub async fn get(&self, headers: HeaderMap) -> Result<(StatusCode, Vec<u8>), String> {
        let failed = |error: reqwest::Error| match error.is_timeout() {
            true => "it does not answer in time".to_owned(),
            false => format!("it cannot be reached: {}", transport_error::describe(error)),
        };
        let request = self.http.get(self.address.clone()).headers(headers);
        let mut answer = request.send().await.map_err(failed)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > MAX_BYTES {
                return Err("its answer is too long".into());
            }
            body.extend_from_slice(&chunk);
        }
        Ok((answer.status(), body))
    }
}
