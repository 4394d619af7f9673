//! `cargo xtask test-tenant`, with a sandbox in place of the tenant.

use end2end::{Result, Sandbox, block_on, tenant::free_port};
use serde_json::{Value, json};
use std::{
    env,
    process::{Command, Output},
};

const ACCOUNT: &str = "A00000001";

/// A sandbox as the tenant, and the address of the site that calls it.
struct Tenant {
    sandbox: Sandbox,
    site: String,
    settings: Vec<(&'static str, String)>,
}

impl Tenant {
    async fn start() -> Result<Self> {
        let port = free_port()?;
        let sandbox = Sandbox::start(&format!("http://localhost:{port}")).await?;
        let pages = sandbox.get("/v1/hostedpages").await?;
        let account = sandbox.get(&format!("/v1/accounts/{ACCOUNT}")).await?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut settings = sandbox.settings();
        settings.retain(|(name, _)| *name != "ZUORA_ACCOUNT_KEY");
        settings.push(("ZUORA_ACCOUNT_KEY", text(&account["basicInfo"]["id"])));
        settings.push(("ZUORA_PAGE_ID", text(&pages["hostedpages"][0]["pageId"])));
        Ok(Self { sandbox, site: format!("127.0.0.1:{port}"), settings })
    }

    fn test(&self) -> Result<(Option<i32>, String)> {
        let mut settings = self.settings.clone();
        settings.push(("LEPTOS_SITE_ADDR", self.site.clone()));
        run(&settings)
    }

    async fn control(&self, path: &str, order: Value) -> Result {
        let url = format!("{}/sandbox/{path}", self.sandbox.url);
        reqwest::Client::new().post(url).json(&order).send().await?.error_for_status()?;
        Ok(())
    }
}

/// Runs the program with these settings alone. Gives its exit code and what it printed.
fn run(settings: &[(&str, String)]) -> Result<(Option<i32>, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_test-tenant"));
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("ZUORA_")) {
        command.env_remove(name);
    }
    command.env_remove("LEPTOS_SITE_ADDR").current_dir(env::temp_dir());
    let settings = settings.iter().map(|(name, value)| (name, value));
    let Output { status, stdout, stderr } = command.envs(settings).output()?;
    let printed = String::from_utf8_lossy(&stdout) + String::from_utf8_lossy(&stderr);
    Ok((status.code(), printed.into_owned()))
}

#[test]
fn a_tenant_like_the_sandbox_has_no_differences_and_keeps_its_cards() {
    let tenant = block_on(Tenant::start());
    let (code, printed) = tenant.test().expect("it starts");
    assert_eq!(code, Some(0), "{printed}");
    for words in [
        "24 cases, 0 differences",
        "the page says \"Card saved\"",
        "card with a ticket | HTTP 200, success true, keys paymentMethodId success | the same",
        "cards of the account: 0 before, 0 after",
    ] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
    assert!(!printed.contains("not run"), "{printed}");
    for secret in ["4111111111", "sandbox-demo-secret"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    assert_eq!(block_on(tenant.sandbox.card_count(ACCOUNT)), 0);
    let calls = block_on(tenant.sandbox.calls());
    assert!(calls.iter().any(|call| call.starts_with("DELETE /v1/payment-methods/")), "{calls:?}");
}

#[test]
fn every_difference_of_a_tenant_is_named() {
    let tenant = block_on(Tenant::start());
    let reason = json!({"reason": {"code": 50_000_060, "message": "An internal error occurred."}});
    let orders = [
        ("tenant", json!({"signedHost": "any", "accountKey": "idOnly"})),
        (
            "faults",
            json!({"operation": "preflight", "times": 50, "fault": {"headers": {"access-control-max-age": "600"}}}),
        ),
        ("faults", json!({"operation": "get-file", "times": 50, "fault": reason})),
        (
            "faults",
            json!({"operation": "hmac-signatures", "times": 50, "fault": reason, "account": "no-such-account"}),
        ),
    ];
    for (path, order) in orders {
        block_on(tenant.control(path, order));
    }
    let (code, printed) = tenant.test().expect("it starts");
    assert_eq!(code, Some(1), "{printed}");
    for words in [
        "24 cases, 5 differences",
        "differs: signature for another host",
        "differs: card under the account's number",
        "differs: preflight of the card",
        "differs: file that does not exist",
        "differs: signature for an account key that does not exist",
        "max-age: 5",
        "max-age: 600",
        "the page says \"Card saved\"",
    ] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
    assert!(!printed.contains("failed:"), "{printed}");
    assert_eq!(block_on(tenant.sandbox.card_count(ACCOUNT)), 0);
}

#[test]
fn after_a_failure_the_cards_are_removed_and_the_failure_is_named() {
    let tenant = block_on(Tenant::start());
    // The browser's card has no address, and is declined.
    block_on(tenant.control("tenant", json!({"address": "required"})));
    let (code, printed) = tenant.test().expect("it starts");
    assert_eq!(code, Some(1), "{printed}");
    for words in [
        "differs: card without an address",
        "failed: saving a card with a browser",
        "Nothing was saved",
        "cards of the account: 0 before, 0 after",
    ] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
    assert_eq!(block_on(tenant.sandbox.card_count(ACCOUNT)), 0);
}

#[test]
fn without_credentials_it_is_skipped() {
    let (code, printed) = run(&[]).expect("it starts");
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("Skipped: no credentials"), "{printed}");
    assert!(printed.contains("ZUORA_CLIENT_SECRET"), "{printed}");
    let (code, printed) =
        run(&[("ZUORA_BASE_URL", "https://rest.test.zuora.com".into())]).expect("it starts");
    assert_eq!(code, Some(1), "half of the credentials: {printed}");
    assert!(printed.contains("Also set ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET"), "{printed}");
}

#[test]
fn a_production_host_is_refused_by_name() {
    let mut settings = Sandbox::at("https://rest.zuora.com").settings();
    settings.push(("LEPTOS_SITE_ADDR", "127.0.0.1:0".into()));
    let (code, printed) = run(&settings).expect("it starts");
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("Refused: rest.zuora.com"), "{printed}");
    assert!(printed.contains("Nothing was called"), "{printed}");
}
