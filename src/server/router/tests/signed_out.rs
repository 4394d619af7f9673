//! A shop with a login of its own: what visitors get who are not signed in, and the way in and out.

use super::support::{
    CREATE_ACCOUNT, Call, Fixture, LIST_PAYMENT_METHODS, ORIGIN, between, calls, fixture, get_with,
    kind, listen, send, serve, session, session_cookie, signature_calls, site_with,
};
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        cookies,
        page_integrity::{
            assets::{self, Files},
            manifest::PageManifest,
            verify::verify,
        },
        session::Session,
    },
    shop::SHOP,
    site_map::{ACCOUNT, PAGES},
    zuora::AccountKey,
};
use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::{Next, from_fn},
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use std::sync::{Arc, Mutex};

const SETTINGS: [(&str, &str); 2] =
    [("SHOP_LOGIN_URL", "/login?next={return}"), ("SHOP_LOGOUT_URL", "/logout")];
const CUSTOMER: (&str, &str) = ("x-account", "A00000001");
const ENDED: (&str, &str) = ("x-account", "ended");
/// Signed in, and not known to Zuora.
const NEW: (&str, &str) = ("x-account", "none yet");
const DOWN: (&str, &str) = ("x-login", "down");

/// Knows a customer by the header `x-account`, percent-encoded, or by the cookie `shop-session`.
/// With `x-login` nobody knows.
#[derive(Debug)]
struct ShopLogin;

impl AccountResolver for ShopLogin {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        let account = headers.get("x-account").map(|value| value.to_str().expect("text"));
        let account = account.or_else(|| cookies::values(headers, "shop-session").next());
        let account = account.map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
        Box::pin(async move {
            if headers.contains_key("x-login") {
                return Err(NoAccount::unknown("it answered 500"));
            }
            match account {
                None => Err(NoAccount::SignedOut),
                Some(ended) if ended == "ended" => Err(NoAccount::refused("it has expired")),
                Some(new) if new == NEW.1 => Err(NoAccount::NoneYet),
                Some(account) => Ok(AccountKey::from(account)),
            }
        })
    }
}

fn shop(zuora: &str, settings: &[(&str, &str)]) -> Router {
    site_with(zuora, settings, |site| site.state.customers = Arc::new(ShopLogin))
}

/// A page of the customer's, as its calls need it: the session's cookie, and the code of the page.
async fn open_page(site: &Router) -> (String, String) {
    let (_, headers, html) = send(site, get_with("/", &[CUSTOMER])).await;
    (session_cookie(&headers), between(&html, "data-drawn-for=\"", "\""))
}

#[tokio::test]
async fn a_visitor_who_is_not_signed_in_gets_the_way_to_the_login_and_back() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    for headers in [&[][..], &[ENDED]] {
        for page in PAGES.into_iter().filter(|page| page.path != ACCOUNT.path) {
            let (status, answer, html) = send(&site, get_with(page.path, headers)).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{}", page.path);
            assert_eq!(answer[header::CACHE_CONTROL], "no-store");
            let way = page.path.replace('/', "%2F").replace('-', "%2D");
            for part in [
                &*format!("<a href=\"/login?next={way}\" class=\"button\">Sign in</a>"),
                "Skip to main content",
                &*format!("<h1>Sign in to {}</h1>", SHOP.name),
                "<a href=\"/account\">",
            ] {
                assert!(html.contains(part), "{part} in {html}");
            }
            for part in ["<form", "type=\"module\"", ".wasm", "leptos-island", "data-drawn-for"] {
                assert!(!html.contains(part), "{part} in {html}");
            }
        }
    }
    let (_, _, html) = send(&site, get_with("/", &[("accept-language", "de")])).await;
    assert!(html.contains(&format!("<h1>Bei {} anmelden</h1>", SHOP.name)), "{html}");
    let (status, _, html) = send(&shop(&zuora, &[]), get_with("/", &[])).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(html.contains("Sign in where you usually do") && !html.contains("href=\"/login"));
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

