//! How the site is reached from outside: the origin that browsers see, and the proxies in front.

use crate::server::{
    host_name::nameable,
    origin::Origin,
    settings::{
        app_env::AppEnv,
        reader::Reader,
        setting::{DefaultValue, Setting},
        values::Checked,
    },
};
use ipnet::IpNet;
use url::Url;

pub const PUBLIC_ORIGIN: Setting = Setting {
    variable: "PUBLIC_ORIGIN",
    default: DefaultValue::Described("`http://localhost`, at the port of `LEPTOS_SITE_ADDR`"),
    meaning: "The one origin that browsers see. Required in production, with https. A page requested \
              under another loopback name is redirected here.",
    where_to_find: None,
    example: Some("http://localhost:3000"),
    secret_file: None,
};

pub const TRUSTED_PROXIES: Setting = Setting {
    variable: "TRUSTED_PROXIES",
    default: DefaultValue::Text("none"),
    meaning: "Networks of the proxies in front, in CIDR form and separated by commas, whose \
              `X-Forwarded-For` is believed. Required when `PUBLIC_ORIGIN` is https; `none` says that \
              there is no proxy.",
    where_to_find: None,
    example: Some("10.0.0.0/8"),
    secret_file: None,
};

#[derive(Debug)]
pub struct PublicAddressSettings {
    /// Unset: `localhost`, at the port on which the site listens.
    pub origin: Option<Origin>,
    /// Networks whose forwarding header is believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl PublicAddressSettings {
    pub(super) fn read(reader: &mut Reader, app_env: AppEnv) -> Option<Self> {
        let origin = reader.parse(&PUBLIC_ORIGIN, public_origin);
        let trusted_proxies = reader.parse(&TRUSTED_PROXIES, networks);
        let is_https = origin.as_ref().is_some_and(Origin::is_https);
        if is_https && reader.optional(&TRUSTED_PROXIES).is_none() {
            reader.fault(
                &TRUSTED_PROXIES,
                "required with an https PUBLIC_ORIGIN: the networks of the proxies in front, such as 10.0.0.0/8, without which all customers behind one \
                 share one budget; or none, if browsers connect to this process itself",
            );
        }
        if app_env.is_production() {
            match &origin {
                None => reader.fault(&PUBLIC_ORIGIN, "required in production, with https"),
                Some(origin) if !origin.is_https() => reader.fault(
                    &PUBLIC_ORIGIN,
                    format!("\"{origin}\" must begin with https:// in production"),
                ),
                Some(_) => {}
            }
        }
        Some(Self { origin, trusted_proxies: trusted_proxies? })
    }
}

fn public_origin(text: &str) -> Checked<Origin> {
    let origin = Origin::parse(text)?;
    nameable(&Url::parse(text).map_err(|_| "is not a URL")?)?;
    Ok(origin)
}

/// `none` says that there are no proxies.
fn networks(text: &str) -> Checked<Vec<IpNet>> {
    if text == "none" {
        return Ok(Vec::new());
    }
    text.split(',').map(|text| network(text.trim())).collect()
}

fn network(text: &str) -> Checked<IpNet> {
    let network: IpNet = text.parse().map_err(
        |_| "must be networks in CIDR form, separated by commas, such as 10.0.0.0/8, or none",
    )?;
    // No private network is wider: 10.0.0.0/8 (RFC 1918), fc00::/7 (RFC 4193).
    let is_too_wide = match network {
        IpNet::V4(network) => network.prefix_len() < 8,
        IpNet::V6(network) => network.prefix_len() < 7,
    };
    if is_too_wide {
        return Err(format!(
            "would trust half the internet: {network} is no network of proxies of yours; name theirs alone, such as 10.0.0.0/8, or none"
        ));
    }
    match network {
        IpNet::V6(network) if network.addr().to_ipv4_mapped().is_some() => {
            Err(format!("must be written as an IPv4 network: {network} matches no address"))
        }
        network => Ok(network),
    }
}
