//! What the page's code knows of the document around it.

use crate::{
    card::{Brand, CardFault, CardField, Month},
    components::{error, id, inputs, style_name},
    flow::Phase,
    words::words,
};
use js_sys::{Array, JSON, Reflect};
use leptos::prelude::request_animation_frame;
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use web_sys::{
    Document, Element, Event, EventInit, EventTarget, HtmlElement, HtmlFormElement,
    HtmlInputElement,
};
use zeroize::Zeroizing;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// A field's element.
pub fn input(id: &str) -> Option<HtmlInputElement> {
    element(id)?.dyn_into().ok()
}

/// What stands in a field, or is chosen in it.
pub fn value(id: &str) -> Zeroizing<String> {
    let value = element(id).and_then(|element| Reflect::get(&element, &"value".into()).ok());
    Zeroizing::new(value.and_then(|value| value.as_string()).unwrap_or_default())
}

/// Empties the whole form.
pub fn clear() {
    let form = element(id::FORM).and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    if let Some(form) = form {
        form.reset();
    }
    show_brand(None);
}

/// Empties the field of the security code.
pub fn clear_code() {
    if let Some(input) = input(id::SECURITY_CODE) {
        input.set_value("");
    }
}

/// What the server has drawn of the way to fail with this number.
pub fn explained(number: usize) -> [String; 4] {
    let drawn = element(id::EXPLAINED).and_then(|place| place.get_attribute("data-explained"));
    let drawn = drawn.and_then(|text| JSON::parse(&text).ok()).map(|all| Array::from(&all));
    let sentences =
        drawn.map(|all| Array::from(&all.get(u32::try_from(number).unwrap_or_default())));
    std::array::from_fn(|sentence| {
        let sentence = u32::try_from(sentence).unwrap_or_default();
        sentences.as_ref().and_then(|all| all.get(sentence).as_string()).unwrap_or_default()
    })
}

