//! The calls of Zuora about payment methods: an account's list, and changes by the shop's server.

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
    zuora::{AccountKey, Bound as _, CreditCards, Fields, FromFields, PaymentMethod},
};
use reqwest::Method as HttpMethod;
use serde_json::{Value, json};
use url::Url;

/// A change that was made. Its answer has nothing else that is needed.
struct Changed;

impl FromFields for Changed {
    fn from_fields(_: &impl Fields) -> Option<Self> {
        Some(Self)
    }
}

impl ZuoraClient {
    /// The credit cards of an account, masked.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn fetch_credit_cards(
        &self,
        account: &AccountKey,
        request: RequestId,
    ) -> Result<Vec<PaymentMethod>, ZuoraError> {
        let CreditCards(cards) = self
            .read(
                "list-payment-methods",
                &["v1", "accounts", account.value(), "payment-methods"],
                &[],
                request,
            )
            .await?;
        Ok(cards)
    }

    /// Attaches a payment method that has no account yet to one (Zuora: one that has an account
    /// cannot be moved).
    ///
    /// # Errors
    /// When the call fails.
    pub async fn attach(
        &self,
        payment_method: &str,
        account: &AccountKey,
        request: RequestId,
    ) -> Result<(), ZuoraError> {
        let url = self.url(["v1", "payment-methods", payment_method])?;
        let body = json!({"accountKey": account.value()});
        let body = Some(body);
        self.change("attach-payment-method", HttpMethod::PUT, url, body, request).await
    }

    /// Makes a payment method the default of its account (Zuora: *Update an account*,
    /// `PUT /v1/accounts/{account-key}` with `defaultPaymentMethodId`; fields that are not sent stay
    /// as they are).
    ///
    /// Made once: when the answer is lost, the account's list says whether it was done.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn set_default_payment_method(
        &self,
        account: &AccountKey,
        payment_method: &str,
        request: RequestId,
    ) -> Result<(), ZuoraError> {
        let url = self.url(["v1", "accounts", account.value()])?;
        let body = json!({"defaultPaymentMethodId": payment_method});
        self.change("update-account", HttpMethod::PUT, url, Some(body), request).await
    }

    /// Deletes a payment method (Zuora: *Delete a payment method*,
    /// `DELETE /v1/payment-methods/{payment-method-id}`, which refuses an account's default).
    ///
    /// Made once: a second call would find nothing, and fail although the first has done its work.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn delete_payment_method(
        &self,
        payment_method: &str,
        request: RequestId,
    ) -> Result<(), ZuoraError> {
        let url = self.url(["v1", "payment-methods", payment_method])?;
        self.change("delete-payment-method", HttpMethod::DELETE, url, None, request).await
    }

    /// Whether a payment method has no account yet.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn is_orphan(
        &self,
        payment_method: &str,
        request: RequestId,
    ) -> Result<bool, ZuoraError> {
        struct Owner(bool);
        impl FromFields for Owner {
            fn from_fields(json: &impl Fields) -> Option<Self> {
                Some(Self(json.text("accountKey").is_some_and(|key| !key.is_empty())))
            }
        }
        let Owner(has_one) = self
            .read("get-payment-method", &["v1", "payment-methods", payment_method], &[], request)
            .await?;
        Ok(!has_one)
    }

    /// Makes a change, once: when its answer is lost, Zuora may have made it.
    async fn change(
        &self,
        operation: &'static str,
        method: HttpMethod,
        url: Url,
        body: Option<Value>,
        request: RequestId,
    ) -> Result<(), ZuoraError> {
        let repeat = Repeat::IfNotSent;
        let max_bytes = MAX_BYTES;
        let call = Call { operation, repeat, method, url, body, request, max_bytes };
        let Changed = self.call(call).await?;
        Ok(())
    }
}
