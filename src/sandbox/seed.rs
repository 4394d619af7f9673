//! The tenant's accounts and invoices at the start.

use crate::sandbox::{
    clock::Clock,
    records::{Account, Contact, Invoice},
    reply::new_id,
    tenant::TenantData,
};

/// Number, name, bill-to name and city.
const ACCOUNTS: [(&str, &str, [&str; 2], &str); 2] = [
    ("A00000001", "Acme Rockets", ["Ada", "Lovelace"], "London"),
    ("A00000002", "Blue Harbour", ["Grace", "Hopper"], "Arlington"),
];

/// Name and number of each account, for the menu of the demonstration.
pub const CUSTOMERS: [(&str, &str); 2] =
    [(ACCOUNTS[0].1, ACCOUNTS[0].0), (ACCOUNTS[1].1, ACCOUNTS[1].0)];

/// The amounts of each account's invoices, oldest first.
const INVOICE_CENTS: [u32; 3] = [4_900, 4_900, 129_950];

/// The last account has another invoice with a file of this size, to test large downloads.
const LARGE_FILE_BYTES: usize = 50_000_000;

/// The tenant at the start.
pub fn initial_tenant(clock: Clock) -> TenantData {
    let mut tenant = TenantData::new(clock);
    for (number, name, [first, last], city) in ACCOUNTS {
        let contact = || Contact {
            id: new_id(),
            fields: vec![
                ("firstName", first.into()),
                ("lastName", last.into()),
                ("city", city.into()),
                ("country", "United Kingdom".into()),
            ],
        };
        let account = Account {
            id: new_id(),
            number: number.into(),
            name: name.into(),
            currency: "USD".into(),
            bill_cycle_day: 1,
            auto_pay: false,
            payment_term: "Due Upon Receipt".into(),
            notes: String::new(),
            crm_id: None,
            sales_rep: None,
            payment_gateway: None,
            bill_to: contact(),
            sold_to: contact(),
            default_payment_method: None,
        };
        for (month, cents) in (1..).zip(INVOICE_CENTS) {
            let count = tenant.invoices.len() + 1;
            tenant.invoices.push(Invoice {
                id: new_id(),
                number: format!("INV{count:08}"),
                account_id: account.id.clone(),
                date: format!("2026-{month:02}-01"),
                cents,
                // The last one is due.
                balance_cents: if month == INVOICE_CENTS.len() { cents } else { 0 },
                file_id: new_id(),
                min_file_bytes: 0,
            });
        }
        tenant.accounts.push(account);
    }
    if let Some(account_id) = tenant.accounts.last().map(|account| account.id.clone()) {
        let count = tenant.invoices.len() + 1;
        tenant.invoices.push(Invoice {
            id: new_id(),
            number: format!("INV{count:08}"),
            account_id,
            date: "2026-04-01".into(),
            cents: 2_500_000,
            balance_cents: 2_500_000,
            file_id: new_id(),
            min_file_bytes: LARGE_FILE_BYTES,
        });
    }
    tenant
}
