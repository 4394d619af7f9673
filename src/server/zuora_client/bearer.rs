//! The server's OAuth bearer token, fetched once and shared by all requests until shortly before it
//! expires.

use crate::server::{
    flow_records,
    settings::Client,
    zuora_client::http::{MAX_BYTES, ZuoraError, is_busy, read_body},
};
use reqwest::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use url::Url;

/// A token is renewed this long before it expires, or when a tenth of its life is left, whichever is less (Zuora's sample: 300 s).
const MAX_RENEWAL_MARGIN: Duration = Duration::from_mins(5);

/// HTTP servers reject longer headers.
const MAX_TOKEN_LENGTH: usize = 8 * 1024;

/// How long a rejected client is not tried again: another attempt would not make its secret right.
const REJECTION_TTL: Duration = Duration::from_secs(5);

/// Bearer tokens for one client. At most one token request is in flight at a time, and all callers
/// meanwhile wait for it and share its outcome (Zuora limits token requests by address).
pub struct Bearer {
    http: reqwest::Client,
    url: Url,
    client: Client,
    last: Mutex<LastOutcome>,
}

/// The outcome of the last token request.
#[derive(Default)]
struct LastOutcome {
    token: Option<Token>,
    failure: Option<(Instant, ZuoraError)>,
}

struct Token {
    secret: SecretString,
    renew_at: Instant,
}

/// Zuora's reply to `POST /oauth/token`.
#[derive(Deserialize)]
struct TokenReply {
    access_token: SecretString,
    expires_in: u64,
}

/// How long after it was issued a token is renewed.
fn renew_after(life: Duration) -> Duration {
    life.saturating_sub(MAX_RENEWAL_MARGIN).max(life / 10 * 9)
}

impl Bearer {
    pub fn new(http: reqwest::Client, base_url: &Url, client: Client) -> Self {
        let mut url = base_url.clone();
        url.set_path("/oauth/token");
        Self { http, url, client, last: Mutex::default() }
    }

    /// A valid token: the stored one, or a new one.
    ///
    /// # Errors
    /// When there is none, and Zuora gives none.
    pub async fn token(&self) -> Result<SecretString, ZuoraError> {
        let requested = Instant::now();
        let mut last = self.last.lock().await;
        if let Some(token) = last.token.as_ref().filter(|token| Instant::now() < token.renew_at) {
            return Ok(token.secret.clone());
        }
        if let Some((at, failure)) = &last.failure {
            let while_waiting = *at >= requested;
            let for_good =
                matches!(failure, ZuoraError::ClientRefused) && at.elapsed() < REJECTION_TTL;
            if while_waiting || for_good {
                return Err(failure.clone());
            }
        }
        match self.request().await {
            Ok(reply) => {
                let life = Duration::from_secs(reply.expires_in);
                last.failure = None;
                last.token = Some(Token {
                    secret: reply.access_token.clone(),
                    renew_at: Instant::now() + renew_after(life),
                });
                Ok(reply.access_token)
            }
            Err(failure) => {
                last.failure = Some((Instant::now(), failure.clone()));
                Err(failure)
            }
        }
    }

    /// Discards a token that Zuora has rejected, unless a newer one has replaced it meanwhile.
    pub async fn forget(&self, refused: &SecretString) {
        let mut last = self.last.lock().await;
        if last
            .token
            .as_ref()
            .is_some_and(|token| token.secret.expose_secret() == refused.expose_secret())
        {
            last.token = None;
        }
    }

    async fn request(&self) -> Result<TokenReply, ZuoraError> {
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
            let reply: Option<TokenReply> = serde_json::from_slice(&body).ok();
            // It must be a valid header value.
            let reply = reply.filter(|reply| {
                let token = reply.access_token.expose_secret();
                (1..=MAX_TOKEN_LENGTH).contains(&token.len())
                    && token.bytes().all(|byte| byte.is_ascii_graphic())
            });
            reply.ok_or(ZuoraError::Protocol(status.as_u16(), "the body is no bearer token"))
        } else if is_busy(status) {
            Err(ZuoraError::Busy(status.as_u16()))
        } else if matches!(status.as_u16(), 400 | 401 | 403) {
            Err(ZuoraError::ClientRefused)
        } else {
            Err(ZuoraError::Protocol(status.as_u16(), "no bearer token"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token is never used in its last moments, and a short one is not renewed all the time.
    #[test]
    fn a_token_is_renewed_five_minutes_before_its_end_or_when_a_tenth_of_its_life_is_left() {
        for (life, renewed) in [
            (0, 0),
            (10, 9),
            (100, 90),
            (300, 270),
            (600, 540),
            // From here on, five minutes are less than a tenth.
            (3000, 2700),
            (3010, 2710),
            (3598, 3298),
            (7200, 6900),
        ] {
            assert_eq!(
                renew_after(Duration::from_secs(life)),
                Duration::from_secs(renewed),
                "{life}"
            );
        }
    }
}
