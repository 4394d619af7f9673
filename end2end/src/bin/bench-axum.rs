//! A contender of the benchmark: the least that a shop's server in Rust needs for this flow. It
//! serves the same page as `end2end/bench/express/server.js`, and asks Zuora as that does.

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header::CACHE_CONTROL},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use end2end::Result;
use serde_json::{Value, json};
use std::{
    env,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::Mutex};

const PAGE: &str = include_str!("../../bench/express/page.html");
const PATH: &str = "/v1/payment-methods/credit-cards";
/// A token is not used in the last minute before it expires.
const MARGIN: Duration = Duration::from_mins(1);

struct Zuora {
    base_url: String,
    client_id: String,
    client_secret: String,
    account_key: String,
    http: reqwest::Client,
    bearer: Mutex<Option<(String, Instant)>>,
}

#[tokio::main]
async fn main() -> Result {
    let zuora = Zuora {
        base_url: env::var("ZUORA_BASE_URL")?,
        client_id: env::var("ZUORA_CLIENT_ID")?,
        client_secret: env::var("ZUORA_CLIENT_SECRET")?,
        account_key: env::var("ZUORA_ACCOUNT_KEY")?,
        http: reqwest::Client::new(),
        bearer: Mutex::default(),
    };
    let router = Router::new()
        .route("/", get(async || Html(PAGE)))
        .route("/signature", post(signature))
        .with_state(Arc::new(zuora));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening {}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

async fn signature(State(zuora): State<Arc<Zuora>>) -> Response {
    match zuora.sign().await {
        Ok(signed) => ([(CACHE_CONTROL, "no-store")], Json(signed)).into_response(),
        Err(error) => {
            eprintln!("{error}");
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}

impl Zuora {
    async fn sign(&self) -> Result<Value> {
        let uri = format!("{}{PATH}", self.base_url);
        let body = json!({"uri": uri, "method": "POST", "accountKey": self.account_key});
        let request = self.http.post(format!("{}/v1/hmac-signatures", self.base_url)).json(&body);
        let response = request.bearer_auth(self.bearer().await?).send().await?;
        let signed: Value = response.error_for_status()?.json().await?;
        Ok(json!({
            "signature": signed["signature"], "token": signed["token"], "uri": uri,
            "accountKey": self.account_key,
        }))
    }

    async fn bearer(&self) -> Result<String> {
        let mut bearer = self.bearer.lock().await;
        if let Some((token, expires)) = &*bearer
            && Instant::now() < *expires
        {
            return Ok(token.clone());
        }
        let request = self.http.post(format!("{}/oauth/token", self.base_url)).form(&[
            ("client_id", &*self.client_id),
            ("client_secret", &*self.client_secret),
            ("grant_type", "client_credentials"),
        ]);
        let granted: Value = request.send().await?.error_for_status()?.json().await?;
        let token = granted["access_token"].as_str().ok_or("no bearer token")?.to_owned();
        let lifetime = Duration::from_secs(granted["expires_in"].as_u64().unwrap_or_default());
        *bearer = Some((token.clone(), Instant::now() + lifetime.saturating_sub(MARGIN)));
        Ok(token)
    }
}
