//! Hosts that browsers can open and that a content security policy can name.

use std::net::SocketAddr;
use url::{Host, Url};

/// Checks that a browser can open the URL, and that a policy can name its host.
///
/// # Errors
/// A sentence that says what is wrong, and what would work.
pub fn nameable(url: &Url) -> Result<(), String> {
    let scheme = url.scheme();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    match url.host() {
        Some(Host::Ipv6(ip)) if ip.is_unspecified() => Err(unspecified(scheme, &port)),
        Some(Host::Ipv6(ip)) => {
            let local = ip.to_canonical().is_loopback();
            let instead = if local { "127.0.0.1" } else { "shop.example" };
            Err(format!(
                "has an IPv6 address, which a page's policy cannot name; use a host name or an IPv4 address, such as {scheme}://{instead}{port}"
            ))
        }
        Some(Host::Ipv4(ip)) if ip.is_unspecified() => Err(unspecified(scheme, &port)),
        Some(Host::Domain(name)) if name.contains('*') => {
            Err("has a wildcard, and must be one host alone, such as https://shop.example".into())
        }
        Some(Host::Domain(name)) if name.ends_with('.') => {
            let name = name.trim_end_matches('.');
            Err(format!(
                "ends with a dot, which makes it another host to browsers; use {scheme}://{name}{port}"
            ))
        }
        _ if url.port() == Some(0) => {
            Err("has the port 0, which no request can reach; name the port, or none".into())
        }
        _ => Ok(()),
    }
}

fn unspecified(scheme: &str, port: &str) -> String {
    format!(
        "means every address of this machine, and a browser needs one; use {scheme}://localhost{port}, or the name that browsers see"
    )
}

/// The address, if a policy can name it.
///
/// # Errors
/// A sentence that says what would work.
pub fn nameable_addr(addr: SocketAddr) -> Result<SocketAddr, String> {
    match addr {
        SocketAddr::V4(_) => Ok(addr),
        SocketAddr::V6(_) => Err(format!(
            "is an IPv6 address, which a page's policy cannot name; use 127.0.0.1:{}",
            addr.port()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_a_policy_cannot_name_is_refused_with_one_that_works() {
        for (text, instead) in [
            ("http://[::1]:3000", "http://127.0.0.1:3000"),
            ("http://[::ffff:127.0.0.1]:3000", "http://127.0.0.1:3000"),
            ("https://[2001:db8::1]", "https://shop.example"),
            ("http://[::]:3000", "http://localhost:3000"),
            ("http://0.0.0.0:3000", "http://localhost:3000"),
            ("http://0:3000", "http://localhost:3000"),
            ("https://*.shop.example", "https://shop.example"),
            ("https://shop.example.", "https://shop.example"),
            ("http://localhost:0", "name the port"),
        ] {
            let problem = nameable(&text.parse().expect("a URL")).expect_err(text);
            assert!(problem.contains(instead), "{text}: {problem}");
        }
        for text in [
            "http://localhost:3000",
            "http://127.0.0.1",
            "https://shop.example",
            "https://192.0.2.1:8443",
        ] {
            assert_eq!(nameable(&text.parse().expect("a URL")), Ok(()), "{text}");
        }
    }
}
