//! *Create Account*: a new customer's account and its card, created in one call.

use super::{
    attempt::Attempt,
    card_json::{CardFieldNames, write_address, write_card},
    card_operation::{CardOperation, Created},
    cross_origin::{NoAnswer, call},
    dom::{set_rendered_for, set_text, value},
    editing::set_faults,
    field_errors::{show_account_error, update_summary},
    json::set,
    sentences,
};
use crate::{
    api::{SignUp, SignedUp, confirm_account, find_account, sign_create_account},
    api_error::{ApiError, ApiErrorKind},
    card::Card,
    element_ids::id,
    flow::{FieldFault, FoundCard, Phase, SavedCard},
    signup_form::{AccountFault, AccountField, NewAccount},
    text::cleaned,
    words::{Outcome, labelled},
    zuora::{Answer, CreateAccount, PaymentMethod, Refusal, Ticket},
};
use js_sys::Object;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

impl CardOperation for CreateAccount {
    type ExtraFields = NewAccount;
    type Typed = String;
    type Grant = SignUp;

    fn read() -> Result<NewAccount, Vec<FieldFault>> {
        let typed = |field: AccountField| value(field.id()).to_string();
        let read = NewAccount::parse(typed, &value(id::COUNTRY));
        let faults = read.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        let shown = show_all(faults);
        read.map_err(|_| shown)
    }

    fn read_typed() -> Option<String> {
        let field = AccountField::Name;
        let typed = value(field.id());
        field.check(&typed, "").ok().map(|()| cleaned(&typed))
    }

    async fn sign(name: &String) -> Result<SignUp, ApiError> {
        sign_create_account(name.clone()).await
    }

    fn ticket(grant: &SignUp) -> &Ticket<Self> {
        &grant.ticket
    }

    /// The `crmId` of the account, which no other account has.
    fn reference(grant: &SignUp) -> Option<Vec<String>> {
        Some(vec![grant.crm_id.clone()])
    }

    async fn send(
        grant: SignUp,
        card: &Card,
        account: &NewAccount,
    ) -> Result<Answer<Created>, NoAnswer> {
        let body = body(&grant.crm_id, card, account);
        Ok(match call(grant.ticket, Some(&body)).await? {
            Answer::Done(reply) => Answer::Done(Created {
                payment_method_id: reply.payment_method_id,
                account_number: Some(reply.account_number),
            }),
            Answer::Refused(refusal) => Answer::Refused(refusal),
        })
    }

    async fn find(attempt: &Attempt) -> Result<Option<FoundCard>, ApiError> {
        let crm_id = attempt.reference.iter().flatten().next().cloned().unwrap_or_default();
        match find_account(crm_id).await {
            Ok(found) => {
                let number = found.account_number.clone();
                let mut found = FoundCard::from(sign_in(found));
                found.card.account_number = Some(number);
                Ok(Some(found))
            }
            Err(error) if error.kind == ApiErrorKind::NoSuchAccount => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn confirm(saved: &SavedCard) -> Result<PaymentMethod, ApiError> {
        let number = saved.account_number.clone().unwrap_or_default();
        confirm_account(number).await.map(sign_in)
    }

    fn outcome() -> Option<&'static Outcome> {
        Some(sentences::account_outcome())
    }

    fn is_default(_: &NewAccount) -> bool {
        false
    }

    fn show_refused(refusal: &Refusal) -> Vec<FieldFault> {
        let named: Vec<_> = refusal.reasons.iter().filter_map(|reason| reason.field()).collect();
        let is_named =
            |field: &AccountField| field.zuora_names().iter().any(|name| named.contains(name));
        let refused: Vec<_> = AccountField::ALL
            .into_iter()
            .filter(is_named)
            .map(|field| (field, AccountFault::Refused))
            .collect();
        show_all(&refused)
    }
}

/// Makes the page that of the new customer, where the server has signed the visitor in.
fn sign_in(account: SignedUp) -> PaymentMethod {
    if account.signed_in {
        set_text(id::SIGNED_IN, &account.name);
        let sentence = labelled(sentences::account_outcome().signed_in, &account.name);
        // The notice may not be there yet.
        request_animation_frame(move || set_text(id::WAIT, &sentence));
        set_rendered_for(&account.drawn_for.unwrap_or_default());
    }
    account.payment_method
}

/// What Zuora is sent beside the name of the account.
fn body(crm_id: &str, card: &Card, account: &NewAccount) -> Object {
    use AccountField::{Address, City, Currency, Email, FirstName, LastName, State};
    let (contact, holder) = (Object::new(), Object::new());
    for field in [FirstName, LastName, Email, Address, City, State] {
        let text = account.get(field);
        let names = field.zuora_names();
        if !text.is_empty() {
            set(&contact, names[0], text);
        }
        // Zuora: the card holder's information has the address; its name is the one on the
        // card.
        if !text.is_empty() && !matches!(field, FirstName | LastName) {
            set(&holder, names[names.len() - 1], text);
        }
    }
    write_address(&contact, card);
    let method = Object::new();
    set(&method, "type", "CreditCard");
    let names = CardFieldNames { brand: "cardType", number: "cardNumber" };
    write_card(&method, card, names, &holder);
    let body = Object::new();
    set(&body, "crmId", crm_id);
    set(&body, "currency", account.get(Currency));
    // Zuora: with 0, the first subscription sets the day.
    set(&body, "billCycleDay", 0);
    // Zuora: an account that is created with a payment method pays automatically.
    set(&body, "autoPay", true);
    set(&body, "billToContact", contact);
    set(&body, "paymentMethod", method);
    body
}

/// Shows each field's fault beside it, and clears the other fields' errors. Returns what is shown.
fn show_all(faults: &[(AccountField, AccountFault)]) -> Vec<FieldFault> {
    let mut shown = Vec::new();
    for field in AccountField::ALL {
        let fault = faults.iter().find(|(other, _)| *other == field);
        let sentence = fault.map(|(field, fault)| sentences::account_fault(*field, *fault));
        show_account_error(field.id(), sentence);
        shown.extend(sentence.map(|sentence| FieldFault { id: field.id(), sentence }));
    }
    shown
}

/// Handles `input`: clears a field's error, and its line in the summary, when its value becomes
/// valid. Another country can make the state valid.
pub fn handle_input(event: &Event, phase: RwSignal<Phase>) {
    let id = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .map(|target| target.id());
    let id = match id.as_deref() {
        Some(id::COUNTRY) => Some(AccountField::State.id()),
        id => id,
    };
    let field = AccountField::ALL.into_iter().find(|field| Some(field.id()) == id);
    let is_valid =
        |field: &AccountField| field.check(&value(field.id()), &value(id::COUNTRY)).is_ok();
    let Some(field) = field.filter(is_valid) else {
        return;
    };
    show_account_error(field.id(), None);
    if let Phase::Invalid(mut faults) = phase.get_untracked() {
        let count = faults.others.len();
        faults.others.retain(|fault| fault.id != field.id());
        if faults.others.len() != count {
            update_summary(&[field.id()], None);
            set_faults(phase, faults);
        }
    }
}
