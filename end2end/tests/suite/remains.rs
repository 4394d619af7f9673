//! T3: what is left of a card in the browser, once it has gone to Zuora or nobody looks at the page any more.

use end2end::{AddCard, Card, Result, Setup, Visit, browser_test};
use playwright_rs::expect;
use std::time::Duration;

async fn all_fields_are_empty(form: &AddCard) -> Result {
    for field in form.fields() {
        expect(field).to_have_value("").await?;
    }
    Ok(())
}

/// The memory of the page's WebAssembly, searched for a text. `default()` gives the instance that is running already.
async fn is_in_webassembly(visit: &Visit, text: &str) -> Result<bool> {
    let found = visit
        .page
        .evaluate(
            "async (text) => { \
                 const glue = await import(document.querySelector('link[rel=modulepreload]').href); \
                 const memory = new Uint8Array((await glue.default()).memory.buffer); \
                 const bytes = new TextEncoder().encode(text); \
                 outer: for (let at = 0; at + bytes.length <= memory.length; at++) { \
                     for (let i = 0; i < bytes.length; i++) if (memory[at + i] !== bytes[i]) continue outer; \
                     return true; \
                 } \
                 return false; }",
            Some(&text),
        )
        .await?;
    Ok(found)
}

/// No eight digits in a row of the card, in one piece or in groups.
async fn no_digits_are_in_webassembly(visit: &Visit) -> Result {
    let runs = Card::CANARY
        .number
        .as_bytes()
        .windows(8)
        .map(|run| String::from_utf8_lossy(run).into_owned());
    for digits in runs.chain(["6011 0009".to_owned()]) {
        assert!(!is_in_webassembly(visit, &digits).await?, "{digits}");
    }
    Ok(())
}

#[test]
fn t3_nothing_of_a_saved_card_stays_in_webassembly_memory() {
    browser_test(Setup::default(), async |visit| {
        let form = visit.open().await?;
        form.save_card(Card::CANARY).await?;
        expect(form.main()).to_contain_text("As Zuora has it").await?;
        assert!(is_in_webassembly(visit, "card-number").await?, "the search finds what is there");
        no_digits_are_in_webassembly(visit).await?;
        assert!(!is_in_webassembly(visit, "Zebedee").await?, "the holder");
        Ok(())
    });
}

#[test]
fn t3_a_card_that_was_typed_and_left_alone_is_not_in_webassembly_memory_either() {
    browser_test(Setup::default(), async |visit| {
        let form = visit.open().await?;
        form.fill(Card::CANARY).await?;
        form.number().press("End", None).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        no_digits_are_in_webassembly(visit).await?;
        Ok(())
    });
}

#[test]
fn t3_back_on_the_page_every_field_is_empty() {
    browser_test(Setup::default(), async |visit| {
        let form = visit.open().await?;
        form.fill(Card::CANARY).await?;
        visit.page.goto(&format!("{}/healthz", visit.site), None).await?;
        visit.page.go_back(None).await?;
        form.live().await?;
        all_fields_are_empty(&form).await
    });
}

#[test]
fn t3_after_fifteen_idle_minutes_every_field_is_empty_and_the_page_says_so() {
    browser_test(Setup::default(), async |visit| {
        visit.page.clock()?.install(None).await?;
        let form = visit.open().await?;
        form.fill(Card::CANARY).await?;
        visit.page.clock()?.fast_forward(14 * 60 * 1000).await?;
        expect(form.security_code()).to_have_value("739").await?;
        // Somebody is there after all: the time begins again.
        visit.page.keyboard().press("Tab", None).await?;
        visit.page.clock()?.fast_forward(14 * 60 * 1000).await?;
        expect(form.security_code()).to_have_value("739").await?;
        visit.page.clock()?.fast_forward(2 * 60 * 1000).await?;
        all_fields_are_empty(&form).await?;
        expect(form.main())
            .to_contain_text("Nobody has used this page for 15 minutes")
            .await?;
        form.save_card(Card::CANARY).await?;
        Ok(())
    });
}
