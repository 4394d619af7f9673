//! What the server functions take and return beside plain tickets.

use crate::zuora::{CreateAccount, Fields, FromFields, PaymentMethod, RsaSignatures, Ticket};
use serde::{Deserialize, Serialize};

/// What the browser needs to create an account.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignUp {
    #[serde(flatten)]
    pub ticket: Ticket<CreateAccount>,
    /// The value for the account's `crmId`. By it the server recognises an account that this
    /// session has created.
    pub crm_id: String,
}

impl FromFields for SignUp {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self { ticket: Ticket::from_fields(json)?, crm_id: json.text("crmId")? })
    }
}

/// The result for a visitor who has created an account.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedUp {
    /// The account's card, masked.
    #[serde(flatten)]
    pub payment_method: PaymentMethod,
    /// Whether the visitor is signed in as its customer now.
    pub signed_in: bool,
    /// The page's new value for the header `Drawn-For`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn_for: Option<String>,
}

impl FromFields for SignedUp {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            payment_method: PaymentMethod::from_fields(json)?,
            signed_in: json.flag("signedIn")?,
            drawn_for: json.text("drawnFor"),
        })
    }
}

/// What the browser needs to show the hosted page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PageTicket {
    #[serde(flatten)]
    pub ticket: Ticket<RsaSignatures>,
    /// The hosted page's address.
    pub page_uri: String,
    /// A value that the page returns signed. By it the server recognises what this session has
    /// begun.
    pub passthrough: String,
}

impl FromFields for PageTicket {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            ticket: Ticket::from_fields(json)?,
            page_uri: json.text("pageUri")?,
            passthrough: json.text("passthrough")?,
        })
    }
}

/// The hosted page's message about a saved card (Zuora: the parameters of the callback, with the
/// advanced signature).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Callback {
    /// The id of the payment method, encrypted with the tenant's private key.
    pub ref_id: String,
    /// The token that the page was opened with.
    pub token: String,
    /// When it was signed, in milliseconds since 1970.
    pub timestamp: String,
    /// `field_passthrough1`, as it was sent.
    pub passthrough: String,
    /// Zuora's signature over all of the above.
    pub signature: String,
}