/// The twin: whoever is signed in gets the page, and everybody may create an account.
#[tokio::test]
async fn a_customer_gets_every_page_and_a_visitor_the_one_to_become_a_customer() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    for page in PAGES {
        let (status, _, html) = send(&site, get_with(page.path, &[CUSTOMER])).await;
        assert_eq!(status, StatusCode::OK, "{}", page.path);
        assert!(html.contains("data-drawn-for=\""), "{}", page.path);
    }
    let (status, headers, html) = send(&site, get_with(ACCOUNT.path, &[])).await;
    assert_eq!(status, StatusCode::OK);
    let (cookie, code) = (session_cookie(&headers), between(&html, "data-drawn-for=\"", "\""));
    let call = Call::new(&cookie).path(CREATE_ACCOUNT).json(&json!({"name": "Ada"}));
    let (status, _, body) = call.header("drawn-for", code).send(&site).await;
    assert_eq!(status, StatusCode::OK, "{body}");
}

/// Signing in again would bring them back to the same page.
#[tokio::test]
async fn a_customer_without_an_account_is_told_so_and_can_sign_out() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    for page in PAGES.into_iter().filter(|page| page.path != ACCOUNT.path) {
        let (status, answer, html) = send(&site, get_with(page.path, &[NEW])).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{}", page.path);
        assert_eq!(answer[header::CACHE_CONTROL], "no-store");
        for part in [
            "<h1>You have no payment account yet</h1>",
            "<a href=\"/sign-out\">Sign out</a>",
            "<a href=\"/account\">",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        for part in ["/login", "<form", "type=\"module\"", "data-drawn-for"] {
            assert!(!html.contains(part), "{part} in {html}");
        }
    }
    // The twin: they may become a customer.
    let (status, _, html) = send(&site, get_with(ACCOUNT.path, &[NEW])).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("<form"), "{html}");
    // And a call gets nothing signed.
    let (cookie, _) = open_page(&site).await;
    let (status, _, body) = Call::new(&cookie).header(NEW.0, NEW.1).send(&site).await;
    assert_eq!((status, kind(&body)), (StatusCode::FORBIDDEN, "no_session".to_owned()));
    assert_eq!(signature_calls(&zuora).await, 0);
    let (_, _, html) = send(&site, get_with("/", &[NEW, ("accept-language", "de")])).await;
    assert!(html.contains("<h1>Sie haben noch kein Zahlungskonto</h1>"), "{html}");
}

#[tokio::test]
async fn while_the_login_does_not_answer_pages_and_calls_say_so() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    for page in PAGES {
        let (status, _, html) = send(&site, get_with(page.path, &[DOWN])).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.path);
        assert!(html.contains("<h1>We cannot tell whether you are signed in</h1>"), "{html}");
    }
    let (cookie, code) = open_page(&site).await;
    let call = Call::new(&cookie).header(DOWN.0, DOWN.1);
    for call in [call.clone(), call.header("drawn-for", code)] {
        let (status, _, body) = call.send(&site).await;
        let expected = (StatusCode::SERVICE_UNAVAILABLE, "site_busy".to_owned());
        assert_eq!((status, kind(&body)), expected);
    }
    assert_eq!(signature_calls(&zuora).await, 0);
}

#[tokio::test]
async fn t28_an_open_page_gets_nothing_signed_after_its_customer_has_signed_out() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    let (cookie, code) = open_page(&site).await;
    let call = Call::new(&cookie).header("drawn-for", code);
    let signed_in = call.clone().header(CUSTOMER.0, CUSTOMER.1);
    assert_eq!(signed_in.send(&site).await.0, StatusCode::OK);
    for call in [call.clone(), call.clone().header(ENDED.0, ENDED.1)] {
        let (status, _, body) = call.send(&site).await;
        assert_eq!((status, &*kind(&body)), (StatusCode::FORBIDDEN, "no_session"));
    }
    let (status, _, body) = call.header("x-account", "A00000002").send(&site).await;
    assert_eq!((status, &*kind(&body)), (StatusCode::CONFLICT, "customer_changed"));
    assert_eq!(signature_calls(&zuora).await, 1);
}

