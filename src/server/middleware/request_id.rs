//! One request: its id, and what becomes of it when its code panics.

use crate::{
    api_error::ApiErrorKind,
    server::{
        error_response::{API_PREFIX, refusal},
        request_id::RequestId,
    },
};
use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::FutureExt as _;
use std::panic::AssertUnwindSafe;
use uuid::Uuid;

/// Gives every request an id. A panic is a fault of ours: it is answered under that id, and no other request notices.
pub async fn assign_request_id(mut request: Request, next: Next) -> Response {
    let id = RequestId(Uuid::new_v4());
    request.extensions_mut().insert(id);
    let is_call = request.uri().path().starts_with(API_PREFIX);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(answer) => answer,
        Err(_) => {
            // What it said is in the log already, by the panic hook.
            tracing::error!(request = %id, "panicked");
            match is_call {
                true => refusal(ApiErrorKind::Internal, id),
                false => {
                    let told = format!(
                        "Something is wrong with this site. Nothing was sent or saved. Request: {id}\n"
                    );
                    (StatusCode::INTERNAL_SERVER_ERROR, told).into_response()
                }
            }
        }
    }
}
