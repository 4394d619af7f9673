//! The request for a bearer token (Zuora: *Create an OAuth token*, `POST /oauth/token`).

use crate::server::{
    flow_records,
    settings::Client,
    zuora_client::{
        attempts::{Attempts, Repeat},
        http::{CALL_TIMEOUT, MAX_BYTES, ZuoraError, read_body},
    },
};
use reqwest::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;
use url::Url;

/// HTTP servers reject longer headers.
const MAX_TOKEN_LENGTH: usize = 8 * 1024;
/// A token that claims to serve for longer is renewed after a day (Zuora: an hour).
const MAX_LIFE_SECONDS: u64 = 24 * 60 * 60;

/// A new bearer token.
#[derive(Debug)]
pub struct Grant {
    pub secret: SecretString,
    /// How long it serves.
    pub life: Duration,
}

/// Everything that a request for a token needs.
pub struct TokenRequest {
    http: reqwest::Client,
    url: Url,
    client: Client,
    attempts: Arc<Attempts>,
}

/// Zuora's reply.
#[derive(Deserialize)]
struct TokenReply {
    access_token: SecretString,
    expires_in: u64,
}

impl TokenRequest {
    pub fn new(
        http: reqwest::Client,
        base_url: &Url,
        client: Client,
        attempts: Arc<Attempts>,
    ) -> Self {
        let mut url = base_url.clone();
        url.set_path("/oauth/token");
        Self { http, url, client, attempts }
    }

    /// Fetches a token. A second one does not make the first invalid, so the request is repeated
    /// like a call that reads.
    ///
    /// # Errors
    /// When Zuora gives none in time.
    pub async fn send(&self) -> Result<Grant, ZuoraError> {
        let deadline = Instant::now() + CALL_TIMEOUT;
        self.attempts.make("oauth-token", Repeat::Always, deadline, || self.send_once()).await
    }

    async fn send_once(&self) -> Result<Grant, ZuoraError> {
        let form = [
            ("client_id", self.client.id.as_str()),
            ("client_secret", self.client.secret.expose_secret()),
            ("grant_type", "client_credentials"),
        ];
        let mut request = self.http.post(self.url.clone()).form(&form);
        if let Some(entity) = &self.client.entity_id {
            request = request.header("Zuora-Entity-Ids", entity);
        }
        let sent = json!({"grant_type": "client_credentials"});
        let _exchange = flow_records::begin(
            &Method::POST,
            &self.url,
            Some(&sent),
            &["client_id", "client_secret", "access_token"],
        );
        let response = request.send().await?;
        let status = response.status();
        flow_records::answered(status.as_u16(), None);
        if status.is_success() {
            let body = read_body(response, MAX_BYTES).await?;
            read(&body).ok_or(ZuoraError::Protocol(status.as_u16(), "the body is no bearer token"))
        } else if let Some(busy) = ZuoraError::busy(&response) {
            Err(busy)
        } else if matches!(status.as_u16(), 400 | 401 | 403) {
            Err(ZuoraError::ClientRefused)
        } else {
            Err(ZuoraError::Protocol(status.as_u16(), "no bearer token"))
        }
    }
}

/// The token in the body of a reply, if it is a valid header value.
fn read(body: &[u8]) -> Option<Grant> {
    let TokenReply { access_token: secret, expires_in } = serde_json::from_slice(body).ok()?;
    let token = secret.expose_secret();
    let is_valid = (1..=MAX_TOKEN_LENGTH).contains(&token.len())
        && token.bytes().all(|byte| byte.is_ascii_graphic());
    let life = Duration::from_secs(expires_in.min(MAX_LIFE_SECONDS));
    is_valid.then_some(Grant { secret, life })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fuzz_bearer_token() {
        crate::fuzz::fuzz("bearer_token", |bytes| {
            let Some(grant) = read(bytes) else { return };
            let token = grant.secret.expose_secret();
            assert!(axum::http::HeaderValue::from_str(&format!("Bearer {token}")).is_ok());
            assert!(grant.life <= Duration::from_hours(24), "{grant:?}");
            assert!(token.len() < 12 || !format!("{grant:?}").contains(token), "it is shown");
        });
    }
}
