//! Another site: pages of its own that mean no good, and everything that reaches it.

use crate::Result;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

/// A site that is neither ours nor Zuora's.
#[derive(Debug)]
pub struct Stranger {
    /// Its origin.
    pub origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Stranger {
    /// A site that answers everything with this page.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn with_page(html: String) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = requests.clone();
        tokio::spawn(async move {
            while let Ok((mut browser, _)) = listener.accept().await {
                let kept = kept.clone();
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
                    html.len()
                );
                tokio::spawn(async move {
                    let mut request = [0; 8192];
                    // Chromium connects ahead of navigations that its policy then forbids; nothing is told that way.
                    let Ok(length @ 1..) = browser.read(&mut request).await else {
                        return;
                    };
                    if let Ok(mut kept) = kept.lock() {
                        kept.push(String::from_utf8_lossy(&request[..length]).into_owned());
                    }
                    let _ = browser.write_all(answer.as_bytes()).await;
                    let _ = browser.shutdown().await;
                });
            }
        });
        Ok(Self { origin, requests })
    }

    /// Everything that has been sent to it so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().map(|requests| requests.clone()).unwrap_or_default()
    }
}
