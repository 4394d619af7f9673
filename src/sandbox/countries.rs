//! Countries, and the states of the United States and Canada, under Zuora's names for them.
//!
//! Zuora: names and codes follow ISO 3166, and are checked whenever they are given; states are
//! checked where a country has them in Zuora, which at the start are these two.

use crate::sandbox::fields::FieldReader;
use rust_iso3166::{ALL, CountryCode};

/// Zuora's names where they differ from ISO's. Recorded: `USA` reads back as the first. Inferred:
/// the second.
const NAMES: [(&str, &str); 2] = [("US", "United States"), ("GB", "United Kingdom")];
/// The countries whose states Zuora knows.
const WITH_STATES: [&str; 2] = ["US", "CA"];

/// Checks `country` and `state` of an address, and replaces them by Zuora's names.
pub fn check_address(fields: &mut FieldReader<'_>, address: &mut [(&'static str, String)]) {
    let country = match text_mut(address, "country") {
        None => None,
        Some(text) => {
            let found = find_country(text);
            match found {
                Some(country) => name(country).clone_into(text),
                // Inferred: the text.
                None => fields.report_wrong("'country' must be the name or ISO code of a country"),
            }
            found
        }
    };
    let country = country.filter(|country| WITH_STATES.contains(&country.alpha2));
    if let Some((country, text)) = country.zip(text_mut(address, "state")) {
        match find_state(country, text) {
            // Inferred from Zuora's samples, in which the state of an American address is a name.
            Some(state) => state.clone_into(text),
            None => fields.report_wrong(format!(
                "'state' must be the name or code of a state or province of {}",
                name(country)
            )),
        }
    }
}

/// An empty text counts as none.
fn text_mut<'a>(address: &'a mut [(&'static str, String)], field: &str) -> Option<&'a mut String> {
    let (_, text) = address.iter_mut().find(|(name, _)| *name == field)?;
    (!text.is_empty()).then_some(text)
}

/// Zuora: the name or an ISO code, of two or three letters. Inferred: capital letters matter.
fn find_country(text: &str) -> Option<&'static CountryCode> {
    ALL.iter().find(|country| {
        [country.alpha2, country.alpha3, country.name, name(country)].contains(&text)
    })
}

/// Inferred: ISO's name without its addition in brackets, unless two countries share the rest.
fn name(country: &'static CountryCode) -> &'static str {
    if let Some((_, name)) = NAMES.iter().find(|(code, _)| *code == country.alpha2) {
        return name;
    }
    let short = short_name(country);
    let is_shared =
        ALL.iter().any(|other| other.alpha2 != country.alpha2 && short_name(other) == short);
    if is_shared { country.name } else { short }
}

fn short_name(country: &'static CountryCode) -> &'static str {
    country.name.split_once(" (").map_or(country.name, |(short, _)| short)
}

/// The name of the state with this name or code of two letters.
fn find_state(country: &'static CountryCode, text: &str) -> Option<&'static str> {
    let states = country.subdivisions()?;
    let state = states.iter().find(|state| {
        let code = state.code.split_once('-').map(|(_, code)| code);
        code == Some(text) || state.name == text
    })?;
    Some(state.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_country_is_found_by_name_and_by_code() {
        for (text, expected) in [
            ("US", "United States"),
            ("USA", "United States"),
            ("United States", "United States"),
            ("United States of America", "United States"),
            ("GB", "United Kingdom"),
            ("United Kingdom", "United Kingdom"),
            ("DE", "Germany"),
            ("Germany", "Germany"),
            ("CAN", "Canada"),
            ("Netherlands", "Netherlands"),
            ("KR", "Korea (Republic of)"),
        ] {
            assert_eq!(find_country(text).map(name), Some(expected), "{text}");
        }
        for text in ["", "UK", "us", "germany", "Deutschland", "XX", "Korea", "Atlantis"] {
            assert_eq!(find_country(text).map(name), None, "{text}");
        }
    }

    #[test]
    fn every_country_has_a_name_of_its_own_that_finds_it_again() {
        let names: HashSet<&str> = ALL.iter().map(name).collect();
        assert_eq!(names.len(), ALL.len());
        for country in ALL {
            assert_eq!(find_country(name(country)).map(|found| found.alpha2), Some(country.alpha2));
        }
    }

    #[test]
    fn a_state_is_found_by_name_and_by_code_in_its_own_country_only() {
        let state = |country, text| find_country(country).and_then(|found| find_state(found, text));
        for (country, text, expected) in [
            ("US", "CA", Some("California")),
            ("US", "California", Some("California")),
            ("US", "DC", Some("District of Columbia")),
            ("CA", "ON", Some("Ontario")),
            ("CA", "Quebec", Some("Quebec")),
            ("CA", "CA", None),
            ("US", "ON", None),
            ("US", "US-CA", None),
            ("US", "Nowhere", None),
        ] {
            assert_eq!(state(country, text), expected, "{country} {text}");
        }
    }
}
