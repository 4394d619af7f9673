//! Calls of Zuora that are not made for a ticket, and how those that read are made.

use crate::{
    server::{
        request_id::RequestId,
        zuora_client::{
            ZuoraClient,
            attempts::Repeat,
            call::Call,
            hosted_page::HostedPage,
            http::{MAX_BYTES, MAX_LIST_BYTES, ZuoraError},
            tenant_keys::TenantKey,
        },
    },
    zuora::{
        AccountKey, Bound as _, FromFields, Invoice, Invoices, Method, Operation as _,
        RsaSignatures,
    },
};
use reqwest::Method as HttpMethod;
use serde_json::json;
use std::{sync::Arc, time::Instant};

/// Zuora: the largest page of a list.
const PAGE_SIZE: &str = "40";
/// Ten years of monthly invoices are three pages.
const MAX_PAGES: u8 = 10;

impl ZuoraClient {
    /// The invoices of an account, newest first.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn fetch_invoices(
        &self,
        account: &AccountKey,
        request: RequestId,
    ) -> Result<Vec<Invoice>, ZuoraError> {
        let mut all = Vec::new();
        // Zuora links the next page by a whole URL. Only its presence is used, because the server
        // follows no URL from a response.
        for page in 1..=MAX_PAGES {
            let query = [("pageSize", PAGE_SIZE), ("page", &*page.to_string())];
            let segments = ["v1", "transactions", "invoices", "accounts", account.value()];
            let Invoices { invoices, has_more } =
                self.read("list-invoices", &segments, &query, request).await?;
            all.extend(invoices);
            if !has_more {
                break;
            }
        }
        Ok(all)
    }

    /// The tenant's public key for its hosted pages, stored from an earlier call or fetched. Zuora
    /// returns it with every RSA signature. A key from the browser would prove nothing.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn tenant_key(
        &self,
        page: &HostedPage,
        request: RequestId,
    ) -> Result<Arc<TenantKey>, ZuoraError> {
        self.tenant_keys.get(self.fetch_tenant_key(page, request)).await
    }

    /// Another key of the tenant, after a signature did not fit `old`: see [`TenantKeys::renew`].
    ///
    /// # Errors
    /// When the call fails, or failed less than a minute ago.
    ///
    /// [`TenantKeys::renew`]: crate::server::zuora_client::tenant_keys::TenantKeys::renew
    pub async fn renew_tenant_key(
        &self,
        page: &HostedPage,
        old: &Arc<TenantKey>,
        request: RequestId,
    ) -> Result<Option<Arc<TenantKey>>, ZuoraError> {
        let fetch = self.fetch_tenant_key(page, request);
        self.tenant_keys.renew(old, Instant::now(), fetch).await
    }

    async fn fetch_tenant_key(
        &self,
        page: &HostedPage,
        request: RequestId,
    ) -> Result<TenantKey, ZuoraError> {
        let body = json!({
            "uri": page.uri.as_str(), "method": Method::Post, "pageId": page.id.value(),
        });
        let url = self.url(RsaSignatures::PATH.split('/'))?;
        let call = Call {
            operation: "rsa-signatures",
            // Nobody uses the signature, only the key that comes with it.
            repeat: Repeat::Always,
            method: HttpMethod::POST,
            url,
            body: Some(body),
            request,
            max_bytes: MAX_BYTES,
        };
        TenantKey::new(self.call(call).await?)
    }

    pub(super) async fn read<Reply: FromFields>(
        &self,
        operation: &'static str,
        segments: &[&str],
        query: &[(&str, &str)],
        request: RequestId,
    ) -> Result<Reply, ZuoraError> {
        let mut url = self.url(segments.iter().copied())?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let call = Call {
            operation,
            repeat: Repeat::Always,
            method: HttpMethod::GET,
            url,
            body: None,
            request,
            max_bytes: MAX_LIST_BYTES,
        };
        self.call(call).await
    }
}
