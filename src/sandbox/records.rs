//! What the tenant keeps records of.

use std::time::Duration;

/// A customer account.
#[cfg_attr(test, derive(Clone))]
pub struct Account {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// `A` and eight digits, or what it was created with.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Three letters.
    pub currency: String,
    /// 0 (automatic) to 31.
    pub bill_cycle_day: u16,
    /// Whether invoices are paid by themselves.
    pub auto_pay: bool,
    /// The terms of payment.
    pub payment_term: String,
    /// Free text.
    pub notes: String,
    /// The shop's own id of the customer.
    pub crm_id: String,
    /// Who gets the bill.
    pub bill_to: Contact,
    /// Who gets the goods.
    pub sold_to: Contact,
    /// The payment method used by default.
    pub default_payment_method: Option<String>,
}

/// A contact of an account.
#[derive(Clone, Default)]
pub struct Contact {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// Every field it was given, by Zuora's name.
    pub fields: Vec<(&'static str, String)>,
}

/// A saved credit card: what is left of it.
pub struct PaymentMethod {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// The id of its account; an orphan has none.
    pub account_id: Option<String>,
    /// Zuora's name of the brand.
    pub card_type: &'static str,
    /// Asterisks and the last four digits.
    pub masked_number: String,
    /// 1 to 12.
    pub expiration_month: u16,
    /// Four digits.
    pub expiration_year: u16,
    /// The holder's fields, by Zuora's names.
    pub holder: Vec<(&'static str, String)>,
    /// `Active`, `Closed` or `Scrubbed`.
    pub status: &'static str,
    /// When it was created, by the sandbox's clock.
    pub since: Duration,
    /// The same, as Zuora writes it.
    pub created: String,
    /// When it was last changed.
    pub updated: String,
}

/// An invoice, with the id of its PDF file.
pub struct Invoice {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// `INV` and eight digits.
    pub number: String,
    /// The id of its account.
    pub account_id: String,
    /// `yyyy-mm-dd`.
    pub date: String,
    /// In cents.
    pub cents: u32,
    /// The id of the file.
    pub file_id: String,
    /// How long the file is at least, in bytes.
    pub min_file_bytes: usize,
}

impl Account {
    /// Whether it goes by this number or id.
    pub fn is(&self, key: &str) -> bool {
        self.number == key || self.id == key
    }
}
