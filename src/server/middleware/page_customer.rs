//! For whom a page is rendered. A visitor without an account gets another page instead, which says what
//! to do.

use crate::{
    server::{
        account_resolver::NoAccount,
        page_customer::{AccountRequired, PageCustomer},
        session::Session,
        sign_out::SIGN_OUT,
        state::AppState,
        visitor_account,
    },
    site_map::{PAGES, Page, PageId},
};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// Adds the [`PageCustomer`] to the request, where the renderer of the page finds it. If the page is
/// not for this visitor, adds [`AccountRequired`] instead.
pub async fn require_customer(
    State(state): State<Arc<AppState>>,
    mut request: Request,
    next: Next,
) -> Response {
    let page = PAGES.into_iter().find(|page| page.path == request.uri().path());
    let session: Option<Session> = request.extensions().get().cloned();
    let mut status = None;
    if let Some((page, session)) = page.zip(session) {
        let customers = &*state.customers;
        let account = visitor_account::resolve(customers, &session, request.headers()).await;
        status = account.as_ref().err().and_then(|none| status_without_account(none, page));
        let is_signed_in = matches!(account, Ok(_) | Err(NoAccount::NoneYet));
        let can_sign_out = is_signed_in && state.login.sign_out.is_some();
        let sign_out = can_sign_out.then_some(SIGN_OUT);
        match (account, status) {
            (Err(no_account), Some(_)) => {
                request.extensions_mut().insert(AccountRequired { page, no_account, sign_out });
            }
            (account, _) => {
                let account = account.ok();
                let has_account = customers.has_account(&session, account.as_ref());
                let customer = PageCustomer::new(&state.macs, account.as_ref(), has_account);
                request.extensions_mut().insert(PageCustomer { sign_out, ..customer });
            }
        }
    }
    let mut answer = next.run(request).await;
    if let Some(status) = status {
        *answer.status_mut() = status;
    }
    answer
}

/// The status with which a page is refused to a visitor without an account. Everybody may create
/// one.
fn status_without_account(no_account: &NoAccount, page: &Page) -> Option<StatusCode> {
    match no_account {
        NoAccount::Unknown(_) => Some(StatusCode::SERVICE_UNAVAILABLE),
        _ if page.id == PageId::Account => None,
        NoAccount::SignedOut | NoAccount::Refused(_) => Some(StatusCode::UNAUTHORIZED),
        NoAccount::NoneYet => Some(StatusCode::FORBIDDEN),
    }
}
