//! An account's invoices, as Zuora lists them to a server.

use super::{Fields, FromFields};

/// One page of the list (Zuora: `GET /v1/transactions/invoices/accounts/{key}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoices {
    /// Newest first.
    pub invoices: Vec<Invoice>,
    /// Whether there are more pages.
    pub has_more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// `INV00000001`
    pub number: String,
    /// `2026-11-01`
    pub date: String,
    /// The amount as Zuora formats it, without a currency.
    pub amount: Option<String>,
    /// What is left to pay, likewise.
    pub balance: Option<String>,
    /// One file for each version of the invoice, newest last.
    pub files: Vec<InvoiceFile>,
}

/// A PDF file of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceFile {
    pub id: String,
    /// Starts at 1.
    pub version: u32,
}

impl Invoice {
    /// Whether nothing is left to pay. `None` where Zuora does not say.
    pub fn is_paid(&self) -> Option<bool> {
        let balance = self.balance.as_ref()?;
        Some(balance.bytes().all(|byte| !matches!(byte, b'1'..=b'9')))
    }

    /// The name for a file of it, since Zuora gives it none. The first version's name has no
    /// version number.
    pub fn file_name(&self, file: &InvoiceFile) -> String {
        match file.version {
            0 | 1 => format!("{}.pdf", self.number),
            version => format!("{}-{version}.pdf", self.number),
        }
    }
}

impl FromFields for Invoices {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        // An invoice that is not as documented is skipped, so that it does not hide the others.
        let invoices = json.items("invoices");
        Some(Self {
            invoices: invoices.iter().filter_map(Invoice::from_fields).collect(),
            has_more: json.text("nextPage").is_some(),
        })
    }
}

impl FromFields for Invoice {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let files = json.items("invoiceFiles");
        Some(Self {
            number: json.text("invoiceNumber")?,
            date: json.text("invoiceDate")?,
            amount: json.decimal("amount"),
            balance: json.decimal("balance"),
            files: files.iter().filter_map(InvoiceFile::from_fields).collect(),
        })
    }
}

impl FromFields for InvoiceFile {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self { id: json.text("id")?, version: json.number("versionNumber").unwrap_or(1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn read_as_zuora_lists_them() {
        let list = json!({"success": true, "nextPage": "https://rest.zuora.com/v1/transactions/invoices/accounts/A00000001?page=2", "invoices": [
            {"id": "1", "invoiceNumber": "INV00000001", "invoiceDate": "2026-01-01", "amount": 1299.5, "balance": 0,
             "invoiceFiles": [{"id": "f1", "versionNumber": 1, "pdfFileUrl": "/v1/files/f1"}, {"id": "f2", "versionNumber": "2"}, {}]},
            {"id": "2", "invoiceNumber": "INV00000002", "invoiceDate": "2026-02-01"},
            {"odd": true},
        ]});
        let read = Invoices::from_fields(&list).expect("a list");
        assert!(read.has_more);
        let [first, second] = read.invoices.as_slice() else { panic!("{read:?}") };
        let names: Vec<_> = first.files.iter().map(|file| first.file_name(file)).collect();
        assert_eq!(names, ["INV00000001.pdf", "INV00000001-2.pdf"]);
        assert_eq!((first.amount.as_deref(), &*second.files), (Some("1299.50"), &[][..]));
        assert_eq!((first.is_paid(), second.is_paid()), (Some(true), None));
        assert!(!Invoices::from_fields(&json!({"success": true})).expect("none").has_more);
    }
}
