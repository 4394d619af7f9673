//! What a journey works with: a site of its own, and its engine's browser.

use crate::{between::Between, engine::Engine, session::Session};
use end2end::{App, Result, Sandbox, card_number_in};
use std::{cell::Cell, path::PathBuf, time::Duration};
use thirtyfour::WebDriver;

/// How long a journey waits for what a page is to show: longer than the page takes to find out what
/// has become of a card.
const PATIENCE: Duration = Duration::from_secs(15);

/// A running journey.
#[derive(Debug)]
pub struct Visit {
    pub engine: Engine,
    pub driver: WebDriver,
    pub downloads: PathBuf,
    pub app: App,
    pub between: Between,
    /// The address to open.
    pub site: String,
    pub sandbox: Sandbox,
    /// How long it waits for what a page is to show.
    pub patience: Cell<Duration>,
}

impl Visit {
    /// Starts a site, and lets the browser forget the one before.
    pub async fn begin(engine: Engine, session: &Session) -> Result<Self> {
        let (between, port) = Between::listen().await?;
        let site = format!("http://localhost:{port}");
        let app = App::start(&[("PUBLIC_ORIGIN", site.clone())]).await?;
        between.forward_to(&app.addr);
        session.begin(&site).await?;
        Ok(Self {
            engine,
            driver: session.driver.clone(),
            downloads: session.downloads(),
            sandbox: Sandbox::at(app.sandbox.as_deref().unwrap_or_default()),
            app,
            between,
            site,
            patience: Cell::new(PATIENCE),
        })
    }

    /// Nothing of a card may have come near the site.
    pub fn expect_no_card(&self) -> Result {
        let mut bytes = self.app.log().into_bytes();
        for request in self.between.passed() {
            bytes.extend(request.path.into_bytes());
            bytes.extend_from_slice(&request.body);
        }
        match card_number_in(&bytes) {
            None => Ok(()),
            Some(_) => Err("a card number came near the server".into()),
        }
    }
}
