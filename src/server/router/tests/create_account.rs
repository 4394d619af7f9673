//! T6 and T9: which new account becomes the session's own.

use super::support::{
    CONFIRM_ACCOUNT, CREATE_ACCOUNT, Call, Fixture, SandboxClient, calls, fixture, get_with, send,
    session, session_cookie,
};
use axum::http::{StatusCode, header};
use serde_json::json;

/// Creates an account as the page would, with this mark; returns its number.
async fn create(sandbox: &SandboxClient, crm_id: &str) -> String {
    let created = sandbox.create_account("Cedar", crm_id, None).await;
    created["accountNumber"].as_str().expect("a number").to_owned()
}

#[tokio::test]
async fn t6_a_session_takes_only_an_account_with_its_own_mark() {
    let Fixture { site, zuora } = fixture().await;
    let (own, other) = (session(&site).await, session(&site).await);
    let sandbox = SandboxClient::connect(&zuora).await;
    let mark = async |cookie: &str| {
        let call = Call::new(cookie).path(CREATE_ACCOUNT).json(&json!({"name": "Cedar"}));
        let (_, ticket, _) = call.fetch_json(&site).await;
        ticket["crmId"].as_str().expect("a mark").to_owned()
    };
    let (own_mark, other_mark) = (mark(&own).await, mark(&other).await);
    assert_ne!(own_mark, other_mark);
    assert_ne!(own_mark, mark(&own).await, "a second attempt has another");
    let confirm = async |cookie: &str, number: &str| {
        let call = Call::new(cookie).path(CONFIRM_ACCOUNT);
        call.json(&json!({"accountNumber": number})).fetch_json(&site).await
    };
    let theirs = create(&sandbox, &other_mark).await;
    let nobodys = create(&sandbox, "").await;
    for account in [&*theirs, &nobodys, "A00000001", "A00000002", "A00009999"] {
        let (status, error, headers) = confirm(&own, account).await;
        assert_eq!(
            (status.as_u16(), &error["kind"]),
            (404, &"no_such_account".into()),
            "{account}"
        );
        assert!(!headers.contains_key(header::SET_COOKIE), "{account}");
    }
    let ours = create(&sandbox, &own_mark).await;
    let (status, payment_method, headers) = confirm(&own, &ours).await;
    assert_eq!(
        (status, &payment_method["cardNumber"]),
        (StatusCode::OK, &"************1111".into())
    );
    assert_eq!(payment_method["accountNumber"], *ours);
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let (new, _) = cookie.split_once(';').expect("a pair");
    assert_ne!(new, own, "a new session");
    let (status, ticket, _) = Call::new(new).fetch_json(&site).await;
    let account = sandbox.get(&format!("/v1/accounts/{ours}")).await;
    assert_eq!(
        (status, &ticket["accountKey"]),
        (StatusCode::OK, &account["basicInfo"]["id"]),
        "by the id that Zuora has made"
    );
    // The page has a note for its owner, and the form at once for the other session.
    let note = "You already have an account";
    for (cookie, has_note) in [(new, true), (&*other, false)] {
        let (_, _, html) = send(&site, get_with("/account", &[("cookie", cookie)])).await;
        assert_eq!(html.contains(note), has_note, "{html}");
        assert!(html.contains("id=\"card-form\""), "{html}");
    }
    assert_ne!(mark(new).await, own_mark);
}

/// Only the name is bound to the signature of *Create Account*. The browser chooses the number.
#[tokio::test]
async fn t6_a_chosen_account_number_signs_in_to_no_other_account() {
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    let victim = sandbox.create_account("Victim", "", Some("CUST-0042")).await;
    let victims_id = victim["accountId"].as_str().expect("an id").to_owned();
    for (name, number) in [
        ("Mallory", "CUST-0043"),
        ("A00000002", "MINE-1"),
        ("x", "CUST-0042 x"),
        ("x", &*format!("{victims_id} x")),
        ("CUST-0042", "CUST-0042\u{a0}"),
    ] {
        let cookie = session(&site).await;
        let call = Call::new(&cookie).path(CREATE_ACCOUNT).json(&json!({"name": name}));
        let (_, ticket, _) = call.fetch_json(&site).await;
        let mark = ticket["crmId"].as_str().expect("a mark").to_owned();
        let created = sandbox.create_account(name, &mark, Some(number)).await;
        let own_id = created["accountId"].as_str().expect("it is created").to_owned();
        // By its number as it is, and by its id.
        for stated in [number, &own_id] {
            let call = Call::new(&cookie).path(CONFIRM_ACCOUNT);
            let (status, answer, headers) =
                call.json(&json!({"accountNumber": stated})).fetch_json(&site).await;
            if status != StatusCode::OK {
                assert_eq!(answer["kind"], "no_such_account", "{number}");
                assert!(!headers.contains_key(header::SET_COOKIE));
                continue;
            }
            let (status, ticket, _) = Call::new(&session_cookie(&headers)).fetch_json(&site).await;
            assert_eq!(
                (status, &ticket["accountKey"]),
                (StatusCode::OK, &own_id.clone().into()),
                "{name}, {number}"
            );
        }
    }
}

#[tokio::test]
async fn t9_an_invalid_account_number_causes_no_call() {
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
        let call = Call::new(&cookie).path(CONFIRM_ACCOUNT);
        let (status, error, _) =
            call.json(&json!({"accountNumber": number})).fetch_json(&site).await;
        assert_eq!(
            (status.as_u16(), &error["kind"]),
            (404, &"no_such_account".into()),
            "{number:?}"
        );
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
