//! The account of the visitor who makes a request. The log has the reason of each refusal.

use crate::{
    server::{
        account_resolver::{AccountResolver, NoAccount},
        log::{RateLimited, beginning},
        session::Session,
    },
    zuora::AccountKey,
};
use axum::http::HeaderMap;

/// The account that this visitor may sign for.
///
/// # Errors
/// When there is none, or nobody knows.
pub async fn resolve(
    customers: &dyn AccountResolver,
    session: &Session,
    headers: &HeaderMap,
) -> Result<AccountKey, NoAccount> {
    customers.account_key(session, headers).await.inspect_err(log)
}

/// Writes the reason into the log. Visitors cause these lines, so a burst of visits must not fill
/// it.
fn log(no_account: &NoAccount) {
    static REFUSED: RateLimited = RateLimited::new();
    static WITHOUT_ACCOUNT: RateLimited = RateLimited::new();
    static UNKNOWN: RateLimited = RateLimited::new();
    match no_account {
        // Every visitor begins like this.
        NoAccount::SignedOut => tracing::debug!("nobody is signed in"),
        NoAccount::NoneYet => {
            if let Some(suppressed) = WITHOUT_ACCOUNT.next() {
                tracing::info!(suppressed, "a customer has no account in Zuora yet");
            }
        }
        NoAccount::Refused(reason) => {
            if let Some(suppressed) = REFUSED.next() {
                let reason = beginning(reason);
                tracing::info!(suppressed, reason, "a session of the shop's was refused");
            }
        }
        NoAccount::Unknown(reason) => {
            if let Some(suppressed) = UNKNOWN.next() {
                let reason = beginning(reason);
                tracing::warn!(suppressed, reason, "the shop's login does not answer");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io,
        sync::{Arc, Mutex},
    };
    use tracing::Level;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("the only writer").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_log_has_the_reason_of_each_refusal() {
        for (no_account, line) in [
            (NoAccount::SignedOut, ["DEBUG", "nobody is signed in", ""]),
            (NoAccount::NoneYet, ["INFO", "a customer has no account in Zuora yet", ""]),
            (
                NoAccount::refused("it has expired"),
                ["INFO", "a session of the shop's was refused", "reason=\"it has expired\""],
            ),
            (
                NoAccount::unknown("it answered 500"),
                ["WARN", "the shop's login does not answer", "reason=\"it answered 500\""],
            ),
        ] {
            let lines = Log::default();
            let writer = lines.clone();
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(Level::DEBUG)
                .with_ansi(false)
                .with_writer(move || writer.clone())
                .finish();
            tracing::subscriber::with_default(subscriber, || log(&no_account));
            let log = String::from_utf8(lines.0.lock().expect("written").clone()).expect("text");
            assert!(line.iter().all(|part| log.contains(part)), "{log}");
        }
    }
}
