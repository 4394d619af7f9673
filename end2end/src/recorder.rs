//! A recorder between browser and site: passes every byte on and keeps what the browser sent.

use crate::Result;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy},
    net::{TcpListener, TcpStream},
};

/// Everything the browser has sent to the site so far.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Vec<u8>>>);

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
        let Ok(site) = TcpStream::connect(addr).await else { return };
        let (mut from_browser, mut to_browser) = browser.into_split();
        let (mut from_site, mut to_site) = site.into_split();
        tokio::spawn(async move { copy(&mut from_site, &mut to_browser).await });
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from_browser.read(&mut bytes).await {
            if let Ok(mut sent) = self.0.lock() {
                sent.extend_from_slice(&bytes[..count]);
            }
            if to_site.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }

    /// What the browser has sent so far.
    pub fn sent(&self) -> Vec<u8> {
        self.0.lock().map(|sent| sent.clone()).unwrap_or_default()
    }
}
