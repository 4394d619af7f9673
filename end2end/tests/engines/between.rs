//! What stands between the browser and the site of a journey: it forwards, keeps a record, and can
//! change what passes. So a journey makes the same thing go wrong in every engine.

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use end2end::Result;
use std::{
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::net::TcpListener;

const POLICY: &str = "content-security-policy";

/// What happens to a request.
#[derive(Clone, Debug)]
pub enum Treatment {
    /// It gets no answer.
    Hold,
    /// The browser runs no script of its answer, as if scripts were turned off.
    WithoutScript,
    /// This is taken out of its answer's policy.
    WithoutInPolicy(&'static str),
}

/// A request as it came from the browser.
#[derive(Clone, Debug)]
pub struct Passed {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// The way between browser and site. It ends with the runtime.
#[derive(Clone, Debug)]
pub struct Between {
    http: reqwest::Client,
    addr: Arc<Mutex<String>>,
    treatments: Arc<Mutex<Vec<(&'static str, Treatment)>>>,
    passed: Arc<Mutex<Vec<Passed>>>,
}

impl Between {
    /// Listens, and gives the port. Nothing is forwarded yet.
    pub async fn listen() -> Result<(Self, u16)> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_gzip()
            .no_proxy()
            .build()?;
        let between =
            Self { http, addr: Arc::default(), treatments: Arc::default(), passed: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let app = Router::new().fallback(pass).with_state(between.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok((between, port))
    }

    /// Forwards to the site at `addr`.
    pub fn forward_to(&self, addr: &str) {
        addr.clone_into(&mut lock(&self.addr));
    }

    /// From now on, requests whose path contains `part` are treated like this.
    pub fn treat(&self, part: &'static str, treatment: Treatment) {
        lock(&self.treatments).push((part, treatment));
    }

    /// Every request so far.
    pub fn passed(&self) -> Vec<Passed> {
        lock(&self.passed).clone()
    }

    async fn answer(&self, request: Request) -> Result<Response> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let body = to_bytes(body, usize::MAX).await?;
        lock(&self.passed).push(Passed {
            path: path.clone(),
            headers: parts.headers.clone(),
            body: body.clone(),
        });
        let treatment =
            lock(&self.treatments).iter().find(|(part, _)| path.contains(part)).cloned();
        let treatment = treatment.map(|(_, treatment)| treatment);
        if matches!(treatment, Some(Treatment::Hold)) {
            pending::<()>().await;
        }
        let url = format!("http://{}{path}", lock(&self.addr));
        let request = self.http.request(parts.method, url).headers(parts.headers).body(body);
        let answer = request.send().await?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        *response.body_mut() = Body::from(answer.bytes().await?);
        // The body is in one piece now.
        response.headers_mut().remove(header::TRANSFER_ENCODING);
        change_policy(response.headers_mut(), treatment.as_ref())?;
        Ok(response)
    }
}

async fn pass(State(between): State<Between>, request: Request) -> Response {
    let answer = between.answer(request).await;
    answer.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
}

fn change_policy(headers: &mut HeaderMap, treatment: Option<&Treatment>) -> Result {
    match treatment {
        Some(Treatment::WithoutScript) => {
            headers
                .append(POLICY, HeaderValue::from_static("sandbox allow-same-origin allow-forms"));
            // With both of them, a browser does not show the page at all.
            headers.remove("cross-origin-opener-policy");
        }
        Some(Treatment::WithoutInPolicy(words)) => {
            if let Some(policy) = headers.get(POLICY) {
                let without = policy.to_str()?.replace(words, "");
                headers.insert(POLICY, HeaderValue::from_str(&without)?);
            }
        }
        _ => {}
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
