//! *RSA Signatures*: opens the page that Zuora hosts, and checks what it reports.
//!
//! The report has been through the customer's browser. The server accepts it only if Zuora's
//! signature over it is valid by the tenant's own key, it belongs to the session and account that
//! send it, it is recent, and its card is attached to no account yet.

mod refusal;
mod report;
mod signed_text;

use crate::{
    api::{ApiError, ApiErrorKind, Callback, PageTicket},
    server::{
        operations::{
            context::{RequestContext, log_zuora_error},
            payment_methods,
        },
        zuora_client::hosted_page::HostedPage,
    },
    zuora::{AccountKey, Bound as _, PaymentMethod, RsaSignatures},
};
use refusal::Refusal;
use report::{Proof, Report};
use std::time::{SystemTime, UNIX_EPOCH};

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
    let (zuora, id) = (&context.state.zuora, context.id);
    let refuse = |refusal| refuse(context, &account, refusal);
    let failed = |error| log_zuora_error("rsa-signatures", &error);
    // Cheap checks first; none of them counts before the signature does.
    if !context.verifies(&callback.passthrough, PURPOSE, account.value()) {
        return Err(refuse(Refusal::Foreign));
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let report = Report::read(callback, now).map_err(refuse)?;
    let proof = prove(context, page, &report).await?.ok_or_else(|| refuse(Refusal::NotZuoras))?;
    tracing::info!(
        path = proof.path,
        text = proof.reading.name(),
        "the signature of a callback of the hosted page fits"
    );
    let payment_method = proof.payment_method;
    // Zuora remembers for every replica which reports have been used: their cards have an account.
    if !zuora.is_orphan(&payment_method, id).await.map_err(failed)? {
        return Err(refuse(Refusal::Replayed));
    }
    zuora.attach(&payment_method, &account, id).await.map_err(failed)?;
    context.audit("card attached", Some(&account), None);
    payment_methods::find(context, &account, &payment_method).await
}

/// What the report proves by the tenant's key; `None` when it proves nothing.
///
/// # Errors
/// When a call for the key fails. Then it is unknown whether the report is genuine.
async fn prove(
    context: &RequestContext,
    page: &HostedPage,
    report: &Report<'_>,
) -> Result<Option<Proof>, ApiError> {
    let (zuora, id) = (&context.state.zuora, context.id);
    let failed = |error| log_zuora_error("rsa-signatures", &error);
    let tenant = zuora.tenant_key(page, id).await.map_err(failed)?;
    if let Some(proof) = report.prove(page, &tenant) {
        return Ok(Some(proof));
    }
    // The tenant's administrator may have generated another key.
    let renewed = zuora.renew_tenant_key(page, &tenant, id).await.map_err(failed)?;
    Ok(renewed.and_then(|tenant| report.prove(page, &tenant)))
}

fn refuse(context: &RequestContext, account: &AccountKey, refusal: Refusal) -> ApiError {
    let reason = refusal.reason();
    tracing::warn!(reason, "a callback of the hosted page was refused");
    context.audit("callback refused", Some(account), Some(reason));
    refusal.to_error()
}
