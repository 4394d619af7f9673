//! Checks the RSA signature and the token: who may open the page, and how often its form may be
//! submitted.

use super::{
    page_error::PageError,
    parameters::{PAGE_PATH, PageParameters, to_be_signed},
};
use crate::sandbox::{
    rsa_key::{decrypt_with_public_key, private_key, public_key_base64},
    tenant::{PageToken, TENANT_ID, TenantData, TenantStore},
    tenant_switches::{Captcha, ParameterValidation},
};
use std::time::Duration;

/// Zuora: a setting of the tenant, "Limit the number of submissions before blocking submission".
/// Inferred: the number.
const MAX_SUBMISSIONS: u32 = 3;
/// Zuora: tokens expire after a time that the tenant sets. Inferred: the time.
const TOKEN_LIFETIME: Duration = Duration::from_mins(30);

/// Checks whether the form may be shown for this query. This uses up no attempt.
///
/// # Errors
/// Zuora's code for what is wrong.
pub async fn check_open(
    tenant: &TenantStore,
    page: &PageParameters,
    query: &[u8],
) -> Result<(), PageError> {
    check_signature(page).await?;
    let mut tenant = tenant.lock();
    let validates = tenant.switches.parameter_validation == ParameterValidation::On;
    let token = usable_token(&mut tenant, page.get("token"))?;
    let is_signed = |(name, value): &(String, String)| token.signed.get(name) == Some(value);
    if validates && !to_be_signed(query).iter().all(is_signed) {
        // Zuora: the code. Inferred: the text.
        return Err(PageError::new(
            "Validate_Dynamic_Params_Failed",
            "A parameter of the page is not the one in the request for the signature.",
        ));
    }
    Ok(())
}

/// Checks whether the form may be submitted, and counts this attempt whatever its result. Returns
/// how many attempts are left.
///
/// # Errors
/// Zuora's code for what is wrong.
pub async fn count_submission(
    tenant: &TenantStore,
    page: &PageParameters,
) -> Result<u32, PageError> {
    check_signature(page).await?;
    let mut tenant = tenant.lock();
    let max_submissions = max_submissions(&tenant);
    let token = usable_token(&mut tenant, page.get("token"))?;
    token.submissions += 1;
    Ok(max_submissions - token.submissions)
}

/// Uses up the token before a card is saved.
///
/// # Errors
/// When another form with this token was faster.
pub fn use_token(tenant: &mut TenantData, page: &PageParameters) -> Result<(), PageError> {
    tenant.page_tokens.remove(page.get("token")).map(|_| ()).ok_or_else(attempts_exceeded)
}

/// The signature must be made with the tenant's key, for this tenant, this token and this page.
async fn check_signature(page: &PageParameters) -> Result<(), PageError> {
    let own_key = public_key_base64(private_key().await?);
    let fits = |content: &str| {
        let parts: Vec<&str> = content.split('#').collect();
        parts.len() == 5
            && (parts[0], parts[1], parts[2], parts[4])
                == (&*PAGE_PATH.to_lowercase(), TENANT_ID, page.get("token"), page.get("id"))
    };
    // Zuora: the tenant's id must also be among the parameters.
    let is_ours = page.get("tenantId") == TENANT_ID;
    let content = decrypt_with_public_key(&own_key, page.get("signature")).filter(|_| is_ours);
    match content {
        Some(content) if fits(&content) => Ok(()),
        // Zuora: the code. Inferred: the text.
        _ => Err(PageError::new(
            "Invalid_Security",
            "The signature does not fit the tenant, the token and the page.",
        )),
    }
}

/// The token, when it has attempts left and has not expired.
fn usable_token<'a>(
    tenant: &'a mut TenantData,
    token: &str,
) -> Result<&'a mut PageToken, PageError> {
    let (now, max_submissions) = (tenant.clock.now(), max_submissions(tenant));
    let found =
        tenant.page_tokens.get_mut(token).filter(|token| token.submissions < max_submissions);
    let found = found.ok_or_else(attempts_exceeded)?;
    if now < found.created + TOKEN_LIFETIME {
        Ok(found)
    } else {
        // Inferred: the text.
        Err(PageError::new("Token_Expired", "The token has expired, refresh page to try again."))
    }
}

fn max_submissions(tenant: &TenantData) -> u32 {
    match tenant.switches.captcha {
        Captcha::Off => MAX_SUBMISSIONS,
        Captcha::On => 1,
    }
}

/// Zuora: the code, both for too many submissions and for a used token. Recorded: the text.
fn attempts_exceeded() -> PageError {
    PageError::new(
        "Attempt_Exceed_Limitation",
        "Attempt exceed the limitation, refresh page to try again.",
    )
}
