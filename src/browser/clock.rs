//! Time that never goes back: durations are measured with it, and nothing depends on the clock on
//! the wall.

use js_sys::{Function, Promise};
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// The time since the page was opened.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
pub fn now() -> Duration {
    let milliseconds = web_sys::window().and_then(|window| window.performance()).map(|it| it.now());
    Duration::from_millis(milliseconds.unwrap_or_default() as u64)
}

/// Waits.
pub async fn sleep(time: Duration) {
    let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let mut wait = |resolve: Function, _: Function| {
        if let Some(window) = web_sys::window() {
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}
