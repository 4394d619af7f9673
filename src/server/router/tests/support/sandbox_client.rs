//! A client of the sandbox with a bearer token, as a merchant's server has one.

use serde_json::{Value, json};

/// A server of the merchant's own, with a bearer token: the sandbox gives a hundred a minute.
pub struct Merchant {
    http: reqwest::Client,
    zuora: String,
    token: String,
}

impl Merchant {
    pub async fn of(zuora: &str) -> Self {
        let http = reqwest::Client::new();
        let credentials = [
            ("client_id", crate::sandbox::CLIENT_ID),
            ("client_secret", crate::sandbox::CLIENT_SECRET),
            ("grant_type", "client_credentials"),
        ];
        let granted = http.post(format!("{zuora}/oauth/token")).form(&credentials).send();
        let granted: Value = granted.await.expect("an answer").json().await.expect("JSON");
        Self {
            http,
            zuora: zuora.to_owned(),
            token: granted["access_token"].as_str().expect("a token").to_owned(),
        }
    }

    pub async fn call(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let request =
            self.http.request(method, format!("{}{path}", self.zuora)).bearer_auth(&self.token);
        let request = match &body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// Creates an account with this mark, and with a number of the visitor's choice; returns what Zuora has answered.
    pub async fn create_account(&self, name: &str, crm_id: &str, number: Option<&str>) -> Value {
        let mut account = json!({
            "name": name, "currency": "EUR", "billCycleDay": 0, "autoPay": true, "crmId": crm_id,
            "billToContact": {"firstName": "Ann", "lastName": "Lee", "country": "United Kingdom"},
            "paymentMethod": {
                "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
                "cardHolderInfo": {"cardHolderName": "Ann Lee"},
            },
        });
        if let Some(number) = number {
            account["accountNumber"] = number.into();
        }
        self.call(reqwest::Method::POST, "/v1/accounts", Some(account)).await
    }
}

/// Calls Zuora as a server of the merchant's would.
pub async fn zuoras(
    zuora: &str,
    method: reqwest::Method,
    path: &str,
    body: Option<Value>,
) -> Value {
    Merchant::of(zuora).await.call(method, path, body).await
}

/// The id of the newest file of an account.
pub async fn newest_file(zuora: &str, account: &str) -> String {
    let path = format!("/v1/transactions/invoices/accounts/{account}");
    let list = zuoras(zuora, reqwest::Method::GET, &path, None).await;
    list["invoices"][0]["invoiceFiles"][0]["id"].as_str().expect("a file").to_owned()
}
