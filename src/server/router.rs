//! The public listener: pages, server functions, static files, health, and the layers around them.

use crate::{
    app::{App, shell},
    server::{
        client_address,
        customers::Customers,
        health,
        middleware::{
            csp_reports,
            csrf_guard::{self, Guard},
            language, limits, prefetch,
            public_address::{self, SiteAddress},
            request_body, request_id, request_target,
            security_headers::{self, Policy},
        },
        origin::Origin,
        page_customer,
        page_integrity::assets::{self, Assets},
        session::{self, Sessions},
        state::AppState,
    },
    site_map::PAGES,
    words::Language,
};
use axum::{
    Router,
    extract::Request,
    http::{Method, StatusCode, request::Parts},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::{ErrorHandler, LeptosRoutes, generate_route_list};
use tower_http::services::ServeDir;

/// What the public listener is made of.
pub struct Site {
    pub options: LeptosOptions,
    pub state: AppState,
    pub customers: Customers,
    pub assets: Assets,
    pub public_origin: Origin,
    pub policy: Policy,
    pub sessions: Sessions,
}

/// The whole public listener.
pub fn router(site: Site) -> Router {
    let Site { options, state, customers, assets, public_origin, policy, sessions } = site;
    let proxies = state.proxies.clone();
    let reports = csp_reports::routes(proxies.clone());
    let health = health::routes(state.zuora.clone());
    let address = SiteAddress::new(public_origin.clone(), state.proxies.clone());
    let state_of_pages = state.clone();
    let of_page = assets.clone();
    let context = move || {
        provide_context(state.clone());
        if let Some(files) = of_page.current() {
            provide_context(files);
        }
        // leptos_axum mints one for every page. Ours have none: the policy names their scripts by hash.
        let _ = take_context::<Nonce>();
        let parts = use_context::<Parts>();
        if let Some(language) = parts.as_ref().and_then(|parts| parts.extensions.get::<Language>())
        {
            provide_context(*language);
        }
    };
    let document = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let site = Router::new()
        .leptos_routes_with_context(&options, generate_route_list(App), context.clone(), document)
        .fallback_service(files(
            &options,
            ErrorHandler::new_with_context(context, shell, options.clone()),
        ))
        .with_state(options)
        .layer(from_fn(no_code_from_disk))
        .merge(assets::routes(assets));
    let site = customers
        .around(
            site.layer(from_fn_with_state(state_of_pages, page_customer::mark_page)),
            sessions.clone(),
        )
        // From here outwards, each layer sees the request before the one above it.
        .layer(from_fn(prefetch::decline_prefetch))
        .layer(from_fn_with_state(Guard::new(&public_origin), csrf_guard::require_same_origin))
        .layer(from_fn_with_state(public_origin.is_https(), language::choose_language))
        .layer(from_fn_with_state(sessions, session::load_session))
        .layer(from_fn(without_slash))
        .layer(from_fn_with_state(address, public_address::require_public_address))
        .merge(reports);
    limits::around(site)
        .layer(from_fn(request_body::read_body))
        .merge(health)
        .layer(from_fn_with_state(proxies, client_address::resolve_client_address))
        .layer(from_fn(request_target::reject_other_targets))
        .layer(from_fn(request_id::assign_request_id))
        .layer(from_fn_with_state(policy, security_headers::add_security_headers))
}

/// The built site's files that are no code, compressed where they have been, and a page of our own in place of those that are not there.
fn files<NotFound>(options: &LeptosOptions, not_found: NotFound) -> ServeDir<NotFound> {
    ServeDir::new(&*options.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found)
}

/// Code comes out of memory, at its one address, or not at all: however else it is spelled, the disk is not asked for it.
async fn no_code_from_disk(request: Request, next: Next) -> Response {
    match assets::is_code(request.uri().path()) {
        true => StatusCode::NOT_FOUND.into_response(),
        false => next.run(request).await,
    }
}

/// Sends whoever asks for a page of ours with a slash too many to the page. To nowhere else: what was asked for is not repeated.
async fn without_slash(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let meant = path.trim_matches('/');
    let page = PAGES.into_iter().find(|page| {
        path.ends_with('/') && !meant.is_empty() && page.path.trim_matches('/') == meant
    });
    match page {
        Some(page) if matches!(*request.method(), Method::GET | Method::HEAD) => {
            Redirect::permanent(page.path).into_response()
        }
        _ => next.run(request).await,
    }
}

#[cfg(test)]
mod tests;
