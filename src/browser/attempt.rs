//! One attempt to save a card: only one page of a browser makes one at a time, and a page that comes
//! later knows of one that was left open.
//!
//! The note of it is kept in the browser's storage from just before the card is sent until its
//! outcome is known. It names the customer and what was in the account before, and nothing of the
//! card.

use super::{
    clock,
    dom::{listen_to_window, rendered_for},
    json::set,
};
use crate::flow::CardLook;
use js_sys::{Function, Object, Promise};
use leptos::task::spawn_local;
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::{JsCast as _, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

/// What an attempt is recognised by.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// What the operation finds its result by. `None`: that was not known.
    pub reference: Option<Vec<String>>,
    /// The look of the card, unless another page has sent it.
    pub look: Option<CardLook>,
}

impl Attempt {
    /// Writes the note. `operation` keeps the notes of different operations apart. Without a
    /// reference there is none: a later page could not find anything out by it.
    pub fn write(&self, operation: &str) {
        if let (Some(storage), Some(reference)) = (storage(), &self.reference) {
            let customer = rendered_for().unwrap_or_default();
            let note = [&*customer, " ", &reference.join(" ")].concat();
            let _ = storage.set_item(operation, &note);
        }
    }

    /// The attempt of an earlier page for the same customer, if one was left open.
    pub fn read(operation: &str) -> Option<Self> {
        let note = storage()?.get_item(operation).ok()??;
        let (customer, reference) = note.split_once(' ')?;
        if customer != rendered_for().unwrap_or_default() {
            return None;
        }
        let reference = reference.split(' ').map(ToOwned::to_owned).collect();
        Some(Self { reference: Some(reference), look: None })
    }

    /// The outcome is known.
    pub fn clear(operation: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(operation);
        }
    }
}

/// Calls `react` when another page of this browser has written a note, or cleared it.
pub fn on_note_change(react: impl Fn() + 'static) {
    listen_to_window("storage", react);
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The right to send a card, which one page of a browser has at a time. It ends when it is dropped,
/// and with the page.
#[derive(Debug)]
pub struct Turn {
    release: Option<Function>,
    /// Whether another page had it before.
    pub waited: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &Object, callback: &JsValue) -> Result<Promise, JsValue>;
}

/// How long a press takes at most to become a click.
const LONGEST_PRESS: Duration = Duration::from_secs(1);

thread_local! {
    /// The answer to a request for the turn that [`Turn::prepare`] has made.
    static PREPARED: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

impl Turn {
    /// Requests it while the button is still being pressed: after the click, the browser draws first
    /// and answers then. Unless [`take`](Self::take) follows, it is given back.
    pub fn prepare() {
        if PREPARED.with_borrow(Option::is_some) {
            return;
        }
        PREPARED.set(Some(request_if_available()));
        spawn_local(async {
            clock::sleep(LONGEST_PRESS).await;
            if let Some(unused) = PREPARED.take() {
                let release = answer(unused).await.flatten();
                drop(Self { release, waited: false });
            }
        });
    }

    /// Waits until no other page has it. A browser without locks gives it at once.
    pub async fn take() -> Self {
        let requested = PREPARED.take().unwrap_or_else(request_if_available);
        match answer(requested).await {
            Some(release) => Self { release, waited: false },
            None => {
                let release = answer(request(&Object::new())).await.flatten();
                Self { release, waited: true }
            }
        }
    }
}

fn request_if_available() -> Promise {
    let options = Object::new();
    set(&options, "ifAvailable", true);
    request(&options)
}

/// Requests the lock. The promise is fulfilled with the function that releases it, with null when
/// another page has it, and with undefined in a browser without locks.
fn request(options: &Object) -> Promise {
    let mut request = |resolve: Function, _: Function| {
        let tell = resolve.clone();
        let callback = Closure::once_into_js(move |lock: JsValue| {
            let mut hold = |release: Function, _: Function| {
                let answer = if lock.is_null() { &lock } else { release.as_ref() };
                let _ = tell.call1(&JsValue::UNDEFINED, answer);
                if lock.is_null() {
                    let _ = release.call0(&JsValue::UNDEFINED);
                }
            };
            Promise::new(&mut hold)
        });
        if request_lock("card", options, &callback).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    };
    Promise::new(&mut request)
}

/// The function that releases the lock, if the browser has locks; `None` when another page has it.
async fn answer(requested: Promise) -> Option<Option<Function>> {
    let answer = JsFuture::from(requested).await.ok()?;
    if answer.is_null() { None } else { Some(answer.dyn_into().ok()) }
}
