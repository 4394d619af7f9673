//! The surface of `flow_breaks.rs` in a build without the demonstration: nothing is broken.

use crate::server::request_id::RequestId;
use axum::Router;
use reqwest::Client;
use serde_json::Value;
use url::Url;

pub fn carry_out(site: Router, _: bool) -> Router {
    site
}

#[expect(clippy::unused_async)] // as in the demonstration
pub async fn before_signing(_: &Client, _: &Url, _: &str, _: &mut Value, _: RequestId) {}

#[expect(clippy::unused_async)]
pub async fn after_signing(_: &Client, _: &Url, _: &str, _: &str) {}
