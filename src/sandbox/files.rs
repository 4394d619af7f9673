//! Invoices, and their PDF files.

use super::{
    bearer::{Bearer, authorise},
    payment_methods::no_entity,
    pdf,
    records::Invoice,
    reply::{Answer, Done, Refusal},
    tenant::Shared,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

/// `GET /v1/transactions/invoices/accounts/{key}`
pub async fn invoices(_: Bearer, State(tenant): State<Shared>, Path(key): Path<String>) -> Answer {
    let tenant = tenant.lock();
    let account = tenant.account(&key).ok_or_else(|| no_entity(&key))?;
    let invoices: Vec<Value> = tenant
        .invoices
        .iter()
        .rev()
        .filter(|invoice| invoice.account_id == account.id)
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
                "balance": f64::from(invoice.cents) / 100.0,
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
    Ok(Done(json!({"invoices": invoices})))
}

/// `GET /v1/files/{id}`: the bytes of a file, with no success flag around them.
pub async fn get(State(tenant): State<Shared>, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Refusal> {
    authorise(&tenant, &headers, "GET", &format!("/v1/files/{id}"), None)?;
    let tenant = tenant.lock();
    let invoice = tenant.invoices.iter().find(|invoice| invoice.file_id == id);
    let invoice = invoice.ok_or_else(|| no_entity(&id))?;
    let account = tenant.account(&invoice.account_id).ok_or_else(|| no_entity(&id))?;
    let Invoice {
        number,
        date,
        cents,
        appendices,
        ..
    } = invoice;
    let amount = format!("{} {}.{:02}", account.currency, cents / 100, cents % 100);
    let lines = [
        format!("Invoice {number}"),
        format!("To {}, account {}", account.name, account.number),
        format!("Date {date}"),
        format!("Amount due {amount}"),
        "From the sandbox: nobody owes anybody anything.".to_owned(),
    ];
    let headers = [
        // Zuora: always with a charset, whatever sense that makes.
        (header::CONTENT_TYPE, "application/pdf;charset=UTF-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{number}.pdf\"")),
    ];
    Ok((headers, pdf::page(&lines, *appendices)).into_response())
}
