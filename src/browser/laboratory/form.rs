//! The switches as they are in the page.

use crate::{
    browser::dom::element,
    cors_rules::{Answer, Preset, Request, Switch},
};
use js_sys::Reflect;

/// The index of what is chosen in a select.
pub fn selected(id: &str) -> usize {
    let index = element(id).and_then(|select| Reflect::get(&select, &"selectedIndex".into()).ok());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
    index.and_then(|index| index.as_f64()).map(|index| index as usize).unwrap_or_default()
}

fn chosen<S: Switch>() -> S {
    S::ALL.get(selected(S::NAME)).copied().unwrap_or(S::ALL[0])
}

fn choose<S: Switch>(value: S) {
    let index = S::ALL.iter().position(|other| *other == value).unwrap_or_default();
    if let Some(select) = element(S::NAME) {
        #[expect(clippy::cast_possible_truncation)] // there are five at most
        let index = index as u32;
        let _ = Reflect::set(&select, &"selectedIndex".into(), &index.into());
    }
}

pub fn read() -> (Request, Answer) {
    let request = Request {
        method: chosen(),
        mode: chosen(),
        credentials: chosen(),
        headers: chosen(),
        times: chosen(),
    };
    let answer = Answer {
        origin: chosen(),
        headers: chosen(),
        methods: chosen(),
        credentials: chosen(),
        max_age: chosen(),
        redirect: chosen(),
        preflight_status: chosen(),
        private_network: chosen(),
    };
    (request, answer)
}

/// Sets every switch.
pub fn apply(preset: Preset) {
    let (request, answer) = preset.switches();
    choose(request.method);
    choose(request.mode);
    choose(request.credentials);
    choose(request.headers);
    choose(request.times);
    choose(answer.origin);
    choose(answer.headers);
    choose(answer.methods);
    choose(answer.credentials);
    choose(answer.max_age);
    choose(answer.redirect);
    choose(answer.preflight_status);
    choose(answer.private_network);
}
