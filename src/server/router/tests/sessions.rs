//! T26: what links, prefetches, other tabs and later sessions do to a session.

use super::support::{
    ADDRESS_BAR, CONFIRM_ACCOUNT, CONFIRM_HOSTED_PAGE, CONFIRM_PAYMENT_METHOD, CREATE_ACCOUNT,
    CREATE_PAYMENT_METHOD, CROSS_SITE, Call, FIND_ACCOUNT, Fixture, GET_FILE, LIST_PAYMENT_METHODS,
    MAKE_DEFAULT, Page, REMOVE_PAYMENT_METHOD, RSA_SIGNATURES, SAME_ORIGIN, Visitor, between,
    calls, fixture, get, send, site_with,
};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, header},
};
use serde_json::json;

#[tokio::test]
async fn t26_a_link_from_another_site_keeps_the_session_and_the_language() {
    let Fixture { site, .. } = fixture().await;
    let mut visitor = Visitor::new(&site);
    visitor.navigate("/", ADDRESS_BAR).await;
    visitor.navigate("/?lang=de", SAME_ORIGIN).await;
    let page = visitor.navigate("/?customer=A00000002", SAME_ORIGIN).await;
    let before = visitor.cookies.clone();
    for (path, from) in [
        ("/", CROSS_SITE),
        ("/", "same-site"),
        ("/documents", CROSS_SITE),
        ("/nowhere", SAME_ORIGIN),
        ("/?customer=A00000001", CROSS_SITE),
        ("/?customer=A00000001", "same-site"),
        ("/?customer=A00000001", ADDRESS_BAR),
        ("/?lang=en", CROSS_SITE),
        ("/?lang=en&customer=A00000001", "same-site"),
    ] {
        let request =
            Request::get(path).header("sec-fetch-site", from).header("sec-fetch-mode", "navigate");
        let (_, headers, html) = visitor.send(request, "").await;
        assert!(!headers.contains_key(header::SET_COOKIE), "{path} {from}");
        assert!(html.contains("id=\"signed-in\">Blue Harbour"), "{path} {from}");
    }
    assert_eq!(visitor.cookies, before);
    assert!(html_lang(&mut visitor).await.contains("lang=\"de\""), "the choice stands");
    let (status, ticket) = visitor.sign(&page).await;
    assert_eq!((status, &ticket["accountKey"]), (StatusCode::OK, &"A00000002".into()));
}

async fn html_lang(visitor: &mut Visitor) -> String {
    let (_, _, html) = visitor.send(Request::get("/"), "").await;
    between(&html, "<html", ">")
}

/// A form on another site can send a window here by POST, without a `Lax` cookie. The answer starts
/// no session.
#[tokio::test]
async fn t26_only_a_navigation_to_a_page_starts_a_session() {
    let Fixture { site, .. } = fixture().await;
    for (method, name, value) in [
        (Method::POST, "sec-fetch-mode", "navigate"),
        (Method::HEAD, "sec-fetch-mode", "navigate"),
        (Method::GET, "sec-fetch-dest", "image"),
        (Method::GET, "sec-fetch-dest", "iframe"),
        (Method::GET, "sec-fetch-dest", "empty"),
        (Method::GET, "sec-fetch-mode", "cors"),
        (Method::GET, "sec-purpose", "prefetch"),
        (Method::GET, "sec-purpose", "prefetch;prerender"),
        (Method::GET, "purpose", "prefetch"),
        (Method::GET, "x-moz", "prefetch"),
    ] {
        for path in ["/", "/documents", "/nowhere", "/?customer=A00000002", "/?lang=de"] {
            let request = Request::builder().method(method.clone()).uri(path).header(name, value);
            let (_, headers, _) =
                send(&site, request.body(Body::empty()).expect("a request")).await;
            assert!(!headers.contains_key(header::SET_COOKIE), "{method} {path} {name}: {value}");
        }
    }
    let (_, headers, _) = send(&site, get("/")).await;
    assert!(headers.contains_key(header::SET_COOKIE), "the twin");
}

