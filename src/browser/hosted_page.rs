//! *RSA Signatures*, and the hosted page that they open in a frame. The frame's message is
//! untrusted until the server has checked it.

use super::{
    cross_origin::call,
    dom::{element, focus_notice},
    json::{Json, set},
    liveness::mark_as_live,
};
use crate::{
    api::{Callback, confirm_hosted_card, sign_rsa_signatures},
    api_error::ApiErrorKind,
    element_ids::id,
    flow::{Hosted, HostedFailure, Shown},
    words::Language,
    zuora::{
        Answer, Bound as _, FrameMessage, FrameReport, Method, client_parameters, name_when_signed,
        script_parameters,
    },
};
use js_sys::Object;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlIFrameElement, MessageEvent, Url, UrlSearchParams, Window};

/// How long the frame may take until its first message. A slow connection takes seconds.
const SILENCE: Duration = Duration::from_secs(20);

/// Opens the page, and listens for its messages from then on.
pub fn start(state: RwSignal<Hosted>) {
    let listen = move |event: web_sys::Event| {
        if let Ok(event) = event.dyn_into::<MessageEvent>() {
            handle_message(&event, state);
        }
    };
    // For the lifetime of the page.
    std::mem::forget(window_event_listener_untyped("message", listen));
    open(state);
    mark_as_live();
}

/// Opens the page, each time with a new signature.
pub fn open(state: RwSignal<Hosted>) {
    state.set(Hosted::Opening);
    spawn_local(async move {
        let outcome = request_form().await;
        if let Ok(shown) = &outcome {
            let source = shown.source.clone();
            set_timeout(move || state.update(|state| state.time_out(&source)), SILENCE);
        }
        state.set(match outcome {
            Ok(shown) => Hosted::Shown(shown),
            Err(failure) => Hosted::Failed(failure),
        });
    });
}

/// Both stages. Returns what to show in the frame.
async fn request_form() -> Result<Shown, HostedFailure> {
    let grant = sign_rsa_signatures().await.map_err(HostedFailure::NotSigned)?;
    let page_id = grant.ticket.bound().value().to_owned();
    let parameters = client_parameters(Language::current().tag(), &grant.passthrough);
    let fields = Object::new();
    set(&fields, "uri", &*grant.page_uri);
    set(&fields, "method", Method::Post.as_str());
    for (name, value) in parameters {
        set(&fields, name_when_signed(name), value);
    }
    match call(grant.ticket, Some(&fields)).await {
        Ok(Answer::Done(signed)) => {
            let Some(signature) = signed.signature else {
                return Err(HostedFailure::NullSignature);
            };
            let query = UrlSearchParams::new().map_err(|_| HostedFailure::NoAnswer)?;
            let page_url = document().url().unwrap_or_default();
            let signed_for = [
                ("id", &*page_id),
                ("tenantId", &signed.tenant_id),
                ("signature", &signature),
                ("token", &signed.token),
            ];
            for (name, value) in
                script_parameters(&page_url).into_iter().chain(signed_for).chain(parameters)
            {
                query.append(name, value);
            }
            let source = [&*grant.page_uri, "?", &String::from(query.to_string())].concat();
            Ok(Shown::new(source, signed.key))
        }
        Ok(Answer::Refused(refusal)) => Err(HostedFailure::Refused(refusal)),
        Err(_) => Err(HostedFailure::NoAnswer),
    }
}

/// Posts to the frame what Zuora's own script posts once a page has loaded. It answers the last one
/// with its height. Inferred: that the page needs the key, which is not in its address.
pub fn greet(state: RwSignal<Hosted>) {
    let Some((shown, frame)) =
        state.with_untracked(|state| state.shown().cloned()).zip(frame_window())
    else {
        return;
    };
    let Ok(url) = Url::new(&shown.source) else {
        return;
    };
    for message in
        [&*["setField(key:", &shown.key, ")"].concat(), "setField(style:inline)", "resize"]
    {
        // Fails for an origin that is none, and this one is a URL's.
        let _ = frame.post_message(&message.into(), &url.origin());
    }
}

/// Handles a message to this page. Any window can send one: it counts only from the frame that is
/// shown, from the origin it was loaded from.
fn handle_message(event: &MessageEvent, state: RwSignal<Hosted>) {
    let Some(Some(source)) = state.try_with_untracked(Hosted::source) else {
        return;
    };
    let is_its_origin = Url::new(&source).is_ok_and(|url| url.origin() == event.origin());
    if !is_its_origin || !is_from_frame(event) {
        return;
    }
    // Zuora sends a text that contains JSON.
    let message = match event.data().as_string() {
        Some(text) => Json::parse(text.as_bytes()),
        None => Some(event.data().into()),
    };
    let Some(message) = message.and_then(|message| FrameMessage::read(&message)) else {
        return;
    };
    let report = state.try_update(|state| state.receive(message)).flatten();
    if let Some(report) = report {
        confirm(report, state);
    } else if state.with_untracked(Hosted::is_over) {
        focus_notice();
    }
}

/// Has the server check the report and attach the card.
fn confirm(report: FrameReport, state: RwSignal<Hosted>) {
    let FrameReport { ref_id, token, timestamp, passthrough, signature } = report;
    let callback = Callback { ref_id, token, timestamp, passthrough, signature };
    spawn_local(async move {
        let first = confirm_hosted_card(callback.clone()).await;
        let outcome = match first {
            Err(error) if leaves_outcome_unknown(error.kind) => {
                match confirm_hosted_card(callback).await {
                    // The first request has processed it, then: nobody else has this callback.
                    Err(again) if again.kind == ApiErrorKind::CallbackReplayed => Ok(None),
                    again => again.map(Some),
                }
            }
            first => first.map(Some),
        };
        state.set(match outcome {
            Ok(method) => Hosted::Saved(method),
            Err(error) => Hosted::Failed(HostedFailure::NotConfirmed(error)),
        });
        focus_notice();
    });
}

/// Whether the card may be in the account all the same.
fn leaves_outcome_unknown(kind: ApiErrorKind) -> bool {
    !matches!(
        kind,
        ApiErrorKind::CallbackRefused
            | ApiErrorKind::CallbackReplayed
            | ApiErrorKind::CustomerChanged
            | ApiErrorKind::TooManyRequests
    )
}

fn frame_window() -> Option<Window> {
    let frame = element(id::FRAME).and_then(|frame| frame.dyn_into::<HtmlIFrameElement>().ok());
    frame?.content_window()
}

fn is_from_frame(event: &MessageEvent) -> bool {
    frame_window().zip(event.source()).is_some_and(|(window, source)| window.loose_eq(&source))
}
