//! Every setting, read once at the start and checked here and nowhere else. All faults are told together, by variable name.

mod check;
pub mod customers;
mod dotenv;
pub mod faults;
mod names;
mod secrets;
mod source;
mod variables;

pub use faults::Faults;
pub use source::Source;
pub use variables::VARIABLES;

use crate::server::{
    customers::Customers, origin::Origin, settings::customers::CustomerSettings,
    zuora_client::hosts,
};
use axum_extra::extract::cookie::Key;
use ipnet::IpNet;
use secrecy::SecretString;
use secrets::{MAKE_ONE, Secret};
use source::Reader;
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};
use url::Url;

/// The settings of one process.
#[derive(Debug)]
pub struct Settings {
    /// Which Zuora is called, and as whom.
    pub zuora: Zuora,
    /// Whose accounts visitors act for.
    pub customers: Customers,
    /// Whether no real card is expected, so that test cards are offered: everywhere but in production.
    pub offers_test_cards: bool,
    /// Payment Pages 2.0 page id, where one is set or the sandbox has one.
    pub page_id: Option<String>,
    /// Where the site listens.
    pub site_addr: SocketAddr,
    /// Where the built site is.
    pub site_root: PathBuf,
    /// The one origin browsers see; unset: `localhost` at the port the site gets.
    pub public_origin: Option<Origin>,
    /// Signs the session cookie.
    pub session_key: Key,
    /// Signed the session cookie before; what it has signed is still read.
    pub session_key_old: Option<Key>,
    /// Whether the teaching panel is shown.
    pub flow_inspector: bool,
    /// How many signatures a session may ask for.
    pub signature_budget: Budget,
    /// Networks whose forwarding header is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How long a kept-alive connection may idle.
    pub idle_timeout: Duration,
    /// Where metrics are served.
    pub admin_addr: SocketAddr,
    /// How the log is written.
    pub log_format: LogFormat,
    /// What the log holds, in `tracing`'s filter language.
    pub log_filter: String,
    /// Where `cargo leptos watch` listens for pages that want to be told of changes, when it runs this process.
    pub reload_port: Option<u16>,
    /// What may be meant, and should be known.
    pub warnings: Vec<String>,
}

/// Which Zuora is called.
#[derive(Clone, Debug)]
pub enum Zuora {
    /// The embedded sandbox, to be started.
    #[cfg(feature = "demo")]
    Sandbox {
        /// Where it is to listen.
        addr: SocketAddr,
        /// Its demo client.
        client: Client,
    },
    /// A Zuora that is already there.
    Tenant {
        /// Its REST base URL.
        base_url: Url,
        /// As whom.
        client: Client,
    },
}

/// An OAuth client of Zuora's.
#[derive(Clone, Debug)]
pub struct Client {
    /// Zuora: exactly 36 characters.
    pub id: String,
    /// Its secret.
    pub secret: SecretString,
    /// Zuora: the entity to act in, where the client is valid for more than one.
    pub entity_id: Option<String>,
}

/// How often something may be done in how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How often.
    pub count: u32,
    /// In how long.
    pub per: Duration,
}

