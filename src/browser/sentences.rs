//! Sentences that the server has rendered into the document, in the page's language. Compiled into
//! the page's code, they would be there in every language, and most of them are never read.

use super::dom::element;
use crate::{
    card::CardFault,
    element_ids::id,
    signup_form::{AccountFault, AccountField},
    words::{Explained, FailureKind, NoticeSource, NoticeWords, Outcome},
};
use js_sys::{Array, JSON};
use std::sync::OnceLock;

/// A list of sentences in the document. Each has a number.
struct Sentences {
    element_id: &'static str,
    list: OnceLock<Vec<String>>,
}

static NOTICE: Sentences = Sentences::new(id::NOTICE_SENTENCES);
static CARD_FAULTS: Sentences = Sentences::new(id::CARD_FAULTS);
/// How to correct each field of the new account, then the sentences about the outcome.
static ACCOUNT: Sentences = Sentences::new(id::ACCOUNT_SENTENCES);

impl Sentences {
    const fn new(element_id: &'static str) -> Self {
        Self { element_id, list: OnceLock::new() }
    }

    fn get(&'static self, number: usize) -> &'static str {
        let list = self.list.get_or_init(|| {
            let list = read(self.element_id, "data-sentences").unwrap_or_default();
            list.iter().map(|sentence| sentence.as_string().unwrap_or_default()).collect()
        });
        list.get(number).map_or("", String::as_str)
    }
}

fn read(element_id: &str, attribute: &str) -> Option<Array> {
    let json = element(element_id)?.get_attribute(attribute)?;
    JSON::parse(&json).ok().map(|list| Array::from(&list))
}

/// How to correct a field of the card.
pub fn card_fault(fault: CardFault) -> &'static str {
    CARD_FAULTS.get(fault.number())
}

/// How to correct a field of the new account.
pub fn account_fault(field: AccountField, fault: AccountFault) -> &'static str {
    ACCOUNT.get(fault.number(field))
}

/// The sentences about the outcome of *Create Account*.
pub fn account_outcome() -> &'static Outcome {
    static OUTCOME: OnceLock<Outcome> = OnceLock::new();
    OUTCOME.get_or_init(|| {
        Outcome::from(std::array::from_fn(|place| ACCOUNT.get(AccountFault::COUNT + place)))
    })
}

/// What a form with a card says about a run.
pub fn notice_words() -> &'static NoticeWords {
    static WORDS: OnceLock<NoticeWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut numbers = 0..;
        NoticeWords::read(|| NOTICE.get(numbers.next().unwrap_or_default()))
    })
}

/// What notices are written with.
pub fn notice_source() -> NoticeSource<'static> {
    NoticeSource { words: notice_words(), explain: &explained }
}

/// A failure explained.
fn explained(kind: FailureKind) -> Explained<String> {
    let all = read(id::EXPLAINED, "data-explained");
    let number = u32::try_from(kind.number()).unwrap_or_default();
    let sentences = all.map(|all| Array::from(&all.get(number)));
    let [heading, meaning, cause, fix] = std::array::from_fn(|place| {
        let place = u32::try_from(place).unwrap_or_default();
        sentences.as_ref().and_then(|all| all.get(place).as_string()).unwrap_or_default()
    });
    Explained { heading, meaning, cause, fix }
}
