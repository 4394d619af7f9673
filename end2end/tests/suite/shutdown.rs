//! SIGTERM, as a supervisor sends it while customers are served.
#![cfg(unix)]

use end2end::{Result, ServerProcess, connect, request};
use std::{
    io::Read as _,
    io::Write as _,
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

const READY: &str = "GET /readyz HTTP/1.1\r\n";
/// Longer than a connection is accepted after the signal.
const PATIENCE: Duration = Duration::from_secs(30);

fn is_ready(addr: &str) -> Result<bool> {
    Ok(request(addr, READY)?.starts_with("HTTP/1.1 200"))
}

/// Waits until the condition holds.
fn wait_until(mut holds: impl FnMut() -> Result<bool>) -> Result {
    let begun = Instant::now();
    while !holds()? {
        if begun.elapsed() > PATIENCE {
            return Err("it never comes to that".into());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// A request whose body is not whole yet: it is in flight until [`finish`].
fn begin(addr: &str) -> Result<TcpStream> {
    let mut stream = connect(addr)?;
    let head =
        "POST /csp-report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/csp-report\r\n";
    stream.write_all(format!("{head}Content-Length: 2\r\n\r\n{{").as_bytes())?;
    Ok(stream)
}

fn finish(mut stream: TcpStream) -> Result<String> {
    stream.write_all(b"}")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn r24_sigterm_drains_and_finishes_what_is_in_flight() {
    let process = ServerProcess::start(&[]).expect("it starts");
    assert!(is_ready(&process.addr).expect("an answer"));
    assert!(is_ready(&process.admin).expect("an answer"), "also on the other listener");
    process.terminate().expect("a signal");
    // Connections are still accepted, and told where it stands.
    wait_until(|| Ok(!is_ready(&process.addr)?)).expect("it is not ready any more");
    assert!(!is_ready(&process.admin).expect("an answer"));
    let page = request(&process.addr, "GET / HTTP/1.1\r\n").expect("a page");
    assert!(page.starts_with("HTTP/1.1 200"), "{page:.40}");
    let in_flight: Vec<_> = (0..50).map(|_| begin(&process.addr).expect("a connection")).collect();
    let answers: Vec<_> =
        in_flight.into_iter().map(|stream| finish(stream).expect("an answer")).collect();
    assert!(answers.iter().all(|answer| answer.starts_with("HTTP/1.1 ")), "{answers:?}");
    let (log, status) = process.wait().expect("it ends");
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(log.lines().last().is_some_and(|line| line.contains("\"stopped\"")), "{log}");
}

/// The first one alone would wait for three seconds at least.
#[test]
fn r24_a_second_signal_ends_the_process_at_once() {
    let process = ServerProcess::start(&[]).expect("it starts");
    process.terminate().expect("a signal");
    wait_until(|| Ok(!is_ready(&process.addr)?)).expect("it has come");
    process.terminate().expect("a second signal");
    let (log, status) = process.wait().expect("it ends");
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(log.contains("a second signal"), "{log}");
}
