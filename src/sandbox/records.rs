//! The records of the tenant. Ids have thirty-two hexadecimal digits.

use crate::sandbox::payment_details::PaymentDetails;
use std::time::Duration;

#[cfg_attr(test, derive(Clone))]
pub struct Account {
    pub id: String,
    /// `A` and eight digits, or the number it was created with.
    pub number: String,
    pub name: String,
    /// Three capital letters.
    pub currency: String,
    /// 1 to 31, or 0 for automatic.
    pub bill_cycle_day: u16,
    /// Whether invoices are paid automatically.
    pub auto_pay: bool,
    pub payment_term: String,
    pub notes: String,
    /// The customer's id in the merchant's own system.
    pub crm_id: Option<String>,
    pub sales_rep: Option<String>,
    pub payment_gateway: Option<String>,
    pub bill_to: Contact,
    pub sold_to: Contact,
    pub default_payment_method: Option<String>,
}

#[derive(Clone, Default)]
pub struct Contact {
    pub id: String,
    /// The fields that were sent, by Zuora's names.
    pub fields: Vec<(&'static str, String)>,
}

/// A saved credit card, without what may not be stored.
pub struct PaymentMethod {
    pub id: String,
    /// `None` for an orphan.
    pub account_id: Option<String>,
    /// Zuora's name for the brand.
    pub card_type: &'static str,
    /// Asterisks and the last four digits.
    pub masked_number: String,
    pub expiration_month: u16,
    /// Four digits.
    pub expiration_year: u16,
    /// The holder's fields, by Zuora's names.
    pub holder: Vec<(&'static str, String)>,
    /// What else is read back.
    pub details: PaymentDetails,
    /// `Active`, `Closed` or `Scrubbed`.
    pub status: &'static str,
    /// When it was created, by the sandbox's clock.
    pub since: Duration,
    /// The same moment, as Zuora writes it.
    pub created: String,
    pub updated: String,
}

pub struct Invoice {
    pub id: String,
    /// `INV` and eight digits.
    pub number: String,
    pub account_id: String,
    /// `yyyy-mm-dd`.
    pub date: String,
    /// The amount.
    pub cents: u32,
    /// What is left to pay.
    pub balance_cents: u32,
    /// The id of its PDF file.
    pub file_id: String,
    /// A longer file than its text needs, so that a test can download a large one.
    pub min_file_bytes: usize,
}

impl Account {
    /// Whether this is its number or its id.
    pub fn is(&self, key: &str) -> bool {
        self.number == key || self.id == key
    }
}
