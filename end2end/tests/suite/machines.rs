//! The server among other machines: balancers that keep connections, supervisors that end processes, readers of its log that have gone or do not read.

use end2end::{
    Result, ServerProcess, command, connect, request, run_to_end, site_root, wait_for_exit,
};
use std::{
    env,
    io::{Read as _, Write as _},
    net::TcpStream,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

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
        let process = ServerProcess::start(&[]).expect("it starts");
        process.terminate().expect("a signal");
        let (log, status) = process.wait().expect("it ends");
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
            wait_for_exit(&mut child).expect("it ends").code(),
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
    let given_up = Instant::now() + Duration::from_mins(1);
    let answer = loop {
        match request(&addr, "GET /sandbox/journal HTTP/1.1\r\n") {
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
    let mut process = ServerProcess::start(&[("RUST_LOG", "trace")]).expect("it starts");
    process.close_output();
    for _ in 0..50 {
        let refused = request(&process.addr, "GET /api/nothing HTTP/1.1\r\n").expect("an answer");
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
    }
    process.expect_alive().expect("it serves on");
}

/// As long as a path may be.
fn long_path() -> String {
    vec!["x".repeat(250); 8].join("/")
}

/// A full pipe never takes another line; whoever asks for a page does not wait for that.
#[test]
fn t22_a_log_that_nobody_reads_does_not_stop_the_server() {
    let process = ServerProcess::start(&[("RUST_LOG", "trace")]).expect("it starts");
    let path = long_path();
    for _ in 0..300 {
        let refused =
            request(&process.addr, &format!("GET /api/{path} HTTP/1.1\r\n")).expect("an answer");
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
    }
    process.expect_alive().expect("it serves on");
    let metrics = request(&process.admin, "GET /metrics HTTP/1.1\r\n").expect("metrics");
    assert!(metrics.contains("api_requests_rejected_total{kind=\"not_found\"} 300"), "{metrics}");
}

#[test]
fn t22_refusals_are_logged_in_short() {
    let process = ServerProcess::start(&[]).expect("it starts");
    let path = long_path();
    for _ in 0..500 {
        request(&process.addr, &format!("GET /api/{path} HTTP/1.1\r\n")).expect("an answer");
    }
    process.terminate().expect("a signal");
    let (log, _) = process.wait().expect("it ends");
    let refusals: Vec<_> =
        log.lines().filter(|line| line.contains("refused at the door")).collect();
    assert!(!refusals.is_empty() && refusals.len() < 500, "{}", refusals.len());
    assert!(refusals.iter().all(|line| line.len() < 700), "{refusals:?}");
}

#[test]
fn t18_an_untrusted_proxy_is_warned_of_once() {
    let warnings = |settings: &[(&str, &str)], header: &str| {
        let process = ServerProcess::start(settings).expect("it starts");
        for _ in 0..3 {
            request(&process.addr, &format!("GET / HTTP/1.1\r\n{header}: 198.51.100.1\r\n"))
                .expect("an answer");
        }
        process.terminate().expect("a signal");
        let (log, _) = process.wait().expect("it ends");
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
    let process = ServerProcess::start(&[]).expect("it starts");
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
    let process = ServerProcess::start(&[("IDLE_TIMEOUT", "1s")]).expect("it starts");
    let mut stream = connect(&process.addr).expect("a connection");
    ask_again(&mut stream).expect("an answer");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("it is closed, and not broken");
    assert!(rest.is_empty());
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
            let output = run_to_end(arguments, settings).expect("it starts");
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(78), "{settings:?}: {told}");
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
