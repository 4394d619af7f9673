//! *RSA Signatures*: opens the page that Zuora hosts, and checks what it reports.
//!
//! The report has been through the customer's browser. The server accepts it only if Zuora's
//! signature over it is valid by the tenant's own key, it belongs to the session and account that
//! send it, it is recent, and its card is attached to no account yet.

use crate::{
    api::{ApiError, ApiErrorKind, Callback, PageTicket},
    server::operations::{
        context::{RequestContext, log_zuora_error},
        payment_methods,
    },
    zuora::{AccountKey, Bound as _, PaymentMethod, RsaSignatures},
};
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Zuora: an older report is not to be trusted.
const MAX_AGE: Duration = Duration::from_mins(5);

/// What the session's code in the page's pass-through parameter is for.
const PURPOSE: &str = "page";

/// A ticket for the RSA signature of the hosted page, the page's address, and the code that proves
/// that it was opened for this session.
///
/// # Errors
/// When no hosted page is configured, those of [`RequestContext::begin`], or when Zuora gives no
/// ticket.
pub async fn sign(context: &RequestContext) -> Result<PageTicket, ApiError> {
    let page = context.state.hosted_page.as_ref().ok_or(ApiErrorKind::NotConfigured)?;
    let permit = context.begin::<RsaSignatures>().await?;
    let passthrough = context.session_mac(PURPOSE, permit.account().value());
    let ticket = permit.sign(page.id.clone()).await?;
    Ok(PageTicket { ticket, page_uri: page.uri.to_string(), passthrough })
}

/// Attaches the card that the hosted page reports to the session's account, and returns it.
///
/// # Errors
/// When the report is not Zuora's, not this session's, too old, or was brought before; or when a
/// call to Zuora fails.
pub async fn confirm(
    context: &RequestContext,
    callback: &Callback,
) -> Result<PaymentMethod, ApiError> {
    let page = context.state.hosted_page.as_ref().ok_or(ApiErrorKind::NotConfigured)?;
    let account = context.account(&context.state.lookups).await?;
    let refuse = |reason| refuse(context, &account, reason, ApiErrorKind::CallbackRefused);
    let (zuora, id) = (&context.state.zuora, context.id);
    let failed = |error| log_zuora_error("rsa-signatures", &error);
    // Cheap checks first; none of them counts before the signature does.
    if !context.verifies(&callback.passthrough, PURPOSE, account.value()) {
        return Err(refuse("it belongs to another session or account"));
    }
    if !has_unambiguous_parts(callback) {
        return Err(refuse("one of its parts contains a separator"));
    }
    if !is_recent(&callback.timestamp) {
        return Err(refuse("it is too old"));
    }
    let tenant = zuora.fetch_public_key(page.uri.as_str(), page.id.value(), id).await;
    let tenant = tenant.map_err(failed)?;
    let text = page.signed_text(callback, &tenant.tenant_id);
    if !is_signed(&text, &callback.signature, &tenant.key) {
        return Err(refuse("its signature is not Zuora's"));
    }
    let payment_method =
        zuora.decrypt_ref_id(&callback.ref_id, &tenant.key, id).await.map_err(failed)?;
    // Zuora remembers for every replica which reports have been used: their cards have an account.
    if !zuora.is_orphan(&payment_method, id).await.map_err(failed)? {
        let kind = ApiErrorKind::CallbackReplayed;
        return Err(self::refuse(context, &account, "it was brought before", kind));
    }
    zuora.attach(&payment_method, &account, id).await.map_err(failed)?;
    context.audit("card attached", Some(&account), None);
    payment_methods::find(context, &account, &payment_method).await
}

fn refuse(
    context: &RequestContext,
    account: &AccountKey,
    reason: &'static str,
    kind: ApiErrorKind,
) -> ApiError {
    tracing::warn!(reason, "a callback of the hosted page was refused");
    context.audit("callback refused", Some(account), Some(reason));
    kind.into()
}

fn is_recent(timestamp: &str) -> bool {
    let Ok(millis) = timestamp.parse() else {
        return false;
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // Zuora's clock may be ahead of ours.
    now.abs_diff(Duration::from_millis(millis)) <= MAX_AGE
}

fn is_signed(text: &str, signature: &str, key: &str) -> bool {
    let decode = |base64: &str| STANDARD.decode(base64).ok();
    let Some((signature, key)) = decode(signature).zip(decode(key)) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA512, key);
    key.verify(text.as_bytes(), &signature).is_ok()
}

/// Zuora joins the signed parts by `#`. A field that the browser controls may not contain one, or it
/// could be read as another.
fn has_unambiguous_parts(callback: &Callback) -> bool {
    let parts = [&callback.token, &callback.timestamp, &callback.ref_id];
    !parts.iter().any(|part| part.contains('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t25_only_recent_callbacks_with_unambiguous_parts_are_considered() {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_millis();
        let minute = 60_000;
        for (millis, recent) in [
            (now, true),
            (now - 4 * minute, true),
            (now + 4 * minute, true),
            (now - 6 * minute, false),
            (now + 6 * minute, false),
        ] {
            assert_eq!(is_recent(&millis.to_string()), recent, "{millis}");
        }
        for odd in ["", "-1", "soon", "1e12"] {
            assert!(!is_recent(odd), "{odd}");
        }
        let callback = |token: &str, timestamp: &str, ref_id: &str| Callback {
            ref_id: ref_id.into(),
            token: token.into(),
            timestamp: timestamp.into(),
            passthrough: "a".into(),
            signature: "AAAA".into(),
        };
        assert!(has_unambiguous_parts(&callback("t", "1", "r")));
        for other in
            [callback("t#1##X", "1", "r"), callback("t", "1#", "r"), callback("t", "1", "#r")]
        {
            assert!(!has_unambiguous_parts(&other), "{other:?}");
        }
    }
}
