//! The start of the server process, and its end.

use crate::server::{
    audit::Audit,
    keyed_hash::KeyedHash,
    log,
    marks::Marks,
    metrics,
    middleware::{
        limits, public_address,
        security_headers::{self, Policy},
    },
    origin::Origin,
    page_integrity::assets::Assets,
    rate_limits::{Budgets, LOOKUPS},
    router::{Site, router},
    session::Sessions,
    settings::{LogFormat, Settings, Zuora},
    state::AppState,
    zuora_client::{ZuoraClient, hosted_page::HostedPage, http},
};
use axum::middleware::{from_fn, from_fn_with_state};
use axum_server::Handle;
use leptos::config::LeptosOptions;
use std::{fmt, io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Requests in flight get this long to finish once the process is told to end.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);
const OUTPUT_NAME: &str = "zuora-cors-sample";

/// Why the server did not start.
#[derive(Debug)]
pub enum StartError {
    /// There is no built site.
    NoSite(PathBuf),
    /// The address cannot be listened on.
    Listen(&'static str, SocketAddr, io::Error),
    /// The embedded sandbox did not start.
    Sandbox(io::Error),
    /// Anything else that the machine refused.
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

/// Serves until the process is told to end.
///
/// # Errors
/// When it cannot start.
pub async fn serve(settings: Settings) -> Result<(), StartError> {
    // Before anybody is told where the server listens: whoever waits for that may end it at once.
    let signals = Signals::listen()?;
    let Ok(assets) = Assets::read(&settings.site_root, settings.reload_port.is_some()) else {
        return Err(StartError::NoSite(settings.site_root));
    };
    let listener = listen("LEPTOS_SITE_ADDR", settings.site_addr).await?;
    let admin_listener = listen("ADMIN_ADDR", settings.admin_addr).await?;
    let addr = listener.local_addr()?;
    let public_origin = match settings.public_origin {
        Some(origin) => origin,
        None => Origin::parse(&format!("http://localhost:{}", addr.port()))?,
    };

    let (base_url, client, sandbox) = match settings.zuora {
        Zuora::Tenant { base_url, client } => (base_url, client, None::<Origin>),
        #[cfg(feature = "demo")]
        Zuora::Sandbox { addr, client } => {
            let base_url = crate::server::sandbox_process::start(addr, &public_origin)
                .await
                .map_err(StartError::Sandbox)?;
            let sandbox = Some(Origin::of(&base_url));
            (base_url, client, sandbox)
        }
    };

    let zuora_origin = Origin::of(&base_url);
    let hosted_page = settings.page_id.map(|id| HostedPage::new(id, &base_url));
    let policy =
        Policy::new(&public_origin, &zuora_origin, hosted_page.as_ref(), settings.reload_port);
    let zuora = Arc::new(ZuoraClient::new(http::client()?, base_url, client));
    let sessions = Sessions::new(
        settings.session_key.clone(),
        settings.session_key_old.clone(),
        &public_origin,
    );
    let site = Site {
        options: LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root(settings.site_root.to_string_lossy().into_owned())
            .site_addr(addr)
            .reload_port(u32::from(settings.reload_port.unwrap_or_default()))
            .build(),
        state: AppState {
            zuora,
            customers: Arc::new(settings.customers.clone()),
            proxies: settings.trusted_proxies.into(),
            signatures: Arc::new(Budgets::new(settings.signature_budget)),
            lists: Arc::new(Budgets::new(settings.signature_budget.times(LOOKUPS))),
            lookups: Arc::new(Budgets::new(settings.signature_budget.times(LOOKUPS))),
            audit: Audit::new(KeyedHash::new(settings.session_key.master(), "audit")?),
            marks: Marks::new(&settings.session_key, settings.session_key_old.as_ref())?,
            sessions: sessions.clone(),
            hosted_page,
            offers_test_cards: settings.offers_test_cards,
        },
        customers: settings.customers,
        assets,
        sessions,
        policy: policy.clone(),
        public_origin: public_origin.clone(),
    };
    let admin = format!("http://{}", admin_listener.local_addr()?);
    let counts = metrics::routes()?
        .layer(from_fn(public_address::only_internal_names))
        .layer(from_fn_with_state(policy, security_headers::add_security_headers));
    tokio::spawn(axum::serve(admin_listener, counts).into_future());
    let told_sandbox = sandbox.as_ref().map(tracing::field::display);
    for warning in settings.warnings {
        tracing::warn!("{warning}");
    }
    tracing::info!(site = %public_origin, sandbox = told_sandbox, admin, zuora = %zuora_origin, address = %addr, "listening");
    if settings.log_format == LogFormat::Pretty {
        log::print(&format!("\n  The site:     {public_origin}"));
        #[cfg(feature = "demo")]
        if let Some(sandbox) = &sandbox {
            log::print(&format!("  Its sandbox:  {sandbox}/sandbox/journal\n"));
        }
    }
    let handle = Handle::new();
    let farewell = handle.clone();
    tokio::spawn(async move {
        signals.received().await;
        farewell.graceful_shutdown(Some(SHUTDOWN_GRACE));
    });
    limits::serve(
        listener.into_std()?,
        router(site),
        limits::timeouts(settings.idle_timeout),
        handle,
    )
    .await?;
    tracing::info!("stopped");
    Ok(())
}

async fn listen(setting: &'static str, addr: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr).await.map_err(|error| StartError::Listen(setting, addr, error))
}

/// The signals that end the process.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// From now on they end the process in its own way, and not at once.
    #[cfg(unix)]
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps)] // as on other systems
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Resolves with the first of them.
    async fn received(self) {
        #[cfg(unix)]
        {
            let Self { mut terminate, mut interrupt } = self;
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}
