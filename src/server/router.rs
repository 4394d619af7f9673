//! The public listener: pages, server functions, static files, health, and the layers around them.

use crate::{
    app::{App, shell},
    server::{
        client_address, current_request,
        customers::Customers,
        flow_breaks, flow_records, health,
        middleware::{
            before_and_after::before_and_after,
            csp_reports,
            csrf_guard::{self, Guard},
            drain, language,
            limits::{self, Places},
            outcome_reports, page_customer, prefetch,
            public_address::{self, PublicAddress},
            request_id, request_metrics, request_target,
            security_headers::{Policy, add_security_headers},
        },
        origin::Origin,
        page_integrity::asset_routes::{self, Assets},
        rate_limits::RateLimits,
        readiness::Readiness,
        session,
        settings::{Client, Settings},
        sign_out,
        state::AppState,
    },
    site_map::PAGES,
    words::Language,
};
use axum::{
    Router,
    extract::{FromRef, Request},
    http::{Extensions, HeaderMap, Method, StatusCode, Version, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::{ErrorHandler, LeptosRoutes, generate_route_list};
use std::{error::Error, sync::Arc};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel, compression::CompressionLayer, services::ServeDir,
    validate_request::ValidateRequestHeaderLayer,
};
use url::Url;

/// The name that cargo-leptos gives to the built files.
const OUTPUT_NAME: &str = "zuora-cors-sample";

/// Everything that the public listener is made of.
pub struct Site {
    pub state: AppState,
    pub customers: Customers,
    pub assets: Assets,
    pub options: LeptosOptions,
    pub public_origin: Origin,
    pub policy: Policy,
    pub readiness: Readiness,
    /// Rate limits for what browsers report: what a page's policy has blocked, and how an unknown
    /// outcome has ended.
    pub reports: Arc<RateLimits>,
}

impl Site {
    /// The site at `public_origin` with these settings and files, on top of the Zuora at `base_url`.
    ///
    /// # Errors
    /// When the TLS library cannot be set up.
    pub fn new(
        settings: &Settings,
        (base_url, client): (Url, Client),
        public_origin: Origin,
        assets: Assets,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let zuora_origin = Origin::from_url(&base_url);
        let state = AppState::new(settings, base_url, client, &public_origin)?;
        let hosted_page = state.hosted_page.as_ref();
        Ok(Self {
            policy: Policy::new(
                &public_origin,
                &zuora_origin,
                hosted_page,
                settings.built_site.reload_port,
            ),
            options: LeptosOptions::builder()
                .output_name(OUTPUT_NAME)
                .site_root(settings.built_site.root.to_string_lossy().into_owned())
                .site_addr(settings.listen.site_addr)
                .reload_port(u32::from(settings.built_site.reload_port.unwrap_or_default()))
                .build(),
            customers: settings.customers.clone(),
            state,
            assets,
            public_origin,
            readiness: Readiness::default(),
            reports: Arc::new(csp_reports::limits()),
        })
    }

    /// All rate limits of the site.
    pub fn rate_limits(&self) -> [Arc<RateLimits>; 4] {
        let AppState { signatures, lists, lookups, .. } = &self.state;
        [signatures, lists, lookups, &self.reports].map(Arc::clone)
    }
}

pub fn router(site: Site) -> Router {
    let Site { state, customers, assets, options, public_origin, policy, readiness, reports } =
        site;
    let sessions = state.sessions.clone();
    let proxies = state.proxies.clone();
    let reports = csp_reports::routes(proxies.clone(), reports.clone())
        .merge(outcome_reports::routes(proxies.clone(), reports));
    let inspector = state.flow_inspector.clone();
    let health = health::routes(readiness.clone());
    let state = Arc::new(state);
    let address = PublicAddress::new(public_origin.clone(), state.proxies.clone());
    let state_of_pages = state.clone();
    let sign_out = sign_out::routes(state.clone());
    let of_page = assets.clone();
    let context = move || {
        provide_context(state.clone());
        if let Some(files) = of_page.current() {
            provide_context(files);
        }
        // leptos_axum generates a nonce for every page. Our policy names inline scripts by hash
        // instead.
        let _ = take_context::<Nonce>();
        if let Some(language) = current_request::extension::<Language>() {
            provide_context(language);
        }
    };
    let document = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let files =
        files(&options, ErrorHandler::new_with_context(context.clone(), shell, options.clone()));
    let files = Router::new().fallback_service(files).layer(check(refuse_code_on_disk));
    let route_state = RouteState(Arc::new(options));
    let site = Router::new()
        .leptos_routes_with_context(&route_state, generate_route_list(App), context, document)
        .fallback_service(files)
        .with_state(route_state)
        .merge(asset_routes::routes(assets))
        .merge(sign_out);
    let site = flow_records::record(site, inspector.is_some());
    let has_sandbox = inspector.is_some_and(|inspector| inspector.sandbox.is_some());
    let site = shared(flow_breaks::carry_out(site, has_sandbox));
    let site = customers.around(
        site.layer(from_fn_with_state(state_of_pages, page_customer::require_customer)),
        sessions.clone(),
    );
    // A request passes the last stack first, and in each stack the layers from top to bottom.
    let (guard, https) = (Guard::new(&public_origin), public_origin.is_https());
    let visitor_layers = ServiceBuilder::new()
        .layer(check(move |request| public_address::require_public_address(&address, request)))
        .layer(check(strip_trailing_slash))
        .layer(before_and_after(move |request| session::load_session(&sessions, request)))
        .layer(before_and_after(move |request| language::choose_language(https, request)))
        .layer(check(move |request| csrf_guard::require_same_origin(&guard, request)))
        .layer(check(prefetch::decline_prefetch));
    let site = shared(site).layer(visitor_layers).merge(reports);
    let site_layers = ServiceBuilder::new()
        .layer(before_and_after(request_metrics::measure))
        .layer(from_fn_with_state(Places::default(), limits::limit))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(is_html));
    let site = shared(site).layer(site_layers);
    let known_proxies = proxies.clone();
    let request_layers = ServiceBuilder::new()
        .layer(before_and_after(move |request| add_security_headers(&policy, request)))
        .map_response(move |response| drain::close_while_draining(&readiness, response))
        .layer(from_fn_with_state(proxies, request_id::assign_request_id))
        .layer(check(request_target::reject_other_targets))
        .map_request(move |request| client_address::warn_of_unknown_proxy(&known_proxies, request));
    shared(site).merge(health).layer(request_layers)
}