#[tokio::test]
async fn t26_a_prefetch_signs_no_customer_in() {
    let Fixture { site, .. } = fixture().await;
    let mut visitor = Visitor::new(&site);
    let page = visitor.navigate("/", ADDRESS_BAR).await;
    let before = visitor.cookies.clone();
    for extra in [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
        ("sec-fetch-dest", "image"),
        ("sec-fetch-dest", "empty"),
        ("sec-fetch-mode", "no-cors"),
    ] {
        for path in [
            "/?customer=A00000002",
            "/?lang=de&customer=A00000002",
            "/documents?customer=A00000002",
        ] {
            let (status, headers, _) = visitor.fetch(path, SAME_ORIGIN, extra).await;
            assert!(
                !status.is_redirection() && !headers.contains_key(header::SET_COOKIE),
                "{path} {extra:?}"
            );
        }
    }
    assert_eq!(visitor.cookies, before);
    let (status, ticket) = visitor.sign(&page).await;
    assert_eq!((status, &ticket["accountKey"]), (StatusCode::OK, &"A00000001".into()));
    // A page that changes nothing may be fetched ahead.
    assert_eq!(
        visitor.fetch("/", SAME_ORIGIN, ("sec-purpose", "prefetch")).await.0,
        StatusCode::OK
    );
    // Following the link does sign in.
    assert_eq!(visitor.navigate("/?customer=A00000002", SAME_ORIGIN).await.name, "Blue Harbour");
}

#[tokio::test]
async fn t26_a_page_of_one_customer_signs_for_no_other() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/10m")], |_| ());
    let mut visitor = Visitor::new(&site);
    let acme = visitor.navigate("/", ADDRESS_BAR).await;
    assert_eq!(acme.name, "Acme Rockets");
    // In another tab.
    let blue = visitor.navigate("/?customer=A00000002", SAME_ORIGIN).await;
    assert_eq!(blue.name, "Blue Harbour");
    let callback = json!({"callback": {
        "refId": "", "token": "", "timestamp": "", "passthrough": "", "signature": "",
    }});
    for (path, body) in [
        (CREATE_PAYMENT_METHOD, json!({})),
        (CREATE_ACCOUNT, json!({"name": "Cedar"})),
        (GET_FILE, json!({"fileId": "x"})),
        (RSA_SIGNATURES, json!({})),
        (CONFIRM_PAYMENT_METHOD, json!({"paymentMethodId": "x"})),
        (CONFIRM_ACCOUNT, json!({"accountNumber": "A1"})),
        (FIND_ACCOUNT, json!({"crmId": "x"})),
        (LIST_PAYMENT_METHODS, json!({})),
        (MAKE_DEFAULT, json!({"paymentMethodId": "x"})),
        (REMOVE_PAYMENT_METHOD, json!({"paymentMethodId": "x"})),
        (CONFIRM_HOSTED_PAGE, callback),
    ] {
        let (status, error) = visitor.call(&acme, path, &body).await;
        assert_eq!((status.as_u16(), &error["kind"]), (409, &"customer_changed".into()), "{path}");
        assert_eq!(error["signedInAs"], "Blue Harbour", "{path}");
    }
    let forged = Page { drawn_for: "0".repeat(32), ..blue.clone() };
    assert_eq!(visitor.sign(&forged).await.1["kind"], "customer_changed");
    assert_eq!(calls(&zuora).await, Vec::<String>::new(), "nothing was signed");
    // Nor counted: of a limit of one, one is left.
    let (status, ticket) = visitor.sign(&blue).await;
    assert_eq!((status, &ticket["accountKey"]), (StatusCode::OK, &"A00000002".into()));
    assert_eq!(visitor.sign(&blue).await.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn t26_a_page_still_signs_for_its_customer_in_a_later_session() {
    let Fixture { site, .. } = fixture().await;
    let mut visitor = Visitor::new(&site);
    let first = visitor.navigate("/?customer=A00000002", SAME_ORIGIN).await;
    visitor.navigate("/?customer=A00000001", SAME_ORIGIN).await;
    visitor.navigate("/?customer=A00000002", SAME_ORIGIN).await;
    assert_eq!(visitor.sign(&first).await.0, StatusCode::OK);
    let cookie = visitor.cookie();
    assert_eq!(
        Call::new(&cookie).send(&site).await.0,
        StatusCode::OK,
        "a call that names no customer is not compared"
    );
}
