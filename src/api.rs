//! The API: every server function, and nothing else crosses from the browser to the shop's server.
//!
//! None takes a URI, an HTTP method or an account to sign for: the server knows those.

mod error;
mod json;
mod replies;

pub use crate::api_error::{ApiError, ApiErrorKind};
pub use json::{Replies, Strict};
pub use replies::{Callback, PageTicket, SignUp, SignedUp};

#[cfg(not(target_arch = "wasm32"))]
use crate::server::operations::{
    context::RequestContext, create_account, create_payment_method, get_file, hosted_page,
};
use crate::{
    browser::SiteClient,
    zuora::{CreatePaymentMethod, GetFile, PaymentMethod, Ticket},
};
use leptos::prelude::*;

/// A ticket for one *Create Payment Method* in the session's account.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was sent to Zuora's payment side and nothing was
/// saved.
#[server(prefix = "/api", endpoint = "sign/create-payment-method", input = Strict, output = Replies, client = SiteClient)]
pub async fn sign_create_payment_method() -> Result<Ticket<CreatePaymentMethod>, ApiError> {
    create_payment_method::sign(&RequestContext::current().await?).await
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
    create_payment_method::confirm(&RequestContext::current().await?, &payment_method_id).await
}

/// A ticket for one *Create Account* with this name. The visitor need not be a customer yet.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was created.
#[server(prefix = "/api", endpoint = "sign/create-account", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn sign_create_account(name: String) -> Result<SignUp, ApiError> {
    create_account::sign(&RequestContext::current().await?, name).await
}

/// Signs the visitor in to the account that this session has had created, and returns its card,
/// masked.
///
/// # Errors
/// See [`ApiErrorKind`]; whether the account was created does not depend on it.
#[server(prefix = "/api", endpoint = "accounts/confirm", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn confirm_account(
    #[server(rename = "accountNumber")] account_number: String,
) -> Result<SignedUp, ApiError> {
    create_account::confirm(&RequestContext::current().await?, &account_number).await
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
    get_file::sign(&RequestContext::current().await?, file_id).await
}

/// A ticket for one *RSA Signatures* for the shop's hosted page.
///
/// # Errors
/// See [`ApiErrorKind`].
#[server(prefix = "/api", endpoint = "sign/rsa-signatures", input = Strict, output = Replies, client = SiteClient)]
pub async fn sign_rsa_signatures() -> Result<PageTicket, ApiError> {
    hosted_page::sign(&RequestContext::current().await?).await
}

/// Attaches the card that the hosted page has saved to the session's account, if the page's report is
/// genuine, and returns it, masked.
///
/// # Errors
/// See [`ApiErrorKind`]. When the report is refused as forged, the card belongs to nobody, and Zuora
/// deletes it after ten days. On any other error the outcome is unknown; a retry with the same
/// callback is safe.
#[server(prefix = "/api", endpoint = "hosted-page/confirm", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)]
pub async fn confirm_hosted_card(callback: Callback) -> Result<PaymentMethod, ApiError> {
    hosted_page::confirm(&RequestContext::current().await?, &callback).await
}
