//! *Create Account*: a new customer's account and its card, in one call: whole or not at all.

use super::{
    call::{NoAnswer, send},
    card_json::{set, write_card},
    editing::mended,
    page::{mend_notice, set_drawn_for, show_beside, value, write_into},
    submit::CardOperation,
};
use crate::{
    api::{SignUp, confirm_account, sign_create_account},
    api_error::ApiError,
    card::Card,
    components::id,
    flow::{FieldFault, Phase, SavedCard},
    signup_form::{AccountFault, AccountField, NewAccount},
    words::{ACCOUNT, Outcome},
    zuora::{Answer, PaymentMethod, Refusal},
};
use js_sys::Object;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

/// The job of the page "Create an account".
#[derive(Debug)]
pub enum CreateAccount {}

impl CardOperation for CreateAccount {
    type ExtraFields = NewAccount;
    type Grant = SignUp;

    fn read() -> Result<NewAccount, Vec<FieldFault>> {
        let read = NewAccount::parse(|field| value(field.id()).to_string());
        let faults = read.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        let told = show_all(faults);
        read.map_err(|_| told)
    }

    async fn sign(account: &NewAccount) -> Result<SignUp, ApiError> {
        sign_create_account(account.get(AccountField::Name).to_owned()).await
    }

    async fn send(
        permission: SignUp,
        card: Card,
        account: &NewAccount,
    ) -> Result<Answer<(String, Option<String>)>, NoAnswer> {
        use AccountField::{
            Address, City, Country, Currency, FirstName, LastName, PostalCode, State,
        };
        let (contact, holder) = (Object::new(), Object::new());
        for field in [FirstName, LastName, Address, City, State, PostalCode, Country] {
            let text = account.get(field);
            let names = field.zuoras_names();
            if !text.is_empty() {
                set(&contact, names[0], text)?;
            }
            // Of the card's holder, Zuora takes the address; the name is the one on the card.
            if !text.is_empty() && !matches!(field, FirstName | LastName) {
                set(&holder, names[names.len() - 1], text)?;
            }
        }
        let method = Object::new();
        set(&method, "type", "CreditCard")?;
        write_card(&method, card, ["cardType", "cardNumber"], &holder)?;
        let fields = Object::new();
        set(&fields, "crmId", &*permission.crm_id)?;
        set(&fields, "currency", account.get(Currency))?;
        // Zuora: 0 lets it be set by the first subscription.
        set(&fields, "billCycleDay", 0)?;
        // Zuora: an account with a payment method is one that pays by itself.
        set(&fields, "autoPay", true)?;
        set(&fields, "billToContact", contact)?;
        set(&fields, "paymentMethod", method)?;
        Ok(match send(permission.ticket, Some(&fields)).await? {
            Answer::Done(created) => {
                Answer::Done((created.payment_method_id, Some(created.account_number)))
            }
            Answer::Refused(refusal) => Answer::Refused(refusal),
        })
    }

    async fn confirm(saved: &SavedCard, account: &NewAccount) -> Result<PaymentMethod, ApiError> {
        let confirmed = confirm_account(saved.account_number.clone().unwrap_or_default()).await?;
        if confirmed.signed_in {
            write_into(id::SIGNED_IN, account.get(AccountField::Name));
            set_drawn_for(&confirmed.drawn_for.unwrap_or_default());
        }
        Ok(confirmed.payment_method)
    }

    fn outcome() -> Option<&'static Outcome> {
        Some(ACCOUNT.here().outcome())
    }

    fn is_default(_: &NewAccount) -> bool {
        false
    }

    fn show_refused(refusal: &Refusal) -> Vec<FieldFault> {
        let named: Vec<_> = refusal.reasons.iter().filter_map(|reason| reason.field()).collect();
        let is_named =
            |field: &AccountField| field.zuoras_names().iter().any(|name| named.contains(name));
        let refused: Vec<_> = AccountField::ALL
            .into_iter()
            .filter(is_named)
            .map(|field| (field, AccountFault::Refused))
            .collect();
        show_all(&refused)
    }
}

/// Shows beside every field what is wrong with it, or nothing, and says what it has shown.
fn show_all(faults: &[(AccountField, AccountFault)]) -> Vec<FieldFault> {
    let mut told = Vec::new();
    for field in AccountField::ALL {
        let fault = faults.iter().find(|(other, _)| *other == field);
        let sentence = fault.map(|(field, fault)| ACCOUNT.here().fault(*field, *fault));
        show_beside(field.id(), sentence);
        told.extend(sentence.map(|sentence| FieldFault { id: field.id(), sentence }));
    }
    told
}

/// Something was changed in a field. What was told as wrong with it is told no longer once it is right, also not above.
pub fn typed(event: &Event, phase: RwSignal<Phase>) {
    let id = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .map(|target| target.id());
    let field = AccountField::ALL.into_iter().find(|field| Some(field.id()) == id.as_deref());
    let Some(field) = field.filter(|field| field.check(&value(field.id())).is_ok()) else {
        return;
    };
    show_beside(field.id(), None);
    if let Phase::Invalid(mut faults) = phase.get_untracked() {
        let told = faults.others.len();
        faults.others.retain(|fault| fault.id != field.id());
        if faults.others.len() != told {
            mend_notice(&[field.id()], None);
            mended(phase, faults);
        }
    }
}
