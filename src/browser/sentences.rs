//! Sentences that the server has rendered into the document, in its one language. In the page's code they would be there in every language, and most of them are never read.

use crate::components::id;
use js_sys::{Array, JSON};
use std::sync::OnceLock;

/// A list of sentences in the document, by number.
#[derive(Debug)]
pub struct Sentences {
    place: &'static str,
    list: OnceLock<Vec<String>>,
}

/// How to fix a field of a card (`CardFault::number`).
pub static CARD_FAULTS: Sentences = Sentences::at(id::CARD_FAULTS);
/// How to fix a field beside it (`AccountFault::number`), and what is said of the end of a run.
pub static ACCOUNT_SENTENCES: Sentences = Sentences::at(id::ACCOUNT_SENTENCES);

impl Sentences {
    const fn at(place: &'static str) -> Self {
        Self { place, list: OnceLock::new() }
    }

    /// The sentence with this number.
    pub fn get(&'static self, number: usize) -> &'static str {
        let list = self.list.get_or_init(|| read(self.place).unwrap_or_default());
        list.get(number).map_or("", String::as_str)
    }
}

fn read(place: &str) -> Option<Vec<String>> {
    let element = web_sys::window()?.document()?.get_element_by_id(place)?;
    let list = JSON::parse(&element.get_attribute("data-sentences")?).ok()?;
    Some(
        Array::from(&list)
            .iter()
            .map(|sentence| sentence.as_string().unwrap_or_default())
            .collect(),
    )
}
