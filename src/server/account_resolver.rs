//! Maps a session to a Zuora account. The one trait that a shop implements.

use crate::{server::session::Session, zuora::AccountKey};
use axum::http::HeaderMap;
use std::fmt;

pub use crate::server::no_account::NoAccount;
pub use futures::future::BoxFuture;

/// What the shop knows about its visitors. `customers/demo.rs` implements it for the demonstration,
/// and `customers/own.rs` is where a shop does.
///
/// A browser never names an account. Whatever it sends, a signature is bound to the account that
/// this returns.
pub trait AccountResolver: fmt::Debug + Send + Sync {
    /// The account that this visitor may sign for, or why there is none: a page then says what to do,
    /// and a call is refused. A shop with sessions of its own finds their cookie in
    /// the request's `headers`.
    ///
    /// The account is named by Zuora's number or id of it, whatever characters that has.
    fn account_key<'a>(
        &'a self,
        session: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>>;

    /// Whether the page "Create an account" has a note for this visitor instead of the form. By
    /// default, that is everybody who has an account.
    fn has_account(&self, _session: &Session, account: Option<&AccountKey>) -> bool {
        account.is_some()
    }

    /// The customer's name, for the message that the page was rendered for another customer. `None`
    /// where the shop shows no names.
    fn name<'a>(
        &'a self,
        _session: &'a Session,
        _headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<String>> {
        Box::pin(async { None })
    }

    /// Called when a visitor has created an account, which is there and was checked to be the
    /// visitor's. Returns the text for `Session::customer` of a new session, or `None` if signing
    /// up does not sign in.
    fn signed_up<'a>(
        &'a self,
        _customer: &'a NewCustomer,
        _headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<String>> {
        Box::pin(async { None })
    }

    /// Whether a person makes the request: the place for a puzzle or a bot detector, whose proof
    /// comes in a header. Called before every signature, after the limits of address, session and
    /// account and before that of the site. By default everybody counts as a person.
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
    /// The account's id, made by Zuora: letters and digits alone. Only this identifies the account.
    pub account_key: AccountKey,
    /// The account's number, for people. The visitor's browser can choose it, and make it look like
    /// another customer's. Never look up an account by it.
    pub account_number: String,
    /// The account's name: any text that the visitor has typed.
    pub name: String,
}
