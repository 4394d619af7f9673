//! Invoices and their files.

use super::support::{HOST, ORIGIN, ServerClient, sign, ticket_headers};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

#[tokio::test]
async fn an_invoice_is_listed_and_its_file_is_a_pdf() {
    let server = &ServerClient::new().await;
    let list =
        server.call("GET", "/v1/transactions/invoices/accounts/A00000002", Value::Null).await;
    assert_eq!(list["invoices"].as_array().map(Vec::len), Some(4));
    assert_eq!(list["nextPage"], Value::Null);
    let page = |page: u32| {
        let path = format!("/v1/transactions/invoices/accounts/A00000002?pageSize=3&page={page}");
        async move { server.call("GET", &path, Value::Null).await }
    };
    let (first, second, none) = (page(1).await, page(2).await, page(3).await);
    assert_eq!(first["invoices"].as_array().map(Vec::len), Some(3));
    assert!(
        first["nextPage"].as_str().is_some_and(|next| next.ends_with("?page=2&pageSize=3")),
        "{first}"
    );
    assert_eq!((&second["invoices"][0], &second["nextPage"]), (&list["invoices"][3], &Value::Null));
    assert_eq!(none["invoices"], json!([]));

    assert_eq!(list["invoices"][0]["accountName"], "Blue Harbour");
    let file = list["invoices"][0]["invoiceFiles"][0]["id"].as_str().expect("an id");
    let path = format!("/v1/files/{file}");

    let uri = format!("http://{HOST}{path}");
    let ticket = sign(&server.sandbox, json!({"uri": uri, "method": "GET"})).await;
    let get = |path: String, ticket: &Value| {
        let mut request = Request::get(path).header("origin", ORIGIN).header("host", HOST);
        for (name, value) in ticket_headers(ticket) {
            request = request.header(name, value);
        }
        server.sandbox.clone().oneshot(request.body(Body::empty()).expect("a request"))
    };
    let response = get(path.clone(), &ticket).await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "application/pdf;charset=UTF-8");
    assert_eq!(response.headers()["access-control-allow-origin"], ORIGIN);
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    assert!(bytes.starts_with(b"%PDF-1.") && bytes.trim_ascii_end().ends_with(b"%%EOF"));

    let used = get(path.clone(), &ticket).await.expect("an answer");
    assert_eq!(
        used.headers()["content-type"],
        "application/json;charset=utf-8",
        "a used ticket gets no file"
    );
    let ticket = sign(&server.sandbox, json!({"uri": uri, "method": "GET"})).await;
    let other = list["invoices"][1]["invoiceFiles"][0]["id"].as_str().expect("an id");
    let other = get(format!("/v1/files/{other}"), &ticket).await.expect("an answer");
    assert_eq!(
        other.headers()["content-type"],
        "application/json;charset=utf-8",
        "nor does one for another file"
    );
    let gone = server.call("GET", "/v1/files/2c92c0f8000000000000000000000000", Value::Null).await;
    assert_eq!(gone["reasons"][0]["code"], 50_000_040);
}
