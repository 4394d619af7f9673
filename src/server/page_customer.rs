//! The customer for whom a page was rendered. Another tab can change who is signed in, so each page
//! carries a code for the customer whose name it shows. A call from that page for another customer
//! is refused before anything is signed or counted.

use crate::{
    server::{macs::Macs, session::Session, state::AppState},
    site_map::PAGES,
    zuora::{AccountKey, Bound as _},
};
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// The header in which a page sends its code.
pub const DRAWN_FOR: &str = "drawn-for";

/// The customer for whom a page is rendered.
#[derive(Clone, Debug)]
pub struct PageCustomer {
    /// The code that the page sends back.
    pub code: String,
    /// Whether there is no reason to create an account.
    pub has_account: bool,
}

impl PageCustomer {
    /// The code for this account's customer, or for a visitor without an account.
    pub fn new(macs: &Macs, account: Option<&AccountKey>, has_account: bool) -> Self {
        Self { code: macs.mac(&text(account)), has_account }
    }
}

/// Whether a request comes from a page for this customer, or carries no code.
pub fn matches(headers: &HeaderMap, macs: &Macs, account: Option<&AccountKey>) -> bool {
    let mut macs_sent = headers.get_all(DRAWN_FOR).iter();
    macs_sent.all(|mac| mac.to_str().is_ok_and(|mac| macs.verify(mac, &text(account))))
}

fn text(account: Option<&AccountKey>) -> String {
    format!("page {}", account.map_or("", AccountKey::value))
}

/// Adds the code to the request, where the renderer of the page finds it.
pub async fn add_page_customer(
    State(state): State<Arc<AppState>>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_page = PAGES.iter().any(|page| page.path == request.uri().path());
    let session: Option<Session> = request.extensions().get().cloned();
    if let Some(session) = session.filter(|_| is_page) {
        let account = state.customers.account_key(&session, request.headers()).await;
        let has_account = state.customers.has_account(&session, request.headers()).await;
        let customer = PageCustomer::new(&state.macs, account.as_ref(), has_account);
        request.extensions_mut().insert(customer);
    }
    next.run(request).await
}
