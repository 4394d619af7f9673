//! The rules of single settings, each a function from text to value or a sentence about what is wrong.

use crate::server::{
    host_name::{nameable, nameable_addr},
    origin::Origin,
    settings::{Budget, Client, LogFormat, Zuora, secrets::Secret, source::Reader},
    zuora_client::hosts,
};
use ipnet::IpNet;
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use url::Url;

type Checked<T> = Result<T, String>;

pub(super) fn app_env(text: &str) -> Checked<bool> {
    match text {
        "development" => Ok(false),
        "production" => Ok(true),
        _ => Err("must be development or production".into()),
    }
}

pub(super) fn addr(text: &str) -> Checked<SocketAddr> {
    text.parse().map_err(|_| "is not an address and port, such as 127.0.0.1:3000".into())
}

pub(super) fn port(text: &str) -> Checked<u16> {
    text.parse().map_err(|_| "is not a port".into())
}

pub(super) fn loopback_addr(text: &str) -> Checked<SocketAddr> {
    let addr = nameable_addr(addr(text)?)?;
    if addr.ip().is_loopback() {
        Ok(addr)
    } else {
        Err("is not a loopback address, and the sandbox is for this machine alone".into())
    }
}

pub(super) fn site_root(text: &str) -> Checked<PathBuf> {
    let root = PathBuf::from(text);
    if root.join("pkg").is_dir() {
        Ok(root)
    } else {
        Err("holds no built site; build one with: cargo leptos build".into())
    }
}

pub(super) fn on_or_off(text: &str) -> Checked<bool> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("must be on or off".into()),
    }
}

/// A time such as `75s`, `10m` or `1h`.
fn duration(text: &str) -> Option<Duration> {
    let unit = text.chars().last()?;
    let amount: u64 = text[..text.len() - unit.len_utf8()].parse().ok()?;
    let seconds = match unit {
        's' => Some(amount),
        'm' => amount.checked_mul(60),
        'h' => amount.checked_mul(3600),
        _ => None,
    }?;
    Some(Duration::from_secs(seconds))
}

pub(super) fn budget(text: &str) -> Checked<Budget> {
    let parsed = || {
        let (count, time) = text.split_once('/')?;
        let (count, per): (u32, _) = (count.parse().ok()?, duration(time)?);
        (count > 0 && !per.is_zero()).then_some(Budget { count, per })
    };
    parsed().ok_or_else(|| "must be COUNT/TIME, such as 5/10m".into())
}

pub(super) fn idle_timeout(text: &str) -> Checked<Duration> {
    let bounds = Duration::from_secs(1)..=Duration::from_hours(1);
    let parsed = duration(text).filter(|time| bounds.contains(time));
    parsed.ok_or_else(|| "must be a time from 1s to 1h, such as 75s: longer than a load balancer keeps idle connections".into())
}

pub(super) fn public_origin(text: &str) -> Checked<Option<Origin>> {
    let origin = Origin::parse(text)?;
    nameable(&Url::parse(text).map_err(|_| "is not a URL")?)?;
    Ok(Some(origin))
}

/// The host that is allowed by name.
pub(super) fn host(text: &str) -> Checked<Option<String>> {
    let name = text.to_ascii_lowercase();
    let url = Url::parse(&format!("https://{name}")).ok();
    let url = url.filter(|url| {
        url.host_str() == Some(&*name)
            || url.host().is_some_and(|host| matches!(host, url::Host::Ipv6(_)))
    });
    let url =
        url.ok_or("must be a host name alone, such as zuora.example, without scheme or port")?;
    nameable(&url)?;
    Ok(Some(name))
}

/// `none` says that there are no proxies.
pub(super) fn networks(text: &str) -> Checked<Vec<IpNet>> {
    if text == "none" {
        return Ok(Vec::new());
    }
    text.split(',').map(|text| network(text.trim())).collect()
}

fn network(text: &str) -> Checked<IpNet> {
    let network: IpNet = text.parse().map_err(
        |_| "must be networks in CIDR form, separated by commas, such as 10.0.0.0/8, or none",
    )?;
    // No network of one's own is wider: 10.0.0.0/8, fc00::/7.
    let is_too_wide = match network {
        IpNet::V4(network) => network.prefix_len() < 8,
        IpNet::V6(network) => network.prefix_len() < 7,
    };
    if is_too_wide {
        return Err(format!(
            "would believe whatever half the internet writes: {network} is no network of proxies of yours; name theirs alone, such as 10.0.0.0/8, or none"
        ));
    }
    match network {
        IpNet::V6(network) if network.addr().to_ipv4_mapped().is_some() => {
            Err(format!("must be written as an IPv4 network: {network} fits no address"))
        }
        network => Ok(network),
    }
}

