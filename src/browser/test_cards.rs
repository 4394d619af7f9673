//! Fills the form with a published test card, and opens the list of them. Left out of a build
//! without the demonstration.

use super::dom::{element, input, this_month};
use crate::{card::Brand, element_ids::id};
use leptos::prelude::window_event_listener_untyped;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, EventInit, HtmlButtonElement};

/// The leading digits of a published number, by its last four.
fn leading_digits(last_four: &str) -> &'static str {
    match last_four {
        "1111" => "411111111111",
        "4444" => "555555555555",
        "0005" => "37828224631",
        "1117" => "601111111111",
        "5904" => "3056930902",
        "0000" => "353011133330",
        _ => "400000000000",
    }
}

/// Fills the form with the card of the button that was pressed, as a browser's autofill would.
pub fn fill_in(event: &Event) {
    let button = event.target().and_then(|target| target.dyn_into::<HtmlButtonElement>().ok());
    let Some(last_four) = button.map(|button| button.value()) else {
        return;
    };
    let number = [leading_digits(&last_four), &last_four].concat();
    let year = (this_month().year + 3).to_string();
    let is_long = Brand::from_prefix(&number).is_some_and(|brand| brand.security_code_length() > 3);
    let code = if is_long { "1234" } else { "123" };
    for (id, text) in [
        (id::NUMBER, &*number),
        (id::MONTH, "12"),
        (id::YEAR, &year),
        (id::HOLDER, "Test Card"),
        (id::SECURITY_CODE, code),
    ] {
        let _ = fill(id, text);
    }
    if let Some(number) = input(id::NUMBER) {
        let _ = number.focus();
    }
}

/// Opens the list when a link to it is followed: before the browser follows it, so that the focus
/// moves there.
pub fn open_on_link() {
    let open = |event: Event| {
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(list) = list().filter(|_| {
            link.is_some_and(|link| link.get_attribute("href").as_deref() == Some("#test-cards"))
        }) else {
            return;
        };
        let _ = list.set_attribute("open", "");
    };
    // For the lifetime of the page.
    std::mem::forget(window_event_listener_untyped("click", open));
}

fn list() -> Option<Element> {
    element(id::TEST_CARDS)?.parent_element()
}

fn fill(id: &str, text: &str) -> Result<(), JsValue> {
    let input = input(id).ok_or(JsValue::UNDEFINED)?;
    input.set_value(text);
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    input.dispatch_event(&Event::new_with_event_init_dict("input", &bubbles)?)?;
    Ok(())
}
