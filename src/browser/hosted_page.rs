//! *RSA Signatures*, and the hosted page that they open in a frame. The frame's message is
//! untrusted until the server has checked it.

use super::{
    cross_origin::call,
    dom::{element, focus_notice},
    liveness::mark_as_live,
};
use crate::{
    api::{Callback, confirm_hosted_card, sign_rsa_signatures},
    api_error::ApiErrorKind,
    element_ids::id,
    flow::{Hosted, HostedFailure, Shown},
    words::Language,
    zuora::{Answer, Bound as _, Fields as _, Method, RsaSignature},
};
use js_sys::{Object, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlIFrameElement, MessageEvent, Url, UrlSearchParams};

/// Zuora's error codes for a signature that is wrong, expired or used up.
const SIGNATURE_ERRORS: [&str; 3] =
    ["Invalid_Security", "Token_Expired", "Attempt_Exceed_Limitation"];

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
        state.set(match request_form().await {
            Ok(shown) => Hosted::Shown(shown),
            Err(failure) => Hosted::Failed(failure),
        });
    });
}

/// Both stages. Returns where the form is.
async fn request_form() -> Result<Shown, HostedFailure> {
    let grant = sign_rsa_signatures().await.map_err(HostedFailure::NotSigned)?;
    let page_id = grant.ticket.bound().value().to_owned();
    let fields = Object::new();
    for (name, value) in [("uri", &*grant.page_uri), ("method", Method::Post.as_str())] {
        // Setting a property of a plain object never fails.
        let _ = Reflect::set(&fields, &name.into(), &value.into());
    }
    match call(grant.ticket, Some(&fields)).await {
        Ok(Answer::Done(signed)) => {
            let source = source(&grant.page_uri, &page_id, &grant.passthrough, &signed);
            let token = signed.token;
            source.map(|source| Shown { source, token }).ok_or(HostedFailure::NoAnswer)
        }
        Ok(Answer::Refused(refusal)) => Err(HostedFailure::Refused(refusal)),
        Err(_) => Err(HostedFailure::NoAnswer),
    }
}

/// The form's whole address (Zuora: "Client Parameters for Payment Pages 2.0").
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
        ("locale", Language::current().tag()),
        ("field_passthrough1", passthrough),
    ] {
        query.append(name, value);
    }
    Some([page_uri, "?", &String::from(query.to_string())].concat())
}

/// Handles a message to this page. Any window can send one: it counts only from the frame that is
/// shown, from the origin it was loaded from, with the token it was opened with.
fn handle_message(event: &MessageEvent, state: RwSignal<Hosted>) {
    let Some(Hosted::Shown(shown)) = state.try_get_untracked() else {
        return;
    };
    let is_its_origin = Url::new(&shown.source).is_ok_and(|url| url.origin() == event.origin());
    if !is_its_origin || !is_from_frame(event) {
        return;
    }
    let message = super::json::Json::from(event.data());
    let text = |name: &str| message.text(name).unwrap_or_default();
    if text("success") != "true" {
        // The frame itself shows the errors that the customer can correct. After an error of the
        // signature, the form has to be opened again with a new one.
        let code = text("errorCode");
        if text("responseFrom") == "Response_From_Request_Page"
            || SIGNATURE_ERRORS.contains(&&*code)
        {
            end(state, Hosted::Failed(HostedFailure::NotShown { code }));
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
            Err(error) if leaves_outcome_unknown(error.kind) => {
                match confirm_hosted_card(callback).await {
                    // The first request has processed it, then: nobody else has this callback.
                    Err(again) if again.kind == ApiErrorKind::CallbackReplayed => Ok(None),
                    again => again.map(Some),
                }
            }
            first => first.map(Some),
        };
        end(
            state,
            match outcome {
                Ok(method) => Hosted::Saved(method),
                Err(error) => Hosted::Failed(HostedFailure::NotConfirmed(error)),
            },
        );
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

fn end(state: RwSignal<Hosted>, outcome: Hosted) {
    state.set(outcome);
    focus_notice();
}

fn is_from_frame(event: &MessageEvent) -> bool {
    let frame = element(id::FRAME).and_then(|frame| frame.dyn_into::<HtmlIFrameElement>().ok());
    let window = frame.and_then(|frame| frame.content_window());
    window.zip(event.source()).is_some_and(|(window, source)| window.loose_eq(&source))
}
