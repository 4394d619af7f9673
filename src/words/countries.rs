//! The countries to choose from, under their names in the language of the page.
//!
//! The list is ISO 3166's, by which Zuora goes too; the names are those of Unicode's CLDR.

use super::Language;
use intl::{display::region_name, unicode::normalize::nfd};

/// A country of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryName {
    /// ISO 3166: two letters.
    pub code: &'static str,
    pub name: &'static str,
}

/// Every country, in the order of the language.
pub fn countries(language: Language) -> Vec<CountryName> {
    let mut countries: Vec<_> = rust_iso3166::ALL
        .iter()
        .map(|country| CountryName {
            code: country.alpha2,
            name: region_name(language.tag(), country.alpha2).unwrap_or(country.name),
        })
        .collect();
    countries.sort_by_cached_key(|country| sort_key(country.name));
    countries
}

/// A name without the marks on its letters: Å is sorted with A.
fn sort_key(name: &str) -> String {
    let letters = nfd(name.chars()).filter(|letter| letter.is_alphanumeric() || *letter == ' ');
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn name(language: Language, code: &str) -> &'static str {
        let all = countries(language);
        all.iter().find(|country| country.code == code).expect(code).name
    }

    #[test]
    fn every_country_of_the_standard_is_there_once_under_a_name_of_its_own() {
        for language in Language::ALL {
            let all = countries(*language);
            let codes: HashSet<_> = all.iter().map(|country| country.code).collect();
            let names: HashSet<_> = all.iter().map(|country| country.name).collect();
            assert_eq!((all.len(), codes.len(), names.len()), (249, 249, 249));
            assert!(codes.iter().all(|code| code.len() == 2));
            assert!(names.iter().all(|name| !name.is_empty()));
        }
    }

    #[test]
    fn a_country_has_its_name_in_the_language_of_the_page() {
        for (code, english, german) in [
            ("US", "United States", "Vereinigte Staaten"),
            ("GB", "United Kingdom", "Vereinigtes Königreich"),
            ("AT", "Austria", "Österreich"),
            ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
        ] {
            assert_eq!(name(Language::English, code), english);
            assert_eq!(name(Language::German, code), german);
        }
        // A language whose names are missing would have the standard's English ones.
        let names = |language| countries(language).into_iter().map(|country| country.name);
        let english: HashSet<_> = names(Language::English).collect();
        for language in Language::ALL.iter().filter(|language| **language != Language::English) {
            let same = names(*language).filter(|name| english.contains(name)).count();
            assert!(same < 120, "{language:?}: {same} names are English");
        }
    }

    #[test]
    fn letters_with_marks_are_sorted_with_those_without() {
        for (language, before, after) in [
            (Language::German, "Afghanistan", "Ägypten"),
            (Language::German, "Ägypten", "Albanien"),
            (Language::German, "Oman", "Österreich"),
            (Language::German, "Österreich", "Pakistan"),
            (Language::English, "Albania", "Algeria"),
            (Language::English, "Afghanistan", "Åland Islands"),
            (Language::English, "Åland Islands", "Albania"),
        ] {
            let names: Vec<_> =
                countries(language).into_iter().map(|country| country.name).collect();
            let place = |name| names.iter().position(|one| *one == name);
            assert!(place(before).is_some() && place(after).is_some(), "{before}, {after}");
            assert!(place(before) < place(after), "{before}, {after}");
        }
    }
}
