//! The sequence diagram, as SVG. It is built with functions, not with markup: the page's Trusted
//! Types policy takes no SVG from a text.

use super::{
    Shown,
    step_view::{STATES, milliseconds},
};
use crate::{
    inspector::{Arrow, Lifeline, arrows, height, x},
    words::InspectorWords,
};
use leptos::{prelude::*, svg};

#[expect(non_snake_case)]
pub fn Picture(shown: Shown) -> AnyView {
    let arrows = Memo::new(move |_| shown.steps.with(|steps| arrows(steps)));
    let words = InspectorWords::current();
    let picture = move || {
        arrows.with(|arrows| (!arrows.is_empty()).then(|| draw(arrows, words)))
    };
    view! { <div class="picture">{picture}</div> }.into_any()
}

fn draw(arrows: &[Arrow], words: &'static InspectorWords) -> AnyView {
    let height = height(arrows);
    let lifelines = [
        (Lifeline::Browser, words.browser),
        (Lifeline::Server, words.server),
        (Lifeline::Zuora, words.zuora),
    ];
    let lifelines = lifelines.map(|(lifeline, name)| {
        let x = x(lifeline);
        svg::g().child((
            text(x, 18, "middle", "lifeline", name.to_owned()),
            svg::line().attr("x1", x).attr("x2", x).attr("y1", 28).attr("y2", height).class("life"),
        ))
    });
    let stage_2 = arrows.iter().find(|arrow| arrow.step.id.is_stage_2()).map(|arrow| arrow.y);
    let stages = [(Some(arrows[0].y), words.stage_1), (stage_2, words.stage_2)];
    let stages = stages.into_iter().filter_map(|(y, name)| {
        Some(text(106, y? - 15, "start", "stage", name.to_owned()))
    });
    let drawn: Vec<_> = arrows.iter().map(arrow).collect();
    svg::svg()
        .attr("viewBox", ["0 0 480 ", &*height.to_string()].concat())
        .attr("role", "img")
        .attr("aria-label", words.diagram)
        .child((lifelines.into_iter().collect::<Vec<_>>(), stages.collect::<Vec<_>>(), drawn))
        .into_any()
}

fn arrow(arrow: &Arrow) -> AnyView {
    let Arrow { step, from, to, y, time } = arrow;
    let y = *y;
    // The head points to where the arrow ends.
    let back = if to > from { to - 7 } else { to + 7 };
    let points = [(*to, y), (back, y - 4), (back, y + 4)]
        .map(|(x, y)| [&*x.to_string(), ",", &*y.to_string(), " "].concat())
        .concat();
    let middle = u32::midpoint(*from, *to);
    svg::g()
        .attr("data-state", STATES[step.state as usize])
        .class("arrow")
        .child((
            text(92, y + 4, "end", "time", time.map(milliseconds).unwrap_or_default()),
            svg::line().attr("x1", *from).attr("x2", *to).attr("y1", y).attr("y2", y),
            svg::polygon().attr("points", points),
            svg::circle().attr("cx", middle).attr("cy", y).attr("r", 9),
            text(middle, y + 4, "middle", "number", step.id.number().to_owned()),
        ))
        .into_any()
}

fn text(x: u32, y: u32, anchor: &'static str, class: &'static str, content: String) -> AnyView {
    svg::text()
        .attr("x", x)
        .attr("y", y)
        .attr("text-anchor", anchor)
        .class(class)
        .child(content)
        .into_any()
}
