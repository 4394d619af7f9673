//! A visit: what a server function knows about the request it serves, and what the session behind it may do.

use crate::{
    api::{ApiError, ApiErrorKind},
    server::{
        audit::SigningAttempt,
        log, metrics,
        page_customer::{self, DRAWN_FOR},
        rate_limits::{Budgets, Payer},
        request_id::RequestId,
        session::Session,
        state::AppState,
        zuora_client::http::ZuoraError,
    },
    zuora::{AccountKey, Bound as _, Operation, PaymentMethod, Ticket},
};
use axum::http::request::Parts;
use leptos::prelude::use_context;
use std::{net::IpAddr, time::Duration};
use tokio::sync::OnceCell;

/// The request a server function serves, with the right of its session.
pub struct RequestContext {
    pub(super) state: AppState,
    pub(super) request: RequestId,
    pub(super) parts: Parts,
    pub(super) session: Session,
    address: IpAddr,
    /// Resolved once: what was compared with the page is what is signed for.
    resolved: OnceCell<Option<AccountKey>>,
}

impl RequestContext {
    /// The visit that the running server function belongs to.
    ///
    /// # Errors
    /// When there is no session, or it is another customer's than the page was rendered for that asks.
    pub async fn current() -> Result<Self, ApiError> {
        let parts = use_context::<Parts>().ok_or(ApiErrorKind::Internal)?;
        let state = use_context::<AppState>().ok_or(ApiErrorKind::Internal)?;
        let request = parts.extensions.get::<RequestId>().copied();
        let session = parts.extensions.get().cloned().ok_or(ApiErrorKind::NoSession)?;
        let context = Self {
            request: request.ok_or(ApiErrorKind::Internal)?,
            address: state.proxies.client(parts.extensions.get(), &parts.headers),
            state,
            session,
            parts,
            resolved: OnceCell::new(),
        };
        context.check_customer().await?;
        Ok(context)
    }

    /// Another tab can have changed who is signed in. What the page shows is what counts: nothing is done for anybody else.
    async fn check_customer(&self) -> Result<(), ApiError> {
        let (customers, headers) = (&self.state.customers, &self.parts.headers);
        if !headers.contains_key(DRAWN_FOR) {
            return Ok(());
        }
        if page_customer::is_for(headers, &self.state.marks, self.resolve().await) {
            return Ok(());
        }
        metrics::api_request_rejected(ApiErrorKind::CustomerChanged.name());
        tracing::info!(request = %self.request, "refused: the page was rendered for another customer");
        Err(ApiError {
            signed_in_as: customers.name(&self.session, headers).await,
            ..ApiErrorKind::CustomerChanged.into()
        })
    }

    async fn resolve(&self) -> Option<&AccountKey> {
        let resolve = || self.state.customers.account_key(&self.session, &self.parts.headers);
        self.resolved.get_or_init(resolve).await.as_ref()
    }

    /// Has a ticket signed for the customer who has signed in, bound to what `bound` makes of the customer's account, within the budgets; and writes down
    /// how it went.
    ///
    /// # Errors
    /// When nobody has signed in, a budget is empty, a program asks, `bound` says no, or Zuora gives no ticket.
    pub async fn ticket<Op, Bound>(
        &self,
        bound: impl FnOnce(AccountKey) -> Bound,
    ) -> Result<Ticket<Op>, ApiError>
    where
        Op: Operation,
        Bound: Future<Output = Result<Op::Bound, ApiError>>,
    {
        room_for_audit()?;
        let mut attempt =
            self.state.audit.begin(self.request, Op::PATH, &self.session, self.address);
        let signed = async {
            let account = attempt
                .account
                .insert(self.account_before_total(&self.state.signatures).await?)
                .clone();
            self.only_humans().await?;
            self.state.signatures.spend_total(Payer::Customer).map_err(too_many)?;
            self.signed(bound(account).await?).await
        };
        let outcome = signed.await;
        end(attempt, outcome)
    }

    /// Has a ticket signed for a visitor who need not have an account yet.
    ///
    /// # Errors
    /// When a budget is empty, a program asks, or Zuora gives no ticket.
    pub async fn ticket_for_anybody<Op: Operation>(
        &self,
        bound: Op::Bound,
    ) -> Result<Ticket<Op>, ApiError> {
        room_for_audit()?;
        let attempt = self.state.audit.begin(self.request, Op::PATH, &self.session, self.address);
        let signed = async {
            self.spend_before_total(&self.state.signatures)?;
            self.only_humans().await?;
            self.state.signatures.spend_total(Payer::Visitor).map_err(too_many)?;
            self.signed(bound).await
        };
        let outcome = signed.await;
        end(attempt, outcome)
    }

    async fn only_humans(&self) -> Result<(), ApiError> {
        let is_human = self.state.customers.is_human(&self.session, &self.parts.headers).await;
        is_human.then_some(()).ok_or(ApiErrorKind::NotHuman.into())
    }

