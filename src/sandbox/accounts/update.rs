//! `PUT /v1/accounts/{key}`: changes the fields of an account that a request names.

use super::contacts::read_contact;
use crate::sandbox::{
    authorisation::AuthorisedCaller,
    error_reply::{ErrorReply, HandlerResult},
    fields::{FieldReader, object},
    real_card_numbers::reject_real_card_numbers,
    records::{Account, Contact},
    reply::SuccessReply,
    tenant::{TenantData, TenantStore},
};
use axum::{
    body::Bytes,
    extract::{Path, State},
};
use serde_json::json;

/// Inferred: the same as for the creation of an account.
const RESOURCE_CODE: u32 = 510_003;

/// Zuora: the fields of this operation that the sandbox does not store. They change nothing.
const NOT_STORED: [&str; 35] = [
    "Class__NS",
    "CustomerType__NS",
    "Department__NS",
    "IntegrationId__NS",
    "IntegrationStatus__NS",
    "Location__NS",
    "Subsidiary__NS",
    "SyncDate__NS",
    "SynctoNetSuite__NS",
    "additionalEmailAddresses",
    "batch",
    "billToContactId",
    "communicationProfileId",
    "creditMemoTemplateId",
    "customerServiceRepName",
    "debitMemoTemplateId",
    "eReportingProfile",
    "einvoiceProfile",
    "gatewayRoutingEligible",
    "invoiceDeliveryPrefsEmail",
    "invoiceDeliveryPrefsPrint",
    "invoiceTemplateId",
    "parentId",
    "partnerAccount",
    "paymentGatewayNumber",
    "profileNumber",
    "purchaseOrderNumber",
    "rollUpUsage",
    "sequenceSetId",
    "shipToContact",
    "shipToContactId",
    "soldToContactId",
    "summaryStatementTemplateId",
    "tagging",
    "taxInfo",
];

/// What a request changes. Zuora: a field that is missing stays as it is, and an empty one is
/// emptied.
struct Changes {
    name: Option<String>,
    notes: Option<String>,
    crm_id: Option<String>,
    sales_rep: Option<String>,
    payment_gateway: Option<String>,
    payment_term: Option<&'static str>,
    bill_cycle_day: Option<u16>,
    auto_pay: Option<bool>,
    bill_to: Option<Contact>,
    sold_to: Option<Contact>,
    default_payment_method: Option<String>,
}

pub async fn update(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(key): Path<String>,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    reject_real_card_numbers(&body)?;
    let mut fields = FieldReader::new(&body, RESOURCE_CODE);
    let changes = read_changes(&mut fields);
    let changes = fields.finish(Some(changes))?;
    let mut tenant = tenant.lock();
    check(&tenant, &key, &changes)?;
    if let Some(account) = tenant.account_mut(&key) {
        apply(account, changes);
    }
    Ok(SuccessReply(json!({})))
}

fn read_changes(fields: &mut FieldReader<'_>) -> Changes {
    let name = fields.text("name", 255);
    if name.is_some_and(str::is_empty) {
        fields.report_wrong("'name' may not be empty");
    }
    fields.ignore(&NOT_STORED);
    let mut text = |field, max| fields.text(field, max).map(str::to_owned);
    Changes {
        name: name.map(str::to_owned),
        notes: text("notes", 65_535),
        crm_id: text("crmId", 100),
        sales_rep: text("salesRep", 50),
        payment_gateway: text("paymentGateway", 40),
        default_payment_method: text("defaultPaymentMethodId", 64),
        payment_term: fields
            .one_of("paymentTerm", &["Due Upon Receipt", "Net 30", "Net 60", "Net 90"]),
        bill_cycle_day: fields.whole("billCycleDay", 0..=31),
        auto_pay: fields.flag("autoPay"),
        bill_to: fields.object("billToContact", read_contact),
        sold_to: fields.object("soldToContact", read_contact),
    }
}

/// Checks the changes against what the tenant has.
fn check(tenant: &TenantData, key: &str, changes: &Changes) -> Result<(), ErrorReply> {
    let account = tenant.account(key).ok_or_else(|| ErrorReply::no_entity(key))?;
    let wrong = |message: &str| ErrorReply::new(RESOURCE_CODE * 100 + 20, message);
    let default = match changes.default_payment_method.as_deref() {
        // Inferred: an empty field takes the default away.
        Some("") => None,
        // Zuora: a valid id of an existing payment method. Inferred: of this account, and active;
        // code and text.
        Some(id) => Some(
            tenant
                .payment_method(id)
                .filter(|method| method.account_id.as_deref() == Some(&account.id))
                .filter(|method| method.status == "Active")
                .ok_or_else(|| {
                    wrong(
                        "'defaultPaymentMethodId' must be an active payment method of the account",
                    )
                })?
                .id
                .as_str(),
        ),
        None => account.default_payment_method.as_deref(),
    };
    // Inferred from the creation of an account.
    if changes.auto_pay.unwrap_or(account.auto_pay) && default.is_none() {
        return Err(wrong("'autoPay' needs a default payment method"));
    }
    Ok(())
}

fn apply(account: &mut Account, changes: Changes) {
    fn set<T>(field: &mut T, change: Option<T>) {
        if let Some(value) = change {
            *field = value;
        }
    }
    fn set_optional(field: &mut Option<String>, change: Option<String>) {
        if let Some(text) = change {
            *field = (!text.is_empty()).then_some(text);
        }
    }
    set(&mut account.name, changes.name);
    set(&mut account.notes, changes.notes);
    set_optional(&mut account.crm_id, changes.crm_id);
    set_optional(&mut account.sales_rep, changes.sales_rep);
    set_optional(&mut account.payment_gateway, changes.payment_gateway);
    set_optional(&mut account.default_payment_method, changes.default_payment_method);
    set(&mut account.payment_term, changes.payment_term.map(str::to_owned));
    set(&mut account.bill_cycle_day, changes.bill_cycle_day);
    set(&mut account.auto_pay, changes.auto_pay);
    change_contact(&mut account.bill_to, changes.bill_to);
    change_contact(&mut account.sold_to, changes.sold_to);
}

/// The fields that were sent, and no others. The contact keeps its id.
fn change_contact(contact: &mut Contact, change: Option<Contact>) {
    for (field, text) in change.into_iter().flat_map(|change| change.fields) {
        contact.fields.retain(|(name, _)| *name != field);
        if !text.is_empty() {
            contact.fields.push((field, text));
        }
    }
}
