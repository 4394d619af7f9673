//! A shop's login: signs customers in and out, and tells the site whose session it is
//! (`docs/logins/service.rs`).

use crate::Result;
use axum::{
    Form, Json, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, Html, IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;

const COOKIE: &str = "shop-session";

/// A running login.
#[derive(Debug)]
pub struct ShopLogin {
    origin: String,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    site: String,
    state: Mutex<Sessions>,
}

#[derive(Debug, Default)]
struct Sessions {
    /// The account of each session's customer, if there is one.
    open: HashMap<String, Option<String>>,
    begun: usize,
    is_down: bool,
}

#[derive(Deserialize)]
struct LoginQuery {
    next: String,
}

#[derive(Deserialize)]
struct SignInForm {
    next: String,
    account: String,
}

impl ShopLogin {
    /// The login of the shop whose payment pages are at `site`. It is on the same host, so that its
    /// cookie reaches both.
    pub async fn start(site: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let shared = Arc::new(Shared { site: site.to_owned(), state: Mutex::default() });
        let routes = Router::new()
            .route("/login", get(show_form).post(sign_in))
            .route("/logout", get(sign_out))
            .route("/session", get(send_account))
            .with_state(shared.clone());
        tokio::spawn(axum::serve(listener, routes).into_future());
        Ok(Self { origin, shared })
    }

    /// What the site's server needs to use it.
    pub fn settings(&self) -> [(&'static str, String); 3] {
        let at = |path: &str| format!("{}{path}", self.origin);
        [
            // The service that knows the sessions is asked by the server, not by the browser.
            ("SHOP_SESSIONS_URL", at("/session").replace("localhost", "127.0.0.1")),
            ("SHOP_LOGIN_URL", at("/login?next={return}")),
            ("SHOP_LOGOUT_URL", at("/logout")),
        ]
    }

    /// Ends every session, as a time limit does.
    pub fn end_sessions(&self) {
        self.shared.sessions(|sessions| sessions.open.clear());
    }

    /// From now on it answers nothing about sessions, or does again.
    pub fn set_down(&self, is_down: bool) {
        self.shared.sessions(|sessions| sessions.is_down = is_down);
    }
}

impl Shared {
    fn sessions<T>(&self, work: impl FnOnce(&mut Sessions) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The customers to sign in as: one with an account in Zuora, and one without.
async fn show_form(Query(LoginQuery { next }): Query<LoginQuery>) -> Html<String> {
    Html(format!(
        "<!DOCTYPE html><html lang=en><title>Login</title><h1>The shop's login</h1>\
         <form method=post><input type=hidden name=next value=\"{next}\">\
         <button name=account value=A00000001>Sign in as a customer</button>\
         <button name=account value=\"\">Sign in as somebody new</button></form>"
    ))
}

async fn sign_in(State(shared): State<Arc<Shared>>, Form(form): Form<SignInForm>) -> Response {
    let id = shared.sessions(|sessions| {
        sessions.begun += 1;
        let id = format!("session-{}", sessions.begun);
        let account = Some(form.account).filter(|account| !account.is_empty());
        sessions.open.insert(id.clone(), account);
        id
    });
    let cookie = format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax");
    let back = Redirect::to(&format!("{}{}", shared.site, form.next));
    (AppendHeaders([(header::SET_COOKIE, cookie)]), back).into_response()
}

async fn sign_out(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    if let Some(id) = session(&headers) {
        shared.sessions(|sessions| sessions.open.remove(&id));
    }
    let cookie = format!("{COOKIE}=; Path=/; Max-Age=0");
    let back = Redirect::to(&shared.site);
    (AppendHeaders([(header::SET_COOKIE, cookie)]), back).into_response()
}

async fn send_account(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let id = session(&headers).unwrap_or_default();
    let answer = shared.sessions(|sessions| match sessions.is_down {
        true => Err(StatusCode::INTERNAL_SERVER_ERROR),
        false => sessions.open.get(&id).cloned().ok_or(StatusCode::NOT_FOUND),
    });
    match answer {
        Ok(account) => Json(json!({"account": account})).into_response(),
        Err(status) => status.into_response(),
    }
}

fn session(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|pair| pair.strip_prefix(&format!("{COOKIE}=")).map(str::to_owned))
}
