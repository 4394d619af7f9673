//! A client of the sandbox with a bearer token, as a merchant's server has one.

use reqwest::Method;
use serde_json::{Value, json};

/// The sandbox gives out a hundred bearer tokens a minute, so long tests share a client.
pub struct SandboxClient {
    http: reqwest::Client,
    base_url: String,
    token: String,
}

impl SandboxClient {
    /// Fetches a bearer token.
    pub async fn connect(base_url: &str) -> Self {
        let http = reqwest::Client::new();
        let credentials = [
            ("client_id", crate::sandbox::CLIENT_ID),
            ("client_secret", crate::sandbox::CLIENT_SECRET),
            ("grant_type", "client_credentials"),
        ];
        let reply = http.post(format!("{base_url}/oauth/token")).form(&credentials).send();
        let reply: Value = reply.await.expect("an answer").json().await.expect("JSON");
        let token = reply["access_token"].as_str().expect("a token").to_owned();
        Self { http, base_url: base_url.to_owned(), token }
    }

    pub async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Value {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Value {
        self.send(Method::DELETE, path, None).await
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let request = self.http.request(method, format!("{}{path}", self.base_url));
        let request = request.bearer_auth(&self.token);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// Creates an account with this mark, and with a number of the visitor's choice; returns what
    /// Zuora has answered.
    pub async fn create_account(&self, name: &str, crm_id: &str, number: Option<&str>) -> Value {
        let mut account = json!({
            "name": name, "currency": "EUR", "billCycleDay": 0, "autoPay": true, "crmId": crm_id,
            "billToContact": {"firstName": "Ann", "lastName": "Lee", "country": "United Kingdom"},
            "paymentMethod": {
                "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111",
                "expirationMonth": 10, "expirationYear": 2034,
                "cardHolderInfo": {"cardHolderName": "Ann Lee"},
            },
        });
        if let Some(number) = number {
            account["accountNumber"] = number.into();
        }
        self.post("/v1/accounts", &account).await
    }

    /// Saves a card as the account's default, and returns its id.
    pub async fn save_card(&self, account: &str) -> String {
        self.save(account, true).await
    }

    /// Saves a card that is not the account's default, and returns its id.
    pub async fn save_another_card(&self, account: &str) -> String {
        self.save(account, false).await
    }

    async fn save(&self, account: &str, make_default: bool) -> String {
        let payment_method = json!({
            "type": "CreditCard", "accountKey": account, "cardType": "Visa",
            "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
            "cardHolderInfo": {"cardHolderName": "Ada Lovelace"}, "makeDefault": make_default,
        });
        let saved = self.post("/v1/payment-methods", &payment_method).await;
        saved["id"].as_str().expect("an id").to_owned()
    }

    /// Saves a card that belongs to no account, as a hosted page does, and returns its id.
    pub async fn save_orphan(&self) -> String {
        let payment_method = json!({
            "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111",
            "expirationMonth": 10, "expirationYear": 2034,
            "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
        });
        let saved = self.post("/v1/payment-methods", &payment_method).await;
        saved["id"].as_str().expect("an id").to_owned()
    }

    /// The id of the newest file of an account.
    pub async fn newest_file(&self, account: &str) -> String {
        let list = self.get(&format!("/v1/transactions/invoices/accounts/{account}")).await;
        list["invoices"][0]["invoiceFiles"][0]["id"].as_str().expect("a file").to_owned()
    }
}
