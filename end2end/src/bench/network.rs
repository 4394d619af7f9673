//! One sandbox, the contenders, and the links between them and a browser, for one round-trip time.

use super::{
    contender::{ACCOUNT, Contender, Kind},
    counts::Counts,
    page_size,
    relay::Relay,
    result::{Journey, Server},
    visit::Visit,
};
use crate::{Result, Sandbox, browser::launch};
use playwright_rs::{Browser, Playwright};
use std::time::Duration;

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
    browser: Browser,
    _playwright: Playwright,
}

impl Network {
    /// Starts everything, with this round-trip time on every link.
    ///
    /// # Errors
    /// When a part does not start.
    pub async fn start(round_trip: Duration) -> Result<Self> {
        let site = Relay::start(round_trip).await?;
        let origin = format!("http://localhost:{}", site.addr.port());
        let sandbox = Sandbox::start(&origin).await?;
        let (browser_to_zuora, server_to_zuora) =
            (Relay::start(round_trip).await?, Relay::start(round_trip).await?);
        for relay in [&browser_to_zuora, &server_to_zuora] {
            relay.switch_to(sandbox.url.trim_start_matches("http://").parse()?);
        }
        // Zuora has one address, which servers sign and browsers call. Only the browser is sent to
        // another port, which it does not show to anybody: so each has a link of its own.
        let zuora = format!("http://{}", server_to_zuora.addr);
        let rule = format!("MAP {} {}", server_to_zuora.addr, browser_to_zuora.addr);
        let (playwright, browser) = launch(&rule).await?;
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
            browser,
            _playwright: playwright,
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
        let visit = Visit::open(&self.browser, &self.origin, kind, self.round_trip).await;
        let visit = visit.map_err(failed)?;
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
            let visit = Visit::open(&self.browser, &self.origin, kind, self.round_trip).await?;
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

    pub fn browser_version(&self) -> String {
        self.browser.version().to_owned()
    }

    /// Ends the browser; dropping the rest ends the rest.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn close(self) -> Result {
        Ok(self.browser.close().await?)
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
