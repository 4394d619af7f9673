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
    zuora::is_key,
};
use futures::FutureExt as _;
use std::sync::Arc;
use tokio::{net::TcpStream, time::timeout};
use url::Url;

pub struct ZuoraClient {
    http: reqwest::Client,
    base_url: Url,
    entity_id: Option<String>,
    bearer: Bearer,
    attempts: Arc<Attempts>,
    tenant_keys: TenantKeys,
}

impl ZuoraClient {
    pub fn new(http: reqwest::Client, base_url: Url, client: Client) -> Self {
        let attempts = Arc::<Attempts>::default();
        let entity_id = client.entity_id.clone();
        let request = TokenRequest::new(http.clone(), &base_url, client, attempts.clone());
        let request = Arc::new(request);
        let fetch = move || {
            let request = request.clone();
            async move { request.send().await }.boxed()
        };
        let bearer = Bearer::new(fetch);
        Self { bearer, attempts, tenant_keys: TenantKeys::default(), entity_id, base_url, http }
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

    /// The URL of this path.
    ///
    /// # Errors
    /// When a segment is no key of Zuora's: it could send the call, and the bearer token with it,
    /// somewhere else.
    fn url<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Result<Url, ZuoraError> {
        let segments: Vec<_> = segments.into_iter().filter(|segment| !segment.is_empty()).collect();
        if !segments.iter().all(|segment| is_key(segment)) {
            return Err(ZuoraError::NotAKey);
        }
        let mut url = self.base_url.clone();
        url.set_path("");
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        Ok(url)
    }
}
