//! The request that a server function serves: who sent it, and what its session may do.

use crate::{
    api::{ApiError, ApiErrorKind},
    server::{
        account_resolver::NoAccount,
        log, metrics,
        page_customer::{self, DRAWN_FOR},
        rate_limits::{Payer, RateLimits},
        request_id::RequestId,
        session::Session,
        state::AppState,
        visitor_account,
        zuora_client::http::{ZuoraError, in_seconds},
    },
    zuora::{AccountKey, Bound as _},
};
use axum::http::{HeaderMap, request::Parts};
use leptos::prelude::with_context;
use std::{net::IpAddr, sync::Arc, time::Duration};
use tokio::sync::OnceCell;

/// One request for a server function.
pub struct RequestContext {
    pub(super) state: Arc<AppState>,
    pub(super) id: RequestId,
    pub(super) session: Session,
    pub(super) address: IpAddr,
    headers: HeaderMap,
    /// Resolved once, so that the account that is compared with the page's is the one that is
    /// signed for.
    account: OnceCell<Result<AccountKey, NoAccount>>,
}

impl RequestContext {
    /// The request that is being served.
    ///
    /// # Errors
    /// When it has no session, or its page was rendered for another customer than the session's.
    pub async fn current() -> Result<Self, ApiError> {
        let state = AppState::current().ok_or(ApiErrorKind::Internal)?;
        let context = with_context(|Parts { headers, extensions, .. }| {
            Ok::<_, ApiErrorKind>(Self {
                id: extensions.get().copied().ok_or(ApiErrorKind::Internal)?,
                session: extensions.get().cloned().ok_or(ApiErrorKind::NoSession)?,
                address: state.proxies.client(extensions.get(), headers),
                headers: headers.clone(),
                state,
                account: OnceCell::new(),
            })
        });
        let context = context.ok_or(ApiErrorKind::Internal)??;
        context.check_page_customer().await?;
        Ok(context)
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Another tab can have changed who is signed in. Nothing is done for any other customer than
    /// the one whose name the page shows.
    async fn check_page_customer(&self) -> Result<(), ApiError> {
        if !self.headers().contains_key(DRAWN_FOR) {
            return Ok(());
        }
        let account = self.resolve_account().await;
        // A login that does not answer has changed nobody.
        if let Err(NoAccount::Unknown(_)) = account {
            return Err(ApiErrorKind::SiteBusy.into());
        }
        if page_customer::matches(self.headers(), &self.state.macs, account.as_ref().ok()) {
            return Ok(());
        }
        // The customer of the page has signed out, and nobody has taken the place.
        if let Err(no_account) = account {
            return Err(no_account.kind().into());
        }
        metrics::api_request_rejected(ApiErrorKind::CustomerChanged.name());
        tracing::info!("refused: the page was rendered for another customer");
        Err(ApiError {
            signed_in_as: self.state.customers.name(&self.session, self.headers()).await,
            ..ApiErrorKind::CustomerChanged.into()
        })
    }

    async fn resolve_account(&self) -> &Result<AccountKey, NoAccount> {
        let resolve =
            || visitor_account::resolve(&*self.state.customers, &self.session, self.headers());
        self.account.get_or_init(resolve).await
    }

    /// The account that the session acts for, within `limits`. The browser has no say in it.
    ///
    /// # Errors
    /// When nobody has signed in, or a limit is used up.
    pub(super) async fn account(&self, limits: &RateLimits) -> Result<AccountKey, ApiError> {
        let account = self.account_before_total(limits).await?;
        limits.check_total(Payer::Customer).await.map_err(too_many)?;
        Ok(account)
    }

    pub(super) async fn account_before_total(
        &self,
        limits: &RateLimits,
    ) -> Result<AccountKey, ApiError> {
        limits.check_address(self.address).await.map_err(too_many)?;
        let account = self.resolve_account().await.clone().map_err(|none| none.kind())?;
        limits.check_session(self.session.id, account.value()).await.map_err(too_many)?;
        Ok(account)
    }

    /// Limits a visitor who need not have an account: the session stands in its place.
    ///
    /// # Errors
    /// When a limit is used up.
    pub(super) async fn limit_visitor(&self, limits: &RateLimits) -> Result<(), ApiError> {
        self.limit_visitor_before_total(limits).await?;
        limits.check_total(Payer::Visitor).await.map_err(too_many)
    }

    pub(super) async fn limit_visitor_before_total(
        &self,
        limits: &RateLimits,
    ) -> Result<(), ApiError> {
        limits.check_address(self.address).await.map_err(too_many)?;
        let session = self.session.id;
        limits.check_session(session, &session.to_string()).await.map_err(too_many)
    }

    /// Whether the visitor has shown to be a person, where the shop checks that.
    ///
    /// # Errors
    /// When the shop's check fails.
    pub(super) async fn require_human(&self) -> Result<(), ApiError> {
        let is_human = self.state.customers.is_human(&self.session, self.headers()).await;
        is_human.then_some(()).ok_or(ApiErrorKind::NotHuman.into())
    }

    /// A code that proves, when it comes back through a third party, that this session handed it
    /// out for `purpose` and `account`.
    pub(super) fn session_mac(&self, purpose: &str, account: &str) -> String {
        self.state.macs.mac(&self.session_text(purpose, account))
    }

    /// Whether `mac` is this session's for `purpose` and `account`.
    pub(super) fn verifies(&self, mac: &str, purpose: &str, account: &str) -> bool {
        self.state.macs.verify(mac, &self.session_text(purpose, account))
    }

    fn session_text(&self, purpose: &str, account: &str) -> String {
        format!("session {purpose} {} {account}", self.session.id)
    }

    /// Writes to the audit log that something was done in an account, or refused for `reason`.
    pub(super) fn audit(
        &self,
        event: &'static str,
        account: Option<&AccountKey>,
        reason: Option<&'static str>,
    ) {
        self.state.audit.record(event, self.id, &self.session, self.address, account, reason);
    }
}

/// Whether what is to be done next could be written to the audit log.
///
/// # Errors
/// When it could not: then it must not be done.
pub(super) fn require_audit_room() -> Result<(), ApiError> {
    log::has_room_for_audit().then_some(()).ok_or(ApiErrorKind::SiteBusy.into())
}

pub(super) fn too_many(wait: Duration) -> ApiError {
    metrics::rate_limit_exceeded();
    ApiError { retry_after: in_seconds(wait), ..ApiErrorKind::TooManyRequests.into() }
}

/// Logs why a call to Zuora failed, and returns the error for the browser, which says less.
pub(super) fn log_zuora_error(call: &'static str, error: &ZuoraError) -> ApiError {
    tracing::warn!(call, %error, "Zuora call failed");
    error.into()
}
