//! The start of the server process, and its shutdown.

use crate::{
    server::{
        connection, health,
        keyed_hash::KeyedHash,
        log, metrics,
        middleware::{
            before_and_after::before_and_after, public_address,
            security_headers::add_security_headers,
        },
        origin::Origin,
        page_integrity::asset_routes::Assets,
        rate_limits::{self, SharedStore},
        router::{Site, router},
        settings::{Client, LogFormat, Settings, Zuora},
        shutdown::{Signals, shut_down},
        tenant_check::{self, Report, Subject},
        zuora_client::{ZuoraClient, hosted_page::HostedPage, http, watch::watch},
    },
    zuora::AccountKey,
};
use axum::middleware::from_fn;
use axum_server::Handle;
use secrecy::ExposeSecret as _;
use std::{fmt, io, net::SocketAddr, path::PathBuf};
use tokio::net::TcpListener;
use url::Url;

/// Why the server did not start.
#[derive(Debug)]
pub enum StartError {
    NoSite(PathBuf),
    Listen(&'static str, SocketAddr, io::Error),
    Sandbox(io::Error),
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSite(root) => write!(
                f,
                "{} holds no built site; build it with `cargo leptos build`, or name its folder in LEPTOS_SITE_ROOT",
                root.display()
            ),
            Self::Listen(setting, addr, error) => {
                write!(f, "cannot listen on {addr} ({setting}): {error}")
            }
            Self::Sandbox(error) => write!(f, "the sandbox did not start (SANDBOX_ADDR): {error}"),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl<E: Into<Box<dyn std::error::Error + Send + Sync>>> From<E> for StartError {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// Serves until a signal ends the process.
///
/// # Errors
/// When it cannot start.
pub async fn serve(settings: Settings) -> Result<(), StartError> {
    // Before the log says where the server listens: a supervisor may send the signal right then.
    let signals = Signals::listen()?;
    let Ok(assets) =
        Assets::read(&settings.built_site.root, settings.built_site.reload_port.is_some())
    else {
        return Err(StartError::NoSite(settings.built_site.root));
    };
    let listener = listen("LEPTOS_SITE_ADDR", settings.listen.site_addr).await?;
    let admin_listener = listen("ADMIN_ADDR", settings.listen.admin_addr).await?;
    let addr = listener.local_addr()?;
    let public_origin = public_origin(&settings, addr.port())?;
    let (base_url, client, sandbox) = find_zuora(&settings, &public_origin).await?;
    let zuora_origin = Origin::from_url(&base_url);
    let site = Site::new(&settings, (base_url, client), public_origin.clone(), assets)?;
    let admin = format!("http://{}", admin_listener.local_addr()?);
    let limits = site.rate_limits();
    let policy = site.policy.clone();
    let counts = metrics::routes(move || limits.iter().for_each(|limits| limits.measure()))?
        .merge(health::routes(site.readiness.clone()))
        .layer(from_fn(public_address::require_internal_name))
        .layer(before_and_after(move |request| add_security_headers(&policy, request)));
    tokio::spawn(axum::serve(admin_listener, counts).into_future());
    let sandbox_origin = sandbox.as_ref().map(tracing::field::display);
    for warning in settings.warnings {
        tracing::warn!("{warning}");
    }
    tracing::info!(site = %public_origin, sandbox = sandbox_origin, admin, zuora = %zuora_origin, address = %addr, "listening");
    if settings.log.format == LogFormat::Pretty {
        log::print(&format!("\n  The site:     {public_origin}"));
        #[cfg(feature = "demo")]
        if let Some(sandbox) = &sandbox {
            log::print(&format!("  Its sandbox:  {sandbox}/sandbox/journal\n"));
        }
    }
    tokio::spawn(watch(site.state.zuora.clone()));
    let handle = Handle::new();
    tokio::spawn(shut_down(signals, site.readiness.clone(), handle.clone()));
    let timeouts = connection::timeouts(settings.listen.idle_timeout);
    connection::serve(listener.into_std()?, router(site), timeouts, handle).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Asks Zuora, and the store of the rate limits, whether these settings work there (`--check`).
///
/// # Errors
/// When the sandbox does not start, or the TLS library cannot be set up.
pub async fn check(settings: &Settings) -> Result<Report, StartError> {
    let public_origin = public_origin(settings, settings.listen.site_addr.port())?;
    let (base_url, client, _) = find_zuora(settings, &public_origin).await?;
    let account = settings.zuora.account_key.clone().map(AccountKey::from);
    let hosted_page = HostedPage::configured(&settings.zuora, &base_url);
    let zuora = ZuoraClient::new(http::client()?, base_url, client);
    let subject = Subject {
        zuora: &zuora,
        public_origin: &public_origin,
        account: account.as_ref(),
        hosted_page: hosted_page.as_ref(),
    };
    let mut report = tenant_check::check(subject).await;
    if let Some(address) = &settings.rate_limits.store {
        let hashes = KeyedHash::new(settings.session.key.master(), rate_limits::PURPOSE)?;
        match SharedStore::check(address.expose_secret(), hashes).await {
            Ok(()) => report.pass("rate limit store"),
            Err(problem) => report.fail("rate limit store (RATE_LIMIT_STORE)", problem),
        }
    }
    Ok(report)
}

fn public_origin(settings: &Settings, port: u16) -> Result<Origin, StartError> {
    match settings.public_address.origin.clone() {
        Some(origin) => Ok(origin),
        None => Ok(Origin::parse(&format!("http://localhost:{port}"))?),
    }
}

/// The base URL of Zuora and the client to call it with. Starts the sandbox where no Zuora is
/// configured, and then also returns its origin.
#[cfg_attr(not(feature = "demo"), expect(clippy::unused_async))]
async fn find_zuora(
    settings: &Settings,
    #[cfg_attr(not(feature = "demo"), expect(unused_variables))] public_origin: &Origin,
) -> Result<(Url, Client, Option<Origin>), StartError> {
    match settings.zuora.target.clone() {
        Zuora::Tenant { base_url, client } => Ok((base_url, client, None)),
        #[cfg(feature = "demo")]
        Zuora::Sandbox { addr, client } => {
            let started = crate::server::sandbox_process::start(addr, public_origin).await;
            let base_url = started.map_err(StartError::Sandbox)?;
            let origin = Origin::from_url(&base_url);
            Ok((base_url, client, Some(origin)))
        }
    }
}

async fn listen(setting: &'static str, addr: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr).await.map_err(|error| StartError::Listen(setting, addr, error))
}
