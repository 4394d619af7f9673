//! Three replicas of the site as a shop would deploy them: behind nginx, with one session key and one
//! store of rate limits, and with one stand-in for Zuora.

use crate::{
    App, Nginx, RedisServer, Result, Sandbox,
    redis_server::free_port,
    site_root,
    two_builds::{EarlierFiles, SESSION_KEY, write_second_build},
};
use std::path::PathBuf;

/// The replicas, and all that stands around them.
#[derive(Debug)]
pub struct Replicas {
    /// The public origin, which is nginx's.
    pub site: String,
    /// Where each replica listens.
    pub addresses: [String; 3],
    pub nginx: Nginx,
    pub redis: RedisServer,
    running: Vec<App>,
    /// What replicas have logged that were ended.
    ended: Vec<String>,
    settings: Vec<(&'static str, String)>,
    /// This build, and another one.
    builds: [PathBuf; 2],
    _sandbox: Sandbox,
}

impl Replicas {
    /// Starts all of them, with this budget of signatures for a session. The first replica is of the
    /// first build, the others are of the second.
    pub async fn start(budget: &str) -> Result<Self> {
        let https_port = free_port();
        let site = format!("https://localhost:{https_port}");
        let sandbox = Sandbox::start(&site).await?;
        let redis = RedisServer::start();
        let mut settings = sandbox.settings();
        settings.extend([
            ("PUBLIC_ORIGIN", site.clone()),
            ("TRUSTED_PROXIES", "127.0.0.1/32".to_owned()),
            ("SESSION_KEY", SESSION_KEY.to_owned()),
            ("SIGNATURE_BUDGET", budget.to_owned()),
            ("RATE_LIMIT_STORE", redis.address()),
            ("RUST_LOG", "info".to_owned()),
        ]);
        let builds = [site_root()?, write_second_build(&site, EarlierFiles::Kept)?];
        let addresses =
            [free_port(), free_port(), free_port()].map(|port| format!("127.0.0.1:{port}"));
        let nginx = Nginx::start(https_port, free_port(), &addresses)?;
        let mut replicas = Self {
            site,
            addresses,
            nginx,
            redis,
            running: Vec::new(),
            ended: Vec::new(),
            settings,
            builds,
            _sandbox: sandbox,
        };
        for (number, build) in [(0, 0), (1, 1), (2, 1)] {
            let started = replicas.start_one(number, build).await?;
            replicas.running.push(started);
        }
        Ok(replicas)
    }

    /// Ends a replica as a deployment does, and starts one of this build in its place.
    pub async fn replace(&mut self, number: usize, build: usize) -> Result {
        let old = self.running.remove(number);
        self.ended.push(old.terminate().await?);
        let new = self.start_one(number, build).await?;
        self.running.insert(number, new);
        Ok(())
    }

    /// What each process has logged, those that were ended first.
    pub fn logs(&self) -> Vec<String> {
        self.ended.iter().cloned().chain(self.running.iter().map(App::log)).collect()
    }

    async fn start_one(&self, number: usize, build: usize) -> Result<App> {
        let mut settings = self.settings.clone();
        settings.push(("LEPTOS_SITE_ADDR", self.addresses[number].clone()));
        settings.push(("LEPTOS_SITE_ROOT", self.builds[build].display().to_string()));
        App::start(&settings).await
    }
}
