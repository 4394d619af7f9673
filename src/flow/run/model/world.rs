//! Two pages of one browser, the person in front of them, and the time that passes.

use super::{
    rules::{Mutation, Rule},
    zuora::Zuora,
};
use crate::{
    api_error::ApiErrorKind,
    flow::{
        phase::{Failure, Phase},
        run::{
            Run,
            event::{Effect, Event},
        },
    },
};
use rand::{RngExt as _, SeedableRng as _, rngs::SmallRng};
use std::{collections::BTreeMap, mem, time::Duration};

/// Longer than any run takes: two pages in turn, each with a call that stalls and then its checks.
const LONGEST_RUN: Duration = Duration::from_mins(4);

/// A page: its run, and what the browser keeps for it.
#[derive(Debug, Default)]
pub struct Page {
    pub run: Run,
    /// The ticket in hand, by its number.
    ticket: Option<usize>,
    /// Whether the browser keeps the card.
    has_card: bool,
    /// What the person wants saved, by its number.
    pub intent: usize,
    /// How many cards there were when that began.
    before: usize,
    turn: Turn,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Turn {
    #[default]
    No,
    Awaited {
        waited: bool,
    },
    Yes,
}

/// What is going to happen on a page.
#[derive(Debug)]
enum Due {
    Event(Box<Event>),
    Granted,
    Searched,
}

pub struct World {
    random: SmallRng,
    pub mutation: Mutation,
    pub now: Duration,
    pub zuora: Zuora,
    pub pages: [Page; 2],
    intents: usize,
    sent: Vec<usize>,
    /// By its time, and by a number that keeps what happens at the same time in order.
    agenda: BTreeMap<(Duration, usize), (usize, Due)>,
    numbers: usize,
}

impl World {
    pub fn new(seed: u64, mutation: Mutation) -> Self {
        let mut pages = <[Page; 2]>::default();
        for page in &mut pages {
            page.run.step(Event::Opened(Phase::Ready), Duration::ZERO);
        }
        Self {
            random: SmallRng::seed_from_u64(seed),
            mutation,
            now: Duration::ZERO,
            zuora: Zuora::default(),
            pages,
            intents: 0,
            sent: Vec::new(),
            agenda: BTreeMap::new(),
            numbers: 0,
        }
    }

    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        self.random.random_range(low..=high)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.between(0, 99) < percent
    }

    pub fn later(&mut self, page: usize, after_ms: u64, event: Event) {
        self.due(page, after_ms, Due::Event(Box::new(event)));
    }

    fn due(&mut self, page: usize, after_ms: u64, due: Due) {
        self.numbers += 1;
        let time = self.now + Duration::from_millis(after_ms);
        self.agenda.insert((time, self.numbers), (page, due));
    }

    /// Plays one schedule, and returns the outcome on each page. The error is the first rule that is
    /// broken.
    pub fn play(mut self) -> Result<[Phase; 2], Rule> {
        for _ in 0..self.between(3, 14) {
            let page = usize::from(self.chance(30));
            self.act(page)?;
            let longest = match self.between(0, 9) {
                0 => 200_000,
                1..=3 => 4000,
                4..=7 => 300,
                _ => 0,
            };
            let pause = self.between(0, longest);
            self.pass(Duration::from_millis(pause))?;
        }
        self.pass(LONGEST_RUN)?;
        let is_busy = self.pages.iter().any(|page| page.run.phase().is_busy());
        if is_busy {
            return Err(Rule::EveryRunEnds);
        }
        Ok(self.pages.map(|page| page.run.phase().clone()))
    }

    /// Something that a person or a browser does.
    fn act(&mut self, page: usize) -> Result<(), Rule> {
        match self.between(0, 12) {
            0..=2 => self.report(page, Event::Used { can_sign: true }),
            3..=7 => self.submit(page),
            8 => self.report(page, Event::CheckRequested),
            9 => self.report(page, Event::Reopened),
            10 => self.reload(page),
            11 => self.report(page, Event::CameBack),
            _ => {
                let visible = self.chance(50);
                self.report(page, Event::Woken { visible })
            }
        }
    }

    /// Presses the button, up to three times.
    fn submit(&mut self, page: usize) -> Result<(), Rule> {
        for _ in 0..self.between(1, 3) {
            let phase = self.pages[page].run.phase();
            if phase.is_open() && !phase.is_in_doubt() {
                self.intents += 1;
                let page = &mut self.pages[page];
                page.intent = self.intents;
                page.has_card = true;
                page.before = self.zuora.next_place();
            }
            self.report(page, Event::Submitted { ticket_fits: true })?;
        }
        Ok(())
    }

