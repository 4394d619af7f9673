//! Every setting, in the order of the documents. A setting that is not listed here cannot be read:
//! [`Reader`](super::reader::Reader) asserts it.

use crate::server::settings::{
    app_env::APP_ENV,
    base_url::{ZUORA_ALLOW_HOST, ZUORA_BASE_URL},
    built_site::{LEPTOS_RELOAD_PORT, LEPTOS_SITE_ROOT, LEPTOS_WATCH},
    card_form::CARD_FORM_ADDRESS,
    customers::ZUORA_ACCOUNT_KEY,
    demo::FLOW_INSPECTOR,
    listen::{ADMIN_ADDR, IDLE_TIMEOUT, LEPTOS_SITE_ADDR},
    log::{LOG_FORMAT, RUST_LOG},
    login::{SHOP_LOGIN_URL, SHOP_LOGOUT_URL},
    public_address::{PUBLIC_ORIGIN, TRUSTED_PROXIES},
    rate_limits::{RATE_LIMIT_STORE, SIGNATURE_BUDGET},
    sandbox::SANDBOX_ADDR,
    session::{SESSION_KEY, SESSION_KEY_OLD},
    setting::Setting,
    traces::{
        OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_SERVICE_NAME,
    },
    zuora::{
        ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET, ZUORA_ENTITY_ID, ZUORA_PAGE_CALLBACK_PATH,
        ZUORA_PAGE_ID,
    },
};

/// Settings that belong together.
pub(super) struct Group {
    pub title: &'static str,
    pub settings: &'static [&'static Setting],
}

pub(super) const GROUPS: [Group; 5] = [
    Group {
        title: "Your Zuora tenant: the first four belong together",
        settings: &[
            &ZUORA_BASE_URL,
            &ZUORA_CLIENT_ID,
            &ZUORA_CLIENT_SECRET,
            &ZUORA_ACCOUNT_KEY,
            &ZUORA_ENTITY_ID,
            &ZUORA_PAGE_ID,
            &ZUORA_PAGE_CALLBACK_PATH,
            &ZUORA_ALLOW_HOST,
        ],
    },
    Group {
        title: "The site",
        settings: &[
            &APP_ENV,
            &LEPTOS_SITE_ADDR,
            &PUBLIC_ORIGIN,
            &TRUSTED_PROXIES,
            &IDLE_TIMEOUT,
            &LEPTOS_SITE_ROOT,
            &CARD_FORM_ADDRESS,
        ],
    },
    Group {
        title: "Sessions and rate limits",
        settings: &[
            &SHOP_LOGIN_URL,
            &SHOP_LOGOUT_URL,
            &SESSION_KEY,
            &SESSION_KEY_OLD,
            &SIGNATURE_BUDGET,
            &RATE_LIMIT_STORE,
        ],
    },
    Group {
        title: "Log, metrics and traces",
        settings: &[
            &RUST_LOG,
            &LOG_FORMAT,
            &ADMIN_ADDR,
            &OTEL_EXPORTER_OTLP_ENDPOINT,
            &OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
            &OTEL_EXPORTER_OTLP_HEADERS,
            &OTEL_SERVICE_NAME,
        ],
    },
    Group {
        title: "Development",
        settings: &[&SANDBOX_ADDR, &FLOW_INSPECTOR, &LEPTOS_WATCH, &LEPTOS_RELOAD_PORT],
    },
];

pub(super) fn settings() -> impl Iterator<Item = &'static Setting> + Clone {
    GROUPS.iter().flat_map(|group| group.settings.iter().copied())
}

/// Every variable that is read, those that name a secret's file among them.
pub(super) fn variables() -> impl Iterator<Item = &'static str> + Clone {
    settings().flat_map(|setting| [Some(setting.variable), setting.secret_file]).flatten()
}
