//! The hosted page (Payment Pages 2.0): Zuora's own form, shown in a frame of the shop's page once the RSA signature has been checked, and
//! what becomes of the card in it.

mod admission;
mod answer;
mod callback;
mod card;
mod form;
mod parameters;

use self::{
    answer::{Site, alert},
    callback::{Callback, Failure},
    card::Entered,
    parameters::Parameters,
};
use super::{cards::NewCard, router::Sandbox, tenant::Shared};
use axum::{
    Extension,
    body::Bytes,
    extract::{RawQuery, State},
    response::Response,
    routing::{MethodRouter, get},
};

/// Zuora: the path of every hosted page. Its form goes there too: inferred.
pub const PATH: &str = "/apps/PublicHostedPageLite.do";

/// The page for frames on pages of `site_origin`.
pub fn route(site_origin: &str) -> MethodRouter<Sandbox> {
    get(open).post(submit).layer(Extension(Site::new(site_origin)))
}

/// Shows the form, as often as somebody asks for it: Zuora counts what is submitted.
async fn open(
    State(tenant): State<Shared>,
    Extension(site): Extension<Site>,
    RawQuery(query): RawQuery,
) -> Response {
    let page = Parameters::read(query.unwrap_or_default().as_bytes());
    match admission::open(&tenant, &page).await {
        Ok(()) => site.answer(&form::of(&page, &Entered::default(), &[]), None),
        Err(failure) => site.answer(&alert(&failure), Some(&Callback::not_shown(&failure))),
    }
}

/// Takes the form.
async fn submit(
    State(tenant): State<Shared>,
    Extension(site): Extension<Site>,
    body: Bytes,
) -> Response {
    let page = Parameters::read(&body);
    let left = match admission::submit(&tenant, &page).await {
        Ok(left) => left,
        Err(failure) => return site.answer(&alert(&failure), Some(&Callback::not_taken(&failure))),
    };
    let entered = Entered::read(&body);
    let today = tenant.lock().calendar().date();
    let card = match entered.card(today) {
        Ok(card) => card,
        Err(errors) => return site.answer(&form::of(&page, &entered, &errors), None),
    };
    let saved = save(&tenant, &page, card).await;
    let callback = match Callback::submitted(&tenant, &page, &saved).await {
        Ok(callback) => callback,
        Err(failure) => return site.answer(&alert(&failure), Some(&Callback::not_taken(&failure))),
    };
    let text = match &saved {
        Ok(_) => "<p role=\"status\">Thank you.</p>".to_owned(),
        Err(failure) if left > 0 => alert(failure) + &form::again(&page),
        Err(failure) => alert(failure),
    };
    site.answer(&text, Some(&callback))
}

/// Saves the card as an orphan (Zuora: a payment method without an account is deleted after ten days), and returns its id.
async fn save(tenant: &Shared, page: &Parameters, card: NewCard) -> Result<String, Failure> {
    let card = card.verified().await?;
    let mut tenant = tenant.lock();
    if tenant.is_full() {
        return Err(Failure::general("The sandbox is full; reset it with POST /sandbox/reset."));
    }
    // Another form with this token may have been faster: the gateway's answer takes time.
    admission::spend(&mut tenant, page)?;
    Ok(card.save(&mut tenant, None))
}
