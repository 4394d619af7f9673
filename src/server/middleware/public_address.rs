//! The one address of the site. Under any other name it has no session, no signature and no sandbox that answers it; and a name that somebody else has pointed at
//! this machine (DNS rebinding) would make their page one of the same origin. So pages are served under `PUBLIC_ORIGIN` alone.

use crate::{
    api_error::ApiErrorKind,
    server::{
        client_address::TrustedProxies,
        error_response::{API_PREFIX, refusal},
        log::RateLimited,
        metrics,
        origin::Origin,
        request_id::RequestId,
    },
};
use axum::{
    Extension,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use std::net::{IpAddr, SocketAddr};

/// A proxy names here the host that it was asked for, where it calls this server by another.
const FORWARDED_HOST: &str = "x-forwarded-host";
/// What proxies add. A request that has been through one is never redirected: if the proxy does not pass the host on, it would go round for ever.
const FORWARDED: [&str; 5] =
    ["x-forwarded-for", FORWARDED_HOST, "x-forwarded-proto", "forwarded", "via"];

/// What the layer needs to know.
#[derive(Clone)]
pub struct SiteAddress {
    public_origin: Origin,
    proxies: TrustedProxies,
}

impl SiteAddress {
    /// The site at this origin, behind these proxies.
    pub fn new(public_origin: Origin, proxies: TrustedProxies) -> Self {
        Self { public_origin, proxies }
    }

    /// The name in the address that the browser has asked for; none in HTTP/1.0, and in a request that names no host.
    fn host<'a>(&self, request: &'a Request) -> Option<&'a str> {
        let headers = request.headers();
        let forwarded =
            self.has_trusted_peer(request).then(|| text(headers, FORWARDED_HOST)).flatten();
        // What the last proxy has added, where several have.
        let forwarded = forwarded.and_then(|hosts| hosts.rsplit(',').next()).map(str::trim);
        // RFC 9112, 3.2.2: the address in the request line counts before the header.
        let named = request.uri().host().or_else(|| text(headers, header::HOST.as_str()));
        forwarded.or(named).map(without_port)
    }

    fn has_trusted_peer(&self, request: &Request) -> bool {
        let peer: Option<&ConnectInfo<SocketAddr>> = request.extensions().get();
        peer.is_some_and(|ConnectInfo(peer)| self.proxies.trusts(peer.ip()))
    }

    /// A page that was asked for under another name is to be had at the public origin, if the browser can find it there.
    fn may_redirect(&self, host: &str, request: &Request) -> bool {
        let is_page = matches!(*request.method(), Method::GET | Method::HEAD)
            && !request.uri().path().starts_with(API_PREFIX);
        let is_proxied = self.has_trusted_peer(request)
            || FORWARDED.iter().any(|name| request.headers().contains_key(*name));
        // Whoever comes by an address that is not of their own machine would find nothing at a name that is.
        let can_be_found = !is_loopback(self.public_origin.host())
            || is_loopback(host)
            || host.parse::<IpAddr>().is_err();
        is_page && !is_proxied && can_be_found
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The host without its port. Cookies ignore ports, and so does this.
pub fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// A name of this machine.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost"
        || host.ends_with(".localhost")
        || address.is_ok_and(|address| address.is_loopback())
}

/// Leads pages that were asked for under another name to the public origin, and refuses everything else there.
pub async fn require_public_address(
    State(site): State<SiteAddress>,
    Extension(id): Extension<RequestId>,
    request: Request,
    next: Next,
) -> Response {
    let Some(host) = site.host(&request) else {
        return next.run(request).await;
    };
    let host = host.to_ascii_lowercase();
    let public_origin = &site.public_origin;
    let is_call = request.uri().path().starts_with(API_PREFIX);
    // A program of this machine may call by any of its names. A page of another name cannot: the door asks where it comes from.
    let is_own_program = is_call && is_loopback(&host) && is_loopback(public_origin.host());
    if host == public_origin.host() || is_own_program {
        return next.run(request).await;
    }
    if site.may_redirect(&host, &request) {
        // To a path of the public origin alone: what was asked for is behind it, whatever it is.
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        return Redirect::temporary(&format!("{public_origin}{path}")).into_response();
    }
    metrics::api_request_rejected(ApiErrorKind::WrongHost.name());
    if let Some(suppressed) = LOGGED.next() {
        let host = host.get(..MAX_LOGGED).unwrap_or(&host);
        tracing::warn!(request = %id, host, %public_origin, suppressed, "asked for under another name");
    }
    match is_call {
        true => refusal(ApiErrorKind::WrongHost, id),
        false => {
            let sentence = format!(
                "This is not the address of this site. It is at {public_origin}/\n\nIf you run it behind a proxy: the proxy has to pass on the Host header as it \
                 came.\n"
            );
            (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
        }
    }
}

/// Anybody can ask under any name.
static LOGGED: RateLimited = RateLimited::new();

/// A name is at most this long in the log, in bytes.
const MAX_LOGGED: usize = 100;

/// Whether the listener for metrics may be asked under this name. Monitoring asks by addresses and by names of its own network, which have no dot; a page that
/// somebody has pointed at this machine has a name with dots.
pub fn is_internal(host: &str) -> bool {
    let host = without_port(host);
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.is_ok() || is_loopback(host) || (!host.is_empty() && !host.contains('.'))
}

/// Refuses the listener for metrics to names that anybody could have pointed at this machine.
pub async fn only_internal_names(request: Request, next: Next) -> Response {
    let host = request.uri().host().or_else(|| text(request.headers(), header::HOST.as_str()));
    match host.is_none_or(is_internal) {
        true => next.run(request).await,
        false => (
            StatusCode::MISDIRECTED_REQUEST,
            "Metrics are for this machine's network: ask for them by an address, or by a name without dots.\n",
        )
            .into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_no_part_of_a_name() {
        for (host, name) in
            [("a:1", "a"), ("a", "a"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("a:b", "a:b")]
        {
            assert_eq!(without_port(host), name);
        }
    }

    #[test]
    fn names_of_this_machine_and_of_its_network() {
        for (host, loopback, internal) in [
            ("localhost", true, true),
            ("www.localhost", true, true),
            ("127.0.0.1", true, true),
            ("127.8.8.8", true, true),
            ("[::1]", true, true),
            ("10.0.0.7", false, true),
            ("prometheus-target", false, true),
            ("evil.test", false, false),
            ("localhost.evil.test", false, false),
            ("127.0.0.1.evil.test", false, false),
            ("localhost.", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_loopback(host), is_internal(host)), (loopback, internal), "{host}");
        }
    }
}
