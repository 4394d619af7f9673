//! Zuora as the sandbox plays it: tickets that serve once and expire, and cards that appear in the
//! account's list a little later than they were sent.

use super::{Mutation, world::World};
use crate::{
    flow::{Event, FoundCard, SavedCard, Sent},
    zuora::{PaymentMethod, Reason, Refusal},
};
use std::time::Duration;

/// How long Zuora may go on with a call whose connection is gone, in milliseconds. The last check
/// comes later than that.
const MAX_LAG: u64 = 5000;
/// The browser's own time limit, in milliseconds.
const TIME_LIMIT: u64 = 30_000;

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

fn refused(code: &str) -> Sent {
    let reasons = vec![Reason { code: code.into(), message: "words".into() }];
    Sent::Refused(Refusal { process_id: None, reasons }, Vec::new())
}

impl World {
    /// The browser sends a page's ticket. The call may be lost, be repeated by the browser itself,
    /// or end in an answer that is lost.
    pub fn send(&mut self, page: usize, ticket: usize) {
        let lost = self.lost();
        if self.chance(15) {
            return self.answer(page, lost);
        }
        let intent = self.pages[page].intent;
        if self.chance(10) {
            // A kept-alive connection breaks once Zuora is done, and the browser repeats the call.
            self.receive(ticket, intent, 0);
            let again = self.receive(ticket, intent, 0);
            return self.answer(page, again);
        }
        let lag = self.between(0, MAX_LAG);
        let answer = self.receive(ticket, intent, lag);
        let answer = if self.chance(25) { lost } else { answer };
        self.answer(page, answer);
    }

    fn lost(&self) -> Sent {
        match self.mutation {
            Mutation::LostIsRefused => refused("50000099"),
            _ => Sent::NoAnswer,
        }
    }

    fn answer(&mut self, page: usize, answer: Sent) {
        let is_stalled = matches!(answer, Sent::NoAnswer) && self.chance(20);
        let after = if is_stalled { TIME_LIMIT } else { self.between(1, 1500) };
        self.later(page, after, Event::Answered(answer));
    }

    /// Zuora receives a call, and carries it out within `lag` milliseconds.
    fn receive(&mut self, ticket: usize, intent: usize, lag: u64) -> Sent {
        let now = self.now;
        let ticket = &mut self.zuora.tickets[ticket];
        if ticket.is_spent || ticket.expires <= now {
            return refused("90000011");
        }
        ticket.is_spent = true;
        let outcome = self.between(0, 99);
        if outcome < 20 {
            return refused("50000099");
        }
        let is_created = outcome < 80 || self.chance(50);
        if is_created {
            self.zuora.cards.push(Card { intent, from: now + Duration::from_millis(lag) });
        }
        if outcome >= 80 {
            return refused("50000060");
        }
        let place = self.zuora.cards.len() - 1;
        Sent::Saved(SavedCard { default: false, ..found(place).card })
    }
}
