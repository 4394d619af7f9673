//! What the hosted page is said to have told, and whether it is true.
//!
//! It has been through the customer's browser, so nothing of it counts until Zuora's own signature over it has been checked with the tenant's own key, until
//! it is found to belong to the session and account that ask, to be young, and to be told for the first time.

use crate::{
    api::{ApiError, ApiErrorKind, Callback, PageTicket},
    server::operations::context::RequestContext,
    zuora::{Bound as _, PaymentMethod},
};
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    future::ready,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Zuora: what is older is not believed.
const TRUSTED_FOR: Duration = Duration::from_mins(5);

impl RequestContext {
    /// A ticket for the RSA signature of the hosted page, where the page is, and what marks it as shown to this session.
    ///
    /// # Errors
    /// When there is none, and as every ticket.
    pub async fn page_ticket(&self) -> Result<PageTicket, ApiError> {
        let page = self.state.hosted_page.as_ref().ok_or(ApiErrorKind::NotConfigured)?;
        let mut passthrough = String::new();
        let ticket = self.ticket(|account| {
            passthrough = self.mark("page", account.value());
            ready(Ok(page.id.clone()))
        });
        Ok(PageTicket { ticket: ticket.await?, page_uri: page.uri.to_string(), passthrough })
    }

    /// The card that the hosted page says it has saved, now in the session's account.
    ///
    /// # Errors
    /// When the callback is not Zuora's, not this session's, too old, or was told before; or when Zuora does not do its part.
    pub async fn hosted_card(&self, callback: &Callback) -> Result<PaymentMethod, ApiError> {
        let page = self.state.hosted_page.as_ref().ok_or(ApiErrorKind::NotConfigured)?;
        let account = self.account(&self.state.lookups).await?;
        let refused = |why: &'static str, kind: ApiErrorKind| {
            tracing::warn!(request = %self.request, why, "a callback of the hosted page was refused");
            self.record("callback refused", Some(&account), Some(why));
            ApiError::from(kind)
        };
        let zuora = &self.state.zuora;
        let request = self.request.to_string();
        let unanswered = |error| self.told("rsa-signatures", &error);
        // Cheap checks first; none of them counts before the signature does.
        if !self.has_marked(&callback.passthrough, "page", account.value()) {
            return Err(refused(
                "it belongs to another session or account",
                ApiErrorKind::CallbackRefused,
            ));
        }
        // What is signed is parts with this between them, and the customer's browser chooses some of them.
        if !has_parts(callback) {
            return Err(refused(
                "it is not made of the parts that it should be",
                ApiErrorKind::CallbackRefused,
            ));
        }
        if !is_young(&callback.timestamp) {
            return Err(refused("it is too old", ApiErrorKind::CallbackRefused));
        }
        let tenant = zuora.public_key(page.uri.as_str(), page.id.value(), &request);
        let tenant = tenant.await.map_err(unanswered)?;
        let text = page.signed_text(callback, &tenant.tenant_id);
        if !is_signed(&text, &callback.signature, &tenant.key) {
            return Err(refused("its signature is not Zuora's", ApiErrorKind::CallbackRefused));
        }
        let payment_method =
            zuora.opened(&callback.ref_id, &tenant.key, &request).await.map_err(unanswered)?;
        // Zuora remembers for every replica what was told before: a payment method that belongs to somebody was.
        if !zuora.is_orphan(&payment_method, &request).await.map_err(unanswered)? {
            return Err(refused("it was told before", ApiErrorKind::CallbackReplayed));
        }
        zuora.attach(&payment_method, &account, &request).await.map_err(unanswered)?;
        self.record("card attached", Some(&account), None);
        self.card_in(&account, &payment_method).await
    }
}

fn is_young(timestamp: &str) -> bool {
    let Ok(millis) = timestamp.parse() else {
        return false;
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // Zuora's clock may be ahead of ours.
    now.abs_diff(Duration::from_millis(millis)) <= TRUSTED_FOR
}

fn is_signed(text: &str, signature: &str, key: &str) -> bool {
    let decode = |base64: &str| STANDARD.decode(base64).ok();
    let Some((signature, key)) = decode(signature).zip(decode(key)) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA512, key);
    key.verify(text.as_bytes(), &signature).is_ok()
}

/// Whether what is between the parts is in none of them.
fn has_parts(callback: &Callback) -> bool {
    let parts = [&callback.token, &callback.timestamp, &callback.ref_id];
    !parts.iter().any(|part| part.contains('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t25_only_what_is_young_and_made_of_its_parts_is_looked_at() {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_millis();
        let minute = 60_000;
        for (millis, young) in [
            (now, true),
            (now - 4 * minute, true),
            (now + 4 * minute, true),
            (now - 6 * minute, false),
            (now + 6 * minute, false),
        ] {
            assert_eq!(is_young(&millis.to_string()), young, "{millis}");
        }
        for odd in ["", "-1", "soon", "1e12"] {
            assert!(!is_young(odd), "{odd}");
        }
        let callback = |token: &str, timestamp: &str, ref_id: &str| Callback {
            ref_id: ref_id.into(),
            token: token.into(),
            timestamp: timestamp.into(),
            passthrough: "a".into(),
            signature: "AAAA".into(),
        };
        assert!(has_parts(&callback("t", "1", "r")));
        for other in
            [callback("t#1##X", "1", "r"), callback("t", "1#", "r"), callback("t", "1", "#r")]
        {
            assert!(!has_parts(&other), "{other:?}");
        }
    }
}
