//! How a sentence that asks the customer to get in touch says where.

use crate::shop::Contact;

#[derive(Debug)]
pub struct ContactWords {
    /// Stands before the address.
    pub label: &'static str,
    /// By these words, in small letters, a sentence asks the customer to get in touch.
    pub contact_us: &'static str,
}

impl ContactWords {
    /// The sentence, with the shop's contact where it asks the customer to get in touch.
    pub fn complete(&self, sentence: &str, contact: Option<Contact>) -> String {
        match contact {
            Some(contact) if sentence.to_ascii_lowercase().contains(self.contact_us) => {
                [sentence, " ", self.label, " ", contact.name].concat()
            }
            _ => sentence.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        shop::Contact,
        words::{ContactWords, Language},
    };

    #[test]
    fn only_a_sentence_that_asks_for_it_has_the_contact() {
        let contact =
            Some(Contact { name: "help@shop.example", address: "mailto:help@shop.example" });
        for (language, asks, does_not) in [
            (Language::English, "Contact us: it is our fault.", "Contact your bank."),
            (Language::German, "Bitte kontaktieren Sie uns.", "Kontaktieren Sie Ihre Bank."),
        ] {
            let words = ContactWords::in_language(language);
            let completed = words.complete(asks, contact);
            assert_eq!(completed, format!("{asks} {} help@shop.example", words.label));
            assert_eq!(words.complete(does_not, contact), does_not);
            assert_eq!(words.complete(asks, None), asks);
        }
    }
}
