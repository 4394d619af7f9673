//! The operations: what they take, what they do, what they refuse.

use super::*;

struct Server {
    sandbox: Router,
    bearer: String,
}

impl Server {
    async fn new() -> Self {
        let sandbox = router(ORIGIN);
        let bearer = bearer(&sandbox).await;
        Self { sandbox, bearer }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let headers =
            [("authorization", self.bearer.as_str()), ("content-type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        send(&self.sandbox, method, path, &headers, body).await.2
    }
}

pub(super) fn account() -> Value {
    json!({
        "name": "Amber Works",
        "currency": "EUR",
        "billCycleDay": "1",
        "autoPay": true,
        "billToContact": {"firstName": "Emmy", "lastName": "Noether", "city": "Erlangen", "country": "Germany", "workEmail": null},
        "creditCard": {
            "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": "10", "expirationYear": "2034", "securityCode": "123",
            "cardHolderInfo": {"cardHolderName": "Emmy Noether", "addressLine1": "1", "city": "E", "state": "B", "country": "DE", "zipCode": "9"},
        },
    })
}

#[tokio::test]
async fn an_account_is_created_with_its_card_and_read_back() {
    let server = Server::new().await;
    let created = server.call("POST", "/v1/accounts", account()).await;
    assert_eq!(created["success"], true, "{created}");
    assert_eq!(created["accountNumber"], "A00000003");
    let id = created["accountId"].as_str().expect("an id");
    let read = server.call("GET", &format!("/rest/v1/accounts/{id}"), Value::Null).await;
    assert_eq!(read["basicInfo"]["name"], "Amber Works");
    assert_eq!(read["basicInfo"]["defaultPaymentMethodId"], created["paymentMethodId"]);
    assert_eq!(read["billingAndPayment"]["currency"], "EUR");
    assert_eq!(read["billToContact"]["city"], "Erlangen");
    assert_eq!(read["soldToContact"]["lastName"], "Noether", "sold-to is a copy of bill-to");
    let default =
        server.call("GET", "/v1/accounts/A00000003/payment-methods/default", Value::Null).await;
    assert_eq!(
        (&default["cardNumber"], &default["isDefault"]),
        (&"************1111".into(), &true.into())
    );
    assert_eq!(default["accountHolderInfo"]["accountHolderName"], "Emmy Noether");
}

#[tokio::test]
async fn an_account_is_created_whole_or_not_at_all() {
    let server = Server::new().await;
    let change = |path: &str, value: Value| {
        let mut account = account();
        *account.pointer_mut(path).expect("a field") = value;
        account
    };
    for (wrong, code) in [
        (change("/creditCard/cardNumber", json!("4000000000000002")), 50_000_099),
        (change("/creditCard/cardNumber", json!("4999999999999996")), 50_000_020),
        (change("/creditCard/cardType", json!("Diners")), 51_000_320),
        (change("/creditCard/expirationMonth", json!("13")), 51_000_320),
        (change("/creditCard/cardHolderInfo", Value::Null), 51_000_322),
        (change("/creditCard/cardHolderInfo/city", Value::Null), 51_000_322),
        (change("/billToContact/firstName", json!("4999 9999 9999 9996")), 50_000_020),
        (change("/creditCard", Value::Null), 51_000_320),
        (change("/billToContact", json!({"firstName": "Emmy"})), 51_000_322),
        (change("/billToContact/city", json!("x".repeat(101))), 51_000_320),
        (change("/name", json!("")), 51_000_320),
        (change("/name", json!("\u{1F680}")), 51_000_320),
        (change("/currency", json!("Euro")), 51_000_320),
        (change("/billCycleDay", json!(32)), 51_000_320),
        (change("/billCycleDay", Value::Null), 51_000_322),
        (json!([]), 50_000_090),
    ] {
        let refused = server.call("POST", "/v1/accounts", wrong.clone()).await;
        assert_eq!(refused["reasons"][0]["code"], code, "{wrong}: {refused}");
    }
    let none = server.call("GET", "/v1/accounts/A00000003", Value::Null).await;
    assert_eq!(none["success"], false, "no account is left behind");
    let mut number = account();
    number["accountNumber"] = "A1".into();
    assert_eq!(
        server.call("POST", "/v1/accounts", number.clone()).await["success"],
        false,
        "the tenant's own prefix"
    );
    number["accountNumber"] = "AMBER".replace('A', "X").into();
    assert_eq!(server.call("POST", "/v1/accounts", number.clone()).await["accountNumber"], "XMBER");
    assert_eq!(server.call("POST", "/v1/accounts", number).await["success"], false, "in use");
}

#[tokio::test]
async fn the_name_signed_for_is_the_name_created() {
    let sandbox = router(ORIGIN);
    let signing = json!({"uri": "https://rest.zuora.com/rest/v1/accounts", "method": "POST", "name": "Amber Works"});
    for (name, success) in [("Other Works", false), ("Amber Works", true)] {
        let ticket = sign(&sandbox, signing.clone()).await;
        let mut account = account();
        account["name"] = name.into();
        let headers = [
            ("origin", ORIGIN),
            ("content-type", "application/json"),
            ("signature", ticket["signature"].as_str().expect("a signature")),
            ("token", ticket["token"].as_str().expect("a token")),
        ];
        let (_, headers, reply) =
            send(&sandbox, "POST", "/v1/accounts", &headers, account.to_string()).await;
        assert_eq!(reply["success"], success, "{reply}");
        assert_eq!(headers["access-control-allow-origin"], ORIGIN);
    }
}

#[tokio::test]
async fn a_payment_method_lives_its_life() {
    let server = Server::new().await;
    let new = json!({
        "type": "CreditCard", "cardType": "MasterCard", "cardNumber": "5555555555554444", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace", "email": "ada@example.com"},
    });
    let created = server.call("POST", "/v1/payment-methods", new.clone()).await;
    let id = created["id"].as_str().expect("an id");
    let path = format!("/v1/payment-methods/{id}");
    let orphan = server.call("GET", &path, Value::Null).await;
    assert_eq!((&orphan["accountKey"], &orphan["status"]), (&Value::Null, &"Active".into()));
    assert_eq!(orphan["cardNumber"], "************4444");
    assert_eq!(orphan["accountHolderInfo"]["email"], "ada@example.com");
    assert_eq!(orphan["createdDate"].as_str().map(str::len), Some("2026-11-21 10:00:00".len()));

    assert_eq!(server.call("PUT", &path, json!({"accountKey": "A00000001"})).await["id"], id);
    assert_eq!(
        server.call("PUT", &path, json!({"accountKey": "A00000002"})).await["success"],
        false,
        "attached already"
    );
    assert_eq!(server.call("PUT", &path, json!({"expirationMonth": 12})).await["success"], true);
    assert_eq!(server.call("GET", &path, Value::Null).await["expirationMonth"], 12);
    assert_eq!(
        server.call("PUT", &format!("{path}/verify"), Value::Null).await["paymentMethodId"],
        id
    );

    let mut default = new;
    default["accountKey"] = "A00000001".into();
    default["makeDefault"] = true.into();
    let other = server.call("POST", "/v1/payment-methods", default).await;
    let list = server.call("GET", "/v1/accounts/A00000001/payment-methods", Value::Null).await;
    assert_eq!(
        (&list["defaultPaymentMethodId"], &list["creditcard"][0]["id"]),
        (&other["id"], &other["id"])
    );
    let other = format!("/v1/payment-methods/{}", other["id"].as_str().expect("an id"));
    let refused = server.call("DELETE", &other, Value::Null).await;
    assert_eq!(refused["reasons"][0]["message"], "Cannot delete default payment method.");

    assert_eq!(server.call("PUT", &format!("{path}/scrub"), Value::Null).await["success"], true);
    let again = server.call("PUT", &format!("{path}/scrub"), Value::Null).await;
    assert_eq!(again["reasons"][0]["code"], 50_000_020);
    let scrubbed = server.call("GET", &path, Value::Null).await;
    assert_eq!(
        (&scrubbed["status"], &scrubbed["cardNumber"]),
        (&"Scrubbed".into(), &"*".repeat(16).into())
    );
    assert_eq!(server.call("DELETE", &path, Value::Null).await["success"], true);
    assert_eq!(server.call("GET", &path, Value::Null).await["reasons"][0]["code"], 50_000_040);
}

#[tokio::test]
async fn an_orphan_goes_after_ten_days() {
    let server = Server::new().await;
    let new = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4111111111111111", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    });
    let orphan = server.call("POST", "/v1/payment-methods", new.clone()).await;
    let mut attached = new;
    attached["accountKey"] = "A00000001".into();
    let attached = server.call("POST", "/v1/payment-methods", attached).await;
    advance(&server.sandbox, 10 * 24 * 3600 + 1).await;
    let bearer = bearer(&server.sandbox).await;
    for (method, there) in [(orphan, false), (attached, true)] {
        let path = format!("/v1/payment-methods/{}", method["id"].as_str().expect("an id"));
        let (_, _, found) =
            send(&server.sandbox, "GET", &path, &[("authorization", &bearer)], "").await;
        assert_eq!(found["success"], there, "{found}");
    }
}

#[tokio::test]
async fn a_ticket_does_not_open_what_is_for_servers_alone() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let headers = [
        ("content-type", "application/json"),
        ("signature", ticket["signature"].as_str().expect("a signature")),
        ("token", ticket["token"].as_str().expect("a token")),
    ];
    for (method, path) in [
        ("POST", "/v1/payment-methods"),
        ("GET", "/v1/accounts/A00000001"),
        ("POST", "/v1/hmac-signatures"),
    ] {
        let (status, ..) = send(&sandbox, method, path, &headers, "{}").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn zuoras_own_sample_is_taken_as_it_stands() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let sample = json!({
        "accountKey": "A00000001", "creditCardType": "Discover", "creditCardNumber": "1111222233334444", "expirationMonth": "10",
        "expirationYear": "2015", "securityCode": "331", "defaultPaymentMethod": "true",
        "cardHolderInfo": {
            "cardHolderName": "Leo", "addressLine1": "77 xxxxx Cir", "addressLine2": null, "city": null, "state": "CA", "zipCode": "94404",
            "country": "USA", "phone": "4155551234", "email": "test@example.com",
        },
    });
    assert_eq!(create(&sandbox, &ticket, sample).await["success"], true);
}

#[tokio::test]
async fn an_invoice_is_listed_and_its_file_is_a_pdf() {
    let server = &Server::new().await;
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

    let uri = format!("https://rest.test.zuora.com{path}");
    let ticket = sign(&server.sandbox, json!({"uri": uri, "method": "GET"})).await;
    let get = |path: String, ticket: &Value| {
        let request = Request::get(path)
            .header("origin", ORIGIN)
            .header("signature", ticket["signature"].as_str().unwrap_or_default())
            .header("token", ticket["token"].as_str().unwrap_or_default());
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
