//! The switches of `POST /sandbox/tenant`. Tenants differ, and so do Zuora's documents: each switch
//! chooses between two readings, so that a site can be tried with both.

mod hosted_page;

pub use hosted_page::{CallbackValues, Captcha, PageErrorSwitch, ParameterValidation};

use serde::Deserialize;

/// How the tenant behaves. The first value of each switch is the one at the start.
#[derive(Clone, Copy, Default)]
pub struct TenantSwitches {
    pub signed_host: SignedHost,
    pub account_key: AccountKey,
    pub address: BillingAddress,
    pub decline_category: DeclineCategory,
    pub parameter_validation: ParameterValidation,
    pub callback_values: CallbackValues,
    pub captcha: Captcha,
    pub page_error: PageErrorSwitch,
}

/// Which hosts a signed `uri` may name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignedHost {
    /// The sandbox's own scheme, name and port, as the caller addresses it. Inferred from "specific
    /// REST API URI" in Zuora's text.
    #[default]
    Own,
    /// Any. Zuora's samples name several hosts for the same operation.
    Any,
}

/// What *Create a credit card payment method* takes as `accountKey`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountKey {
    /// Zuora, in its older texts and in the text about HMAC signatures.
    #[default]
    NumberOrId,
    /// Zuora, in the newest text about the operation: "ID of the customer account".
    IdOnly,
}

/// Whether the gateway declines a card without country and postal code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BillingAddress {
    /// Zuora, of its Test Gateway: it approves every card.
    #[default]
    Optional,
    /// Zuora: the required fields depend on the gateway.
    Required,
}

/// The category of a declined card's code: the two digits at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u32")]
pub struct DeclineCategory(u32);

impl DeclineCategory {
    pub fn get(self) -> u32 {
        self.0
    }
}

/// Inferred: Zuora does not say which category a declined card has. 99 is that of an external
/// system, 60 that of an internal error.
impl Default for DeclineCategory {
    fn default() -> Self {
        Self(99)
    }
}

impl TryFrom<u32> for DeclineCategory {
    type Error = &'static str;

    fn try_from(category: u32) -> Result<Self, Self::Error> {
        if category < 100 { Ok(Self(category)) } else { Err("a category has two digits") }
    }
}

/// The switches in a request. Those that it does not name stay as they are.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SwitchChanges {
    signed_host: Option<SignedHost>,
    account_key: Option<AccountKey>,
    address: Option<BillingAddress>,
    decline_category: Option<DeclineCategory>,
    parameter_validation: Option<ParameterValidation>,
    callback_values: Option<CallbackValues>,
    captcha: Option<Captcha>,
    page_error: Option<PageErrorSwitch>,
}

impl TenantSwitches {
    pub fn apply(&mut self, changes: &SwitchChanges) {
        self.signed_host = changes.signed_host.unwrap_or(self.signed_host);
        self.account_key = changes.account_key.unwrap_or(self.account_key);
        self.address = changes.address.unwrap_or(self.address);
        self.decline_category = changes.decline_category.unwrap_or(self.decline_category);
        self.parameter_validation =
            changes.parameter_validation.unwrap_or(self.parameter_validation);
        self.callback_values = changes.callback_values.unwrap_or(self.callback_values);
        self.captcha = changes.captcha.unwrap_or(self.captcha);
        self.page_error = changes.page_error.unwrap_or(self.page_error);
    }
}
