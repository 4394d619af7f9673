//! A load balancer in front of several servers: the test says which server gets each request.

use crate::Result;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

type Choose = dyn FnMut(&str) -> usize + Send;

/// A running balancer, with the paths it has served so far and the number of each one's server.
#[derive(Clone, Debug, Default)]
pub struct Balancer {
    served: Arc<Mutex<Vec<(String, usize)>>>,
}

impl Balancer {
    /// Forwards each request that comes to `listener` to one of `servers`: `choose` picks it by
    /// path and query.
    pub fn start(
        listener: TcpListener,
        servers: Vec<String>,
        choose: impl FnMut(&str) -> usize + Send + 'static,
    ) -> Self {
        let balancer = Self::default();
        let served = balancer.served.clone();
        let choose: Arc<Mutex<Choose>> = Arc::new(Mutex::new(choose));
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                tokio::spawn(forward(browser, servers.clone(), choose.clone(), served.clone()));
            }
        });
        balancer
    }

    /// The path and query of every request, in order, with the number of its server.
    pub fn served(&self) -> Vec<(String, usize)> {
        self.served.lock().map(|served| served.clone()).unwrap_or_default()
    }
}

/// Forwards one request per connection, so that the next one may go to another server.
async fn forward(
    mut browser: TcpStream,
    servers: Vec<String>,
    choose: Arc<Mutex<Choose>>,
    served: Arc<Mutex<Vec<(String, usize)>>>,
) -> Result {
    let mut request = Vec::new();
    let head = loop {
        let mut bytes = [0; 4096];
        let count = browser.read(&mut bytes).await?;
        request.extend_from_slice(&bytes[..count]);
        match request.windows(4).position(|window| window == b"\r\n\r\n") {
            Some(end) => break end + 4,
            None if count == 0 => return Ok(()),
            None => {}
        }
    };
    let text = String::from_utf8_lossy(&request[..head]).into_owned();
    let header = |name: &str| {
        let lines = text.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    };
    let length: usize =
        header("content-length").and_then(|length| length.parse().ok()).unwrap_or_default();
    while request.len() < head + length {
        let mut bytes = [0; 4096];
        let count @ 1.. = browser.read(&mut bytes).await? else {
            return Ok(());
        };
        request.extend_from_slice(&bytes[..count]);
    }
    let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
    let chosen = choose.lock().map(|mut choose| choose(&path)).unwrap_or_default();
    if let Ok(mut served) = served.lock() {
        served.push((path, chosen));
    }
    let mut upstream = TcpStream::connect(&servers[chosen]).await?;
    let closing = text.replacen("Connection: keep-alive\r\n", "", 1).replacen(
        "\r\n",
        "\r\nConnection: close\r\n",
        1,
    );
    upstream.write_all(closing.as_bytes()).await?;
    upstream.write_all(&request[head..]).await?;
    tokio::io::copy(&mut upstream, &mut browser).await?;
    browser.shutdown().await?;
    Ok(())
}
