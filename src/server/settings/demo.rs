//! What pages show only where no real customer is served.

use crate::server::settings::{
    app_env::AppEnv,
    base_url::BaseUrl,
    reader::Reader,
    setting::{DefaultValue, Setting},
    values::on_or_off,
};

pub const FLOW_INSPECTOR: Setting = Setting {
    variable: "FLOW_INSPECTOR",
    default: DefaultValue::Described("`on` with the sandbox, else `off`"),
    meaning: "`on` or `off`, for the flow inspector: a panel that shows each exchange of a run, and \
              the server's records of its own exchanges with Zuora. Only in the demonstration.",
    where_to_find: None,
    example: Some("off"),
    secret_file: None,
};

#[derive(Debug)]
pub struct DemoSettings {
    pub flow_inspector: bool,
    /// Whether no real card is expected, so that test cards are offered: everywhere but in
    /// production.
    pub offers_test_cards: bool,
}

impl DemoSettings {
    pub(super) fn read(reader: &mut Reader, base_url: &BaseUrl, app_env: AppEnv) -> Option<Self> {
        let in_sandbox = !base_url.is_set() && !app_env.is_production();
        let default = if in_sandbox { "on" } else { "off" };
        Some(Self {
            flow_inspector: reader.parse_or(&FLOW_INSPECTOR, default, on_or_off)?,
            offers_test_cards: !app_env.is_production(),
        })
    }
}