    /// Leaves the page and loads it again. What it has sent is on its way all the same.
    fn reload(&mut self, page: usize) -> Result<(), Rule> {
        let left = mem::take(&mut self.pages[page]);
        self.agenda.retain(|_, (other, _)| *other != page);
        self.report(page, Event::Opened(Phase::Ready))?;
        let phase = left.run.phase();
        if phase.is_in_doubt() || left.turn == Turn::Yes && phase.is_busy() {
            self.pages[page].intent = left.intent;
            self.pages[page].before = left.before;
            self.report(page, Event::Interrupted)?;
        }
        Ok(())
    }

    fn pass(&mut self, pause: Duration) -> Result<(), Rule> {
        let end = self.now + pause;
        while let Some(next) = self.agenda.first_entry().filter(|next| next.key().0 <= end) {
            self.now = next.key().0;
            let (page, due) = next.remove();
            let event = match due {
                Due::Event(event) => *event,
                Due::Granted => self.grant(page),
                Due::Searched => match self.search(page) {
                    Some(event) => event,
                    None => continue,
                },
            };
            self.report(page, event)?;
        }
        self.now = end;
        Ok(())
    }

    fn grant(&mut self, page: usize) -> Event {
        if self.chance(10) {
            return Event::Signed(Err(ApiErrorKind::ZuoraBusy.into()));
        }
        let lifetime = Duration::from_secs(self.between(60, 300));
        if self.mutation != Mutation::KeepsTicket || self.pages[page].ticket.is_none() {
            self.pages[page].ticket = Some(self.zuora.sign(self.now + lifetime));
        }
        Event::Signed(Ok(true))
    }

    fn search(&mut self, page: usize) -> Option<Event> {
        if self.chance(20) {
            let failure = Event::Checked(Err(ApiErrorKind::SiteUnreachable.into()));
            return (self.mutation != Mutation::SwallowsFailure).then_some(failure);
        }
        let found = self.zuora.find(self.pages[page].before, self.now);
        Some(Event::Checked(Ok(found.filter(|_| self.mutation != Mutation::SkipsCheck))))
    }

    /// Reports an event, carries out its effect, and holds the rules against what is shown then.
    fn report(&mut self, page: usize, event: Event) -> Result<(), Rule> {
        if let Some(effect) = self.pages[page].run.step(event, self.now) {
            self.carry_out(page, effect)?;
        }
        let left = &mut self.pages[page];
        if !left.run.needs_card() && self.mutation != Mutation::KeepsCard {
            left.has_card = false;
        }
        if !left.run.phase().is_busy() {
            if left.has_card {
                return Err(Rule::NoCardAfterTheEnd);
            }
            left.turn = Turn::No;
        }
        self.check_cards(page)?;
        self.give_turns()
    }

    fn carry_out(&mut self, page: usize, effect: Effect) -> Result<(), Rule> {
        let delay = self.between(1, 1500);
        match effect {
            Effect::Sign => self.due(page, delay, Due::Granted),
            Effect::AwaitTurn => {
                let waited = self.pages[1 - page].turn == Turn::Yes;
                self.pages[page].turn = Turn::Awaited { waited };
            }
            Effect::Send => {
                let left = &mut self.pages[page];
                let ticket = left.ticket.expect("a ticket is in hand");
                assert!(left.has_card && left.turn == Turn::Yes);
                if self.mutation != Mutation::KeepsTicket {
                    left.ticket = None;
                }
                if self.sent.contains(&ticket) {
                    return Err(Rule::TicketSentOnce);
                }
                self.sent.push(ticket);
                self.send(page, ticket);
            }
            Effect::Check { after } => self.due(page, milliseconds(after) + delay, Due::Searched),
            Effect::Wake { after } => {
                self.later(page, milliseconds(after), Event::Woken { visible: true });
            }
        }
        Ok(())
    }

    /// One page at a time sends.
    fn give_turns(&mut self) -> Result<(), Rule> {
        for page in 0..2 {
            let is_free = self.pages[1 - page].turn != Turn::Yes;
            if let Turn::Awaited { waited } = self.pages[page].turn
                && is_free
            {
                self.pages[page].turn = Turn::Yes;
                self.report(page, Event::Turn { waited })?;
            }
        }
        Ok(())
    }

    fn check_cards(&self, page: usize) -> Result<(), Rule> {
        if (1..=self.intents).any(|intent| self.zuora.cards_of(intent) > 1) {
            return Err(Rule::OneCardForOneIntent);
        }
        let Page { run, intent, .. } = &self.pages[page];
        let has_failed = matches!(
            run.phase(),
            Phase::Failed { failure: Failure::Refused(_) | Failure::NotSaved(_), .. }
        ) && !run.phase().is_in_doubt();
        if has_failed && self.zuora.cards_of(*intent) > 0 {
            return Err(Rule::NoFailureWhileACardExists);
        }
        Ok(())
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
