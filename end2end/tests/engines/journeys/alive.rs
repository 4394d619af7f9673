//! Whether the pages' code runs, and what a page is where it does not.

use crate::{between::Treatment, page::A_MOMENT, visit::Visit};
use end2end::{Card, ENGLISH, Result, nothing_happens_for};
use serde_json::Value;
use std::time::Duration;
use thirtyfour::{By, WebElement};

/// The pages that have a program.
const PATHS: [&str; 5] = ["/", "/account", "/documents", "/hosted-page", "/cors"];
const WEBASSEMBLY: &str = ".wasm";

pub async fn every_page_comes_alive(visit: &Visit) -> Result {
    for path in PATHS {
        visit.open(path).await?;
        let failed = visit.css("#boot-failed").await?;
        assert!(!failed.is_displayed().await?, "{path}");
    }
    Ok(())
}

/// As the engine computes them, for a screen reader.
pub async fn fields_have_their_accessible_names(visit: &Visit) -> Result {
    visit.open("/").await?;
    for name in ENGLISH.card_fields().into_iter().chain([ENGLISH.country, ENGLISH.default]) {
        let field = visit.field(name).await?;
        assert_eq!(accessible_name(visit, &field).await?, name);
    }
    visit.open("/documents").await?;
    let button = visit.css(".documents button").await?;
    assert_eq!(accessible_name(visit, &button).await?, "Download INV00000003.pdf");
    Ok(())
}

/// The client has no command for it.
async fn accessible_name(visit: &Visit, element: &WebElement) -> Result<String> {
    let (session, id) = (visit.driver.session_id(), element.element_id());
    let path = format!("session/{session}/element/{id}/computedlabel");
    let url = visit.driver.server_url().join(&path)?;
    let mut answer: Value = reqwest::get(url).await?.error_for_status()?.json().await?;
    Ok(answer["value"].take().as_str().unwrap_or_default().to_owned())
}

pub async fn without_script_nothing_is_sent(visit: &Visit) -> Result {
    visit.between.treat("/", Treatment::WithoutScript);
    visit.driver.goto(&*visit.site).await?;
    let notice = visit.driver.find(By::Css("noscript p")).await?;
    assert!(notice.is_displayed().await?);
    assert!(notice.text().await?.contains("This form needs JavaScript."));
    expect_nothing_sent(visit).await
}

pub async fn without_webassembly_the_page_says_so(visit: &Visit) -> Result {
    // The engine compiles none then.
    visit.between.treat("/", Treatment::WithoutInPolicy("'wasm-unsafe-eval'"));
    visit.driver.goto(&*visit.site).await?;
    visit.expect_text("#boot-failed", "This page could not start securely.").await?;
    visit.expect_text("#boot-failed", "WebAssembly is turned off").await?;
    expect_nothing_sent(visit).await
}

pub async fn until_the_webassembly_arrives_nothing_is_sent(visit: &Visit) -> Result {
    visit.between.treat(WEBASSEMBLY, Treatment::Hold);
    // Such a page has not loaded for an engine that waits for all of its files.
    visit.driver.set_page_load_timeout(3 * A_MOMENT).await?;
    let _ = visit.driver.goto(&*visit.site).await;
    visit.driver.set_page_load_timeout(Duration::from_mins(1)).await?;
    expect_nothing_sent(visit).await
}

/// Types a card and presses Enter: nothing reaches the site or Zuora, and the address does not change.
async fn expect_nothing_sent(visit: &Visit) -> Result {
    let button = visit.driver.find(By::Css("#card-form [type=submit]")).await?;
    assert!(!button.is_enabled().await?, "the button is disabled");
    // What the page loads by itself has arrived by then.
    nothing_happens_for(A_MOMENT).await;
    let before = visit.between.passed().len();
    for id in ["card-number", "card-expiry-month", "card-expiry-year", "card-security-code"] {
        visit.driver.find(By::Id(id)).await?.send_keys("12").await?;
    }
    let holder = visit.driver.find(By::Id("card-holder")).await?;
    holder.send_keys(format!("{}\u{e007}", Card::VISA.holder)).await?;
    nothing_happens_for(A_MOMENT).await;
    let passed = visit.between.passed().split_off(before);
    let paths: Vec<_> = passed.iter().map(|request| &request.path).collect();
    assert!(paths.is_empty(), "sent to the site: {paths:?}");
    assert_eq!(visit.sandbox.calls().await?, Vec::<String>::new());
    assert_eq!(visit.driver.current_url().await?.as_str(), format!("{}/", visit.site));
    Ok(())
}
