//! The API: every server function, and nothing else crosses from the browser to the shop's server.
//!
//! None takes a URI, an HTTP method or an account to sign for: the server knows those.

mod error;
mod json;
mod outcome_report;
mod protocol;
mod replies;

pub use crate::api_error::{ApiError, ApiErrorKind};
pub use outcome_report::{DoubtEnd, OUTCOME_REPORT_PATH};
pub use protocol::JsonPost;
pub use replies::{Callback, PageTicket, PaymentMethodList, SignUp, SignedUp};

#[cfg(not(target_arch = "wasm32"))]
use crate::server::operations::{
    context::RequestContext, create_account, create_payment_method, get_file, hosted_page,
    payment_method_changes, payment_methods,
};
use crate::zuora::{CreatePaymentMethod, GetFile, PaymentMethod, Ticket};
use leptos::prelude::*;

/// A ticket for one *Create Payment Method* in the session's account.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was sent to Zuora's payment side and nothing was
/// saved.
#[server(prefix = "/api", endpoint = "sign/create-payment-method", protocol = JsonPost)]
pub async fn sign_create_payment_method() -> Result<Ticket<CreatePaymentMethod>, ApiError> {
    create_payment_method::sign(&RequestContext::current().await?).await
}

/// A card of the session's account as Zuora has it, masked. The page shows it after the card has
/// been saved.
///
/// # Errors
/// See [`ApiErrorKind`]; whether the card is saved does not depend on it.
#[server(prefix = "/api", endpoint = "payment-methods/confirm", protocol = JsonPost)]
#[allow(missing_docs)] // of the field that the argument becomes
pub async fn confirm_payment_method(
    #[server(rename = "paymentMethodId")] payment_method_id: String,
) -> Result<PaymentMethod, ApiError> {
    create_payment_method::confirm(&RequestContext::current().await?, &payment_method_id).await
}

/// The cards of the session's account that can be used, masked: the default first, then in Zuora's
/// order. By it a page also learns what became of a card when Zuora's answer was lost.
///
/// # Errors
/// See [`ApiErrorKind`].
#[server(prefix = "/api", endpoint = "payment-methods/list", protocol = JsonPost)]
pub async fn list_payment_methods() -> Result<PaymentMethodList, ApiError> {
    payment_methods::list(&RequestContext::current().await?).await
}

/// Makes a card the default of the session's account, and returns the list as Zuora has it
/// afterwards. When it is the default already, nothing changes.
///
/// # Errors
/// See [`ApiErrorKind`]; [`NoSuchPaymentMethod`](ApiErrorKind::NoSuchPaymentMethod) when the account
/// has no such card that can be used, or has it no more. After any of Zuora's and
/// [`SiteBusy`](ApiErrorKind::SiteBusy) it may have been done all the same: the list says so.
#[server(prefix = "/api", endpoint = "payment-methods/make-default", protocol = JsonPost)]
#[allow(missing_docs)]
pub async fn make_default_payment_method(
    #[server(rename = "paymentMethodId")] payment_method_id: String,
) -> Result<PaymentMethodList, ApiError> {
    payment_method_changes::make_default(&RequestContext::current().await?, &payment_method_id)
        .await
}

/// Removes a card from the session's account for good, and returns the list as Zuora has it
/// afterwards.
///
/// # Errors
/// Those of [`make_default_payment_method`], and
/// [`DefaultPaymentMethod`](ApiErrorKind::DefaultPaymentMethod) for the account's default.
#[server(prefix = "/api", endpoint = "payment-methods/remove", protocol = JsonPost)]
#[allow(missing_docs)]
pub async fn remove_payment_method(
    #[server(rename = "paymentMethodId")] payment_method_id: String,
) -> Result<PaymentMethodList, ApiError> {
    payment_method_changes::remove(&RequestContext::current().await?, &payment_method_id).await
}

/// A ticket for one *Create Account* with this name. The visitor need not be a customer yet.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was created.
#[server(prefix = "/api", endpoint = "sign/create-account", protocol = JsonPost)]
#[allow(missing_docs)]
pub async fn sign_create_account(name: String) -> Result<SignUp, ApiError> {
    create_account::sign(&RequestContext::current().await?, name).await
}

/// Signs the visitor in to the account that this session has had created, and returns its card,
/// masked.
///
/// # Errors
/// See [`ApiErrorKind`]; whether the account was created does not depend on it.
#[server(prefix = "/api", endpoint = "accounts/confirm", protocol = JsonPost)]
#[allow(missing_docs)]
pub async fn confirm_account(
    #[server(rename = "accountNumber")] account_number: String,
) -> Result<SignedUp, ApiError> {
    create_account::confirm(&RequestContext::current().await?, &account_number).await
}

/// Does the same as [`confirm_account`] for a browser that does not know the account's number,
/// because Zuora's answer to *Create Account* was lost: finds the account by the `crmId` of that
/// attempt.
///
/// # Errors
/// See [`ApiErrorKind`]; [`NoSession`](ApiErrorKind::NoSession) when the `crmId` is another session's,
/// and [`NoSuchAccount`](ApiErrorKind::NoSuchAccount) when there is no account. Zuora may
/// find a new account only after a moment, or create it later still, so a single such answer does
/// not prove that it was not created.
#[server(prefix = "/api", endpoint = "accounts/find", protocol = JsonPost)]
#[allow(missing_docs)]
pub async fn find_account(
    #[server(rename = "crmId")] crm_id: String,
) -> Result<SignedUp, ApiError> {
    create_account::find(&RequestContext::current().await?, &crm_id).await
}

/// A ticket for one *Get File*, if the file belongs to an invoice of the session's account.
///
/// # Errors
/// See [`ApiErrorKind`].
#[server(prefix = "/api", endpoint = "sign/get-file", protocol = JsonPost)]
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
#[server(prefix = "/api", endpoint = "sign/rsa-signatures", protocol = JsonPost)]
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
#[server(prefix = "/api", endpoint = "hosted-page/confirm", protocol = JsonPost)]
#[allow(missing_docs)]
pub async fn confirm_hosted_card(callback: Callback) -> Result<PaymentMethod, ApiError> {
    hosted_page::confirm(&RequestContext::current().await?, &callback).await
}
