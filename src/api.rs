//! The server functions: everything the browser can ask the shop's server for. Nothing else
//! crosses.
//!
//! Each function states what it has signed. It takes no URI, no HTTP method and no account: the
//! server knows those.

mod error;
mod json;
mod replies;

pub use crate::api_error::{ApiError, ApiErrorKind};
pub use json::{Replies, Strict};
pub use replies::{Callback, PageTicket, SignUp, SignedUp};

#[cfg(not(target_arch = "wasm32"))]
use crate::server::RequestContext;
use crate::{
    browser::SiteClient,
    zuora::{CreatePaymentMethod, GetFile, PaymentMethod, Ticket},
};
use leptos::prelude::*;
#[cfg(not(target_arch = "wasm32"))]
use std::future::ready;

/// A ticket for one *Create Payment Method* in the session's account.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was sent to Zuora's payment side and nothing was
/// saved.
#[server(prefix = "/api", endpoint = "sign/create-payment-method", input = Strict, output = Replies, client = SiteClient)]
pub async fn sign_create_payment_method() -> Result<Ticket<CreatePaymentMethod>, ApiError> {
    RequestContext::current().await?.ticket(|account| ready(Ok(account))).await
}

/// A card of the session's account as Zuora has it, masked. The page shows it after the card has
/// been saved.
///
/// # Errors
/// See [`ApiErrorKind`]; whether the card is saved does not depend on it.
#[server(prefix = "/api", endpoint = "payment-methods/confirm", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)] // of the field that the argument becomes
pub async fn confirm_payment_method(
    #[server(rename = "paymentMethodId")] payment_method_id: String,
) -> Result<PaymentMethod, ApiError> {
    RequestContext::current().await?.payment_method(&payment_method_id).await
}

/// A ticket for one *Create Account* with this name. The visitor need not be a customer yet.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was created.
#[server(prefix = "/api", endpoint = "sign/create-account", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn sign_create_account(name: String) -> Result<SignUp, ApiError> {
    RequestContext::current().await?.sign_up(name).await
}

/// Signs the visitor in as the customer whose account this session has created, and returns the
/// account's card, masked.
///
/// # Errors
/// See [`ApiErrorKind`]; whether the account was created does not depend on it.
#[server(prefix = "/api", endpoint = "accounts/confirm", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn confirm_account(
    #[server(rename = "accountNumber")] account_number: String,
) -> Result<SignedUp, ApiError> {
    RequestContext::current().await?.signed_up(&account_number).await
}

/// A ticket for one *Get File*, if the file belongs to an invoice of the session's account.
///
/// # Errors
/// See [`ApiErrorKind`].
#[server(prefix = "/api", endpoint = "sign/get-file", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn sign_get_file(
    #[server(rename = "fileId")] file_id: String,
) -> Result<Ticket<GetFile>, ApiError> {
    let context = RequestContext::current().await?;
    context.ticket(|account| context.own_file(account, file_id)).await
}

/// A ticket for one *RSA Signatures* for the shop's hosted page.
///
/// # Errors
/// See [`ApiErrorKind`].
#[server(prefix = "/api", endpoint = "sign/rsa-signatures", input = Strict, output = Replies, client = SiteClient)]
pub async fn sign_rsa_signatures() -> Result<PageTicket, ApiError> {
    RequestContext::current().await?.page_ticket().await
}

/// Checks the hosted page's callback, moves its card into the session's account, and returns it,
/// masked.
///
/// # Errors
/// See [`ApiErrorKind`]. With `callback_refused` the card belongs to no account, and Zuora deletes it
/// after ten days. With any other error the outcome is unknown, and a retry with the same callback
/// is safe: the card is then moved into the account, or the callback was processed before.
#[server(prefix = "/api", endpoint = "hosted-page/confirm", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn confirm_hosted_card(callback: Callback) -> Result<PaymentMethod, ApiError> {
    RequestContext::current().await?.hosted_card(&callback).await
}
