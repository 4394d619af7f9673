//! A visit: what a server function knows about the request it serves, and how it answers an error.

use super::{metrics, session::Session, zuora_client::ZuoraClient};
use crate::{
    api::{ApiError, ApiErrorKind},
    zuora::{AccountKey, Operation, PaymentMethod, Ticket},
};
use axum::{
    Json,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use leptos::{prelude::use_context, server_fn::Bytes};
use leptos_axum::ResponseOptions;
use std::{fmt, sync::Arc};
use uuid::Uuid;

/// The id of one request: in our log, in the error the browser gets, and in Zuora's log as `Zuora-Track-Id`.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What every visit shares.
#[derive(Clone)]
pub struct Shop {
    /// Zuora, as this server calls it.
    pub zuora: Arc<ZuoraClient>,
    /// The account of the demo customer, who is the only customer so far.
    pub account_key: AccountKey,
    /// Whether published test cards are offered for the form.
    pub offers_test_cards: bool,
}

/// The request a server function serves, with the right of its session.
pub struct Visit {
    shop: Shop,
    request: RequestId,
    session: Session,
}

impl Visit {
    /// The visit that the running server function belongs to.
    ///
    /// # Errors
    /// When there is no session.
    pub fn current() -> Result<Self, ApiError> {
        let parts = use_context::<Parts>().ok_or(ApiErrorKind::Internal)?;
        let shop = use_context::<Shop>().ok_or(ApiErrorKind::Internal)?;
        let request = parts.extensions.get::<RequestId>().copied();
        let session = parts.extensions.get().copied().ok_or(ApiErrorKind::NoSession)?;
        Ok(Self {
            shop,
            session,
            request: request.ok_or(ApiErrorKind::Internal)?,
        })
    }

    /// Whose account the session may sign for. The browser has no say in it.
    pub fn account_key(&self) -> AccountKey {
        self.shop.account_key.clone()
    }

    /// Has a ticket signed, and says in the log how it went.
    ///
    /// # Errors
    /// When Zuora gives none.
    pub async fn ticket<Op: Operation>(&self, bound: Op::Bound) -> Result<Ticket<Op>, ApiError> {
        let (request, session) = (self.request, self.session.id);
        match self.shop.zuora.ticket(bound, &request.to_string()).await {
            Ok(ticket) => {
                metrics::ticket(Op::PATH, "signed");
                tracing::info!(%request, %session, path = Op::PATH, "signed");
                Ok(ticket)
            }
            Err(error) => {
                let told = ApiError::from(&error);
                metrics::ticket(Op::PATH, told.kind.name());
                tracing::warn!(%request, %session, path = Op::PATH, ?error, "not signed");
                Err(told)
            }
        }
    }

    /// A card of the session's account, as Zuora has it.
    ///
    /// # Errors
    /// When the account has no such card, or Zuora does not say.
    pub async fn payment_method(&self, id: &str) -> Result<PaymentMethod, ApiError> {
        let (request, session) = (self.request, self.session.id);
        let listed = self.shop.zuora.credit_cards(&self.account_key(), &request.to_string()).await;
        let found = listed.map(|cards| cards.into_iter().find(|method| method.id == id));
        match found {
            Ok(Some(method)) => {
                tracing::info!(%request, %session, "confirmed");
                Ok(method)
            }
            Ok(None) => {
                tracing::warn!(%request, %session, "not confirmed: the account has no such payment method");
                Err(ApiErrorKind::NoSuchPaymentMethod.into())
            }
            Err(error) => {
                tracing::warn!(%request, %session, ?error, "not confirmed");
                Err((&error).into())
            }
        }
    }

    /// The answer to a request that does not get as far as a server function.
    pub fn refusal(kind: ApiErrorKind, request: RequestId) -> Response {
        let error = ApiError {
            request_id: Some(request.to_string()),
            ..kind.into()
        };
        (status(kind), Json(error)).into_response()
    }
}

/// The body of an error that a server function ends with; its status goes into the response on the way.
pub fn answer_with(error: &ApiError) -> Bytes {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status(error.kind));
    }
    let request = use_context::<Parts>().and_then(|parts| parts.extensions.get::<RequestId>().copied());
    tracing::debug!(
        request = request.map(tracing::field::display),
        kind = error.kind.name(),
        "answered with an error"
    );
    let error = ApiError {
        request_id: request.map(|id| id.to_string()),
        ..error.clone()
    };
    serde_json::to_vec(&error).unwrap_or_default().into()
}

fn status(kind: ApiErrorKind) -> StatusCode {
    match kind {
        ApiErrorKind::BadRequest => StatusCode::BAD_REQUEST,
        ApiErrorKind::NotSameOrigin | ApiErrorKind::NoSession => StatusCode::FORBIDDEN,
        ApiErrorKind::NotFound | ApiErrorKind::NoSuchPaymentMethod => StatusCode::NOT_FOUND,
        ApiErrorKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ApiErrorKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        ApiErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ApiErrorKind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ApiErrorKind::ZuoraRefused | ApiErrorKind::ZuoraProtocol => StatusCode::BAD_GATEWAY,
        ApiErrorKind::ZuoraUnreachable | ApiErrorKind::ZuoraBusy => StatusCode::SERVICE_UNAVAILABLE,
        ApiErrorKind::ZuoraTimeout => StatusCode::GATEWAY_TIMEOUT,
        ApiErrorKind::Internal | ApiErrorKind::SiteUnreachable => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
