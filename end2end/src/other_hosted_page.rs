//! A tenant whose hosted page is not the sandbox's. It is built from observations of Zuora's own
//! script, library and recorded traffic alone, and shares no code with either side. Its other
//! operations are the sandbox's.

mod document;
mod signing;

use crate::Result;
use axum::{
    Router,
    body::Bytes,
    extract::{Query, Request, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
    routing::{any, post},
};
use document::{form_page, refused_page};
use serde_json::{Value, json};
use signing::Signer;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::net::TcpListener;

pub use signing::{CALLBACK_PATH, Deviation};

const PAGE_PATH: &str = "/apps/PublicHostedPageLite.do";

/// What Zuora's own script adds to the address, and what identifies the page. Everything else has to
/// be in the request for the signature.
const NEVER_SIGNED: [&str; 8] =
    ["method", "host", "fromHostedPage", "jsVersion", "id", "tenantId", "signature", "token"];

/// A running tenant.
#[derive(Clone, Debug)]
pub struct OtherHostedPage {
    pub base_url: String,
    tenant: Arc<Tenant>,
}

#[derive(Debug)]
struct Tenant {
    sandbox_url: String,
    http: reqwest::Client,
    signer: Signer,
    deviation: Mutex<Deviation>,
    /// By token: the fields of the request for the signature, and the reply.
    issued: Mutex<HashMap<String, (Value, Value)>>,
    /// The last callback that was sent.
    last: Mutex<Option<Value>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl OtherHostedPage {
    /// A tenant that forwards to this sandbox.
    pub async fn start(sandbox_url: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let tenant = Arc::new(Tenant {
            sandbox_url: sandbox_url.to_owned(),
            http: reqwest::Client::new(),
            signer: Signer::new()?,
            deviation: Mutex::new(Deviation::None),
            issued: Mutex::default(),
            last: Mutex::default(),
        });
        let router = Router::new()
            .route(PAGE_PATH, axum::routing::get(show).post(submit))
            .route("/v1/rsa-signatures", post(sign).options(forward))
            .fallback(any(forward))
            .with_state(tenant.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { base_url, tenant })
    }

    /// What a site's server needs to use it.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("ZUORA_BASE_URL", self.base_url.clone()),
            ("ZUORA_CLIENT_ID", crate::sandbox::CLIENT_ID.into()),
            ("ZUORA_CLIENT_SECRET", crate::sandbox::CLIENT_SECRET.into()),
            ("ZUORA_ACCOUNT_KEY", "A00000001".into()),
            ("ZUORA_PAGE_ID", "2c92c0f85a4db0c5015a4db0c5000001".into()),
            ("ZUORA_PAGE_CALLBACK_PATH", CALLBACK_PATH.into()),
        ]
    }

    /// From now on, it deviates in this way.
    pub fn deviate(&self, deviation: Deviation) {
        *lock(&self.tenant.deviation) = deviation;
    }
}

impl Tenant {
    fn deviation(&self) -> Deviation {
        *lock(&self.deviation)
    }

    /// Saves the card in the sandbox, attached to no account, and returns its id.
    async fn save(&self, card: &BTreeMap<String, String>) -> Result<String> {
        let card = json!({
            "type": "CreditCard", "cardType": "Visa", "cardNumber": card["number"],
            "expirationMonth": card["month"].parse::<u8>()?,
            "expirationYear": card["year"].parse::<u16>()?,
            "cardHolderInfo": {"cardHolderName": card["holder"]},
        });
        let saved =
            crate::Sandbox::at(&self.sandbox_url).post("/v1/payment-methods", &card).await?;
        Ok(saved["id"].as_str().ok_or("the card was not saved")?.to_owned())
    }
}

/// Forwards to the sandbox, under the name by which the caller knows this tenant.
async fn forward(State(tenant): State<Arc<Tenant>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 1 << 20).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let url = format!("{}{}", tenant.sandbox_url, parts.uri);
    let forwarded =
        tenant.http.request(parts.method, url).headers(parts.headers).body(body).send().await;
    let Ok(reply) = forwarded else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let (status, headers) = (reply.status(), without_framing(reply.headers().clone()));
    (status, headers, reply.bytes().await.unwrap_or_default()).into_response()
}

fn without_framing(mut headers: HeaderMap) -> HeaderMap {
    for name in [header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION] {
        headers.remove(name);
    }
    headers
}

