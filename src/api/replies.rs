//! What the server functions take and return beside plain tickets.

use crate::zuora::{CreateAccount, Fields, FromFields, PaymentMethod, RsaSignatures, Ticket};
use serde::{Deserialize, Serialize};

/// What the browser needs to create an account.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignUp {
    #[serde(flatten)]
    pub ticket: Ticket<CreateAccount>,
    /// The value for the account's `crmId`, another one for every attempt. By it the server
    /// recognises the account that this session has created, and finds it when the browser does not
    /// know its number.
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
    /// The account's number.
    pub account_number: String,
    /// The account's name.
    pub name: String,
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
            account_number: json.text("accountNumber")?,
            name: json.text("name")?,
            signed_in: json.flag("signedIn")?,
            drawn_for: json.text("drawnFor"),
        })
    }
}

/// The cards of the session's account that can be used.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethodList {
    /// Masked; the default first, then in Zuora's order. Only those whose status is `Active`: Zuora
    /// charges no other, and one that is scrubbed has no number any more.
    pub payment_methods: Vec<PaymentMethod>,
}

impl FromFields for PaymentMethodList {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        if !json.has("paymentMethods") {
            return None;
        }
        let items = json.items("paymentMethods");
        let payment_methods =
            items.iter().map(PaymentMethod::from_fields).collect::<Option<_>>()?;
        Some(Self { payment_methods })
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_is_read_whole_or_not_at_all() {
        let method = json!({
            "paymentMethodId": "402892c7", "creditCardType": "Visa", "cardNumber": "************1111",
            "expirationMonth": 10, "expirationYear": 2034, "isDefault": true, "status": "Active",
        });
        let list = PaymentMethodList::from_fields(&json!({"paymentMethods": [method]}));
        assert_eq!(
            serde_json::to_value(list.expect("a list")).expect("JSON"),
            json!({"paymentMethods": [method]})
        );
        assert_eq!(
            PaymentMethodList::from_fields(&json!({"paymentMethods": []})),
            Some(PaymentMethodList { payment_methods: Vec::new() })
        );
        for unreadable in [json!({}), json!({"paymentMethods": [method, {"id": "x"}]})] {
            assert_eq!(PaymentMethodList::from_fields(&unreadable), None, "{unreadable}");
        }
    }
}
