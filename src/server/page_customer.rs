//! The customer for whom a page was rendered. Another tab can change who is signed in, so each page
//! carries a code for the customer whose name it shows. A call from that page for another customer
//! is refused before anything is signed or counted.

use crate::{
    server::{account_resolver::NoAccount, current_request, macs::Macs},
    site_map::Page,
    zuora::{AccountKey, Bound as _},
};
use axum::http::HeaderMap;

/// The header in which a page sends its code.
pub const DRAWN_FOR: &str = "drawn-for";

/// The customer for whom a page is rendered.
#[derive(Clone, Debug)]
pub struct PageCustomer {
    /// The code that the page sends back.
    pub code: String,
    /// Whether there is no reason to create an account.
    pub has_account: bool,
    /// Where the customer signs out, if the shop has said so.
    pub sign_out: Option<&'static str>,
}

/// A request for a page that needs an account, by a visitor without one.
#[derive(Clone, Debug)]
pub struct AccountRequired {
    /// The page that was asked for, and that the visitor comes back to.
    pub page: &'static Page,
    pub no_account: NoAccount,
    /// Where the visitor signs out, if there is something to sign out of.
    pub sign_out: Option<&'static str>,
}

impl AccountRequired {
    /// Of the request whose page is being rendered.
    pub fn current() -> Option<Self> {
        current_request::extension()
    }
}

impl PageCustomer {
    /// Of the request whose page is being rendered.
    pub fn current() -> Option<Self> {
        current_request::extension()
    }

    /// The code for this account's customer, or for a visitor without an account.
    pub fn new(macs: &Macs, account: Option<&AccountKey>, has_account: bool) -> Self {
        Self { code: macs.mac(&text(account)), has_account, sign_out: None }
    }
}

/// Whether a request comes from a page for this customer, or carries no code.
pub fn matches(headers: &HeaderMap, macs: &Macs, account: Option<&AccountKey>) -> bool {
    let mut macs_sent = headers.get_all(DRAWN_FOR).iter();
    macs_sent.all(|mac| mac.to_str().is_ok_and(|mac| macs.verify(mac, &text(account))))
}

fn text(account: Option<&AccountKey>) -> String {
    format!("page {}", account.map_or("", AccountKey::value))
}
