//! Which tenant is tested, and whether it may be: credentials from the environment and `.env`, and
//! hosts that have no real customers.

use crate::{Result, Sandbox};
use reqwest::Url;
use std::{
    collections::HashMap,
    env, fs,
    net::{Ipv4Addr, TcpListener},
    process,
    sync::atomic::{AtomicU16, Ordering},
};

const REQUIRED: [&str; 4] =
    ["ZUORA_BASE_URL", "ZUORA_CLIENT_ID", "ZUORA_CLIENT_SECRET", "ZUORA_ACCOUNT_KEY"];
const OPTIONAL: [&str; 2] = ["ZUORA_PAGE_ID", "ZUORA_ENTITY_ID"];
/// Zuora (developer portal, "Base URLs"): every test environment's host has one of these labels, and
/// no production host has one.
const TEST_LABELS: [&str; 3] = ["sandbox", "test", "apisandbox"];

/// Why nothing is tested.
#[derive(Debug)]
pub enum Refusal {
    /// There is no tenant, which is no fault.
    Skip(String),
    Fault(String),
}

/// A tenant and the right to call it. `Debug` is left out, because it would print the secret.
#[derive(Clone)]
pub struct Credentials {
    pub base: Url,
    pub client_id: String,
    pub client_secret: String,
    pub account: String,
    pub page: Option<String>,
    pub entity: Option<String>,
}

impl Credentials {
    pub fn read() -> std::result::Result<Self, Refusal> {
        let file = dot_env().map_err(Refusal::Fault)?;
        let value = |name: &str| {
            let text = env::var(name).ok().or_else(|| file.get(name).cloned());
            text.filter(|text| !text.is_empty())
        };
        let secret = || match (value(REQUIRED[2]), value("ZUORA_CLIENT_SECRET_FILE")) {
            (None, Some(path)) => fs::read_to_string(path).ok().map(|text| text.trim().to_owned()),
            (secret, _) => secret,
        };
        let base = value(REQUIRED[0]).map(|text| base_url(&text).map_err(Refusal::Fault));
        let base = base.transpose()?;
        let values = (base, value(REQUIRED[1]), secret(), value(REQUIRED[3]));
        if let (Some(base), Some(client_id), Some(client_secret), Some(account)) = values {
            let [page, entity] = OPTIONAL.map(value);
            return Ok(Self { base, client_id, client_secret, account, page, entity });
        }
        let set = [values.0.is_some(), values.1.is_some(), values.2.is_some(), values.3.is_some()];
        let missing: Vec<&str> = REQUIRED
            .into_iter()
            .zip(set)
            .filter(|(_, is_set)| !is_set)
            .map(|(name, _)| name)
            .collect();
        let missing = missing.join(", ");
        Err(match set.contains(&true) {
            false => Refusal::Skip(format!(
                "no credentials of a Zuora tenant. To test one, set {missing} in the environment or in .env."
            )),
            true => Refusal::Fault(format!("Also set {missing}, in the environment or in .env.")),
        })
    }

    /// The right to call a sandbox.
    pub async fn of_sandbox(sandbox: &Sandbox, with_page: bool) -> Result<Self> {
        let settings: HashMap<_, _> = sandbox.settings().into_iter().collect();
        let value = |name: &str| settings.get(name).cloned().unwrap_or_default();
        let list = sandbox.get("/v1/hostedpages").await?;
        let page = list["hostedpages"][0]["pageId"].as_str().map(str::to_owned);
        Ok(Self {
            base: sandbox.url.parse()?,
            client_id: value(REQUIRED[1]),
            client_secret: value(REQUIRED[2]),
            account: value(REQUIRED[3]),
            page: page.filter(|_| with_page),
            entity: None,
        })
    }

    pub fn host(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    /// The settings of a site that uses this tenant.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let base = self.base.as_str().trim_end_matches('/').to_owned();
        let required =
            [base, self.client_id.clone(), self.client_secret.clone(), self.account.clone()];
        let optional = OPTIONAL.into_iter().zip([self.page.clone(), self.entity.clone()]);
        let optional = optional.filter_map(|(name, value)| Some((name, value?)));
        REQUIRED.into_iter().zip(required).chain(optional).collect()
    }
}

/// The values of the nearest `.env`.
fn dot_env() -> std::result::Result<HashMap<String, String>, String> {
    match dotenvy::dotenv_iter() {
        Err(error) if error.not_found() => Ok(HashMap::new()),
        file => file
            .and_then(Iterator::collect)
            // The error quotes the line, which may hold the secret.
            .map_err(|_| ".env cannot be read; `zuora-cors-sample --check` names the line.".into()),
    }
}

/// A base URL of a tenant without real customers.
fn base_url(text: &str) -> std::result::Result<Url, String> {
    let url: Url = text.parse().map_err(|_| "ZUORA_BASE_URL is not a URL.".to_owned())?;
    let host = url.host_str().unwrap_or_default();
    let loopback =
        host == "localhost" || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    let testing = host.ends_with(".zuora.com")
        && host.split('.').any(|label| TEST_LABELS.contains(&label))
        && url.port().is_none();
    match (url.scheme(), loopback, testing) {
        ("http" | "https", true, _) | ("https", _, true) => Ok(url),
        ("http", _, true) => Err("ZUORA_BASE_URL must begin with https://.".into()),
        _ => Err(format!(
            "Refused: {host} may be a production environment. Only Zuora's test environments, such as \
             https://rest.test.zuora.com, and loopback addresses are tested."
        )),
    }
}

/// The port of `LEPTOS_SITE_ADDR`, else a free one.
pub fn site_port() -> Result<u16> {
    let named = env::var("LEPTOS_SITE_ADDR").ok();
    let named = named.and_then(|addr| addr.rsplit_once(':')?.1.parse().ok());
    match named {
        Some(port) if port > 0 => Ok(port),
        _ => free_port(),
    }
}

/// A port for a program that starts later. It is below those that the system itself gives to
/// connections and listeners, so none of them takes it meanwhile; no two callers of this process get
/// the same.
pub fn free_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Tests of other processes begin elsewhere.
    let start = u16::try_from(process::id() % 10_000)?;
    for _ in 0..1000 {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    Err("no port is free".into())
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn test_environments_and_loopback_are_called() {
        for text in [
            "https://rest.sandbox.na.zuora.com",
            "https://rest.apisandbox.zuora.com",
            "https://rest.test.ap.zuora.com",
            "http://127.0.0.1:3100",
            "http://localhost:3100",
        ] {
            assert!(base_url(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn production_and_other_hosts_are_refused_by_name() {
        for host in [
            "rest.zuora.com",
            "rest.na.zuora.com",
            "rest.eu.zuora.com",
            "rest.contest.zuora.com",
            "rest.test.zuora.com.evil.example",
            "test.evil.example",
            "10.0.0.1",
        ] {
            let problem = base_url(&format!("https://{host}")).expect_err(host);
            assert!(problem.contains(host), "{problem}");
        }
        assert!(base_url("http://rest.test.zuora.com").is_err());
        assert!(base_url("https://rest.test.zuora.com:8443").is_err());
    }
}
