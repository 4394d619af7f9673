//! T6 and T9: which new account becomes the session's own.

use super::support::{
    CONFIRM_ACCOUNT, CREATE_ACCOUNT, Fixture, SIGN, ask, calls, fixture,
    sandbox_client::{Merchant, zuoras},
    session,
};
use axum::http::{StatusCode, header};
use serde_json::json;

/// Creates an account as the page would, with this mark.
async fn create(zuora: &str, name: &str, crm_id: &str) -> String {
    let created = Merchant::of(zuora).await.create_account(name, crm_id, None).await;
    created["accountNumber"].as_str().expect("a number").to_owned()
}

#[tokio::test]
async fn t6_an_account_becomes_the_sessions_only_by_the_sessions_own_mark() {
    let Fixture { site, zuora } = fixture().await;
    let (own, other) = (session(&site).await, session(&site).await);
    let mark = |cookie: String| {
        let site = site.clone();
        async move {
            ask(&site, &cookie, CREATE_ACCOUNT, &json!({"name": "Cedar"})).await.1["crmId"]
                .as_str()
                .expect("a mark")
                .to_owned()
        }
    };
    let (own_mark, other_mark) = (mark(own.clone()).await, mark(other.clone()).await);
    assert_ne!(own_mark, other_mark);
    assert_eq!(own_mark, mark(own.clone()).await, "a second try has the same");
    let theirs = create(&zuora, "Cedar", &other_mark).await;
    let nobodys = create(&zuora, "Cedar", "").await;
    for account in [&*theirs, &nobodys, "A00000001", "A00000002", "A00009999"] {
        let (status, error, headers) =
            ask(&site, &own, CONFIRM_ACCOUNT, &json!({"accountNumber": account})).await;
        assert_eq!(
            (status.as_u16(), &error["kind"]),
            (404, &"no_such_account".into()),
            "{account}"
        );
        assert!(!headers.contains_key(header::SET_COOKIE), "{account}");
    }
    let ours = create(&zuora, "Cedar", &own_mark).await;
    let (status, card, headers) =
        ask(&site, &own, CONFIRM_ACCOUNT, &json!({"accountNumber": ours})).await;
    assert_eq!((status, &card["cardNumber"]), (StatusCode::OK, &"************1111".into()));
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let (new, _) = cookie.split_once(';').expect("a pair");
    assert_ne!(new, own, "a new session");
    let (status, ticket, _) = ask(&site, new, SIGN, &json!({})).await;
    let path = format!("/v1/accounts/{ours}");
    let account = zuoras(&zuora, reqwest::Method::GET, &path, None).await;
    assert_eq!(
        (status, &ticket["accountKey"]),
        (StatusCode::OK, &account["basicInfo"]["id"]),
        "by the id that Zuora has made"
    );
    assert_ne!(mark(new.to_owned()).await, own_mark);
}

/// Only the name is bound to the signature of *Create Account*: the number is the browser's to choose.
#[tokio::test]
async fn t6_an_account_number_of_the_visitors_choice_signs_in_nobody_else() {
    let Fixture { site, zuora } = fixture().await;
    let merchant = Merchant::of(&zuora).await;
    let victim = merchant.create_account("Victim", "", Some("CUST-0042")).await;
    let victims_id = victim["accountId"].as_str().expect("an id").to_owned();
    for (name, number) in [
        ("Mallory", "CUST-0043"),
        ("A00000002", "MINE-1"),
        ("x", "CUST-0042 x"),
        ("x", &*format!("{victims_id} x")),
        ("CUST-0042", "CUST-0042\u{a0}"),
    ] {
        let cookie = session(&site).await;
        let (_, signed, _) = ask(&site, &cookie, CREATE_ACCOUNT, &json!({"name": name})).await;
        let mark = signed["crmId"].as_str().expect("a mark").to_owned();
        let created = merchant.create_account(name, &mark, Some(number)).await;
        let own_id = created["accountId"].as_str().expect("it is created").to_owned();
        // By its number as it is, and by its id.
        for says in [number, &own_id] {
            let (status, answer, headers) =
                ask(&site, &cookie, CONFIRM_ACCOUNT, &json!({"accountNumber": says})).await;
            if status != StatusCode::OK {
                assert_eq!(answer["kind"], "no_such_account", "{number}");
                assert!(!headers.contains_key(header::SET_COOKIE));
                continue;
            }
            let cookie = headers[header::SET_COOKIE]
                .to_str()
                .expect("text")
                .split(';')
                .next()
                .expect("a pair")
                .to_owned();
            let (status, ticket, _) = ask(&site, &cookie, SIGN, &json!({})).await;
            assert_eq!(
                (status, &ticket["accountKey"]),
                (StatusCode::OK, &own_id.clone().into()),
                "{name}, {number}"
            );
        }
    }
}

#[tokio::test]
async fn t9_what_is_no_number_of_an_account_leads_no_call_elsewhere() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for number in [
        "",
        ".",
        "..",
        ".\t.",
        "a/b",
        "../payment-methods/x",
        "%2e%2e",
        "A1?x=1",
        "A1#",
        "A 1",
        "\u{ff21}00000001",
        &"9".repeat(71),
    ] {
        let (status, error, _) =
            ask(&site, &cookie, CONFIRM_ACCOUNT, &json!({"accountNumber": number})).await;
        assert_eq!(
            (status.as_u16(), &error["kind"]),
            (404, &"no_such_account".into()),
            "{number:?}"
        );
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
