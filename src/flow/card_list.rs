//! The list of an account's cards as a page shows it.

use crate::{
    api_error::{ApiError, ApiErrorKind},
    zuora::PaymentMethod,
};

/// The list, and what was last done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardList {
    /// The cards, the default first. `None` while they are not known.
    pub cards: Option<Vec<PaymentMethod>>,
    pub status: ListStatus,
    /// How often cards were added or changed. A list that was requested before the last time is out
    /// of date.
    pub changes: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListStatus {
    /// The server is reading the list.
    #[default]
    Loading,
    Idle,
    /// It could not be read.
    NotLoaded,
    /// The server is changing it.
    Changing,
    /// It was changed: this card is the default now, or was removed.
    Changed(Change, PaymentMethod),
    /// It was not changed, or nobody knows.
    NotChanged(ChangeFailure),
}

/// What can be done with a card in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    MakeDefault,
    Remove,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeFailure {
    /// The card is not in the account any more.
    Gone,
    /// Zuora: the default card is not removed before another is the default.
    IsDefault,
    /// The answer does not say whether it was changed.
    Unknown,
}

impl From<&ApiError> for ChangeFailure {
    fn from(error: &ApiError) -> Self {
        match error.kind {
            ApiErrorKind::NoSuchPaymentMethod => Self::Gone,
            ApiErrorKind::DefaultPaymentMethod => Self::IsDefault,
            _ => Self::Unknown,
        }
    }
}

impl CardList {
    /// Whether nothing is being read or changed.
    pub fn is_idle(&self) -> bool {
        !matches!(self.status, ListStatus::Loading | ListStatus::Changing)
    }

    pub fn get(&self, id: &str) -> Option<&PaymentMethod> {
        self.cards.as_ref()?.iter().find(|card| card.id == id)
    }

    /// The list was read. What was said of the last change stays, and a change that is being made
    /// goes on.
    pub fn loaded(&mut self, result: Result<Vec<PaymentMethod>, ApiError>) {
        let was_missing = matches!(self.status, ListStatus::Loading | ListStatus::NotLoaded);
        match result {
            Ok(cards) => {
                self.cards = Some(cards);
                if was_missing {
                    self.status = ListStatus::Idle;
                }
            }
            Err(_) if self.status == ListStatus::Changing => {}
            Err(_) => self.status = ListStatus::NotLoaded,
        }
    }

    /// Begins a change. `false`: it cannot be made.
    pub fn begin(&mut self, change: Change, id: &str) -> bool {
        let Some(card) = self.get(id).filter(|_| self.is_idle()) else {
            return false;
        };
        let is_refused = change == Change::Remove && card.is_default;
        self.status = match is_refused {
            true => ListStatus::NotChanged(ChangeFailure::IsDefault),
            false => ListStatus::Changing,
        };
        !is_refused
    }

    /// A change has ended, with the list as it is then.
    pub fn changed(
        &mut self,
        change: Change,
        id: &str,
        result: Result<Vec<PaymentMethod>, ApiError>,
    ) {
        self.changes += 1;
        let card = self.get(id).cloned();
        self.status = match (&result, card) {
            (Ok(_), Some(card)) => ListStatus::Changed(change, card),
            (Ok(_), None) => ListStatus::Idle,
            (Err(error), _) => ListStatus::NotChanged(error.into()),
        };
        if let Ok(cards) = result {
            self.cards = Some(cards);
        }
    }

