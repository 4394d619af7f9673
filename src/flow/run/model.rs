//! The five rules of a run, held against random schedules: two pages of one browser, a network that
//! loses and repeats calls, and a Zuora with the sandbox's rules (`model/network.rs`, `model/zuora.rs`).

mod network;
mod rules;
mod world;
mod zuora;

use crate::flow::phase::{Confirmation, Failure, Phase};
use rules::{Mutation, Rule};
use std::collections::BTreeSet;
use world::World;

const SCHEDULES: u64 = 100_000;

/// Plays schedules until one breaks a rule.
fn first_broken(mutation: Mutation, schedules: u64) -> Option<(u64, Rule)> {
    (0..schedules).find_map(|seed| Some((seed, World::new(seed, mutation).play().err()?)))
}

#[test]
fn the_five_rules_hold_in_a_hundred_thousand_schedules() {
    assert_eq!(first_broken(Mutation::None, SCHEDULES), None);
}

#[test]
fn each_rule_is_broken_by_a_mutation() {
    for (mutation, rule) in [
        (Mutation::SkipsCheck, Rule::OneCardForOneIntent),
        (Mutation::LostIsRefused, Rule::NoFailureWhileACardExists),
        (Mutation::KeepsTicket, Rule::TicketSentOnce),
        (Mutation::KeepsCard, Rule::NoCardAfterTheEnd),
        (Mutation::SwallowsFailure, Rule::EveryRunEnds),
    ] {
        let broken =
            (0..SCHEDULES).any(|seed| World::new(seed, mutation).play().err() == Some(rule));
        assert!(broken, "{mutation:?} does not break {rule:?}");
    }
}

#[test]
fn the_schedules_reach_every_outcome() {
    let outcomes = (0..1000)
        .flat_map(|seed| World::new(seed, Mutation::None).play().expect("no rule is broken"));
    let reached: BTreeSet<_> = outcomes
        .map(|phase| match phase {
            Phase::Ready => "ready",
            Phase::Saved { confirmation: Confirmation::Pending, .. } => "saved",
            Phase::Saved { .. } => "found",
            Phase::Failed { failure, .. } => match failure {
                Failure::NotSigned(_) => "not signed",
                Failure::Refused(_) if failure.is_open() => "open, with a reason",
                Failure::Refused(_) => "refused",
                Failure::Unknown => "open",
                Failure::NotSaved(None) => "not saved",
                Failure::NotSaved(Some(_)) => "not saved, with a reason",
            },
            other => panic!("{other:?} is no outcome"),
        })
        .collect();
    let all = [
        "ready",
        "saved",
        "found",
        "not signed",
        "refused",
        "open",
        "open, with a reason",
        "not saved",
        "not saved, with a reason",
    ];
    assert_eq!(reached, all.into());
}
