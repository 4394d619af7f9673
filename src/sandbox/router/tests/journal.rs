//! The journal of all exchanges.

use super::support::{CREDIT_CARDS, card, create_card, new_sandbox, send, sign, signing_request};

#[tokio::test]
async fn the_journal_has_the_exchanges_in_order_and_no_card() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    let (_, _, journal) = send(&sandbox, "GET", "/sandbox/journal", &[], "").await;
    let paths: Vec<_> = journal
        .as_array()
        .expect("a list")
        .iter()
        .map(|exchange| exchange["path"].clone())
        .collect();
    assert_eq!(paths, ["/oauth/token", "/v1/hmac-signatures", CREDIT_CARDS]);
    let text = journal.to_string();
    for secret in [
        "4111111111111111",
        "Ada Lovelace",
        "sandbox-demo-secret",
        ticket["token"].as_str().unwrap_or("?"),
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
