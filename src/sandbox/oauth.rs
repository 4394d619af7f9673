//! `POST /oauth/token` exchanges client credentials for a bearer token; `POST /oauth/revoke` ends
//! one.

use crate::sandbox::{
    reply::{new_id, zuora_json},
    request_counters::RequestCounters,
    tenant::{CLIENT_ID, CLIENT_SECRET, TENANT_ID, TenantStore, USER_ID},
};
use axum::{
    Form,
    extract::{ConnectInfo, State, rejection::FormRejection},
    http::{Extensions, HeaderName, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::json;
use std::{net::SocketAddr, time::Duration};

/// Zuora: one hour.
const TOKEN_LIFETIME: Duration = Duration::from_hours(1);
/// Zuora: a client's id has exactly this many characters.
const CLIENT_ID_CHARACTERS: usize = 36;
const MAX_SECRET_CHARACTERS: usize = 42;
/// When there are this many, the expired ones are removed.
const MAX_TOKENS: usize = 10_000;

#[derive(Default, Deserialize)]
pub struct TokenRequest {
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    client_secret: String,
    #[serde(default)]
    grant_type: String,
}

pub async fn create_token(
    State(tenant): State<TenantStore>,
    State(counters): State<RequestCounters>,
    extensions: Extensions,
    form: Result<Form<TokenRequest>, FormRejection>,
) -> Response {
    // Tests have no connection, and so no address.
    let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    let Some(left) = counters.count_token_request(&address.unwrap_or_default()) else {
        // Zuora: the status and the limit. Inferred: the body.
        let mut response = error(
            StatusCode::TOO_MANY_REQUESTS,
            "API Rate limit exceeded for the minute, retry after 60 seconds",
        );
        response.headers_mut().insert(header::RETRY_AFTER, 60.into());
        return with_rate_limit(response, 0);
    };
    with_rate_limit(grant_token(&tenant, form), left)
}

/// Zuora: the limit for the client's address, on every reply.
fn with_rate_limit(mut response: Response, left: usize) -> Response {
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-ratelimit-limit-minute"), 100.into());
    headers.insert(HeaderName::from_static("x-ratelimit-remaining-minute"), left.into());
    response
}

fn grant_token(tenant: &TenantStore, form: Result<Form<TokenRequest>, FormRejection>) -> Response {
    let Ok(Form(request)) = form else {
        return error(
            StatusCode::BAD_REQUEST,
            "The request body must be application/x-www-form-urlencoded.",
        );
    };
    if request.grant_type != "client_credentials" {
        return error(StatusCode::BAD_REQUEST, "Unsupported grant type.");
    }
    if request.client_id.len() != CLIENT_ID_CHARACTERS {
        return error(StatusCode::BAD_REQUEST, "client_id must have 36 characters.");
    }
    if request.client_secret.len() > MAX_SECRET_CHARACTERS {
        return error(
            StatusCode::BAD_REQUEST,
            "client_secret may not have more than 42 characters.",
        );
    }
    if (request.client_id.as_str(), request.client_secret.as_str()) != (CLIENT_ID, CLIENT_SECRET) {
        return error(StatusCode::UNAUTHORIZED, "Invalid client id or secret.");
    }
    let token = new_id();
    let mut tenant = tenant.lock();
    let now = tenant.clock.now();
    if tenant.bearers.len() >= MAX_TOKENS {
        tenant.bearers.retain(|_, expires| now < *expires);
    }
    tenant.bearers.insert(token.clone(), now + TOKEN_LIFETIME);
    zuora_json(
        StatusCode::OK,
        &json!({
            "access_token": token,
            "token_type": "bearer",
            // Zuora: the samples show a second or two less than the hour.
            "expires_in": TOKEN_LIFETIME.as_secs() - 2,
            "scope": format!("entity.{TENANT_ID} platform.write service.usage.delete tenant.{TENANT_ID} user.{USER_ID}"),
            "jti": new_id(),
        }),
    )
}

/// Ends a bearer token before it expires. Inferred from OAuth (RFC 7009): Zuora documents no such
/// operation for these tokens.
pub async fn revoke_token(
    State(tenant): State<TenantStore>,
    Form(request): Form<RevocationRequest>,
) -> Response {
    tenant.lock().bearers.remove(&request.token);
    StatusCode::OK.into_response()
}

#[derive(Deserialize)]
pub struct RevocationRequest {
    token: String,
}

/// Zuora: the fields (`code` and `message`; with 401 only `message`). Inferred: the texts.
fn error(status: StatusCode, message: &str) -> Response {
    let body = match status {
        StatusCode::BAD_REQUEST => json!({"code": 400, "message": message}),
        _ => json!({"message": message}),
    };
    zuora_json(status, &body)
}
