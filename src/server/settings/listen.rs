//! The addresses on which the process listens, and how long their connections may idle.

use crate::server::settings::{
    app_env::AppEnv,
    reader::Reader,
    setting::{DefaultValue, Setting},
    values::{self, Checked},
};
use std::{net::SocketAddr, time::Duration};

pub const LEPTOS_SITE_ADDR: Setting = Setting {
    variable: "LEPTOS_SITE_ADDR",
    default: DefaultValue::Text("127.0.0.1:3000"),
    meaning: "Where the site listens. Port 0 takes a free one.",
    where_to_find: None,
    example: Some("127.0.0.1:3000"),
    secret_file: None,
};

pub const ADMIN_ADDR: Setting = Setting {
    variable: "ADMIN_ADDR",
    default: DefaultValue::Text("127.0.0.1:3200"),
    meaning: "Where metrics are served. The site's own address never serves them.",
    where_to_find: None,
    example: Some("127.0.0.1:3200"),
    secret_file: None,
};

pub const IDLE_TIMEOUT: Setting = Setting {
    variable: "IDLE_TIMEOUT",
    default: DefaultValue::Text("75s"),
    meaning: "How long a kept-alive connection may idle, from `1s` to `1h`. Keep it above your load \
              balancer's.",
    where_to_find: None,
    example: Some("75s"),
    secret_file: None,
};

#[derive(Debug)]
pub struct ListenSettings {
    pub site_addr: SocketAddr,
    /// Where metrics are served.
    pub admin_addr: SocketAddr,
    /// How long a kept-alive connection may idle.
    pub idle_timeout: Duration,
}

impl ListenSettings {
    pub(super) fn read(reader: &mut Reader, app_env: AppEnv) -> Option<Self> {
        let site_addr = reader.parse(&LEPTOS_SITE_ADDR, values::addr);
        let admin_addr = reader.parse(&ADMIN_ADDR, values::addr);
        let idle_timeout = reader.parse(&IDLE_TIMEOUT, idle_timeout);
        let settings =
            Self { site_addr: site_addr?, admin_addr: admin_addr?, idle_timeout: idle_timeout? };
        settings.warn_of_open_addresses(reader, app_env);
        Some(settings)
    }

    /// Warns of what other machines can reach without a password.
    fn warn_of_open_addresses(&self, reader: &mut Reader, app_env: AppEnv) {
        let (site, admin) = (self.site_addr, self.admin_addr);
        if cfg!(feature = "demo") && !app_env.is_production() && !site.ip().is_loopback() {
            reader.warn(format!(
                "LEPTOS_SITE_ADDR: other machines can reach {site}, and anyone who does acts for the demo customers, who have no password"
            ));
        }
        if !admin.ip().is_loopback() {
            reader.warn(format!(
                "ADMIN_ADDR: other machines can reach {admin}, which has no password; make sure that only your monitoring does"
            ));
        }
    }
}

fn idle_timeout(text: &str) -> Checked<Duration> {
    let bounds = Duration::from_secs(1)..=Duration::from_hours(1);
    let parsed = values::duration(text).filter(|time| bounds.contains(time));
    parsed.ok_or_else(|| {
        "must be a time from 1s to 1h, such as 75s: longer than a load balancer keeps idle connections".into()
    })
}
