//! What is logged, and how.

use crate::server::settings::{
    reader::Reader,
    setting::{DefaultValue, Setting},
    values::Checked,
};
use tracing_subscriber::EnvFilter;

pub const RUST_LOG: Setting = Setting {
    variable: "RUST_LOG",
    default: DefaultValue::Text("info"),
    meaning: "What is logged, in the filter language of `tracing`, such as `info` or \
              `zuora_cors_sample=debug`. The audit log is written in any case.",
    where_to_find: None,
    example: Some("info"),
    secret_file: None,
};

pub const LOG_FORMAT: Setting = Setting {
    variable: "LOG_FORMAT",
    default: DefaultValue::Text("pretty"),
    meaning: "`pretty` for people, or `json` for machines.",
    where_to_find: None,
    example: Some("json"),
    secret_file: None,
};

#[derive(Debug)]
pub struct LogSettings {
    pub format: LogFormat,
    /// In `tracing`'s filter language.
    pub filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

impl LogSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let format = reader.parse(&LOG_FORMAT, log_format);
        let filter = reader.parse(&RUST_LOG, log_filter);
        Some(Self { format: format?, filter: filter? })
    }
}

fn log_format(text: &str) -> Checked<LogFormat> {
    match text {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be pretty or json".into()),
    }
}

fn log_filter(text: &str) -> Checked<String> {
    EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|_| "is not a filter, such as info or zuora_cors_sample=debug".into())
}
