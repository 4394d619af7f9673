//! What each break does: what is signed in place of the right thing, and what is ordered at the
//! sandbox. Every order is limited to one signing or to one token, so it meets no other run.

use super::catalogue::Break;
use crate::{
    server::request_id::RequestId,
    zuora::{CreateAccount, CreatePaymentMethod, GetFile, Operation, RsaSignatures},
};
use reqwest::Client;
use serde_json::{Value, json};
use url::Url;

/// How much later a slow Zuora answers, in milliseconds. The page waits for thirty seconds.
const SLOW_MS: u32 = 4000;
/// Browsers repeat a call by themselves when a kept-alive connection breaks. No token makes more
/// calls than this.
const EVERY_ATTEMPT: u32 = 9;
/// *Inferred*: Zuora does not publish how it refuses a user without *API Write Access*.
const NO_WRITE_ACCESS: (u32, &str) = (50_000_011, "You do not have write access.");
/// As the sandbox's test cards that are declined.
const DECLINED: (u32, &str) =
    (50_000_099, "Transaction declined.generic_decline - Your card was declined.");
/// An origin that no page of this site has.
const FOREIGN_ORIGIN: &str = "https://shop.example";

/// Changes what is signed.
pub(super) fn change(what: Break, zuora: &Url, path: &'static str, body: &mut Value) {
    let uri = |path: &str| zuora.join(path).map_or_else(|_| String::new(), Into::into);
    match what {
        Break::EmptyUri => body["uri"] = "".into(),
        Break::NotCorsEnabled => body["uri"] = uri("/v1/subscriptions").into(),
        Break::OtherAccount => {
            for field in ["accountKey", "name", "pageId"] {
                if let Some(value) = body.get(field).and_then(Value::as_str) {
                    body[field] = other(value).into();
                }
            }
        }
        Break::OtherUri if path == GetFile::PATH => {
            let other = body["uri"].as_str().map(other).unwrap_or_default();
            body["uri"] = other.into();
        }
        Break::OtherUri => {
            let other = match path {
                CreateAccount::PATH => CreatePaymentMethod::PATH,
                _ => CreateAccount::PATH,
            };
            body["uri"] = uri(other).into();
            // Zuora signs no call without the value that its operation binds.
            let value =
                ["accountKey", "name", "pageId"].into_iter().find_map(|field| body.get(field));
            let value = value.cloned().unwrap_or_default();
            (body["accountKey"], body["name"]) = (value.clone(), value);
        }
        _ => {}
    }
}

/// The same text with another last character.
fn other(text: &str) -> String {
    let last = if text.ends_with('2') { '1' } else { '2' };
    let mut other = text.to_owned();
    other.pop();
    other.push(last);
    other
}

/// The name of the header by which the sandbox knows the preflight of the call with this token: a
/// preflight carries no token, but the names of all headers.
pub(super) fn marker(token: &str) -> String {
    let token: String = token.chars().take(12).collect();
    format!("flow-break-{}", token.to_ascii_lowercase())
}

/// The sandbox that orders go to.
pub(super) struct Sandbox<'a> {
    pub http: &'a Client,
    pub zuora: &'a Url,
}

impl Sandbox<'_> {
    /// Orders what goes wrong with a signing.
    pub async fn order_for_signing(&self, what: Break, id: RequestId) {
        if what == Break::NoWriteAccess {
            let fault = reason(NO_WRITE_ACCESS);
            self.order(&json!({
                "operation": "hmac-signatures", "fault": fault, "account": id.to_string(),
            }))
            .await;
        }
    }

    /// Orders what goes wrong with the call that has this token.
    pub async fn order_for_call(&self, what: Break, path: &str, token: &str) {
        let fault = match what {
            Break::Expired => {
                return self.post("/sandbox/tickets/expire", &json!({"token": token})).await;
            }
            Break::ForeignOrigin => return self.order_foreign_origin(token).await,
            Break::Declined => reason(DECLINED),
            Break::Slow => json!({"delayMs": SLOW_MS}),
            Break::Failing => json!({"status": 500}),
            Break::CutLine => json!({"reset": true}),
            Break::Nonsense => json!({"malformed": true}),
            Break::LostReply => json!({"reset": true, "after": true}),
            _ => return,
        };
        let operation = match path {
            CreateAccount::PATH => "create-account",
            GetFile::PATH => "get-file",
            RsaSignatures::PATH => "rsa-signatures",
            _ => "create-payment-method",
        };
        self.order(&json!({
            "operation": operation, "fault": fault, "account": token, "times": EVERY_ATTEMPT,
        }))
        .await;
    }

    /// The preflight is answered as to a page of another origin. Everything else is allowed, so that
    /// the origin alone is why the browser makes no call.
    async fn order_foreign_origin(&self, token: &str) {
        let marker = marker(token);
        let headers = json!({
            "access-control-allow-origin": FOREIGN_ORIGIN,
            "access-control-allow-headers": format!("accept,content-type,signature,token,{marker}"),
        });
        self.order(&json!({
            "operation": "preflight", "fault": {"headers": headers}, "account": marker,
        }))
        .await;
    }

    async fn order(&self, order: &Value) {
        self.post("/sandbox/faults", order).await;
    }

    async fn post(&self, path: &str, body: &Value) {
        let Ok(url) = self.zuora.join(path) else { return };
        let answer = self.http.post(url).json(body).send().await;
        if let Err(error) = answer.and_then(reqwest::Response::error_for_status) {
            tracing::warn!(%error, "the sandbox has not taken an order");
        }
    }
}

fn reason((code, message): (u32, &str)) -> Value {
    json!({"reason": {"code": code, "message": message}})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_something_else_that_could_be_signed() {
        let zuora = Url::parse("http://127.0.0.1:3100").expect("a URL");
        let changed = |what, path, mut body: Value| {
            change(what, &zuora, path, &mut body);
            body
        };
        let path = CreatePaymentMethod::PATH;
        let uri = format!("http://127.0.0.1:3100{path}");
        let body = json!({"uri": uri, "method": "POST", "accountKey": "A00000001"});
        let with = |field: &str, value: &str| {
            let mut body = body.clone();
            body[field] = value.into();
            body
        };
        for (what, expected) in [
            (Break::EmptyUri, with("uri", "")),
            (Break::NotCorsEnabled, with("uri", "http://127.0.0.1:3100/v1/subscriptions")),
            (Break::OtherAccount, with("accountKey", "A00000002")),
            (Break::ReusedToken, body.clone()),
            (Break::Slow, body.clone()),
        ] {
            assert_eq!(changed(what, path, body.clone()), expected, "{what:?}");
        }
        let other = changed(Break::OtherUri, path, body.clone());
        assert_eq!(other["uri"], "http://127.0.0.1:3100/v1/accounts");
        assert_eq!(other["name"], "A00000001");
        let file = json!({"uri": "http://127.0.0.1:3100/v1/files/f1", "method": "GET"});
        let other = changed(Break::OtherUri, GetFile::PATH, file);
        assert_eq!(other["uri"], "http://127.0.0.1:3100/v1/files/f2");
    }

    #[test]
    fn a_marker_is_the_name_of_a_header() {
        assert_eq!(marker("aB3dE6gH9jK2mN5p"), "flow-break-ab3de6gh9jk2");
        assert!(axum::http::HeaderName::try_from(marker("aB3dE6gH9jK2mN5p")).is_ok());
    }
}
