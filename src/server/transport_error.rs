//! Why an HTTP call failed, for the log: a word or two, and then the libraries' own messages down to
//! the first cause.

use std::{
    error::Error,
    io::{self, ErrorKind},
};

/// The text, without any URL.
pub fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let chain = chain(&error);
    let mut words: Vec<String> = Vec::new();
    for error in &chain {
        // Many errors repeat the message of their cause.
        let word = error.to_string();
        if words.last().is_none_or(|last| !last.ends_with(&word)) {
            words.push(word);
        }
    }
    format!("{}: {}", class(&error, &chain), words.join(": "))
}

/// Whether the body of a response was not read to its end. reqwest calls that a fault of decoding,
/// like one of the body itself.
pub fn is_of_connection(error: &reqwest::Error) -> bool {
    chain(error).iter().any(|error| error.is::<hyper::Error>())
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    fn next<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
        // The inner error of an I/O error is not its source.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inner.map_or_else(|| error.source(), |inner| Some(inner))
    }
    std::iter::successors(Some(error), |error| next(*error)).collect()
}

fn class(error: &reqwest::Error, chain: &[&(dyn Error + 'static)]) -> &'static str {
    let is_io = |kind: ErrorKind| {
        let mut kinds = chain.iter().filter_map(|error| error.downcast_ref::<io::Error>());
        kinds.any(|error| error.kind() == kind)
    };
    let says = |words: &str| chain.iter().any(|error| error.to_string().contains(words));
    if chain.iter().any(|error| error.is::<rustls::Error>()) {
        "TLS failed"
    } else if says("dns error") {
        "the name was not found"
    } else if is_io(ErrorKind::ConnectionRefused) {
        "the connection was refused"
    } else if is_io(ErrorKind::TimedOut) {
        "no connection in time"
    } else if is_io(ErrorKind::HostUnreachable) || is_io(ErrorKind::NetworkUnreachable) {
        "there is no way to it"
    } else if error.is_timeout() {
        "no answer in time"
    } else {
        "the connection broke"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::zuora_client::http::{ZuoraError, client};
    use reqwest::dns::{Addrs, Name, Resolve, Resolving};
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    async fn logged(client: &reqwest::Client, url: &str) -> String {
        let error = client.get(url).send().await.expect_err("it cannot be reached");
        ZuoraError::from(error).to_string()
    }

    /// Knows no name, as a resolver without a network.
    struct NoNames;

    impl Resolve for NoNames {
        fn resolve(&self, _: Name) -> Resolving {
            let error =
                io::Error::other("failed to lookup address information: Name or service not known");
            Box::pin(async { Err::<Addrs, _>(error.into()) })
        }
    }

    #[tokio::test]
    async fn t11_the_log_has_the_cause_of_an_unreachable_zuora_with_its_chain_and_no_url() {
        let client = client().expect("a client");
        let refused = logged(&client, "http://127.0.0.1:9/secret-path").await;
        assert!(refused.contains("the connection was refused"), "{refused}");
        assert!(refused.contains("os error"), "down to the first cause: {refused}");

        let unnamed =
            reqwest::Client::builder().no_proxy().dns_resolver(NoNames).build().expect("a client");
        let unnamed = logged(&unnamed, "https://rest.zuora.example/secret-path").await;
        assert!(unnamed.contains("the name was not found"), "{unnamed}");
        assert!(unnamed.contains("Name or service not known"), "{unnamed}");

        // One that answers, and not by TLS.
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 1024]).await;
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            }
        });
        let untrusted = logged(&client, &format!("https://{addr}/secret-path")).await;
        assert!(untrusted.contains("TLS failed"), "{untrusted}");

        // One that takes the connection and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = silent.local_addr().expect("an address");
        let late = logged(&client, &format!("http://{addr}/secret-path")).await;
        assert!(late.contains("did not answer in time"), "{late}");
        let error = client.get(format!("http://{addr}/secret-path")).send().await;
        let late_elsewhere = describe(error.expect_err("it does not answer"));
        assert!(late_elsewhere.starts_with("no answer in time"), "{late_elsewhere}");

        // One that hangs up.
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        let broken = logged(&client, &format!("http://{addr}/secret-path")).await;
        assert!(broken.contains("the connection broke"), "{broken}");
        for logged in [refused, unnamed, untrusted, late, late_elsewhere, broken] {
            assert!(!logged.contains("secret-path") && !logged.contains("http"), "{logged}");
        }
    }
}
