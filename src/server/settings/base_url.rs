//! Which Zuora is called.

use crate::server::{
    host_name::nameable,
    settings::{
        app_env::{APP_ENV, AppEnv},
        reader::Reader,
        setting::{DefaultValue, Setting},
        values::Checked,
    },
    zuora_client::hosts::{self, Tenant},
};
use url::Url;

pub const ZUORA_BASE_URL: Setting = Setting {
    variable: "ZUORA_BASE_URL",
    default: DefaultValue::Described("the embedded sandbox"),
    meaning: "The REST address of your Zuora tenant: one of Zuora's published hosts with https, or a \
              loopback address. Any other host must be named in `ZUORA_ALLOW_HOST` too.",
    where_to_find: Some("on https://developer.zuora.com, under \"Base URLs\""),
    example: Some("https://rest.test.zuora.com"),
    secret_file: None,
};

pub const ZUORA_ALLOW_HOST: Setting = Setting {
    variable: "ZUORA_ALLOW_HOST",
    default: DefaultValue::Described("none"),
    meaning: "One more host that `ZUORA_BASE_URL` may name.",
    where_to_find: None,
    example: Some("zuora.example"),
    secret_file: None,
};

/// The address of a Zuora, or of none: then it is the sandbox.
pub(super) struct BaseUrl {
    text: Option<String>,
    allowed_host: Option<String>,
}

impl BaseUrl {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            text: reader.optional(&ZUORA_BASE_URL),
            allowed_host: reader.parse(&ZUORA_ALLOW_HOST, host),
        }
    }

    pub(super) fn is_set(&self) -> bool {
        self.text.is_some()
    }

    /// The address, checked. When it is set and wrong, a fault is added.
    pub(super) fn url(&self, reader: &mut Reader) -> Option<Url> {
        let text = self.text.as_deref()?;
        match hosts::parse(text, self.allowed_host.as_deref()) {
            Ok((url, _)) => Some(url),
            Err(problem) => {
                reader.fault(&ZUORA_BASE_URL, format!("{text:?} {problem}"));
                None
            }
        }
    }

    /// What kind of Zuora it is; `None` for the sandbox, and for an address that is wrong.
    pub(super) fn tenant(&self) -> Option<Tenant> {
        hosts::tenant_of(self.text.as_deref()?, self.allowed_host.as_deref())
    }

    /// A production tenant is called in production only.
    pub(super) fn check_app_env(&self, reader: &mut Reader, app_env: AppEnv) {
        if self.tenant() == Some(Tenant::Production) && !app_env.is_production() {
            reader.fault(
                &APP_ENV,
                "must be production with a production tenant: cookies, budgets and origins depend on it",
            );
        }
    }
}

/// A host name alone, in lower case.
fn host(text: &str) -> Checked<String> {
    let name = text.to_ascii_lowercase();
    let url = Url::parse(&format!("https://{name}")).ok();
    let url = url.filter(|url| {
        url.host_str() == Some(&*name)
            || url.host().is_some_and(|host| matches!(host, url::Host::Ipv6(_)))
    });
    let url =
        url.ok_or("must be a host name alone, such as zuora.example, without scheme or port")?;
    nameable(&url)?;
    Ok(name)
}
