//! The cases of the conformance table, in the order in which they run. Each shows a behaviour that
//! this repository depends on. None of them expects anything: the comparison does.

use super::{
    client::{Client, Ticket, send},
    observation::Observation,
};
use crate::Result;
use futures::future::BoxFuture;
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Step = for<'a> fn(&'a mut Client) -> BoxFuture<'a, Result<Observation>>;

/// How many cards the table creates at most: each case that sends one, if Zuora accepts it.
pub const CARDS: usize = 8;

const CARD_PATH: &str = "/v1/payment-methods/credit-cards";
/// Nothing has this key: a key of Zuora's own has digits and letters.
const NOBODY: &str = "0000-no-such-account";
/// Nor this id.
const NO_FILE: &str = "/v1/files/00000000000000000000000000000000";
/// Zuora: the path of every hosted page.
const HOSTED_PAGE_PATH: &str = "/apps/PublicHostedPageLite.do";

macro_rules! cases {
    ($($name:literal => $step:expr),* $(,)?) => {
        &[$(($name, |client| { let step: BoxFuture<'_, _> = Box::pin(($step)(client)); step })),*]
    };
}

/// A name and what is done.
pub const CASES: &[(&str, Step)] = cases![
    "bearer token, right secret" => bearer,
    "bearer token, wrong secret" => bearer_with_wrong_secret,
    "signature for a card" => sign_card,
    "signature for an account" => sign_account,
    "signature for a file" => sign_file,
    "signature for an RSA signature" => sign_rsa,
    "signature for an account key that does not exist" => sign_for_nobody,
    "signature for an operation that browsers may not call" => sign_server_operation,
    "signature for another host" => sign_for_another_host,
    "preflight of the card" => preflight,
    "card with a ticket" => card,
    "the card, read back" => read_card,
    "card with a used ticket" => card_with_used_ticket,
    "card under another account key than the signed one" => card_with_another_key,
    "card without ticket and bearer token" => card_without_ticket,
    "card under the account's number" => card_under_number,
    "card without an address" => card_without_address,
    "card with a wrong number" => card_with_wrong_number,
    "card with a passed expiry date" => expired_card,
    "file that does not exist" => file,
    "list of hosted pages" => hosted_pages,
    "RSA signature" => rsa_signature,
    "RSA signature, decrypted" => decrypted_rsa_signature,
    "the card, deleted" => delete_card,
];

async fn bearer(client: &mut Client) -> Result<Observation> {
    Ok(client.grant(None).await?.0)
}

async fn bearer_with_wrong_secret(client: &mut Client) -> Result<Observation> {
    Ok(client.grant(Some("not-the-secret")).await?.0)
}

async fn sign_card(client: &mut Client) -> Result<Observation> {
    let key = client.account_id.clone();
    sign(client, "POST", CARD_PATH, Some(("accountKey", &key))).await
}

async fn sign_account(client: &mut Client) -> Result<Observation> {
    sign(client, "POST", "/v1/accounts", Some(("name", "Conformance Test"))).await
}

async fn sign_file(client: &mut Client) -> Result<Observation> {
    sign(client, "GET", NO_FILE, None).await
}

async fn sign_rsa(client: &mut Client) -> Result<Observation> {
    let Some(page) = client.page.clone() else { return Ok(no_page()) };
    sign(client, "POST", "/v1/rsa-signatures", Some(("pageId", &page))).await
}

async fn sign_for_nobody(client: &mut Client) -> Result<Observation> {
    sign(client, "POST", CARD_PATH, Some(("accountKey", NOBODY))).await
}

async fn sign_server_operation(client: &mut Client) -> Result<Observation> {
    let path = format!("/v1/accounts/{}", client.account_id);
    sign(client, "GET", &path, None).await
}

async fn sign_for_another_host(client: &mut Client) -> Result<Observation> {
    let uri = format!("https://zuora.invalid{CARD_PATH}");
    let key = client.account_id.clone();
    Ok(client.sign("POST", &uri, Some(("accountKey", &key))).await?.0)
}

/// Sends the preflight as the browser of a page of the site would.
async fn preflight(client: &mut Client) -> Result<Observation> {
    let request = client
        .request(Method::OPTIONS, CARD_PATH)?
        .header("origin", &client.origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "accept,content-type,signature,token");
    let response = request.send().await.map_err(reqwest::Error::without_url)?;
    let headers = response.headers().clone();
    let value = |name: &str| header(&headers, name).to_lowercase();
    let list = |name: &str| {
        let text = value(name);
        let words: BTreeSet<&str> = text.split(',').map(str::trim).collect();
        words.into_iter().collect::<Vec<_>>().join(" ")
    };
    let origin = header(&headers, "access-control-allow-origin");
    let origin = if origin == client.origin { "the site's" } else { origin };
    let note = format!(
        "origin: {origin}; methods: {}; headers: {}; credentials: {}; max-age: {}",
        list("access-control-allow-methods"),
        list("access-control-allow-headers"),
        value("access-control-allow-credentials"),
        value("access-control-max-age"),
    );
    Ok(Observation::of(response).await?.0.with_note(note))
}

async fn card(client: &mut Client) -> Result<Observation> {
    let key = client.account_id.clone();
    let ticket = card_ticket(client, &key).await?;
    let fields = fields(client, &key);
    let (reply, id) = client.create_card(Some(&ticket), &fields).await?;
    client.used = ticket;
    client.card = id;
    Ok(reply)
}

async fn read_card(client: &mut Client) -> Result<Observation> {
    let Some(id) = client.card.clone() else { return Ok(no_card()) };
    Ok(client.get(&format!("/v1/payment-methods/{id}")).await?.0)
}

async fn card_with_used_ticket(client: &mut Client) -> Result<Observation> {
    let (ticket, fields) = (client.used.clone(), fields(client, &client.account_id));
    Ok(client.create_card(Some(&ticket), &fields).await?.0)
}

/// Both keys name the account, so that a card that is created all the same is in no other.
async fn card_with_another_key(client: &mut Client) -> Result<Observation> {
    let key = client.account_id.clone();
    let ticket = card_ticket(client, &key).await?;
    let fields = fields(client, &client.account_number);
    Ok(client.create_card(Some(&ticket), &fields).await?.0)
}

async fn card_without_ticket(client: &mut Client) -> Result<Observation> {
    let fields = fields(client, &client.account_id);
    Ok(client.create_card(None, &fields).await?.0)
}

async fn card_under_number(client: &mut Client) -> Result<Observation> {
    let key = client.account_number.clone();
    let fields = fields(client, &key);
    create(client, &key, fields).await
}

async fn card_without_address(client: &mut Client) -> Result<Observation> {
    let holder = json!({"cardHolderName": client.holder});
    changed_card(client, "cardHolderInfo", holder).await
}

/// The last digit does not fit the others.
async fn card_with_wrong_number(client: &mut Client) -> Result<Observation> {
    changed_card(client, "creditCardNumber", "4111111111111112".into()).await
}

async fn expired_card(client: &mut Client) -> Result<Observation> {
    changed_card(client, "expirationYear", "2020".into()).await
}

/// Calls as a browser does, with a ticket.
async fn file(client: &mut Client) -> Result<Observation> {
    let (_, ticket) = client.sign("GET", &client.uri(NO_FILE)?, None).await?;
    let request = client
        .request(Method::GET, NO_FILE)?
        .header("origin", &client.origin)
        .header("signature", ticket.signature)
        .header("token", ticket.token);
    Ok(send(request).await?.0)
}

async fn hosted_pages(client: &mut Client) -> Result<Observation> {
    Ok(client.get("/v1/hostedpages?versionNumber=2").await?.0)
}

async fn rsa_signature(client: &mut Client) -> Result<Observation> {
    Ok(sign_page(client).await?.map_or_else(no_page, |(reply, _)| reply))
}

async fn decrypted_rsa_signature(client: &mut Client) -> Result<Observation> {
    let Some((_, signed)) = sign_page(client).await? else { return Ok(no_page()) };
    let fields =
        json!({"method": "POST", "publicKey": signed["key"], "signature": signed["signature"]});
    let (reply, body) = client.post("/v1/rsa-signatures/decrypt", &fields).await?;
    let parts = body["decryptedSignature"].as_str().map_or(0, |text| text.split('#').count());
    Ok(reply.with_note(format!("{parts} parts of the text")))
}

async fn delete_card(client: &mut Client) -> Result<Observation> {
    let Some(id) = client.card.clone() else { return Ok(no_card()) };
    Ok(client.delete_card(&id).await?.0)
}

async fn sign(
    client: &mut Client,
    method: &str,
    path: &str,
    bound: Option<(&str, &str)>,
) -> Result<Observation> {
    Ok(client.sign(method, &client.uri(path)?, bound).await?.0)
}

async fn card_ticket(client: &Client, key: &str) -> Result<Ticket> {
    Ok(client.sign("POST", &client.uri(CARD_PATH)?, Some(("accountKey", key))).await?.1)
}

async fn create(client: &mut Client, key: &str, fields: Value) -> Result<Observation> {
    let ticket = card_ticket(client, key).await?;
    Ok(client.create_card(Some(&ticket), &fields).await?.0)
}

/// The card of the first case, with one other field.
async fn changed_card(client: &mut Client, field: &str, value: Value) -> Result<Observation> {
    let key = client.account_id.clone();
    let mut fields = fields(client, &key);
    fields[field] = value;
    create(client, &key, fields).await
}

async fn sign_page(client: &Client) -> Result<Option<(Observation, Value)>> {
    let Some(page) = &client.page else { return Ok(None) };
    // Zuora: hosted pages are on the host of its user interface.
    let uri = client.uri(HOSTED_PAGE_PATH)?.replacen("//rest.", "//", 1);
    let fields = json!({"uri": uri, "method": "POST", "pageId": page});
    Ok(Some(client.post("/v1/rsa-signatures", &fields).await?))
}

/// A published test card with everything that a gateway may require.
fn fields(client: &Client, key: &str) -> Value {
    json!({
        "accountKey": key,
        "creditCardType": "Visa",
        "creditCardNumber": "4111111111111111",
        "expirationMonth": "10",
        "expirationYear": "2034",
        "securityCode": "331",
        "cardHolderInfo": {
            "cardHolderName": client.holder,
            "addressLine1": "1 Main Street",
            "city": "Sacramento",
            "state": "California",
            "country": "United States",
            "zipCode": "95811",
        },
    })
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("none")
}

fn no_page() -> Observation {
    Observation::note("not run: ZUORA_PAGE_ID is not set".into())
}

fn no_card() -> Observation {
    Observation::note("not run: the first card was not created".into())
}
