//! The documents of the customer who has signed in: which there are, and which may be signed for.

use crate::{
    api::{ApiError, ApiErrorKind},
    server::operations::context::RequestContext,
    zuora::{AccountKey, FileId, Invoice},
};

impl RequestContext {
    /// The invoices of the session's account, newest first.
    ///
    /// # Errors
    /// When nobody has signed in, a budget is empty, or Zuora does not list them.
    pub async fn invoices(&self) -> Result<Vec<Invoice>, ApiError> {
        // A picture or a frame on somebody else's page could have every browser that sees it ask for a list.
        let drawn_as = self.parts.headers.get("sec-fetch-dest");
        if drawn_as.is_some_and(|kind| kind != "document") {
            return Err(ApiErrorKind::NotSameOrigin.into());
        }
        let account = self.account(&self.state.lists).await?;
        self.invoices_of(&account).await
    }

    /// The file, if it belongs to an invoice of this account. Zuora binds nothing but the URI to the signature for a file: whose file it is, only the
    /// shop's server checks (inferred).
    ///
    /// # Errors
    /// When it does not, or Zuora does not say.
    pub async fn own_file(&self, account: AccountKey, id: String) -> Result<FileId, ApiError> {
        let invoices = self.invoices_of(&account).await?;
        let is_own = invoices.iter().flat_map(|invoice| &invoice.files).any(|file| file.id == id);
        is_own.then(|| FileId::from(id)).ok_or(ApiErrorKind::NoSuchFile.into())
    }

    async fn invoices_of(&self, account: &AccountKey) -> Result<Vec<Invoice>, ApiError> {
        let invoices = self.state.zuora.invoices(account, &self.request.to_string()).await;
        invoices.map_err(|error| self.told("invoices", &error))
    }
}
