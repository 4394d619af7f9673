//! The sentences of the page "Create an account", beside those about its card.

#[cfg(not(target_arch = "wasm32"))]
use super::{Outcome, PageIntro};
#[cfg(not(target_arch = "wasm32"))]
use crate::signup_form::{AccountFault, AccountField};

#[derive(Debug)]
pub struct AccountWords {
    #[cfg(not(target_arch = "wasm32"))]
    pub page: AccountPageWords,
    /// The accessible name of the form.
    pub form: &'static str,
    /// The text of its button.
    pub create: &'static str,
    pub sending: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    pub outcome: Outcome,
    /// How to correct a field.
    #[cfg(not(target_arch = "wasm32"))]
    pub fault: fn(AccountField, AccountFault) -> &'static str,
}

/// What only the server renders.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct AccountPageWords {
    pub intro: PageIntro,
    /// Instead of the form, for a customer who has an account.
    pub has_account: &'static str,
    /// Opens the form all the same.
    pub another: &'static str,
    pub about_you: &'static str,
    pub address: &'static str,
    pub card: &'static str,
    pub choose_currency: &'static str,
    /// Behind the label of the state, where a country does not need it.
    pub optional: &'static str,
    pub state_hint: &'static str,
    pub labels: AccountLabels,
}

/// The labels of the fields.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct AccountLabels {
    pub name: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub email: &'static str,
    pub currency: &'static str,
    pub address: &'static str,
    pub city: &'static str,
    pub state: &'static str,
}

#[cfg(not(target_arch = "wasm32"))]
impl AccountLabels {
    pub fn get(&self, field: AccountField) -> &'static str {
        match field {
            AccountField::Name => self.name,
            AccountField::FirstName => self.first_name,
            AccountField::LastName => self.last_name,
            AccountField::Email => self.email,
            AccountField::Currency => self.currency,
            AccountField::Address => self.address,
            AccountField::City => self.city,
            AccountField::State => self.state,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl AccountWords {
    /// What the document holds for the page's code: how to correct each fault, then the sentences
    /// about the outcome.
    pub fn sentences(&self) -> Vec<&'static str> {
        let faults = AccountFault::all().map(|(field, fault)| (self.fault)(field, fault));
        faults.chain(self.outcome.sentences()).collect()
    }
}
