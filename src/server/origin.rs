//! An origin as the Fetch standard has it: scheme, host and port.

use std::fmt;
use url::Url;

/// An http or https origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// The origin in `text`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or("is not an origin, such as https://shop.example")?;
        let bare =
            url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        if bare {
            Ok(Self(url))
        } else {
            Err("must be scheme, host and port alone".into())
        }
    }

    /// The origin a base URL belongs to.
    pub fn of(url: &Url) -> Self {
        Self(url.clone())
    }

    /// Whether cookies and pages of it travel encrypted.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Its host, without the port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// As it stands in an `Origin` header: no slash at the end, no default port.
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
        for text in ["localhost:3000", "null", "https://a/b", "https://a?b", "https://u@a", "ws://a"] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }
}
