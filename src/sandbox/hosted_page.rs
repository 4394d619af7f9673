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
    document::{FrameParent, alert_html},
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
    get(open).post(submit).layer(Extension(FrameParent::new(site_origin)))
}

/// Shows the form, as often as it is requested: Zuora counts submissions.
async fn open(
    State(tenant): State<TenantStore>,
    Extension(parent): Extension<FrameParent>,
    RawQuery(query): RawQuery,
) -> Response {
    let page = PageParameters::from_encoded(query.unwrap_or_default().as_bytes());
    match access::check_open(&tenant, &page).await {
        Ok(()) => parent.respond(&form_html(&page, &EnteredCard::default(), &[]), None),
        Err(error) => {
            let callback = CallbackParameters::request_page_error(&error);
            parent.respond(&alert_html(&error), Some(&callback))
        }
    }
}

async fn submit(
    State(tenant): State<TenantStore>,
    State(clock): State<Clock>,
    Extension(parent): Extension<FrameParent>,
    body: Bytes,
) -> Response {
    let page = PageParameters::from_encoded(&body);
    let respond_with_error = |error: &PageError| {
        let callback = CallbackParameters::submit_page_error(error);
        parent.respond(&alert_html(error), Some(&callback))
    };
    let attempts_left = match access::count_submission(&tenant, &page).await {
        Ok(left) => left,
        Err(error) => return respond_with_error(&error),
    };
    let entered = EnteredCard::from_form(&body);
    let card = match entered.check(clock.date_time().date()) {
        Ok(card) => card,
        Err(errors) => return parent.respond(&form_html(&page, &entered, &errors), None),
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
    parent.respond(&text, Some(&callback))
}

/// Saves the card as an orphan and returns its id (Zuora: a payment method without an account is
/// deleted after ten days).
async fn save(
    tenant: &TenantStore,
    page: &PageParameters,
    card: NewCard,
) -> Result<String, PageError> {
    let card = card.verify().await?;
    let mut tenant = tenant.lock();
    if tenant.is_full() {
        return Err(ErrorReply::sandbox_full().into());
    }
    // The gateway takes time, so that another form with this token may have been faster.
    access::use_token(&mut tenant, page)?;
    Ok(card.save(&mut tenant, None))
}
