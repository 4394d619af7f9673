//! Every setting, read and checked once at the start, and nowhere else. All faults are reported
//! together, by the variable's name.
//!
//! Each concern has a file with its settings' declarations and a struct of their values. A new
//! setting is declared in one of them and named in `list.rs`; the documents follow from that.

mod app_env;
mod base_url;
mod built_site;
mod card_form;
pub mod customers;
mod demo;
mod documents;
mod dotenv;
pub mod faults;
mod list;
mod listen;
mod log;
mod login;
mod own;
mod public_address;
mod rate_limits;
mod reader;
mod sandbox;
mod secrets;
mod session;
mod setting;
mod source;
mod target;
mod traces;
mod typos;
mod values;
mod zuora;

pub use base_url::ZUORA_ALLOW_HOST;
pub use built_site::{DEFAULT_SITE_ROOT, LEPTOS_SITE_ROOT};
pub use card_form::CardFormAddress;
pub use documents::help;
pub use faults::Faults;
pub use log::LogFormat;
pub use login::LoginSettings;
pub use rate_limits::{Budget, RateLimitSettings};
pub use setting::{DefaultValue, Setting};
pub use source::Source;
pub use target::{Client, Zuora};
pub use traces::TraceSettings;
pub use zuora::ZuoraSettings;

use crate::server::customers::Customers;
use app_env::AppEnv;
use base_url::BaseUrl;
use built_site::BuiltSiteSettings;
use customers::CustomerSettings;
use demo::DemoSettings;
use listen::ListenSettings;
use log::LogSettings;
use public_address::PublicAddressSettings;
use reader::Reader;
use session::SessionSettings;

/// The settings of one process.
#[derive(Debug)]
pub struct Settings {
    pub zuora: ZuoraSettings,
    /// Whose accounts visitors act for.
    pub customers: Customers,
    /// Where they sign in and out.
    pub login: LoginSettings,
    pub session: SessionSettings,
    pub public_address: PublicAddressSettings,
    pub listen: ListenSettings,
    pub built_site: BuiltSiteSettings,
    pub rate_limits: RateLimitSettings,
    pub log: LogSettings,
    /// Where traces are exported to, if anywhere.
    pub traces: Option<TraceSettings>,
    pub card_form_address: CardFormAddress,
    pub demo: DemoSettings,
    /// What is allowed, and probably not meant.
    pub warnings: Vec<String>,
}

impl Settings {
    /// Reads and checks every setting.
    ///
    /// # Errors
    /// All faults at once, each with its variable's name.
    pub fn read(source: Source) -> Result<Self, Faults> {
        let mut reader = Reader::new(source, list::variables());
        let settings = Self::read_all(&mut reader);
        reader.finish(settings)
    }

    /// The settings; `None` only if a fault was found.
    fn read_all(reader: &mut Reader) -> Option<Self> {
        typos::check(reader);
        let app_env = AppEnv::read(reader);
        let base_url = BaseUrl::read(reader);
        let zuora = ZuoraSettings::read(reader, &base_url, app_env);
        base_url.check_app_env(reader, app_env);
        let customers = Customers::read(&CustomerSettings::read(reader, &base_url, app_env));
        let customers = customers.map_err(|faults| reader.add_faults(faults)).ok();
        let login = LoginSettings::read(reader);
        let session = SessionSettings::read(reader, app_env);
        let public_address = PublicAddressSettings::read(reader, app_env);
        let listen = ListenSettings::read(reader, app_env);
        let built_site = BuiltSiteSettings::read(reader, app_env);
        let rate_limits = RateLimitSettings::read(reader, app_env);
        let log = LogSettings::read(reader);
        let traces = TraceSettings::read(reader);
        let card_form_address = CardFormAddress::read(reader);
        let demo = DemoSettings::read(reader, &base_url, app_env);
        // No `?` before this line: every setting is read, so that every fault is found.
        Some(Self {
            zuora: zuora?,
            customers: customers?,
            login,
            session,
            public_address: public_address?,
            listen: listen?,
            built_site: built_site?,
            rate_limits: rate_limits?,
            log: log?,
            traces: traces?,
            card_form_address: card_form_address?,
            demo: demo?,
            warnings: reader.take_warnings(),
        })
    }
}

#[cfg(test)]
mod tests;
