//! `POST /v1/accounts`: creates an account with its card, or neither.

use super::contacts::read_contact;
use crate::sandbox::{
    authorisation::authorise,
    cards::{self, CardFieldNames, HolderFields, NewCard},
    error_reply::{ErrorReply, HandlerResult},
    fields::{FieldReader, object},
    gateway, payment_details,
    real_card_numbers::reject_real_card_numbers,
    records::{Account, Contact},
    reply::{SuccessReply, new_id},
    tenant::{TenantData, TenantStore},
};
use axum::{body::Bytes, extract::State, http::HeaderMap};
use serde_json::{Value, json};

/// Recorded for `'currency' may not be null`. Inferred for the other fields: each has a code of its
/// own, and Zuora's list of them is not public.
const RESOURCE_CODE: u32 = 510_003;
/// Zuora: an account created without a number gets one with this prefix. A number that a request
/// chooses may not begin with it.
const NUMBER_PREFIX: &str = "A";

/// A request whose fields have all been checked.
struct AccountRequest {
    account: Account,
    card: Option<NewCard>,
    existing_method: Option<String>,
}

pub async fn create(
    State(tenant): State<TenantStore>,
    headers: HeaderMap,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    reject_real_card_numbers(&body)?;
    let name = body.get("name").and_then(Value::as_str);
    authorise(&tenant, &headers, "POST", "/v1/accounts", name)?;
    let mut fields = FieldReader::new(&body, RESOURCE_CODE);
    let new = read_request(&mut fields);
    let mut new = fields.finish(new)?;
    // Zuora: no account is created when the card is declined.
    if let Some(card) = new.card.take() {
        new.card = Some(gateway::verify(&tenant, card, Some(&new.account.bill_to)).await?);
    }
    save(&mut tenant.lock(), new).map(SuccessReply)
}

fn read_request(fields: &mut FieldReader<'_>) -> Option<AccountRequest> {
    let name = fields.required_text("name", 255);
    let currency = fields.required_text("currency", 3);
    if currency.is_some_and(|currency| {
        currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase())
    }) {
        fields.report_wrong("'currency' must be three capital letters");
    }
    let number = fields.text("accountNumber", 70);
    if number.is_some_and(|number| number.starts_with(NUMBER_PREFIX)) {
        fields.report_wrong(format!("'accountNumber' may not begin with '{NUMBER_PREFIX}'"));
    }
    let day = fields.whole("billCycleDay", 0..=31);
    if fields.get("subscription").is_none() {
        fields.required("billCycleDay", day);
    }
    let term = fields.one_of("paymentTerm", &["Due Upon Receipt", "Net 30", "Net 60", "Net 90"]);
    let notes = fields.text("notes", 65_535);
    let crm_id = fields.text("crmId", 100);
    let bill_to = fields.object("billToContact", read_contact);
    let bill_to = fields.required("billToContact", bill_to);
    let sold_to = fields.object("soldToContact", read_contact);
    fields.object("shipToContact", read_contact);
    fields.flag("soldToSameAsBillTo");
    fields.text("batch", 50);
    let sales_rep = fields.text("salesRep", 50);
    let payment_gateway = fields.text("paymentGateway", 40);
    fields.ignore(&[
        "invoiceDeliveryPrefsEmail",
        "invoiceDeliveryPrefsPrint",
        "additionalEmailAddresses",
        "tagging",
        "taxInfo",
    ]);

    let auto_pay = fields.flag("autoPay").unwrap_or(false);
    let existing_method = fields.text("hpmCreditCardPaymentMethodId", 32).map(str::to_owned);
    let old = fields.object("creditCard", |card| {
        cards::read(card, CardFieldNames::Current, HolderFields::WithAddress)
    });
    let new = fields.object("paymentMethod", |method| {
        let details = payment_details::read_current(method);
        // Zuora: the card becomes the account's default. Inferred: these two change nothing.
        method.flag("makeDefault");
        method.ignore(&["accountKey"]);
        let card = cards::read(method, CardFieldNames::Current, HolderFields::Required);
        card.map(|card| card.with_details(details))
    });
    let methods = usize::from(old.is_some())
        + usize::from(new.is_some())
        + usize::from(existing_method.is_some());
    if auto_pay && methods != 1 {
        fields.report_wrong("'autoPay' needs exactly one of 'paymentMethod', 'creditCard' and 'hpmCreditCardPaymentMethodId'");
    }
    let bill_to = bill_to?;
    let account = Account {
        id: new_id(),
        number: number.unwrap_or_default().to_owned(),
        name: name?.to_owned(),
        currency: currency?.to_owned(),
        bill_cycle_day: day.unwrap_or(0),
        auto_pay,
        payment_term: term.unwrap_or("Due Upon Receipt").to_owned(),
        notes: notes.unwrap_or_default().to_owned(),
        crm_id: crm_id.map(str::to_owned),
        sales_rep: sales_rep.map(str::to_owned),
        payment_gateway: payment_gateway.map(str::to_owned),
        // Zuora: a copy of bill-to, with an id of its own.
        sold_to: sold_to.unwrap_or_else(|| Contact { id: new_id(), ..bill_to.clone() }),
        bill_to,
        default_payment_method: None,
    };
    Some(AccountRequest { account, card: new.or(old), existing_method })
}

/// Saves both the account and its card, or neither.
fn save(tenant: &mut TenantData, new: AccountRequest) -> Result<Value, ErrorReply> {
    let AccountRequest { mut account, card, existing_method } = new;
    if tenant.is_full() {
        return Err(ErrorReply::sandbox_full());
    }
    if account.number.is_empty() {
        let next = (1..).map(|count: usize| format!("{NUMBER_PREFIX}{count:08}"));
        let free = next.skip(tenant.accounts.len()).find(|number| tenant.account(number).is_none());
        account.number = free.unwrap_or_default();
    } else if tenant.account(&account.number).is_some() {
        return Err(ErrorReply::new(
            RESOURCE_CODE * 100 + 30,
            "The account number is in use already.",
        ));
    }
    if let Some(id) = &existing_method {
        let orphan = tenant
            .payment_methods
            .iter_mut()
            .find(|method| method.id == *id && method.account_id.is_none());
        let orphan = orphan.ok_or_else(|| ErrorReply::no_entity(id))?;
        orphan.account_id = Some(account.id.clone());
    }
    let method =
        existing_method.or_else(|| card.map(|card| card.save(tenant, Some(account.id.clone()))));
    account.default_payment_method.clone_from(&method);
    let mut reply = json!({
        "accountId": account.id,
        "accountNumber": account.number,
        "billToContactId": account.bill_to.id,
        "soldToContactId": account.sold_to.id,
    });
    if let Some(method) = method {
        reply["paymentMethodId"] = method.into();
    }
    tenant.accounts.push(account);
    Ok(reply)
}
