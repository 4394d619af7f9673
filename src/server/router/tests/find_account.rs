//! T6: a new account whose number was lost is found by the `crmId` of its attempt, in its session
//! alone.

mod faults;

use super::support::{
    AuditLog, CREATE_ACCOUNT, Call, FIND_ACCOUNT, Fixture, SandboxClient, assert_closed_form,
    calls, fixture, journal, serve, session, session_cookie, site,
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    routing::post,
};
use serde_json::{Value, json};

/// The `crmId` of a new attempt.
async fn begin(site: &Router, cookie: &str) -> String {
    let call = Call::new(cookie).path(CREATE_ACCOUNT).json(&json!({"name": "Cedar"}));
    let (_, ticket, _) = call.fetch_json(site).await;
    ticket["crmId"].as_str().expect("a crmId").to_owned()
}

async fn find(site: &Router, cookie: &str, crm_id: &str) -> (u16, Value, HeaderMap) {
    let call = Call::new(cookie).path(FIND_ACCOUNT).json(&json!({"crmId": crm_id}));
    let (status, reply, headers) = call.fetch_json(site).await;
    (status.as_u16(), reply, headers)
}

#[tokio::test]
async fn t6_the_account_of_an_attempt_is_found_and_its_customer_signed_in() {
    let audit = AuditLog::start();
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    let cookie = session(&site).await;
    let (first, second) = (begin(&site, &cookie).await, begin(&site, &cookie).await);
    audit.take_events();
    for crm_id in [&first, &second] {
        let (status, error, headers) = find(&site, &cookie, crm_id).await;
        assert_eq!((status, &error["kind"]), (404, &"no_such_account".into()), "not created yet");
        assert!(!headers.contains_key(header::SET_COOKIE));
    }
    assert_eq!(audit.take_events(), [], "that is no offence");
    let created = sandbox.create_account("Cedar", &second, None).await;
    let (status, error, _) = find(&site, &cookie, &first).await;
    assert_eq!((status, &error["kind"]), (404, &"no_such_account".into()), "another attempt's");
    let (status, found, headers) = find(&site, &cookie, &second).await;
    assert_eq!(status, 200, "{found}");
    assert_eq!(found["accountNumber"], created["accountNumber"]);
    assert_eq!(
        (&found["cardNumber"], &found["signedIn"]),
        (&"************1111".into(), &true.into())
    );
    assert_eq!(audit.take_events(), [("signed up".to_owned(), Value::Null)]);
    let (status, ticket, _) = Call::new(&session_cookie(&headers)).fetch_json(&site).await;
    assert_eq!((status, &ticket["accountKey"]), (StatusCode::OK, &created["accountId"]));
    let queries = journal(&zuora).await;
    let query = queries.iter().rfind(|call| call["path"] == "/v1/action/query").expect("a query");
    let text =
        format!("select Id, AccountNumber, Name, CrmId from Account where CrmId = '{second}'");
    assert_eq!(query["body"], json!({"queryString": text}));
}

#[tokio::test]
async fn t6_no_other_sessions_attempt_and_no_other_text_finds_an_account() {
    let audit = AuditLog::start();
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    let (own, other) = (session(&site).await, session(&site).await);
    let theirs = begin(&site, &other).await;
    sandbox.create_account("Cedar", &theirs, None).await;
    sandbox.create_account("Cedar", "", None).await;
    sandbox.create_account("Cedar", "CRM-1", None).await;
    let mine = begin(&site, &own).await;
    let (nonce, code) = mine.split_once('.').expect("two parts");
    let (their_nonce, their_code) = theirs.split_once('.').expect("two parts");
    audit.take_events();
    let before = calls(&zuora).await.len();
    for crm_id in [
        &*theirs,
        &format!("{their_nonce}.{code}"),
        &format!("{nonce}.{their_code}"),
        &format!("{mine}x"),
        &format!("x{mine}"),
        &format!("{mine}' or Name = 'Cedar"),
        &format!("{nonce}' or Name = 'Cedar.{code}"),
        nonce,
        code,
        &format!(".{code}"),
        "",
        ".",
        "CRM-1",
        &"x".repeat(1000),
    ] {
        let (status, error, headers) = find(&site, &own, crm_id).await;
        assert_eq!((status, &error["kind"]), (403, &"no_session".into()), "{crm_id}");
        assert!(!headers.contains_key(header::SET_COOKIE), "{crm_id}");
        assert_closed_form(&error.to_string());
        let reason = "its crmId was handed out to another session";
        assert_eq!(audit.take_events(), [("confirmation refused".to_owned(), reason.into())]);
    }
    assert_eq!(calls(&zuora).await.len(), before, "Zuora is not called");
}

/// A manipulated page can create two accounts with one `crmId`.
#[tokio::test]
async fn t6_two_accounts_with_one_crm_id_are_none() {
    let audit = AuditLog::start();
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    let cookie = session(&site).await;
    let crm_id = begin(&site, &cookie).await;
    sandbox.create_account("Cedar", &crm_id, None).await;
    sandbox.create_account("Cedar", &crm_id, None).await;
    audit.take_events();
    let (status, error, _) = find(&site, &cookie, &crm_id).await;
    assert_eq!((status, &error["kind"]), (404, &"no_such_account".into()));
    let reason = "more than one account has its crmId";
    assert_eq!(audit.take_events(), [("confirmation refused".to_owned(), reason.into())]);
}

/// A tenant may compare without regard to capital letters.
#[tokio::test]
async fn t6_an_account_with_almost_the_same_crm_id_is_not_found() {
    let record = json!({
        "Id": "2c92", "AccountNumber": "A00000001", "Name": "Acme Rockets", "CrmId": "other",
    });
    let reply = json!({"size": 1, "done": true, "records": [record]}).to_string();
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600});
    let signed = json!({"success": true, "signature": "c2lnbg==", "token": "t"});
    let routes = Router::new()
        .route("/oauth/token", post(async move || token.to_string()))
        .route("/v1/hmac-signatures", post(async move || signed.to_string()))
        .route("/v1/action/query", post(async move || reply));
    let site = site(&serve(routes).await);
    let cookie = session(&site).await;
    let crm_id = begin(&site, &cookie).await;
    let (status, error, headers) = find(&site, &cookie, &crm_id).await;
    assert_eq!((status, &error["kind"]), (404, &"no_such_account".into()));
    assert!(!headers.contains_key(header::SET_COOKIE));
}