/// What the routes of Leptos are called with. Every request has copies of it.
#[derive(Clone)]
struct RouteState(Arc<LeptosOptions>);

impl FromRef<RouteState> for LeptosOptions {
    fn from_ref(RouteState(options): &RouteState) -> Self {
        Self::clone(options)
    }
}

/// A layer that passes a request on or answers it, and awaits nothing.
fn check(
    refusal: impl Fn(&Request) -> Result<(), Response> + Clone,
) -> ValidateRequestHeaderLayer<impl Fn(&mut Request) -> Result<(), Response> + Clone> {
    ValidateRequestHeaderLayer::custom(move |request: &mut Request| refusal(request))
}

/// The router as one service that costs nothing to copy. For each request, a layer copies everything
/// inside it, with all layers there, so a stack of `n` would be copied `n` times.
fn shared(router: Router) -> Router {
    Router::new().fallback_service(router)
}

/// Only pages are compressed here. The size of a compressed answer tells something about its contents
/// to whoever can choose a part of them (BREACH), so no answer of a server function is, and with it no
/// ticket. Files are compressed when the site is built.
fn is_html(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|content_type| content_type.starts_with("text/html"))
}

/// The built site's other files, precompressed where the build has done that; a page of ours for
/// those that do not exist.
fn files<NotFound>(options: &LeptosOptions, not_found: NotFound) -> ServeDir<NotFound> {
    ServeDir::new(&*options.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found)
}

/// Code is served from memory, at its one address. However else the address is spelled, it is not
/// read from the disk.
fn refuse_code_on_disk(request: &Request) -> Result<(), Response> {
    match asset_routes::is_code(request.uri().path()) {
        true => Err(StatusCode::NOT_FOUND.into_response()),
        false => Ok(()),
    }
}

/// Strips a trailing slash. Redirects only to known paths, so this is no open redirect.
fn strip_trailing_slash(request: &Request) -> Result<(), Response> {
    let path = request.uri().path();
    let meant = path.trim_matches('/');
    let page = PAGES.into_iter().find(|page| {
        path.ends_with('/') && !meant.is_empty() && page.path.trim_matches('/') == meant
    });
    match page {
        Some(page) if matches!(*request.method(), Method::GET | Method::HEAD) => {
            Err(Redirect::permanent(page.path).into_response())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
