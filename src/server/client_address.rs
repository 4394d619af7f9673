//! The address a request comes from: the peer's, unless the peer is a proxy of ours that says more.

use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Every proxy on the way adds the address it was called from at the right.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Headers by which proxies say for whom they call.
const FORWARDING: [&str; 3] = [FORWARDED_FOR, "forwarded", "x-real-ip"];

/// Networks whose forwarding header is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl From<Vec<IpNet>> for TrustedProxies {
    fn from(networks: Vec<IpNet>) -> Self {
        Self(networks.into())
    }
}

impl TrustedProxies {
    /// Whether this is the address of a proxy of ours.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The address of whoever is not a proxy of ours. What stands further left in the header, anybody can have written there.
    pub fn client(&self, peer: Option<&ConnectInfo<SocketAddr>>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        // Whatever else stands in a line, what a proxy of ours has added to it counts.
        let lines: Vec<_> = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        let mut hops: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).collect();
        let mut client = peer.to_canonical();
        while self.trusts(client) {
            match hops.pop().and_then(parse) {
                Some(hop) => client = hop.to_canonical(),
                None => break,
            }
        }
        client
    }
}

/// Warns once of a proxy that `TRUSTED_PROXIES` does not name. Behind one, all customers have its address, and share one budget.
pub async fn resolve_client_address(
    State(proxies): State<TrustedProxies>,
    request: Request,
    next: Next,
) -> Response {
    static IS_WARNED_OF: AtomicBool = AtomicBool::new(false);
    let peer =
        request.extensions().get().map(|ConnectInfo(peer): &ConnectInfo<SocketAddr>| peer.ip());
    if let Some(peer) = peer
        && let Some(header) = untrusted_header(&proxies, peer, request.headers())
        && !IS_WARNED_OF.swap(true, Ordering::Relaxed)
    {
        let peer = peer.to_canonical();
        tracing::warn!(
            %peer,
            header,
            "a forwarding header came from an address that TRUSTED_PROXIES does not name, and was not believed. If that is a proxy of yours, name it there: \
             until then all customers behind it share one budget. This is said once"
        );
    }
    next.run(request).await
}

/// The forwarding header that somebody who is not trusted has sent.
fn untrusted_header(
    proxies: &TrustedProxies,
    peer: IpAddr,
    headers: &HeaderMap,
) -> Option<&'static str> {
    let sent = FORWARDING.into_iter().find(|name| headers.contains_key(*name));
    sent.filter(|_| !proxies.trusts(peer))
}

/// Some proxies write the port with it.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let without_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    hop.parse().or_else(|_| without_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn t18_only_a_trusted_proxy_is_believed_and_only_about_its_own_caller() {
        let trusted = TrustedProxies::from(vec![
            "10.0.0.0/8".parse().expect("a network"),
            "::1/128".parse().expect("a network"),
        ]);
        for (peer, headers, client) in [
            ("192.0.2.1", &[][..], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.1"], "192.0.2.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            ("10.0.0.1", &["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
            ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("10.0.0.1", &["[2001:db8::1]:443"], "2001:db8::1"),
            ("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["\u{fc}, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &[""], "10.0.0.1"),
            ("::ffff:10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::1", &["::ffff:198.51.100.1"], "198.51.100.1"),
        ] {
            let peer = ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 40_000));
            let headers: HeaderMap = headers
                .iter()
                .map(|value| {
                    (
                        FORWARDED_FOR.parse().expect("a name"),
                        HeaderValue::from_bytes(value.as_bytes()).expect("a value"),
                    )
                })
                .collect();
            let found = trusted.client(Some(&peer), &headers);
            assert_eq!(
                found,
                client.parse::<IpAddr>().expect("an address"),
                "{peer:?} {headers:?}"
            );
        }
    }

    #[test]
    fn t18_a_forwarding_header_of_somebody_who_is_not_trusted_is_noticed() {
        let proxies = TrustedProxies::from(vec!["10.0.0.0/8".parse().expect("a network")]);
        for (peer, header, noticed) in [
            ("192.0.2.1", "x-forwarded-for", true),
            ("192.0.2.1", "forwarded", true),
            ("192.0.2.1", "x-real-ip", true),
            ("192.0.2.1", "accept", false),
            ("10.0.0.1", "x-forwarded-for", false),
            ("::ffff:10.0.0.1", "forwarded", false),
        ] {
            let headers = HeaderMap::from_iter([(
                header.parse().expect("a name"),
                HeaderValue::from_static("198.51.100.1"),
            )]);
            let peer = peer.parse().expect("an address");
            assert_eq!(
                untrusted_header(&proxies, peer, &headers).is_some(),
                noticed,
                "{peer} {header}"
            );
        }
    }
}
