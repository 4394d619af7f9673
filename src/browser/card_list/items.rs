//! Draws the list: a copy of the hidden item for each card, and a sentence about the list.

use crate::{
    browser::{
        dom::{element, set_text, this_month},
        sentences,
    },
    card::Month,
    element_ids::{id, list_item},
    flow::{CardList, Change, ChangeFailure, ListStatus, card_name},
    zuora::PaymentMethod,
};
use web_sys::Element;

pub fn draw(list: &CardList) {
    let Some(region) = element(id::CARDS) else { return };
    show_status(list);
    let is_idle = list.is_idle();
    if let Some(reload) = find(&region, "[name=reload]") {
        hide(&reload, list.status != ListStatus::NotLoaded);
    }
    let items = find(&region, "ul").zip(find(&region, "ul[hidden] li"));
    let Some((items, hidden_item)) = items else { return };
    items.set_text_content(None);
    for card in list.cards.iter().flatten() {
        let Ok(copy) = hidden_item.clone_node_with_deep(true) else { return };
        let _ = items.append_child(&copy);
        if let Some(item) = items.last_element_child() {
            fill_in(&item, card, is_idle);
        }
    }
}

/// The sentence about the list, with the name of the card that it is about.
fn show_status(list: &CardList) {
    let (sentence, card) = match &list.status {
        ListStatus::Loading => ("data-loading", None),
        ListStatus::NotLoaded => ("data-not-loaded", None),
        ListStatus::Changing => ("data-changing", None),
        ListStatus::Changed(Change::MakeDefault, card) => ("data-made-default", Some(card)),
        ListStatus::Changed(Change::Remove, card) => ("data-removed", Some(card)),
        ListStatus::NotChanged(ChangeFailure::Gone) => ("data-gone", None),
        ListStatus::NotChanged(ChangeFailure::IsDefault) => ("data-is-default", None),
        ListStatus::NotChanged(ChangeFailure::Unknown) => ("data-not-changed", None),
        ListStatus::Idle if list.cards.as_ref().is_some_and(Vec::is_empty) => ("data-none", None),
        ListStatus::Idle => ("", None),
    };
    let status = element(id::CARDS_STATUS);
    let sentence = status.and_then(|status| status.get_attribute(sentence)).unwrap_or_default();
    let name = card.map(name).unwrap_or_default();
    set_text(id::CARDS_STATUS, [&*sentence, " ", &name].concat().trim_end());
}

fn fill_in(item: &Element, card: &PaymentMethod, is_idle: bool) {
    let name = name(card);
    let Month { year, month } = this_month();
    let is_expired = (card.expiration_year, card.expiration_month) < (year.into(), month.into());
    let expiry = [card.expiration_month.to_string(), card.expiration_year.to_string()].join("/");
    item.set_id(&list_item(&card.id));
    for (part, text) in [("name", &name), ("expiry", &expiry)] {
        if let Some(part) = find(item, &["[data-is=", part, "]"].concat()) {
            part.set_text_content(Some(text));
        }
    }
    for (selector, is_shown) in [
        ("[data-is=default]", card.is_default),
        ("[data-is=expired]", is_expired),
        ("[name=make-default]", !card.is_default),
    ] {
        if let Some(part) = find(item, selector) {
            hide(&part, !is_shown);
        }
    }
    for selector in ["[name=make-default]", "[name=remove]"] {
        let Some(button) = find(item, selector) else { continue };
        let label = button.get_attribute("aria-label").unwrap_or_default();
        let _ = button.set_attribute("aria-label", &[label, name.clone()].concat());
        let _ = button.set_attribute("value", &card.id);
        let _ = button.toggle_attribute_with_force("disabled", !is_idle);
    }
}

fn name(card: &PaymentMethod) -> String {
    card_name(card, sentences::notice_words().ending_in)
}

fn find(within: &Element, selector: &str) -> Option<Element> {
    within.query_selector(selector).ok().flatten()
}

fn hide(element: &Element, is_hidden: bool) {
    let _ = element.toggle_attribute_with_force("hidden", is_hidden);
}
