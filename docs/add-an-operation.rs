//! The code of `docs/add-an-operation.md`: a fifth operation, as far as the server and the types go.
//! It is compiled and tested with everything else (`src/server/router/tests/add_an_operation.rs`).

use crate::{
    api::JsonPost,
    api_error::ApiError,
    server::operations::context::RequestContext,
    zuora::{Bound, Fields, FromFields, Method, Operation, Ticket, bound},
};
use leptos::prelude::*;

bound! {
    /// The account in the path. Zuora: no parameter is bound, because the URI names it.
    AccountPath = None;
}

/// *Retrieve an account* (Zuora: `GET /v1/accounts/{account-key}`).
#[derive(Debug)]
pub enum RetrieveAccount {}

impl Operation for RetrieveAccount {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/accounts/{account-key}";
    type Bound = AccountPath;
    type Reply = AccountSummary;
}

/// Zuora's reply to [`RetrieveAccount`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSummary {
    pub name: String,
}

impl FromFields for AccountSummary {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self { name: json.object("basicInfo")?.text("name")? })
    }
}

/// A ticket for the account of the session.
///
/// # Errors
/// Those of [`RequestContext::begin`], or when Zuora gives no ticket.
pub async fn sign(context: &RequestContext) -> Result<Ticket<RetrieveAccount>, ApiError> {
    let permit = context.begin::<RetrieveAccount>().await?;
    let account = AccountPath::from(permit.account().value().to_owned());
    permit.sign(account).await
}

/// A ticket for one *Retrieve an account*, for the account of the session.
///
/// # Errors
/// See [`ApiErrorKind`](crate::api_error::ApiErrorKind).
#[server(prefix = "/api", endpoint = "sign/retrieve-account", protocol = JsonPost)]
pub async fn sign_retrieve_account() -> Result<Ticket<RetrieveAccount>, ApiError> {
    sign(&RequestContext::current().await?).await
}
