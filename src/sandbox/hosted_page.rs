//! The hosted page (Payment Pages 2.0): Zuora's own form, shown in a frame of the shop's page once the RSA signature has been checked.

use super::{rsa_signatures::check_page, tenant::Shared};
use axum::{
    extract::{Query, State},
    http::header,
    response::{Html, IntoResponse as _, Response},
};
use serde::Deserialize;

/// The parameters of a page, as the shop's page passes them on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Page {
    id: String,
    key: String,
    signature: String,
    token: String,
}

/// `GET /apps/PublicHostedPageLite.do`
pub async fn open(State(tenant): State<Shared>, Query(page): Query<Page>) -> Response {
    let checked = check_page(&tenant, &page.key, &page.signature, &page.token, &page.id).await;
    let text = match checked {
        Ok(()) => FORM.to_owned(),
        Err(word) => format!("<p role=\"alert\">{word}</p>"),
    };
    let document = format!("<!DOCTYPE html><html lang=\"en\"><title>Payment page</title><body>{text}</body></html>");
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
        ),
    ];
    (headers, Html(document)).into_response()
}

/// Zuora's fields, in Zuora's order. What comes after a submit is not part of this stand-in yet, so the button says so.
const FORM: &str = "\
<form>
<p><label>Card Number <input inputmode=\"numeric\" autocomplete=\"cc-number\"></label></p>
<p><label>Expiration Month <input inputmode=\"numeric\" autocomplete=\"cc-exp-month\"></label></p>
<p><label>Expiration Year <input inputmode=\"numeric\" autocomplete=\"cc-exp-year\"></label></p>
<p><label>CVV <input inputmode=\"numeric\" autocomplete=\"cc-csc\"></label></p>
<p><label>Cardholder Name <input autocomplete=\"cc-name\"></label></p>
<p><button disabled>Submit</button> The sandbox does not take this form yet.</p>
</form>";
