//! T3: what is left of a card in the browser, once it has gone to Zuora or nobody looks at the page any more.

use end2end::{AddCard, Card, GERMAN, Result, Setup, Visit, browser_test, has_focus, named};
use playwright_rs::{AriaRole, expect, protocol::Locator};
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

const MINUTE: u64 = 60 * 1000;

#[test]
fn t3_after_fifteen_idle_minutes_every_field_is_empty_and_the_page_says_so() {
    browser_test(Setup::default(), async |visit| {
        visit.page.clock()?.install(None).await?;
        let form = visit.open().await?;
        form.fill(Card::CANARY).await?;
        visit.page.clock()?.fast_forward(14 * MINUTE).await?;
        expect(form.security_code()).to_have_value("739").await?;
        // Somebody is there after all: the time begins again.
        visit.page.keyboard().press("Tab", None).await?;
        expect(still_here(visit, "I am still here")).to_be_hidden().await?;
        visit.page.clock()?.fast_forward(14 * MINUTE).await?;
        expect(form.security_code()).to_have_value("739").await?;
        visit.page.clock()?.fast_forward(2 * MINUTE).await?;
        all_fields_are_empty(&form).await?;
        expect(form.main()).to_contain_text("Nobody has used this page for 15 minutes").await?;
        expect(still_here(visit, "I am still here")).to_be_hidden().await?;
        form.save_card(Card::CANARY).await?;
        Ok(())
    });
}

fn still_here(visit: &Visit, name: &str) -> Locator {
    visit.page.get_by_role(AriaRole::Button, Some(named(name)))
}

/// WCAG 2.2.1: a warning in time, and a way to stay.
#[test]
fn a_minute_before_the_card_is_cleared_a_button_keeps_it() {
    browser_test(Setup::default(), async |visit| {
        visit.page.clock()?.install(None).await?;
        let form = visit.open().await?;
        form.fill(Card::CANARY).await?;
        let button = still_here(visit, "I am still here");
        visit.page.clock()?.fast_forward(14 * MINUTE - 5000).await?;
        expect(button.clone()).to_be_hidden().await?;
        visit.page.clock()?.fast_forward(5000).await?;
        expect(button.clone()).to_be_visible().await?;
        expect(form.alert()).to_contain_text("In one minute").await?;
        button.click(None).await?;
        expect(button.clone()).to_be_hidden().await?;
        // By the keyboard, too: the key goes to the button, and nowhere else.
        visit.page.clock()?.fast_forward(14 * MINUTE).await?;
        expect(button.clone()).to_be_visible().await?;
        button.focus().await?;
        visit.page.keyboard().press("Enter", None).await?;
        expect(button.clone()).to_be_hidden().await?;
        has_focus(&form.security_code()).await?;
        visit.page.clock()?.fast_forward(14 * MINUTE - 5000).await?;
        expect(form.number()).to_have_value("6011 0009 9013 9424").await?;
        expect(form.security_code()).to_have_value("739").await?;
        assert!(visit.sandbox.calls().await?.is_empty(), "nothing was sent off");
        Ok(())
    });
}

#[test]
fn a_page_without_a_card_in_it_does_not_ask_whether_somebody_is_there() {
    browser_test(Setup::default(), async |visit| {
        visit.page.clock()?.install(None).await?;
        let form = visit.open().await?;
        visit.page.clock()?.fast_forward(14 * MINUTE + 1000).await?;
        expect(still_here(visit, "I am still here")).to_be_hidden().await?;
        visit.page.clock()?.fast_forward(2 * MINUTE).await?;
        expect(form.main()).not().to_contain_text("have been cleared").await?;
        Ok(())
    });
}

#[test]
fn t3_idle_minutes_clear_the_card_and_nothing_beside_it() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |visit| {
        visit.page.clock()?.install(None).await?;
        visit.open_page("/account").await?;
        let form = AddCard::named(&visit.page, &GERMAN);
        form.fill(Card::CANARY).await?;
        let others = visit.page.locator("#card-form input:not([autocomplete^=cc-])");
        let count = others.count().await?;
        assert_eq!(count, 8);
        for at in 0..count {
            others.nth(i32::try_from(at)?).fill("Leeds", None).await?;
        }
        visit.page.clock()?.fast_forward(14 * MINUTE + 1000).await?;
        expect(still_here(visit, "Ich bin noch da")).to_be_visible().await?;
        visit.page.clock()?.fast_forward(MINUTE).await?;
        all_fields_are_empty(&form).await?;
        for at in 0..count {
            expect(others.nth(i32::try_from(at)?)).to_have_value("Leeds").await?;
        }
        expect(form.main()).to_contain_text("eingegebenen Kartendaten gelöscht").await?;
        Ok(())
    });
}
