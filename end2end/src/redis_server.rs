//! A `redis-server` of a test's own: on a free port, without persistence, and killed when dropped.
//!
//! It needs the standard library alone, because the server's own tests include this file too.

use std::{
    env, fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    thread,
    time::{Duration, Instant, SystemTime},
};

/// Nothing here takes as long on the slowest machine.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Below the ports that systems give to outgoing connections, so that none is taken while its
/// server is being started again.
const FIRST_PORT: u16 = 20_000;
const PORTS: u16 = 10_000;

/// A running Redis.
#[derive(Debug)]
pub struct RedisServer {
    port: u16,
    folder: PathBuf,
    arguments: Vec<String>,
    process: Child,
}

impl RedisServer {
    /// Starts one.
    ///
    /// # Panics
    /// When there is no `redis-server`.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same, with further arguments. The port for plain connections is not one of them.
    ///
    /// # Panics
    /// When there is no `redis-server`.
    pub fn start_with(arguments: &[&str]) -> Self {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        for _ in 0..20 {
            let port = free_port();
            let folder = env::temp_dir().join(format!("redis-{}-{port}", std::process::id()));
            if let Some(process) = run(port, &folder, &arguments) {
                return Self { port, folder, arguments, process };
            }
        }
        panic!("redis-server finds no free port")
    }

    /// The address for plain connections, as the setting takes it.
    pub fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it as a crash would: nothing that it held comes back.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again, on the same port and empty.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&mut self) {
        self.kill();
        match run(self.port, &self.folder, &self.arguments) {
            Some(process) => self.process = process,
            None => panic!("redis-server does not start again on port {}", self.port),
        }
    }

    /// Suspends it (SIGSTOP): its connections stay open, and nothing is answered.
    pub fn suspend(&self) {
        self.signal("-STOP");
    }

    /// Lets it run on.
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.process.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "no signal was sent");
    }

    /// Runs a command, as `redis-cli` takes it, and returns what it prints.
    ///
    /// # Panics
    /// When there is no `redis-cli`.
    pub fn run(&self, arguments: &[&str]) -> String {
        let port = self.port.to_string();
        let output = Command::new("redis-cli").args(["-p", &port]).args(arguments).output();
        match output {
            Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
            Err(error) => panic!("redis-cli: {error}"),
        }
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A free port, another one each time.
pub fn free_port() -> u16 {
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    std::iter::repeat_with(unlikely_port).find(is_free).unwrap_or_default()
}

/// A port that is probably free, another one each time.
fn unlikely_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let nanos = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.subsec_nanos());
    // Two processes that run at once begin apart.
    let start = (u64::from(std::process::id()) * 7919 + u64::from(nanos / 1000)) % u64::from(PORTS);
    let number = NEXT.fetch_add(1, Ordering::Relaxed).wrapping_mul(37);
    FIRST_PORT + (u16::try_from(start).unwrap_or(0) + number % PORTS) % PORTS
}

/// Starts it and waits until it answers; `None` when it ends, as it does when the port is taken.
fn run(port: u16, folder: &PathBuf, arguments: &[String]) -> Option<Child> {
    let _ = fs::create_dir_all(folder);
    let mut command = Command::new("redis-server");
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--appendonly", "no"]);
    command.arg("--dir").arg(folder).args(["--save", ""]).args(arguments);
    let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut process = match started {
        Ok(process) => process,
        Err(error) => panic!(
            "redis-server cannot be run ({error}): `cargo xtask test` installs it, or install the package `redis-server` yourself"
        ),
    };
    let deadline = Instant::now() + TIMEOUT;
    while Instant::now() < deadline {
        if process.try_wait().ok()?.is_some() {
            return None;
        }
        if answers(port) {
            return Some(process);
        }
        thread::sleep(Duration::from_millis(10));
    }
    let _ = process.kill();
    let _ = process.wait();
    None
}

/// Whether a Redis answers there: with what it is asked for, or that it wants a password first.
fn answers(port: u16) -> bool {
    let ping = || {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.write_all(b"PING\r\n")?;
        let mut answer = [0; 5];
        stream.read_exact(&mut answer)?;
        std::io::Result::Ok(answer)
    };
    ping().is_ok_and(|answer| matches!(&answer, b"+PONG" | b"-NOAU"))
}
