//! What a customer agrees to by saving a card, and how Zuora is to remember it.
//!
//! Zuora makes a stored credential profile of every new card by itself, and charges a subscription
//! with it; the consent to that is the merchant's to obtain. The card networks want it to say what
//! is charged, when, and how the agreement ends (*inferred* for this wording: a shop writes its own,
//! and its lawyers read it).

use super::{Language, Words};

/// The version of the sentence. Another one for every change of it: the reference at Zuora has to
/// lead to the words that the customer has read.
const VERSION: &str = "card-on-file-1";

/// The reference that Zuora stores with the card (Zuora: `mitConsentAgreementRef`, at most 128
/// characters): the version and the language of the sentence.
pub fn reference(language: Language) -> String {
    format!("{VERSION}-{}", language.tag())
}

/// The sentence, with the reference to it.
pub fn consent(language: Language) -> (&'static str, String) {
    (Words::in_language(language).card_fields.consent, reference(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest as _, Sha256};
    use std::fmt::Write as _;

    /// When this fails, the sentence has changed: give it another `VERSION`, then record its hash.
    #[test]
    fn a_changed_sentence_has_another_version() {
        let mut sentences = Sha256::new();
        for language in Language::ALL {
            let (sentence, reference) = consent(*language);
            sentences.update(format!("{reference}: {sentence}\n"));
        }
        let mut hash = String::new();
        for byte in &sentences.finalize()[..8] {
            let _ = write!(hash, "{byte:02x}");
        }
        assert_eq!(hash, "c15fcafd67155286");
    }

    #[test]
    fn a_reference_names_the_language_and_fits() {
        assert_eq!(reference(Language::German), "card-on-file-1-de");
        for language in Language::ALL {
            assert!(reference(*language).len() <= 128);
        }
    }
}
