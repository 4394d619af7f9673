//! Accounts found by `POST /v1/action/query`.

use super::support::{ServerClient, call_as_server, new_account, order_fault, send};
use axum::http::StatusCode;
use serde_json::{Value, json};

const QUERY: &str = "/v1/action/query";

async fn query(server: &ServerClient, text: &str) -> Value {
    server.call("POST", QUERY, json!({"queryString": text})).await
}

#[tokio::test]
async fn an_account_is_found_by_its_crm_id_or_number() {
    let server = ServerClient::new().await;
    let mut new = new_account();
    new["crmId"] = "abc-DEF_1.x".into();
    let created = server.call("POST", "/v1/accounts", new.clone()).await;
    let fields = "select Id, AccountNumber, Name, CrmId from Account";
    let record = json!({
        "Id": created["accountId"], "AccountNumber": "A00000003", "Name": "Amber Works",
        "CrmId": "abc-DEF_1.x",
    });
    let found = json!({"size": 1, "done": true, "records": [record]});
    let number = created["accountNumber"].as_str().expect("a number");
    for condition in [
        "CrmId = 'abc-DEF_1.x'".to_owned(),
        "crmid='abc-DEF_1.x'".to_owned(),
        format!("AccountNumber = '{number}'"),
    ] {
        let text = format!("{fields} where {condition}");
        assert_eq!(query(&server, &text).await, found, "{condition}");
        let rest = server.call("POST", "/rest/v1/action/query", json!({"queryString": text})).await;
        assert_eq!(rest, found, "{condition}");
    }
    assert_eq!(
        query(&server, "select Name, CrmId from Account where AccountNumber = 'A00000001'").await["records"][0]
            .as_object()
            .expect("an object")
            .keys()
            .collect::<Vec<_>>(),
        ["Id", "Name"],
        "the id is there in any case, and no field without a value"
    );
    let none = json!({"size": 0, "done": true, "records": []});
    for other in ["abc-def_1.x", "abc-DEF_1.", "", "abc-DEF_1.x "] {
        let text = format!("{fields} where CrmId = '{other}'");
        assert_eq!(query(&server, &text).await, none, "{other}");
    }
    server.call("POST", "/v1/accounts", new).await;
    let both = query(&server, &format!("{fields} where CrmId = 'abc-DEF_1.x'")).await;
    assert_eq!(both["size"], 2);
}

#[tokio::test]
async fn another_query_is_answered_with_a_fault() {
    let server = ServerClient::new().await;
    let malformed = json!({
        "FaultCode": "MALFORMED_QUERY", "FaultMessage": "You have an error in your ZOQL syntax",
    });
    for text in [
        "",
        "select * from",
        "select Id from Account",
        "SELECT Id FROM Account WHERE CrmId = 'x'",
        "select Id from Account where CrmId = x",
        "select Id from Account where CrmId = 'x",
        "select Id from Account where CrmId = 'x' or Name = 'y'",
        "select Id from Account where CrmId = 'x' and AccountNumber = 'A00000001'",
        "select Id from Account where CrmId = 'x\\'",
        "select Id from Account where CrmId != 'x'",
        "select Id from Account where Name = 'Acme Rockets'",
    ] {
        for version in ["", "2025-08-12"] {
            let body = json!({"queryString": text}).to_string();
            let version = [("zuora-version", version)];
            let (status, _, reply) =
                call_as_server(&server.sandbox, "POST", QUERY, &version, &body).await;
            let is_fault = reply == malformed || reply["FaultCode"] == "INVALID_FIELD";
            assert!(status == StatusCode::BAD_REQUEST && is_fault, "{text}: {reply}");
        }
    }
    assert_eq!(
        query(&server, "select Id, Balance from Account where CrmId = 'x'").await,
        json!({
            "FaultCode": "INVALID_FIELD", "FaultMessage": "invalid field for query: Account.Balance",
        })
    );
    let other = query(&server, "select Id from Invoice where CrmId = 'x'").await;
    assert_eq!(other["FaultCode"], "INVALID_TYPE");
    assert_eq!(server.call("POST", QUERY, json!({})).await, malformed);
    assert_eq!(server.call("POST", QUERY, json!([])).await["reasons"][0]["code"], 50_000_090);
}

#[tokio::test]
async fn a_query_needs_a_bearer_token_and_can_fail_on_order() {
    let server = ServerClient::new().await;
    let text = "select Id from Account where AccountNumber = 'A00000001'";
    let body = json!({"queryString": text}).to_string();
    let (status, ..) = send(&server.sandbox, "POST", QUERY, &[], body).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    order_fault(&server.sandbox, json!({"operation": "action-query", "fault": {"status": 500}}))
        .await;
    assert_eq!(query(&server, text).await, Value::Null);
    assert_eq!(query(&server, text).await["size"], 1);
}
