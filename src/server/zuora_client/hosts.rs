//! The hosts that may be called as Zuora: the published ones, loopback, and at most one more that
//! is allowed by name.

use crate::server::host_name::nameable;
use url::{Host, Url};

/// The kind of Zuora behind a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tenant {
    /// Real customers, real money.
    Production,
    /// A sandbox or test environment of Zuora's.
    Testing,
    /// This machine, or the host that was allowed by name.
    Own,
}

/// Zuora's REST hosts (developer portal, "Base URLs").
const PUBLISHED: &[(&str, Tenant)] = &[
    ("rest.na.zuora.com", Tenant::Production),
    ("rest.zuora.com", Tenant::Production),
    ("rest.eu.zuora.com", Tenant::Production),
    ("rest.ap.zuora.com", Tenant::Production),
    ("rest.sandbox.na.zuora.com", Tenant::Testing),
    ("rest.apisandbox.zuora.com", Tenant::Testing),
    ("rest.sandbox.eu.zuora.com", Tenant::Testing),
    ("rest.test.zuora.com", Tenant::Testing),
    ("rest.test.eu.zuora.com", Tenant::Testing),
    ("rest.test.ap.zuora.com", Tenant::Testing),
];

/// Parses a base URL and classifies its host.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn parse(text: &str, allowed_host: Option<&str>) -> Result<(Url, Tenant), String> {
    let url = Url::parse(text).map_err(|_| "is not a URL".to_owned())?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if !bare {
        return Err("must be scheme and host alone, without user, path, query or fragment".into());
    }
    nameable(&url)?;
    let loopback = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv6(_)) | None => return Err("names no host".into()),
    };
    if loopback && matches!(url.scheme(), "http" | "https") {
        return Ok((url, Tenant::Own));
    }
    let host = url.host_str().unwrap_or_default();
    let published = PUBLISHED.iter().find(|(name, _)| *name == host);
    let tenant = match published {
        Some((_, tenant)) if url.port().is_none() => *tenant,
        // A host that Zuora has not published as a test environment may have real customers.
        None if allowed_host == Some(host) && host.ends_with(".zuora.com") => Tenant::Production,
        None if allowed_host == Some(host) => Tenant::Own,
        _ => {
            return Err(
                "is none of Zuora's published REST hosts (such as https://rest.test.zuora.com) and not loopback; \
                 to use it all the same, name its host in ZUORA_ALLOW_HOST"
                    .into(),
            );
        }
    };
    if url.scheme() != "https" {
        return Err("must begin with https://".into());
    }
    Ok((url, tenant))
}

/// The kind of Zuora behind a base URL, if it may be called at all.
pub fn tenant_of(text: &str, allowed_host: Option<&str>) -> Option<Tenant> {
    parse(text, allowed_host).ok().map(|(_, tenant)| tenant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_hosts_and_loopback() {
        for (text, tenant) in [
            ("https://rest.zuora.com", Tenant::Production),
            ("https://rest.zuora.com/", Tenant::Production),
            ("https://rest.zuora.com:443", Tenant::Production),
            ("https://REST.Test.zuora.com", Tenant::Testing),
            ("https://rest.apisandbox.zuora.com", Tenant::Testing),
            ("http://127.0.0.1:3100", Tenant::Own),
            ("http://localhost:3100", Tenant::Own),
            ("https://zuora.example:8443", Tenant::Own),
        ] {
            let parsed = parse(text, Some("zuora.example")).expect(text);
            assert_eq!(parsed.1, tenant, "{text}");
        }
    }

    #[test]
    fn t9_only_published_hosts_and_loopback_are_called() {
        for text in [
            "",
            "rest.zuora.com",
            "http://rest.zuora.com",
            "https://rest.zuora.com:8443",
            "https://rest.zuora.com.evil.test",
            "https://rest.zuora.com@evil.test",
            "https://user@rest.zuora.com",
            "https://rest.zuora.com./",
            "https://rest.zuora.com/v1",
            "https://rest.zuora.com/?a",
            "https://rest.zuora.com/#a",
            "https://rest.zuorа.com",
            "https://169.254.169.254",
            "https://10.0.0.1",
            "https://[::ffff:127.0.0.1]",
            "https://0.0.0.0",
            "https://evil.test",
            "http://zuora.example",
            "ftp://localhost",
            "file:///etc/passwd",
            "https://localhost.evil.test",
        ] {
            assert!(parse(text, Some("zuora.example")).is_err(), "{text}");
        }
    }

    #[test]
    fn t24_no_host_of_zuoras_passes_for_somebody_elses() {
        for (text, allowed) in [
            ("https://rest.zuora.com.", "rest.zuora.com."),
            ("https://rest.test.zuora.com.", "rest.test.zuora.com."),
        ] {
            let problem = parse(text, Some(allowed)).expect_err(text);
            assert!(problem.contains("ends with a dot"), "{problem}");
        }
        for host in ["rest.new.zuora.com", "www.zuora.com"] {
            assert_eq!(
                tenant_of(&format!("https://{host}"), Some(host)),
                Some(Tenant::Production),
                "{host}"
            );
        }
        assert_eq!(
            tenant_of("https://rest.zuora.com", Some("rest.zuora.com")),
            Some(Tenant::Production)
        );
        assert_eq!(
            tenant_of("https://zuora.com.example", Some("zuora.com.example")),
            Some(Tenant::Own)
        );
    }

    /// The secret of the OAuth client goes to Zuora's published hosts over https, and else only to this
    /// machine.
    #[test]
    fn fuzz_base_url() {
        crate::fuzz::fuzz("base_url", |bytes| {
            let Ok((url, tenant)) = parse(&String::from_utf8_lossy(bytes), None) else { return };
            let host = url.host_str().unwrap_or_default();
            let is_published =
                PUBLISHED.iter().any(|(name, kind)| *name == host && *kind == tenant);
            let is_safe = match tenant {
                Tenant::Own => host == "localhost" || host.starts_with("127."),
                _ => is_published && url.scheme() == "https" && url.port().is_none(),
            };
            assert!(is_safe && url.username().is_empty() && url.path() == "/", "{url}");
        });
    }
}
