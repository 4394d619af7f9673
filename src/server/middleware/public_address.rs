//! The site has one address, `PUBLIC_ORIGIN`. Under another host name a page would have no session
//! and no signature; and if an attacker has pointed that name at this machine (DNS rebinding),
//! their page would be same-origin.

use crate::{
    api_error::ApiErrorKind,
    server::{
        client_address::TrustedProxies,
        error_response::{API_PREFIX, api_error},
        log::RateLimited,
        metrics,
        origin::Origin,
        request_id::RequestId,
    },
};
use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use std::net::{IpAddr, SocketAddr};

/// A proxy puts the host that the client asked for here, where it calls this server by another
/// name.
const FORWARDED_HOST: &str = "x-forwarded-host";
/// Headers that proxies add. A proxied request is never redirected: if the proxy does not pass the
/// host on, it would be redirected for ever.
const FORWARDED: [&str; 5] =
    ["x-forwarded-for", FORWARDED_HOST, "x-forwarded-proto", "forwarded", "via"];

#[derive(Clone)]
pub struct PublicAddress {
    public_origin: Origin,
    proxies: TrustedProxies,
}

impl PublicAddress {
    pub fn new(public_origin: Origin, proxies: TrustedProxies) -> Self {
        Self { public_origin, proxies }
    }

    /// The host name that the client asked for. HTTP/1.0 requests may have none.
    fn host<'a>(&self, request: &'a Request) -> Option<&'a str> {
        let headers = request.headers();
        let forwarded =
            self.has_trusted_peer(request).then(|| text(headers, FORWARDED_HOST)).flatten();
        // The entry of the last proxy.
        let forwarded = forwarded.and_then(|hosts| hosts.rsplit(',').next()).map(str::trim);
        // RFC 9112, 3.2.2: the host in the request line takes precedence over the header.
        let named = request.uri().host().or_else(|| text(headers, header::HOST.as_str()));
        forwarded.or(named).map(without_port)
    }

    fn has_trusted_peer(&self, request: &Request) -> bool {
        let peer: Option<&ConnectInfo<SocketAddr>> = request.extensions().get();
        peer.is_some_and(|ConnectInfo(peer)| self.proxies.trusts(peer.ip()))
    }

    /// Whether this is a page request that can be redirected to the public origin, and the client
    /// will find the site there.
    fn may_redirect(&self, host: &str, request: &Request) -> bool {
        let is_page = matches!(*request.method(), Method::GET | Method::HEAD)
            && !request.uri().path().starts_with(API_PREFIX);
        let is_proxied = self.has_trusted_peer(request)
            || FORWARDED.iter().any(|name| request.headers().contains_key(*name));
        // A client on another machine would not find the site under a loopback name.
        let can_be_found = !is_loopback(self.public_origin.host())
            || is_loopback(host)
            || host.parse::<IpAddr>().is_err();
        is_page && !is_proxied && can_be_found
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The host without its port. Cookies ignore ports, so ports are not compared either.
pub fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost"
        || host.ends_with(".localhost")
        || address.is_ok_and(|address| address.is_loopback())
}

/// Redirects page requests for another host name to the public origin, and rejects everything else.
pub fn require_public_address(site: &PublicAddress, request: &Request) -> Result<(), Response> {
    let Some(host) = site.host(request) else {
        return Ok(());
    };
    let host = host.to_ascii_lowercase();
    let public_origin = &site.public_origin;
    let is_call = request.uri().path().starts_with(API_PREFIX);
    // A local program may call the API by any loopback name. A page under another name cannot:
    // `csrf_guard` checks its origin.
    let is_own_program = is_call && is_loopback(&host) && is_loopback(public_origin.host());
    if host == public_origin.host() || is_own_program {
        return Ok(());
    }
    if site.may_redirect(&host, request) {
        // Redirects only to a path of the public origin, so this is no open redirect.
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        return Err(Redirect::temporary(&format!("{public_origin}{path}")).into_response());
    }
    metrics::api_request_rejected(ApiErrorKind::WrongHost.name());
    if let Some(suppressed) = LOGGED.next() {
        let host = host.get(..MAX_LOGGED).unwrap_or(&host);
        tracing::warn!(host, %public_origin, suppressed, "request for another host name");
    }
    Err(match is_call {
        true => api_error(ApiErrorKind::WrongHost, RequestId::of(request)),
        false => {
            let sentence = format!(
                "This is not the address of this site. It is at {public_origin}/\n\nIf you run it behind a proxy: the proxy has to pass on the Host header as it \
                 came.\n"
            );
            (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
        }
    })
}

/// Any client can send any host name, and would fill the log.
static LOGGED: RateLimited = RateLimited::new();

/// The longest host name that is logged, in bytes.
const MAX_LOGGED: usize = 100;

/// Whether the metrics listener may be requested under this host name. Monitoring uses addresses
/// and names of its own network, which have no dot. A name that an attacker has pointed at this
/// machine has dots.
pub fn is_internal(host: &str) -> bool {
    let host = without_port(host);
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.is_ok() || is_loopback(host) || (!host.is_empty() && !host.contains('.'))
}

/// Rejects requests for the metrics listener under a public host name.
pub async fn require_internal_name(request: Request, next: Next) -> Response {
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

    #[test]
    fn fuzz_host() {
        crate::fuzz::fuzz("host", |bytes| {
            let host = String::from_utf8_lossy(bytes);
            let name = without_port(&host);
            assert!(
                host.strip_prefix(name)
                    .is_some_and(|port| port.is_empty() || port.starts_with(':'))
            );
            assert!(!is_loopback(name) || is_internal(&host), "{host}");
            // A name in the public DNS has a dot, and is no address.
            let plain = name.trim_start_matches('[').trim_end_matches(']');
            let is_public = name.contains('.')
                && !name.ends_with(".localhost")
                && plain.parse::<IpAddr>().is_err();
            assert!(!is_public || !is_internal(&host), "{host}");
        });
    }
}
