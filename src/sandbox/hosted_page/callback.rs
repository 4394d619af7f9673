//! The callback: the parameters, and their signature, that the site gets when a form was submitted
//! or cannot be shown.

use super::{
    page_error::PageError,
    parameters::{PAGE_PATH, PASSED_THROUGH, PageParameters},
};
use crate::sandbox::{
    rsa_key::{encrypt_with_private_key, private_key, sign_sha512},
    tenant::{TENANT_ID, TenantStore},
};
use serde_json::{Map, Value};

/// Zuora: `responseFrom` after a submission.
const FROM_SUBMIT_PAGE: &str = "Response_From_Submit_Page";

/// The parameters by Zuora's names. Every value is a text, as in the address of a callback page.
pub struct CallbackParameters(Map<String, Value>);

impl CallbackParameters {
    fn new<'a>(pairs: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
    }

    fn error(from: &str, error: &PageError) -> Self {
        Self::new([
            ("responseFrom", from),
            ("success", "false"),
            ("errorCode", error.code),
            ("errorMessage", error.message.as_str()),
        ])
    }

    /// The form cannot be shown. This is not signed, because it is unknown whose page it is.
    /// Inferred from a public sample: `responseFrom`.
    pub fn request_page_error(error: &PageError) -> Self {
        Self::error("Response_From_Request_Page", error)
    }

    /// The form was not read. This is not signed either.
    pub fn submit_page_error(error: &PageError) -> Self {
        Self::error(FROM_SUBMIT_PAGE, error)
    }

    /// A card was saved under this id, or it was rejected.
    ///
    /// # Errors
    /// When the parameters cannot be signed.
    pub async fn submit_page_result(
        tenant: &TenantStore,
        page: &PageParameters,
        saved: &Result<String, PageError>,
    ) -> Result<Self, PageError> {
        let key = private_key().await?;
        let unsigned = || PageError::general("Nothing could be signed.");
        let advanced = page.wants_advanced_signature();
        let timestamp = tenant.lock().clock.unix_millis().to_string();
        let ref_id = match saved {
            // Zuora: with the advanced signature the id is encrypted.
            Ok(id) if advanced => Some(encrypt_with_private_key(key, id).ok_or_else(unsigned)?),
            Ok(id) => Some(id.clone()),
            Err(_) => None,
        };
        let code = saved.as_ref().err().map_or("", |error| error.code);
        let signature = if advanced {
            sign_sha512(key, &advanced_content(page, &timestamp, code, ref_id.as_deref()))
        } else {
            encrypt_with_private_key(key, &basic_content(page, &timestamp))
        };
        let signature = signature.ok_or_else(unsigned)?;

        let mut callback = match saved {
            Ok(_) => Self::new([("responseFrom", FROM_SUBMIT_PAGE), ("success", "true")]),
            Err(error) => Self::error(FROM_SUBMIT_PAGE, error),
        };
        let about = [
            ("tenantId", TENANT_ID),
            ("token", page.get("token")),
            ("timestamp", timestamp.as_str()),
            ("signature", signature.as_str()),
        ];
        let ref_id = ref_id.as_deref().map(|id| ("refId", id));
        let about = Self::new(about.into_iter().chain(ref_id).chain(page.passed_through()));
        callback.0.extend(about.0);
        Ok(callback)
    }

    /// The parameters as a literal for a script in a page. Nothing in it can end the script.
    pub fn to_script_literal(&self) -> String {
        to_script_literal(&Value::from(self.0.clone()))
    }
}

/// A JSON value as a literal for a script in a page.
pub fn to_script_literal(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Zuora: what the basic signature covers. Neither the id nor the error is part of it. Inferred:
/// the callback's path is the hosted page's own, in lower case, as in the signature that opens the
/// page.
fn basic_content(page: &PageParameters, timestamp: &str) -> String {
    let path = PAGE_PATH.to_lowercase();
    [&*path, TENANT_ID, page.get("token"), timestamp, page.get("id")].join("#")
}

/// Zuora: what the advanced signature covers, up to the pass-through parameters. Inferred: the
/// path, and that the encrypted id comes last.
fn advanced_content(
    page: &PageParameters,
    timestamp: &str,
    code: &str,
    ref_id: Option<&str>,
) -> String {
    let path = PAGE_PATH.to_lowercase();
    let mut parts = vec![&*path, TENANT_ID, page.get("id"), page.get("token"), timestamp, code];
    parts.extend(PASSED_THROUGH.map(|name| page.get(name)));
    parts.push(ref_id.unwrap_or_default());
    parts.join("#")
}
