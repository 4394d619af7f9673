//! Connections that are kept open, and a signal that ends the server: what load balancers and
//! process supervisors rely on.

use end2end::{Result, ServerProcess, connect};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::Duration,
};

/// Sends a request on a connection that stays open, and reads until the end of the known body.
fn request_on(stream: &mut TcpStream) -> Result<String> {
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

/// Longer than the five seconds that headers may take: the idle timeout is another one.
#[test]
fn a_keep_alive_connection_is_still_answered_after_seven_idle_seconds() {
    let process = ServerProcess::start(&[]).expect("it starts");
    let mut streams: Vec<_> =
        (0..60).map(|_| connect(&process.addr).expect("a connection")).collect();
    for stream in &mut streams {
        request_on(stream).expect("an answer");
    }
    thread::sleep(Duration::from_secs(7));
    for stream in &mut streams {
        request_on(stream).expect("an answer to the second request");
    }
}

#[test]
fn t22_the_idle_timeout_of_a_connection_is_a_setting() {
    let process = ServerProcess::start(&[("IDLE_TIMEOUT", "1s")]).expect("it starts");
    let mut stream = connect(&process.addr).expect("a connection");
    request_on(&mut stream).expect("an answer");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("it is closed, and not broken");
    assert!(rest.is_empty());
}

#[cfg(unix)]
#[test]
fn sigterm_right_after_the_start_shuts_the_server_down_cleanly() {
    for _ in 0..5 {
        let process = ServerProcess::start(&[]).expect("it starts");
        process.terminate().expect("a signal");
        let (log, status) = process.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "{log}");
        assert!(log.lines().last().is_some_and(|line| line.contains("\"stopped\"")), "{log}");
    }
}
