//! Whose account a session may sign for: the one question that a shop answers for itself.

use crate::{server::session::Session, zuora::AccountKey};
use axum::http::HeaderMap;
use std::fmt;

pub use futures::future::BoxFuture;

/// What the shop knows of its visitors. `customers.rs` has the demonstration's; a shop of your own puts its own there.
///
/// A browser never names an account: whatever it sends, signatures are asked for the account that this returns, and for no other.
pub trait AccountResolver: fmt::Debug + Send + Sync {
    /// The account that this visitor may sign for, or `None` when nobody has signed in. `headers` are the request's: a shop that has sessions of
    /// its own finds their cookie there.
    fn account_key<'a>(
        &'a self,
        session: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>>;

    /// The customer's name as the pages show it, for a page that was rendered for somebody else; `None` where the shop shows none.
    fn name<'a>(
        &'a self,
        _session: &'a Session,
        _headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<String>> {
        Box::pin(async { None })
    }

    /// Who has signed in once a visitor's own account has been created, in words that `Session::customer` then holds; `None` when signing up does not sign in.
    /// The account is there and is the visitor's: that has been checked.
    fn welcome<'a>(
        &'a self,
        _customer: &'a NewCustomer,
        _headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<String>> {
        Box::pin(async { None })
    }

    /// Whether a person is asking. It is called before every signature, after the budgets of address, session and account and before the
    /// site's: the place for a puzzle or a bot detector, whose proof
    /// would come in a header. Everybody is believed unless a shop says otherwise.
    fn is_human<'a>(
        &'a self,
        _session: &'a Session,
        _headers: &'a HeaderMap,
    ) -> BoxFuture<'a, bool> {
        Box::pin(async { true })
    }
}

/// A customer who has just signed up.
#[derive(Debug)]
pub struct NewCustomer {
    /// The account, by the id that Zuora has made for it: letters and digits alone. The only thing here that says which account it is.
    pub account_key: AccountKey,
    /// Its number, for people. The visitor's browser can choose it, and can choose one that looks like another customer's: no account is looked up by it.
    pub account_number: String,
    /// Its name, in the visitor's own words: any text.
    pub name: String,
}
