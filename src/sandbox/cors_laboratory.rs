//! `/sandbox/cors-laboratory/{run}`: an address whose CORS answer follows the switches in its query, so
//! that people can try what a browser makes of each. Zuora has nothing like it.
//!
//! It keeps no state, so one page's switches cannot change another's answer. The name of the run keeps
//! what browsers remember of a preflight apart, and by it the page finds its exchanges in the journal.
//! The switches are closed sets: no header can have any other value.

use crate::sandbox::state::SandboxState;
use axum::{
    Extension, Json, Router,
    extract::Query,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// An origin that is no page's here.
const OTHER_ORIGIN: HeaderValue = HeaderValue::from_static("https://another.example");
const ANY: HeaderValue = HeaderValue::from_static("*");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT");
const HEADERS: HeaderValue =
    HeaderValue::from_static("accept, authorization, content-type, signature, token");

/// Pages of `site_origin` may call it; `loopback` refuses those of any other.
pub fn routes(site_origin: &str) -> Router<SandboxState> {
    let first = get(call).post(call).put(call).options(preflight);
    let moved = get(call_again).post(call_again).put(call_again).options(preflight_again);
    Router::new()
        .route("/sandbox/cors-laboratory/{run}", first)
        .route("/sandbox/cors-laboratory/{run}/moved", moved)
        .layer(Extension(Arc::<str>::from(site_origin)))
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Switches {
    origin: AllowOrigin,
    headers: AllowList,
    methods: AllowList,
    credentials: Presence,
    max_age: MaxAge,
    redirect: Redirect,
    preflight_status: PreflightStatus,
    private_network: Presence,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllowOrigin {
    Exact,
    Other,
    Any,
    Null,
    Missing,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllowList {
    Listed,
    Any,
    Missing,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Presence {
    True,
    Missing,
}

#[derive(Clone, Copy, Deserialize)]
enum MaxAge {
    #[serde(rename = "missing")]
    Missing,
    #[serde(rename = "0")]
    Zero,
    #[serde(rename = "600")]
    TenMinutes,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Redirect {
    None,
    Preflight,
    Call,
}

#[derive(Clone, Copy, Deserialize)]
enum PreflightStatus {
    #[serde(rename = "204")]
    NoContent,
    #[serde(rename = "404")]
    NotFound,
}

impl Switches {
    /// What every answer has, to the preflight and to the call.
    fn common_headers(self, site_origin: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
        // The site's pages embed only what says so. Without it, a call without CORS would fail for that.
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
        let origin = match self.origin {
            AllowOrigin::Exact => HeaderValue::try_from(site_origin).ok(),
            AllowOrigin::Other => Some(OTHER_ORIGIN),
            AllowOrigin::Any => Some(ANY),
            AllowOrigin::Null => Some(HeaderValue::from_static("null")),
            AllowOrigin::Missing => None,
        };
        let credentials = (self.credentials == Presence::True).then_some(TRUE);
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
        headers
    }

    fn preflight_headers(self, site_origin: &str) -> HeaderMap {
        let mut headers = self.common_headers(site_origin);
        let list = |switch, listed| match switch {
            AllowList::Listed => Some(listed),
            AllowList::Any => Some(ANY),
            AllowList::Missing => None,
        };
        let max_age = match self.max_age {
            MaxAge::Missing => None,
            MaxAge::Zero => Some(HeaderValue::from_static("0")),
            MaxAge::TenMinutes => Some(HeaderValue::from_static("600")),
        };
        let private_network = (self.private_network == Presence::True).then_some(TRUE);
        let methods = list(self.methods, METHODS);
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        let names = list(self.headers, HEADERS);
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_HEADERS, names);
        set(&mut headers, header::ACCESS_CONTROL_MAX_AGE, max_age);
        let name = HeaderName::from_static("access-control-allow-private-network");
        set(&mut headers, name, private_network);
        headers
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: Option<HeaderValue>) {
    if let Some(value) = value {
        headers.insert(name, value);
    }
}

type Site = Extension<Arc<str>>;

async fn preflight(Query(switches): Query<Switches>, site: Site, uri: Uri) -> Response {
    match switches.redirect {
        Redirect::Preflight => redirect(&uri, switches.preflight_headers(&site)),
        _ => answer_preflight(switches, &site),
    }
}

async fn preflight_again(Query(switches): Query<Switches>, site: Site) -> Response {
    answer_preflight(switches, &site)
}

fn answer_preflight(switches: Switches, site_origin: &str) -> Response {
    let status = match switches.preflight_status {
        PreflightStatus::NoContent => StatusCode::NO_CONTENT,
        PreflightStatus::NotFound => StatusCode::NOT_FOUND,
    };
    (status, switches.preflight_headers(site_origin)).into_response()
}

async fn call(Query(switches): Query<Switches>, site: Site, uri: Uri) -> Response {
    match switches.redirect {
        Redirect::Call => redirect(&uri, switches.common_headers(&site)),
        _ => answer_call(switches, &site),
    }
}

async fn call_again(Query(switches): Query<Switches>, site: Site) -> Response {
    answer_call(switches, &site)
}

fn answer_call(switches: Switches, site_origin: &str) -> Response {
    (switches.common_headers(site_origin), Json(json!({"arrived": true}))).into_response()
}

/// To the run's other address, with the same switches. Status 307 keeps method and headers.
fn redirect(uri: &Uri, mut headers: HeaderMap) -> Response {
    let location = [uri.path(), "/moved?", uri.query().unwrap_or_default()].concat();
    let is_plain =
        location.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-?=&".contains(&byte));
    match HeaderValue::try_from(location) {
        Ok(location) if is_plain => {
            headers.insert(header::LOCATION, location);
            (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}
