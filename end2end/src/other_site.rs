//! Another site, with a hostile page, and everything that reaches it.

use crate::Result;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

/// A site that is neither ours nor Zuora's.
#[derive(Debug)]
pub struct OtherSite {
    pub origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl OtherSite {
    /// A site that answers every request with this page.
    pub async fn with_page(html: String) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let received = requests.clone();
        tokio::spawn(async move {
            while let Ok((mut browser, _)) = listener.accept().await {
                let received = received.clone();
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAccess-Control-Allow-Origin: *\r\n\
                     Content-Length: {}\r\nConnection: close\r\n\r\n{html}",
                    html.len()
                );
                tokio::spawn(async move {
                    let mut request = [0; 8192];
                    // Chromium connects ahead of navigations that its policy then forbids, without
                    // sending anything.
                    let Ok(length @ 1..) = browser.read(&mut request).await else {
                        return;
                    };
                    if let Ok(mut received) = received.lock() {
                        received.push(String::from_utf8_lossy(&request[..length]).into_owned());
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
