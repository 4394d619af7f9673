//! The connections to Zuora, opened before they are needed. That saves the call the time for DNS,
//! TCP and TLS, and sends nothing. A browser may ignore it: Chromium does in a private window, and
//! where third-party cookies are blocked it does not use the connection for the call (observed).

use super::{clock, dom::document};
use std::{cell::Cell, time::Duration};
use web_sys::Element;

/// Browsers close a connection that was not used for ten seconds or so.
const RENEWAL: Duration = Duration::from_secs(5);

thread_local! {
    static WARMED: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// The preflight is sent without credentials and the call with them, and browsers do not share a
/// connection between the two.
const CREDENTIALS: [&str; 2] = ["anonymous", "use-credentials"];

/// Has the browser connect to the origin of `uri`, unless it has just done so.
pub fn warm(uri: &str) {
    let now = clock::now();
    let is_warm = WARMED.get().is_some_and(|warmed| now.saturating_sub(warmed) < RENEWAL);
    if !is_warm && connect(uri).is_some() {
        WARMED.set(Some(now));
    }
}

fn connect(uri: &str) -> Option<()> {
    let document = document()?;
    for credentials in CREDENTIALS {
        let link: Element = document.create_element("link").ok()?;
        for (name, text) in [("rel", "preconnect"), ("crossorigin", credentials), ("href", uri)] {
            link.set_attribute(name, text).ok()?;
        }
        document.head()?.append_child(&link).ok()?;
        // The browser has begun to connect.
        link.remove();
    }
    Some(())
}
