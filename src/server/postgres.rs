//! A PostgreSQL server for a test, with nothing in it, at a socket of its own.

#![expect(clippy::expect_used)] // only a test starts it

use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Debian puts each version's programs here, and not where programs are looked for.
const DEBIAN: &str = "/usr/lib/postgresql";
/// `nobody`: PostgreSQL refuses to run as root.
const NOBODY: u32 = 65534;
const PATIENCE: Duration = Duration::from_mins(1);

/// The server. It ends, and everything of it is removed, when this is dropped.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
}

impl Postgres {
    /// Starts a server.
    pub fn start() -> Self {
        // The path of a socket has a hundred characters at most.
        let name = Uuid::new_v4().simple().to_string();
        let folder = env::temp_dir().join(format!("pg-{}", &name[..12]));
        fs::create_dir(&folder).expect("a folder");
        if is_roots(&folder) {
            chown(&folder, Some(NOBODY), Some(NOBODY)).expect("its owner");
        }
        let server = Self { programs: programs(), folder };
        let encoding = ["--encoding=UTF8", "--locale=C", "--username=postgres", "--auth=trust"];
        server.run("initdb", &[&["--no-sync", "-D", "data"], &encoding[..]].concat());
        let socket = format!("-k {} -c listen_addresses= -c fsync=off", server.folder.display());
        server.run("pg_ctl", &["start", "-D", "data", "-l", "log", "-o", &socket]);
        let began = Instant::now();
        while !server.try_run("pg_isready", &["-q", "-h", &server.folder.to_string_lossy()]) {
            assert!(began.elapsed() < PATIENCE, "PostgreSQL does not start: {}", server.log());
            sleep(Duration::from_millis(50));
        }
        server
    }

    /// The address of its one database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        assert!(self.try_run(program, arguments), "{program} failed: {}", self.log());
    }

    fn try_run(&self, program: &str, arguments: &[&str]) -> bool {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir(&self.folder).stdout(Stdio::null());
        if is_roots(Path::new("/proc/self")) {
            command.uid(NOBODY).gid(NOBODY);
        }
        let status = command.status();
        status
            .unwrap_or_else(|error| panic!("{program} (cargo xtask test installs it): {error}"))
            .success()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.try_run("pg_ctl", &["stop", "-D", "data", "-m", "immediate"]);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn is_roots(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.uid() == 0)
}

/// The folder of its programs: the newest version of Debian's, or none where they are found by name.
fn programs() -> PathBuf {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path()).max();
    newest.map(|version| version.join("bin")).unwrap_or_default()
}
