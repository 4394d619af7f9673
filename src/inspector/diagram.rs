//! The geometry of the sequence diagram: where each arrow begins and ends, and how far down it is.
//! Down is time: a longer wait is a longer way, on a scale that keeps seconds and milliseconds in one
//! picture.

use super::steps::{Lifeline, Step};

/// The lifelines' places, in the units of the picture, which is 480 wide.
const BROWSER: u32 = 100;
const SERVER: u32 = 270;
const ZUORA: u32 = 440;
/// The first arrow, and what an arrow needs at least.
const TOP: u32 = 56;
const ROW: u32 = 26;
/// What each doubling of a wait adds, and how much at most.
const DOUBLING: u32 = 3;
const MAX_GAP: u32 = 40;

/// An arrow between two lifelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub step: Step,
    pub from: u32,
    pub to: u32,
    pub y: u32,
    /// Since the first step, in tenths of a millisecond.
    pub time: Option<u32>,
}

/// Where a lifeline is.
pub fn x(lifeline: Lifeline) -> u32 {
    match lifeline {
        Lifeline::Browser => BROWSER,
        Lifeline::Server => SERVER,
        Lifeline::Zuora => ZUORA,
    }
}

/// The arrows of these steps, from the top to the bottom.
pub fn arrows(steps: &[Step]) -> Vec<Arrow> {
    let first = steps.iter().find_map(|step| step.at);
    let (mut y, mut last) = (TOP, first);
    let mut arrows = Vec::with_capacity(steps.len());
    for (index, step) in steps.iter().enumerate() {
        if index > 0 {
            y += ROW + gap(last, step.at);
        }
        last = step.at.or(last);
        let (from, to) = step.id.ends();
        let time = step.at.zip(first).map(|(at, first)| at.saturating_sub(first));
        arrows.push(Arrow { step: step.clone(), from: x(from), to: x(to), y, time });
    }
    arrows
}

/// The way that a wait adds.
fn gap(from: Option<u32>, to: Option<u32>) -> u32 {
    let wait = to.zip(from).map_or(0, |(to, from)| to.saturating_sub(from));
    let doublings = u32::BITS - (wait / 10).leading_zeros();
    (doublings * DOUBLING).min(MAX_GAP)
}

/// The height of the picture.
pub fn height(arrows: &[Arrow]) -> u32 {
    arrows.last().map_or(TOP, |arrow| arrow.y) + ROW
}
