//! The session: a signed cookie that any replica can read. Every visitor gets one with the first page.

use super::{headers::is_page, origin::Origin};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{
    SignedCookieJar,
    cookie::{Cookie, Key, SameSite},
};
use uuid::Uuid;

/// One visitor's session.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Who is meant, without saying who it is.
    pub id: Uuid,
}

/// What the cookie is made with.
#[derive(Clone)]
pub struct Sessions {
    key: Key,
    https: bool,
}

impl Sessions {
    pub fn new(key: Key, public_origin: &Origin) -> Self {
        Self {
            key,
            https: public_origin.is_https(),
        }
    }

    /// `__Host-`: a browser takes it only with `Secure`, for this host alone, for the whole site.
    fn cookie_name(&self) -> &'static str {
        if self.https {
            "__Host-zuora-cors-sample"
        } else {
            "zuora-cors-sample"
        }
    }
}

/// Puts the request's [`Session`] where handlers find it, and gives a visitor who has none a new one with the first page.
pub async fn layer(State(sessions): State<Sessions>, mut request: Request, next: Next) -> Response {
    let jar = SignedCookieJar::from_headers(request.headers(), sessions.key.clone());
    let session = jar
        .get(sessions.cookie_name())
        .and_then(|cookie| cookie.value().parse().ok())
        .map(|id| Session { id });
    if let Some(session) = session {
        request.extensions_mut().insert(session);
    }
    let response = next.run(request).await;
    if session.is_some() || !is_page(response.headers()) {
        return response;
    }
    let cookie = Cookie::build((sessions.cookie_name(), Uuid::new_v4().to_string()))
        .path("/")
        .http_only(true)
        .secure(sessions.https)
        .same_site(SameSite::Strict);
    (jar.add(cookie), response).into_response()
}
