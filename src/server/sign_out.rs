//! Signing out: of this site, and then at the shop's login.

use crate::{
    server::{
        navigation::{is_from_another_site, is_navigation},
        session::Session,
        state::AppState,
    },
    site_map::ADD_CARD,
};
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use std::sync::Arc;

/// The link leads here first, and not to the shop's login: a session of this site's, too, has to
/// end.
pub const SIGN_OUT: &str = "/sign-out";

/// Where customers sign out, if the shop has said where its login ends a session.
pub fn routes(state: Arc<AppState>) -> Router {
    match state.login.sign_out {
        Some(_) => Router::new().route(SIGN_OUT, get(sign_out)).with_state(state),
        None => Router::new(),
    }
}

/// Begins a new session in place of the customer's, and goes on to the shop's login. A link on
/// another site's page signs nobody out, and neither does a prefetch.
async fn sign_out(State(state): State<Arc<AppState>>, request: Request) -> Response {
    if !is_navigation(&request) {
        return (StatusCode::SERVICE_UNAVAILABLE, "Only a customer signs out.\n").into_response();
    }
    match &state.login.sign_out {
        Some(address) if !is_from_another_site(request.headers()) => {
            state.sessions.begin(&Session::new(None), Redirect::to(address).into_response())
        }
        _ => Redirect::to(ADD_CARD.path).into_response(),
    }
}
