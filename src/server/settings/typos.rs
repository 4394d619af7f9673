//! Misspelt names of settings, which would otherwise be ignored in silence.

use crate::server::settings::{list, reader::Reader};
use strsim::damerau_levenshtein;

/// A name that begins like this is meant for this program: even a short one is compared.
const PREFIX: &str = "ZUORA_";
/// How many letters may be wrong in what follows the prefix, and in a short rest.
const MAX_DISTANCE: usize = 3;
const MAX_DISTANCE_OF_SHORT: usize = 1;
const MIN_LONG_REST: usize = 6;
/// Any other name may be another program's: only a long one is compared, and fewer letters may be
/// wrong.
const MIN_OTHER_NAME: usize = 9;
const MAX_DISTANCE_OF_OTHERS: usize = 2;

/// The setting that an unknown name beginning with `ZUORA_` was meant to be.
fn closest_of_ours(name: &str) -> Option<&'static str> {
    let upper = name.to_ascii_uppercase();
    let rest = upper.strip_prefix(PREFIX)?;
    if rest.is_empty() || is_known(name) {
        return None;
    }
    let ours = list::variables().filter(|known| known.starts_with(PREFIX));
    let closest = ours.clone().min_by_key(|known| damerau_levenshtein(&upper, known));
    let max = if rest.len() < MIN_LONG_REST { MAX_DISTANCE_OF_SHORT } else { MAX_DISTANCE };
    closest.filter(|known| damerau_levenshtein(&upper, known) <= max).or_else(|| {
        // A word too few or too many: ZUORA_SECRET, ZUORA_ACCOUNT, ZUORA_REST_BASE_URL.
        let extends = |long: &str, short: &str| {
            long.starts_with(&format!("{short}_")) || long.ends_with(&format!("_{short}"))
        };
        ours.clone().find(|known| {
            let known = &known[PREFIX.len()..];
            extends(known, rest) || extends(rest, known)
        })
    })
}

/// The setting that any other unknown name may have been meant to be.
fn closest_of_others(name: &str) -> Option<&'static str> {
    let upper = name.to_ascii_uppercase();
    if upper.starts_with(PREFIX) || is_known(name) {
        return None;
    }
    list::variables().find(|known| {
        known.len() >= MIN_OTHER_NAME
            && damerau_levenshtein(&upper, known) <= MAX_DISTANCE_OF_OTHERS
    })
}

fn is_known(name: &str) -> bool {
    list::variables().any(|known| known == name)
}

/// Adds a fault for every misspelt name of ours, and a warning for what may be one.
pub(super) fn check(reader: &mut Reader) {
    for name in reader.names() {
        if let Some(meant) = closest_of_ours(&name) {
            reader.fault_in(name, format!("is not a setting; did you mean {meant}?"));
        } else if let Some(meant) = closest_of_others(&name) {
            reader.warn(format!("{name} is not a setting; did you mean {meant}?"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_of_ours_has_a_closest_setting() {
        for (name, meant) in [
            ("ZUORA_CLIENT_SECERT", Some("ZUORA_CLIENT_SECRET")),
            ("ZUORA_CLIENTSECRET", Some("ZUORA_CLIENT_SECRET")),
            ("ZUORA_SECRET", Some("ZUORA_CLIENT_SECRET")),
            ("ZUORA_CLIENT_SECRETFILE", Some("ZUORA_CLIENT_SECRET_FILE")),
            ("ZUORA_CLINET_ID", Some("ZUORA_CLIENT_ID")),
            ("zuora_client_id", Some("ZUORA_CLIENT_ID")),
            ("ZUORA_BASEURL", Some("ZUORA_BASE_URL")),
            ("ZUORA_URL", Some("ZUORA_BASE_URL")),
            ("ZUORA_REST_BASE_URL", Some("ZUORA_BASE_URL")),
            ("ZUORA_BASE_URI", Some("ZUORA_BASE_URL")),
            ("ZUORA_ENTITY_IDS", Some("ZUORA_ENTITY_ID")),
            ("ZUORA_ACCOUNT", Some("ZUORA_ACCOUNT_KEY")),
            ("ZUORA_CLIENT_ID", None),
            ("ZUORA_CLIENT_SECRET_FILE", None),
            ("ZUORA_WEBHOOK_QUEUE", None),
            ("ZUORA_", None),
            ("PATH", None),
        ] {
            assert_eq!(closest_of_ours(name), meant, "{name}");
        }
    }

    #[test]
    fn only_long_and_close_names_of_others_are_suspected() {
        assert_eq!(closest_of_others("SESION_KEY"), Some("SESSION_KEY"));
        assert_eq!(closest_of_others("TRUSTED_PROXY"), None);
        assert_eq!(closest_of_others("TRUSTED_PROXYS"), Some("TRUSTED_PROXIES"));
        assert_eq!(closest_of_others("TRUSTED_PROXIE"), Some("TRUSTED_PROXIES"));
        for name in
            ["SESSION_KEY", "SESSION_KEY_FILE", "HOME", "RUST_LOGS", "APP_ENVS", "ZUORA_URL"]
        {
            assert_eq!(closest_of_others(name), None, "{name}");
        }
    }
}
