//! *Create Payment Method*: saves a card in the account of the session.

use crate::{
    api::ApiError,
    server::operations::{context::RequestContext, payment_methods},
    zuora::{CreatePaymentMethod, PaymentMethod, Ticket},
};

/// A ticket for one call, bound to the session's account.
///
/// # Errors
/// Those of [`RequestContext::begin`], or when Zuora gives no ticket.
pub async fn sign(context: &RequestContext) -> Result<Ticket<CreatePaymentMethod>, ApiError> {
    let permit = context.begin::<CreatePaymentMethod>().await?;
    let account = permit.account().clone();
    permit.sign(account).await
}

/// A card of the session's account, masked, as Zuora has it.
///
/// # Errors
/// When nobody has signed in, a limit is used up, the account has no such card, or the call to
/// Zuora fails.
pub async fn confirm(context: &RequestContext, id: &str) -> Result<PaymentMethod, ApiError> {
    let account = context.account(&context.state.lookups).await?;
    payment_methods::find(context, &account, id).await
}
