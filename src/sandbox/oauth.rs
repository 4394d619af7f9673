//! `POST /oauth/token`: client credentials for a bearer token.

use super::{
    reply::{id, zuora_json},
    tenant::{CLIENT_ID, CLIENT_SECRET, Shared},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// Zuora: one hour.
const LIFETIME: Duration = Duration::from_hours(1);

#[derive(Deserialize)]
pub struct Request {
    client_id: Option<String>,
    client_secret: Option<String>,
    grant_type: Option<String>,
}

/// A new bearer token.
pub async fn create_token(State(tenant): State<Shared>, form: Result<Form<Request>, FormRejection>) -> Response {
    let Ok(Form(request)) = form else {
        return fault(
            StatusCode::BAD_REQUEST,
            "The request body must be application/x-www-form-urlencoded.",
        );
    };
    if request.grant_type.as_deref() != Some("client_credentials") {
        return fault(StatusCode::BAD_REQUEST, "Unsupported grant type.");
    }
    if (request.client_id.as_deref(), request.client_secret.as_deref()) != (Some(CLIENT_ID), Some(CLIENT_SECRET)) {
        return fault(StatusCode::UNAUTHORIZED, "Invalid client id or secret.");
    }
    let token = id();
    let mut tenant = tenant.lock();
    let expires = tenant.now() + LIFETIME;
    tenant.bearers.insert(token.clone(), expires);
    zuora_json(
        StatusCode::OK,
        &json!({
            "access_token": token,
            "token_type": "bearer",
            // Zuora's samples show a second or two less than the hour.
            "expires_in": LIFETIME.as_secs() - 2,
            "scope": "entity.sandbox platform.write service.usage.delete tenant.1 user.1",
            "jti": id(),
        }),
    )
}

/// Zuora publishes the shape, not the words: the messages are inferred.
fn fault(status: StatusCode, message: &str) -> Response {
    zuora_json(status, &json!({"message": message}))
}