#[tokio::test]
async fn t28_signing_out_ends_the_session_here_and_goes_on_to_the_login() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    let cookie = session(&site).await;
    let sign_out = async |site: &Router, header: (&str, &str)| {
        let (status, headers, _) =
            send(site, get_with("/sign-out", &[("cookie", &cookie), header])).await;
        let location =
            headers.get(header::LOCATION).map(|to| to.to_str().expect("text").to_owned());
        (status.as_u16(), location, headers)
    };
    let (status, location, headers) = sign_out(&site, ("sec-fetch-site", "same-origin")).await;
    assert_eq!((status, location.as_deref()), (303, Some("/logout")));
    assert_ne!(session_cookie(&headers), cookie);
    for (header, expected) in [
        (("sec-fetch-site", "cross-site"), (303, Some("/"))),
        (("sec-purpose", "prefetch"), (503, None)),
        (("sec-fetch-dest", "image"), (503, None)),
    ] {
        let (status, location, headers) = sign_out(&site, header).await;
        assert_eq!((status, location.as_deref()), expected, "{header:?}");
        assert!(!headers.contains_key(header::SET_COOKIE), "{header:?}");
    }
    let without = shop(&zuora, &[]);
    assert_eq!(sign_out(&without, ("sec-fetch-site", "same-origin")).await.0, 404);
}

#[tokio::test]
async fn t21_nothing_in_a_request_changes_the_way_back() {
    let Fixture { zuora, .. } = fixture().await;
    let site = shop(&zuora, &SETTINGS);
    for (path, way) in [
        ("/?return=https://evil.example/", "?next=%2F"),
        ("/?next=//evil.example", "?next=%2F"),
        ("//evil.example/cards", ""),
        ("/cards/..//evil.example", ""),
        ("/%2Fevil.example", ""),
        ("/%5Cevil.example", ""),
    ] {
        let headers = [("host", "localhost:3000"), ("referer", "https://evil.example/")];
        let (_, headers, html) = send(&site, get_with(path, &headers)).await;
        assert_eq!(between(&html, "href=\"/login", "\""), way, "{path}");
        let location = headers.get(header::LOCATION).map(|to| to.to_str().expect("text"));
        assert!(location.is_none_or(|to| to.starts_with(ORIGIN)), "{path}: {location:?}");
    }
}

#[tokio::test]
async fn t20_a_page_for_customers_is_verified_with_the_cookie_of_one() {
    let Fixture { zuora, .. } = fixture().await;
    let (listener, origin) = listen().await;
    let site = shop(&zuora, &[SETTINGS[0], SETTINGS[1], ("PUBLIC_ORIGIN", &origin)]);
    tokio::spawn(axum::serve(listener, site).into_future());
    let files = Files::read(&assets::tests::site_root()).expect("files");
    let manifest = PageManifest::new(&files, &PAGES, &SHOP);
    let url = format!("{origin}/").parse().expect("a URL");
    let error = verify(&url, &manifest, None, None).await.expect_err("nobody is signed in");
    assert!(error.contains("answers 401"), "{error}");
    let cookie = Some("shop-session=A00000001");
    assert_eq!(verify(&url, &manifest, None, cookie).await, Ok(Vec::new()));
}

/// Whatever characters an account's number has, they stay one segment of a path.
#[tokio::test]
async fn an_account_is_named_by_whatever_the_shop_calls_it() {
    for (account, segment) in [
        ("A00000001", "A00000001"),
        ("2c92c0f96bd1f8a6016bd5b4d1a30ac3", "2c92c0f96bd1f8a6016bd5b4d1a30ac3"),
        ("K/4711", "K%2F4711"),
        ("Z\u{fc}rich 7", "Z%C3%BCrich%207"),
        ("A?1#2%2F", "A%3F1%232%252F"),
        ("../A1", "..%2FA1"),
    ] {
        // The sandbox's journal has paths decoded.
        let paths = Arc::<Mutex<Vec<String>>>::default();
        let seen = paths.clone();
        let record = from_fn(move |request: Request, next: Next| {
            seen.lock().expect("no writer has failed").push(request.uri().path().to_owned());
            next.run(request)
        });
        let zuora = serve(crate::sandbox::router(ORIGIN).layer(record)).await;
        let site = shop(&zuora, &SETTINGS);
        let encoded = utf8_percent_encode(account, NON_ALPHANUMERIC).to_string();
        let call = Call::new(&session(&site).await).header("x-account", encoded);
        call.path(LIST_PAYMENT_METHODS).send(&site).await;
        let called = paths.lock().expect("no writer has failed").clone();
        let expected = format!("/v1/accounts/{segment}/payment-methods");
        assert!(called.contains(&expected), "{account}: {called:?}");
    }
}
