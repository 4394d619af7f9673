//! The hosted page (Payment Pages 2.0): Zuora's own form, shown in a frame of the site's page. It is
//! opened with an RSA signature, and saves the card that is entered in it.

mod access;
mod callback;
mod card;
mod document;
mod form;
mod page_error;
mod parameters;

pub use parameters::PAGE_PATH;

use self::{
    callback::CallbackParameters,
    card::EnteredCard,
    document::{HostedDomain, alert_html},
    form::{form_html, try_again_html},
    page_error::PageError,
    parameters::PageParameters,
};
use crate::sandbox::{
    cards::NewCard, clock::Clock, error_reply::ErrorReply, state::SandboxState, tenant::TenantStore,
};
use axum::{
    Extension,
    body::Bytes,
    extract::{RawQuery, State},
    response::Response,
    routing::{MethodRouter, get},
};

/// The page for frames on pages of `site_origin`.
pub fn route(site_origin: &str) -> MethodRouter<SandboxState> {
    get(open).post(submit).layer(Extension(HostedDomain::new(site_origin)))
}

/// Shows the form, as often as it is requested: Zuora counts submissions.
async fn open(
    State(tenant): State<TenantStore>,
    Extension(domain): Extension<HostedDomain>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let page = PageParameters::from_encoded(query.as_bytes());
    let parent = match domain.parent(&page) {
        Ok(parent) => parent,
        Err(error) => return domain.respond_with_error(&error),
    };
    match access::check_open(&tenant, &page, query.as_bytes()).await {
        Ok(()) => domain.respond(&form_html(&page, &EnteredCard::default(), &[]), &parent, None),
        Err(error) => domain.respond_with_error(&error),
    }
}

async fn submit(
    State(tenant): State<TenantStore>,
    State(clock): State<Clock>,
    Extension(domain): Extension<HostedDomain>,
    body: Bytes,
) -> Response {
    let page = PageParameters::from_encoded(&body);
    let parent = match domain.parent(&page) {
        Ok(parent) => parent,
        Err(error) => return domain.respond_with_error(&error),
    };
    let respond_with_error = |error: &PageError| {
        domain.respond(&alert_html(error), &parent, Some(&CallbackParameters::error(error)))
    };
    let attempts_left = match access::count_submission(&tenant, &page).await {
        Ok(left) => left,
        Err(error) => return respond_with_error(&error),
    };
    let entered = EnteredCard::from_form(&body);
    let card = match entered.check(clock.date_time().date()) {
        Ok(card) => card,
        Err(errors) => {
            let callback = CallbackParameters::field_errors(&errors);
            let form = form_html(&page, &entered, &errors);
            return domain.respond(&form, &parent, Some(&callback));
        }
    };
    let saved = save(&tenant, &page, card).await;
    let callback = match CallbackParameters::submit_page_result(&tenant, &page, &saved).await {
        Ok(callback) => callback,
        Err(error) => return respond_with_error(&error),
    };
    let text = match &saved {
        Ok(_) => "<p role=\"status\">Thank you.</p>".to_owned(),
        Err(error) if attempts_left > 0 => alert_html(error) + &try_again_html(&page),
        Err(error) => alert_html(error),
    };
    domain.respond(&text, &parent, Some(&callback))
}

/// Saves the card as an orphan and returns its id (Zuora: a payment method without an account is
/// deleted after ten days).
async fn save(
    tenant: &TenantStore,
    page: &PageParameters,
    card: NewCard,
) -> Result<String, PageError> {
    if let Some(code) = tenant.lock().switches.page_error.code() {
        return Err(PageError::new(code, "The sandbox was switched to this error."));
    }
    let card = card.verify().await?;
    let mut tenant = tenant.lock();
    if tenant.is_full() {
        return Err(ErrorReply::sandbox_full().into());
    }
    // The gateway takes time, so that another form with this token may have been faster.
    access::use_token(&mut tenant, page)?;
    Ok(card.save(&mut tenant, None))
}
