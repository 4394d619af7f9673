//! What must hold for this project: the goals of its fast path. Only what a busy machine does not
//! change: ratios, counts, and times that the links dominate.

use super::{
    contender::Kind,
    result::{BenchResult, Run, Which},
    statistics::median,
};
use std::fmt;

/// The round-trip time that the gates are about: at this one, the machine's own time is small.
const ROUND_TRIP_MS: u64 = 200;
/// Beyond the one round trip of the call that saves the card.
const SECOND_CARD_MARGIN_MS: f64 = 25.0;
/// Beyond that and the preflight's.
const FIRST_CARD_MARGIN_MS: f64 = 30.0;
/// Of the time that contender A takes.
const MAX_RATIO: f64 = 0.4;

/// A goal, and whether it is met. `None`: this run cannot say.
#[derive(Debug, PartialEq)]
pub struct Gate {
    pub goal: String,
    pub found: String,
    pub met: Option<bool>,
}

impl fmt::Display for Gate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.met {
            Some(true) => "ok    ",
            Some(false) => "MISSED",
            None => "-     ",
        };
        write!(formatter, "{verdict} {}: {}", self.goal, self.found)
    }
}

pub fn gates(result: &BenchResult) -> Vec<Gate> {
    let run = result.runs.iter().find(|run| run.round_trip_ms == ROUND_TRIP_MS);
    let Some(run) = run else {
        return vec![Gate {
            goal: format!("goals at round trips of {ROUND_TRIP_MS} ms"),
            found: "not measured".into(),
            met: None,
        }];
    };
    let time = |kind, which| median(&run.times(kind, which));
    let round_trip = f64::from(u32::try_from(ROUND_TRIP_MS).unwrap_or_default());
    let at_most = |what: &str, limit: f64, which| {
        let found = time(Kind::Ours, which);
        Gate {
            goal: format!("{what}, at round trips of {ROUND_TRIP_MS} ms: at most {limit:.0} ms"),
            found: format!("{found:.0} ms"),
            met: Some(found <= limit),
        }
    };
    let ratio = time(Kind::Ours, Which::Second) / time(Kind::Express, Which::Second);
    vec![
        at_most("the second card", round_trip + SECOND_CARD_MARGIN_MS, Which::Second),
        at_most("the first card", 2.0 * round_trip + FIRST_CARD_MARGIN_MS, Which::First),
        Gate {
            goal: format!("the second card, of the time that A takes: at most {MAX_RATIO}"),
            found: format!("{ratio:.2}"),
            met: Some(ratio <= MAX_RATIO),
        },
        no_preflight(run),
        one_card_each(result),
    ]
}

/// The browser remembers the preflight's answer.
fn no_preflight(run: &Run) -> Gate {
    let journeys = run.journeys(Kind::Ours, Which::Second);
    let most = journeys.iter().map(|journey| journey.counts.preflights).max();
    Gate {
        goal: "the second card: no preflight".into(),
        found: format!("{} at most", most.unwrap_or_default()),
        met: Some(most == Some(0)),
    }
}

/// Whatever else a contender does, it saves a card exactly once.
fn one_card_each(result: &BenchResult) -> Gate {
    let samples = result.runs.iter().flat_map(|run| &run.samples);
    let journeys: Vec<_> = samples.flat_map(|sample| [sample.first, sample.second]).collect();
    let wrong = journeys.iter().filter(|journey| journey.counts.cards_created != 1).count();
    Gate {
        goal: "every contender: one card created for each that is saved".into(),
        found: format!("{} of {} journeys", journeys.len() - wrong, journeys.len()),
        met: Some(wrong == 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests::result_with;

    fn met(first: f64, second: f64) -> Vec<Option<bool>> {
        gates(&result_with(200, [first, second])).into_iter().map(|gate| gate.met).collect()
    }

    /// A takes 600 ms for the second card.
    #[test]
    fn each_goal_can_be_missed() {
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(met(430.0, 225.0), [yes, yes, yes, yes, yes]);
        assert_eq!(met(430.0, 226.0), [no, yes, yes, yes, yes]);
        assert_eq!(met(431.0, 225.0), [yes, no, yes, yes, yes]);
        assert_eq!(met(430.0, 241.0), [no, yes, no, yes, yes]);
    }

    #[test]
    fn counts_are_goals_too() {
        let mut result = result_with(200, [400.0, 200.0]);
        for sample in &mut result.runs[0].samples {
            sample.second.counts.preflights = 1;
            sample.second.counts.cards_created = 2;
        }
        let met: Vec<_> = gates(&result).into_iter().map(|gate| gate.met).collect();
        assert_eq!(met[3..], [Some(false), Some(false)]);
    }

    #[test]
    fn another_round_trip_time_says_nothing() {
        let gates = gates(&result_with(50, [900.0, 900.0]));
        assert_eq!(gates.len(), 1);
        assert_eq!(gates[0].met, None);
    }
}
