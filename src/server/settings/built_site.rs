//! Where the built site is, and whether `cargo leptos watch` rebuilds it.

use crate::server::settings::{
    app_env::AppEnv,
    reader::Reader,
    setting::{DefaultValue, Setting},
    values::{self, Checked},
};
use std::path::PathBuf;

pub const DEFAULT_SITE_ROOT: &str = "target/site";

pub const LEPTOS_SITE_ROOT: Setting = Setting {
    variable: "LEPTOS_SITE_ROOT",
    default: DefaultValue::Text(DEFAULT_SITE_ROOT),
    meaning: "The folder of the built site.",
    where_to_find: None,
    example: Some(DEFAULT_SITE_ROOT),
    secret_file: None,
};

pub const LEPTOS_WATCH: Setting = Setting {
    variable: "LEPTOS_WATCH",
    default: DefaultValue::Described("unset"),
    meaning: "Set by `cargo leptos watch`, so that pages reload after every change. Refused in \
              production.",
    where_to_find: None,
    example: None,
    secret_file: None,
};

pub const LEPTOS_RELOAD_PORT: Setting = Setting {
    variable: "LEPTOS_RELOAD_PORT",
    default: DefaultValue::Text("3001"),
    meaning: "Set by `cargo leptos watch`: the port on which it announces changes to the pages.",
    where_to_find: None,
    example: None,
    secret_file: None,
};

#[derive(Debug)]
pub struct BuiltSiteSettings {
    pub root: PathBuf,
    /// Where `cargo leptos watch` announces changes, when it runs this process.
    pub reload_port: Option<u16>,
}

impl BuiltSiteSettings {
    pub(super) fn read(reader: &mut Reader, app_env: AppEnv) -> Option<Self> {
        let is_watched = reader.optional(&LEPTOS_WATCH).is_some();
        if is_watched && app_env.is_production() {
            reader.fault(&LEPTOS_WATCH, "is for development, and must not be set in production");
        }
        // A missing build at the default place is reported at the start: `--check` needs no build.
        let root = match reader.optional(&LEPTOS_SITE_ROOT) {
            Some(_) => reader.parse(&LEPTOS_SITE_ROOT, site_root),
            None => Some(DEFAULT_SITE_ROOT.into()),
        };
        let port = reader.parse(&LEPTOS_RELOAD_PORT, values::port)?;
        Some(Self { root: root?, reload_port: is_watched.then_some(port) })
    }
}

fn site_root(text: &str) -> Checked<PathBuf> {
    let root = PathBuf::from(text);
    if root.join("pkg").is_dir() {
        Ok(root)
    } else {
        Err("holds no built site; build one with: cargo leptos build".into())
    }
}
