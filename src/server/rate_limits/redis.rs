//! Rate limits in Redis, or Valkey: one script, which Redis runs as one step, for each check.
//!
//! A script may only use keys of one slot of a cluster, so all keys of a kind of request have one
//! hash tag: `rate-limit:{signatures}:…`. A cluster spreads the kinds, and one server bears thousands
//! of times what a shop's customers do. The alternative, a round trip for each key, would also count
//! a key after the limit before it was used up.
//!
//! The rest of a key is a hash that only this shop's servers can make: the store learns no address,
//! session or account. When `SESSION_KEY` changes, so do the hashes, and the counts begin anew.

use crate::server::{
    keyed_hash::KeyedHash,
    rate_limits::{scope::Scope, store::Order},
    settings::Budget,
};
use redis::{
    Client, RedisError, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use std::{fmt, time::Duration};
use tokio::time::timeout;

/// The time limit for one check: a store that is slower is not worth the customer's waiting.
const CHECK_TIMEOUT: Duration = Duration::from_millis(200);
/// The time limit for a new connection, TLS included. No request waits for it longer than for a
/// check.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// Half a hash of SHA-256: no two keys have the same.
const HASH_BYTES: usize = 16;

const SCRIPT: &str = include_str!("redis/check.lua");

/// A Redis, and the connection to it, which comes back by itself.
pub struct Redis {
    connection: ConnectionManager,
    script: Script,
    hashes: KeyedHash,
    check_timeout: Duration,
}

/// Why the store has not answered.
#[derive(Debug)]
pub enum RedisFailure {
    TooSlow(Duration),
    Failed(RedisError),
}

impl fmt::Display for RedisFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooSlow(limit) => write!(f, "no answer within {} ms", limit.as_millis()),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl Redis {
    /// The Redis at an address that the settings have checked. It is connected to with the first
    /// check.
    ///
    /// # Errors
    /// When the address is wrong.
    pub fn new(address: &str, hashes: KeyedHash) -> Result<Self, RedisError> {
        Self::with(address, hashes, SCRIPT, CHECK_TIMEOUT)
    }

    fn with(
        address: &str,
        hashes: KeyedHash,
        script: &str,
        check_timeout: Duration,
    ) -> Result<Self, RedisError> {
        // Fails when there is one already, which is as good.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            .set_response_timeout(Some(check_timeout))
            // The next check tries again.
            .set_number_of_retries(0);
        Ok(Self {
            connection: ConnectionManager::new_lazy_with_config(Client::open(address)?, config)?,
            script: Script::new(script),
            hashes,
            check_timeout,
        })
    }

    /// Counts one request, as [`Limits::check`](super::store::Limits::check) does, or returns how
    /// long it has to wait.
    ///
    /// # Errors
    /// When there is no answer in time. The request may be counted then.
    pub async fn check(
        &self,
        kind: &str,
        per_session: Budget,
        order: Order,
        keys: &[(Scope, String)],
    ) -> Result<Result<(), Duration>, RedisFailure> {
        let mut call = self.script.prepare_invoke();
        call.arg(match order {
            Order::Listed => "listed",
            Order::KnownFirst => "known-first",
        });
        for (scope, key) in keys {
            let limit = per_session.times(scope.factor());
            call.key(self.key(kind, scope.name(), key)).arg(interval(limit)).arg(limit.count);
        }
        let mut connection = self.connection.clone();
        let wait: u64 = timeout(self.check_timeout, call.invoke_async(&mut connection))
            .await
            .map_err(|_| RedisFailure::TooSlow(self.check_timeout))?
            .map_err(RedisFailure::Failed)?;
        Ok(if wait == 0 { Ok(()) } else { Err(Duration::from_micros(wait)) })
    }

    /// Whether a check would be answered: everything that one needs is tried.
    ///
    /// # Errors
    /// When there is no answer in time.
    pub async fn probe(&self) -> Result<(), RedisFailure> {
        let plenty = Budget { count: 1_000_000, per: Duration::from_secs(1) };
        let key = [(Scope::Session, String::new())];
        self.check("probe", plenty, Order::Listed, &key).await.map(|_| ())
    }

    /// A client that waits as long as a slow machine may take, for tests of what is decided.
    #[cfg(test)]
    #[cfg(unix)]
    pub fn patient(server: &redis_server::RedisServer, hashes: KeyedHash) -> Self {
        const PATIENCE: Duration = Duration::from_secs(20);
        Self::with(&server.address(), hashes, SCRIPT, PATIENCE).expect("a client")
    }

    fn key(&self, kind: &str, scope: &str, key: &str) -> String {
        let hash = self.hashes.hash(&format!("{kind} {scope} {key}"), HASH_BYTES);
        format!("rate-limit:{{{kind}}}:{hash}")
    }
}

/// The microseconds after which a limit allows one more. Rounded up, so that it never allows more
/// than it says.
fn interval(limit: Budget) -> u64 {
    let micros = limit.per.as_micros().div_ceil(u128::from(limit.count.max(1)));
    u64::try_from(micros).unwrap_or(u64::MAX).max(1)
}

#[cfg(test)]
#[cfg(unix)]
#[path = "../../../end2end/src/redis_server.rs"]
pub mod redis_server;
#[cfg(test)]
#[cfg(unix)]
mod tests;