    /// Adds a card that was saved just now, before the list is read again.
    pub fn add(&mut self, card: PaymentMethod) {
        self.changes += 1;
        let Some(cards) = &mut self.cards else { return };
        cards.retain(|other| other.id != card.id);
        let is_default = card.is_default || cards.is_empty();
        if card.is_default {
            for other in cards.iter_mut() {
                other.is_default = false;
            }
        }
        let behind_default = usize::from(!is_default && cards.iter().any(|it| it.is_default));
        cards.insert(behind_default.min(cards.len()), card);
        self.status = ListStatus::Idle;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(id: &str, is_default: bool) -> PaymentMethod {
        PaymentMethod {
            id: id.into(),
            credit_card_type: "Visa".into(),
            card_number: "************1111".into(),
            expiration_month: 10,
            expiration_year: 2034,
            is_default,
            status: "Active".into(),
        }
    }

    fn list() -> CardList {
        let mut list = CardList::default();
        list.loaded(Ok(vec![card("a", true), card("b", false)]));
        list
    }

    fn ids(list: &CardList) -> Vec<(&str, bool)> {
        let cards = list.cards.iter().flatten();
        cards.map(|card| (&*card.id, card.is_default)).collect()
    }

    fn error(kind: ApiErrorKind) -> ApiError {
        kind.into()
    }

    #[test]
    fn a_list_that_cannot_be_read_can_be_read_later() {
        let mut list = CardList::default();
        assert!(!list.is_idle());
        list.loaded(Err(error(ApiErrorKind::ZuoraBusy)));
        assert_eq!((list.is_idle(), &list.status), (true, &ListStatus::NotLoaded));
        list.loaded(Ok(vec![card("a", true)]));
        assert_eq!((ids(&list), &list.status), (vec![("a", true)], &ListStatus::Idle));
    }

    #[test]
    fn a_change_says_what_was_changed_or_that_it_was_not() {
        let mut list = list();
        assert!(list.begin(Change::MakeDefault, "b"));
        list.loaded(Ok(vec![card("a", true), card("b", false)]));
        list.loaded(Err(error(ApiErrorKind::ZuoraBusy)));
        assert!(!list.begin(Change::Remove, "b"), "one change at a time");
        list.changed(Change::MakeDefault, "b", Ok(vec![card("b", true), card("a", false)]));
        let said = ListStatus::Changed(Change::MakeDefault, card("b", false));
        assert_eq!((ids(&list), &list.status), (vec![("b", true), ("a", false)], &said));
        list.loaded(Ok(vec![card("b", true)]));
        assert_eq!(list.status, said, "reading it again does not take that back");

        for (kind, failure) in [
            (ApiErrorKind::NoSuchPaymentMethod, ChangeFailure::Gone),
            (ApiErrorKind::DefaultPaymentMethod, ChangeFailure::IsDefault),
            (ApiErrorKind::SiteUnreachable, ChangeFailure::Unknown),
        ] {
            assert!(list.begin(Change::MakeDefault, "b"));
            list.changed(Change::MakeDefault, "b", Err(error(kind)));
            assert_eq!(list.status, ListStatus::NotChanged(failure));
            assert_eq!(ids(&list), [("b", true)]);
        }
    }

    #[test]
    fn the_default_card_is_not_removed_and_an_unknown_one_not_changed() {
        let mut list = list();
        assert!(!list.begin(Change::Remove, "c"));
        assert_eq!(list.status, ListStatus::Idle);
        assert!(!list.begin(Change::Remove, "a"));
        assert_eq!(list.status, ListStatus::NotChanged(ChangeFailure::IsDefault));
        assert!(list.begin(Change::Remove, "b"));
    }

    #[test]
    fn a_saved_card_is_in_the_list_at_once() {
        let mut list = list();
        list.add(card("c", false));
        assert_eq!(ids(&list), [("a", true), ("c", false), ("b", false)]);
        list.add(card("d", true));
        assert_eq!(ids(&list), [("d", true), ("a", false), ("c", false), ("b", false)]);
        list.add(card("d", true));
        assert_eq!(ids(&list).len(), 4);
        let mut unknown = CardList::default();
        unknown.add(card("a", true));
        assert_eq!(unknown.cards, None, "a list of one card would be a wrong list");
        assert_eq!(unknown.changes, 1, "a list that is on its way does not have it");
    }
}
