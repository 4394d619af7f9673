//! What `--check` prints, held against files. After a change of its words: `UPDATE_DOCS=1 cargo test`.

#![cfg(feature = "demo")]

use super::{Subject, check};
use crate::{
    sandbox,
    server::{
        origin::Origin,
        settings::Client,
        zuora_client::{ZuoraClient, hosted_page::HostedPage, http},
    },
    zuora::AccountKey,
};
use serde_json::json;
use std::{env, fs, path::Path};
use tokio::net::TcpListener;
use url::Url;

const ORIGIN: &str = "http://localhost:3000";

/// A sandbox, and what is checked against it. Each test changes one thing.
struct Setup {
    base_url: Url,
    secret: &'static str,
    account: &'static str,
    page_id: &'static str,
    origin: &'static str,
}

impl Setup {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(axum::serve(listener, sandbox::router(ORIGIN)).into_future());
        Self {
            base_url: base_url.parse().expect("a URL"),
            secret: sandbox::CLIENT_SECRET,
            account: "A00000001",
            page_id: sandbox::PAGE_ID,
            origin: ORIGIN,
        }
    }

    /// What `--check` prints, and whether it passes.
    async fn check(&self) -> (String, bool) {
        let client =
            Client { id: sandbox::CLIENT_ID.into(), secret: self.secret.into(), entity_id: None };
        let http = http::client().expect("a client");
        let report = check(Subject {
            zuora: &ZuoraClient::new(http, self.base_url.clone(), client),
            public_origin: &Origin::parse(self.origin).expect("an origin"),
            account: Some(&AccountKey::from(self.account.to_owned())),
            hosted_page: Some(&HostedPage::new(self.page_id.into(), None, &self.base_url)),
        })
        .await;
        let port = self.base_url.port().expect("a port").to_string();
        let text = report.to_string().replace(&port, "PORT");
        // The sandbox makes a new id for each account whenever it starts.
        let text = match text.split_once(", id ") {
            Some((before, rest)) => format!("{before}, id ID{}", &rest[32..]),
            None => text,
        };
        (text, report.is_good())
    }

    async fn order(&self, fault: serde_json::Value) {
        let url = self.base_url.join("sandbox/faults").expect("a URL");
        let sent = reqwest::Client::new().post(url).json(&fault).send().await;
        assert!(sent.expect("the sandbox answers").status().is_success());
    }
}

/// Compares a report with the file of this name.
fn assert_golden(name: &str, report: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server/tenant_check/golden");
    let file = folder.join(format!("{name}.txt"));
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, report).expect("the file can be written");
    }
    let golden = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(report, golden, "{name}");
    assert!(!report.contains(sandbox::CLIENT_SECRET), "{name}");
}

#[tokio::test]
async fn right_settings_pass_every_step() {
    let (report, is_good) = Setup::new().await.check().await;
    assert!(is_good, "{report}");
    assert_golden("right-settings", &report);
}

#[tokio::test]
async fn a_wrong_secret_is_named_and_no_later_step_is_tried() {
    let setup = Setup { secret: "wrong-secret", ..Setup::new().await };
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert!(!report.contains("wrong-secret"), "{report}");
    assert_golden("wrong-secret", &report);
}

#[tokio::test]
async fn an_unknown_account_is_named() {
    let setup = Setup { account: "A00000009", ..Setup::new().await };
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert_golden("wrong-account", &report);
}

#[tokio::test]
async fn an_id_of_another_tenant_is_named() {
    let setup = Setup { account: "2c92c0f96bd1f8a6016bd5b4d1a30ac3", ..Setup::new().await };
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert_golden("account-of-another-tenant", &report);
}

#[tokio::test]
async fn a_user_without_write_access_is_the_first_suspect_when_only_signing_fails() {
    let setup = Setup::new().await;
    let reason = json!({"code": 50_000_011, "message": "You do not have write access."});
    let fault = json!({"reason": reason});
    setup.order(json!({"operation": "hmac-signatures", "fault": fault, "times": 4})).await;
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert!(report.contains("API Write Access"), "{report}");
    assert_golden("no-write-access", &report);
}

#[tokio::test]
async fn an_unreachable_zuora_is_told_from_a_wrong_setting() {
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base_url = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    let setup = Setup { base_url: base_url.parse().expect("a URL"), ..Setup::new().await };
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert_golden("zuora-down", &report);
}

#[tokio::test]
async fn an_unknown_page_is_named_beside_those_that_there_are() {
    let setup = Setup { page_id: "2c92c0f85a4db0c5015a4db0c5009999", ..Setup::new().await };
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert_golden("unknown-page", &report);
}

#[tokio::test]
async fn an_origin_that_zuora_does_not_allow_is_named() {
    let setup = Setup { origin: "https://shop.example", ..Setup::new().await };
    let (report, is_good) = setup.check().await;
    assert!(!is_good);
    assert_golden("origin-not-allowed", &report);
}
