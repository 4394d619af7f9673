//! Fills the form with a published test card, and says what will happen with it. Left out of a build
//! without the demonstration.

use super::dom::{focus, input, set_text, this_month};
use crate::{card::Brand, element_ids::id};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, EventInit, HtmlButtonElement};

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
    let Some(button) = button.filter(|button| !button.value().is_empty()) else {
        return;
    };
    let last_four = button.value();
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
    set_text(id::TEST_CARD_RESULT, &button.get_attribute("data-result").unwrap_or_default());
    focus(id::NUMBER);
}

fn fill(id: &str, text: &str) -> Result<(), JsValue> {
    let input = input(id).ok_or(JsValue::UNDEFINED)?;
    input.set_value(text);
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    input.dispatch_event(&Event::new_with_event_init_dict("input", &bubbles)?)?;
    Ok(())
}
