//! Who may have which of the other three operations signed, and what the server believes of their outcome.

use super::*;

const CREATE_ACCOUNT: &str = "/api/sign/create-account";
const GET_FILE: &str = "/api/sign/get-file";
const RSA: &str = "/api/sign/rsa-signatures";
const CONFIRM_ACCOUNT: &str = "/api/accounts/confirm";
const CONFIRM_HOSTED: &str = "/api/hosted-page/confirm";

async fn ask(
    site: &Router,
    cookie: &str,
    path: &str,
    body: &Value,
) -> (StatusCode, Value, HeaderMap) {
    let request = signing(cookie, &[(":path", path), (":body", &body.to_string())]);
    let (status, headers, body) = send(site, request).await;
    (status, serde_json::from_str(&body).unwrap_or_default(), headers)
}

/// A server of the merchant's own, with a bearer token: the sandbox gives a hundred a minute.
pub(super) struct Merchant {
    http: reqwest::Client,
    zuora: String,
    token: String,
}

impl Merchant {
    pub(super) async fn of(zuora: &str) -> Self {
        let http = reqwest::Client::new();
        let credentials = [
            ("client_id", crate::sandbox::CLIENT_ID),
            ("client_secret", crate::sandbox::CLIENT_SECRET),
            ("grant_type", "client_credentials"),
        ];
        let granted = http.post(format!("{zuora}/oauth/token")).form(&credentials).send();
        let granted: Value = granted.await.expect("an answer").json().await.expect("JSON");
        Self {
            http,
            zuora: zuora.to_owned(),
            token: granted["access_token"].as_str().expect("a token").to_owned(),
        }
    }

    async fn call(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let request =
            self.http.request(method, format!("{}{path}", self.zuora)).bearer_auth(&self.token);
        let request = match &body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// Creates an account with this mark, and with a number of the visitor's choice; returns what Zuora has answered.
    pub(super) async fn create_account(
        &self,
        name: &str,
        crm_id: &str,
        number: Option<&str>,
    ) -> Value {
        let mut account = json!({
            "name": name, "currency": "EUR", "billCycleDay": 0, "autoPay": true, "crmId": crm_id,
            "billToContact": {"firstName": "Ann", "lastName": "Lee", "country": "United Kingdom"},
            "paymentMethod": {
                "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
                "cardHolderInfo": {"cardHolderName": "Ann Lee"},
            },
        });
        if let Some(number) = number {
            account["accountNumber"] = number.into();
        }
        self.call(reqwest::Method::POST, "/v1/accounts", Some(account)).await
    }
}

/// Calls Zuora as a server of the merchant's would.
async fn zuoras(zuora: &str, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
    Merchant::of(zuora).await.call(method, path, body).await
}

/// The id of the newest file of an account.
async fn newest_file(zuora: &str, account: &str) -> String {
    let path = format!("/v1/transactions/invoices/accounts/{account}");
    let list = zuoras(zuora, reqwest::Method::GET, &path, None).await;
    list["invoices"][0]["invoiceFiles"][0]["id"].as_str().expect("a file").to_owned()
}

#[tokio::test]
async fn each_ticket_has_the_documented_fields() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let file = newest_file(&zuora, "A00000001").await;
    for (path, body, method, uri, bound) in [
        (
            CREATE_ACCOUNT,
            json!({"name": "Cedar & Sons"}),
            "POST",
            "/v1/accounts".to_owned(),
            Some(("name", "Cedar & Sons")),
        ),
        (GET_FILE, json!({"fileId": file}), "GET", format!("/v1/files/{file}"), None),
        (
            RSA,
            json!({}),
            "POST",
            "/v1/rsa-signatures".to_owned(),
            Some(("pageId", crate::sandbox::PAGE_ID)),
        ),
    ] {
        let (status, ticket, headers) = ask(&site, &cookie, path, &body).await;
        assert_eq!(status, StatusCode::OK, "{path}: {ticket}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(
            (&ticket["method"], &ticket["uri"]),
            (&method.into(), &format!("{zuora}{uri}").into())
        );
        assert_eq!(ticket["token"].as_str().map(str::len), Some(32), "{path}");
        assert!(ticket["signature"].is_string() && ticket["accountKey"].is_null(), "{path}");
        if let Some((field, value)) = bound {
            assert_eq!(ticket[field], value, "{path}");
        }
    }
}

