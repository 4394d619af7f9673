//! A visitor becomes a customer: the account that the visitor's browser has had created is found to be the visitor's own, and the session becomes its.
//!
//! The browser says which account it was, and could say any. So the visitor's session leaves a mark that no other session has in the account's
//! `crmId`, the shop's own id of a customer, while it is being created; and only an account with that mark becomes the session's.

use crate::{
    api::{ApiError, ApiErrorKind, SignUp, SignedUp},
    digits::holds_card_number,
    server::{
        account_resolver::NewCustomer, operations::context::RequestContext,
        page_customer::PageCustomer, zuora_client::http::ZuoraError,
    },
    text::{cleaned, is_supported},
    zuora::{AccountKey, AccountName, is_key},
};
use axum::http::header;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Zuora: the most characters of an account's name.
const MAX_CHARACTERS: usize = 255;

impl RequestContext {
    /// A ticket to create an account of this name, and what marks it as this session's.
    ///
    /// # Errors
    /// When the name is none, and as every ticket.
    pub async fn sign_up(&self, name: String) -> Result<SignUp, ApiError> {
        // The page checks the same; whoever calls without it must not bring a card number this far.
        let is_name = !cleaned(&name).is_empty()
            && is_supported(&name)
            && name.chars().count() <= MAX_CHARACTERS
            && !holds_card_number(&name);
        if !is_name {
            return Err(ApiErrorKind::BadRequest.into());
        }
        Ok(SignUp {
            ticket: self.ticket_for_anybody(AccountName::from(name)).await?,
            crm_id: self.mark("account", ""),
        })
    }

    /// Signs the visitor in as the customer whose account this session has just had created, and tells the account's card.
    ///
    /// # Errors
    /// When this session has had no such account created, or Zuora does not say.
    pub async fn signed_up(&self, account_number: &str) -> Result<SignedUp, ApiError> {
        self.spend(&self.state.lookups)?;
        if !is_key(account_number) {
            return Err(self.refuse_account("its number is not one that Zuora gives"));
        }
        let account = self.state.zuora.account(account_number, &self.request.to_string()).await;
        let account = account.map_err(|error| match error {
            // Which accounts there are is nobody's business.
            ZuoraError::Refused(_) => ApiErrorKind::NoSuchAccount.into(),
            error => self.told("accounts", &error),
        })?;
        // Also when one of another's is meant by its id: what is compared is the mark.
        if !account.crm_id.is_some_and(|mark| self.has_marked(&mark, "account", "")) {
            return Err(self.refuse_account("it was created by another session"));
        }
        // By its id, which Zuora has made. Its number is the visitor's choice, and could be that of somebody else's account with a space behind it.
        let customer = NewCustomer {
            account_key: AccountKey::from(account.id),
            account_number: account.number,
            name: account.name,
        };
        let account_key = &customer.account_key;
        // Before the session changes: whoever has to ask again, asks in the session that has the mark.
        let cards = self.state.zuora.credit_cards(account_key, &self.request.to_string()).await;
        let cards = cards.map_err(|error| self.told("payment-methods", &error))?;
        let payment_method = cards.into_iter().next().ok_or(ApiErrorKind::NoSuchPaymentMethod)?;
        let signed_in_as = self.state.customers.welcome(&customer, &self.parts.headers).await;
        let signed_in = signed_in_as.is_some();
        if let Some(session_customer) = signed_in_as {
            // A new session, as with every signing in.
            let cookie = self.state.sessions.cookie_of(Some(session_customer));
            if let (Some(cookie), Some(options)) = (cookie, use_context::<ResponseOptions>()) {
                options.insert_header(header::SET_COOKIE, cookie);
            }
            self.record("signed up", Some(account_key), None);
        }
        Ok(SignedUp {
            payment_method,
            signed_in,
            drawn_for: signed_in.then(|| PageCustomer::of(&self.state.marks, Some(account_key)).0),
        })
    }

    fn refuse_account(&self, why: &'static str) -> ApiError {
        tracing::warn!(request = %self.request, why, "not signed in as the owner of an account");
        self.record("confirmation refused", None, Some(why));
        ApiErrorKind::NoSuchAccount.into()
    }
}
