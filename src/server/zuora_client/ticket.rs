//! The call that this server is for: it gets a ticket for one call by the browser.

use crate::{
    server::{
        flow_breaks,
        request_id::RequestId,
        zuora_client::{
            ZuoraClient,
            attempts::Repeat,
            call::Call,
            http::{MAX_BYTES, ZuoraError},
        },
    },
    zuora::{Bound as _, Fields, FromFields, Operation, Ticket, is_credential},
};
use reqwest::Method;
use serde_json::json;

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
    /// Gets a ticket for one call of `Op` with this bound value.
    ///
    /// # Errors
    /// When Zuora gives none in time.
    pub async fn fetch_ticket<Op: Operation>(
        &self,
        bound: Op::Bound,
        request: RequestId,
    ) -> Result<Ticket<Op>, ZuoraError> {
        let uri = String::from(self.url(Op::segments(&bound))?);
        let mut body = json!({"uri": uri, "method": Op::METHOD});
        if let Some(field) = Op::Bound::FIELD {
            body[field] = bound.value().into();
        }
        let (http, zuora) = (&self.http, &self.base_url);
        flow_breaks::before_signing(http, zuora, Op::PATH, &mut body, request).await;
        let signed: HmacReply = self
            .call(Call {
                operation: "hmac-signatures",
                // A ticket that nobody has got is used by nobody.
                repeat: Repeat::Always,
                method: Method::POST,
                url: self.hmac_signatures.clone(),
                body: Some(body),
                request,
                max_bytes: MAX_BYTES,
            })
            .await?;
        flow_breaks::after_signing(http, zuora, Op::PATH, &signed.token).await;
        Ok(Ticket::new(signed.signature, signed.token, uri, bound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zuora::Answer;

    /// Whatever Zuora answers, a signature and a token can be carried in a header.
    #[test]
    fn fuzz_signature() {
        crate::fuzz::fuzz("signature", |bytes| {
            let Ok(json) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
            if let Some(Answer::Done(HmacReply { signature, token })) = Answer::read(&json, 200) {
                assert!(is_credential(&signature) && is_credential(&token));
                for text in [&signature, &token] {
                    assert!(axum::http::HeaderValue::from_str(text).is_ok());
                }
                assert_eq!(json.flag("success"), Some(true));
            }
        });
    }
}
