//! The contenders: the servers whose pages are compared, all with the same Zuora.

use crate::{
    App, Result,
    app::launch,
    sandbox::{CLIENT_ID, CLIENT_SECRET},
};
use std::{env, net::SocketAddr, path::Path, time::Duration};
use tokio::process::{Child, Command};

/// Whose cards the contenders save.
pub const ACCOUNT: &str = "A00000001";

/// Which of the contenders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Express after Zuora's article, without a cache for the bearer token.
    Published,
    /// The same with one.
    Express,
    /// A bare axum server with the same page.
    Axum,
    /// This project.
    Ours,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Published, Self::Express, Self::Axum, Self::Ours];

    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "A0",
            Self::Express => "A",
            Self::Axum => "B",
            Self::Ours => "C",
        }
    }
}

/// A running server; ends when dropped.
#[derive(Debug)]
pub struct Contender {
    pub kind: Kind,
    pub addr: SocketAddr,
    process: Process,
}

#[derive(Debug)]
enum Process {
    App(App),
    Peer(Child),
}

impl Contender {
    /// Starts a contender, whose site browsers see as `origin`, with the Zuora at `zuora`.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(kind: Kind, origin: &str, zuora: &str) -> Result<Self> {
        let zuora = [
            ("ZUORA_BASE_URL", zuora),
            ("ZUORA_CLIENT_ID", CLIENT_ID),
            ("ZUORA_CLIENT_SECRET", CLIENT_SECRET),
            ("ZUORA_ACCOUNT_KEY", ACCOUNT),
        ];
        let (addr, process) = match kind {
            Kind::Published | Kind::Express => {
                let mut command = Command::new("node");
                command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/express/server.js"));
                command.env("NODE_ENV", "production").envs(zuora);
                command.env("TOKEN_CACHE", if kind == Kind::Express { "on" } else { "off" });
                peer(command).await?
            }
            Kind::Axum => {
                let name = format!("bench-axum{}", env::consts::EXE_SUFFIX);
                let mut command = Command::new(env::current_exe()?.with_file_name(name));
                command.envs(zuora);
                peer(command).await?
            }
            Kind::Ours => {
                let mut settings = zuora.map(|(name, value)| (name, value.to_owned())).to_vec();
                settings.extend([
                    ("PUBLIC_ORIGIN", origin.to_owned()),
                    // The other contenders have no rate limit, and no fields for an address.
                    ("SIGNATURE_BUDGET", "100000/1m".into()),
                    ("CARD_FORM_ADDRESS", "off".into()),
                    ("RUST_LOG", "info".into()),
                ]);
                let app = App::start(&settings).await?;
                (app.addr.parse()?, Process::App(app))
            }
        };
        Ok(Self { kind, addr, process })
    }

    /// The memory that the server's process has in use, in KiB. `None` where Linux's /proc is not
    /// there.
    pub fn resident_memory(&self) -> Option<u64> {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process_id()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix(" kB")?.parse().ok()
    }

    /// The time of processors that the server's process has used so far. `None` where Linux's /proc
    /// is not there.
    pub fn processor_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process_id()?)).ok()?;
        // After the name, which may contain anything, user time is field 12 and system time the next
        // (proc(5)), in hundredths of a second on every Linux.
        let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
        let mut ticks = || fields.next()?.parse::<u64>().ok();
        Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
    }

    fn process_id(&self) -> Option<u32> {
        match &self.process {
            Process::App(app) => app.process_id(),
            Process::Peer(process) => process.id(),
        }
    }

    /// Has the server get a signature, as for another customer a moment ago: its connection to Zuora
    /// is open then. Node.js closes one that has idled for four seconds, this project's server after
    /// a minute and a half.
    ///
    /// # Errors
    /// When it gets none.
    pub async fn warm_up(&self) -> Result {
        if self.kind != Kind::Ours {
            let url = format!("http://{}/signature", self.addr);
            reqwest::Client::new().post(url).send().await?.error_for_status()?;
        }
        Ok(())
    }
}

async fn peer(command: Command) -> Result<(SocketAddr, Process)> {
    let listening = |line: &str| line.strip_prefix("listening ")?.parse().ok();
    let (process, addr, _) = launch(command, listening).await?;
    Ok((addr, Process::Peer(process)))
}
