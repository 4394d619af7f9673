//! The server's own way into Zuora: an OAuth bearer token, fetched once and shared by all requests until shortly before it expires.

use super::{
    outbound::{ZuoraError, capped_body},
    settings::Client,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use url::Url;

/// A token is renewed this long before it expires, or when a tenth of its life is left, whichever is less (Zuora's sample: 300 s).
const MOST_EARLY: Duration = Duration::from_mins(5);

/// Zuora's bearer tokens for one client. Asking is cheap; at most one request for a new token is under way at a time, and everybody who
/// asks meanwhile waits for that one (Zuora limits token requests per address).
pub struct Bearer {
    http: reqwest::Client,
    url: Url,
    client: Client,
    current: Mutex<Option<Token>>,
}

struct Token {
    secret: SecretString,
    renew_at: Instant,
}

/// Zuora's reply to `POST /oauth/token`.
#[derive(Deserialize)]
struct Granted {
    access_token: SecretString,
    expires_in: u64,
}

impl Bearer {
    pub fn new(http: reqwest::Client, base_url: &Url, client: Client) -> Self {
        let mut url = base_url.clone();
        url.set_path("/oauth/token");
        Self {
            http,
            url,
            client,
            current: Mutex::new(None),
        }
    }

    /// A token that is good now.
    ///
    /// # Errors
    /// When there is none yet and Zuora gives none.
    pub async fn token(&self) -> Result<SecretString, ZuoraError> {
        let mut current = self.current.lock().await;
        if let Some(token) = current.as_ref().filter(|token| Instant::now() < token.renew_at) {
            return Ok(token.secret.clone());
        }
        let granted = self.request().await?;
        let life = Duration::from_secs(granted.expires_in);
        let kept = life.saturating_sub(MOST_EARLY).max(life / 10 * 9);
        *current = Some(Token {
            secret: granted.access_token.clone(),
            renew_at: Instant::now() + kept,
        });
        Ok(granted.access_token)
    }

    /// Forgets a token that Zuora has refused, unless a newer one has taken its place meanwhile.
    pub async fn forget(&self, refused: &SecretString) {
        let mut current = self.current.lock().await;
        if current
            .as_ref()
            .is_some_and(|token| token.secret.expose_secret() == refused.expose_secret())
        {
            *current = None;
        }
    }

    async fn request(&self) -> Result<Granted, ZuoraError> {
        let form = [
            ("client_id", self.client.id.as_str()),
            ("client_secret", self.client.secret.expose_secret()),
            ("grant_type", "client_credentials"),
        ];
        let mut request = self.http.post(self.url.clone()).form(&form);
        if let Some(entity) = &self.client.entity_id {
            request = request.header("Zuora-Entity-Ids", entity);
        }
        let response = request.send().await?;
        let status = response.status();
        if status.is_success() {
            let body = capped_body(response).await?;
            serde_json::from_slice(&body).map_err(|_| ZuoraError::Protocol(status.as_u16(), "the body is no bearer token"))
        } else if matches!(status.as_u16(), 400 | 401 | 403) {
            Err(ZuoraError::Unauthorized)
        } else {
            Err(ZuoraError::Protocol(status.as_u16(), "no bearer token"))
        }
    }
}