    async fn signed<Op: Operation>(&self, bound: Op::Bound) -> Result<Ticket<Op>, ApiError> {
        let signed = self.state.zuora.ticket(bound, &self.request.to_string()).await;
        signed.map_err(|error| self.told(Op::PATH, &error))
    }

    /// Whose account the session may act for, within these budgets. The browser has no say in it.
    pub(super) async fn account(&self, budgets: &Budgets) -> Result<AccountKey, ApiError> {
        let account = self.account_before_total(budgets).await?;
        budgets.spend_total(Payer::Customer).map_err(too_many)?;
        Ok(account)
    }

    async fn account_before_total(&self, budgets: &Budgets) -> Result<AccountKey, ApiError> {
        budgets.admit(self.address).map_err(too_many)?;
        let account = self.resolve().await.ok_or(ApiErrorKind::NoSession)?.clone();
        budgets.spend(self.session.id, account.value()).map_err(too_many)?;
        Ok(account)
    }

    /// Counts a visitor who need not have an account: the session stands in its place.
    pub(super) fn spend(&self, budgets: &Budgets) -> Result<(), ApiError> {
        self.spend_before_total(budgets)?;
        budgets.spend_total(Payer::Visitor).map_err(too_many)
    }

    fn spend_before_total(&self, budgets: &Budgets) -> Result<(), ApiError> {
        budgets.admit(self.address).map_err(too_many)?;
        let session = self.session.id;
        budgets.spend(session, &session.to_string()).map_err(too_many)
    }

    /// Puts into the log why Zuora did not do something, and makes of it what the browser is told.
    pub(super) fn told(&self, what: &'static str, error: &ZuoraError) -> ApiError {
        tracing::warn!(request = %self.request, what, %error, "not done by Zuora");
        error.into()
    }

    /// What marks a thing as begun by this session for this purpose, and for whom: nobody can make it up, and no other session has it.
    pub(super) fn mark(&self, purpose: &str, whom: &str) -> String {
        self.state.marks.make(&self.marked(purpose, whom))
    }

    /// Whether this marks a thing as begun by this session for this purpose, and for whom.
    pub(super) fn has_marked(&self, mark: &str, purpose: &str, whom: &str) -> bool {
        self.state.marks.matches(mark, &self.marked(purpose, whom))
    }

    fn marked(&self, purpose: &str, whom: &str) -> String {
        format!("session {purpose} {} {whom}", self.session.id)
    }

    /// Writes down that something of a customer's was done or refused.
    pub(super) fn record(
        &self,
        event: &'static str,
        account: Option<&AccountKey>,
        reason: Option<&'static str>,
    ) {
        self.state.audit.record(event, self.request, &self.session, self.address, account, reason);
    }

    /// A card of the session's account, as Zuora has it.
    ///
    /// # Errors
    /// When nobody has signed in, a budget is empty, the account has no such card, or Zuora does not say.
    pub async fn payment_method(&self, id: &str) -> Result<PaymentMethod, ApiError> {
        let account = self.account(&self.state.lookups).await?;
        self.card_in(&account, id).await
    }

    /// A card of this account, as Zuora has it.
    pub(super) async fn card_in(
        &self,
        account: &AccountKey,
        id: &str,
    ) -> Result<PaymentMethod, ApiError> {
        let listed = self.state.zuora.credit_cards(account, &self.request.to_string()).await;
        let listed = listed.map_err(|error| self.told("payment-methods", &error))?;
        let found = listed.into_iter().find(|method| method.id == id);
        tracing::info!(request = %self.request, found = found.is_some(), "looked for a payment method");
        if found.is_none() {
            self.record(
                "confirmation refused",
                Some(account),
                Some(ApiErrorKind::NoSuchPaymentMethod.name()),
            );
        }
        found.ok_or(ApiErrorKind::NoSuchPaymentMethod.into())
    }
}

/// Nothing is signed that could not be audited.
fn room_for_audit() -> Result<(), ApiError> {
    log::has_room_for_audit().then_some(()).ok_or(ApiErrorKind::SiteBusy.into())
}

fn end<Op: Operation>(
    attempt: SigningAttempt<'_>,
    outcome: Result<Ticket<Op>, ApiError>,
) -> Result<Ticket<Op>, ApiError> {
    let refused = outcome.as_ref().err().map(|error| error.kind);
    metrics::ticket(Op::PATH, refused.map_or("signed", ApiErrorKind::name));
    attempt.end(refused);
    outcome
}

fn too_many(wait: Duration) -> ApiError {
    ApiError {
        retry_after: u32::try_from(wait.as_millis().div_ceil(1000).max(1)).ok(),
        ..ApiErrorKind::TooManyRequests.into()
    }
}
