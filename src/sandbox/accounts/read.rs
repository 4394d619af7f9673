//! `GET /v1/accounts/{key}`: reads an account.

use super::contacts::contact_json;
use crate::sandbox::{
    authorisation::AuthorisedCaller,
    error_reply::{ErrorReply, HandlerResult},
    reply::SuccessReply,
    tenant::TenantStore,
};
use axum::extract::{Path, State};
use serde_json::json;

/// Zuora: the keys. Recorded: those without a value are null. Zuora's sample has empty texts for
/// most of them.
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
            "salesRep": account.sales_rep,
            "status": "Active",
            "batch": "Batch1",
            "defaultPaymentMethodId": account.default_payment_method,
            "communicationProfileId": null,
            "invoiceTemplateId": null,
            "profileNumber": null,
            "sequenceSetId": null,
            "summaryStatementTemplateId": null,
        },
        "billingAndPayment": {
            "autoPay": account.auto_pay,
            "billCycleDay": account.bill_cycle_day,
            "currency": account.currency,
            "paymentTerm": account.payment_term,
            "defaultPaymentMethodId": account.default_payment_method,
            "paymentGateway": account.payment_gateway,
            "additionalEmailAddresses": [],
        },
        "billToContact": contact_json(&account.bill_to),
        "soldToContact": contact_json(&account.sold_to),
    })))
}
