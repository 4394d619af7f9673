//! The id and the log span of each request, and the answer when its code panics.

use crate::{
    api_error::ApiErrorKind,
    server::{
        client_address::TrustedProxies, error_response::api_error_or_text, request_id::RequestId,
        traces,
    },
};
use axum::{
    extract::{Request, State},
    http::Uri,
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;
use std::panic::AssertUnwindSafe;
use tracing::{Instrument as _, field::Empty};
use uuid::Uuid;

/// Gives every request an id, a span in the log with that id and its operation, and one in its trace.
///
/// A panic is a fault of ours: it is answered under that id, and no other request is affected.
pub async fn assign_request_id(
    State(proxies): State<TrustedProxies>,
    uri: Uri,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId(Uuid::new_v4());
    request.extensions_mut().insert(id);
    let trace = traces::request(&request, id, &proxies);
    // At this level, so that warnings and errors have their request whatever `RUST_LOG` says.
    let span = trace.in_scope(|| tracing::error_span!("request", %id, operation = Empty));
    let response = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone());
    let response = response.instrument(trace.clone()).await;
    let _entered = span.entered();
    let response = response.unwrap_or_else(|_| {
        // The panic hook has logged the message.
        tracing::error!("panicked");
        let text = format!(
            "Something is wrong with this site. Nothing was sent or saved. Request: {id}\n"
        );
        api_error_or_text(uri.path(), ApiErrorKind::Internal, text, id)
    });
    traces::end_request(&trace, response.status());
    tracing::debug!(outcome = response.status().as_u16(), "answered");
    response
}
