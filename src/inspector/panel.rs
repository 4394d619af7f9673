//! The panel: draws the steps of a run, and follows the recorder while it is open.

mod frame;
mod picture;
mod step_view;
mod table;

use super::{Run, State, Step, StepId, steps};
use crate::{
    browser::{Json, node},
    words::InspectorWords,
    zuora::{Fields as _, FromFields as _},
};
use leptos::{mount::mount_to_renderer, prelude::*};
use node::{fill, text};
use wasm_bindgen::{JsCast as _, JsValue, prelude::*};
use web_sys::{Element, Event};

#[wasm_bindgen]
extern "C" {
    /// The recorder of the page (`src/inspector/recorder.js`).
    #[derive(Clone)]
    pub type Recorder;
    #[wasm_bindgen(method)]
    fn state(this: &Recorder) -> JsValue;
    /// Calls back after every change.
    #[wasm_bindgen(method)]
    fn listen(this: &Recorder, changed: JsValue);
    /// Does what a button of the panel says.
    #[wasm_bindgen(method, js_name = do)]
    fn act(this: &Recorder, action: &str, run: u32, exchange: &str);
    #[wasm_bindgen(method)]
    fn copy(this: &Recorder, text: &str);
}

/// What the recorder has at the moment.
#[derive(Clone, Default, PartialEq)]
struct Recorded {
    runs: Vec<Run>,
    is_stepping: bool,
    held: bool,
}

impl Recorded {
    fn read(recorder: &Recorder) -> Self {
        let json = Json::from(recorder.state());
        Self {
            runs: json.items("runs").iter().filter_map(Run::from_fields).collect(),
            is_stepping: json.flag("isStepping").unwrap_or_default(),
            held: json.flag("isHeld").unwrap_or_default(),
        }
    }
}

/// Opens the panel in its place.
#[wasm_bindgen]
pub fn open_inspector(place: &Element, recorder: Recorder) {
    let section = || view! { <section aria-label=InspectorWords::current().title></section> };
    mount_to_renderer(place, section).forget();
    let Some(section) = place.last_element_child() else { return };
    fill(&section, &frame::frame(InspectorWords::current()));
    let owner = Owner::new_root(None);
    owner.with(|| follow(&section, recorder));
    // The effects live as long as the page.
    std::mem::forget(owner);
}

fn follow(section: &Element, recorder: Recorder) {
    let words = InspectorWords::current();
    let current = RwSignal::new(Recorded::read(&recorder));
    let of_change = recorder.clone();
    let changed = Closure::<dyn Fn()>::new(move || {
        let new = Recorded::read(&of_change);
        // Otherwise everything would be drawn again, under the pointer of whoever presses a button.
        if current.with_untracked(|current| *current != new) {
            current.set(new);
        }
    });
    recorder.listen(changed.into_js_value());
    let chosen = RwSignal::new(0);
    let run = Memo::new(move |_| {
        current.with(|current| {
            let by_id = current.runs.iter().find(|run| run.id == chosen.get());
            by_id.or(current.runs.last()).cloned().unwrap_or_default()
        })
    });
    let steps =
        Memo::new(move |_| run.with(|run| if run.id == 0 { Vec::new() } else { steps(run) }));
    let each = |selector: &'static str, draw: Box<dyn Fn(&Element)>| {
        if let Ok(Some(place)) = section.query_selector(selector) {
            Effect::new(move |_| draw(&place));
        }
    };
    for (index, id) in StepId::ALL.into_iter().enumerate() {
        let Ok(Some(item)) = section.query_selector(&frame::item(index)) else { continue };
        let step = Memo::new(move |_| {
            steps.with(|steps| steps.iter().find(|step| step.id == id).cloned())
        });
        let first = Memo::new(move |_| steps.with(|steps| steps.iter().find_map(|step| step.at)));
        Effect::new(move |_| step_view::head(&item, step.get().as_ref(), first.get(), words));
        let Ok(Some(body)) = section.query_selector(&[&frame::item(index), " .body"].concat())
        else {
            continue;
        };
        Effect::new(move |_| {
            let shown = step.get().map(|step| run.with(|run| step_view::body(run, &step, words)));
            fill(&body, &shown.unwrap_or_default());
        });
    }
    each(
        ".picture",
        Box::new(move |place| {
            steps.with(|steps| fill(place, &picture::picture(steps, words)));
        }),
    );
    each(
        "tbody",
        Box::new(move |place| {
            let chosen = run.with(|run| run.id);
            current.with(|current| table::draw(place, &current.runs, chosen, words));
        }),
    );
    each(
        ".none",
        Box::new(move |place| {
            let none = if run.with(|run| run.id == 0) { words.no_run } else { "" };
            fill(place, &[text(none)]);
        }),
    );
    let message = Memo::new(move |_| steps.with(|steps| announcement(steps, words)));
    each(
        "[aria-live]",
        Box::new(move |place| {
            fill(place, &[text(&message.get())]);
        }),
    );
    each(
        "[data-action=next]",
        Box::new(move |place| {
            let _ = place
                .toggle_attribute_with_force("disabled", current.with(|current| !current.held));
        }),
    );
    each(
        "[data-action=step]",
        Box::new(move |place| {
            let is_on = current.with(|current| current.is_stepping);
            let _ = place.set_attribute("aria-pressed", if is_on { "true" } else { "false" });
        }),
    );
    let of_click = section.clone();
    let handle = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let pressed = target.and_then(|target| target.closest("[data-action]").ok().flatten());
        let Some(pressed) = pressed else { return };
        let value = |name| pressed.get_attribute(name).unwrap_or_default();
        let action = value("data-action");
        match &*action {
            "choose" => chosen.set(value("data-run").parse().unwrap_or_default()),
            "curl" => recorder.copy(&value("data-command")),
            action => recorder.act(action, run.with_untracked(|run| run.id), &value("data-part")),
        }
        if matches!(&*action, "curl" | "json")
            && let Ok(Some(place)) = of_click.query_selector("[aria-live]")
        {
            fill(&place, &[text(words.copied)]);
        }
    });
    let _ =
        section.add_event_listener_with_callback("click", handle.into_js_value().unchecked_ref());
}

/// One message for each step that begins or ends.
fn announcement(steps: &[Step], words: &InspectorWords) -> String {
    let waits = |state| {
        matches!(state, State::Waiting | State::Unknown | State::Remembered | State::NotMade)
    };
    let last = steps.iter().rfind(|step| !waits(step.state));
    let message = last.map(|step| {
        [words.steps[step.id as usize], ": ", words.states[step.state as usize]].concat()
    });
    message.unwrap_or_default()
}
