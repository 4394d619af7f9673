//! Starts the sandbox, alone or as a child process of the site's server.

use crate::sandbox::{
    preflight_max_age::DEFAULT_PREFLIGHT_MAX_AGE,
    router::router_with,
    tenant::{CLIENT_ID, CLIENT_SECRET},
};
use std::{
    io::{self, Write as _},
    net::SocketAddr,
    time::Duration,
};
use tokio::{io::AsyncReadExt as _, net::TcpListener, time::sleep};

/// The command line of the sandbox.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Where it listens; loopback only, port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:3100", value_parser = parse_loopback)]
    addr: SocketAddr,
    /// The one origin whose pages may call it across origins
    #[arg(long, default_value = "http://localhost:3000", value_parser = parse_origin)]
    site_origin: String,
    /// How long browsers may cache the answer to a preflight. What Zuora sends is not published; of
    /// more than 7200, Chromium takes 7200. `POST /sandbox/preflight` changes it
    #[arg(long, value_name = "SECONDS", default_value_t = DEFAULT_PREFLIGHT_MAX_AGE.as_secs())]
    preflight_max_age: u64,
    /// Print the base URL alone, and end when standard input ends
    #[arg(long, hide = true)]
    embedded: bool,
}

/// A process that is ending may hold the port for a moment, so that binding is retried.
const MAX_BIND_ATTEMPTS: u32 = 20;
const BIND_RETRY_DELAY: Duration = Duration::from_millis(100);

fn parse_loopback(text: &str) -> Result<SocketAddr, String> {
    let addr: SocketAddr = text.parse().map_err(|_| "not an address and port")?;
    if addr.ip().is_loopback() {
        Ok(addr)
    } else {
        Err("not a loopback address; the sandbox is for this machine alone".into())
    }
}

/// The origin as browsers send it. With a trailing slash or a capital letter it would never match.
fn parse_origin(text: &str) -> Result<String, String> {
    let url = url::Url::parse(text).map_err(|_| "not an origin, such as http://localhost:3000")?;
    match url.origin() {
        url::Origin::Tuple(..) if matches!(url.scheme(), "http" | "https") && url.path() == "/" => {
            Ok(url.origin().ascii_serialization())
        }
        _ => Err("not an origin, such as http://localhost:3000".into()),
    }
}

/// Serves until the process ends. As a child process it serves until its parent ends.
///
/// # Errors
/// When it cannot listen on the address.
pub async fn serve(options: Options) -> io::Result<()> {
    let listener = listen(options.addr).await?;
    let addr = listener.local_addr()?;
    let max_age = Duration::from_secs(options.preflight_max_age);
    let service = router_with(&options.site_origin, max_age)
        .into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service);
    if !options.embedded {
        // A closed standard output is no reason to end.
        let _ = writeln!(io::stdout(), "{}", greeting(addr, &options.site_origin));
        return server.await;
    }
    let mut stdout = io::stdout();
    writeln!(stdout, "http://{addr}")?;
    stdout.flush()?;
    let mut stdin = tokio::io::stdin();
    tokio::select! {
        ended = server.into_future() => ended,
        _ = stdin.read_u8() => Ok(()),
    }
}

async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    let mut attempt = 1;
    loop {
        match TcpListener::bind(addr).await {
            Err(error)
                if error.kind() == io::ErrorKind::AddrInUse && attempt < MAX_BIND_ATTEMPTS =>
            {
                attempt += 1;
                sleep(BIND_RETRY_DELAY).await;
            }
            Err(error) => {
                return Err(io::Error::new(
                    error.kind(),
                    format!("cannot listen on {addr}: {error}"),
                ));
            }
            Ok(listener) => return Ok(listener),
        }
    }
}

fn greeting(addr: SocketAddr, site_origin: &str) -> String {
    format!(
        "\
The stand-in Zuora listens on http://{addr}
  pages of {site_origin} may call it across origins
  client id      {CLIENT_ID}
  client secret  {CLIENT_SECRET}

Try it:
  TOKEN=$(curl -s http://{addr}/oauth/token -d client_id={CLIENT_ID} \\
    -d client_secret={CLIENT_SECRET} -d grant_type=client_credentials | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')
  curl -s http://{addr}/v1/accounts/A00000001/payment-methods -H \"Authorization: Bearer $TOKEN\"
  curl -s http://{addr}/sandbox/journal"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_that_becomes_free_is_taken_and_one_that_does_not_is_given_up() {
        // No other test listens on this address, so none takes the port meanwhile.
        let own = if cfg!(target_os = "linux") { "127.7.7.8:0" } else { "127.0.0.1:0" };
        let held = std::net::TcpListener::bind(own).expect("a free port");
        let addr = held.local_addr().expect("an address");
        let begun = std::time::Instant::now();
        let error = listen(addr).await.expect_err("it is in use");
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert!(error.to_string().contains(&addr.to_string()), "{error}");
        assert!(
            begun.elapsed() >= BIND_RETRY_DELAY * (MAX_BIND_ATTEMPTS - 1),
            "it was tried again"
        );

        let waiting = tokio::spawn(listen(addr));
        sleep(BIND_RETRY_DELAY).await;
        drop(held);
        let listener = waiting.await.expect("no panic").expect("it became free");
        assert_eq!(listener.local_addr().expect("an address"), addr);
    }

    /// Other errors are not retried.
    #[tokio::test]
    async fn an_address_of_another_machine_is_given_up_with_its_name() {
        let error = listen("192.0.2.1:80".parse().expect("an address")).await;
        assert!(
            error.is_err_and(|error| error.to_string().contains("cannot listen on 192.0.2.1:80"))
        );
    }

    #[test]
    fn only_loopback_addresses_and_bare_origins_are_taken() {
        for (text, is_valid) in [
            ("127.0.0.1:0", true),
            ("[::1]:0", true),
            ("0.0.0.0:0", false),
            ("192.0.2.1:80", false),
            ("3100", false),
        ] {
            assert_eq!(parse_loopback(text).is_ok(), is_valid, "{text}");
        }
        assert_eq!(parse_origin("HTTP://LocalHost:3000/"), Ok("http://localhost:3000".into()));
        for text in ["ftp://localhost", "http://localhost/a", "localhost", "data:a"] {
            assert!(parse_origin(text).is_err(), "{text}");
        }
    }
}
