//! What the server asks Zuora beside tickets: lists of an account, and what has become of what a browser did.

use crate::{
    server::zuora_client::{
        Call, ZuoraClient,
        http::{MAX_BYTES, MAX_LIST_BYTES, ZuoraError},
    },
    zuora::{
        AccountKey, Bound as _, CreditCards, Fields, FromFields, Invoice, Invoices, Method,
        Operation as _, PaymentMethod, RsaSignature, RsaSignatures,
    },
};
use reqwest::Method as HttpMethod;
use serde_json::{Value, json};
use url::Url;

/// Zuora: the most that one page of a list has.
const PAGE_SIZE: &str = "40";
/// No more pages are read than these: ten years of monthly invoices are three.
const MAX_PAGES: u8 = 10;

/// An account as it is read back (Zuora: `GET /v1/accounts/{key}`).
#[derive(Debug)]
pub struct Account {
    /// The id that Zuora has made for it.
    pub id: String,
    /// Its number. Whoever creates an account can choose it.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The shop's own id of the customer.
    pub crm_id: Option<String>,
}

struct BasicInfo(Account);

impl FromFields for BasicInfo {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let info = json.object("basicInfo")?;
        Some(Self(Account {
            id: info.text("id")?,
            number: info.text("accountNumber")?,
            name: info.text("name")?,
            crm_id: info.text("crmId"),
        }))
    }
}

struct Opened(String);

impl FromFields for Opened {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        json.text("decryptedSignature").map(Self)
    }
}

struct Attached;

impl FromFields for Attached {
    fn from_fields(_: &impl Fields) -> Option<Self> {
        Some(Self)
    }
}

impl ZuoraClient {
    /// The credit cards of an account, masked.
    ///
    /// # Errors
    /// When Zuora does not list them in time.
    pub async fn credit_cards(
        &self,
        account: &AccountKey,
        track_id: &str,
    ) -> Result<Vec<PaymentMethod>, ZuoraError> {
        let CreditCards(cards) = self
            .read(&["v1", "accounts", account.value(), "payment-methods"], &[], track_id)
            .await?;
        Ok(cards)
    }

    /// The invoices of an account, newest first.
    ///
    /// # Errors
    /// When Zuora does not list them in time.
    pub async fn invoices(
        &self,
        account: &AccountKey,
        track_id: &str,
    ) -> Result<Vec<Invoice>, ZuoraError> {
        let mut all = Vec::new();
        // Zuora names the next page by a whole URL. Only that there is one is believed: the server calls no address that it is given.
        for page in 1..=MAX_PAGES {
            let query = [("pageSize", PAGE_SIZE), ("page", &*page.to_string())];
            let segments = ["v1", "transactions", "invoices", "accounts", account.value()];
            let Invoices { invoices, has_more } = self.read(&segments, &query, track_id).await?;
            all.extend(invoices);
            if !has_more {
                break;
            }
        }
        Ok(all)
    }

    /// The account with this number or id.
    ///
    /// # Errors
    /// When Zuora does not tell in time.
    pub async fn account(&self, key: &str, track_id: &str) -> Result<Account, ZuoraError> {
        let BasicInfo(account) = self.read(&["v1", "accounts", key], &[], track_id).await?;
        Ok(account)
    }

    /// The tenant's public key for its hosted pages, as base64 of its SPKI. Zuora gives it with every RSA signature; a browser's word for it would be
    /// worth nothing.
    ///
    /// # Errors
    /// When Zuora does not give it in time.
    pub async fn public_key(
        &self,
        page_uri: &str,
        page_id: &str,
        track_id: &str,
    ) -> Result<RsaSignature, ZuoraError> {
        let body = json!({"uri": page_uri, "method": Method::Post, "pageId": page_id});
        let url = self.url(RsaSignatures::PATH.split('/'))?;
        self.change(HttpMethod::POST, url, body, track_id).await
    }

    /// What the tenant has encrypted with the private key of this public one.
    ///
    /// # Errors
    /// When it has not, or Zuora does not say so in time.
    pub async fn opened(
        &self,
        encrypted: &str,
        key: &str,
        track_id: &str,
    ) -> Result<String, ZuoraError> {
        let body = json!({"method": Method::Post, "publicKey": key, "signature": encrypted});
        let url = self.url(["v1", "rsa-signatures", "decrypt"])?;
        let Opened(text) = self.change(HttpMethod::POST, url, body, track_id).await?;
        Ok(text)
    }

    /// Puts a payment method that belongs to nobody yet into an account (Zuora: one that belongs to somebody cannot be moved).
    ///
    /// # Errors
    /// When Zuora does not do it in time.
    pub async fn attach(
        &self,
        payment_method: &str,
        account: &AccountKey,
        track_id: &str,
    ) -> Result<(), ZuoraError> {
        let url = self.url(["v1", "payment-methods", payment_method])?;
        let body = json!({"accountKey": account.value()});
        let Attached = self.change(HttpMethod::PUT, url, body, track_id).await?;
        Ok(())
    }

    /// Whether a payment method belongs to no account yet.
    ///
    /// # Errors
    /// When Zuora does not tell in time.
    pub async fn is_orphan(
        &self,
        payment_method: &str,
        track_id: &str,
    ) -> Result<bool, ZuoraError> {
        struct Owner(bool);
        impl FromFields for Owner {
            fn from_fields(json: &impl Fields) -> Option<Self> {
                Some(Self(json.text("accountKey").is_some_and(|key| !key.is_empty())))
            }
        }
        let Owner(has_one) =
            self.read(&["v1", "payment-methods", payment_method], &[], track_id).await?;
        Ok(!has_one)
    }

    async fn read<Reply: FromFields>(
        &self,
        segments: &[&str],
        query: &[(&str, &str)],
        track_id: &str,
    ) -> Result<Reply, ZuoraError> {
        let mut url = self.url(segments.iter().copied())?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let call =
            Call { method: HttpMethod::GET, url, body: None, track_id, most_bytes: MAX_LIST_BYTES };
        self.call(call).await
    }

    async fn change<Reply: FromFields>(
        &self,
        method: HttpMethod,
        url: Url,
        body: Value,
        track_id: &str,
    ) -> Result<Reply, ZuoraError> {
        let call = Call { method, url, body: Some(body), track_id, most_bytes: MAX_BYTES };
        self.call(call).await
    }
}
