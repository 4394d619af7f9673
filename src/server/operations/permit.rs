//! The permission to have one signature made. It is the one way to a ticket, so every operation
//! passes the same checks in the same order, and every attempt is in the audit log.

use crate::{
    api::ApiError,
    server::{
        audit::{SIGNED, SigningAttempt},
        metrics,
        operations::context::{RequestContext, log_zuora_error, require_audit_room, too_many},
        rate_limits::Payer,
    },
    zuora::{AccountKey, Operation, Ticket},
};
use std::marker::PhantomData;
use tracing::{Instrument as _, Span};

/// The permission to sign one `Op`. `Account` is the customer's account, or `()` for a visitor who
/// need not have one.
///
/// However it ends, it is counted and written to the audit log when it is dropped; as abandoned
/// when the server gives up or ends before that, because Zuora may have signed.
pub struct Permit<'a, Op, Account = AccountKey> {
    context: &'a RequestContext,
    attempt: SigningAttempt<'a>,
    account: Account,
    operation: PhantomData<Op>,
}

impl RequestContext {
    /// Begins the signing of `Op` for the customer who has signed in.
    ///
    /// # Errors
    /// When nobody has signed in, a limit is used up, the shop's check for people fails, or the
    /// attempt could not be audited.
    pub async fn begin<Op: Operation>(&self) -> Result<Permit<'_, Op>, ApiError> {
        let mut attempt = self.begin_attempt::<Op>()?;
        let admitted = async {
            let limits = &self.state.signatures;
            let account = self.account_before_total(limits).await?;
            attempt.account = Some(account.clone());
            self.require_human().await?;
            limits.check_total(Payer::Customer).await.map_err(too_many)?;
            Ok(account)
        };
        let account = admitted.await;
        Permit::admit(self, attempt, account)
    }

    /// Begins the signing of `Op` for a visitor who need not have an account yet.
    ///
    /// # Errors
    /// When a limit is used up, the shop's check for people fails, or the attempt could not be
    /// audited.
    pub async fn begin_for_visitor<Op: Operation>(&self) -> Result<Permit<'_, Op, ()>, ApiError> {
        let attempt = self.begin_attempt::<Op>()?;
        let limits = &self.state.signatures;
        let admitted = async {
            self.limit_visitor_before_total(limits).await?;
            self.require_human().await?;
            limits.check_total(Payer::Visitor).await.map_err(too_many)
        };
        let admitted = admitted.await;
        Permit::admit(self, attempt, admitted)
    }

    /// Nothing is signed that could not be audited.
    fn begin_attempt<Op: Operation>(&self) -> Result<SigningAttempt<'_>, ApiError> {
        require_audit_room()?;
        Span::current().record("operation", Op::PATH);
        Ok(self.state.audit.begin(self.id, Op::PATH, &self.session, self.address))
    }
}

impl<'a, Op: Operation, Account> Permit<'a, Op, Account> {
    fn admit(
        context: &'a RequestContext,
        attempt: SigningAttempt<'a>,
        account: Result<Account, ApiError>,
    ) -> Result<Self, ApiError> {
        match account {
            Ok(account) => Ok(Self { context, attempt, account, operation: PhantomData }),
            Err(error) => Err(end::<Op>(attempt, error)),
        }
    }

    /// Ends the attempt when a check of the operation's own has failed.
    ///
    /// # Errors
    /// The error of `checked`.
    pub fn require<T>(self, checked: Result<T, ApiError>) -> Result<(Self, T), ApiError> {
        match checked {
            Ok(value) => Ok((self, value)),
            Err(error) => Err(end::<Op>(self.attempt, error)),
        }
    }

    /// Has Zuora sign one call of `Op`, bound to `bound`.
    ///
    /// # Errors
    /// When Zuora gives no ticket in time.
    pub async fn sign(self, bound: Op::Bound) -> Result<Ticket<Op>, ApiError> {
        let Self { context, attempt, .. } = self;
        let ticket = context.state.zuora.fetch_ticket(bound, context.id);
        match ticket.instrument(attempt.span.clone()).await {
            Ok(ticket) => {
                metrics::ticket(Op::PATH, SIGNED);
                attempt.end(SIGNED);
                Ok(ticket)
            }
            Err(error) => Err(end::<Op>(attempt, log_zuora_error(Op::PATH, &error))),
        }
    }
}

impl<Op> Permit<'_, Op> {
    /// The account that the session acts for.
    pub fn account(&self) -> &AccountKey {
        &self.account
    }
}

fn end<Op: Operation>(attempt: SigningAttempt<'_>, error: ApiError) -> ApiError {
    metrics::ticket(Op::PATH, error.kind.name());
    attempt.end(error.kind.name());
    error
}
