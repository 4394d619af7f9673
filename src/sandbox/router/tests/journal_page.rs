//! The journal, as people read it.

use super::support::{
    CREDIT_CARDS, JSON, ORIGIN, card, create_card, get_text, journal, new_sandbox, send, sign,
    signing_request,
};
use axum::Router;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const BROWSER: [(&str, &str); 1] =
    [("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];

async fn page(sandbox: &Router) -> String {
    get_text(sandbox, "/sandbox/journal", &BROWSER).await.1
}

/// What stands between two texts.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{end} in {rest}")).0
}

#[tokio::test]
async fn browsers_get_a_page_and_all_others_json() {
    let sandbox = new_sandbox();
    for (accept, expected) in [
        (Some("text/html"), "text/html; charset=utf-8"),
        (Some(BROWSER[0].1), "text/html; charset=utf-8"),
        (Some("application/json"), "application/json"),
        (Some("*/*"), "application/json"),
        (Some("text/plain"), "application/json"),
        (None, "application/json"),
    ] {
        let accept = accept.map(|accept| ("accept", accept));
        let (headers, _) = get_text(&sandbox, "/sandbox/journal", accept.as_slice()).await;
        assert_eq!(headers["content-type"], expected, "{accept:?}");
        let vary: Vec<_> = headers.get_all("vary").iter().collect();
        assert!(vary.iter().any(|vary| **vary == "accept"), "{vary:?}");
    }
}

#[tokio::test]
async fn the_page_runs_its_own_script_alone_and_loads_nothing() {
    let (headers, html) = get_text(&new_sandbox(), "/sandbox/journal", &BROWSER).await;
    let policy = headers["content-security-policy"].to_str().expect("text");
    let directives: Vec<&str> = policy.split("; ").collect();
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let style = format!("style-src {}", hash(between(&html, "<style>", "</style>")));
    let script = format!("script-src {}", hash(between(&html, "<script>", "</script>")));
    let own = ["default-src 'none'", "connect-src 'self'", style.as_str(), script.as_str()];
    for directive in own {
        assert!(directives.contains(&directive), "{directive} in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    for other in [" src=", " style=", " onclick=", "http-equiv"] {
        assert!(!html.contains(other), "{other} in {html}");
    }
    assert_eq!(between(&html, "<title>", "</title>"), "Journal of the sandbox");
}

#[tokio::test]
async fn an_empty_journal_says_what_to_do() {
    let sandbox = new_sandbox();
    let html = page(&sandbox).await;
    assert!(html.contains("<p id=\"empty\">Nothing to show yet."), "{html}");
    assert!(html.contains(&format!("<a href=\"{ORIGIN}\">")), "{html}");
    sign(&sandbox, signing_request("A00000001")).await;
    assert!(page(&sandbox).await.contains("<p id=\"empty\" hidden>"));
}

#[tokio::test]
async fn a_row_says_who_called_for_what_and_how_it_went() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    create_card(&sandbox, &ticket, card("A00000001")).await;
    let html = page(&sandbox).await;
    let row = |id: u32| between(&html, &format!("<li id=\"exchange-{id}\""), "</li><li id=");
    let (signing, call) = (row(2), row(3));
    for words in ["server", "/v1/hmac-signatures", "Sign one call", "200 success"] {
        assert!(signing.contains(words), "{words} in {signing}");
    }
    for words in ["browser", CREDIT_CARDS, "Save a credit card", "access-control-allow-origin"] {
        assert!(call.contains(words), "{words} in {call}");
    }
    let (_, refused) = html.split_once("<li id=\"exchange-4\"").expect("a row");
    assert!(refused.contains("no success, reason 90000011"), "{refused}");

    let journal = journal(&sandbox).await;
    let ticket = journal[1]["ticket"].as_str().expect("a ticket");
    let signature = journal[1]["secrets"][1]["hash"].as_str().expect("a hash");
    let chip = |row: &str| between(row, "<li class=\"chip ", "</li>").to_owned();
    for row in [signing, call, refused] {
        assert!(row.contains(&format!("data-ticket=\"{ticket}\"")), "{row}");
        assert!(row.contains(&format!(">Ticket {ticket}<")), "{row}");
        assert!(row.contains(signature), "{row}");
    }
    assert_eq!(chip(call), chip(refused), "one hash has one colour");
}

#[tokio::test]
async fn t15_hostile_text_is_shown_as_text() {
    let sandbox = new_sandbox();
    let hostile = "</pre></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&";
    let headers = [JSON[0], ("x-hostile", hostile), ("token", hostile)];
    let body = json!({"accountKey": hostile, hostile: [hostile]}).to_string();
    send(&sandbox, "POST", CREDIT_CARDS, &headers, body).await;
    let path = "/v1/%3Cscript%3Ealert(1)%3C/script%3E%0D%0A%22%27";
    send(&sandbox, "GET", path, &headers, "").await;
    let journal = journal(&sandbox).await;
    assert!(Value::from(journal).to_string().contains("<script>alert(1)"), "it is there");

    let html = page(&sandbox).await;
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert_eq!((html.matches("<img").count(), html.matches("</script>").count()), (0, 1), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    assert!(!html.contains("=\"\"'"), "no attribute ends early: {html}");
}
