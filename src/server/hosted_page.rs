//! The page that Zuora hosts (Payment Pages 2.0): where it is, and whether what it tells a shop's page is true.
//!
//! What comes back has been through the customer's browser, so nothing of it counts until Zuora's own signature over it has been checked with the
//! tenant's own key, until it is found to belong to the session that asks, to be young, and to be told for the first time.

use super::visit::Visit;
use crate::{
    api::{ApiError, ApiErrorKind, Callback, PageTicket},
    zuora::{Bound as _, PageId, PaymentMethod},
};
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    future::ready,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use url::Url;

/// Zuora: the path of every hosted page.
const PATH: &str = "/apps/PublicHostedPageLite.do";
/// Zuora: what is older is not believed.
const TRUSTED_FOR: Duration = Duration::from_mins(5);
/// Zuora: the signed text has five places for parameters that are passed through. Ours is in the first.
const PASSED_THROUGH: usize = 5;

/// The hosted page of one tenant.
#[derive(Clone, Debug)]
pub struct HostedPage {
    /// Its id.
    pub id: PageId,
    /// Its address.
    pub uri: Url,
}

impl HostedPage {
    /// The page with this id, of the tenant whose REST base URL this is. Zuora: hosted pages are on the host of its user interface.
    pub fn new(id: String, base_url: &Url) -> Self {
        let mut uri = base_url.clone();
        uri.set_path(PATH);
        let host = match base_url.host_str() {
            // The one whose name does not follow from the other's.
            Some("rest.zuora.com") => Some("www.zuora.com"),
            Some(host) => host.strip_prefix("rest."),
            None => None,
        };
        if let Some(host) = host {
            // Cannot fail: it is a part of one that was good.
            let _ = uri.set_host(Some(host));
        }
        Self { id: id.into(), uri }
    }

    /// What Zuora has signed when a callback says this (Zuora: "Validate the Advanced Digital Signature"; that the payment method's id comes last, and that
    /// the callback's path is the page's own in lower case, are inferred).
    fn signed_text(&self, callback: &Callback, tenant_id: &str) -> String {
        let path = self.uri.path().to_lowercase();
        let mut parts = vec![
            &*path,
            tenant_id,
            self.id.value(),
            &callback.token,
            &callback.timestamp,
            // No error: only a success is brought to the server.
            "",
            &callback.passthrough,
        ];
        parts.extend([""; PASSED_THROUGH - 1]);
        parts.push(&callback.ref_id);
        parts.join("#")
    }
}

impl Visit {
    /// A ticket for the RSA signature of the hosted page, where the page is, and what marks it as shown to this session.
    ///
    /// # Errors
    /// When there is none, and as every ticket.
    pub async fn page_ticket(&self) -> Result<PageTicket, ApiError> {
        let page = self.shop.hosted_page.as_ref().ok_or(ApiErrorKind::NotConfigured)?;
        let mut passthrough = String::new();
        let ticket = self.ticket(|account| {
            passthrough = self.mark("page", account.value());
            ready(Ok(page.id.clone()))
        });
        Ok(PageTicket {
            ticket: ticket.await?,
            page_uri: page.uri.to_string(),
            passthrough,
        })
    }

    /// The card that the hosted page says it has saved, now in the session's account.
    ///
    /// # Errors
    /// When the callback is not Zuora's, not this session's, too old, or was told before; or when Zuora does not do its part.
    pub async fn hosted_card(&self, callback: &Callback) -> Result<PaymentMethod, ApiError> {
        let page = self.shop.hosted_page.as_ref().ok_or(ApiErrorKind::NotConfigured)?;
        let account = self.account(&self.shop.lookups).await?;
        let refused = |why: &'static str, kind: ApiErrorKind| {
            tracing::warn!(request = %self.request, why, "a callback of the hosted page was refused");
            ApiError::from(kind)
        };
        let zuora = &self.shop.zuora;
        let request = self.request.to_string();
        let unanswered = |error| self.told("rsa-signatures", &error);
        // Cheap checks first; none of them counts before the signature does.
        if callback.passthrough != self.mark("page", account.value()) {
            return Err(refused("it belongs to another session or account", ApiErrorKind::CallbackRefused));
        }
        // What is signed is parts with this between them, and the customer's browser chooses some of them.
        if [&callback.token, &callback.timestamp, &callback.ref_id]
            .iter()
            .any(|part| part.contains('#'))
        {
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
        let payment_method = zuora.opened(&callback.ref_id, &tenant.key, &request).await.map_err(unanswered)?;
        // Zuora remembers for every replica what was told before: a payment method that belongs to somebody was.
        if !zuora.is_orphan(&payment_method, &request).await.map_err(unanswered)? {
            return Err(refused("it was told before", ApiErrorKind::CallbackReplayed));
        }
        zuora.attach(&payment_method, &account, &request).await.map_err(unanswered)?;
        self.card_in(&account, &payment_method).await
    }
}

fn is_young(timestamp: &str) -> bool {
    let Ok(millis) = timestamp.parse() else { return false };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosted_pages_are_on_the_host_of_zuoras_user_interface() {
        for (rest, page) in [
            ("https://rest.zuora.com", "https://www.zuora.com"),
            ("https://rest.na.zuora.com", "https://na.zuora.com"),
            ("https://rest.sandbox.na.zuora.com", "https://sandbox.na.zuora.com"),
            ("https://rest.apisandbox.zuora.com", "https://apisandbox.zuora.com"),
            ("https://rest.test.eu.zuora.com", "https://test.eu.zuora.com"),
            ("http://127.0.0.1:3100", "http://127.0.0.1:3100"),
        ] {
            let hosted = HostedPage::new("1".into(), &rest.parse().expect("a URL"));
            assert_eq!(hosted.uri.as_str(), format!("{page}{PATH}"));
        }
    }
}
