//! One sandbox, the contenders, and the links between them and a browser, for one round-trip time.

use super::{
    contender::{ACCOUNT, Contender, Kind},
    counts::Counts,
    page_size,
    relay::Relay,
    result::{Journey, Server},
    visit::Visit,
};
use crate::{Result, Sandbox, browser::FreshBrowser};
use playwright_rs::Playwright;
use std::time::Duration;

/// Two hours in seconds, the most that Chromium takes: the second card has no preflight, however
/// slow the links are.
const PREFLIGHT_MAX_AGE: &str = "7200";

/// Everything that runs while one round-trip time is measured; ends when dropped.
#[derive(Debug)]
pub struct Network {
    round_trip: Duration,
    /// The one origin of every contender, because the sandbox answers CORS to one only.
    origin: String,
    site: Relay,
    browser_to_zuora: Relay,
    _server_to_zuora: Relay,
    sandbox: Sandbox,
    contenders: Vec<Contender>,
    playwright: Playwright,
    host_rules: String,
}

impl Network {
    /// Starts everything, with this round-trip time on every link.
    ///
    /// # Errors
    /// When a part does not start.
    pub async fn start(round_trip: Duration) -> Result<Self> {
        let site = Relay::start(round_trip).await?;
        let origin = format!("http://localhost:{}", site.addr.port());
        let sandbox =
            Sandbox::start_with(&origin, &["--preflight-max-age", PREFLIGHT_MAX_AGE]).await?;
        let (browser_to_zuora, server_to_zuora) =
            (Relay::start(round_trip).await?, Relay::start(round_trip).await?);
        for relay in [&browser_to_zuora, &server_to_zuora] {
            relay.switch_to(sandbox.url.trim_start_matches("http://").parse()?);
        }
        // Zuora has one address, which servers sign and browsers call. Only the browser is sent to
        // another port, which it does not show to anybody: so each has a link of its own.
        let zuora = format!("http://{}", server_to_zuora.addr);
        let host_rules = format!("MAP {} {}", server_to_zuora.addr, browser_to_zuora.addr);
        let mut contenders = Vec::new();
        for kind in Kind::ALL {
            contenders.push(Contender::start(kind, &origin, &zuora).await?);
        }
        Ok(Self {
            round_trip,
            origin,
            site,
            browser_to_zuora,
            _server_to_zuora: server_to_zuora,
            sandbox,
            contenders,
            playwright: Playwright::launch().await?,
            host_rules,
        })
    }

    /// A new visitor of a contender saves a card, and then another one.
    ///
    /// # Errors
    /// When a card is not saved.
    pub async fn visit(&self, kind: Kind) -> Result<(Journey, Journey)> {
        let contender = self.turn_to(kind)?;
        let failed = |error| format!("{}: {error}", kind.name());
        contender.warm_up().await.map_err(failed)?;
        // Otherwise this project's page would show ever more cards.
        self.sandbox.delete_cards(ACCOUNT).await?;
        let start = self.counts().await?;
        let visit = self.open(kind).await.map_err(failed)?;
        let first = visit.save_first_card().await.map_err(failed)?;
        let between = self.counts().await?;
        let second = visit.save_second_card().await.map_err(failed)?;
        let end = self.counts().await?;
        visit.close().await?;
        Ok((
            Journey { ms: first, counts: between - start },
            Journey { ms: second, counts: end - between },
        ))
    }

    /// What the page and the server of each contender weigh.
    ///
    /// # Errors
    /// When a page does not open.
    pub async fn measure_servers(&self) -> Result<Vec<Server>> {
        let mut servers = Vec::new();
        for contender in &self.contenders {
            let kind = self.turn_to(contender.kind)?.kind;
            let visit = self.open(kind).await?;
            let (requests, brotli_bytes) = page_size::measure(visit.page()).await?;
            visit.close().await?;
            servers.push(Server {
                contender: kind.name().into(),
                requests,
                brotli_bytes,
                resident_kib: contender.resident_memory(),
            });
        }
        Ok(servers)
    }

    /// The version of the browser that visits.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn browser_version(&self) -> Result<String> {
        let context = self.launch_browser().await?.context;
        let version = context.browser().ok_or("a context without a browser")?.version().to_owned();
        context.close().await?;
        Ok(version)
    }

    async fn open(&self, kind: Kind) -> Result<Visit> {
        Visit::open(self.launch_browser().await?, &self.origin, kind, self.round_trip).await
    }

    async fn launch_browser(&self) -> Result<FreshBrowser> {
        FreshBrowser::launch(&self.playwright, &self.host_rules).await
    }

    /// Makes the site this contender's.
    fn turn_to(&self, kind: Kind) -> Result<&Contender> {
        let contender = self.contenders.iter().find(|contender| contender.kind == kind);
        let contender = contender.ok_or("no such contender")?;
        self.site.switch_to(contender.addr);
        Ok(contender)
    }

    async fn counts(&self) -> Result<Counts> {
        Counts::so_far(&self.sandbox, &self.browser_to_zuora).await
    }
}
