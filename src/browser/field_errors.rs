//! Shows errors beside the fields and in the summary, and announces them to screen readers.

use super::{
    dom::{document, element, set_text},
    sentences,
};
use crate::{
    card::{Brand, CardErrors, CardFault, CardField},
    element_ids::{error, id, inputs, style_name},
};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// The attribute of a field whose value Zuora has refused.
const REFUSED: &str = "data-refused";

/// Shows a card field's error beside it, or clears it.
pub fn show_card_error(field: CardField, fault: Option<CardFault>) {
    let _ = show(inputs(field), error(field), fault.map(sentences::card_fault));
    if let Some(input) = element(inputs(field)[0]) {
        let is_refused = matches!(fault, Some(CardFault::Refused(_)));
        let _ = input.toggle_attribute_with_force(REFUSED, is_refused);
    }
}

/// Shows the error of each of the card's fields, and clears those of the others.
pub fn show_card_errors(faults: CardErrors) {
    for field in CardField::ALL {
        show_card_error(field, faults.get(field));
    }
}

/// Shows the error of a field of the new account beside it, or clears it.
pub fn show_account_error(id: &str, fault: Option<&str>) {
    let _ = show(&[id], &[id, "-error"].concat(), fault);
}

fn show(fields: &[&str], error_id: &str, fault: Option<&str>) -> Result<(), JsValue> {
    for field in fields.iter().filter_map(|id| element(id)) {
        // Set to "false" and not removed: browsers tell screen readers by themselves that an empty
        // field that is required is invalid.
        field.set_attribute("aria-invalid", if fault.is_some() { "true" } else { "false" })?;
    }
    let error = element(error_id).ok_or(JsValue::UNDEFINED)?;
    error.set_text_content(fault);
    if fault.is_some() {
        let prefix = document().ok_or(JsValue::UNDEFINED)?.create_element("span")?;
        prefix.set_class_name("visually-hidden");
        prefix.set_text_content(Some(sentences::notice_words().error));
        error.prepend_with_node_1(&prefix)?;
    }
    Ok(())
}

/// Whether Zuora has refused a field, and its value has not changed since.
pub fn is_refused(field: CardField) -> bool {
    element(inputs(field)[0]).is_some_and(|input| input.has_attribute(REFUSED))
}

/// Whether an error is shown beside a field.
pub fn has_error(field: CardField) -> bool {
    element(inputs(field)[0])
        .is_some_and(|input| input.get_attribute("aria-invalid").as_deref() == Some("true"))
}

/// Replaces the line of the summary that links to one of these elements, or removes it.
pub fn update_summary(fields: &[&str], fault: Option<&str>) {
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

/// Announces a text to screen readers.
pub fn announce(text: &str) {
    set_text(id::ANNOUNCEMENT, text);
}

/// Shows the card's brand in the form, and announces it when it changes.
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
    announce(brand.map_or("", Brand::name));
}

thread_local! {
    /// The title without "Error: ", while it has that prefix. It is not read out of the title: a
    /// browser may have translated that.
    static PLAIN_TITLE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Puts "Error: " before the page's title, or takes it away: screen readers announce the title
/// first.
pub fn mark_title(has_error: bool) {
    let Some(document) = document() else { return };
    PLAIN_TITLE.with_borrow_mut(|plain_title| match (has_error, plain_title.take()) {
        (true, None) => {
            let title = document.title();
            document.set_title(&[sentences::notice_words().error, &title].concat());
            *plain_title = Some(title);
        }
        (false, Some(title)) => document.set_title(&title),
        (_, unchanged) => *plain_title = unchanged,
    });
}
