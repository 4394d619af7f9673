//! Visitors who ask for something again and again while a test does something to the servers.

use crate::{Result, wait_up_to};
use reqwest::{Client, Method, StatusCode, header};
use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{task::JoinHandle, time::interval};

/// How long a visitor waits between two requests. There is to be time left for a browser.
const PAUSE: Duration = Duration::from_millis(100);

/// Longer than any number of requests takes that a test waits for.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a visitor asks for.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    pub url: String,
    /// The session, as a `Cookie` header.
    pub cookie: String,
    /// Where the site is, as browsers write it: the `Host`, and the `Origin` of a POST.
    pub site: String,
}

impl Request {
    pub fn get(site: &str, path: &str, cookie: &str) -> Self {
        Self {
            method: Method::GET,
            url: format!("{site}{path}"),
            cookie: cookie.to_owned(),
            site: site.to_owned(),
        }
    }

    /// A call of a server function without arguments.
    pub fn call(site: &str, path: &str, cookie: &str) -> Self {
        Self { method: Method::POST, ..Self::get(site, path, cookie) }
    }

    /// The same at another address: a replica's own.
    #[must_use]
    pub fn at(self, addr: &str) -> Self {
        Self { url: self.url.replace(&self.site, &format!("http://{addr}")), ..self }
    }

    /// Sends it.
    pub async fn send(&self, client: &Client) -> Result<reqwest::Response> {
        let host = self.site.split("//").nth(1).unwrap_or_default();
        let mut request = client.request(self.method.clone(), &self.url);
        request = request.header(header::HOST, host).header(header::COOKIE, &self.cookie);
        if self.method == Method::POST {
            request = request.header(header::ORIGIN, &self.site);
            request = request.header(header::CONTENT_TYPE, "application/json").body("{}");
        }
        Ok(request.send().await?)
    }
}

/// A client that connects from this loopback address, and takes any certificate.
pub fn client_at(address: Ipv4Addr) -> Result<Client> {
    let builder = Client::builder().no_proxy().local_address(Some(address.into()));
    Ok(builder.danger_accept_invalid_certs(true).timeout(Duration::from_secs(20)).build()?)
}

/// A new session, from the first page.
pub async fn session(client: &Client, site: &str) -> Result<String> {
    let response = client.get(site).send().await?;
    let cookie = response.headers().get(header::SET_COOKIE).ok_or("no session")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Visitors at work.
#[derive(Debug, Default)]
pub struct Load {
    visitors: Vec<JoinHandle<()>>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    ends: AtomicBool,
    /// How often each outcome came: a path with the status of its answer, or with the error.
    outcomes: Mutex<BTreeMap<(String, String), usize>>,
}

impl Load {
    /// Adds a visitor who asks for this again and again.
    pub fn add(&mut self, client: Client, request: Request) {
        let shared = self.shared.clone();
        self.visitors.push(tokio::spawn(async move {
            let path = request.url.replace(&request.site, "");
            let mut pause = interval(PAUSE);
            while !shared.ends.load(Ordering::Relaxed) {
                pause.tick().await;
                let outcome = match request.send(&client).await {
                    // An answer counts once it has all arrived.
                    Ok(response) => match (response.status(), response.bytes().await) {
                        (status, Ok(_)) => status.as_str().to_owned(),
                        (_, Err(error)) => format!("{error:?}"),
                    },
                    Err(error) => format!("{error:?}"),
                };
                if let Ok(mut outcomes) = shared.outcomes.lock() {
                    *outcomes.entry((path.clone(), outcome)).or_default() += 1;
                }
            }
        }));
    }

    /// How many requests have ended so far.
    pub fn requests(&self) -> usize {
        self.shared.outcomes.lock().map(|outcomes| outcomes.values().sum()).unwrap_or_default()
    }

    /// How often a path was answered with this status.
    pub fn count(&self, path: &str, status: StatusCode) -> usize {
        let key = (path.to_owned(), status.as_str().to_owned());
        let outcomes = self.shared.outcomes.lock();
        outcomes.ok().and_then(|outcomes| outcomes.get(&key).copied()).unwrap_or_default()
    }

    /// Waits until this many more requests have ended.
    pub async fn go_on_for(&self, requests: usize) -> Result {
        let enough = self.requests() + requests;
        wait_up_to(PATIENCE, async || Ok(self.requests() >= enough)).await
    }

    /// Waits for the requests that are under way, and returns what came beside these statuses.
    pub async fn end(self, expected: &[StatusCode]) -> Result<Vec<String>> {
        self.shared.ends.store(true, Ordering::Relaxed);
        for visitor in self.visitors {
            visitor.await?;
        }
        let outcomes = self.shared.outcomes.lock().map_err(|_| "a visitor panicked")?;
        let is_expected = |outcome: &str| expected.iter().any(|status| status.as_str() == outcome);
        let others = outcomes.iter().filter(|((_, outcome), _)| !is_expected(outcome));
        Ok(others.map(|((path, outcome), count)| format!("{count} × {path}: {outcome}")).collect())
    }
}
