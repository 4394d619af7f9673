//! The door: everything the browser can ask of the shop's server. Nothing else crosses.
//!
//! Each function says what it has signed. It takes no URI, no HTTP method and no account: the server knows those.

mod error;
mod json;

pub use error::{ApiError, ApiErrorKind};
pub use json::{Replies, Strict};

#[cfg(target_arch = "wasm32")]
use crate::browser::SiteClient;
use crate::zuora::{CreatePaymentMethod, PaymentMethod, Ticket};
use leptos::prelude::*;
#[cfg(not(target_arch = "wasm32"))]
use leptos::server_fn::client::browser::BrowserClient as SiteClient;

/// A ticket for one *Create Payment Method* in the account of the session.
///
/// # Errors
/// See [`ApiErrorKind`]; in every case nothing was sent to Zuora's payment side and nothing was saved.
#[server(prefix = "/api", endpoint = "sign/create-payment-method", input = Strict, output = Replies, client = SiteClient)]
pub async fn sign_create_payment_method() -> Result<Ticket<CreatePaymentMethod>, ApiError> {
    crate::server::Visit::current()?.ticket(|account| account).await
}

/// A card of the session's account as Zuora has it, masked: what the page shows after it has been saved.
///
/// # Errors
/// See [`ApiErrorKind`]; whether the card is saved does not depend on it.
#[server(prefix = "/api", endpoint = "payment-methods/confirm", input = Strict, output = Replies, client = SiteClient)]
#[allow(missing_docs)] // of the field that the argument becomes
pub async fn confirm_payment_method(#[server(rename = "paymentMethodId")] payment_method_id: String) -> Result<PaymentMethod, ApiError> {
    crate::server::Visit::current()?.payment_method(&payment_method_id).await
}
