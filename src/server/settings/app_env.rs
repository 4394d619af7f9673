//! Whether real customers are served.

use crate::server::settings::{
    reader::Reader,
    setting::{DefaultValue, Setting},
};

pub const APP_ENV: Setting = Setting {
    variable: "APP_ENV",
    default: DefaultValue::Text("development"),
    meaning: "`development` or `production`. `production` refuses the sandbox, an http origin, a \
              missing `SESSION_KEY` and the demo customers.",
    where_to_find: None,
    example: Some("production"),
    secret_file: None,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppEnv {
    Development,
    Production,
}

impl AppEnv {
    /// Faulty text counts as `Development`, so that the other settings can be checked too.
    pub(super) fn read(reader: &mut Reader) -> Self {
        let app_env = reader.parse(&APP_ENV, |text| match text {
            "development" => Ok(Self::Development),
            "production" => Ok(Self::Production),
            _ => Err("must be development or production".into()),
        });
        app_env.unwrap_or(Self::Development)
    }

    pub fn is_production(self) -> bool {
        self == Self::Production
    }
}
