//! How many signatures a session may request, and where that is counted. The other limits follow
//! from it (`src/server/rate_limits.rs`).

use crate::server::settings::{
    app_env::AppEnv,
    reader::Reader,
    secrets::Secret,
    setting::{DefaultValue, Setting},
    values::{self, Checked},
};
use redis::Client;
use secrecy::SecretString;
use std::time::Duration;
use url::Url;

const IN_DEVELOPMENT: &str = "60/10m";
const IN_PRODUCTION: &str = "5/10m";

pub const SIGNATURE_BUDGET: Setting = Setting {
    variable: "SIGNATURE_BUDGET",
    default: DefaultValue::Described("`60/10m`; `5/10m` in production"),
    meaning: "Rate limit for the signatures of one session, as `COUNT/TIME` with `s`, `m` or `h`. \
              `5/10m` is five at once, then one every two minutes. An address or account gets four \
              times as much, the whole site 200 times.",
    where_to_find: None,
    example: Some(IN_PRODUCTION),
    secret_file: None,
};

pub const RATE_LIMIT_STORE: Setting = Setting {
    variable: "RATE_LIMIT_STORE",
    default: DefaultValue::Described("in the process"),
    meaning: "Where the rate limits are counted: the address of a Redis or Valkey that all replicas \
              share, `redis://` or, with TLS, `rediss://`. Unset, each process counts for itself, and so \
              does each while the store does not answer.",
    where_to_find: None,
    example: Some("rediss://user:password@redis.internal:6379"),
    secret_file: Some("RATE_LIMIT_STORE_FILE"),
};

#[derive(Debug)]
pub struct RateLimitSettings {
    /// For the signatures of one session.
    pub signatures: Budget,
    /// The address of the store that all replicas share. It may contain a password.
    pub store: Option<SecretString>,
}

/// How often something may be done in how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub count: u32,
    pub per: Duration,
}

impl Budget {
    /// This many times as often.
    pub fn times(self, factor: u32) -> Self {
        Self { count: self.count.saturating_mul(factor), ..self }
    }
}

impl RateLimitSettings {
    pub(super) fn read(reader: &mut Reader, app_env: AppEnv) -> Option<Self> {
        let default = match app_env {
            AppEnv::Development => IN_DEVELOPMENT,
            AppEnv::Production => IN_PRODUCTION,
        };
        let store = read_store(reader);
        Some(Self { signatures: reader.parse_or(&SIGNATURE_BUDGET, default, budget)?, store })
    }
}

fn read_store(reader: &mut Reader) -> Option<SecretString> {
    let Secret::Value(address) = reader.secret(&RATE_LIMIT_STORE) else { return None };
    if is_store_address(&address) {
        return Some(address.into());
    }
    // The address is not shown: it may contain a password.
    reader.fault(
        &RATE_LIMIT_STORE,
        "must be the address of a Redis or Valkey, such as redis://127.0.0.1:6379 or, with TLS, user and password, \
         rediss://user:password@redis.internal:6379 (with % and two digits for a special character in the password)",
    );
    None
}

fn is_store_address(text: &str) -> bool {
    let url = Url::parse(text).ok();
    let is_plain = |url: &Url| {
        matches!(url.scheme(), "redis" | "rediss")
            && url.host_str().is_some_and(|host| !host.is_empty())
            // `#insecure` would accept any certificate.
            && url.fragment().is_none()
    };
    url.is_some_and(|url| is_plain(&url)) && Client::open(text).is_ok()
}

fn budget(text: &str) -> Checked<Budget> {
    let parsed = || {
        let (count, time) = text.split_once('/')?;
        let (count, per): (u32, _) = (count.parse().ok()?, values::duration(time)?);
        (count > 0 && !per.is_zero()).then_some(Budget { count, per })
    };
    parsed().ok_or_else(|| "must be COUNT/TIME, such as 5/10m".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::{Settings, Source};
    use secrecy::ExposeSecret as _;

    #[test]
    fn a_store_is_redis_with_or_without_tls_and_anything_else_is_refused_without_showing_it() {
        for address in [
            "redis://127.0.0.1:6379",
            "redis://redis.internal",
            "rediss://redis.internal:6380/2",
            "rediss://shop:hush%23@redis.internal:6379",
            "redis://[::1]:6379",
        ] {
            let settings = Settings::read(Source::from([("RATE_LIMIT_STORE", address)]));
            let store = settings.map(|settings| settings.rate_limits.store);
            // Without the demonstration, nothing starts before there is a tenant.
            if cfg!(feature = "demo") {
                let store = store.expect(address).expect("a store");
                assert_eq!(store.expose_secret(), address);
                assert!(!format!("{store:?}").contains("hush"));
            }
        }
        for address in [
            "127.0.0.1:6379",
            "http://:hush@127.0.0.1:6379",
            "redis://",
            "redis:///hush.sock",
            "redis+unix:///run/hush.sock",
            "rediss://:hush@redis.internal:6379/#insecure",
            "redis://:hush@redis.internal:port",
            "redis://:hush@redis.internal:6379/first",
        ] {
            let faults = Settings::read(Source::from([("RATE_LIMIT_STORE", address)]));
            let faults = faults.expect_err(address).to_string();
            assert!(
                faults.contains("RATE_LIMIT_STORE: must be the address of a Redis"),
                "{faults}"
            );
            assert!(!faults.contains("hush"), "{faults}");
        }
    }

    #[test]
    fn the_described_default_is_the_one_that_counts() {
        let DefaultValue::Described(description) = SIGNATURE_BUDGET.default else {
            panic!("it depends on APP_ENV")
        };
        assert_eq!(description, format!("`{IN_DEVELOPMENT}`; `{IN_PRODUCTION}` in production"));
    }
}
