//! A client of a Zuora: the sandbox or a tenant. It knows which cards it has created, so that it can
//! remove them.

use super::{observation::Observation, settings::Credentials};
use crate::{Error, Result};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    process,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Zuora's own limit is two minutes. A reply that takes longer than this is a finding.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Zuora: the largest page of a list.
const PAGE_SIZE: &str = "40";

/// A signature and the token that belongs to it.
#[derive(Clone, Default)]
pub struct Ticket {
    pub signature: String,
    pub token: String,
}

/// The connection to one Zuora, and what the cases leave for those after them.
pub struct Client {
    pub page: Option<String>,
    /// The origin of the site whose pages call Zuora.
    pub origin: String,
    /// The two keys of the account.
    pub account_id: String,
    pub account_number: String,
    /// The holder of this run's cards, by whom they are found again.
    pub holder: String,
    /// The ticket that the first card used up.
    pub used: Ticket,
    /// The first card.
    pub card: Option<String>,
    credentials: Credentials,
    http: reqwest::Client,
    bearer: String,
    created: BTreeSet<String>,
}

impl Client {
    pub async fn start(credentials: &Credentials, origin: &str) -> Result<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        let now = u64::try_from(now)?;
        let mut client = Self {
            page: credentials.page.clone(),
            origin: origin.to_owned(),
            account_id: String::new(),
            account_number: String::new(),
            holder: format!("Conformance Test {}", letters(now + (u64::from(process::id()) << 42))),
            used: Ticket::default(),
            card: None,
            credentials: credentials.clone(),
            // A redirect would take card and ticket along.
            http: reqwest::Client::builder()
                .timeout(TIMEOUT)
                .redirect(reqwest::redirect::Policy::none())
                .build()?,
            bearer: String::new(),
            created: BTreeSet::new(),
        };
        let (reply, body) = client.grant(None).await?;
        let token = body["access_token"].as_str();
        let token = token.ok_or_else(|| failed("no bearer token", &reply))?;
        token.clone_into(&mut client.bearer);
        let (reply, body) = client.get(&format!("/v1/accounts/{}", credentials.account)).await?;
        let info = |name: &str| body["basicInfo"][name].as_str().map(str::to_owned);
        let keys = info("id").zip(info("accountNumber"));
        let keys = keys.ok_or_else(|| failed("the account cannot be read", &reply))?;
        (client.account_id, client.account_number) = keys;
        Ok(client)
    }

    /// Requests a bearer token, with the client's secret or another.
    pub async fn grant(&self, secret: Option<&str>) -> Result<(Observation, Value)> {
        let form = [
            ("client_id", self.credentials.client_id.as_str()),
            ("client_secret", secret.unwrap_or(&self.credentials.client_secret)),
            ("grant_type", "client_credentials"),
        ];
        send(self.request(Method::POST, "/oauth/token")?.form(&form)).await
    }

    pub async fn get(&self, path: &str) -> Result<(Observation, Value)> {
        send(self.request(Method::GET, path)?.bearer_auth(&self.bearer)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<(Observation, Value)> {
        send(self.request(Method::POST, path)?.bearer_auth(&self.bearer).json(body)).await
    }

    pub async fn delete_card(&self, id: &str) -> Result<(Observation, Value)> {
        let path = format!("/v1/payment-methods/{id}");
        send(self.request(Method::DELETE, &path)?.bearer_auth(&self.bearer)).await
    }

    /// A request without any authorisation.
    pub fn request(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        let request = self.http.request(method, self.credentials.base.join(path)?);
        Ok(match &self.credentials.entity {
            Some(entity) => request.header("zuora-entity-ids", entity),
            None => request,
        })
    }

    /// The address that is signed for a path.
    pub fn uri(&self, path: &str) -> Result<String> {
        Ok(self.credentials.base.join(path)?.into())
    }

    /// Signs a call. `bound` is the parameter that the signature covers, and its value.
    pub async fn sign(
        &self,
        method: &str,
        uri: &str,
        bound: Option<(&str, &str)>,
    ) -> Result<(Observation, Ticket)> {
        let mut body = json!({"method": method, "uri": uri});
        if let Some((name, value)) = bound {
            body[name] = value.into();
        }
        let (reply, body) = self.post("/v1/hmac-signatures", &body).await?;
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Ok((reply, Ticket { signature: text("signature"), token: text("token") }))
    }

    /// Sends a card as a browser does. Whatever the reply to it, a card that it names is removed at
    /// the end.
    pub async fn create_card(
        &mut self,
        ticket: Option<&Ticket>,
        fields: &Value,
    ) -> Result<(Observation, Option<String>)> {
        let mut request = self.request(Method::POST, "/v1/payment-methods/credit-cards")?;
        request = request.header("origin", &self.origin);
        if let Some(Ticket { signature, token }) = ticket {
            request = request.header("signature", signature).header("token", token);
        }
        let (reply, body) = send(request.json(fields)).await?;
        let id = body["paymentMethodId"].as_str().map(str::to_owned);
        self.created.extend(id.clone());
        Ok((reply, id))
    }

    /// The account's usable cards.
    pub async fn cards(&self) -> Result<Vec<Value>> {
        let path = format!("/v1/accounts/{}/payment-methods?pageSize={PAGE_SIZE}", self.account_id);
        let (reply, body) = self.get(&path).await?;
        if body["success"] == false || !body.is_object() {
            return Err(failed("the account's cards cannot be read", &reply));
        }
        let cards = body["creditcard"].as_array().cloned().unwrap_or_default();
        let usable = |card: &Value| !matches!(card["status"].as_str(), Some("Scrubbed" | "Closed"));
        Ok(cards.into_iter().filter(usable).collect())
    }

    /// Removes the cards whose creation was seen, and those that only the list names: of the
    /// browser, and of calls whose reply was lost. A sentence for each.
    pub async fn remove_cards(&mut self) -> Result<Vec<Result<String>>> {
        let mut left = self.created.clone();
        for card in self.cards().await? {
            if card["accountHolderInfo"]["accountHolderName"] == self.holder.as_str() {
                left.extend(card["id"].as_str().map(str::to_owned));
            }
        }
        let mut outcomes = Vec::new();
        for id in left {
            outcomes.push(self.remove_card(&id).await);
        }
        Ok(outcomes)
    }

    async fn remove_card(&self, id: &str) -> Result<String> {
        let path = format!("/v1/payment-methods/{id}");
        let name = id.get(id.len().saturating_sub(4)..).unwrap_or_default();
        let (_, card) = self.get(&path).await?;
        // Zuora: the category of a code is in its last two digits, and 40 is "not found".
        if card["reasons"][0]["code"].as_u64().is_some_and(|code| code % 100 == 40) {
            return Ok(format!("card …{name}: already deleted"));
        }
        let (_, body) = self.delete_card(id).await?;
        if body["success"] == true {
            return Ok(format!("card …{name}: deleted"));
        }
        let scrub = self.request(Method::PUT, &format!("{path}/scrub"))?;
        let (reply, body) = send(scrub.bearer_auth(&self.bearer).json(&json!({}))).await?;
        match body["success"] == true {
            true => Ok(format!("card …{name}: not deleted by Zuora, therefore scrubbed")),
            false => Err(failed(&format!("card …{name} could not be removed"), &reply)),
        }
    }
}

/// Sends a request. An error does not have the address, which can hold an account's key.
pub async fn send(request: RequestBuilder) -> Result<(Observation, Value)> {
    Observation::of(request.send().await.map_err(reqwest::Error::without_url)?).await
}

/// A number in letters: the page refuses a name on a card with many digits.
fn letters(number: u64) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

fn failed(what: &str, reply: &Observation) -> Error {
    format!("{what}: {}", reply.describe(None)).into()
}
