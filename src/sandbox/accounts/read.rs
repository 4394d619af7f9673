//! `GET /v1/accounts/{key}`: reads an account.

use crate::sandbox::{
    authorisation::AuthorisedCaller,
    error_reply::{ErrorReply, HandlerResult},
    records::Contact,
    reply::SuccessReply,
    tenant::TenantStore,
};
use axum::extract::{Path, State};
use serde_json::{Value, json};

pub async fn get(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(key): Path<String>,
) -> HandlerResult {
    let tenant = tenant.lock();
    let account = tenant.account(&key).ok_or_else(|| ErrorReply::no_entity(&key))?;
    Ok(SuccessReply(json!({
        "basicInfo": {
            "id": account.id,
            "name": account.name,
            "accountNumber": account.number,
            "notes": account.notes,
            "crmId": account.crm_id,
            "status": "Active",
            "batch": "Batch1",
            "defaultPaymentMethodId": account.default_payment_method,
        },
        "billingAndPayment": {
            "autoPay": account.auto_pay,
            "billCycleDay": account.bill_cycle_day,
            "currency": account.currency,
            "paymentTerm": account.payment_term,
            "defaultPaymentMethodId": account.default_payment_method,
            "additionalEmailAddresses": [],
        },
        "billToContact": contact_json(&account.bill_to),
        "soldToContact": contact_json(&account.sold_to),
    })))
}

fn contact_json(contact: &Contact) -> Value {
    let mut json: Value = contact
        .fields
        .iter()
        .map(|(field, text)| ((*field).to_owned(), Value::from(text.as_str())))
        .collect();
    json["id"] = contact.id.as_str().into();
    json
}
