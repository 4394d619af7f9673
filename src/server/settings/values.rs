//! The kinds of value that several settings have, each a function from text to a value or to a
//! sentence about what is wrong.

use std::{net::SocketAddr, time::Duration};

pub(super) type Checked<T> = Result<T, String>;

pub(super) fn addr(text: &str) -> Checked<SocketAddr> {
    text.parse().map_err(|_| "is not an address and port, such as 127.0.0.1:3000".into())
}

pub(super) fn port(text: &str) -> Checked<u16> {
    text.parse().map_err(|_| "is not a port".into())
}

pub(super) fn on_or_off(text: &str) -> Checked<bool> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("must be on or off".into()),
    }
}

/// A time such as `75s`, `10m` or `1h`.
pub(super) fn duration(text: &str) -> Option<Duration> {
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
