//! The server's calls to Zuora: how they are made, and the one that this server is for: a ticket for one call of the browser's.

pub mod bearer;
mod endpoints;
pub mod hosted_page;
pub mod hosts;
pub mod http;

use crate::{
    server::{
        settings::Client,
        zuora_client::{
            bearer::Bearer,
            http::{CALL_TIMEOUT, MAX_BYTES, ZuoraError, answer},
        },
    },
    zuora::{Answer, Bound as _, Fields, FromFields, Operation, Ticket, is_credential, is_key},
};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use url::Url;

/// Calls Zuora as the shop.
pub struct ZuoraClient {
    http: reqwest::Client,
    base_url: Url,
    entity_id: Option<String>,
    bearer: Bearer,
}

/// One call.
struct Call<'a> {
    method: Method,
    url: Url,
    /// Sent as JSON.
    body: Option<Value>,
    /// The id that stands in Zuora's logs as in ours.
    track_id: &'a str,
    most_bytes: usize,
}

/// Zuora's reply to `POST /v1/hmac-signatures`.
struct Signed {
    signature: String,
    token: String,
}

impl FromFields for Signed {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let credential = |name| json.text(name).filter(|text| is_credential(text));
        Some(Self { signature: credential("signature")?, token: credential("token")? })
    }
}

impl ZuoraClient {
    /// A client of the Zuora at `base_url`.
    pub fn new(http: reqwest::Client, base_url: Url, client: Client) -> Self {
        Self {
            bearer: Bearer::new(http.clone(), &base_url, client.clone()),
            entity_id: client.entity_id,
            base_url,
            http,
        }
    }

    /// Whether Zuora can be reached, and gives this server a bearer token.
    ///
    /// # Errors
    /// When not.
    pub async fn ready(&self) -> Result<(), ZuoraError> {
        let addresses = self
            .base_url
            .socket_addrs(|| None)
            .map_err(|error| ZuoraError::Unreachable(error.to_string()))?;
        let connected = timeout(CALL_TIMEOUT, TcpStream::connect(&*addresses)).await;
        let connected = connected.map_err(|_| ZuoraError::TimedOut)?;
        connected.map_err(|error| ZuoraError::Unreachable(error.to_string()))?;
        self.bearer.token().await.map(|_| ())
    }

    /// A ticket for one call of `Op` with this bound value.
    ///
    /// # Errors
    /// When Zuora gives none in time.
    pub async fn ticket<Op: Operation>(
        &self,
        bound: Op::Bound,
        track_id: &str,
    ) -> Result<Ticket<Op>, ZuoraError> {
        let uri = self.url(Op::segments(&bound))?.to_string();
        let mut body = json!({"uri": uri, "method": Op::METHOD});
        if let Some(field) = Op::Bound::FIELD {
            body[field] = bound.value().into();
        }
        let signed: Signed = self
            .call(Call {
                method: Method::POST,
                url: self.url(["v1", "hmac-signatures"])?,
                body: Some(body),
                track_id,
                most_bytes: MAX_BYTES,
            })
            .await?;
        Ok(Ticket::new(signed.signature, signed.token, uri, bound))
    }

    /// What Zuora answers to a call, within the time limit. A bearer token that Zuora no longer takes is renewed once on the way.
    async fn call<Reply: FromFields>(&self, call: Call<'_>) -> Result<Reply, ZuoraError> {
        let answered = timeout(CALL_TIMEOUT, async {
            match self.try_once(&call).await {
                Err(ZuoraError::BearerRefused) => self.try_once(&call).await,
                result => result,
            }
        });
        match answered.await.map_err(|_| ZuoraError::TimedOut)?? {
            Answer::Done(reply) => Ok(reply),
            Answer::Refused(refusal) => Err(ZuoraError::Refused(refusal)),
        }
    }

    async fn try_once<Reply: FromFields>(
        &self,
        call: &Call<'_>,
    ) -> Result<Answer<Reply>, ZuoraError> {
        let token = self.bearer.token().await?;
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .bearer_auth(token.expose_secret())
            .header("Zuora-Track-Id", call.track_id);
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        if let Some(entity) = &self.entity_id {
            request = request.header("Zuora-Entity-Ids", entity);
        }
        let answer = answer(request.send().await?, call.most_bytes).await;
        if matches!(answer, Err(ZuoraError::BearerRefused)) {
            self.bearer.forget(&token).await;
        }
        answer
    }

    /// The address with this path.
    ///
    /// # Errors
    /// When one of them is no key of Zuora's: it could lead the call, and the bearer token with it, to another address.
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
