//! Who may open the page and submit its form, and how often: what an RSA signature and its token are good for.

use super::{
    page_error::PageError,
    parameters::{PAGE_PATH, PageParameters},
};
use crate::sandbox::{
    rsa_key::{decrypt_with_public_key, private_key, public_key_base64},
    tenant::{PageToken, TENANT_ID, TenantData, TenantStore},
};
use std::time::Duration;

/// Zuora: a tenant sets it, as "Limit the number of submissions before blocking submission". Inferred: how many.
const MAX_SUBMISSIONS: u32 = 3;
/// Inferred: Zuora's tokens expire, by a time each tenant sets.
const TOKEN_LIFETIME: Duration = Duration::from_mins(30);

/// Whether the form may be shown. That uses nothing up.
///
/// # Errors
/// Zuora's code for what is wrong.
pub async fn check_open(tenant: &TenantStore, page: &PageParameters) -> Result<(), PageError> {
    check_signature(page).await?;
    usable_token(&mut tenant.lock(), page.get("token")).map(|_| ())
}

/// Whether the form may be submitted, which counts from here on, whatever comes of it: how often it may be submitted after this.
///
/// # Errors
/// Zuora's code for what is wrong.
pub async fn count_submission(
    tenant: &TenantStore,
    page: &PageParameters,
) -> Result<u32, PageError> {
    check_signature(page).await?;
    let mut tenant = tenant.lock();
    let token = usable_token(&mut tenant, page.get("token"))?;
    token.submissions += 1;
    Ok(MAX_SUBMISSIONS - token.submissions)
}

/// Uses the token up, for a card is about to be saved.
///
/// # Errors
/// When another form with it was faster.
pub fn use_token(tenant: &mut TenantData, page: &PageParameters) -> Result<(), PageError> {
    tenant.page_tokens.remove(page.get("token")).map(|_| ()).ok_or_else(attempts_exceeded)
}

/// The signature must be own_key, for this tenant, this token and this page.
async fn check_signature(page: &PageParameters) -> Result<(), PageError> {
    let own_key = public_key_base64(private_key().await?);
    let fits = |content: &str| {
        let parts: Vec<&str> = content.split('#').collect();
        parts.len() == 5
            && (parts[0], parts[1], parts[2], parts[4])
                == (&*PAGE_PATH.to_lowercase(), TENANT_ID, page.get("token"), page.get("id"))
    };
    // Zuora asks for the tenant's id beside the signature too.
    let signed = page.base64("key") == own_key && page.get("tenantId") == TENANT_ID;
    let content = decrypt_with_public_key(&own_key, page.get("signature")).filter(|_| signed);
    match content {
        Some(content) if fits(&content) => Ok(()),
        // Zuora: the code. Inferred: the words.
        _ => Err(PageError::new(
            "Invalid_Security",
            "The signature does not fit the tenant, the key, the token and the page.",
        )),
    }
}

/// The token, while it can be used.
fn usable_token<'a>(
    tenant: &'a mut TenantData,
    token: &str,
) -> Result<&'a mut PageToken, PageError> {
    let now = tenant.clock.now();
    let found =
        tenant.page_tokens.get_mut(token).filter(|token| token.submissions < MAX_SUBMISSIONS);
    let found = found.ok_or_else(attempts_exceeded)?;
    if now < found.created + TOKEN_LIFETIME {
        Ok(found)
    } else {
        // Inferred: the words.
        Err(PageError::new("Token_Expired", "The token has expired, refresh page to try again."))
    }
}

/// Zuora: the code, for too many submissions as for a token that has been used. Reported by users of tenants: the words.
fn attempts_exceeded() -> PageError {
    PageError::new(
        "Attempt_Exceed_Limitation",
        "Attempt exceed the limitation, refresh page to try again.",
    )
}
