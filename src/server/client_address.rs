//! The client's address: the peer's, unless the peer is a trusted proxy that names another.

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Each proxy appends the address of its own client.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Headers in which proxies name their client.
const FORWARDING: [&str; 3] = [FORWARDED_FOR, "forwarded", "x-real-ip"];

#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl From<Vec<IpNet>> for TrustedProxies {
    fn from(networks: Vec<IpNet>) -> Self {
        Self(networks.into())
    }
}

impl TrustedProxies {
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The address nearest to us that is not a trusted proxy's. Anything further left in the header
    /// can be forged.
    pub fn client(&self, peer: Option<&ConnectInfo<SocketAddr>>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        // A trusted proxy's own entry counts, whatever the rest of the line contains.
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

/// Warns once of a proxy that `TRUSTED_PROXIES` does not name: behind one, all customers have its
/// address and share one rate limit.
pub fn warn_of_unknown_proxy(proxies: &TrustedProxies, request: Request) -> Request {
    static WARNED: AtomicBool = AtomicBool::new(false);
    let peer =
        request.extensions().get().map(|ConnectInfo(peer): &ConnectInfo<SocketAddr>| peer.ip());
    if let Some(peer) = peer
        && let Some(header) = untrusted_header(proxies, peer, request.headers())
        && !WARNED.swap(true, Ordering::Relaxed)
    {
        let peer = peer.to_canonical();
        tracing::warn!(
            %peer,
            header,
            "a forwarding header came from an address that TRUSTED_PROXIES does not name, and was not believed. If that is a proxy of yours, name it there: \
             until then all customers behind it share one budget. This is said once"
        );
    }
    request
}

/// The forwarding header of a peer that is not trusted.
fn untrusted_header(
    proxies: &TrustedProxies,
    peer: IpAddr,
    headers: &HeaderMap,
) -> Option<&'static str> {
    let sent = FORWARDING.into_iter().find(|name| headers.contains_key(*name));
    sent.filter(|_| !proxies.trusts(peer))
}

/// Some proxies append the port.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let without_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    hop.parse().or_else(|_| without_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

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

    /// Each line is one of `X-Forwarded-For`.
    #[test]
    fn fuzz_forwarded_for() {
        let proxies = TrustedProxies::from(vec!["10.0.0.0/8".parse().expect("a network")]);
        let peer =
            |text: &str| ConnectInfo(SocketAddr::new(text.parse().expect("an address"), 40_000));
        let (proxy, stranger) = (peer("10.0.0.1"), peer("192.0.2.1"));
        crate::fuzz::fuzz("forwarded_for", |bytes| {
            let name = HeaderName::from_static(FORWARDED_FOR);
            let lines = bytes.split(|byte| *byte == b'\n').map(HeaderValue::from_bytes);
            let headers: HeaderMap = lines.flatten().map(|value| (name.clone(), value)).collect();
            assert_eq!(proxies.client(Some(&stranger), &headers), stranger.0.ip());
            let found = proxies.client(Some(&proxy), &headers);
            assert_eq!(found, found.to_canonical(), "it is counted once");
            // What a client sends itself is left of what the proxies have added.
            let forged = HeaderValue::from_static("203.0.113.99, 10.0.0.9");
            let values = [&forged].into_iter().chain(headers.get_all(&name));
            let forged: HeaderMap = values.map(|value| (name.clone(), value.clone())).collect();
            assert!(proxies.trusts(found) || proxies.client(Some(&proxy), &forged) == found);
        });
    }
}
