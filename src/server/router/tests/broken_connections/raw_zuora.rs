//! A Zuora of raw sockets, whose connections end as a test wants them to.

use crate::server::router::tests::support::listen;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::sleep,
};

const GRANTED: &str = r#"{"access_token":"t","token_type":"bearer","expires_in":3600}"#;
pub const SIGNED: &str = r#"{"success":true,"signature":"c2lnbg==","token":"tok3n"}"#;

pub fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

pub fn whole(body: &str) -> Vec<u8> {
    ok(&format!("content-length: {}\r\n", body.len()), body.as_bytes())
}

/// What is done with a call for a signature.
#[derive(Clone)]
pub enum Act {
    /// The connection breaks (RST) after these bytes.
    Reset(Vec<u8>),
    /// These bytes, and then the end of the connection.
    Send(Vec<u8>),
    /// These bytes, and then nothing.
    Stall(Vec<u8>),
    /// These bytes, those of the body one by one, and nothing for so long after each.
    Drip(Vec<u8>, Duration),
}

/// A Zuora that does `acts` with one call for a signature after the other, and the last with all
/// that follow. Returns its base URL and the count of those calls.
pub async fn raw_zuora(acts: Vec<Act>) -> (String, Arc<AtomicUsize>) {
    let (listener, base_url) = listen().await;
    let calls = Arc::<AtomicUsize>::default();
    let count = calls.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, acts.clone(), count.clone()));
        }
    });
    (base_url, calls)
}

async fn answer(mut stream: TcpStream, acts: Vec<Act>, count: Arc<AtomicUsize>) {
    let mut request = String::new();
    // Both requests of the server end with a body whose last byte is known.
    let is_whole = |request: &str| request.contains("client_credentials") || request.ends_with('}');
    while !is_whole(&request) {
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(length) => request.push_str(&String::from_utf8_lossy(&buffer[..length])),
        }
    }
    if request.starts_with("POST /oauth/token") {
        let granted = ok(
            &format!("content-length: {}\r\nconnection: close\r\n", GRANTED.len()),
            GRANTED.as_bytes(),
        );
        let _ = stream.write_all(&granted).await;
        return;
    }
    let number = count.fetch_add(1, Ordering::Relaxed);
    match acts[number.min(acts.len() - 1)].clone() {
        Act::Reset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // The bytes arrive before the reset, which would discard them.
            sleep(Duration::from_millis(50)).await;
            let _ = stream.set_zero_linger();
        }
        Act::Send(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Act::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the other end gives up.
            let _ = stream.read(&mut [0]).await;
        }
        Act::Drip(bytes, pause) => {
            let head = bytes.windows(4).position(|end| end == b"\r\n\r\n").expect("headers") + 4;
            let _ = stream.write_all(&bytes[..head]).await;
            for byte in &bytes[head..] {
                if stream.write_all(&[*byte]).await.is_err() {
                    return;
                }
                sleep(pause).await;
            }
        }
    }
}
