//! *Get File*: downloads a file from Zuora, and offers it to the customer under its name.

mod stream;

use crate::flow::Download;
use leptos::{ev::MouseEvent, html, prelude::*, task::spawn_local};
use std::cell::RefCell;
use stream::download;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{AbortController, Element, HtmlAnchorElement, HtmlButtonElement, Url};

thread_local! {
    /// The downloads in flight: the file's id, and what aborts it.
    static IN_FLIGHT: RefCell<Vec<(String, AbortController)>> = const { RefCell::new(Vec::new()) };
}

/// The element around a file's button.
type Place = NodeRef<html::Div>;

fn button(place: Place) -> Option<HtmlButtonElement> {
    place.get_untracked()?.query_selector("button").ok()??.dyn_into().ok()
}

/// Enables or disables the button.
pub fn set_enabled(place: Place, enabled: bool) {
    if let Some(button) = button(place) {
        button.set_disabled(!enabled);
    }
}

/// The file's name.
pub fn file_name(place: Place) -> String {
    button(place).and_then(|button| button.get_attribute("data-name")).unwrap_or_default()
}

fn file_id(place: Place) -> String {
    button(place).map(|button| button.value()).unwrap_or_default()
}

/// Downloads the file and offers it under its name, unless it is being downloaded already. `state`
/// follows the download.
pub fn start(event: &MouseEvent, place: Place, state: RwSignal<Download>) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_on_button =
        pressed.is_some_and(|pressed| matches!(pressed.closest("button"), Ok(Some(_))));
    if !is_on_button || !state.with_untracked(Download::is_open) {
        return;
    }
    let Ok(controller) = AbortController::new() else {
        return;
    };
    let (id, name) = (file_id(place), file_name(place));
    let previous = state.with_untracked(Download::address);
    state.set(Download::Signing);
    IN_FLIGHT.with_borrow_mut(|in_flight| in_flight.push((id.clone(), controller.clone())));
    spawn_local(async move {
        let outcome = download(&id, &controller, state).await;
        let was_in_flight = IN_FLIGHT.with_borrow_mut(|in_flight| {
            let index = in_flight.iter().position(|(_, other)| *other == controller);
            index.map(|index| in_flight.swap_remove(index)).is_some()
        });
        // After a cancellation the state is set already, and the next download may be in flight.
        if !was_in_flight {
            return;
        }
        state.set(match outcome {
            Ok(file) => {
                let _ = save(&file.address, &name);
                let _ = previous.map(|previous| Url::revoke_object_url(&previous));
                Download::Arrived { bytes: file.bytes, address: file.address }
            }
            Err(failure) => Download::Failed(failure),
        });
        restore_focus(place);
    });
}

/// Aborts a download.
pub fn cancel(place: Place, state: RwSignal<Download>) {
    let id = file_id(place);
    IN_FLIGHT.with_borrow_mut(|in_flight| {
        in_flight.retain(|(other, controller)| {
            if *other == id {
                controller.abort();
            }
            *other != id
        });
    });
    state.set(Download::Cancelled);
    restore_focus(place);
}

/// Moves the focus to the file's button if the element that had it is gone or was disabled.
fn restore_focus(place: Place) {
    request_animation_frame(move || {
        let document = web_sys::window().and_then(|window| window.document());
        let is_lost = document
            .and_then(|document| document.active_element())
            .is_none_or(|active| active.tag_name() == "BODY");
        if let Some(button) = button(place).filter(|_| is_lost) {
            let _ = button.focus();
        }
    });
}

/// Aborts every download when the customer leaves the page, also when the browser keeps the page in
/// its back/forward cache.
pub fn abort_on_leave() {
    let abort_all = |_| {
        IN_FLIGHT.with_borrow(|in_flight| in_flight.iter().for_each(|(_, abort)| abort.abort()));
    };
    // For the lifetime of the page.
    std::mem::forget(window_event_listener_untyped("pagehide", abort_all));
}

/// Has the browser save the file, as a click on a link would.
fn save(address: &str, name: &str) -> Result<(), JsValue> {
    let document =
        web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}
