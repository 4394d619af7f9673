//! Lists invoices and serves their PDF files.

use crate::sandbox::{
    authorisation::AuthorisedCaller,
    error_reply::{ErrorReply, HandlerResult},
    pdf,
    records::Invoice,
    reply::SuccessReply,
    tenant::TenantStore,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

/// Zuora: forty at most. The default is twenty in Zuora's older description of such lists, and ten
/// in its general rule.
const MAX_PAGE_SIZE: usize = 40;
const DEFAULT_PAGE_SIZE: usize = 20;

/// The page of a list that is requested.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageQuery {
    #[serde(default = "first_page")]
    page: usize,
    #[serde(default = "default_page_size")]
    page_size: usize,
}

fn first_page() -> usize {
    1
}

fn default_page_size() -> usize {
    DEFAULT_PAGE_SIZE
}

/// `GET /v1/transactions/invoices/accounts/{key}`
pub async fn list_invoices(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    headers: HeaderMap,
    Path(key): Path<String>,
    Query(PageQuery { page, page_size }): Query<PageQuery>,
) -> HandlerResult {
    let page_size = page_size.clamp(1, MAX_PAGE_SIZE);
    let before = page.saturating_sub(1).saturating_mul(page_size);
    let tenant = tenant.lock();
    let account = tenant.account(&key).ok_or_else(|| ErrorReply::no_entity(&key))?;
    let own: Vec<_> =
        tenant.invoices.iter().rev().filter(|invoice| invoice.account_id == account.id).collect();
    let invoices: Vec<Value> = own
        .iter()
        .skip(before)
        .take(page_size)
        .map(|invoice| {
            json!({
                "id": invoice.id,
                "accountId": account.id,
                "accountNumber": account.number,
                "accountName": account.name,
                "invoiceNumber": invoice.number,
                "invoiceDate": invoice.date,
                "dueDate": invoice.date,
                "invoiceTargetDate": invoice.date,
                "amount": f64::from(invoice.cents) / 100.0,
                "balance": f64::from(invoice.balance_cents) / 100.0,
                "status": "Posted",
                "body": format!("/v1/files/{}", invoice.file_id),
                "invoiceFiles": [{
                    "id": invoice.file_id,
                    "versionNumber": 1,
                    "pdfFileUrl": format!("/v1/files/{}", invoice.file_id),
                }],
            })
        })
        .collect();
    let mut list = json!({"invoices": invoices});
    if own.len() > before.saturating_add(page_size) {
        let host =
            headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let page = page + 1;
        list["nextPage"] = format!(
            "http://{host}/v1/transactions/invoices/accounts/{key}?page={page}&pageSize={page_size}"
        )
        .into();
    }
    Ok(SuccessReply(list))
}

/// `GET /v1/files/{id}`: sends the bytes of a file, without any JSON.
pub async fn get(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(id): Path<String>,
) -> Result<Response, ErrorReply> {
    let (lines, number, min_bytes) = {
        let tenant = tenant.lock();
        let invoice = tenant.invoices.iter().find(|invoice| invoice.file_id == id);
        let invoice = invoice.ok_or_else(|| ErrorReply::no_entity(&id))?;
        let account =
            tenant.account(&invoice.account_id).ok_or_else(|| ErrorReply::no_entity(&id))?;
        let Invoice { number, date, cents, min_file_bytes, .. } = invoice;
        let amount = format!("{} {}.{:02}", account.currency, cents / 100, cents % 100);
        let lines = [
            format!("Invoice {number}"),
            format!("To {}, account {}", account.name, account.number),
            format!("Date {date}"),
            format!("Amount due {amount}"),
            "From the sandbox: nobody owes anybody anything.".to_owned(),
        ];
        (lines, number.clone(), *min_file_bytes)
    };
    let headers = [
        // Zuora: the content type always has a charset, even for a PDF.
        (header::CONTENT_TYPE, "application/pdf;charset=UTF-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{number}.pdf\"")),
    ];
    // The tenant is not locked meanwhile, because a large file takes some time.
    let file = spawn_blocking(move || pdf::page(&lines, min_bytes)).await.unwrap_or_default();
    Ok((headers, file).into_response())
}
