//! A payment method as Zuora returns it to a server: masked.

use super::{Fields, FromFields};
use serde::Serialize;

/// A saved card. Nothing about its holder is read, because nothing needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethod {
    #[serde(rename = "paymentMethodId")]
    pub id: String,
    /// Zuora's name of the brand.
    pub credit_card_type: String,
    /// The masked number: `************1111`.
    pub card_number: String,
    /// 1 to 12.
    pub expiration_month: u32,
    /// Four digits.
    pub expiration_year: u32,
    pub is_default: bool,
    /// `Active`, `Closed` or `Scrubbed`.
    pub status: String,
}

impl FromFields for PaymentMethod {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            // Zuora's field name, or the one in our own replies.
            id: json.text("id").or_else(|| json.text("paymentMethodId"))?,
            credit_card_type: json.text("creditCardType")?,
            card_number: json.text("cardNumber")?,
            expiration_month: json.number("expirationMonth")?,
            expiration_year: json.number("expirationYear")?,
            is_default: json.flag("isDefault")?,
            status: json.text("status")?,
        })
    }
}

/// An account's cards (Zuora: `GET /v1/accounts/{key}/payment-methods`, the list `creditcard`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditCards(pub Vec<PaymentMethod>);

impl FromFields for CreditCards {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        // Zuora leaves out an empty list. A card that is not as documented is skipped, so that it
        // does not hide the others.
        let cards = json.items("creditcard");
        Some(Self(cards.iter().filter_map(PaymentMethod::from_fields).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn read_as_zuora_tells_it_and_as_we_pass_it_on() {
        let zuoras = json!({
            "id": "402892c7", "type": "CreditCard", "isDefault": true, "accountKey": "402890", "status": "Active",
            "cardNumber": "************1111", "creditCardType": "Visa", "expirationMonth": 10, "expirationYear": 2034,
            "accountHolderInfo": {"accountHolderName": "Ada Lovelace"},
        });
        let list = CreditCards::from_fields(
            &json!({"success": true, "creditcard": [{"id": "odd"}, zuoras]}),
        )
        .expect("a list");
        assert_eq!(list.0.len(), 1);
        let ours = serde_json::to_value(&list.0[0]).expect("JSON");
        assert_eq!(
            ours,
            json!({
                "paymentMethodId": "402892c7", "creditCardType": "Visa", "cardNumber": "************1111",
                "expirationMonth": 10, "expirationYear": 2034, "isDefault": true, "status": "Active",
            })
        );
        assert_eq!(PaymentMethod::from_fields(&ours).as_ref(), list.0.first());
        assert_eq!(
            CreditCards::from_fields(&json!({"success": true})),
            Some(CreditCards(Vec::new()))
        );
    }
}