#[tokio::test]
async fn t6_a_file_is_signed_for_only_if_it_is_the_accounts_own() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let theirs = newest_file(&zuora, "A00000002").await;
    for file in [&*theirs, "", ".", "..", "../accounts/A00000001", "%2e%2e", "a/b"] {
        let (status, error, _) = ask(&site, &cookie, GET_FILE, &json!({"fileId": file})).await;
        assert_eq!((status.as_u16(), &error["kind"]), (404, &"no_such_file".into()), "{file}");
    }
    assert!(!calls(&zuora).await.contains(&"/v1/hmac-signatures".to_owned()), "nothing was signed");
}

#[tokio::test]
async fn arguments_that_no_page_of_ours_sends_are_refused() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (path, body) in [
        (CREATE_ACCOUNT, json!({})),
        (CREATE_ACCOUNT, json!({"name": ""})),
        (CREATE_ACCOUNT, json!({"name": "  "})),
        (CREATE_ACCOUNT, json!({"name": "a\nb"})),
        (CREATE_ACCOUNT, json!({"name": "Rocket 🚀"})),
        (CREATE_ACCOUNT, json!({"name": "a".repeat(256)})),
        (CREATE_ACCOUNT, json!({"name": 1})),
        (CREATE_ACCOUNT, json!({"name": "a", "crmId": "b"})),
        (GET_FILE, json!({})),
        (GET_FILE, json!({"fileId": "a", "accountKey": "A00000002"})),
        (RSA, json!({"pageId": "other"})),
        (CONFIRM_HOSTED, json!({"callback": {"refId": "a"}})),
        (CONFIRM_HOSTED, json!({"refId": "a"})),
    ] {
        let (status, error, _) = ask(&site, &cookie, path, &body).await;
        assert_eq!(
            (status.as_u16(), &error["kind"]),
            (400, &"bad_request".into()),
            "{path} {body}"
        );
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

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

#[tokio::test]
async fn t25_a_callback_that_zuora_did_not_sign_costs_no_card() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (_, shown, _) = ask(&site, &cookie, RSA, &json!({})).await;
    let now = time::OffsetDateTime::now_utc().unix_timestamp() * 1000;
    let callback = |passthrough: &Value, timestamp: i64| {
        json!({"callback": {
            "refId": "x", "token": "t", "timestamp": timestamp.to_string(), "passthrough": passthrough, "signature": "AAAA",
        }})
    };
    let (hour, own) = (3_600_000, shown["passthrough"].clone());
    for (what, body) in [
        ("one of other parts", {
            let mut callback = callback(&own, now);
            callback["callback"]["token"] = "t#t".into();
            callback
        }),
        ("another session's", callback(&"0".repeat(32).into(), now)),
        ("an old one", callback(&own, now - hour)),
        ("one of the future", callback(&own, now + hour)),
        ("one without a signature of Zuora's", callback(&own, now)),
    ] {
        let (status, error, _) = ask(&site, &cookie, CONFIRM_HOSTED, &body).await;
        assert_eq!((status.as_u16(), &error["kind"]), (403, &"callback_refused".into()), "{what}");
    }
    assert!(!calls(&zuora).await.iter().any(|call| call.contains("decrypt")), "nothing was opened");
}

#[tokio::test]
async fn the_hosted_page_is_off_where_no_page_is_set_up() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.hosted_page = None);
    let cookie = session(&site).await;
    for (path, body) in [
        (RSA, json!({})),
        (
            CONFIRM_HOSTED,
            json!({"callback": {"refId": "", "token": "", "timestamp": "", "passthrough": "", "signature": ""}}),
        ),
    ] {
        let (status, error, _) = ask(&site, &cookie, path, &body).await;
        assert_eq!((status.as_u16(), &error["kind"]), (501, &"not_configured".into()), "{path}");
    }
}

#[tokio::test]
async fn where_no_hosted_page_is_set_up_nothing_leads_to_it() {
    let Fixture { zuora, .. } = fixture().await;
    let off = site_with(&zuora, &[], |site| site.state.hosted_page = None);
    let on = site(&zuora);
    let link = "<a href=\"/hosted-page\"";
    for (path, links) in [("/", 2), ("/account", 1), ("/documents", 1)] {
        let (_, _, html) = send(&off, get(path)).await;
        assert!(!html.contains("/hosted-page") && html.contains("/documents"), "{path}: {html}");
        // The twin: in the navigation, and on the first page in the table.
        let (_, _, html) = send(&on, get(path)).await;
        assert_eq!(html.matches(link).count(), links, "{path}");
    }
    // Who has the address is told what is missing, by the page itself.
    let (status, _, html) = send(&off, get("/hosted-page")).await;
    assert!(status == StatusCode::OK && html.contains("Hosted payment page"), "{html}");
}

