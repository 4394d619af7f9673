//! The sequence diagram, as SVG.

use super::{
    node::{Node, element, labelled},
    step_view::{STATES, milliseconds},
};
use crate::{
    inspector::{Arrow, Lifeline, Step, arrows, height, x},
    words::InspectorWords,
};

pub fn picture(steps: &[Step], words: &InspectorWords) -> Vec<Node> {
    let arrows = arrows(steps);
    let Some(first) = arrows.first() else {
        return Vec::new();
    };
    let height = height(&arrows);
    let lifelines = [
        (Lifeline::Browser, words.browser),
        (Lifeline::Server, words.server),
        (Lifeline::Zuora, words.zuora),
    ];
    let mut drawn = Vec::new();
    for (lifeline, name) in lifelines {
        let x = x(lifeline);
        drawn.push(label(x, 18, "middle", "lifeline", name));
        drawn.push(line((x, 28), (x, height)).set("class", "life"));
    }
    let stage_2 = arrows.iter().find(|arrow| arrow.step.id.is_stage_2());
    for (arrow, name) in [(Some(first), words.stage_1), (stage_2, words.stage_2)] {
        if let Some(arrow) = arrow {
            drawn.push(label(106, arrow.y - 15, "start", "stage", name));
        }
    }
    drawn.extend(arrows.iter().map(|arrow| draw(arrow, words)));
    let view_box = ["0 0 480 ", &*height.to_string()].concat();
    let svg = element("svg").set("viewBox", &view_box).set("role", "img");
    vec![svg.set("aria-label", words.diagram).with(drawn)]
}

fn draw(arrow: &Arrow, words: &InspectorWords) -> Node {
    let Arrow { step, from, to, y, time } = arrow;
    let y = *y;
    // The head points to where the arrow ends.
    let back = if to > from { to - 7 } else { to + 7 };
    let points = [(*to, y), (back, y - 4), (back, y + 4)]
        .map(|(x, y)| [&*x.to_string(), ",", &*y.to_string(), " "].concat())
        .concat();
    let middle = u32::midpoint(*from, *to);
    let time = time.map(|time| milliseconds(time, words)).unwrap_or_default();
    element("g").set("class", "arrow").set("data-state", STATES[step.state as usize]).with(vec![
        label(92, y + 4, "end", "time", &time),
        line((*from, y), (*to, y)),
        element("polygon").set("points", &points),
        element("circle").at("cx", middle).at("cy", y).at("r", 9),
        label(middle, y + 4, "middle", "number", step.id.number()),
    ])
}

fn line((x1, y1): (u32, u32), (x2, y2): (u32, u32)) -> Node {
    element("line").at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2)
}

fn label(x: u32, y: u32, anchor: &'static str, class: &'static str, content: &str) -> Node {
    labelled("text", class, content).at("x", x).at("y", y).set("text-anchor", anchor)
}
