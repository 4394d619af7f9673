//! The server's calls to Zuora: how they are made, and the one that this server is for, which gets a
//! ticket for one call by the browser.

pub mod accounts;
pub mod bearer;
pub mod checks;
mod endpoints;
pub mod hosted_page;
pub mod hosts;
pub mod http;
mod payment_methods;
pub mod public_key;
pub mod tenant_keys;

use crate::{
    server::{
        flow_breaks, flow_records,
        request_id::RequestId,
        settings::Client,
        zuora_client::{
            bearer::Bearer,
            http::{CALL_TIMEOUT, MAX_BYTES, Reader, ZuoraError, read_answer},
            tenant_keys::TenantKeys,
        },
    },
    zuora::{Answer, Bound as _, Fields, FromFields, Operation, Ticket, is_credential, is_key},
};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use url::Url;

pub struct ZuoraClient {
    http: reqwest::Client,
    base_url: Url,
    entity_id: Option<String>,
    bearer: Bearer,
    tenant_keys: TenantKeys,
}

struct Call {
    method: Method,
    url: Url,
    body: Option<Value>,
    /// Zuora logs its id, as we do.
    request: RequestId,
    max_bytes: usize,
}

/// Zuora's reply to `POST /v1/hmac-signatures`.
struct HmacReply {
    signature: String,
    token: String,
}

impl FromFields for HmacReply {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let credential = |name| json.text(name).filter(|text| is_credential(text));
        Some(Self { signature: credential("signature")?, token: credential("token")? })
    }
}

impl ZuoraClient {
    pub fn new(http: reqwest::Client, base_url: Url, client: Client) -> Self {
        Self {
            bearer: Bearer::new(http.clone(), &base_url, client.clone()),
            tenant_keys: TenantKeys::default(),
            entity_id: client.entity_id,
            base_url,
            http,
        }
    }

    /// Checks that Zuora can be reached and gives this server a bearer token.
    ///
    /// # Errors
    /// When one of the two fails.
    pub async fn check_ready(&self) -> Result<(), ZuoraError> {
        let addresses = self
            .base_url
            .socket_addrs(|| None)
            .map_err(|error| ZuoraError::Unreachable(error.to_string()))?;
        let connected = timeout(CALL_TIMEOUT, TcpStream::connect(&*addresses)).await;
        let connected = connected.map_err(|_| ZuoraError::TimedOut)?;
        connected.map_err(|error| ZuoraError::Unreachable(error.to_string()))?;
        self.bearer.token().await.map(|_| ())
    }

    /// Gets a ticket for one call of `Op` with this bound value.
    ///
    /// # Errors
    /// When Zuora gives none in time.
    pub async fn fetch_ticket<Op: Operation>(
        &self,
        bound: Op::Bound,
        request: RequestId,
    ) -> Result<Ticket<Op>, ZuoraError> {
        let uri = self.url(Op::segments(&bound))?.to_string();
        let mut body = json!({"uri": uri, "method": Op::METHOD});
        if let Some(field) = Op::Bound::FIELD {
            body[field] = bound.value().into();
        }
        let (http, zuora) = (&self.http, &self.base_url);
        flow_breaks::before_signing(http, zuora, Op::PATH, &mut body, request).await;
        let signed: HmacReply = self
            .call(Call {
                method: Method::POST,
                url: self.url(["v1", "hmac-signatures"])?,
                body: Some(body),
                request,
                max_bytes: MAX_BYTES,
            })
            .await?;
        flow_breaks::after_signing(http, zuora, Op::PATH, &signed.token).await;
        Ok(Ticket::new(signed.signature, signed.token, uri, bound))
    }

    /// Makes a call within the time limit. A bearer token that Zuora no longer takes is renewed once:
    /// Zuora has done nothing then. No call is repeated for another reason, because Zuora may have
    /// carried out one whose answer was lost.
    async fn call<Reply: FromFields>(&self, call: Call) -> Result<Reply, ZuoraError> {
        self.call_and_read(call, Answer::read).await
    }

    /// The same for an operation whose answer has another form.
    async fn call_and_read<Reply>(
        &self,
        call: Call,
        read: Reader<Reply>,
    ) -> Result<Reply, ZuoraError> {
        let answered = timeout(CALL_TIMEOUT, async {
            match self.try_once(&call, read).await {
                Err(ZuoraError::BearerRefused) => self.try_once(&call, read).await,
                result => result,
            }
        });
        match answered.await.map_err(|_| ZuoraError::TimedOut)?? {
            Answer::Done(reply) => Ok(reply),
            Answer::Refused(refusal) => Err(ZuoraError::Refused(refusal)),
        }
    }

    async fn try_once<Reply>(
        &self,
        call: &Call,
        read: Reader<Reply>,
    ) -> Result<Answer<Reply>, ZuoraError> {
        let token = self.bearer.token().await?;
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .bearer_auth(token.expose_secret())
            .header("Zuora-Track-Id", call.request.to_string());
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        if let Some(entity) = &self.entity_id {
            request = request.header("Zuora-Entity-Ids", entity);
        }
        let _exchange =
            flow_records::begin(&call.method, &call.url, call.body.as_ref(), &["Authorization"]);
        let answer = read_answer(request.send().await?, call.max_bytes, read).await;
        if matches!(answer, Err(ZuoraError::BearerRefused)) {
            self.bearer.forget(&token).await;
        }
        answer
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
