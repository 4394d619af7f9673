//! *Create Account*: a visitor becomes a customer.
//!
//! The browser reports the number of the new account, and could report any. So, before the account
//! is created, the server hands out a code that only this session has, for the account's `crmId`
//! (the shop's own id of a customer). Later it signs the session in to the account that carries it.

use crate::{
    api::{ApiError, ApiErrorKind, SignUp, SignedUp},
    digits::holds_card_number,
    server::{
        account_resolver::NewCustomer,
        operations::{
            context::{RequestContext, log_zuora_error},
            payment_methods,
        },
        page_customer::PageCustomer,
        zuora_client::http::ZuoraError,
    },
    text::{cleaned, is_supported},
    zuora::{AccountKey, AccountName, CreateAccount, is_key},
};
use axum::http::header;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Zuora: the longest name of an account, in characters.
const MAX_NAME_LENGTH: usize = 255;

/// What the session's code in `crmId` is for.
const PURPOSE: &str = "account";

/// A ticket to create an account of this name, and the code to put into its `crmId`.
///
/// # Errors
/// When the name is not one that Zuora takes, those of [`RequestContext::begin_for_visitor`], or
/// when Zuora gives no ticket.
pub async fn sign(context: &RequestContext, name: String) -> Result<SignUp, ApiError> {
    // The page checks the same. A client that calls without it must not bring a card number here.
    let is_name = !cleaned(&name).is_empty()
        && is_supported(&name)
        && name.chars().count() <= MAX_NAME_LENGTH
        && !holds_card_number(&name);
    if !is_name {
        return Err(ApiErrorKind::BadRequest.into());
    }
    let permit = context.begin_for_visitor::<CreateAccount>().await?;
    let ticket = permit.sign(AccountName::from(name)).await?;
    Ok(SignUp { ticket, crm_id: context.session_mac(PURPOSE, "") })
}

/// Signs the visitor in to the account that this session has had created, and returns its card.
///
/// # Errors
/// When this session has had no such account created, a limit is used up, or a call to Zuora fails.
pub async fn confirm(context: &RequestContext, account_number: &str) -> Result<SignedUp, ApiError> {
    context.limit_visitor(&context.state.lookups).await?;
    if !is_key(account_number) {
        return Err(refuse(context, "its number is not one that Zuora gives"));
    }
    let account = context.state.zuora.fetch_account(account_number, context.id).await;
    let account = account.map_err(|error| match error {
        // Does not reveal which accounts exist.
        ZuoraError::Refused(_) => ApiErrorKind::NoSuchAccount.into(),
        error => log_zuora_error("accounts", &error),
    })?;
    if !account.crm_id.is_some_and(|mac| context.verifies(&mac, PURPOSE, "")) {
        return Err(refuse(context, "it was created by another session"));
    }
    // By its id, which Zuora has made. The visitor can choose the number, and could choose another
    // customer's with a space behind it.
    let customer = NewCustomer {
        account_key: AccountKey::from(account.id),
        account_number: account.number,
        name: account.name,
    };
    // Before the session changes: a second attempt has to come in the session that has the code.
    let cards = payment_methods::fetch(context, &customer.account_key).await?;
    let payment_method = cards.into_iter().next().ok_or(ApiErrorKind::NoSuchPaymentMethod)?;
    let signed_in = sign_in(context, &customer).await;
    let page_customer = PageCustomer::new(&context.state.macs, Some(&customer.account_key));
    Ok(SignedUp { payment_method, signed_in, drawn_for: signed_in.then_some(page_customer.0) })
}

/// Begins a new session for the customer, where the shop signs new customers in by itself.
async fn sign_in(context: &RequestContext, customer: &NewCustomer) -> bool {
    let Some(session_customer) =
        context.state.customers.signed_up(customer, context.headers()).await
    else {
        return false;
    };
    let cookie = context.state.sessions.cookie_for(Some(session_customer));
    if let (Some(cookie), Some(options)) = (cookie, use_context::<ResponseOptions>()) {
        options.insert_header(header::SET_COOKIE, cookie);
    }
    context.audit("signed up", Some(&customer.account_key), None);
    true
}

fn refuse(context: &RequestContext, reason: &'static str) -> ApiError {
    tracing::warn!(reason, "refused to sign a session in to an account");
    context.audit("confirmation refused", None, Some(reason));
    ApiErrorKind::NoSuchAccount.into()
}
