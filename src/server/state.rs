//! What requests share: the state that axum and Leptos hand to handlers and server functions.

#[cfg(feature = "demo")]
use crate::server::settings::Zuora;
use crate::{
    server::{
        account_resolver::AccountResolver,
        audit::Audit,
        client_address::TrustedProxies,
        keyed_hash::KeyedHash,
        macs::Macs,
        origin::Origin,
        rate_limits::{self, LOOKUP_FACTOR, RateLimits},
        session::Sessions,
        settings::{CardFormAddress, Client, LoginSettings, Settings},
        zuora_client::{ZuoraClient, hosted_page::HostedPage, http},
    },
    shop::{SHOP, Shop},
    site_map::LICENCES,
};
use leptos::prelude::use_context;
use std::{error::Error, path::Path, sync::Arc};
use url::Url;

/// The state of the application.
pub struct AppState {
    pub zuora: Arc<ZuoraClient>,
    /// Maps a session to a Zuora account.
    pub customers: Arc<dyn AccountResolver>,
    /// Where they sign in and out.
    pub login: LoginSettings,
    /// The proxies whose word is taken for a client's address.
    pub proxies: TrustedProxies,
    /// Rate limits for signatures.
    pub signatures: Arc<RateLimits>,
    /// Rate limits for listing the invoices or cards of an account. They are apart from the lookups,
    /// so that a page that lists cards again and again still gets a saved one confirmed.
    pub lists: Arc<RateLimits>,
    /// Rate limits for reading or changing one card, and for finding a new account.
    pub lookups: Arc<RateLimits>,
    pub audit: Audit,
    /// Codes for values that leave this server and must come back unchanged.
    pub macs: Macs,
    /// Begins and ends the sessions of customers.
    pub sessions: Sessions,
    /// The page that Zuora hosts, where one is configured.
    pub hosted_page: Option<HostedPage>,
    /// Whom the pages belong to.
    pub shop: &'static Shop,
    /// Whether no real card is expected, so that test cards are offered.
    pub offers_test_cards: bool,
    /// The flow inspector, where it is on.
    pub flow_inspector: Option<FlowInspector>,
    /// Whether the card form asks for country and postal code.
    pub card_form_address: CardFormAddress,
    /// Whether the built site has the licences of what is built in. A release has them.
    pub has_licences: bool,
}

/// What the flow inspector has to know of the Zuora that this site calls.
#[derive(Clone, Debug)]
pub struct FlowInspector {
    /// Host and port of the embedded sandbox, whose journal can be read; none with a tenant.
    pub sandbox: Option<String>,
}

impl FlowInspector {
    #[cfg(feature = "demo")]
    fn configured(settings: &Settings, base_url: &Url) -> Option<Self> {
        let is_sandbox = matches!(settings.zuora.target, Zuora::Sandbox { .. });
        let sandbox = is_sandbox.then(|| base_url.authority().to_owned());
        settings.demo.flow_inspector.then_some(Self { sandbox })
    }

    /// Only the demonstration has one.
    #[cfg(not(feature = "demo"))]
    fn configured(_: &Settings, _: &Url) -> Option<Self> {
        None
    }
}

/// The shop that the page which is being rendered belongs to.
pub fn current_shop() -> &'static Shop {
    AppState::current().map_or(&SHOP, |state| state.shop)
}

/// Whether the site that is built here has the licences of what is built in.
pub fn has_licences(site_root: &Path) -> bool {
    site_root.join(&LICENCES[1..]).is_file()
}

impl AppState {
    /// The state of the site whose page or server function is running.
    pub fn current() -> Option<Arc<Self>> {
        use_context()
    }

    /// The state of a site at `public_origin` that calls the Zuora at `base_url` as `client`.
    ///
    /// # Errors
    /// When the TLS library cannot be set up.
    pub fn new(
        settings: &Settings,
        base_url: Url,
        client: Client,
        public_origin: &Origin,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let (key, old_key) = (&settings.session.key, settings.session.old_key.as_ref());
        let hashes = KeyedHash::new(key.master(), rate_limits::PURPOSE)?;
        let store = rate_limits::store(&settings.rate_limits, hashes)?;
        let limits = |kind, rate| Arc::new(RateLimits::new(&*store, kind, rate));
        let signatures = settings.rate_limits.signatures;
        let lookups = signatures.times(LOOKUP_FACTOR);
        Ok(Self {
            flow_inspector: FlowInspector::configured(settings, &base_url),
            hosted_page: HostedPage::configured(&settings.zuora, &base_url),
            zuora: Arc::new(ZuoraClient::new(http::client()?, base_url, client)),
            customers: Arc::new(settings.customers.clone()),
            login: settings.login.clone(),
            proxies: settings.public_address.trusted_proxies.clone().into(),
            signatures: limits("signatures", signatures),
            lists: limits("lists", lookups),
            lookups: limits("lookups", lookups),
            audit: Audit::new(KeyedHash::new(key.master(), "audit")?),
            macs: Macs::new(key, old_key)?,
            sessions: Sessions::new(key.clone(), old_key.cloned(), public_origin),
            shop: &SHOP,
            offers_test_cards: settings.demo.offers_test_cards,
            card_form_address: settings.card_form_address,
            has_licences: has_licences(&settings.built_site.root),
        })
    }
}
