//! Changes of the session's account by the shop's server: another default card, or one card less.
//!
//! Zuora's call to delete a payment method names no account, and would delete any customer's. So
//! the card is looked for in the list of the session's account first.

use crate::{
    api::{ApiError, ApiErrorKind, PaymentMethodList},
    server::{
        operations::{
            context::{RequestContext, log_zuora_error, require_audit_room},
            payment_methods::{fetch, fetch_list},
        },
        zuora_client::http::ZuoraError,
    },
    zuora::AccountKey,
};

/// Makes a card of the session's account its default. Returns the list afterwards.
///
/// # Errors
/// When nobody has signed in, a limit is used up, the account has no such card that can be used, or
/// a call to Zuora fails.
pub async fn make_default(
    context: &RequestContext,
    id: &str,
) -> Result<PaymentMethodList, ApiError> {
    let account = context.account(&context.state.lookups).await?;
    let list = fetch_list(context, &account).await?;
    if is_default(context, &account, &list, id)? {
        return Ok(list);
    }
    carry_out(context, &account, id, Change::Default).await?;
    fetch_list(context, &account).await
}

/// Removes a card from the session's account. Returns the list afterwards.
///
/// # Errors
/// Those of [`make_default`], and when the card is the default.
pub async fn remove(context: &RequestContext, id: &str) -> Result<PaymentMethodList, ApiError> {
    let account = context.account(&context.state.lookups).await?;
    let list = fetch_list(context, &account).await?;
    if is_default(context, &account, &list, id)? {
        return Err(refuse(context, &account, ApiErrorKind::DefaultPaymentMethod));
    }
    carry_out(context, &account, id, Change::Removal).await?;
    fetch_list(context, &account).await
}

/// Whether the card with this id is the default.
///
/// # Errors
/// When the account has no such card that can be used.
fn is_default(
    context: &RequestContext,
    account: &AccountKey,
    list: &PaymentMethodList,
    id: &str,
) -> Result<bool, ApiError> {
    let found = list.payment_methods.iter().find(|method| method.id == id);
    found
        .map(|method| method.is_default)
        .ok_or_else(|| refuse(context, account, ApiErrorKind::NoSuchPaymentMethod))
}

fn refuse(context: &RequestContext, account: &AccountKey, kind: ApiErrorKind) -> ApiError {
    tracing::info!(reason = kind.name(), "refused to change a payment method");
    context.audit("card change refused", Some(account), Some(kind.name()));
    kind.into()
}

#[derive(Clone, Copy)]
enum Change {
    Default,
    Removal,
}

impl Change {
    /// The audit events: done, and failed.
    fn events(self) -> (&'static str, &'static str) {
        match self {
            Self::Default => ("default card changed", "default card change failed"),
            Self::Removal => ("card removed", "card removal failed"),
        }
    }
}

async fn carry_out(
    context: &RequestContext,
    account: &AccountKey,
    id: &str,
    change: Change,
) -> Result<(), ApiError> {
    require_audit_room()?;
    let mut attempt = ChangeAttempt { context, account, change, failure: Some("abandoned") };
    let zuora = &context.state.zuora;
    let called = match change {
        Change::Default => zuora.set_default_payment_method(account, id, context.id).await,
        Change::Removal => zuora.delete_payment_method(id, context.id).await,
    };
    let Err(error) = called else {
        attempt.failure = None;
        return Ok(());
    };
    let refused = matches!(error, ZuoraError::Refused(_));
    let mut answer = log_zuora_error("payment-methods", &error);
    // Somebody else may have removed it since it was listed. Zuora does not publish with which code
    // it refuses then.
    if refused && is_gone(context, account, id).await {
        answer = ApiErrorKind::NoSuchPaymentMethod.into();
    }
    attempt.failure = Some(answer.kind.name());
    Err(answer)
}

/// Whether the account is known to have no card with this id.
async fn is_gone(context: &RequestContext, account: &AccountKey, id: &str) -> bool {
    let cards = fetch(context, account).await;
    cards.is_ok_and(|cards| cards.iter().all(|method| method.id != id))
}

/// A change under way. It is written to the audit log when it is dropped: as abandoned when the
/// server gives up or ends before its end, because Zuora may have made it.
struct ChangeAttempt<'a> {
    context: &'a RequestContext,
    account: &'a AccountKey,
    change: Change,
    failure: Option<&'static str>,
}

impl Drop for ChangeAttempt<'_> {
    fn drop(&mut self) {
        let (done, failed) = self.change.events();
        let event = if self.failure.is_none() { done } else { failed };
        self.context.audit(event, Some(self.account), self.failure);
    }
}
