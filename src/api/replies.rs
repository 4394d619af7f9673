//! What the door gives and takes beside plain tickets.

use crate::zuora::{CreateAccount, Fields, FromFields, PaymentMethod, RsaSignatures, Ticket};
use serde::{Deserialize, Serialize};

/// What the browser needs to have an account created.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignUp {
    /// Bound to the account's name.
    #[serde(flatten)]
    pub ticket: Ticket<CreateAccount>,
    /// Goes into the account's `crmId`: by it the server knows the account again as this session's.
    pub crm_id: String,
}

impl FromFields for SignUp {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self { ticket: Ticket::from_fields(json)?, crm_id: json.text("crmId")? })
    }
}

/// What has become of a visitor who has had an account created.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedUp {
    /// The account's card, masked.
    #[serde(flatten)]
    pub payment_method: PaymentMethod,
    /// Whether the visitor has signed in by that.
    pub signed_in: bool,
    /// Whom the page is for from then on.
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
    /// Bound to the page's id.
    #[serde(flatten)]
    pub ticket: Ticket<RsaSignatures>,
    /// Where the page is.
    pub page_uri: String,
    /// Goes through the page, and comes back signed: by it the server knows what this session has begun.
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

/// What the hosted page tells when it has saved a card (Zuora: the parameters of the callback, with the advanced signature).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Callback {
    /// The id of the payment method, encrypted with the tenant's private key.
    pub ref_id: String,
    /// The token that the page was shown with.
    pub token: String,
    /// When it was signed, in milliseconds since 1970.
    pub timestamp: String,
    /// `field_passthrough1`, as it went in.
    pub passthrough: String,
    /// Zuora's signature over all of this.
    pub signature: String,
}