/// The sandbox checks who asks. Token, signature and key are this tenant's own.
async fn sign(State(tenant): State<Arc<Tenant>>, headers: HeaderMap, body: Bytes) -> Response {
    let fields: Value = serde_json::from_slice(&body).unwrap_or_default();
    let forwarded = tenant
        .http
        .post(format!("{}/v1/rsa-signatures", tenant.sandbox_url))
        .headers(headers)
        .body(body)
        .send()
        .await;
    let Ok(reply) = forwarded else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let headers = without_framing(reply.headers().clone());
    let mut reply: Value = reply.json().await.unwrap_or_default();
    if reply["success"] == true {
        reply["key"] = tenant.signer.public_key().into();
        let token = reply["token"].as_str().unwrap_or_default().to_owned();
        let signature = tenant.signer.request_signature(PAGE_PATH, &token, &fields);
        reply["signature"] = match tenant.deviation() {
            Deviation::NullSignature => Value::Null,
            _ => signature.into(),
        };
        lock(&tenant.issued).insert(token, (fields, reply.clone()));
    }
    (headers, reply.to_string()).into_response()
}

/// The page. What is wrong with its address is shown in it, and nobody else gets to know.
async fn show(
    State(tenant): State<Arc<Tenant>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    if tenant.deviation() == Deviation::Silent {
        return Html("<p>Refused to connect.</p>").into_response();
    }
    let issued = lock(&tenant.issued);
    match check_address(&query, &issued) {
        Ok(parent) => (
            [(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")],
            Html(form_page(&parent, &query["token"], &tenant.signer.public_key())),
        )
            .into_response(),
        Err(fault) => Html(refused_page(&fault)).into_response(),
    }
}

/// The origin of the page around the frame.
fn check_address(
    query: &BTreeMap<String, String>,
    issued: &HashMap<String, (Value, Value)>,
) -> std::result::Result<String, String> {
    let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    if get("method") != "requestPage"
        || get("fromHostedPage") != "true"
        || get("jsVersion") != "1.3.1"
    {
        return Err("Invalid_Request_Method".into());
    }
    let (fields, reply) = issued.get(get("token")).ok_or("Invalid_Security")?;
    if reply["signature"] != get("signature")
        || reply["tenantId"] != get("tenantId")
        || fields["pageId"] != get("id")
    {
        return Err("Invalid_Security".into());
    }
    for (name, value) in query {
        let signed = &fields[name.strip_prefix("field_").unwrap_or(name)];
        if !NEVER_SIGNED.contains(&&**name) && signed != value {
            return Err(format!("Validate_Dynamic_Params_Failed: {name}"));
        }
    }
    // The key comes by `setField`, and the callback goes to `host`.
    let host = reqwest::Url::parse(get("host")).map_err(|_| "no host")?;
    Ok(host.origin().ascii_serialization())
}

/// The form's fields come in by a request of the page's script. The answer is the message that the
/// script posts to its parent.
async fn submit(State(tenant): State<Arc<Tenant>>, body: Bytes) -> Response {
    let card: BTreeMap<String, String> = serde_json::from_slice(&body).unwrap_or_default();
    let token = card.get("token").cloned().unwrap_or_default();
    let passthrough = {
        let issued = lock(&tenant.issued);
        issued.get(&token).map(|(fields, _)| fields["passthrough1"].clone()).unwrap_or_default()
    };
    let deviation = tenant.deviation();
    let callback = if let Deviation::Refused(code) = deviation {
        json!({"success": false, "responseFrom": "Response_From_Submit_Page",
               "errorCode": code, "errorMessage": "Refused."})
    } else {
        let id = match tenant.save(&card).await {
            Ok(id) => id,
            Err(error) => return (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
        };
        let passthrough = passthrough.as_str().unwrap_or_default();
        tenant.signer.callback(deviation, &token, passthrough, &id)
    };
    let mut last = lock(&tenant.last);
    let callback = match last.take() {
        Some(earlier) if deviation == Deviation::Replay => earlier,
        _ => callback,
    };
    *last = Some(callback.clone());
    let kind = if deviation == Deviation::Texts { "text/x-object" } else { "text/plain" };
    ([(header::CONTENT_TYPE, kind)], callback.to_string()).into_response()
}
