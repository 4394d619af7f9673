//! One call to Zuora: what is sent, and how it is made with the server's bearer token.

use crate::{
    server::{
        flow_records,
        request_id::RequestId,
        zuora_client::{
            ZuoraClient,
            attempts::Repeat,
            bearer::Token,
            http::{CALL_TIMEOUT, Reader, ZuoraError, read_answer},
        },
    },
    zuora::{Answer, FromFields},
};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};
use url::Url;

pub(super) struct Call {
    /// The name in metrics and in the log.
    pub operation: &'static str,
    pub repeat: Repeat,
    pub method: Method,
    pub url: Url,
    pub body: Option<Value>,
    /// Zuora logs its id, as we do.
    pub request: RequestId,
    pub max_bytes: usize,
}

impl ZuoraClient {
    /// Makes a call within the time limit.
    ///
    /// A bearer token that Zuora no longer takes is renewed once, and the call made again: Zuora has
    /// done nothing then. What else allows another attempt is said by [`Repeat`].
    ///
    /// # Errors
    /// When Zuora refuses the call, or does not answer it.
    pub(super) async fn call<Reply: FromFields>(&self, call: Call) -> Result<Reply, ZuoraError> {
        self.call_and_read(call, Answer::read).await
    }

    /// The same for an operation whose answer has another form.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub(super) async fn call_and_read<Reply>(
        &self,
        call: Call,
        read: Reader<Reply>,
    ) -> Result<Reply, ZuoraError> {
        let deadline = Instant::now() + CALL_TIMEOUT;
        let token = self.token_until(deadline).await?;
        let answer = match self.attempt(&call, &token, deadline, read).await {
            Err(ZuoraError::BearerRefused) if self.bearer.refuse(&token) => {
                let token = self.token_until(deadline).await?;
                self.attempt(&call, &token, deadline, read).await
            }
            answer => answer,
        };
        match answer? {
            Answer::Done(reply) => Ok(reply),
            Answer::Refused(refusal) => Err(ZuoraError::Refused(refusal)),
        }
    }

    async fn token_until(&self, deadline: Instant) -> Result<Token, ZuoraError> {
        timeout_at(deadline, self.bearer.token()).await.map_err(|_| ZuoraError::TimedOut)?
    }

    async fn attempt<Reply>(
        &self,
        call: &Call,
        token: &Token,
        deadline: Instant,
        read: Reader<Reply>,
    ) -> Result<Answer<Reply>, ZuoraError> {
        let send = || self.send(call, token, read);
        let answer = self.attempts.make(call.operation, call.repeat, deadline, send).await;
        if answer.is_ok() {
            self.bearer.accept(token);
        }
        answer
    }

    async fn send<Reply>(
        &self,
        call: &Call,
        token: &Token,
        read: Reader<Reply>,
    ) -> Result<Answer<Reply>, ZuoraError> {
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .bearer_auth(token.secret.expose_secret())
            .header("Zuora-Track-Id", call.request.to_string());
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        if let Some(entity) = &self.entity_id {
            request = request.header("Zuora-Entity-Ids", entity);
        }
        let _exchange =
            flow_records::begin(&call.method, &call.url, call.body.as_ref(), &["Authorization"]);
        read_answer(request.send().await?, call.max_bytes, read).await
    }
}
