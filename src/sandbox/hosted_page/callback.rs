//! What the site is told when a form has been submitted, or cannot be shown: Zuora's callback parameters, and their signature.

use super::{
    PATH,
    parameters::{PASSED_THROUGH, Parameters},
};
use crate::sandbox::{
    reply::Refusal,
    rsa_signatures::{key, sealed, signed},
    tenant::{Shared, TENANT_ID},
};
use serde_json::{Map, Value};

/// Zuora: `responseFrom`, once there was a form.
const SUBMITTED: &str = "Response_From_Submit_Page";

/// Why there is no form, or no card.
#[derive(Debug)]
pub struct Failure {
    /// Zuora's `errorCode`.
    pub code: &'static str,
    /// Its `errorMessage`.
    pub message: String,
}

impl Failure {
    /// A failure with this code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }

    /// Zuora: the code for what is nobody's fault but its own.
    pub fn general(message: impl Into<String>) -> Self {
        Self::new("GeneralSystemError", message)
    }
}

/// What a gateway, or a fault of Zuora's, has to say about a card. Zuora: the codes.
impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let first = match refusal {
            Refusal::Reasons(_, reasons) => reasons.into_iter().next(),
            Refusal::Authentication(..) | Refusal::Unauthorized => None,
        };
        match first {
            Some(reason) if reason.code % 100 == 99 => {
                Self::new("GatewayTransactionError", reason.message)
            }
            Some(reason) => Self::general(reason.message),
            None => Self::general("An internal error occurred."),
        }
    }
}

/// The callback's parameters, by Zuora's names; every value is a text, as in the address of a callback page.
pub struct Callback(Map<String, Value>);

impl Callback {
    fn new<'a>(pairs: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
    }

    fn failed(from: &str, failure: &Failure) -> Self {
        Self::new([
            ("responseFrom", from),
            ("success", "false"),
            ("errorCode", failure.code),
            ("errorMessage", failure.message.as_str()),
        ])
    }

    /// The form cannot be shown. Not signed, for nothing says whose page it is. Inferred from a public sample: `responseFrom`.
    pub fn not_shown(failure: &Failure) -> Self {
        Self::failed("Response_From_Request_Page", failure)
    }

    /// The form was not looked at. Not signed either.
    pub fn not_taken(failure: &Failure) -> Self {
        Self::failed(SUBMITTED, failure)
    }

    /// A card was saved under this id, or refused.
    ///
    /// # Errors
    /// When nothing can be signed.
    pub async fn submitted(
        tenant: &Shared,
        page: &Parameters,
        saved: &Result<String, Failure>,
    ) -> Result<Self, Failure> {
        let key = key().await?;
        let unsigned = || Failure::general("Nothing could be signed.");
        let advanced = page.wants_advanced_signature();
        let timestamp = tenant.lock().millis().to_string();
        let ref_id = match saved {
            // Zuora: with the advanced signature the id does not travel in plain text.
            Ok(id) if advanced => Some(sealed(key, id).ok_or_else(unsigned)?),
            Ok(id) => Some(id.clone()),
            Err(_) => None,
        };
        let code = saved.as_ref().err().map_or("", |failure| failure.code);
        let signature = if advanced {
            signed(key, &advanced_content(page, &timestamp, code, ref_id.as_deref()))
        } else {
            sealed(key, &basic_content(page, &timestamp))
        };
        let signature = signature.ok_or_else(unsigned)?;

        let mut callback = match saved {
            Ok(_) => Self::new([("responseFrom", SUBMITTED), ("success", "true")]),
            Err(failure) => Self::failed(SUBMITTED, failure),
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

    /// The parameters as JSON that may stand in a script in a page: nothing in it can end the script.
    pub fn in_script(&self) -> String {
        in_script(&Value::from(self.0.clone()))
    }
}

/// A value as JSON that may stand in a script in a page.
pub fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Zuora: what the basic signature has in it, which is neither the id nor the error. Inferred: that the callback's path is the hosted
/// page's own, in lower case, as in the signature that opens the page.
fn basic_content(page: &Parameters, timestamp: &str) -> String {
    let path = PATH.to_lowercase();
    [&*path, TENANT_ID, page.get("token"), timestamp, page.get("id")].join("#")
}

/// Zuora: the parts of the advanced signature, up to what is passed through. Inferred: the path, and that the encrypted id comes last.
fn advanced_content(
    page: &Parameters,
    timestamp: &str,
    code: &str,
    ref_id: Option<&str>,
) -> String {
    let path = PATH.to_lowercase();
    let mut parts = vec![&*path, TENANT_ID, page.get("id"), page.get("token"), timestamp, code];
    parts.extend(PASSED_THROUGH.map(|name| page.get(name)));
    parts.push(ref_id.unwrap_or_default());
    parts.join("#")
}
