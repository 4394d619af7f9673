//! The payment methods of an account, as Zuora has them.

use crate::{
    api::{ApiError, ApiErrorKind},
    server::operations::context::{RequestContext, log_zuora_error},
    zuora::{AccountKey, PaymentMethod},
};

/// Looks for the card with this id among those of `account`.
///
/// # Errors
/// When the account has no such card, or the call to Zuora fails.
pub async fn find(
    context: &RequestContext,
    account: &AccountKey,
    id: &str,
) -> Result<PaymentMethod, ApiError> {
    let cards = fetch(context, account).await?;
    let found = cards.into_iter().find(|method| method.id == id);
    tracing::info!(found = found.is_some(), "looked for a payment method");
    found.ok_or_else(|| {
        let kind = ApiErrorKind::NoSuchPaymentMethod;
        context.audit("confirmation refused", Some(account), Some(kind.name()));
        kind.into()
    })
}

/// Every card of `account`.
///
/// # Errors
/// When the call to Zuora fails.
pub async fn fetch(
    context: &RequestContext,
    account: &AccountKey,
) -> Result<Vec<PaymentMethod>, ApiError> {
    let cards = context.state.zuora.fetch_credit_cards(account, context.id).await;
    cards.map_err(|error| log_zuora_error("payment-methods", &error))
}
