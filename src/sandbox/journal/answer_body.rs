//! Reads the JSON of an answer without delaying any other body: a file goes on as the stream that it
//! is.

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, header},
    response::Response,
};
use futures::stream;
use http_body::Body as _;
use serde_json::Value;

/// An answer of Zuora's that is longer is no JSON.
const MAX_JSON_BYTES: u64 = 256 * 1024;

/// What the journal knows of an answer's body.
pub enum AnswerBody {
    Empty,
    /// The bytes, and what they mean if they can be parsed.
    Json(Bytes, Option<Value>),
    /// Type and, where it is known, size.
    Other(String),
}

impl AnswerBody {
    /// The value, where there is one.
    pub fn json(&self) -> Option<&Value> {
        match self {
            Self::Json(_, json) => json.as_ref(),
            Self::Empty | Self::Other(_) => None,
        }
    }
}

/// Reads the body if it is JSON and all of it is there. The response goes on unchanged.
pub async fn read(response: Response) -> (Response, AnswerBody) {
    let size = response.body().size_hint().exact();
    if size == Some(0) {
        return (response, AnswerBody::Empty);
    }
    let kind = content_type(response.headers());
    if !kind.starts_with("application/json") || size.is_none_or(|size| size > MAX_JSON_BYTES) {
        let described = match size {
            Some(size) => format!("({size} bytes, {kind})"),
            None => format!("(unknown size, {kind})"),
        };
        return (response, AnswerBody::Other(described));
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            let json = serde_json::from_slice(&bytes).ok();
            let response = Response::from_parts(parts, Body::from(bytes.clone()));
            (response, AnswerBody::Json(bytes, json))
        }
        // The client is to see that the body broke off.
        Err(error) => {
            let body = Body::from_stream(stream::iter([Err::<Bytes, _>(error)]));
            (Response::from_parts(parts, body), AnswerBody::Other(format!("(broken, {kind})")))
        }
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.unwrap_or("no type").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse as _;
    use futures::StreamExt as _;
    use std::convert::Infallible;

    /// Never ends, so that a test that reads it would not end either.
    #[tokio::test]
    async fn a_stream_is_not_read_even_if_it_is_json() {
        let endless = stream::repeat(Bytes::from_static(b" ")).map(Ok::<_, Infallible>);
        let json = [(header::CONTENT_TYPE, "application/json")];
        let (_, body) = read((json, Body::from_stream(endless)).into_response()).await;
        assert!(
            matches!(body, AnswerBody::Other(text) if text == "(unknown size, application/json)")
        );
    }

    #[tokio::test]
    async fn a_body_that_was_read_goes_on_unchanged() {
        let json = [(header::CONTENT_TYPE, "application/json;charset=utf-8")];
        for text in [r#"{"success":true}"#, r#"{"success":tr"#] {
            let (response, body) = read((json.clone(), text).into_response()).await;
            assert_eq!(body.json().is_some(), text.ends_with('}'), "{text}");
            let sent = to_bytes(response.into_body(), 100).await.expect("a body");
            assert_eq!(sent, text);
        }
    }
}