/// Puts a text in place of what an element holds.
pub fn write_into(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

/// Tells beside a field what is wrong with it, or nothing.
pub fn show(field: CardField, fault: Option<CardFault>) {
    let _ = try_to_show(inputs(field), error(field), fault.map(|fault| words().fault(fault)));
    if let Some(input) = input(inputs(field)[0]) {
        let _ = input
            .toggle_attribute_with_force(REFUSED, matches!(fault, Some(CardFault::Refused(_))));
    }
}

/// On a field that Zuora has refused as it stands.
const REFUSED: &str = "data-refused";

/// Whether Zuora has refused a field, and nobody has changed it since.
pub fn is_refused(field: CardField) -> bool {
    input(inputs(field)[0]).is_some_and(|input| input.has_attribute(REFUSED))
}

/// Tells in the notice what is wrong now with the field that has these elements, or nothing.
pub fn mend_notice(fields: &[&str], fault: Option<&str>) {
    for id in fields {
        let link = document().and_then(|document| {
            document.query_selector(&["#notice a[href='#", id, "']"].concat()).ok()?
        });
        let Some(link) = link else { continue };
        link.set_text_content(fault);
        if let Some(line) = link.parent_element().filter(|_| fault.is_none()) {
            line.remove();
        }
    }
}

/// Tells beside a field that is not a card's what is wrong with it, or nothing.
pub fn show_beside(id: &str, fault: Option<&str>) {
    let _ = try_to_show(&[id], &[id, "-error"].concat(), fault);
}

fn try_to_show(fields: &[&str], place: &str, fault: Option<&str>) -> Result<(), JsValue> {
    for field in fields.iter().filter_map(|id| element(id)) {
        // Said outright: of an empty field that is required, browsers tell screen readers by themselves that it is invalid.
        field.set_attribute("aria-invalid", if fault.is_some() { "true" } else { "false" })?;
    }
    let place = element(place).ok_or(JsValue::UNDEFINED)?;
    place.set_text_content(fault);
    if fault.is_some() {
        let mark = document().ok_or(JsValue::UNDEFINED)?.create_element("span")?;
        mark.set_class_name("visually-hidden");
        mark.set_text_content(Some(words().error));
        place.prepend_with_node_1(&mark)?;
    }
    Ok(())
}

/// Whether something wrong is told beside a field.
pub fn is_shown_wrong(field: CardField) -> bool {
    input(inputs(field)[0])
        .is_some_and(|input| input.get_attribute("aria-invalid").as_deref() == Some("true"))
}

/// Says something to those who do not see it.
pub fn say(text: &str) {
    if let Some(said) = element(id::SAID) {
        said.set_text_content(Some(text));
    }
}

/// Shows in the form whose card it is, and says it, once.
pub fn show_brand(brand: Option<Brand>) {
    let Some(form) = element(id::FORM) else {
        return;
    };
    let name = brand.map(style_name);
    if form.get_attribute("data-brand").as_deref() == name {
        return;
    }
    let _ = match name {
        Some(name) => form.set_attribute("data-brand", name),
        None => form.remove_attribute("data-brand"),
    };
    say(brand.map_or("", Brand::name));
}

/// Puts the focus where a run's end is told, once it has been drawn.
pub fn focus_notice() {
    request_animation_frame(|| {
        if let Some(notice) =
            element(id::NOTICE).and_then(|notice| notice.dyn_into::<HtmlElement>().ok())
        {
            let _ = notice.focus();
        }
    });
}

/// Whether the form's handler runs when the form is sent off: asked by sending a closed form off. A page can look alive and have lost its handlers.
fn is_live() -> bool {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let answered = element(id::FORM).zip(Event::new_with_event_init_dict("submit", &init).ok());
    answered.is_some_and(|(form, submit)| matches!(form.dispatch_event(&submit), Ok(false)))
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Marks the document as live. Tests wait for it, and the boot script (`public/boot.js`).
pub fn announce() {
    mark("true");
}

fn mark(hydrated: &str) {
    if let Some(root) = root() {
        root.set_attribute("data-hydrated", hydrated).unwrap_throw();
    }
}

/// On the document: whom the server has rendered it for.
const DRAWN_FOR: &str = "data-drawn-for";

/// The mark of the customer whom the page is for.
pub fn drawn_for() -> Option<String> {
    root()?.get_attribute(DRAWN_FOR)
}

/// The page is for another customer from now on: for the one that it has just created.
pub fn set_drawn_for(mark: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(DRAWN_FOR, mark);
    }
}

/// Marks the document as live, once the form has proved that it is. The form is open only on a page that nobody can have changed
/// on its way (https, or this machine).
pub fn announce_live() -> Phase {
    if !is_live() {
        mark("false");
        return Phase::Closed;
    }
    announce();
    match web_sys::window().is_some_and(|window| window.is_secure_context()) {
        true => Phase::Ready,
        false => Phase::NotSecure,
    }
}

thread_local! {
    /// The title without its mark, while it has one. It is not read out of the title: that may have been translated.
    static UNMARKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says in the page's title that something is wrong, for those who hear the title first.
pub fn mark_title(wrong: bool) {
    let Some(document) = document() else { return };
    UNMARKED.with_borrow_mut(|unmarked| match (wrong, unmarked.take()) {
        (true, None) => {
            let title = document.title();
            document.set_title(&[words().error, &title].concat());
            *unmarked = Some(title);
        }
        (false, Some(title)) => document.set_title(&title),
        (_, as_it_was) => *unmarked = as_it_was,
    });
}

/// Whether an element has the focus: also when only the window has lost it.
pub fn has_focus(target: &EventTarget) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.loose_eq(target))
}

/// Whether a pointer is held down on something.
pub fn is_pressed() -> bool {
    document()
        .is_some_and(|document| matches!(document.query_selector("main :active"), Ok(Some(_))))
}

/// The month it is, where the browser is.
#[expect(clippy::cast_possible_truncation)] // a year fits u16, a month u8
pub fn this_month() -> Month {
    let now = js_sys::Date::new_0();
    Month { year: now.get_full_year() as u16, month: now.get_month() as u8 + 1 }
}
