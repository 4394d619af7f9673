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
const STAGE: u32 = 12;
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
            // Room for the name of the second stage.
            let begins = step.id.is_stage_2() && !steps[index - 1].id.is_stage_2();
            y += if begins { STAGE } else { 0 };
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

/// The same as text, for where there is no picture: a line for the names, and one for each arrow.
#[cfg(not(target_arch = "wasm32"))]
pub fn text_diagram(steps: &[Step], names: [&str; 3]) -> String {
    /// The columns of the lifelines.
    const COLUMNS: [usize; 3] = [3, 19, 35];
    let mut lines = vec![format!("{:<15} {:<15} {}", names[0], names[1], names[2])];
    for step in steps {
        let (from, to) = step.id.ends();
        let ends = [COLUMNS[from as usize], COLUMNS[to as usize]];
        let (left, right) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let drawn = (0..=COLUMNS[2]).map(|column| match column {
            _ if column == usize::midpoint(left, right) => step.id.number(),
            _ if column == left + 1 && to < from => "◄",
            _ if column + 1 == right && from < to => "►",
            _ if COLUMNS.contains(&column) && !(left < column && column < right) => "│",
            _ if left < column && column < right => "─",
            _ => " ",
        });
        lines.push(drawn.collect());
    }
    lines.join("\n")
}
