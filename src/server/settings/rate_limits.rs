//! How many signatures a session may request. The other limits follow from it
//! (`src/server/rate_limits.rs`).

use crate::server::settings::{
    app_env::AppEnv,
    reader::Reader,
    setting::{DefaultValue, Setting},
    values::{self, Checked},
};
use std::time::Duration;

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

#[derive(Debug)]
pub struct RateLimitSettings {
    /// For the signatures of one session.
    pub signatures: Budget,
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
        Some(Self { signatures: reader.parse_or(&SIGNATURE_BUDGET, default, budget)? })
    }
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

    #[test]
    fn the_described_default_is_the_one_that_counts() {
        let DefaultValue::Described(description) = SIGNATURE_BUDGET.default else {
            panic!("it depends on APP_ENV")
        };
        assert_eq!(description, format!("`{IN_DEVELOPMENT}`; `{IN_PRODUCTION}` in production"));
    }
}
