//! T15: no secret and no card is in anything that the journal gives out.

use super::support::{
    CREDENTIALS, CREDIT_CARDS, FORM, HOST, ServerClient, call_as_server, card, create_card,
    get_text, new_account, send, sign, signing_request, ticket_headers,
};
use crate::sandbox::tenant::PAGE_ID;
use axum::{body::Body, http::Request};
use futures::{FutureExt as _, StreamExt as _};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::form_urlencoded;

#[tokio::test]
async fn t15_neither_json_nor_page_nor_stream_has_a_secret_or_a_card() {
    let server = ServerClient::new().await;
    let sandbox = &server.sandbox;
    let mut secrets: Vec<String> =
        ["sandbox-demo-secret", "4111111111111111", "4111 1111", "411111", "Lovelace", "Hopper"]
            .map(str::to_owned)
            .into();
    let (_, _, granted) = send(sandbox, "POST", "/oauth/token", &FORM, CREDENTIALS).await;
    let text = |value: &Value, field: &str| value[field].as_str().expect("a text").to_owned();
    secrets.push(text(&granted, "access_token"));

    // A ticket, the card that is saved with it, and a call whose body is wrong.
    let ticket = sign(sandbox, signing_request("A00000001")).await;
    secrets.extend([text(&ticket, "signature"), text(&ticket, "token")]);
    create_card(sandbox, &ticket, card("A00000001")).await;
    let mut wrong = card("A00000001");
    wrong["4111111111111111"] = "987".into();
    wrong["securityCode"] = "4111 1111 1111 1111".into();
    let headers = ticket_headers(&ticket);
    send(sandbox, "POST", CREDIT_CARDS, &headers, wrong.to_string()).await;
    let mut account = new_account();
    account["creditCard"]["cardHolderInfo"]["cardHolderName"] = "Grace Hopper".into();
    call_as_server(sandbox, "POST", "/v1/accounts", &[], &account.to_string()).await;
    for path in [
        "/v1/accounts/A00000001/payment-methods",
        "/v1/payment-methods/credit-cards/accounts/A00000001",
        "/v1/payment-methods/4111111111111111",
    ] {
        server.call("GET", path, Value::Null).await;
    }

    // A hosted page, and the end of the bearer token.
    let uri = "https://www.zuora.com/apps/PublicHostedPageLite.do";
    let signing = json!({"uri": uri, "method": "POST", "pageId": PAGE_ID});
    let signed = server.call("POST", "/v1/rsa-signatures", signing).await;
    secrets.extend([text(&signed, "signature"), text(&signed, "token")]);
    let opened = json!({
        "method": "POST", "publicKey": signed["key"], "signature": signed["signature"],
    });
    let opened = server.call("POST", "/v1/rsa-signatures/decrypt", opened).await;
    secrets.push(text(&opened, "decryptedSignature"));
    let parameters = ["signature", "token"].map(|field| (field, text(&signed, field)));
    let mut form = form_urlencoded::Serializer::new(String::new());
    let form = form.extend_pairs(parameters).append_pair("id", PAGE_ID).finish();
    let page = "/apps/PublicHostedPageLite.do";
    let referer = format!("http://{HOST}{page}?{form}");
    send(sandbox, "GET", &format!("{page}?{form}"), &[("referer", &referer)], "").await;
    let card = "field_creditCardNumber=4111111111111111&field_cardSecurityCode=987";
    send(sandbox, "POST", page, &FORM, format!("{form}&{card}")).await;
    let revocation = format!("token={}", text(&granted, "access_token"));
    send(sandbox, "POST", "/oauth/revoke", &FORM, revocation).await;

    let (_, json) = get_text(sandbox, "/sandbox/journal", &[]).await;
    let (_, html) = get_text(sandbox, "/sandbox/journal", &[("accept", "text/html")]).await;
    let streams = [
        stream(sandbox, "/sandbox/journal/stream").await,
        stream(sandbox, "/sandbox/journal/stream?format=html").await,
    ];
    for (name, given) in
        [("JSON", &json), ("page", &html), ("stream", &streams[0]), ("rows", &streams[1])]
    {
        assert!(given.contains("1111") && given.contains("/oauth/revoke"), "{name}: {given}");
        for secret in &secrets {
            assert!(!given.contains(secret.as_str()), "{secret} in the {name}: {given}");
        }
    }

    for masked in [r#""securityCode":"•••""#, r#""cardHolderName":"G.H.""#] {
        assert!(json.contains(masked), "{masked} in {json}");
    }

    // They are found again where they are used.
    let journal: Value = serde_json::from_str(&json).expect("JSON");
    let journal = journal.as_array().expect("a list");
    let at = |path: &str, method: &str| {
        let mut found = journal.iter().filter(|exchange| exchange["path"] == path);
        found.rfind(|exchange| exchange["method"] == method).expect("an exchange")
    };
    let signing = at("/v1/rsa-signatures", "POST");
    for method in ["GET", "POST"] {
        assert_eq!(at(page, method)["ticket"], signing["ticket"], "{method}");
        assert!(signing["ticket"].is_string());
    }
    let revoked = &at("/oauth/revoke", "POST")["secrets"][0];
    assert_eq!(revoked["kind"], "bearer");
    assert!(at("/oauth/token", "POST")["secrets"].as_array().is_some_and(|list| list.len() == 1));
}

/// Everything that is in a stream already.
async fn stream(sandbox: &axum::Router, path: &str) -> String {
    let request = Request::get(path).header("host", HOST).body(Body::empty()).expect("a request");
    let response = sandbox.clone().oneshot(request).await.expect("an answer");
    let mut body = response.into_body().into_data_stream();
    let mut text = String::new();
    while let Some(Some(chunk)) = body.next().now_or_never() {
        text.push_str(&String::from_utf8_lossy(&chunk.expect("a chunk")));
    }
    text
}
