//! A load balancer in front of several servers: each request goes where the test says.

use crate::Result;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

type Choose = dyn FnMut(&str) -> usize + Send;

/// A running balancer; it has served these paths so far, each from the server with this number.
#[derive(Clone, Debug, Default)]
pub struct Balancer {
    served: Arc<Mutex<Vec<(String, usize)>>>,
}

impl Balancer {
    /// Passes each request that comes to `listener` on to one of `servers`: the one that `choose` says for its path and query.
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
                tokio::spawn(pass_on(browser, servers.clone(), choose.clone(), served.clone()));
            }
        });
        balancer
    }

    /// Every path and query that was asked for, in order, with the number of the server that it went to.
    pub fn served(&self) -> Vec<(String, usize)> {
        self.served.lock().map(|served| served.clone()).unwrap_or_default()
    }
}

/// One request to a connection, so that the next one may go elsewhere.
async fn pass_on(
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
