//! Accounts at the edges of what is taken.

use super::*;

async fn create(sandbox: &Router, changes: Value) -> Value {
    let mut account = json!({
        "name": "Ada", "currency": "USD", "billCycleDay": 1, "billToContact": {"firstName": "Ada", "lastName": "Lovelace", "country": "US", "state": "CA"},
    });
    for (name, value) in changes.as_object().into_iter().flatten() {
        account[name] = value.clone();
    }
    let bearer = bearer(sandbox).await;
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    send(sandbox, "POST", "/v1/accounts", &headers, account.to_string()).await.2
}

#[tokio::test]
async fn a_currency_is_three_capital_letters() {
    let sandbox = router(ORIGIN);
    for (currency, taken) in [
        ("USD", true),
        ("EUR", true),
        ("usd", false),
        ("US", false),
        ("USDX", false),
        ("US1", false),
        ("", false),
        ("\u{dc}S", false),
    ] {
        let reply = create(&sandbox, json!({"currency": currency})).await;
        assert_eq!(reply["success"], taken, "{currency}: {reply}");
    }
}

#[tokio::test]
async fn every_account_gets_a_number_of_its_own() {
    let sandbox = router(ORIGIN);
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let reply = create(&sandbox, json!({})).await;
        numbers.push(reply["accountNumber"].as_str().expect("a number").to_owned());
    }
    assert_eq!(numbers, ["A00000003", "A00000004", "A00000005"]);
    // One that brings a number takes none from the others.
    assert_eq!(create(&sandbox, json!({"accountNumber": "C-1"})).await["accountNumber"], "C-1");
    let reply = create(&sandbox, json!({"accountNumber": "C-1"})).await;
    assert_eq!(
        (&reply["success"], &reply["reasons"][0]["code"]),
        (&false.into(), &51_000_330.into())
    );
    let reply = create(&sandbox, json!({"accountNumber": "A00000099"})).await;
    assert_eq!(reply["success"], false, "{reply}");
    let number = create(&sandbox, json!({})).await["accountNumber"].clone();
    assert!(
        number.as_str().is_some_and(|number| !numbers.contains(&number.to_owned())),
        "{number}"
    );
}
