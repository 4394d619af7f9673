//! The calls of Zuora about accounts: read by their number or id, and found by the shop's own id.

use crate::{
    server::{
        request_id::RequestId,
        zuora_client::{
            ZuoraClient,
            attempts::Repeat,
            call::Call,
            http::{MAX_BYTES, ZuoraError},
        },
    },
    zuora::{Fields, FromFields, Records},
};
use reqwest::Method as HttpMethod;
use serde_json::json;

/// Zuora: the longest `crmId`, in characters.
const MAX_CRM_ID_LENGTH: usize = 100;

/// An account.
#[derive(Debug)]
pub struct Account {
    /// Zuora's own id of it.
    pub id: String,
    /// Its number, which the creator of the account can choose.
    pub number: String,
    pub name: String,
    /// The shop's own id of the customer.
    pub crm_id: Option<String>,
    /// An ISO 4217 code, where it was asked for.
    pub currency: Option<String>,
}

impl FromFields for Account {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            id: json.text("id")?,
            number: json.text("accountNumber")?,
            name: json.text("name")?,
            crm_id: json.text("crmId"),
            currency: None,
        })
    }
}

/// Zuora's reply to `GET /v1/accounts/{key}`, as far as it is needed.
struct BasicInfo(Account);

impl FromFields for BasicInfo {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let account = Account::from_fields(&json.object("basicInfo")?)?;
        let billing = json.object("billingAndPayment");
        let currency = billing.and_then(|billing| billing.text("currency"));
        Some(Self(Account { currency, ..account }))
    }
}

impl ZuoraClient {
    /// The account with this number or id.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn fetch_account(
        &self,
        key: &str,
        request: RequestId,
    ) -> Result<Account, ZuoraError> {
        let BasicInfo(account) =
            self.read("get-account", &["v1", "accounts", key], &[], request).await?;
        Ok(account)
    }

    /// The accounts with this `crmId` (Zuora: *Query*, `POST /v1/action/query`, with a statement in
    /// ZOQL). No other operation of Zuora's finds an account by it.
    ///
    /// Zuora: keywords in lower case, 2,000 records at most, fields without a value are left out.
    /// Zuora does not say whether a new account is found at once (inferred: it may take a moment, so
    /// an empty answer soon after its creation proves nothing), nor whether capital letters matter
    /// in a comparison: the caller compares for itself. The tenant's API user needs the permission
    /// *API Write Access*, as for every other call (inferred: no further one); without it Zuora
    /// answers with HTTP 403.
    ///
    /// # Errors
    /// When the text is no `crmId` of this shop's, or the call fails.
    pub async fn find_accounts(
        &self,
        crm_id: &str,
        request: RequestId,
    ) -> Result<Vec<Account>, ZuoraError> {
        if !is_plain(crm_id) {
            return Err(ZuoraError::NotAKey);
        }
        let query =
            format!("select Id, AccountNumber, Name, CrmId from Account where CrmId = '{crm_id}'");
        let call = Call {
            operation: "action-query",
            repeat: Repeat::Always,
            method: HttpMethod::POST,
            url: self.url(["v1", "action", "query"])?,
            body: Some(json!({"queryString": query})),
            request,
            max_bytes: MAX_BYTES,
        };
        let Records(accounts) = self.call_and_read(call, Records::read).await?;
        Ok(accounts)
    }
}

/// Whether a text has only characters that mean nothing in ZOQL, where a quote would end a text and
/// begin another condition.
fn is_plain(crm_id: &str) -> bool {
    (1..=MAX_CRM_ID_LENGTH).contains(&crm_id.len())
        && crm_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn t9_no_text_can_add_a_condition_to_a_query() {
        for text in ["a", "abc-DEF_123.xyz", &"9".repeat(100)] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "",
            "a'",
            "a' or Name != '",
            "a\\",
            "a b",
            "a\n",
            "a%",
            "\u{ff07}",
            "\u{2019}",
            &"9".repeat(101),
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }
}
