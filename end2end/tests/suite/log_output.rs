//! What the process prints: also when nobody reads it, or too much happens.

use end2end::{ServerProcess, command, request, site_root, wait_for_exit};
use std::{
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

/// Commands that print something into a pipe whose other end is closed.
#[test]
fn no_command_panics_when_its_output_is_closed() {
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
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(
            wait_for_exit(&mut child).expect("it ends").code(),
            Some(code),
            "{arguments:?} {settings:?}"
        );
    }
}

#[test]
fn the_sandbox_goes_on_when_its_output_is_closed() {
    // An address that no other test listens on, so that none takes the port in the meantime.
    let own = if cfg!(target_os = "linux") { "127.7.7.7:0" } else { "127.0.0.1:0" };
    let free = std::net::TcpListener::bind(own).expect("a free port");
    let addr = free.local_addr().expect("an address").to_string();
    drop(free);
    let mut command = command(&["sandbox", "--addr", &addr]).expect("something is built");
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let deadline = Instant::now() + Duration::from_mins(1);
    let answer = loop {
        match request(&addr, "GET /sandbox/journal HTTP/1.1\r\n") {
            Ok(answer) => break answer,
            Err(error) => assert!(Instant::now() < deadline, "{error}"),
        }
        thread::sleep(Duration::from_millis(50));
    };
    let _ = child.kill();
    let _ = child.wait();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn the_server_goes_on_when_its_output_is_closed() {
    let mut process = ServerProcess::start(&[("RUST_LOG", "trace")]).expect("it starts");
    process.close_output();
    for _ in 0..50 {
        let refused = request(&process.addr, "GET /api/nothing HTTP/1.1\r\n").expect("an answer");
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
    }
    process.expect_alive().expect("it serves on");
}

/// The longest path that the server accepts.
fn long_path() -> String {
    vec!["x".repeat(250); 8].join("/")
}

/// A full pipe takes no further line; requests do not wait for it.
#[test]
fn t22_the_server_goes_on_when_its_log_is_not_read() {
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
fn t22_rejected_requests_are_logged_within_a_rate_and_a_length() {
    let process = ServerProcess::start(&[]).expect("it starts");
    let path = long_path();
    for _ in 0..500 {
        request(&process.addr, &format!("GET /api/{path} HTTP/1.1\r\n")).expect("an answer");
    }
    process.terminate().expect("a signal");
    let (log, _) = process.wait().expect("it ends");
    let refusals: Vec<_> =
        log.lines().filter(|line| line.contains("\"kind\":\"not_found\"")).collect();
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
