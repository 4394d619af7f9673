//! An origin, as the Fetch standard defines it: scheme, host and port.

use std::fmt;
use url::{Host, Url};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// Parses an origin.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or("is not an origin, such as https://shop.example")?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if bare { Ok(Self(url)) } else { Err("must be scheme, host and port alone".into()) }
    }

    /// The origin of a base URL.
    pub fn from_url(url: &Url) -> Self {
        Self(url.clone())
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether its host is a loopback name or address.
    pub fn is_local(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                name == "localhost" || name.ends_with(".localhost")
            }
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
            None => false,
        }
    }

    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// Whether an address can only be this machine's. Other names, `a.localhost` too, may be looked up
/// elsewhere.
pub fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// As in an `Origin` header: no trailing slash, no default port.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.origin().ascii_serialization())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_as_browsers_send_it() {
        for (text, sent) in [
            ("http://localhost:3000", "http://localhost:3000"),
            ("HTTPS://Shop.Example:443/", "https://shop.example"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(Origin::parse(text).expect(text).to_string(), sent);
        }
        for text in
            ["localhost:3000", "null", "https://a/b", "https://a?b", "https://u@a", "ws://a"]
        {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_of_this_machine() {
        for (text, is_local) in [
            ("https://localhost:8443", true),
            ("https://LOCALHOST", true),
            ("https://localhost.", true),
            ("https://shop.localhost", true),
            ("https://a.b.localhost:1", true),
            ("https://127.0.0.1", true),
            ("https://127.9.8.7:8443", true),
            ("https://[::1]:8443", true),
            ("https://[::ffff:127.0.0.1]", true),
            ("https://shop.example", false),
            ("https://localhost.example", false),
            ("https://notlocalhost", false),
            ("https://128.0.0.1", false),
            ("https://[::2]", false),
        ] {
            assert_eq!(Origin::parse(text).expect(text).is_local(), is_local, "{text}");
        }
    }

    /// An origin is written as it is read, and never has more than scheme, host and port.
    #[test]
    fn fuzz_origin() {
        crate::fuzz::fuzz("origin", |bytes| {
            let Ok(origin) = Origin::parse(&String::from_utf8_lossy(bytes)) else { return };
            let written = origin.to_string();
            let again = Origin::parse(&written).expect("an origin");
            assert_eq!(again.to_string(), written);
            let scheme = if origin.is_https() { "https://" } else { "http://" };
            let rest = written.strip_prefix(scheme).expect("a scheme");
            assert!(
                !rest.is_empty() && !rest.contains(['/', '@', '?', '#', ' ', '\\']),
                "{written}"
            );
            assert!(written.is_ascii() && axum::http::HeaderValue::from_str(&written).is_ok());
        });
    }
}
