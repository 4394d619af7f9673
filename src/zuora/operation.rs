//! The operations Zuora lets a browser call across origins, each a type.
//!
//! Zuora asks for a separate signing method and a separate calling method for every URI, with the URI hard-coded in both. Here an
//! operation says its URI, its HTTP method and what is bound to its signature once; everything else is generic over it.

use super::{AccountKey, Bound, Fields, FromFields};
use serde::Serialize;

/// An HTTP method that a CORS-enabled operation is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
}

impl Method {
    /// The method as it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One CORS-enabled operation of Zuora's.
pub trait Operation: 'static {
    /// The HTTP method it is called with.
    const METHOD: Method;
    /// Its path below the REST base URL.
    const PATH: &'static str;
    /// What Zuora binds to the signature besides method and URI.
    type Bound: Bound;
    /// What Zuora answers when it has done it.
    type Reply: FromFields;
}

/// *Create a credit card payment method* (Zuora: `POST /v1/payment-methods/credit-cards`, the older operation: the newer
/// `POST /v1/payment-methods` is not CORS-enabled).
#[derive(Debug)]
pub enum CreatePaymentMethod {}

impl Operation for CreatePaymentMethod {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/payment-methods/credit-cards";
    type Bound = AccountKey;
    type Reply = PaymentMethodCreated;
}

/// Zuora's reply to [`CreatePaymentMethod`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentMethodCreated {
    /// The id of the new payment method.
    pub payment_method_id: String,
}

impl FromFields for PaymentMethodCreated {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            payment_method_id: json.text("paymentMethodId")?,
        })
    }
}
