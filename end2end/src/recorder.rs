//! A recorder between browser and site: forwards every byte and records it.

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
    /// Listens on a port in front of a site that has yet to start.
    pub async fn listen() -> Result<(Self, TcpListener)> {
        Ok((Self::default(), TcpListener::bind("127.0.0.1:0").await?))
    }

    /// Forwards every connection to the site at `addr`.
    pub fn forward(&self, listener: TcpListener, addr: String) {
        let recorder = self.clone();
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                tokio::spawn(recorder.clone().forward_connection(browser, addr.clone()));
            }
        });
    }

    async fn forward_connection(self, browser: TcpStream, addr: String) {
        let Ok(site) = TcpStream::connect(addr).await else {
            return;
        };
        let (from_browser, to_browser) = browser.into_split();
        let (from_site, to_site) = site.into_split();
        tokio::spawn(record(from_site, to_browser, self.answered));
        record(from_browser, to_site, self.sent).await;
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

async fn record(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, recorded: Arc<Mutex<Vec<u8>>>) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if let Ok(mut recorded) = recorded.lock() {
            recorded.extend_from_slice(&bytes[..count]);
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
