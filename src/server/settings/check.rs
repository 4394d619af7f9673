//! The rules of single settings, each a function from text to value or a sentence about what is wrong.

use super::{Budget, Client, LogFormat, Zuora, source::Reader, zuora_host};
use crate::server::origin::Origin;
use axum_extra::extract::cookie::Key;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ipnet::IpNet;
use std::{net::SocketAddr, path::PathBuf, time::Duration};

type Checked<T> = Result<T, String>;

pub(super) fn app_env(text: &str) -> Checked<bool> {
    match text {
        "development" => Ok(false),
        "production" => Ok(true),
        _ => Err("must be development or production".into()),
    }
}

pub(super) fn addr(text: &str) -> Checked<SocketAddr> {
    text.parse()
        .map_err(|_| "is not an address and port, such as 127.0.0.1:3000".into())
}

pub(super) fn port(text: &str) -> Checked<u16> {
    text.parse().map_err(|_| "is not a port".into())
}

pub(super) fn loopback_addr(text: &str) -> Checked<SocketAddr> {
    let addr = addr(text)?;
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

pub(super) fn budget(text: &str) -> Checked<Budget> {
    let parsed = || {
        let (count, time) = text.split_once('/')?;
        let unit = time.chars().last()?;
        let amount: u64 = time[..time.len() - unit.len_utf8()].parse().ok()?;
        let seconds = match unit {
            's' => Some(amount),
            'm' => amount.checked_mul(60),
            'h' => amount.checked_mul(3600),
            _ => None,
        }?;
        let count: u32 = count.parse().ok()?;
        (count > 0 && seconds > 0).then_some(Budget {
            count,
            per: Duration::from_secs(seconds),
        })
    };
    parsed().ok_or_else(|| "must be COUNT/TIME, such as 5/10m".into())
}

pub(super) fn networks(text: &str) -> Checked<Vec<IpNet>> {
    text.split(',')
        .map(|network| network.trim().parse::<IpNet>())
        .collect::<Result<_, _>>()
        .map_err(|_| "must be networks in CIDR form, separated by commas, such as 10.0.0.0/8".into())
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

pub(super) fn session_key(text: &str) -> Checked<Key> {
    // openssl breaks its lines.
    let text: String = text.split_ascii_whitespace().collect();
    let bytes = STANDARD
        .decode(text)
        .map_err(|_| "is not base64; make one with: openssl rand -base64 64")?;
    Key::try_from(bytes.as_slice()).map_err(|_| "has fewer than 64 bytes; make one with: openssl rand -base64 64".into())
}

/// A Zuora that is already there, and as whom it is called.
pub(super) fn tenant(reader: &mut Reader, url: &str, allowed_host: Option<&str>) -> Option<Zuora> {
    let parsed = zuora_host::parse(url, allowed_host);
    if let Err(problem) = &parsed {
        reader.fault("ZUORA_BASE_URL", format!("{url:?} {problem}"));
    }
    let id = reader.optional("ZUORA_CLIENT_ID");
    let secret = reader.optional("ZUORA_CLIENT_SECRET");
    let where_to_find = "required with ZUORA_BASE_URL (in Zuora's UI: Settings > Administration > Manage Users > OAuth Clients)";
    match &id {
        None => reader.fault("ZUORA_CLIENT_ID", where_to_find),
        Some(id) if id.len() != 36 => {
            // Not shown: somebody may have put the secret here.
            reader.fault("ZUORA_CLIENT_ID", format!("must have exactly 36 characters, and has {}", id.len()));
        }
        Some(_) => {}
    }
    if secret.is_none() {
        reader.fault("ZUORA_CLIENT_SECRET", where_to_find);
    }
    Some(Zuora::Tenant {
        base_url: parsed.ok()?.0,
        client: Client {
            id: id?,
            secret: secret?.into(),
            entity_id: reader.optional("ZUORA_ENTITY_ID"),
        },
    })
}

/// What production asks for beyond the rest.
pub(super) fn production(reader: &mut Reader, public_origin: Option<&Origin>) {
    match public_origin {
        None => reader.fault("PUBLIC_ORIGIN", "required in production, with https"),
        Some(origin) if !origin.is_https() => {
            reader.fault("PUBLIC_ORIGIN", format!("\"{origin}\" must begin with https:// in production"));
        }
        Some(_) => {}
    }
}
