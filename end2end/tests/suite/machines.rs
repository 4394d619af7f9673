//! The server among other machines: balancers that keep connections, supervisors that end processes, readers of its log that have gone or do not read.

use end2end::{Result, executable, site_root};
use serde_json::Value;
use std::{
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Nothing here takes as long on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process whose standard output is read only as far as a test asks; ends when dropped.
struct Process {
    child: Child,
    output: Option<BufReader<ChildStdout>>,
    addr: String,
    admin: String,
}

impl Process {
    /// Starts the site and reads its log until it listens.
    fn start(settings: &[(&str, &str)]) -> Result<Self> {
        let mut command = command(&[])?;
        command.env("LEPTOS_SITE_ADDR", "127.0.0.1:0").env("LEPTOS_SITE_ROOT", site_root()?);
        command
            .env("SANDBOX_ADDR", "127.0.0.1:0")
            .env("ADMIN_ADDR", "127.0.0.1:0")
            .env("LOG_FORMAT", "json");
        let mut child = command
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut output = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        loop {
            let mut line = String::new();
            if output.read_line(&mut line)? == 0 {
                return Err(format!("it ended: {:?}", child.wait()?).into());
            }
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if event["message"] == "listening" {
                let field = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
                return Ok(Self {
                    addr: field("address"),
                    admin: field("admin").trim_start_matches("http://").to_owned(),
                    child,
                    output: Some(output),
                });
            }
        }
    }

    fn terminate(&self) -> Result {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        sent.success().then_some(()).ok_or_else(|| "no signal was sent".into())
    }

    /// What it writes until it ends, and how it ends.
    fn end(mut self) -> Result<(String, ExitStatus)> {
        let mut rest = String::new();
        if let Some(mut output) = self.output.take() {
            output.read_to_string(&mut rest)?;
        }
        Ok((rest, ended(&mut self.child)?))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(executable()?);
    command.env_clear().current_dir(env::temp_dir()).args(arguments).stdin(Stdio::null());
    Ok(command)
}

/// Waits for a process to end.
fn ended(child: &mut Child) -> Result<ExitStatus> {
    let given_up = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if Instant::now() > given_up {
            return Err("it does not end".into());
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn connect(addr: &str) -> Result<TcpStream> {
    let stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// The answer to a request on a connection of its own.
fn ask(addr: &str, request: &str) -> Result<String> {
    let mut stream = connect(addr)?;
    stream
        .write_all(format!("{request}Host: localhost\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn is_alive(addr: &str) -> Result {
    let answer = ask(addr, "GET /healthz HTTP/1.1\r\n")?;
    answer.starts_with("HTTP/1.1 200").then_some(()).ok_or_else(|| answer.into())
}

/// The answer's head on a connection that is kept; its body is one that a test knows the end of.
fn ask_again(stream: &mut TcpStream) -> Result<String> {
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut answer = String::new();
    while !answer.ends_with("{\"status\":\"alive\"}") {
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Err(format!("the connection is closed after {answer:?}").into());
        }
        answer.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    Ok(answer)
}

#[cfg(unix)]
#[test]
fn a_signal_at_the_moment_of_listening_ends_the_server_in_its_own_way() {
    for _ in 0..5 {
        let process = Process::start(&[]).expect("it starts");
        process.terminate().expect("a signal");
        let (log, status) = process.end().expect("it ends");
        assert_eq!(status.code(), Some(0), "{log}");
        assert!(log.lines().last().is_some_and(|line| line.contains("\"stopped\"")), "{log}");
    }
}

/// A command that prints something, to whoever does not wait for it.
#[test]
fn nothing_panics_when_nobody_reads_what_is_printed() {
    let root = site_root().expect("a built site").display().to_string();
    for (arguments, settings, code) in [
        (&["manifest"][..], &[("LEPTOS_SITE_ROOT", root.as_str())][..], 0),
        (&["--help"], &[], 0),
        (&["--version"], &[], 0),
        (&["--check"], &[("LEPTOS_SITE_ROOT", root.as_str())], 0),
        (&["--check"], &[("LOG_FORMAT", "xml")], 78),
        (&["manifest"], &[("LEPTOS_SITE_ROOT", "/nonexistent")], 1),
    ] {
        let mut command = command(arguments).expect("something is built");
        command.envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        // Whatever it prints, nobody reads it.
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(
            ended(&mut child).expect("it ends").code(),
            Some(code),
            "{arguments:?} {settings:?}"
        );
    }
}

#[test]
fn a_sandbox_serves_on_when_nobody_reads_what_it_prints() {
    // An address that no other test listens on, so that none takes the port meanwhile.
    let own = if cfg!(target_os = "linux") { "127.7.7.7:0" } else { "127.0.0.1:0" };
    let free = std::net::TcpListener::bind(own).expect("a free port");
    let addr = free.local_addr().expect("an address").to_string();
    drop(free);
    let mut command = command(&["sandbox", "--addr", &addr]).expect("something is built");
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let given_up = Instant::now() + PATIENCE;
    let answer = loop {
        match ask(&addr, "GET /sandbox/journal HTTP/1.1\r\n") {
            Ok(answer) => break answer,
            Err(error) => assert!(Instant::now() < given_up, "{error}"),
        }
        thread::sleep(Duration::from_millis(50));
    };
    let _ = child.kill();
    let _ = child.wait();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_server_serves_on_when_the_reader_of_its_log_has_gone() {
    let mut process = Process::start(&[("RUST_LOG", "trace")]).expect("it starts");
    drop(process.output.take());
    for _ in 0..50 {
        let refused = ask(&process.addr, "GET /api/nothing HTTP/1.1\r\n").expect("an answer");
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
    }
    is_alive(&process.addr).expect("it serves on");
}

/// As long as a path may be.
fn long_path() -> String {
    vec!["x".repeat(250); 8].join("/")
}

/// A full pipe never takes another line; whoever asks for a page does not wait for that.
#[test]
fn t22_a_log_that_nobody_reads_does_not_stop_the_server() {
    let process = Process::start(&[("RUST_LOG", "trace")]).expect("it starts");
    let path = long_path();
    for _ in 0..300 {
        let refused =
            ask(&process.addr, &format!("GET /api/{path} HTTP/1.1\r\n")).expect("an answer");
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
    }
    is_alive(&process.addr).expect("it serves on");
    let metrics = ask(&process.admin, "GET /metrics HTTP/1.1\r\n").expect("metrics");
    assert!(metrics.contains("api_requests_rejected_total{kind=\"not_found\"} 300"), "{metrics}");
}

#[test]
fn t22_refusals_are_logged_in_short() {
    let process = Process::start(&[]).expect("it starts");
    let path = long_path();
    for _ in 0..500 {
        ask(&process.addr, &format!("GET /api/{path} HTTP/1.1\r\n")).expect("an answer");
    }
    process.terminate().expect("a signal");
    let (log, _) = process.end().expect("it ends");
    let refusals: Vec<_> =
        log.lines().filter(|line| line.contains("refused at the door")).collect();
    assert!(!refusals.is_empty() && refusals.len() < 500, "{}", refusals.len());
    assert!(refusals.iter().all(|line| line.len() < 700), "{refusals:?}");
}

#[test]
fn t18_an_untrusted_proxy_is_warned_of_once() {
    let warnings = |settings: &[(&str, &str)], header: &str| {
        let process = Process::start(settings).expect("it starts");
        for _ in 0..3 {
            ask(&process.addr, &format!("GET / HTTP/1.1\r\n{header}: 198.51.100.1\r\n"))
                .expect("an answer");
        }
        process.terminate().expect("a signal");
        let (log, _) = process.end().expect("it ends");
        log.matches("TRUSTED_PROXIES").count()
    };
    assert_eq!(warnings(&[], "X-Forwarded-For"), 1);
    assert_eq!(warnings(&[("TRUSTED_PROXIES", "10.0.0.0/8")], "Forwarded"), 1);
    // The twins.
    assert_eq!(warnings(&[("TRUSTED_PROXIES", "127.0.0.0/8")], "X-Forwarded-For"), 0);
    assert_eq!(warnings(&[], "X-Other"), 0);
}

/// Longer than the five seconds that headers may take, which was once the time for both.
#[test]
fn a_kept_connection_that_has_idled_for_seven_seconds_is_still_answered() {
    let process = Process::start(&[]).expect("it starts");
    let mut streams: Vec<_> =
        (0..60).map(|_| connect(&process.addr).expect("a connection")).collect();
    for stream in &mut streams {
        ask_again(stream).expect("an answer");
    }
    thread::sleep(Duration::from_secs(7));
    for stream in &mut streams {
        ask_again(stream).expect("an answer to the second request");
    }
}

#[test]
fn t22_the_time_that_a_connection_may_idle_is_a_setting() {
    let process = Process::start(&[("IDLE_TIMEOUT", "1s")]).expect("it starts");
    let mut stream = connect(&process.addr).expect("a connection");
    ask_again(&mut stream).expect("an answer");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("it is closed, and not broken");
    assert!(rest.is_empty());
}

/// What a process says that does not start.
fn refusal(arguments: &[&str], settings: &[(&str, &str)]) -> Result<(Option<i32>, String)> {
    let output = command(arguments)?.envs(settings.iter().copied()).output()?;
    Ok((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[test]
fn settings_that_cannot_work_are_refused_by_name_with_what_would() {
    for (settings, name, instead) in [
        (&[("SANDBOX_ADDR", "[::1]:0")][..], "SANDBOX_ADDR:", "127.0.0.1:0"),
        (&[("PUBLIC_ORIGIN", "http://0.0.0.0:3000")], "PUBLIC_ORIGIN:", "http://localhost:3000"),
        (&[("ZUORA_CLIENT_SECRET", "hush")], "ZUORA_BASE_URL:", "https://rest.test.zuora.com"),
        (&[("ZUORA_CLIENT_SECERT", "hush")], "ZUORA_CLIENT_SECERT:", "ZUORA_CLIENT_SECRET"),
        (&[("PUBLIC_ORIGIN", "https://shop.example")], "TRUSTED_PROXIES:", "none"),
        (&[("TRUSTED_PROXIES", "0.0.0.0/0")], "TRUSTED_PROXIES:", "10.0.0.0/8"),
        (&[("SESSION_KEY_FILE", "/nonexistent")], "SESSION_KEY_FILE:", "cannot be read"),
    ] {
        for arguments in [&["--check"][..], &[]] {
            let (code, told) = refusal(arguments, settings).expect("it ends");
            assert_eq!(code, Some(78), "{settings:?}: {told}");
            assert!(
                told.contains(name) && told.contains(instead) && !told.contains("hush"),
                "{settings:?}: {told}"
            );
        }
    }
}

#[test]
fn a_line_of_the_env_file_that_cannot_be_read_is_named_by_its_number() {
    let folder = env::temp_dir().join(format!("zuora-cors-sample-dotenv-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    // As `openssl rand -base64 64` prints a key, which is pasted as it is.
    std::fs::write(
        folder.join(".env"),
        "# mine\nRUST_LOG=info\nSESSION_KEY=QUJD\nsecret+part/==\n",
    )
    .expect("a file");
    let output = command(&["--check"])
        .expect("something is built")
        .current_dir(&folder)
        .output()
        .expect("it ends");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(78), "{told}");
    assert!(told.contains(".env: line 4 cannot be read") && !told.contains("secret"), "{told}");
}
