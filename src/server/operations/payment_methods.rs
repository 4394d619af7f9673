//! The payment methods of an account, as Zuora has them.

use crate::{
    api::{ApiError, ApiErrorKind, PaymentMethodList},
    server::operations::context::{RequestContext, log_zuora_error},
    zuora::{AccountKey, PaymentMethod},
};

/// The status of a payment method that can be used (Zuora).
const ACTIVE: &str = "Active";

/// The cards of the session's account that can be used.
///
/// # Errors
/// When nobody has signed in, a limit is used up, or the call to Zuora fails.
pub async fn list(context: &RequestContext) -> Result<PaymentMethodList, ApiError> {
    let account = context.account(&context.state.lists).await?;
    fetch_list(context, &account).await
}

/// The cards of `account` that can be used.
///
/// # Errors
/// When the call to Zuora fails.
pub async fn fetch_list(
    context: &RequestContext,
    account: &AccountKey,
) -> Result<PaymentMethodList, ApiError> {
    let mut payment_methods = fetch(context, account).await?;
    payment_methods.retain(|method| method.status == ACTIVE);
    // The sort is stable: the others keep Zuora's order.
    payment_methods.sort_by_key(|method| !method.is_default);
    Ok(PaymentMethodList { payment_methods })
}

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

/// Every card of `account`, whether it can be used or not.
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
