//! An nginx of a test's own, with the configuration that the repository offers for a deployment.

use crate::Result;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::{
    fs,
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Where nginx is looked for. `xtask` has the same list (`xtask/src/setup/services.rs`), in order to
/// install one only where the tests would find none.
const PROGRAMS: [&str; 3] = ["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"];
const SHIPPED: &str = include_str!("../../deploy/nginx.conf");
const START_TIMEOUT: Duration = Duration::from_secs(10);

/// A running nginx. It is killed when dropped.
#[derive(Debug)]
pub struct Nginx {
    process: Child,
    folder: TempDir,
}

impl Nginx {
    /// Starts the shipped configuration: `https://localhost:PORT` in front of these three servers,
    /// with a certificate that nobody has signed.
    pub fn start(port: u16, plain_port: u16, servers: &[String; 3]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().display().to_string();
        // The workers may run as another user.
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["localhost".to_owned()])?;
        fs::write(folder.path().join("fullchain.pem"), cert.pem())?;
        fs::write(folder.path().join("privkey.pem"), signing_key.serialize_pem())?;
        let mut shop = SHIPPED.to_owned();
        for (shipped, here) in [
            ("127.0.0.1:3001", servers[0].clone()),
            ("127.0.0.1:3002", servers[1].clone()),
            ("127.0.0.1:3003", servers[2].clone()),
            ("listen 80;", format!("listen 127.0.0.1:{plain_port};")),
            ("listen 443 ", format!("listen 127.0.0.1:{port} ")),
            ("https://shop.example", format!("https://localhost:{port}")),
            ("/etc/ssl/shop.example", path.clone()),
            ("server_name shop.example", "server_name localhost".to_owned()),
        ] {
            if !shop.contains(shipped) {
                return Err(format!("deploy/nginx.conf has no {shipped:?} any more").into());
            }
            shop = shop.replace(shipped, &here);
        }
        fs::write(folder.path().join("shop.conf"), shop)?;
        fs::write(folder.path().join("nginx.conf"), main_configuration(&path))?;
        let process = run(folder.path())?;
        let mut nginx = Self { process, folder };
        nginx.wait_until_it_listens(port)?;
        Ok(nginx)
    }

    /// What it has complained about.
    pub fn errors(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }

    fn wait_until_it_listens(&mut self, port: u16) -> Result {
        let deadline = Instant::now() + START_TIMEOUT;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if self.process.try_wait()?.is_some() || Instant::now() > deadline {
                return Err(format!("nginx did not start: {}", self.errors()).into());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // As SIGTERM, so that the workers end with it.
        let pid = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let _ = self.process.wait();
    }
}

/// What a system's own `nginx.conf` says around the shipped file, with all files in one folder.
fn main_configuration(folder: &str) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};"))
        .join(" ");
    format!(
        "daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log warn;\n\
         events {{ worker_connections 1024; }}\n\
         http {{ access_log off; {temporary} include {folder}/shop.conf; }}\n"
    )
}

fn run(folder: &Path) -> Result<Child> {
    for program in PROGRAMS {
        let mut command = Command::new(program);
        command.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf"));
        command.arg("-e").arg(folder.join("error.log"));
        let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Ok(process) = started.spawn() {
            return Ok(process);
        }
    }
    Err("nginx cannot be run: `cargo xtask test` installs it, or install the package `nginx` yourself".into())
}
