//! The list of the account's cards: reads it, changes it, and keeps it for the form.

mod items;

use super::{
    attempt::on_note_change,
    dom::{document, element, focus, set_text},
    sentences,
};
use crate::{
    api::{
        PaymentMethodList, list_payment_methods, make_default_payment_method, remove_payment_method,
    },
    api_error::ApiError,
    element_ids::{id, list_item},
    flow::{CardList, CardLook, Change, SavedCard, card_name},
    zuora::PaymentMethod,
};
use leptos::{prelude::request_animation_frame, task::spawn_local};
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, prelude::*};
use web_sys::{Element, Event, HtmlButtonElement, HtmlDialogElement};

thread_local! {
    static LIST: RefCell<CardList> = RefCell::default();
    /// The card that the dialog asks about.
    static ASKED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Reads the list, now and whenever another page of this browser has saved a card.
pub fn start() {
    listen(id::CARDS, "click", handle_click);
    listen(id::REMOVE_CARD, "close", handle_answer);
    on_note_change(reload);
    reload();
}

fn listen(id: &str, event: &str, handle: fn(Event)) {
    let handle = Closure::<dyn Fn(Event)>::new(handle).into_js_value();
    if let Some(element) = element(id) {
        let _ = element.add_event_listener_with_callback(event, handle.unchecked_ref());
    }
}

pub fn reload() {
    spawn_local(async {
        let _ = load().await;
    });
}

/// Reads the list, and again whenever a card was added or changed meanwhile.
///
/// # Errors
/// When it cannot be read.
pub async fn load() -> Result<Vec<PaymentMethod>, ApiError> {
    loop {
        let changes = LIST.with_borrow(|list| list.changes);
        let cards = list_payment_methods().await.map(|list| list.payment_methods);
        if LIST.with_borrow(|list| list.changes) == changes {
            let result = cards.clone();
            update(move |list| list.loaded(result));
            return cards;
        }
    }
}

/// The ids of the cards in the list; `None` while it is not known.
pub fn ids() -> Option<Vec<String>> {
    LIST.with_borrow(|list| {
        let cards = list.cards.as_ref()?;
        Some(cards.iter().map(|card| card.id.clone()).collect())
    })
}

/// Shows a card that was saved just now, and moves the focus to it. `false`: the list is not known.
pub fn show_saved(saved: &SavedCard, look: Option<&CardLook>) -> bool {
    if let Some(look) = look {
        add(look.to_payment_method(&saved.payment_method_id, saved.default));
    }
    let is_listed = LIST.with_borrow(|list| list.get(&saved.payment_method_id).is_some());
    if is_listed {
        let item = list_item(&saved.payment_method_id);
        request_animation_frame(move || focus(&item));
    }
    is_listed
}

/// Adds a card, or replaces what is known of it.
pub fn add(card: PaymentMethod) {
    update(|list| list.add(card));
}

/// Says so while a card is being typed that is in the list already.
pub fn note_typed(look: Option<&CardLook>) {
    let is_known = look.is_some_and(|look| {
        LIST.with_borrow(|list| list.cards.iter().flatten().any(|card| look.matches(card)))
    });
    if let Some(notice) = element(id::DUPLICATE) {
        let _ = notice.toggle_attribute_with_force("hidden", !is_known);
    }
}

/// Changes the list, and draws it again. The focus stays where it was; when that card is gone, it
/// moves to the heading.
fn update(change: impl FnOnce(&mut CardList)) {
    LIST.with_borrow_mut(change);
    redraw();
}

fn redraw() {
    let active = document().and_then(|document| document.active_element());
    let focused = active.and_then(|active| active.closest("#cards li").ok().flatten());
    LIST.with_borrow(items::draw);
    if let Some(item) = focused.map(|item| item.id()) {
        focus(if element(&item).is_some() { &item } else { id::CARDS_HEADING });
    }
}

/// A button was pressed. Its name is what it does, and its value the card.
fn handle_click(event: Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = target.and_then(|target| target.closest("button").ok().flatten());
    let Some(button) = button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()) else {
        return;
    };
    let card = button.value();
    match &*button.name() {
        "make-default" => change(Change::MakeDefault, card),
        "remove" => ask(card),
        _ => reload(),
    }
}

/// Asks whether a card is to be removed, unless it cannot be.
fn ask(card: String) {
    let asked = LIST.with_borrow(|list| list.get(&card).filter(|card| !card.is_default).cloned());
    let dialog = element(id::REMOVE_CARD).and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    let Some((asked, dialog)) = asked.zip(dialog) else {
        return change(Change::Remove, card);
    };
    set_text(id::REMOVE_CARD_NAME, &card_name(&asked, sentences::notice_words().ending_in));
    ASKED.set(card);
    dialog.set_return_value("");
    let _ = dialog.show_modal();
}

/// The dialog was closed.
fn handle_answer(event: Event) {
    let dialog = event.target().and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    if dialog.is_some_and(|dialog| dialog.return_value() == "remove") {
        change(Change::Remove, ASKED.take());
    }
}

fn change(change: Change, card: String) {
    let mut is_begun = false;
    update(|list| is_begun = list.begin(change, &card));
    if !is_begun {
        return;
    }
    spawn_local(async move {
        let result = match change {
            Change::MakeDefault => make_default_payment_method(card.clone()).await,
            Change::Remove => remove_payment_method(card.clone()).await,
        };
        let result = result.map(|PaymentMethodList { payment_methods }| payment_methods);
        let has_failed = result.is_err();
        update(|list| list.changed(change, &card, result));
        if has_failed {
            reload();
        }
    });
}
