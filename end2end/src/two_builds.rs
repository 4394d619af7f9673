//! A new build that is being deployed: servers of two builds behind one balancer.

use crate::{App, Balancer, Result, site_root};
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use tokio::net::TcpListener;

/// Equal on every replica.
pub const SESSION_KEY: &str =
    "Fnm1xmR3tB6wq8kEJcL9yZ0aUvS2hTgX4dPoI7bN5rQmKjHeVfCsYiAuWzGlDxM+OtP/3nB8vR1kQe6TyU2iSw==";

const WEBASSEMBLY: &str = "pkg/zuora-cors-sample.wasm";

/// An empty custom section named `x`, which changes the bytes of a WebAssembly and not its meaning.
const CUSTOM_SECTION: [u8; 4] = [0, 2, 1, b'x'];

/// This build and another one, which differs in the bytes of every file and not in what they do.
#[derive(Debug)]
pub struct TwoBuilds {
    pub site: String,
    pub balancer: Balancer,
    _servers: [App; 2],
}

/// Whether the second build's server also has the first one's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierFiles {
    Kept,
    Lost,
}

impl TwoBuilds {
    /// What each build has files of its own of, the boot script first and the styles last.
    pub const FILES: [&str; 4] =
        ["boot.js", "pkg/zuora-cors-sample.js", WEBASSEMBLY, "pkg/zuora-cors-sample.css"];

    /// Starts both. `choose` picks a server for each path and query: 0 is this build's.
    pub async fn start(
        earlier: EarlierFiles,
        choose: impl FnMut(&str) -> usize + Send + 'static,
    ) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let site = format!("http://localhost:{}", listener.local_addr()?.port());
        let second = write_second_build(&site, earlier)?;
        let settings = |root: &Path| {
            [
                ("PUBLIC_ORIGIN", site.clone()),
                ("SESSION_KEY", SESSION_KEY.to_owned()),
                ("LEPTOS_SITE_ROOT", root.display().to_string()),
            ]
        };
        let servers =
            [App::start(&settings(&site_root()?)).await?, App::start(&settings(&second)).await?];
        let addresses = servers.iter().map(|server| server.addr.clone()).collect();
        let balancer = Balancer::start(listener, addresses, choose);
        Ok(Self { site, balancer, _servers: servers })
    }

    /// How often the page itself has been requested, apart from its files.
    pub fn page_loads(&self) -> usize {
        self.balancer.served().iter().filter(|(path, _)| path == "/").count()
    }

    /// Whether a file has been requested a second time.
    pub fn has_retried(&self) -> bool {
        self.balancer.served().iter().any(|(path, _)| path.contains("again="))
    }
}

/// Writes the second build of a site into a folder of its own, and returns that.
pub(crate) fn write_second_build(site: &str, earlier: EarlierFiles) -> Result<PathBuf> {
    let first = site_root()?;
    let port = site.rsplit(':').next().unwrap_or_default();
    let name = format!("zuora-cors-sample-second-{port}-{}", std::process::id());
    let second = env::temp_dir().join(name);
    for folder in ["pkg", "previous/first/pkg"] {
        fs::create_dir_all(second.join(folder))?;
    }
    for file in TwoBuilds::FILES {
        let mut bytes = fs::read(first.join(file))?;
        if earlier == EarlierFiles::Kept {
            fs::write(second.join("previous/first").join(file), &bytes)?;
        }
        match file == WEBASSEMBLY {
            true => bytes.extend(CUSTOM_SECTION),
            false => bytes.push(b'\n'),
        }
        fs::write(second.join(file), bytes)?;
    }
    Ok(second)
}
