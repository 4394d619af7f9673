//! A session belongs to a person: what links, prefetches, other tabs, other cookies and other host names do to it, which is nothing (T26).

use super::*;
use axum::http::{HeaderValue, Method, Uri};
use std::collections::BTreeMap;

/// A browser: its cookies go where `SameSite=Lax` lets them, and it sends the fetch metadata that browsers send.
#[derive(Clone)]
pub(super) struct Visitor {
    site: Router,
    cookies: BTreeMap<String, String>,
}

/// A page that a browser shows.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Whose name stands at its top.
    pub name: String,
    /// The mark that its calls carry.
    pub drawn_for: String,
}

/// How a browser comes to a page, as `Sec-Fetch-Site` says it.
const FROM_HERE: &str = "same-origin";
const FROM_ANOTHER_SITE: &str = "cross-site";
const BY_ITS_ADDRESS: &str = "none";

impl Visitor {
    pub(super) fn of(site: &Router) -> Self {
        Self { site: site.clone(), cookies: BTreeMap::new() }
    }

    fn cookie(&self) -> String {
        let pairs: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: &str,
    ) -> (StatusCode, HeaderMap, String) {
        let cookie = HeaderValue::from_bytes(self.cookie().as_bytes()).expect("a value");
        let request = request.header(header::COOKIE, cookie).body(Body::from(body.to_owned()));
        let answer = send(&self.site, request.expect("a request")).await;
        for set in answer.1.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("text");
            assert!(set.contains("SameSite=Lax"), "as this browser takes it: {set}");
            let (name, value) =
                set.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// The window goes to a page, and follows where it is led on this site.
    pub(super) async fn go(&mut self, path: &str, from: &str) -> Shown {
        let mut path = path.to_owned();
        for _ in 0..3 {
            let request = Request::get(&path)
                .header("sec-fetch-site", from)
                .header("sec-fetch-mode", "navigate")
                .header("sec-fetch-dest", "document");
            let (status, headers, html) = self.send(request, "").await;
            if status.is_redirection() {
                path = headers[header::LOCATION].to_str().expect("text").to_owned();
                continue;
            }
            assert_eq!(status, StatusCode::OK, "{path}");
            return Shown {
                name: between(&html, "id=\"signed-in\">", "<"),
                drawn_for: between(&html, "data-drawn-for=\"", "\""),
            };
        }
        panic!("{path} leads nowhere")
    }

    /// The browser fetches a page ahead, for a link on this site.
    pub(super) async fn prefetch(&mut self, path: &str) {
        self.fetch(path, FROM_HERE, ("sec-purpose", "prefetch;prerender")).await;
    }

    /// The browser fetches something by itself.
    async fn fetch(
        &mut self,
        path: &str,
        from: &str,
        extra: (&str, &str),
    ) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header("sec-fetch-site", from).header(extra.0, extra.1);
        self.send(request, "").await
    }

    /// The button is pressed on a page.
    pub(super) async fn call(
        &mut self,
        page: &Shown,
        path: &str,
        body: &Value,
    ) -> (StatusCode, Value) {
        let request = Request::post(path)
            .header("sec-fetch-site", FROM_HERE)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, "application/json")
            .header("drawn-for", &page.drawn_for);
        let (status, _, body) = self.send(request, &body.to_string()).await;
        (status, serde_json::from_str(&body).expect("JSON"))
    }

    pub(super) async fn sign(&mut self, page: &Shown) -> (StatusCode, Value) {
        self.call(page, SIGN, &json!({})).await
    }
}

fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).map(|(_, rest)| rest).unwrap_or_default();
    rest.split(after).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn t26_a_link_from_another_site_keeps_the_session_and_the_language() {
    let Fixture { site, .. } = fixture().await;
    let mut visitor = Visitor::of(&site);
    visitor.go("/", BY_ITS_ADDRESS).await;
    visitor.go("/?lang=de", FROM_HERE).await;
    let page = visitor.go("/?customer=A00000002", FROM_HERE).await;
    let before = visitor.cookies.clone();
    for (path, from) in [
        ("/", FROM_ANOTHER_SITE),
        ("/", "same-site"),
        ("/documents", FROM_ANOTHER_SITE),
        ("/nowhere", FROM_HERE),
        ("/?customer=A00000001", FROM_ANOTHER_SITE),
        ("/?customer=A00000001", "same-site"),
        ("/?customer=A00000001", BY_ITS_ADDRESS),
        ("/?lang=en", FROM_ANOTHER_SITE),
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

/// A form on another site can send a window here by POST, without a `Lax` cookie. The answer begins no session.
#[tokio::test]
async fn t26_only_a_window_that_goes_to_a_page_begins_a_session() {
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
async fn t26_what_is_fetched_ahead_signs_nobody_in() {
    let Fixture { site, .. } = fixture().await;
    let mut visitor = Visitor::of(&site);
    let page = visitor.go("/", BY_ITS_ADDRESS).await;
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
            let (status, headers, _) = visitor.fetch(path, FROM_HERE, extra).await;
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
    assert_eq!(visitor.fetch("/", FROM_HERE, ("sec-purpose", "prefetch")).await.0, StatusCode::OK);
    // And the person who then follows the link does sign in.
    assert_eq!(visitor.go("/?customer=A00000002", FROM_HERE).await.name, "Blue Harbour");
}

#[tokio::test]
async fn t26_no_cookie_of_anybody_else_hides_the_session_or_replaces_it() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let name = cookie.split('=').next().expect("a name");
    for around in [
        format!("city=Zürich; {cookie}"),
        format!("{cookie}; name=Müller"),
        format!("emoji=🚀; {cookie}; x=\u{7f}é"),
        format!("a=\"1; b=2\"; {cookie}"),
        format!("=; ; ;;flag; {cookie}"),
        format!("{name}=of-another-port; {cookie}"),
        format!("{cookie}; {name}=of-another-port"),
        format!("{name}=Zürich; {cookie}"),
    ] {
        let around = around.replace('\u{7f}', "");
        let with = |mut request: Request| {
            let value = HeaderValue::from_bytes(around.as_bytes()).expect("a value");
            request.headers_mut().insert(header::COOKIE, value);
            request
        };
        let (_, headers, _) = send(&site, with(get("/"))).await;
        assert!(!headers.contains_key(header::SET_COOKIE), "{around}");
        let (status, _, body) = send(&site, with(signing("", &[]))).await;
        assert_eq!(status, StatusCode::OK, "{around}: {body}");
    }
    let twin = format!("\u{2000}{cookie}");
    let mut request = signing("", &[]);
    request
        .headers_mut()
        .insert(header::COOKIE, HeaderValue::from_bytes(twin.as_bytes()).expect("a value"));
    assert_eq!(kind(&send(&site, request).await.2), "no_session", "another name");
}

#[tokio::test]
async fn t26_a_page_for_one_customer_signs_for_no_other() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/10m")], |_| ());
    let mut visitor = Visitor::of(&site);
    let acme = visitor.go("/", BY_ITS_ADDRESS).await;
    assert_eq!(acme.name, "Acme Rockets");
    // In another tab.
    let blue = visitor.go("/?customer=A00000002", FROM_HERE).await;
    assert_eq!(blue.name, "Blue Harbour");
    let callback = json!({"callback": {"refId": "", "token": "", "timestamp": "", "passthrough": "", "signature": ""}});
    for (path, body) in [
        (SIGN, json!({})),
        ("/api/sign/create-account", json!({"name": "Cedar"})),
        ("/api/sign/get-file", json!({"fileId": "x"})),
        ("/api/sign/rsa-signatures", json!({})),
        ("/api/payment-methods/confirm", json!({"paymentMethodId": "x"})),
        ("/api/accounts/confirm", json!({"accountNumber": "A1"})),
        ("/api/hosted-page/confirm", callback),
    ] {
        let (status, error) = visitor.call(&acme, path, &body).await;
        assert_eq!((status.as_u16(), &error["kind"]), (409, &"customer_changed".into()), "{path}");
        assert_eq!(error["signedInAs"], "Blue Harbour", "{path}");
    }
    let forged = Shown { drawn_for: "0".repeat(32), ..blue.clone() };
    assert_eq!(visitor.sign(&forged).await.1["kind"], "customer_changed");
    assert_eq!(calls(&zuora).await, Vec::<String>::new(), "nothing was signed");
    // Nor counted: of a budget of one, one is left.
    let (status, ticket) = visitor.sign(&blue).await;
    assert_eq!((status, &ticket["accountKey"]), (StatusCode::OK, &"A00000002".into()));
    assert_eq!(visitor.sign(&blue).await.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn t26_a_page_is_for_the_same_customer_in_a_later_session_too() {
    let Fixture { site, .. } = fixture().await;
    let mut visitor = Visitor::of(&site);
    let first = visitor.go("/?customer=A00000002", FROM_HERE).await;
    visitor.go("/?customer=A00000001", FROM_HERE).await;
    visitor.go("/?customer=A00000002", FROM_HERE).await;
    assert_eq!(visitor.sign(&first).await.0, StatusCode::OK);
    let cookie = visitor.cookie();
    assert_eq!(
        send(&site, signing(&cookie, &[])).await.0,
        StatusCode::OK,
        "who says nothing is not compared"
    );
}

#[tokio::test]
async fn t26_a_page_under_another_name_is_led_to_the_public_origin() {
    let Fixture { site, .. } = fixture().await;
    for (host, path) in [
        ("127.0.0.1:3000", "/?a=b"),
        ("www.localhost:3000", "/account?lang=de"),
        ("[::1]:3000", "/documents"),
        ("shop.example", "/"),
        ("evil.test", "//evil.test/x"),
        ("localhost.evil.test", "/@evil.test"),
        ("localhost.", "/\\evil.test"),
        ("localhost@evil.test", "/"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let request = Request::builder().method(method).uri(path).header(header::HOST, host);
            let (status, headers, _) =
                send(&site, request.body(Body::empty()).expect("a request")).await;
            assert_eq!(status, StatusCode::TEMPORARY_REDIRECT, "{host}");
            assert_eq!(headers[header::LOCATION], format!("{ORIGIN}{path}"), "{host}");
            assert!(!headers.contains_key(header::SET_COOKIE), "{host}");
        }
    }
    let health =
        Request::get("/healthz").header(header::HOST, "127.0.0.1:3000").body(Body::empty());
    assert_eq!(
        send(&site, health.expect("a request")).await.0,
        StatusCode::OK,
        "whoever watches asks by any name"
    );
    for host in ["localhost", "localhost:3000", "LOCALHOST:3000", "localhost:8080"] {
        let request =
            Request::get("/").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(send(&site, request).await.0, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn t26_where_a_redirect_would_not_help_the_site_says_its_address() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(
        &zuora,
        &[("PUBLIC_ORIGIN", "https://shop.example"), ("TRUSTED_PROXIES", "10.0.0.0/8")],
        |_| (),
    );
    let ask = async |request: axum::http::request::Builder, peer: &str| {
        let mut request = request.body(Body::from("{}")).expect("a request");
        let peer: std::net::SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let (status, headers, body) = send(&site, request).await;
        assert!(!headers.contains_key(header::SET_COOKIE) || status == StatusCode::OK);
        (status.as_u16(), body)
    };
    let (proxy, other) = ("10.0.0.1:1", "192.0.2.1:1");
    let page = |host: &str| Request::get("/").header(header::HOST, host);
    // A proxy that does not pass on the host would lead the browser round in circles.
    for (request, peer) in [
        (page("backend:3000"), proxy),
        (page("127.0.0.1:3000").header("x-forwarded-for", "198.51.100.1"), other),
        (page("backend").header("via", "1.1 proxy"), other),
        (page("shop.example").header("x-forwarded-host", "evil.test"), proxy),
    ] {
        let (status, body) = ask(request, peer).await;
        assert_eq!(status, 421);
        assert!(body.contains("https://shop.example/") && body.contains("Host"), "{body}");
    }
    assert_eq!(ask(page("backend").header("x-forwarded-host", "shop.example"), proxy).await.0, 200);
    assert_eq!(
        ask(page("shop.example").header("x-forwarded-host", "evil.test"), other).await.0,
        200,
        "not believed"
    );
    assert_eq!(ask(page("backend").header("x-forwarded-host", "shop.example"), other).await.0, 421);
    assert_eq!(ask(page("shop.example"), other).await.0, 200);
    let call = |host: &str| {
        Request::post(SIGN)
            .header(header::HOST, host)
            .header(header::ORIGIN, "https://shop.example")
            .header(header::CONTENT_TYPE, "application/json")
    };
    let (status, body) = ask(call("evil.test"), other).await;
    assert_eq!((status, kind(&body).as_str()), (421, "wrong_host"));
    assert_eq!(kind(&ask(call("shop.example"), other).await.1), "no_session");
    let health = Request::get("/healthz").header(header::HOST, "10.0.0.7:3000");
    assert_eq!(ask(health, other).await.0, 200, "whoever watches asks by address");
}

#[tokio::test]
async fn t11_a_request_line_that_names_no_page_is_refused_and_never_a_fault() {
    let Fixture { site, .. } = fixture().await;
    let of = async |uri: &str| {
        let request = Request::builder().uri(uri.parse::<Uri>().expect("a request target"));
        send(&site, request.body(Body::empty()).expect("a request")).await.0.as_u16()
    };
    let long = "x".repeat(256);
    for (uri, status) in [
        ("localhost:80", 400),
        ("*", 400),
        (&*format!("/{long}"), 414),
        (&*format!("/pkg/{long}.js"), 414),
        (&*format!("/{}", "a/".repeat(2000)), 414),
        ("/favicon.svg%00", 400),
        ("/%ff", 404),
        ("/boot.js/x", 404),
        ("/..%2f..%2fCargo.toml", 404),
        ("/pkg/", 404),
    ] {
        assert_eq!(of(uri).await, status, "{uri}");
    }
    let unreadable = HeaderValue::from_bytes("évil.test".as_bytes()).expect("a value");
    let unreadable = Request::get("/").header(header::HOST, unreadable).body(Body::empty());
    assert_eq!(send(&site, unreadable.expect("a request")).await.0, StatusCode::BAD_REQUEST);
    let twice =
        Request::get("/").header(header::HOST, "localhost").header(header::HOST, "evil.test");
    let (status, ..) = send(&site, twice.body(Body::empty()).expect("a request")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn t4_two_lines_of_a_header_do_not_pass_the_door() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (name, value, refused) in [
        ("origin", "http://evil.example", "not_same_origin"),
        ("origin", ORIGIN, "not_same_origin"),
        ("sec-fetch-site", "cross-site", "not_same_origin"),
        ("sec-fetch-site", "same-origin", "not_same_origin"),
        ("content-type", "text/plain", "unsupported_media_type"),
        ("content-type", "application/json", "unsupported_media_type"),
        ("drawn-for", "x", "customer_changed"),
    ] {
        let mut request = signing(&cookie, &[]);
        request.headers_mut().append(name, value.parse().expect("a value"));
        assert_eq!(kind(&send(&site, request).await.2), refused, "{name}: {value}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
