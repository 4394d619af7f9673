//! The signing client: turns the server's right to call Zuora into a ticket for one call of the browser's.

use super::{
    bearer::Bearer,
    outbound::{TICKET_LIMIT, ZuoraError, answer},
    settings::Client,
};
use crate::zuora::{Answer, Bound as _, Fields, FromFields, Operation, Ticket};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use url::Url;

/// Asks Zuora's HMAC API for signatures.
pub struct Signer {
    http: reqwest::Client,
    base_url: Url,
    entity_id: Option<String>,
    bearer: Bearer,
}

/// Zuora's reply to `POST /v1/hmac-signatures`.
struct Signed {
    signature: String,
    token: String,
}

impl FromFields for Signed {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            signature: json.text("signature")?,
            token: json.text("token")?,
        })
    }
}

impl Signer {
    /// A signing client of the Zuora at `base_url`.
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
        let connected = timeout(TICKET_LIMIT, TcpStream::connect(&*addresses)).await;
        let connected = connected.map_err(|_| ZuoraError::TimedOut)?;
        connected.map_err(|error| ZuoraError::Unreachable(error.to_string()))?;
        self.bearer.token().await.map(|_| ())
    }

    /// A ticket for one call of `Op` with this bound value. `track_id` stands in Zuora's logs as in ours.
    ///
    /// # Errors
    /// When Zuora gives none in time. A bearer token that Zuora no longer takes is renewed once on the way.
    pub async fn ticket<Op: Operation>(&self, bound: Op::Bound, track_id: &str) -> Result<Ticket<Op>, ZuoraError> {
        let uri = self.url(Op::PATH).to_string();
        let request = json!({"uri": uri, "method": Op::METHOD, Op::Bound::FIELD: bound.value()});
        let signed = timeout(TICKET_LIMIT, async {
            match self.sign(&request, track_id).await {
                Err(ZuoraError::BearerRefused) => self.sign(&request, track_id).await,
                result => result,
            }
        });
        let signed = signed.await.map_err(|_| ZuoraError::TimedOut)??;
        Ok(Ticket::issued(signed.signature, signed.token, uri, bound))
    }

    async fn sign(&self, request: &Value, track_id: &str) -> Result<Signed, ZuoraError> {
        let token = self.bearer.token().await?;
        let mut call = self
            .http
            .post(self.url("/v1/hmac-signatures"))
            .bearer_auth(token.expose_secret())
            .header("Zuora-Track-Id", track_id)
            .json(request);
        if let Some(entity) = &self.entity_id {
            call = call.header("Zuora-Entity-Ids", entity);
        }
        match answer(call.send().await?).await {
            Ok(Answer::Done(signed)) => Ok(signed),
            Ok(Answer::Refused(refusal)) => Err(ZuoraError::Refused(refusal)),
            Err(error) => {
                if matches!(error, ZuoraError::BearerRefused) {
                    self.bearer.forget(&token).await;
                }
                Err(error)
            }
        }
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base_url.clone();
        url.set_path(path);
        url
    }
}
