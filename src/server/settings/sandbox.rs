//! The embedded sandbox, which only a build with the feature `demo` has.

use crate::server::{
    host_name::nameable_addr,
    settings::{
        reader::Reader,
        setting::{DefaultValue, Setting},
        target::Zuora,
        values::{self, Checked},
    },
};
use std::net::SocketAddr;

pub const SANDBOX_ADDR: Setting = Setting {
    variable: "SANDBOX_ADDR",
    default: DefaultValue::Text("127.0.0.1:3100"),
    meaning: "Where the embedded sandbox listens. Loopback only.",
    where_to_find: None,
    example: Some("127.0.0.1:3100"),
    secret_file: None,
};

/// The id of the page that the sandbox hosts.
#[cfg(feature = "demo")]
pub(super) const PAGE_ID: Option<&str> = Some(crate::sandbox::PAGE_ID);
#[cfg(not(feature = "demo"))]
pub(super) const PAGE_ID: Option<&str> = None;

/// The Callback Path of that page, as it would be typed in Zuora.
#[cfg(feature = "demo")]
pub(super) const PAGE_CALLBACK_PATH: Option<&str> = Some(crate::sandbox::PAGE_CALLBACK_PATH);
#[cfg(not(feature = "demo"))]
pub(super) const PAGE_CALLBACK_PATH: Option<&str> = None;

/// The account of the sandbox's first customer.
#[cfg(feature = "demo")]
pub(super) const ACCOUNT_KEY: Option<&str> = Some(crate::sandbox::CUSTOMERS[0].1);
#[cfg(not(feature = "demo"))]
pub(super) const ACCOUNT_KEY: Option<&str> = None;

pub(super) fn read_addr(reader: &mut Reader) -> Option<SocketAddr> {
    reader.parse(&SANDBOX_ADDR, loopback_addr)
}

/// The sandbox with its demo client, which is public on purpose.
#[cfg(feature = "demo")]
pub(super) fn target(_: &mut Reader, addr: Option<SocketAddr>) -> Option<Zuora> {
    let client = crate::server::settings::target::Client {
        id: crate::sandbox::CLIENT_ID.into(),
        secret: crate::sandbox::CLIENT_SECRET.into(),
        entity_id: None,
    };
    Some(Zuora::Sandbox { addr: addr?, client })
}

#[cfg(not(feature = "demo"))]
pub(super) fn target(reader: &mut Reader, _: Option<SocketAddr>) -> Option<Zuora> {
    use crate::server::settings::base_url::ZUORA_BASE_URL;
    reader.fault(&ZUORA_BASE_URL, "required: this build has no sandbox");
    None
}

fn loopback_addr(text: &str) -> Checked<SocketAddr> {
    let addr = nameable_addr(values::addr(text)?)?;
    if addr.ip().is_loopback() {
        Ok(addr)
    } else {
        Err("is not a loopback address, and the sandbox is for this machine alone".into())
    }
}
