//! Zuora as the sandbox plays it: tickets that serve once and expire, and cards that appear in the
//! account's list a little later than they were sent.

use crate::{
    flow::{
        cards::{FoundCard, SavedCard},
        run::event::Sent,
    },
    zuora::{PaymentMethod, Reason, Refusal},
};
use std::time::Duration;

/// What Zuora has.
#[derive(Debug, Default)]
pub struct Zuora {
    tickets: Vec<Ticket>,
    cards: Vec<Card>,
}

#[derive(Debug)]
struct Ticket {
    expires: Duration,
    is_spent: bool,
}

#[derive(Debug)]
struct Card {
    intent: usize,
    /// From when on it is in the list.
    from: Duration,
}

impl Zuora {
    /// The number of cards that this intent has created, or will have when they are listed.
    pub fn cards_of(&self, intent: usize) -> usize {
        self.cards.iter().filter(|card| card.intent == intent).count()
    }

    /// The place of the next card. What is new later has this place or a higher one.
    pub fn next_place(&self) -> usize {
        self.cards.len()
    }

    /// A new card in the list, from this place on.
    pub fn find(&self, before: usize, now: Duration) -> Option<FoundCard> {
        let cards = self.cards.iter().enumerate().skip(before);
        let (place, _) = cards.into_iter().find(|(_, card)| card.from <= now)?;
        Some(found(place))
    }

    pub fn sign(&mut self, expires: Duration) -> usize {
        self.tickets.push(Ticket { expires, is_spent: false });
        self.tickets.len() - 1
    }

    /// Receives a call. A card that it creates is in the list after `lag`.
    pub fn receive(&mut self, call: Call, now: Duration, lag: Duration, fate: Fate) -> Sent {
        let ticket = &mut self.tickets[call.ticket];
        if ticket.is_spent || ticket.expires <= now {
            return refused("90000011");
        }
        ticket.is_spent = true;
        if fate == Fate::Declined {
            return refused("50000099");
        }
        if fate != Fate::Failed {
            self.cards.push(Card { intent: call.intent, from: now + lag });
        }
        if fate != Fate::Created {
            return refused("50000060");
        }
        let place = self.cards.len() - 1;
        Sent::Saved(SavedCard { default: false, ..found(place).card })
    }
}

/// A call that creates a card.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub ticket: usize,
    pub intent: usize,
}

/// What Zuora makes of a call with a valid ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Created,
    Declined,
    /// Zuora has a fault of its own, and has created nothing.
    Failed,
    /// The same answer, and the card is created.
    FailedAfterwards,
}

fn found(place: usize) -> FoundCard {
    PaymentMethod {
        id: place.to_string(),
        credit_card_type: "Visa".into(),
        card_number: "************1111".into(),
        expiration_month: 10,
        expiration_year: 2034,
        is_default: false,
        status: "Active".into(),
    }
    .into()
}

pub fn refused(code: &str) -> Sent {
    let reasons = vec![Reason { code: code.into(), message: "words".into() }];
    Sent::Refused(Refusal { process_id: None, reasons }, Vec::new())
}
