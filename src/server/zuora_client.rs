//! The server's calls to Zuora: how they are made, and the one that this server is for, which gets a
//! ticket for one call by the browser.

pub mod accounts;
mod attempts;
mod bearer;
mod call;
pub mod checks;
mod endpoints;
pub mod hosted_page;
pub mod hosts;
pub mod http;
mod payment_methods;
pub mod public_key;
pub mod tenant_keys;
mod ticket;
pub mod watch;

use crate::{
    server::{
        settings::Client,
        zuora_client::{
            attempts::Attempts,
            bearer::{Bearer, TokenRequest},
            http::{CALL_TIMEOUT, ZuoraError},
            tenant_keys::TenantKeys,
        },
    },
    zuora::is_segment,
};
use futures::FutureExt as _;
use std::sync::Arc;
use tokio::{net::TcpStream, time::timeout};
use url::Url;

pub struct ZuoraClient {
    http: reqwest::Client,
    base_url: Url,
    /// Where signatures are made.
    hmac_signatures: Url,
    entity_id: Option<String>,
    bearer: Bearer,
    attempts: Arc<Attempts>,
    tenant_keys: TenantKeys,
}

impl ZuoraClient {
    pub fn new(http: reqwest::Client, mut base_url: Url, client: Client) -> Self {
        base_url.set_path("");
        let attempts = Arc::<Attempts>::default();
        let entity_id = client.entity_id.clone();
        let request = TokenRequest::new(http.clone(), &base_url, client, attempts.clone());
        let request = Arc::new(request);
        let fetch = move || {
            let request = request.clone();
            async move { request.send().await }.boxed()
        };
        let mut hmac_signatures = base_url.clone();
        hmac_signatures.set_path("v1/hmac-signatures");
        Self {
            http,
            base_url,
            hmac_signatures,
            entity_id,
            bearer: Bearer::new(fetch),
            attempts,
            tenant_keys: TenantKeys::default(),
        }
    }

    /// Checks that Zuora can be reached and gives this server a bearer token.
    ///
    /// # Errors
    /// When one of the two fails.
    pub async fn check_ready(&self) -> Result<(), ZuoraError> {
        self.connect().await?;
        self.bearer.token().await.map(|_| ())
    }

    /// Checks that Zuora can be reached: makes a connection, and sends nothing.
    ///
    /// # Errors
    /// When it cannot.
    async fn connect(&self) -> Result<(), ZuoraError> {
        let host = self.base_url.host_str().unwrap_or_default();
        let port = self.base_url.port_or_known_default().unwrap_or_default();
        let connected = timeout(CALL_TIMEOUT, TcpStream::connect(format!("{host}:{port}"))).await;
        let connected = connected.map_err(|_| ZuoraError::TimedOut)?;
        connected.map(|_| ()).map_err(|error| ZuoraError::Unreachable(error.to_string()))
    }

    /// The URL of this path, with each segment percent-encoded.
    ///
    /// # Errors
    /// When a segment is empty, or cannot be one: it could send the call, and the bearer token with
    /// it, somewhere else.
    fn url<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Result<Url, ZuoraError> {
        let segments: Vec<_> =
            segments.into_iter().skip_while(|segment| segment.is_empty()).collect();
        if !segments.iter().all(|segment| is_segment(segment)) {
            return Err(ZuoraError::NotAKey);
        }
        let mut url = self.base_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::zuora_client::http;
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    fn zuora() -> ZuoraClient {
        let client = Client { id: String::new(), secret: String::new().into(), entity_id: None };
        let base_url = "https://rest.test.zuora.com/".parse().expect("a URL");
        ZuoraClient::new(http::client().expect("a client"), base_url, client)
    }

    /// The key as Zuora gets it; none where no call is made.
    fn sent(zuora: &ZuoraClient, key: &str) -> Option<String> {
        let url = zuora.url(["v1", "accounts", key, "payment-methods"]).ok()?;
        let path = url.as_str().strip_prefix("https://rest.test.zuora.com/v1/accounts/");
        let key = path.and_then(|path| path.strip_suffix("/payment-methods"));
        let key = key.unwrap_or_else(|| panic!("{url}"));
        assert!(!key.contains(['/', '\\', '?', '#']), "{url}");
        Some(percent_decode_str(key).decode_utf8().expect("UTF-8").into_owned())
    }

    #[test]
    fn t9_a_key_cannot_change_the_address_that_it_is_part_of() {
        let zuora = zuora();
        for key in ["A00000001", "K/4711", "..%2F", "%2e%2e", "a\\b", "?x", "#", "Z\u{fc}rich 7"] {
            assert_eq!(sent(&zuora, key).as_deref(), Some(key));
        }
        for key in ["", ".", "..", ".\t.", "\n", &"9".repeat(71)] {
            assert_eq!(sent(&zuora, key), None, "{key:?}");
        }
        proptest!(|(key in "[./\\\\%2eE?#\\PC]{1,12}|\\PC{1,70}")| {
            let is_dots = matches!(&*key, "." | "..");
            prop_assert_eq!(sent(&zuora, &key), (!is_dots).then_some(key));
        });
    }
}
