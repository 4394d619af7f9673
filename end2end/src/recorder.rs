//! A recorder between browser and site: passes every byte on and keeps it.

use crate::Result;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// Everything the browser and the site have sent to each other so far.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    sent: Arc<Mutex<Vec<u8>>>,
    answered: Arc<Mutex<Vec<u8>>>,
}

impl Recorder {
    /// A port in front of a site that has yet to start. Returns the port and a way to say where the site is.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn listen() -> Result<(Self, TcpListener)> {
        Ok((Self::default(), TcpListener::bind("127.0.0.1:0").await?))
    }

    /// Passes every connection on to the site at `addr`, for as long as the test runs.
    pub fn pass_on(&self, listener: TcpListener, addr: String) {
        let recorder = self.clone();
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                tokio::spawn(recorder.clone().pass(browser, addr.clone()));
            }
        });
    }

    async fn pass(self, browser: TcpStream, addr: String) {
        let Ok(site) = TcpStream::connect(addr).await else {
            return;
        };
        let (from_browser, to_browser) = browser.into_split();
        let (from_site, to_site) = site.into_split();
        tokio::spawn(keep(from_site, to_browser, self.answered));
        keep(from_browser, to_site, self.sent).await;
    }

    /// What the browser has sent so far.
    pub fn sent(&self) -> Vec<u8> {
        self.sent.lock().map(|sent| sent.clone()).unwrap_or_default()
    }

    /// What the site has answered so far.
    pub fn answered(&self) -> Vec<u8> {
        self.answered.lock().map(|answered| answered.clone()).unwrap_or_default()
    }
}

async fn keep(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, kept: Arc<Mutex<Vec<u8>>>) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if let Ok(mut kept) = kept.lock() {
            kept.extend_from_slice(&bytes[..count]);
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