pub(super) fn log_format(text: &str) -> Checked<LogFormat> {
    match text {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be pretty or json".into()),
    }
}

pub(super) fn log_filter(text: &str) -> Checked<String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|_| "is no filter, such as info or zuora_cors_sample=debug".into())
}

/// A Zuora that is already there, and as whom it is called.
pub(super) fn tenant(reader: &mut Reader, url: &str, allowed_host: Option<&str>) -> Option<Zuora> {
    let parsed = hosts::parse(url, allowed_host);
    if let Err(problem) = &parsed {
        reader.fault("ZUORA_BASE_URL", format!("{url:?} {problem}"));
    }
    let id = reader.optional("ZUORA_CLIENT_ID");
    let secret = reader.secret("ZUORA_CLIENT_SECRET");
    let where_to_find = "required with ZUORA_BASE_URL (in Zuora's UI: Settings > Administration > Manage Users > OAuth Clients)";
    match &id {
        None => reader.fault("ZUORA_CLIENT_ID", where_to_find),
        Some(id) if id.len() != 36 => {
            // Not shown: somebody may have put the secret here.
            reader.fault(
                "ZUORA_CLIENT_ID",
                format!("must have exactly 36 characters, and has {}", id.len()),
            );
        }
        Some(_) => {}
    }
    if secret == Secret::Unset {
        reader.fault("ZUORA_CLIENT_SECRET", where_to_find);
    }
    Some(Zuora::Tenant {
        base_url: parsed.ok()?.0,
        client: Client {
            id: id?,
            secret: secret.value()?.into(),
            entity_id: reader.optional("ZUORA_ENTITY_ID"),
        },
    })
}

/// What belongs to a Zuora that is not named.
pub(super) fn half_a_client(reader: &mut Reader) {
    let set: Vec<_> = [
        "ZUORA_CLIENT_ID",
        "ZUORA_CLIENT_SECRET",
        "ZUORA_CLIENT_SECRET_FILE",
        "ZUORA_ENTITY_ID",
        "ZUORA_ACCOUNT_KEY",
    ]
    .into_iter()
    .filter(|name| reader.optional(name).is_some())
    .collect();
    if !set.is_empty() {
        let set = set.join(", ");
        reader.fault(
            "ZUORA_BASE_URL",
            format!("is not set, and {set} would count for nothing: set it (such as https://rest.test.zuora.com), or take them away to use the sandbox"),
        );
    }
}

/// What an https site asks for: whether there is a proxy in front of it.
pub(super) fn proxies_of(reader: &mut Reader, public_origin: Option<&Origin>) {
    if public_origin.is_some_and(Origin::is_https) && reader.optional("TRUSTED_PROXIES").is_none() {
        reader.fault(
            "TRUSTED_PROXIES",
            "required with an https PUBLIC_ORIGIN: the networks of the proxies in front, such as 10.0.0.0/8, without which all customers behind one share \
             one budget; or none, if browsers connect to this process itself",
        );
    }
}

/// What is served to more machines than its lack of a password allows for.
pub(super) fn open_addresses(
    reader: &mut Reader,
    site: SocketAddr,
    admin: SocketAddr,
    production: bool,
) {
    if cfg!(feature = "demo") && !production && !site.ip().is_loopback() {
        reader.warn(format!(
            "LEPTOS_SITE_ADDR: other machines can reach {site}, and whoever does acts for the demo customers, who have no password"
        ));
    }
    if !admin.ip().is_loopback() {
        reader.warn(format!(
            "ADMIN_ADDR: other machines can reach {admin}, which asks for no password; see that only your monitoring does"
        ));
    }
}

/// What production asks for beyond the rest.
pub(super) fn production(reader: &mut Reader, public_origin: Option<&Origin>) {
    if reader.optional("LEPTOS_WATCH").is_some() {
        reader.fault("LEPTOS_WATCH", "is for development, and must not be set in production");
    }
    match public_origin {
        None => reader.fault("PUBLIC_ORIGIN", "required in production, with https"),
        Some(origin) if !origin.is_https() => {
            reader.fault(
                "PUBLIC_ORIGIN",
                format!("\"{origin}\" must begin with https:// in production"),
            );
        }
        Some(_) => {}
    }
}