impl Budget {
    /// So many times as often.
    pub fn times(self, factor: u32) -> Self {
        Self { count: self.count.saturating_mul(factor), ..self }
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// The embedded sandbox with its demo client, which is public on purpose.
#[cfg(feature = "demo")]
#[expect(clippy::unnecessary_wraps)] // as the build without a sandbox has it
fn sandbox(_: &mut Reader, addr: SocketAddr) -> Option<Zuora> {
    Some(Zuora::Sandbox {
        addr,
        client: Client {
            id: crate::sandbox::CLIENT_ID.into(),
            secret: crate::sandbox::CLIENT_SECRET.into(),
            entity_id: None,
        },
    })
}

#[cfg(not(feature = "demo"))]
fn sandbox(reader: &mut Reader, _: SocketAddr) -> Option<Zuora> {
    reader.fault("ZUORA_BASE_URL", "required: this build has no sandbox");
    None
}

/// The sandbox's hosted page.
#[cfg(feature = "demo")]
const DEMO_PAGE: Option<&str> = Some(crate::sandbox::PAGE_ID);
#[cfg(not(feature = "demo"))]
const DEMO_PAGE: Option<&str> = None;

fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

impl Settings {
    /// Reads and checks every setting.
    ///
    /// # Errors
    /// All faults at once, each with its variable's name.
    pub fn read(source: Source) -> Result<Self, Faults> {
        let mut reader = Reader::new(source);
        names::check(&mut reader);
        let production = reader.parse("APP_ENV", false, check::app_env);
        let tenant = reader.optional("ZUORA_BASE_URL");
        let allowed_host = reader.parse("ZUORA_ALLOW_HOST", None, check::host);
        let sandbox_addr = reader.parse(
            "SANDBOX_ADDR",
            SocketAddr::from((Ipv4Addr::LOCALHOST, 3100)),
            check::loopback_addr,
        );
        let zuora = match &tenant {
            Some(url) => check::tenant(&mut reader, url, allowed_host.as_deref()),
            None if production => {
                reader.fault(
                    "ZUORA_BASE_URL",
                    "required in production, which never uses the sandbox",
                );
                None
            }
            None => {
                check::half_a_client(&mut reader);
                sandbox(&mut reader, sandbox_addr)
            }
        };
        let in_sandbox = tenant.is_none() && !production;
        let customer_settings = CustomerSettings {
            production,
            tenant: tenant.and_then(|url| hosts::tenant_of(&url, allowed_host.as_deref())),
            in_sandbox,
            account_key: reader.optional("ZUORA_ACCOUNT_KEY"),
        };
        if customer_settings.tenant == Some(hosts::Tenant::Production) && !production {
            reader.fault(
                "APP_ENV",
                "must be production with a production tenant: cookies, budgets and origins go by it",
            );
        }
        let customers =
            Customers::read(&customer_settings).map_err(|faults| reader.faults(faults)).ok();
        let public_origin = reader.parse("PUBLIC_ORIGIN", None, check::public_origin);
        let session_key = reader.session_key("SESSION_KEY");
        if production && matches!(session_key, Secret::Unset) {
            reader.fault("SESSION_KEY", format!("required in production; {MAKE_ONE}"));
        }
        let session_key = session_key.value().unwrap_or_else(Key::generate);
        let session_key_old = reader.session_key("SESSION_KEY_OLD").value();
        check::proxies_of(&mut reader, public_origin.as_ref());
        if production {
            check::production(&mut reader, public_origin.as_ref());
        }
        let page_id = reader
            .optional("ZUORA_PAGE_ID")
            .or_else(|| DEMO_PAGE.filter(|_| in_sandbox).map(str::to_owned));
        let site_addr = reader.parse("LEPTOS_SITE_ADDR", loopback(3000), check::addr);
        let site_root = reader.parse("LEPTOS_SITE_ROOT", "target/site".into(), check::site_root);
        let flow_inspector = reader.parse("FLOW_INSPECTOR", in_sandbox, check::on_or_off);
        let count = if production { 5 } else { 60 };
        let per = Duration::from_mins(10);
        let signature_budget =
            reader.parse("SIGNATURE_BUDGET", Budget { count, per }, check::budget);
        let trusted_proxies = reader.parse("TRUSTED_PROXIES", Vec::new(), check::networks);
        let idle_timeout =
            reader.parse("IDLE_TIMEOUT", Duration::from_secs(75), check::idle_timeout);
        let admin_addr = reader.parse("ADMIN_ADDR", loopback(3200), check::addr);
        check::open_addresses(&mut reader, site_addr, admin_addr, production);
        let log_format = reader.parse("LOG_FORMAT", LogFormat::Pretty, check::log_format);
        let log_filter = reader.parse("RUST_LOG", "info".into(), check::log_filter);
        let reload_port = reader.parse("LEPTOS_RELOAD_PORT", 3001, check::port);
        let reload_port = reader.optional("LEPTOS_WATCH").map(|_| reload_port);
        let warnings = reader.warnings();
        // Only when everything has been read, so that every fault has been found.
        let settings = zuora.zip(customers).map(|(zuora, customers)| Self {
            zuora,
            customers,
            offers_test_cards: !production,
            page_id,
            site_addr,
            site_root,
            public_origin,
            session_key,
            session_key_old,
            flow_inspector,
            signature_budget,
            trusted_proxies,
            idle_timeout,
            admin_addr,
            log_format,
            log_filter,
            reload_port,
            warnings,
        });
        reader.finish(settings)
    }
}

#[cfg(test)]
mod tests;
