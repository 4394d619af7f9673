//! Whom a page is for. A page shows one customer's name, and another tab can change who is signed in; so each page says, in a mark that only this shop's servers
//! can write, which customer the server saw when it rendered it, and a call of that page for another customer is refused before anything is signed or counted.

use crate::{
    server::{marks::Marks, session::Session, state::AppState},
    site_map::PAGES,
    zuora::{AccountKey, Bound as _},
};
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

/// The header in which a page says for whom it was rendered.
pub const DRAWN_FOR: &str = "drawn-for";

/// The mark of the customer that a page is rendered for.
#[derive(Clone, Debug)]
pub struct PageCustomer(pub String);

impl PageCustomer {
    /// The mark of this account's customer, or of a visitor who has no account.
    pub fn of(marks: &Marks, account: Option<&AccountKey>) -> Self {
        Self(marks.make(&text(account)))
    }
}

/// Whether a request comes from a page for this customer, or does not say.
pub fn is_for(headers: &HeaderMap, marks: &Marks, account: Option<&AccountKey>) -> bool {
    let mut marked = headers.get_all(DRAWN_FOR).iter();
    marked.all(|mark| mark.to_str().is_ok_and(|mark| marks.matches(mark, &text(account))))
}

fn text(account: Option<&AccountKey>) -> String {
    format!("page {}", account.map_or("", AccountKey::value))
}

/// Puts the mark where the renderer of a page finds it.
pub async fn mark_page(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_page = PAGES.iter().any(|page| page.path == request.uri().path());
    let session: Option<Session> = request.extensions().get().cloned();
    if let Some(session) = session.filter(|_| is_page) {
        let account = state.customers.account_key(&session, request.headers()).await;
        request.extensions_mut().insert(PageCustomer::of(&state.marks, account.as_ref()));
    }
    next.run(request).await
}
