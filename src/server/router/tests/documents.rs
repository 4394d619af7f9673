//! The page with the account's documents, and which files are signed for (T5, T6, T9).

use super::support::{
    Call, Fixture, GET_FILE, SandboxClient, UNREACHABLE, calls, fixture, get, get_with, send,
    serve, session, site, site_with_unknown_client,
};
use axum::{
    Json, Router,
    extract::Query,
    http::{StatusCode, header},
    routing,
};
use serde_json::json;
use std::collections::HashMap;

#[tokio::test]
async fn t6_only_the_accounts_own_files_are_signed_for() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let theirs = SandboxClient::connect(&zuora).await.newest_file("A00000002").await;
    for file in [&*theirs, "", ".", "..", "../accounts/A00000001", "%2e%2e", "a/b"] {
        let call = Call::new(&cookie).path(GET_FILE).json(&json!({"fileId": file}));
        let (status, error, _) = call.fetch_json(&site).await;
        assert_eq!((status.as_u16(), &error["kind"]), (404, &"no_such_file".into()), "{file}");
    }
    assert!(!calls(&zuora).await.contains(&"/v1/hmac-signatures".to_owned()), "nothing was signed");
}

#[tokio::test]
async fn the_documents_page_says_why_there_is_no_list_without_mentioning_signing() {
    let Fixture { zuora, .. } = fixture().await;
    for (site, english, german) in [
        (site(UNREACHABLE), "Zuora cannot be reached", "Zuora ist nicht erreichbar"),
        (
            site_with_unknown_client(&zuora),
            "Zuora refused to list them",
            "Zuora hat die Liste verweigert",
        ),
    ] {
        for (language, why) in [("en", english), ("de", german)] {
            let request = get_with("/documents", &[("accept-language", language)]);
            let (_, _, html) = send(&site, request).await;
            assert!(html.contains(why), "{html}");
            assert!(
                !html.contains("sign for")
                    && !html.contains("permission for this file")
                    && !html.contains("Erlaubnis für diese Datei"),
                "{html}"
            );
        }
    }
}

#[tokio::test]
async fn the_documents_page_may_be_the_first_page_of_a_session() {
    let Fixture { site, .. } = fixture().await;
    let (status, headers, html) = send(&site, get("/documents")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        html.contains("Download INV00000003.pdf") && headers.contains_key(header::SET_COOKIE),
        "{html}"
    );
}

#[tokio::test]
async fn dates_and_amounts_are_in_the_pages_language_with_the_accounts_currency() {
    let Fixture { site, .. } = fixture().await;
    for (language, parts) in [
        ("en", ["1 March 2026", "1,299.50\u{a0}USD", ">Due<", ">Paid<"]),
        ("de", ["1. März 2026", "1.299,50\u{a0}USD", ">Offen<", ">Bezahlt<"]),
    ] {
        let request = get_with("/documents", &[("accept-language", language)]);
        let (_, _, html) = send(&site, request).await;
        for part in parts {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
    // Without the account, the list has no currency, and is there all the same.
    let (_, _, html) = send(&self::site(&zuora_with_pages(1).await), get("/documents")).await;
    assert!(html.contains("Download INV1.pdf") && html.contains(">49.00<"), "{html}");
}

/// A Zuora with this many pages of invoices, one on each. Its `nextPage` leads elsewhere.
async fn zuora_with_pages(pages: u32) -> String {
    let list = async move |Query(query): Query<HashMap<String, String>>| {
        let page: u32 = query["page"].parse().expect("a number");
        assert_eq!(query["pageSize"], "40");
        let next = (page < pages)
            .then_some("https://evil.example/v1/transactions/invoices/accounts/A00000001?page=2");
        let invoice = json!({
            "invoiceNumber": format!("INV{page}"), "invoiceDate": "2026-01-01", "amount": 49,
            "invoiceFiles": [{"id": format!("f{page}")}],
        });
        Json(json!({"success": true, "invoices": [invoice], "nextPage": next}))
    };
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600});
    let stub = Router::new()
        .route("/oauth/token", routing::post(async move || Json(token)))
        .route("/v1/transactions/invoices/accounts/{key}", routing::get(list));
    serve(stub).await
}

#[tokio::test]
async fn t9_at_most_ten_pages_of_a_list_are_read_and_from_zuora_alone() {
    for (pages, read) in [(1, 1), (3, 3), (1000, 10)] {
        let zuora = zuora_with_pages(pages).await;
        let (_, _, html) = send(&site(&zuora), get("/documents")).await;
        assert_eq!(html.matches("Download INV").count(), read, "{pages}");
    }
}

#[tokio::test]
async fn t5_an_image_on_another_sites_page_lists_no_documents() {
    for (kind, listed) in
        [("image", false), ("iframe", false), ("empty", false), ("document", true)]
    {
        let Fixture { site, zuora } = fixture().await;
        let request = get_with("/documents", &[("sec-fetch-dest", kind)]);
        let (_, _, html) = send(&site, request).await;
        assert_eq!(html.contains("Download INV"), listed, "{kind}");
        let calls = calls(&zuora).await;
        assert_eq!(calls.iter().any(|call| call.contains("invoices")), listed, "{kind}: {calls:?}");
    }
}
