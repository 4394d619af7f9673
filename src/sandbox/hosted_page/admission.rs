//! Who may open the page and submit its form, and how often: what an RSA signature and its token are good for.

use super::{PATH, callback::Failure, parameters::Parameters};
use crate::sandbox::{
    rsa_signatures::{key, open as unsealed, public_key},
    tenant::{PageToken, Shared, TENANT_ID, Tenant},
};
use std::time::Duration;

/// Zuora: a tenant sets it, as "Limit the number of submissions before blocking submission". Inferred: how many.
const MAX_SUBMISSIONS: u32 = 3;
/// Inferred: Zuora's tokens expire, by a time each tenant sets.
const LIFETIME: Duration = Duration::from_mins(30);

/// Whether the form may be shown. That uses nothing up.
///
/// # Errors
/// Zuora's code for what is wrong.
pub async fn open(tenant: &Shared, page: &Parameters) -> Result<(), Failure> {
    check_signature(page).await?;
    usable(&mut tenant.lock(), page.get("token")).map(|_| ())
}

/// Whether the form may be submitted, which counts from here on, whatever comes of it: how often it may be submitted after this.
///
/// # Errors
/// Zuora's code for what is wrong.
pub async fn submit(tenant: &Shared, page: &Parameters) -> Result<u32, Failure> {
    check_signature(page).await?;
    let mut tenant = tenant.lock();
    let token = usable(&mut tenant, page.get("token"))?;
    token.submissions += 1;
    Ok(MAX_SUBMISSIONS - token.submissions)
}

/// Uses the token up, for a card is about to be saved.
///
/// # Errors
/// When another form with it was faster.
pub fn spend(tenant: &mut Tenant, page: &Parameters) -> Result<(), Failure> {
    tenant.pages.remove(page.get("token")).map(|_| ()).ok_or_else(exceeded)
}

/// The signature must be ours, for this tenant, this token and this page.
async fn check_signature(page: &Parameters) -> Result<(), Failure> {
    let ours = public_key(key().await?);
    let fits = |content: &str| {
        let parts: Vec<&str> = content.split('#').collect();
        parts.len() == 5
            && (parts[0], parts[1], parts[2], parts[4])
                == (&*PATH.to_lowercase(), TENANT_ID, page.get("token"), page.get("id"))
    };
    // Zuora asks for the tenant's id beside the signature too.
    let signed = page.base64("key") == ours && page.get("tenantId") == TENANT_ID;
    let content = unsealed(&ours, page.get("signature")).filter(|_| signed);
    match content {
        Some(content) if fits(&content) => Ok(()),
        // Zuora: the code. Inferred: the words.
        _ => Err(Failure::new(
            "Invalid_Security",
            "The signature does not fit the tenant, the key, the token and the page.",
        )),
    }
}

/// The token, while it can be used.
fn usable<'a>(tenant: &'a mut Tenant, token: &str) -> Result<&'a mut PageToken, Failure> {
    let now = tenant.now();
    let found = tenant.pages.get_mut(token).filter(|token| token.submissions < MAX_SUBMISSIONS);
    let found = found.ok_or_else(exceeded)?;
    if now < found.made + LIFETIME {
        Ok(found)
    } else {
        // Inferred: the words.
        Err(Failure::new("Token_Expired", "The token has expired, refresh page to try again."))
    }
}

/// Zuora: the code, for too many submissions as for a token that has been used. Reported by users of tenants: the words.
fn exceeded() -> Failure {
    Failure::new(
        "Attempt_Exceed_Limitation",
        "Attempt exceed the limitation, refresh page to try again.",
    )
}
