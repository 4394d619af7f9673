//! *Create Account*: a visitor becomes a customer.
//!
//! The browser reports the number of the new account, and could report any. So, before the account
//! is created, the server hands out a code that only this session has, for the account's `crmId`
//! (the shop's own id of a customer). Later it signs the session in to the account that carries it.
//! When Zuora's answer was lost, and the browser knows no number, the code finds the account.

mod crm_id;

use crate::{
    api::{ApiError, ApiErrorKind, SignUp, SignedUp},
    digits::holds_card_number,
    server::{
        account_resolver::NewCustomer,
        metrics,
        operations::{
            context::{RequestContext, log_zuora_error},
            payment_methods,
        },
        page_customer::PageCustomer,
        zuora_client::{accounts::Account, http::ZuoraError},
    },
    text::{cleaned, is_supported},
    zuora::{AccountKey, AccountName, CreateAccount, is_key},
};
use axum::http::header;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Zuora: the longest name of an account, in characters.
const MAX_NAME_LENGTH: usize = 255;

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
    Ok(SignUp { ticket, crm_id: crm_id::issue(context) })
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
    if !account.crm_id.as_deref().is_some_and(|crm_id| crm_id::is_own(context, crm_id)) {
        return Err(refuse(context, "it was created by another session"));
    }
    begin_session(context, account).await
}

/// Finds the account of an attempt by the `crmId` that the attempt was given, and goes on as
/// [`confirm`] does.
///
/// # Errors
/// When this session has handed out no such `crmId`, Zuora finds not exactly one account with it, a
/// limit is used up, or a call to Zuora fails.
pub async fn find(context: &RequestContext, crm_id: &str) -> Result<SignedUp, ApiError> {
    let found = search(context, crm_id).await;
    metrics::account_search(found.as_ref().map_or_else(|error| error.kind.name(), |_| "found"));
    found
}

async fn search(context: &RequestContext, crm_id: &str) -> Result<SignedUp, ApiError> {
    context.limit_visitor(&context.state.lookups).await?;
    if !crm_id::is_own(context, crm_id) {
        refuse(context, "its crmId was handed out to another session");
        // Not "no such account": there may be one, and this session cannot know.
        return Err(ApiErrorKind::NoSession.into());
    }
    let accounts = context.state.zuora.find_accounts(crm_id, context.id).await;
    let accounts = accounts.map_err(|error| log_zuora_error("query", &error))?;
    // Zuora does not say whether capital letters matter to it.
    let mut own = accounts.into_iter().filter(|account| account.crm_id.as_deref() == Some(crm_id));
    match (own.next(), own.next()) {
        (Some(account), None) => begin_session(context, account).await,
        // Not for the audit log: it is the normal answer when nothing was created.
        (None, _) => {
            tracing::info!("looked for a new account: there is none");
            Err(ApiErrorKind::NoSuchAccount.into())
        }
        // Only a manipulated page creates two with one `crmId`.
        (Some(_), Some(_)) => Err(refuse(context, "more than one account has its crmId")),
    }
}

/// Signs the visitor in to an account that this session has had created.
async fn begin_session(context: &RequestContext, account: Account) -> Result<SignedUp, ApiError> {
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
    let page_customer = PageCustomer::new(&context.state.macs, Some(&customer.account_key), true);
    Ok(SignedUp {
        payment_method,
        account_number: customer.account_number,
        name: customer.name,
        signed_in,
        drawn_for: signed_in.then_some(page_customer.code),
    })
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
