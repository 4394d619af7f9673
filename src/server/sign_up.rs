//! A visitor becomes a customer: the account that the visitor's browser has had created is found to be the visitor's own, and the session becomes its.
//!
//! The browser says which account it was, and could say any. So the visitor's session leaves a mark that no other session has in the account's
//! `crmId`, the shop's own id of a customer, while it is being created; and only an account with that mark becomes the session's.

use super::{account_resolver::Newcomer, outbound::ZuoraError, visit::Visit};
use crate::{
    api::{ApiError, ApiErrorKind, SignUp, SignedUp},
    digits::holds_card_number,
    text::{cleaned, is_supported},
    zuora::{AccountKey, AccountName},
};
use axum::http::header;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Zuora: the most characters of an account's name.
const MOST_CHARACTERS: usize = 255;

impl Visit {
    /// A ticket to create an account of this name, and what marks it as this session's.
    ///
    /// # Errors
    /// When the name is none, and as every ticket.
    pub async fn sign_up(&self, name: String) -> Result<SignUp, ApiError> {
        // The page checks the same; whoever calls without it must not bring a card number this far.
        let is_name =
            !cleaned(&name).is_empty() && is_supported(&name) && name.chars().count() <= MOST_CHARACTERS && !holds_card_number(&name);
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
        self.spend(&self.shop.lookups)?;
        let account = self.shop.zuora.account(account_number, &self.request.to_string()).await;
        let account = account.map_err(|error| match error {
            // Which accounts there are is nobody's business.
            ZuoraError::Refused(_) => ApiErrorKind::NoSuchAccount.into(),
            error => self.told("accounts", &error),
        })?;
        // Also when one of another's is meant by its id: what is compared is the mark.
        if account.crm_id.as_deref() != Some(&*self.mark("account", "")) {
            tracing::warn!(request = %self.request, "not signed in: the account was created by another session");
            return Err(ApiErrorKind::NoSuchAccount.into());
        }
        let newcomer = Newcomer {
            account_key: AccountKey::from(account.number),
            name: account.name,
        };
        // Before the session changes: whoever has to ask again, asks in the session that has the mark.
        let cards = self.shop.zuora.credit_cards(&newcomer.account_key, &self.request.to_string()).await;
        let cards = cards.map_err(|error| self.told("payment-methods", &error))?;
        let payment_method = cards.into_iter().next().ok_or(ApiErrorKind::NoSuchPaymentMethod)?;
        let customer = self.shop.customers.welcome(&newcomer, &self.parts.headers).await;
        let signed_in = customer.is_some();
        if let Some(customer) = customer {
            // A new session, as with every signing in.
            let cookie = self.shop.sessions.cookie_of(Some(customer));
            if let (Some(cookie), Some(options)) = (cookie, use_context::<ResponseOptions>()) {
                options.insert_header(header::SET_COOKIE, cookie);
            }
            self.shop.audit.signed_up(self.request, &self.session, &newcomer.account_key);
        }
        Ok(SignedUp { payment_method, signed_in })
    }
}
