//! A client of the sandbox: what it has received, which cards it holds, what is to go wrong next.
//! Also a sandbox of a test's own, beside the site's.

use crate::{
    Result,
    app::{executable, launch},
};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

/// The sandbox's published demo client.
pub(crate) const CLIENT_ID: &str = "5a4db0c5-0000-4000-8000-c0ffee000001";
pub(crate) const CLIENT_SECRET: &str = "sandbox-demo-secret";

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    /// The base URL.
    pub url: String,
    http: reqwest::Client,
    process: Option<Child>,
}

impl Sandbox {
    /// The sandbox that is already at this URL.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), http: reqwest::Client::new(), process: None }
    }

    /// A sandbox of its own, which answers CORS to this origin only.
    pub async fn start(site_origin: &str) -> Result<Self> {
        Self::start_with(site_origin, &[]).await
    }

    /// The same, with further arguments of the subcommand `sandbox`.
    pub async fn start_with(site_origin: &str, arguments: &[&str]) -> Result<Self> {
        let mut command = Command::new(executable()?);
        command.args([
            "sandbox",
            "--embedded",
            "--addr",
            "127.0.0.1:0",
            "--site-origin",
            site_origin,
        ]);
        command.args(arguments);
        let (process, url, _) =
            launch(command, |line| line.starts_with("http://").then(|| line.to_owned())).await?;
        Ok(Self { process: Some(process), ..Self::at(&url) })
    }

    /// Its process, where it is a test's own.
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref()?.id()
    }

    /// What a site's server needs to use this sandbox as its Zuora.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("ZUORA_BASE_URL", self.url.clone()),
            ("ZUORA_CLIENT_ID", CLIENT_ID.into()),
            ("ZUORA_CLIENT_SECRET", CLIENT_SECRET.into()),
            ("ZUORA_ACCOUNT_KEY", "A00000001".into()),
        ]
    }

    /// Every exchange it received, in order.
    pub async fn journal(&self) -> Result<Vec<Value>> {
        let response = self.http.get(format!("{}/sandbox/journal", self.url)).send().await?;
        Ok(response.json().await?)
    }

    /// Method and path of every exchange, in order.
    pub async fn calls(&self) -> Result<Vec<String>> {
        let call =
            |exchange: &Value| format!("{} {}", text(exchange, "method"), text(exchange, "path"));
        Ok(self.journal().await?.iter().map(call).collect())
    }

    /// The calls that create a card or an account, and their preflights.
    pub async fn creating_calls(&self) -> Result<Vec<String>> {
        let mut calls = self.calls().await?;
        calls.retain(|call| {
            call.ends_with("/payment-methods/credit-cards") || call.ends_with("/v1/accounts")
        });
        Ok(calls)
    }

    /// Moves its clock on.
    pub async fn advance_clock(&self, seconds: u64) -> Result {
        let order = json!({"advanceSeconds": seconds});
        let request = self.http.post(format!("{}/sandbox/clock", self.url)).json(&order);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// The next call of an operation goes wrong in this way. Operations are named by the last word
    /// of their path, faults as in the sandbox's manual: `{"status": 500}`.
    pub async fn fail(&self, operation: &str, fault: Value) -> Result {
        self.fail_times(operation, fault, 1).await
    }

    /// The next calls of an operation go wrong in this way.
    pub async fn fail_times(&self, operation: &str, fault: Value, times: u32) -> Result {
        let order = json!({"operation": operation, "fault": fault, "times": times});
        let request = self.http.post(format!("{}/sandbox/faults", self.url)).json(&order);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Sets switches of the tenant, as in the sandbox's manual: `{"address": "required"}`.
    pub async fn set_switches(&self, switches: Value) -> Result {
        let request = self.http.post(format!("{}/sandbox/tenant", self.url)).json(&switches);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// From now on, browsers may cache the answer to a preflight this long.
    pub async fn set_preflight_max_age(&self, seconds: u64) -> Result {
        let order = json!({"maxAgeSeconds": seconds});
        let request = self.http.post(format!("{}/sandbox/preflight", self.url)).json(&order);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// The bodies of the calls of this method and path, in order, as the journal masks them.
    pub async fn bodies(&self, method: &str, path: &str) -> Result<Vec<Value>> {
        let is_it = |exchange: &Value| exchange["method"] == method && exchange["path"] == path;
        let journal = self.journal().await?.into_iter().filter(is_it);
        Ok(journal.map(|mut exchange| exchange["body"].take()).collect())
    }

    /// Puts everything back to the start, the journal too.
    pub async fn reset(&self) -> Result {
        let request = self.http.post(format!("{}/sandbox/reset", self.url));
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Cancels every fault that is still to come.
    pub async fn clear_faults(&self) -> Result {
        let request = self.http.delete(format!("{}/sandbox/faults", self.url));
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// The cards of an account, read as a server would read them.
    pub async fn cards(&self, account: &str) -> Result<Vec<Value>> {
        let mut list = self.get(&format!("/v1/accounts/{account}/payment-methods")).await?;
        Ok(match list["creditcard"].take() {
            Value::Array(cards) => cards,
            _ => return Err(format!("no list of cards: {list}").into()),
        })
    }

    pub async fn card_count(&self, account: &str) -> Result<usize> {
        Ok(self.cards(account).await?.len())
    }

    /// Deletes every card of an account, as a server would.
    pub async fn delete_cards(&self, account: &str) -> Result {
        let bearer = self.bearer().await?;
        for card in self.cards(account).await? {
            let url = format!("{}/v1/payment-methods/{}", self.url, text(&card, "id"));
            let request = self.http.delete(url).bearer_auth(&bearer);
            request.send().await?.error_for_status()?;
        }
        Ok(())
    }

    /// Reads a resource of Zuora's API, as a server would.
    pub async fn get(&self, path: &str) -> Result<Value> {
        Ok(self.response(path).await?.json().await?)
    }

    /// Calls Zuora's API, as a server would.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.change(self.http.post(format!("{}{path}", self.url)), body).await
    }

    /// Changes a resource of Zuora's API, as a server would.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.change(self.http.put(format!("{}{path}", self.url)), body).await
    }

    async fn change(&self, request: reqwest::RequestBuilder, body: &Value) -> Result<Value> {
        let request = request.json(body).bearer_auth(self.bearer().await?);
        Ok(request.send().await?.json().await?)
    }

    /// The id of an invoice's file, of either demo account.
    pub async fn file_id(&self, name: &str) -> Result<String> {
        for account in ["A00000001", "A00000002"] {
            let list = self.get(&format!("/v1/transactions/invoices/accounts/{account}")).await?;
            for invoice in list["invoices"].as_array().into_iter().flatten() {
                if name.strip_suffix(".pdf") == invoice["invoiceNumber"].as_str() {
                    return Ok(text(&invoice["invoiceFiles"][0], "id").to_owned());
                }
            }
        }
        Err(format!("no invoice has {name}").into())
    }

    /// The bytes of an invoice's file.
    pub async fn file(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let response = self.response(&format!("/v1/files/{}", self.file_id(name).await?)).await?;
        Ok(response.status().is_success().then_some(response.bytes().await?.to_vec()))
    }

    async fn response(&self, path: &str) -> Result<reqwest::Response> {
        let request = self.http.get(format!("{}{path}", self.url));
        Ok(request.bearer_auth(self.bearer().await?).send().await?)
    }

    async fn bearer(&self) -> Result<String> {
        let credentials = format!(
            "client_id={CLIENT_ID}&client_secret={CLIENT_SECRET}&grant_type=client_credentials"
        );
        let response = self
            .http
            .post(format!("{}/oauth/token", self.url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(credentials)
            .send()
            .await?;
        let granted: Value = response.json().await?;
        Ok(text(&granted, "access_token").to_owned())
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}
