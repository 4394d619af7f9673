//! Marks the document as live, once its handlers run.

use super::dom::{element, root};
use crate::{element_ids::id, flow::Phase};
use wasm_bindgen::UnwrapThrowExt as _;
use web_sys::{Event, EventInit};

/// Marks the document as live. The boot script (`public/boot.js`) and tests wait for it.
pub fn mark_as_live() {
    mark("true");
}

fn mark(hydrated: &str) {
    if let Some(root) = root() {
        root.set_attribute("data-hydrated", hydrated).unwrap_throw();
    }
}

/// Marks the document as live if the form's handlers run, and returns the state of the form. It is
/// open only on a page that was loaded over https or from this machine: any other may have been
/// changed on the way.
pub fn open_form() -> Phase {
    if !handles_submit() {
        mark("false");
        return Phase::Closed;
    }
    mark_as_live();
    match web_sys::window().is_some_and(|window| window.is_secure_context()) {
        true => Phase::Ready,
        false => Phase::NotSecure,
    }
}

/// Whether the form's handler runs on submit, found out by submitting the closed form. A page can
/// look alive and have lost its handlers.
fn handles_submit() -> bool {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let submit = Event::new_with_event_init_dict("submit", &init).ok();
    let form_and_event = element(id::FORM).zip(submit);
    form_and_event.is_some_and(|(form, submit)| matches!(form.dispatch_event(&submit), Ok(false)))
}