#[tokio::test]
async fn the_documents_page_says_why_there_is_no_list_and_nothing_of_signing() {
    let Fixture { zuora, .. } = fixture().await;
    for (site, english, german) in [
        (site("http://127.0.0.1:9"), "Zuora cannot be reached", "Zuora ist nicht erreichbar"),
        (as_a_stranger(&zuora), "Zuora refused to list them", "Zuora hat die Liste verweigert"),
    ] {
        for (language, why) in [("en", english), ("de", german)] {
            let mut request = get("/documents");
            request.headers_mut().insert("accept-language", language.parse().expect("a value"));
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
async fn the_first_page_of_a_visit_may_be_the_documents() {
    let Fixture { site, .. } = fixture().await;
    let (status, headers, html) = send(&site, get("/documents")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        html.contains("Download INV00000003.pdf") && headers.contains_key(header::SET_COOKIE),
        "{html}"
    );
}

/// A Zuora with this many pages of invoices, one on each, whose next page is said to be somewhere else.
async fn with_pages(pages: u32) -> String {
    use axum::{
        Json,
        extract::Query,
        routing::{get, post},
    };
    use std::collections::HashMap;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let zuora = format!("http://{}", listener.local_addr().expect("an address"));
    let list = async move |Query(query): Query<HashMap<String, String>>| {
        let page: u32 = query["page"].parse().expect("a number");
        assert_eq!(query["pageSize"], "40");
        let next = (page < pages)
            .then_some("https://evil.example/v1/transactions/invoices/accounts/A00000001?page=2");
        let invoice = json!({"invoiceNumber": format!("INV{page}"), "invoiceDate": "2026-01-01", "invoiceFiles": [{"id": format!("f{page}")}]});
        Json(json!({"success": true, "invoices": [invoice], "nextPage": next}))
    };
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600});
    let stub = Router::new()
        .route("/oauth/token", post(async move || Json(token)))
        .route("/v1/transactions/invoices/accounts/{key}", get(list));
    tokio::spawn(axum::serve(listener, stub).into_future());
    zuora
}

#[tokio::test]
async fn t9_a_list_of_several_pages_is_read_from_zuora_alone_and_not_for_ever() {
    for (pages, read) in [(1, 1), (3, 3), (1000, 10)] {
        let zuora = with_pages(pages).await;
        let (_, _, html) = send(&site(&zuora), get("/documents")).await;
        assert_eq!(html.matches("Download INV").count(), read, "{pages}");
    }
}

#[tokio::test]
async fn t5_a_picture_on_somebody_elses_page_lists_nothing() {
    for (kind, listed) in
        [("image", false), ("iframe", false), ("empty", false), ("document", true)]
    {
        let Fixture { site, zuora } = fixture().await;
        let mut request = get("/documents");
        request.headers_mut().insert("sec-fetch-dest", header::HeaderValue::from_static(kind));
        let (_, _, html) = send(&site, request).await;
        assert_eq!(html.contains("Download INV"), listed, "{kind}");
        let asked = calls(&zuora).await;
        assert_eq!(asked.iter().any(|call| call.contains("invoices")), listed, "{kind}: {asked:?}");
    }
}

#[tokio::test]
async fn t21_a_slash_too_many_leads_to_the_page_and_nowhere_else() {
    let Fixture { site, .. } = fixture().await;
    for page in ["/account", "/documents", "/hosted-page"] {
        for asked in [format!("{page}/"), format!("{page}//?lang=de")] {
            let (status, headers, _) = send(&site, get(&asked)).await;
            assert_eq!(
                (status, headers[header::LOCATION].as_bytes()),
                (StatusCode::PERMANENT_REDIRECT, page.as_bytes()),
                "{asked}"
            );
        }
    }
    for nothing in ["//evil.example/", "/nothing/", "/account/x/", "/account/..//evil.example/"] {
        let (_, headers, _) = send(&site, get(nothing)).await;
        assert!(!headers.contains_key(header::LOCATION), "{nothing}");
    }
}
