//! Countries and states in requests: stored under Zuora's names, or refused.

use super::support::{
    ServerClient, call_as_server, card, create_card, new_account, new_sandbox, sign,
    signing_request,
};
use serde_json::{Value, json};

/// Recorded: `USA` reads back as `United States`. Inferred: the other rows.
#[tokio::test]
async fn a_card_reads_back_country_and_state_under_their_names() {
    let sandbox = new_sandbox();
    for (country, state, expected) in [
        ("USA", "CA", ["United States", "California"]),
        ("US", "California", ["United States", "California"]),
        ("Canada", "ON", ["Canada", "Ontario"]),
        // Only these two countries have states.
        ("GB", "Kent", ["United Kingdom", "Kent"]),
        ("DEU", "", ["Germany", ""]),
        ("", "Kent", ["", "Kent"]),
    ] {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut new = card("A00000001");
        new["cardHolderInfo"]["country"] = country.into();
        new["cardHolderInfo"]["state"] = state.into();
        let saved = create_card(&sandbox, &ticket, new).await;
        let id = saved["paymentMethodId"].as_str().expect("an id");
        let path = format!("/v1/payment-methods/{id}");
        let (_, _, read) = call_as_server(&sandbox, "GET", &path, &[], "").await;
        let holder = &read["accountHolderInfo"];
        assert_eq!([&holder["country"], &holder["state"]], expected, "{country} {state}");
    }
}

/// Zuora: "Whenever a country name or code is specified, Zuora validates it."
#[tokio::test]
async fn an_unknown_country_or_state_is_a_wrong_value() {
    let sandbox = new_sandbox();
    for (country, state) in [
        ("Atlantis", ""),
        ("UK", ""),
        ("germany", ""),
        ("US", "Nowhere"),
        ("United States", "ON"),
        ("CA", "California"),
    ] {
        let ticket = sign(&sandbox, signing_request("A00000001")).await;
        let mut new = card("A00000001");
        new["cardHolderInfo"]["country"] = country.into();
        new["cardHolderInfo"]["state"] = state.into();
        let refused = create_card(&sandbox, &ticket, new).await;
        assert_eq!(refused["reasons"].as_array().map(Vec::len), Some(1), "{refused}");
        assert_eq!(refused["reasons"][0]["code"], 50_000_020, "{country} {state}");
    }
}

#[tokio::test]
async fn an_accounts_contacts_have_countries_under_their_names_or_none_is_created() {
    let server = ServerClient::new().await;
    let mut new = new_account();
    new["billToContact"]["country"] = "USA".into();
    new["billToContact"]["state"] = "NY".into();
    new["creditCard"]["cardHolderInfo"]["country"] = "GBR".into();
    let created = server.call("POST", "/v1/accounts", new).await;
    let path = format!("/v1/accounts/{}", created["accountId"].as_str().expect("an id"));
    let account = server.call("GET", &path, Value::Null).await;
    for contact in ["billToContact", "soldToContact"] {
        let address = [&account[contact]["country"], &account[contact]["state"]];
        assert_eq!(address, ["United States", "New York"], "{contact}");
    }
    let default = server.call("GET", &format!("{path}/payment-methods/default"), Value::Null).await;
    assert_eq!(default["accountHolderInfo"]["country"], "United Kingdom");

    for (pointer, value) in
        [("/billToContact/country", "Atlantis"), ("/creditCard/cardHolderInfo/country", "Atlantis")]
    {
        let mut wrong = new_account();
        *wrong.pointer_mut(pointer).expect("a field") = json!(value);
        let refused = server.call("POST", "/v1/accounts", wrong).await;
        assert_eq!(refused["reasons"][0]["code"], 51_000_320, "{pointer}: {refused}");
    }
}
