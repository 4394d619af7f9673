//! Names that are close to a setting's: what somebody has misspelt would otherwise be as good as not set.

use crate::server::settings::{secrets::SECRETS, source::Reader, variables::VARIABLES};
use strsim::damerau_levenshtein;

/// All of these are meant for this program.
const PREFIX: &str = "ZUORA_";
/// Of a name that may be another program's, fewer letters may be wrong.
const SHORTEST_OF_OTHERS: usize = 9;

/// Every name that is read.
fn known() -> impl Iterator<Item = &'static str> + Clone {
    let listed = VARIABLES.iter().map(|(name, ..)| *name);
    listed.chain(SECRETS.into_iter().map(|(_, file)| file))
}

/// The setting that an unknown name beginning with `ZUORA_` was meant to be.
fn meant_by(name: &str) -> Option<&'static str> {
    let upper = name.to_ascii_uppercase();
    let rest = upper.strip_prefix(PREFIX)?;
    if rest.is_empty() || known().any(|known| known == name) {
        return None;
    }
    let ours = known().filter(|known| known.starts_with(PREFIX));
    let close = ours.clone().min_by_key(|known| damerau_levenshtein(&upper, known));
    let most = if rest.len() < 6 { 1 } else { 3 };
    close.filter(|known| damerau_levenshtein(&upper, known) <= most).or_else(|| {
        // A word too few or too many: ZUORA_SECRET, ZUORA_ACCOUNT, ZUORA_REST_BASE_URL.
        let of_words = |long: &str, short: &str| {
            long.starts_with(&format!("{short}_")) || long.ends_with(&format!("_{short}"))
        };
        ours.clone().find(|known| {
            let known = &known[PREFIX.len()..];
            of_words(known, rest) || of_words(rest, known)
        })
    })
}

/// The setting that any other unknown name may have been meant to be.
fn perhaps_meant_by(name: &str) -> Option<&'static str> {
    if name.to_ascii_uppercase().starts_with(PREFIX) || known().any(|known| known == name) {
        return None;
    }
    known().find(|known| {
        known.len() >= SHORTEST_OF_OTHERS
            && damerau_levenshtein(&name.to_ascii_uppercase(), known) <= 2
    })
}

/// Notes a fault for every misspelt name of ours, and a warning for what may be one.
pub(super) fn check(reader: &mut Reader) {
    for name in reader.names() {
        if let Some(meant) = meant_by(&name) {
            reader.fault(name, format!("is not a setting; did you mean {meant}?"));
        } else if let Some(meant) = perhaps_meant_by(&name) {
            reader.warn(format!("{name} is not a setting; did you mean {meant}?"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_close_to_a_setting_is_taken_for_it() {
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
            assert_eq!(meant_by(name), meant, "{name}");
        }
    }

    #[test]
    fn other_names_may_be_other_programs() {
        assert_eq!(perhaps_meant_by("SESION_KEY"), Some("SESSION_KEY"));
        assert_eq!(perhaps_meant_by("TRUSTED_PROXY"), None);
        assert_eq!(perhaps_meant_by("TRUSTED_PROXYS"), Some("TRUSTED_PROXIES"));
        assert_eq!(perhaps_meant_by("TRUSTED_PROXIE"), Some("TRUSTED_PROXIES"));
        for name in
            ["SESSION_KEY", "SESSION_KEY_FILE", "HOME", "RUST_LOGS", "APP_ENVS", "ZUORA_URL"]
        {
            assert_eq!(perhaps_meant_by(name), None, "{name}");
        }
    }
}
