//! *RSA Signatures*, and the hosted page that they open: it is shown in a frame, and what it tells is believed only once the server has checked it.

use super::{
    call::send,
    page::{announce, focus_notice},
};
use crate::{
    api::{Callback, confirm_hosted_card, sign_rsa_signatures},
    api_error::ApiErrorKind,
    components::id,
    flow::{Hosted, HostedFailure, Shown},
    words::language,
    zuora::{Answer, Bound as _, Fields as _, Method, RsaSignature},
};
use js_sys::{Object, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlIFrameElement, MessageEvent, Url, UrlSearchParams};

/// Zuora's words for a permission that is not good, or no longer.
const OF_THE_PERMISSION: [&str; 3] =
    ["Invalid_Security", "Token_Expired", "Attempt_Exceed_Limitation"];

/// Shows the page, and listens to it from then on.
pub fn begin(state: RwSignal<Hosted>) {
    let listen = move |event: web_sys::Event| {
        if let Ok(event) = event.dyn_into::<MessageEvent>() {
            heard(&event, state);
        }
    };
    // For as long as the page is there.
    std::mem::forget(window_event_listener_untyped("message", listen));
    open(state);
    announce();
}

/// Shows the page anew: every showing has a signature of its own.
pub fn open(state: RwSignal<Hosted>) {
    state.set(Hosted::Opening);
    spawn_local(async move {
        state.set(match opened().await {
            Ok(shown) => Hosted::Shown(shown),
            Err(failure) => Hosted::Failed(failure),
        });
    });
}

async fn opened() -> Result<Shown, HostedFailure> {
    let given = sign_rsa_signatures().await.map_err(HostedFailure::NotSigned)?;
    let page_id = given.ticket.bound().value().to_owned();
    let fields = Object::new();
    for (name, value) in [("uri", &*given.page_uri), ("method", Method::Post.as_str())] {
        let _ = Reflect::set(&fields, &name.into(), &value.into());
    }
    match send(given.ticket, Some(&fields)).await {
        Ok(Answer::Done(signed)) => {
            let source = source(&given.page_uri, &page_id, &given.passthrough, &signed);
            let token = signed.token;
            source.map(|source| Shown { source, token }).ok_or(HostedFailure::NoAnswer)
        }
        Ok(Answer::Refused(refusal)) => Err(HostedFailure::Refused(refusal)),
        Err(_) => Err(HostedFailure::NoAnswer),
    }
}

/// The page's whole address (Zuora: "Client Parameters for Payment Pages 2.0").
fn source(
    page_uri: &str,
    page_id: &str,
    passthrough: &str,
    signed: &RsaSignature,
) -> Option<String> {
    let query = UrlSearchParams::new().ok()?;
    for (name, value) in [
        ("method", "requestPage"),
        ("id", page_id),
        ("tenantId", &signed.tenant_id),
        ("key", &signed.key),
        ("signature", &signed.signature),
        ("token", &signed.token),
        ("signatureType", "advanced"),
        ("style", "inline"),
        ("submitEnabled", "true"),
        ("locale", &language().unwrap_or_default()),
        ("field_passthrough1", passthrough),
    ] {
        query.append(name, value);
    }
    Some([page_uri, "?", &String::from(query.to_string())].concat())
}

/// Something was told to this page. Anybody can tell it anything: it counts only from the frame that is shown, at the origin it was shown from, for this
/// showing.
fn heard(event: &MessageEvent, state: RwSignal<Hosted>) {
    let Some(Hosted::Shown(shown)) = state.try_get_untracked() else {
        return;
    };
    let is_its_origin = Url::new(&shown.source).is_ok_and(|url| url.origin() == event.origin());
    if !is_its_origin || !is_from_frame(event) {
        return;
    }
    let told = super::Json::from(event.data());
    let text = |name: &str| told.text(name).unwrap_or_default();
    if text("success") != "true" {
        // What the customer can mend is told in the frame. A permission that is not good, or no longer, is mended by another showing.
        let code = text("errorCode");
        if text("responseFrom") == "Response_From_Request_Page"
            || OF_THE_PERMISSION.contains(&&*code)
        {
            end(state, Hosted::Failed(HostedFailure::NotShown(code)));
        }
        return;
    }
    if text("token") != shown.token {
        return;
    }
    let callback = Callback {
        ref_id: text("refId"),
        token: shown.token.clone(),
        timestamp: text("timestamp"),
        passthrough: text("field_passthrough1"),
        signature: text("signature"),
    };
    state.set(Hosted::Confirming(shown));
    spawn_local(async move {
        let first = confirm_hosted_card(callback.clone()).await;
        let outcome = match first {
            Err(error) if leaves_it_open(error.kind) => match confirm_hosted_card(callback).await {
                // By the first time of asking, then: nobody else has this callback.
                Err(again) if again.kind == ApiErrorKind::CallbackReplayed => Ok(None),
                again => again.map(Some),
            },
            first => first.map(Some),
        };
        end(
            state,
            match outcome {
                Ok(method) => Hosted::Saved(method),
                Err(error) => Hosted::Failed(HostedFailure::NotBelieved(error)),
            },
        );
    });
}

/// Whether the card may have come into the account all the same.
fn leaves_it_open(kind: ApiErrorKind) -> bool {
    !matches!(
        kind,
        ApiErrorKind::CallbackRefused
            | ApiErrorKind::CallbackReplayed
            | ApiErrorKind::CustomerChanged
            | ApiErrorKind::TooManyRequests
    )
}

fn end(state: RwSignal<Hosted>, outcome: Hosted) {
    state.set(outcome);
    focus_notice();
}

fn is_from_frame(event: &MessageEvent) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let frame = document.and_then(|document| document.get_element_by_id(id::FRAME));
    let frame = frame.and_then(|frame| frame.dyn_into::<HtmlIFrameElement>().ok());
    let window = frame.and_then(|frame| frame.content_window());
    window.zip(event.source()).is_some_and(|(window, source)| window.loose_eq(&source))
}
