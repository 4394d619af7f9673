//! A visit: what a server function knows about the request it serves, and what the session behind it may do.

use super::{
    account_resolver::AccountResolver, answer::RequestId, audit::Audit, budgets::Budgets, client_address::TrustedProxies, metrics,
    session::Session, zuora_client::ZuoraClient,
};
use crate::{
    api::{ApiError, ApiErrorKind},
    zuora::{AccountKey, Bound as _, Operation, PaymentMethod, Ticket},
};
use axum::http::request::Parts;
use leptos::prelude::use_context;
use std::{net::IpAddr, sync::Arc, time::Duration};

/// What every visit shares.
#[derive(Clone)]
pub struct Shop {
    /// Zuora, as this server calls it.
    pub zuora: Arc<ZuoraClient>,
    /// Whose accounts visitors act for.
    pub customers: Arc<dyn AccountResolver>,
    /// Whose word is taken for where a request comes from.
    pub proxies: TrustedProxies,
    /// How many signatures may be asked for.
    pub signatures: Arc<Budgets>,
    /// How many saved cards may be looked up.
    pub confirmations: Arc<Budgets>,
    /// Writes down who asked for a signature.
    pub audit: Audit,
    /// Whether no real card is expected, so that test cards are offered.
    pub is_trial: bool,
}

/// The request a server function serves, with the right of its session.
pub struct Visit {
    shop: Shop,
    request: RequestId,
    parts: Parts,
    session: Session,
    address: IpAddr,
}

impl Visit {
    /// The visit that the running server function belongs to.
    ///
    /// # Errors
    /// When there is no session.
    pub fn current() -> Result<Self, ApiError> {
        let parts = use_context::<Parts>().ok_or(ApiErrorKind::Internal)?;
        let shop = use_context::<Shop>().ok_or(ApiErrorKind::Internal)?;
        let request = parts.extensions.get::<RequestId>().copied();
        let session = parts.extensions.get().cloned().ok_or(ApiErrorKind::NoSession)?;
        Ok(Self {
            request: request.ok_or(ApiErrorKind::Internal)?,
            address: shop.proxies.client(parts.extensions.get(), &parts.headers),
            shop,
            session,
            parts,
        })
    }

    /// Has a ticket signed, bound to what `bound` makes of the session's account, within the budgets; and writes down how it went.
    ///
    /// # Errors
    /// When nobody has signed in, a budget is empty, a program asks, or Zuora gives no ticket.
    pub async fn ticket<Op: Operation>(&self, bound: impl FnOnce(AccountKey) -> Op::Bound) -> Result<Ticket<Op>, ApiError> {
        let mut asked = self.shop.audit.begin(self.request, Op::PATH, &self.session, self.address);
        let outcome = self.signed(bound, &mut asked.account).await;
        let refused = outcome.as_ref().err().map(|error| error.kind);
        metrics::ticket(Op::PATH, refused.map_or("signed", ApiErrorKind::name));
        asked.end(refused);
        outcome
    }

    async fn signed<Op: Operation>(
        &self,
        bound: impl FnOnce(AccountKey) -> Op::Bound,
        account: &mut Option<AccountKey>,
    ) -> Result<Ticket<Op>, ApiError> {
        let own = account.insert(self.account(&self.shop.signatures).await?);
        if !self.shop.customers.is_human(&self.session, &self.parts.headers).await {
            return Err(ApiErrorKind::NotHuman.into());
        }
        let request = self.request;
        let signed = self.shop.zuora.ticket(bound(own.clone()), &request.to_string()).await;
        signed.map_err(|error| {
            tracing::warn!(%request, path = Op::PATH, ?error, "not signed");
            (&error).into()
        })
    }

    /// Whose account the session may act for, within these budgets. The browser has no say in it.
    async fn account(&self, budgets: &Budgets) -> Result<AccountKey, ApiError> {
        let too_many = |wait: Duration| ApiError {
            retry_after: u32::try_from(wait.as_millis().div_ceil(1000).max(1)).ok(),
            ..ApiErrorKind::TooManyRequests.into()
        };
        budgets.admit(self.address).map_err(too_many)?;
        let account = self.shop.customers.account_key(&self.session, &self.parts.headers).await;
        let account = account.ok_or(ApiErrorKind::NoSession)?;
        budgets.spend(self.session.id, account.value()).map_err(too_many)?;
        Ok(account)
    }

    /// A card of the session's account, as Zuora has it.
    ///
    /// # Errors
    /// When nobody has signed in, a budget is empty, the account has no such card, or Zuora does not say.
    pub async fn payment_method(&self, id: &str) -> Result<PaymentMethod, ApiError> {
        let account = self.account(&self.shop.confirmations).await?;
        let request = self.request;
        let listed = self.shop.zuora.credit_cards(&account, &request.to_string()).await;
        let found = listed.map(|cards| cards.into_iter().find(|method| method.id == id));
        match found {
            Ok(Some(method)) => {
                tracing::info!(%request, "confirmed");
                Ok(method)
            }
            Ok(None) => {
                tracing::warn!(%request, "not confirmed: the account has no such payment method");
                Err(ApiErrorKind::NoSuchPaymentMethod.into())
            }
            Err(error) => {
                tracing::warn!(%request, ?error, "not confirmed");
                Err((&error).into())
            }
        }
    }
}
