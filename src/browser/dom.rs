//! Reads and writes the document: elements by their ids, the values of fields, the title, the
//! focus.

use crate::{card::Month, element_ids::id};
use js_sys::Reflect;
use leptos::prelude::request_animation_frame;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{Document, Element, EventTarget, HtmlElement, HtmlFormElement, HtmlInputElement};
use zeroize::Zeroizing;

pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

pub fn input(id: &str) -> Option<HtmlInputElement> {
    element(id)?.dyn_into().ok()
}

/// The value of an input or a select.
pub fn value(id: &str) -> Zeroizing<String> {
    let value = element(id).and_then(|element| Reflect::get(&element, &"value".into()).ok());
    Zeroizing::new(value.and_then(|value| value.as_string()).unwrap_or_default())
}

/// Calls `react` on every event of this name at the window, for as long as the page lives.
pub fn listen_to_window(event: &str, react: impl Fn() + 'static) {
    let react = Closure::<dyn Fn()>::new(react).into_js_value();
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback(event, react.unchecked_ref());
    }
}

pub fn set_text(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

pub fn clear_form() {
    let form = element(id::FORM).and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    if let Some(form) = form {
        form.reset();
    }
}

pub fn clear_security_code() {
    if let Some(input) = input(id::SECURITY_CODE) {
        input.set_value("");
    }
}

pub fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves the focus to the notice, once it has been rendered.
pub fn focus_notice() {
    request_animation_frame(|| focus(id::NOTICE));
}

pub fn root() -> Option<Element> {
    document()?.document_element()
}

/// The attribute of the document that names the customer it was rendered for.
const RENDERED_FOR: &str = "data-drawn-for";

/// The value to send in the header `Drawn-For`, by which the server notices that another customer
/// is signed in now.
pub fn rendered_for() -> Option<String> {
    root()?.get_attribute(RENDERED_FOR)
}

/// From now on the page is for another customer: the one that it has just created.
pub fn set_rendered_for(customer: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(RENDERED_FOR, customer);
    }
}

/// Whether an element has the focus. It keeps it when only the window loses it.
pub fn has_focus(target: &EventTarget) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.loose_eq(target))
}

/// Whether a pointer is pressed on something in the page.
pub fn is_pressed() -> bool {
    document()
        .is_some_and(|document| matches!(document.query_selector("main :active"), Ok(Some(_))))
}

/// The current month where the browser is.
#[expect(clippy::cast_possible_truncation)] // a year fits u16, a month u8
pub fn this_month() -> Month {
    let now = js_sys::Date::new_0();
    Month { year: now.get_full_year() as u16, month: now.get_month() as u8 + 1 }
}
