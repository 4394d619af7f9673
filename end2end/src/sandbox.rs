//! The sandbox as tests ask it: what did it receive, which cards does it hold. Also a sandbox of a test's own, beside the site.

use crate::{
    Result,
    app::{executable, launch},
};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

/// The demo client, as the sandbox's manual has it.
const CLIENT_ID: &str = "5a4db0c5-0000-4000-8000-c0ffee000001";
const CLIENT_SECRET: &str = "sandbox-demo-secret";

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    /// Its base URL.
    pub url: String,
    http: reqwest::Client,
    _process: Option<Child>,
}

impl Sandbox {
    /// The sandbox that is already at this URL.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), http: reqwest::Client::new(), _process: None }
    }

    /// A sandbox of its own, which answers CORS to this origin only.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(site_origin: &str) -> Result<Self> {
        let mut command = Command::new(executable()?);
        command.args([
            "sandbox",
            "--embedded",
            "--addr",
            "127.0.0.1:0",
            "--site-origin",
            site_origin,
        ]);
        let (process, url, _) =
            launch(command, |line| line.starts_with("http://").then(|| line.to_owned())).await?;
        Ok(Self { _process: Some(process), ..Self::at(&url) })
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
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn journal(&self) -> Result<Vec<Value>> {
        let answer = self.http.get(format!("{}/sandbox/journal", self.url)).send().await?;
        Ok(answer.json().await?)
    }

    /// Method and path of every exchange, in order.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn calls(&self) -> Result<Vec<String>> {
        let call =
            |exchange: &Value| format!("{} {}", text(exchange, "method"), text(exchange, "path"));
        Ok(self.journal().await?.iter().map(call).collect())
    }

    /// Moves its clock on.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn advance_clock(&self, seconds: u64) -> Result {
        let order = json!({"advanceSeconds": seconds});
        let answer =
            self.http.post(format!("{}/sandbox/clock", self.url)).json(&order).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// Has something go wrong: `{"operation", "fault", "times"}`.
    ///
    /// # Errors
    /// When it does not understand.
    pub async fn order(&self, order: &Value) -> Result {
        let answer =
            self.http.post(format!("{}/sandbox/faults", self.url)).json(order).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// Forgets every order.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn clear_orders(&self) -> Result {
        let answer = self.http.delete(format!("{}/sandbox/faults", self.url)).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// The cards of an account, as Zuora's own API tells them to a server.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn cards(&self, account: &str) -> Result<Vec<Value>> {
        let mut list = self.get(&format!("/v1/accounts/{account}/payment-methods")).await?;
        Ok(match list["creditcard"].take() {
            Value::Array(cards) => cards,
            _ => return Err(format!("no list of cards: {list}").into()),
        })
    }

    /// What Zuora's own API tells to a server.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn get(&self, path: &str) -> Result<Value> {
        Ok(self.answer(path).await?.json().await?)
    }

    /// Has Zuora's own API do something, as a server would.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = self.http.post(format!("{}{path}", self.url)).json(body);
        Ok(request.bearer_auth(self.bearer().await?).send().await?.json().await?)
    }

    /// The id of an invoice's file, whosever it is.
    ///
    /// # Errors
    /// When there is none.
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
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn file(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let answer = self.answer(&format!("/v1/files/{}", self.file_id(name).await?)).await?;
        Ok(answer.status().is_success().then_some(answer.bytes().await?.to_vec()))
    }

    async fn answer(&self, path: &str) -> Result<reqwest::Response> {
        let request = self.http.get(format!("{}{path}", self.url));
        Ok(request.bearer_auth(self.bearer().await?).send().await?)
    }

    async fn bearer(&self) -> Result<String> {
        let credentials = format!(
            "client_id={CLIENT_ID}&client_secret={CLIENT_SECRET}&grant_type=client_credentials"
        );
        let granted = self
            .http
            .post(format!("{}/oauth/token", self.url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(credentials)
            .send()
            .await?;
        let granted: Value = granted.json().await?;
        Ok(text(&granted, "access_token").to_owned())
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}
