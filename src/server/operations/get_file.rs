//! *Get File*: the invoice files of the customer who has signed in.

use crate::{
    api::{ApiError, ApiErrorKind},
    server::operations::context::{RequestContext, log_zuora_error},
    zuora::{AccountKey, Bound as _, FileId, GetFile, Invoice, Ticket},
};

/// A ticket for one file of the session's account.
///
/// # Errors
/// Those of [`RequestContext::begin`], or when the file is not the account's, or Zuora gives no
/// ticket.
pub async fn sign(context: &RequestContext, file_id: String) -> Result<Ticket<GetFile>, ApiError> {
    let permit = context.begin::<GetFile>().await?;
    let file = find_own_file(context, permit.account(), file_id).await;
    let (permit, file) = permit.require(file)?;
    permit.sign(file).await
}

/// The invoices of an account.
#[derive(Debug)]
pub struct InvoiceList {
    /// Newest first.
    pub invoices: Vec<Invoice>,
    /// The currency of all amounts: Zuora has one for each account. `None` when it could not be
    /// read.
    pub currency: Option<String>,
}

/// The invoices of the session's account.
///
/// # Errors
/// When nobody has signed in, a limit is used up, or the call to Zuora fails.
pub async fn list_invoices(context: &RequestContext) -> Result<InvoiceList, ApiError> {
    // An image or a frame on another site's page could make every browser that shows it load a
    // list.
    let destination = context.headers().get("sec-fetch-dest");
    if destination.is_some_and(|destination| destination != "document") {
        return Err(ApiErrorKind::NotSameOrigin.into());
    }
    let account = context.account(&context.state.lists).await?;
    let (invoices, zuoras_account) = futures::join!(
        fetch_invoices(context, &account),
        context.state.zuora.fetch_account(account.value(), context.id)
    );
    let zuoras_account = zuoras_account.map_err(|error| log_zuora_error("accounts", &error));
    let currency = zuoras_account.ok().and_then(|account| account.currency);
    Ok(InvoiceList { invoices: invoices?, currency })
}

/// The file, if it belongs to an invoice of this account. Zuora binds nothing but the URI to the
/// signature for a file, so only the shop's server can check whose file it is (inferred).
async fn find_own_file(
    context: &RequestContext,
    account: &AccountKey,
    id: String,
) -> Result<FileId, ApiError> {
    let invoices = fetch_invoices(context, account).await?;
    let is_own = invoices.iter().flat_map(|invoice| &invoice.files).any(|file| file.id == id);
    is_own.then(|| FileId::from(id)).ok_or(ApiErrorKind::NoSuchFile.into())
}

async fn fetch_invoices(
    context: &RequestContext,
    account: &AccountKey,
) -> Result<Vec<Invoice>, ApiError> {
    let invoices = context.state.zuora.fetch_invoices(account, context.id).await;
    invoices.map_err(|error| log_zuora_error("invoices", &error))
}
