//! The panel: draws the steps of a run, and follows the recorder while it is open.

mod picture;
mod step_view;
mod table;

use super::{Run, State, Step, StepId, steps};
use crate::{
    browser::Json,
    words::InspectorWords,
    zuora::{Fields as _, FromFields as _},
};
use leptos::{mount::mount_to_renderer, prelude::*};
use picture::Picture;
use step_view::StepView;
use table::Table;
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::Element;

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
    /// Holds every call back from now on, or lets all go.
    #[wasm_bindgen(method)]
    fn step(this: &Recorder, on: bool);
    #[wasm_bindgen(method)]
    fn next(this: &Recorder);
    #[wasm_bindgen(method)]
    fn forget(this: &Recorder);
    #[wasm_bindgen(method)]
    fn close(this: &Recorder);
    #[wasm_bindgen(method)]
    fn copy(this: &Recorder, text: &str);
    /// Copies an exchange of a run as JSON.
    #[wasm_bindgen(method, js_name = copyJson)]
    fn copy_json(this: &Recorder, run: u32, exchange: &str);
}

/// What the recorder has at the moment.
#[derive(Clone, Default, PartialEq)]
struct Recorded {
    runs: Vec<Run>,
    is_stepping: bool,
    held: u32,
}

impl Recorded {
    fn read(recorder: &Recorder) -> Self {
        let json = Json::from(recorder.state());
        Self {
            runs: json.items("runs").iter().filter_map(Run::from_fields).collect(),
            is_stepping: json.flag("isStepping").unwrap_or_default(),
            held: json.number("held").unwrap_or_default(),
        }
    }
}

/// What is shown: signals that every part of the panel reads.
#[derive(Clone, Copy)]
struct Shown {
    recorder: StoredValue<Recorder, LocalStorage>,
    recorded: RwSignal<Recorded>,
    /// The run that was chosen; none follows the last one.
    chosen: RwSignal<Option<u32>>,
    run: Memo<Option<Run>>,
    steps: Memo<Vec<Step>>,
}

impl Shown {
    fn tell(self, tell: fn(&Recorder)) {
        self.recorder.with_value(tell);
    }
}

/// Opens the panel in its place.
#[wasm_bindgen]
pub fn open_inspector(place: &Element, recorder: Recorder) {
    mount_to_renderer(place, move || Panel(recorder)).forget();
}

#[expect(non_snake_case)] // as a component is named
fn Panel(recorder: Recorder) -> impl Render {
    let words = InspectorWords::current();
    let recorded = RwSignal::new(Recorded::read(&recorder));
    let changed = recorder.clone();
    let changed = Closure::<dyn Fn()>::new(move || recorded.set(Recorded::read(&changed)));
    recorder.listen(changed.into_js_value());
    let chosen = RwSignal::new(None);
    let run = Memo::new(move |_| {
        recorded.with(|recorded| {
            let by_id = |id| recorded.runs.iter().find(|run| run.id == id);
            chosen.get().and_then(by_id).or(recorded.runs.last()).cloned()
        })
    });
    let steps = Memo::new(move |_| run.with(|run| run.as_ref().map(steps).unwrap_or_default()));
    let shown =
        Shown { recorder: StoredValue::new_local(recorder), recorded, chosen, run, steps };
    // One message for each step that begins or ends.
    let announcement = Memo::new(move |_| {
        let waits = |state| matches!(state, State::Waiting | State::Unknown | State::Remembered);
        steps.with(|steps| {
            let last = steps.iter().rfind(|step| !waits(step.state))?;
            let state = words.states[last.state as usize];
            Some([words.steps[last.id as usize], ": ", state].concat())
        })
    });
    let items = StepId::ALL.map(|id| StepView(id, shown));
    view! {
        <section aria-label=words.title>
            <div class="bar">
                <h2 tabindex="-1">{words.title}</h2>
                <button type="button" class="quiet" on:click:capture=move |_| shown.tell(Recorder::close)>
                    {words.close}
                </button>
            </div>
            <p>{words.lead}</p>
            <div class="bar">
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || recorded.with(|recorded| recorded.is_stepping)
                        on:change:capture=move |_| {
                            let on = !recorded.with_untracked(|recorded| recorded.is_stepping);
                            shown.recorder.with_value(|recorder| recorder.step(on));
                        }
                    />
                    {words.step_mode}
                </label>
                <button
                    type="button"
                    disabled=move || recorded.with(|recorded| recorded.held == 0)
                    on:click:capture=move |_| shown.tell(Recorder::next)
                >
                    {words.next}
                </button>
                <button type="button" class="quiet" on:click:capture=move |_| shown.tell(Recorder::forget)>
                    {words.forget}
                </button>
            </div>
            <p hidden=move || run.with(Option::is_some)>{words.no_run}</p>
            {Picture(shown)}
            <ol role="list">{items.into_iter().collect::<Vec<_>>()}</ol>
            {Table(shown)}
            <p class="visually-hidden" aria-live="polite">
                {announcement}
            </p>
        </section>
    }
}
