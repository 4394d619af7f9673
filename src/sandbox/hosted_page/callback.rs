//! The callback: what the page around the frame gets, signed, when a form was submitted.

use super::{
    card::FieldErrors,
    page_error::PageError,
    parameters::{PASSED_THROUGH, PageParameters},
};
use crate::sandbox::{
    rsa_key::{encrypt_with_private_key, private_key, sign_sha512},
    tenant::{PAGE_CALLBACK_PATH, TENANT_ID, TenantStore},
    tenant_switches::CallbackValues,
};
use rsa::RsaPrivateKey;
use serde_json::{Map, Value};
use url::form_urlencoded;

/// Zuora: `responseFrom` after a submission.
const FROM_SUBMIT_PAGE: &str = "Response_From_Submit_Page";

/// The parameters by Zuora's names. Recorded: `success` is a boolean, every other value a text.
pub struct CallbackParameters(Map<String, Value>);

impl CallbackParameters {
    fn new(success: bool) -> Self {
        let mut parameters = Self(Map::new());
        parameters.0.insert("success".to_owned(), success.into());
        parameters.set("responseFrom", FROM_SUBMIT_PAGE);
        parameters
    }

    fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// The form was not read. This is not signed, because it is unknown whose page it is.
    pub fn error(error: &PageError) -> Self {
        let mut parameters = Self::new(false);
        parameters.set("errorCode", error.code);
        parameters.set("errorMessage", &error.message);
        parameters
    }

    /// Fields of the form are wrong (Zuora: the code, and the names and values of the parameters).
    pub fn field_errors(errors: &FieldErrors) -> Self {
        let mut parameters = Self::new(false);
        parameters.set("errorCode", "HostedPageFieldValidationError");
        let mut message = Vec::new();
        for error in errors {
            let name = error.name.strip_prefix("field_").unwrap_or(error.name);
            parameters.set(&format!("errorField_{name}"), error.kind.code());
            message.extend([name, ":", error.kind.code(), ",\n"]);
        }
        parameters.set("errorMessage", &message.concat());
        parameters
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
        let (timestamp, values) = {
            let tenant = tenant.lock();
            (tenant.clock.unix_millis().to_string(), tenant.switches.callback_values)
        };
        let mut parameters = match saved {
            Ok(_) => Self::new(true),
            Err(error) => Self::error(error),
        };
        parameters.set("tenantId", TENANT_ID);
        parameters.set("token", page.get("token"));
        for (name, value) in page.passed_through() {
            parameters.set(name, value);
        }
        let secret = if page.wants_advanced_signature() {
            // Zuora's library: the timestamp and the encrypted page come with this kind alone.
            parameters.set("timestamp", &timestamp);
            advanced(key, page, &timestamp, saved)
        } else {
            basic(key, page, &timestamp, saved)
        };
        for (name, value) in secret.ok_or_else(|| PageError::general("Nothing could be signed."))? {
            parameters.set(name, &written(&value, values));
        }
        Ok(parameters)
    }

    /// The message to the page around the frame, as a literal for a script. Zuora's script: the
    /// message is a text that contains JSON.
    pub fn to_script_literal(&self) -> String {
        to_script_literal(&Value::from(self.0.clone()).to_string())
    }
}

/// A text as a literal for a script in a page. Nothing in it can end the script.
pub fn to_script_literal(text: &str) -> String {
    Value::from(text).to_string().replace('<', "\\u003c")
}

fn written(base64: &str, values: CallbackValues) -> String {
    match values {
        CallbackValues::Plain => base64.to_owned(),
        CallbackValues::PercentEncoded => {
            form_urlencoded::byte_serialize(base64.as_bytes()).collect()
        }
    }
}

type Values = Vec<(&'static str, String)>;

/// Zuora: the signature is the encrypted text of these five parts. Neither the id of the saved card
/// nor the error is among them.
fn basic(
    key: &RsaPrivateKey,
    page: &PageParameters,
    timestamp: &str,
    saved: &Result<String, PageError>,
) -> Option<Values> {
    let path = PAGE_CALLBACK_PATH.to_lowercase();
    let parts = [&*path, TENANT_ID, page.get("token"), timestamp, page.get("id")];
    let signature = encrypt_with_private_key(key, &parts.join("#"))?;
    let id = saved.as_ref().ok().map(|id| ("refId", id.clone()));
    Some([("signature", signature)].into_iter().chain(id).collect())
}

/// Zuora's library: the order of the signed parts, and that page and card are encrypted in the
/// callback and plain in the signed text. (Zuora's documentation lists the page before the token.)
fn advanced(
    key: &RsaPrivateKey,
    page: &PageParameters,
    timestamp: &str,
    saved: &Result<String, PageError>,
) -> Option<Values> {
    let path = PAGE_CALLBACK_PATH.to_lowercase();
    let code = saved.as_ref().err().map_or("", |error| error.code);
    let id = saved.as_deref().unwrap_or_default();
    let mut parts = vec![&*path, TENANT_ID, page.get("token"), timestamp, page.get("id"), code];
    parts.extend(PASSED_THROUGH.map(|name| page.get(name)));
    parts.push(id);
    let mut values = vec![
        ("signature", sign_sha512(key, &parts.join("#"))?),
        ("pageId", encrypt_with_private_key(key, page.get("id"))?),
    ];
    if !id.is_empty() {
        values.push(("refId", encrypt_with_private_key(key, id)?));
    }
    Some(values)
}
