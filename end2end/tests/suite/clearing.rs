//! Nothing of a card stays in the browser once it is saved, or once the page is left or idle (T3).

use end2end::{
    BrowserTest, Card, CardFields, GERMAN, Result, Setup, browser_test, expect, expect_focus,
    nothing_happens_for,
};
use std::time::Duration;

async fn expect_empty_fields(form: &CardFields) -> Result {
    for field in form.fields() {
        expect!(field).to_have_value("").await?;
    }
    Ok(())
}

/// Searches the memory of the page's WebAssembly. `default()` gives the instance that is running
/// already.
async fn is_in_webassembly(test: &BrowserTest, needle: &str) -> Result<bool> {
    let found = test
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
            Some(&needle),
        )
        .await?;
    Ok(found)
}

/// No run of eight digits of the card is there, in one piece or in groups.
async fn no_digits_are_in_webassembly(test: &BrowserTest) -> Result {
    let runs = Card::CANARY
        .number
        .as_bytes()
        .windows(8)
        .map(|run| String::from_utf8_lossy(run).into_owned());
    for digits in runs.chain(["6011 0009".to_owned()]) {
        assert!(!is_in_webassembly(test, &digits).await?, "{digits}");
    }
    Ok(())
}

#[test]
fn t3_nothing_of_a_saved_card_stays_in_webassembly_memory() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::CANARY).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;
        assert!(is_in_webassembly(test, "card-number").await?, "the search finds what is there");
        no_digits_are_in_webassembly(test).await?;
        assert!(!is_in_webassembly(test, "Zebedee").await?, "the holder");
        Ok(())
    });
}

#[test]
fn t3_a_card_that_was_typed_and_left_alone_is_not_in_webassembly_memory_either() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::CANARY).await?;
        form.number().press("End", None).await?;
        nothing_happens_for(Duration::from_millis(300)).await;
        no_digits_are_in_webassembly(test).await?;
        Ok(())
    });
}

#[test]
fn t3_back_on_the_page_every_field_is_empty() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::CANARY).await?;
        test.page.goto(&format!("{}/healthz", test.site), None).await?;
        test.page.go_back(None).await?;
        form.wait_until_hydrated().await?;
        expect_empty_fields(&form).await
    });
}

const MINUTE: Duration = Duration::from_mins(1);
const SECOND: Duration = Duration::from_secs(1);

#[test]
fn t3_after_fifteen_idle_minutes_every_field_is_empty_and_the_page_says_so() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        form.fill_card(Card::CANARY).await?;
        test.fast_forward(14 * MINUTE).await?;
        expect!(form.security_code()).to_have_value("739").await?;
        // The user is there: the time starts again.
        test.page.keyboard().press("Tab", None).await?;
        expect!(form.button("I am still here")).to_be_hidden().await?;
        test.fast_forward(14 * MINUTE).await?;
        expect!(form.security_code()).to_have_value("739").await?;
        test.fast_forward(2 * MINUTE).await?;
        expect_empty_fields(&form).await?;
        expect!(form.main()).to_contain_text("This page was not used for 15 minutes").await?;
        expect!(form.button("I am still here")).to_be_hidden().await?;
        form.save_card(Card::CANARY).await?;
        Ok(())
    });
}

/// WCAG 2.2.1: a warning in time, and a way to extend the time.
#[test]
fn a_minute_before_the_card_is_cleared_a_button_prevents_it() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        form.fill_card(Card::CANARY).await?;
        let button = form.button("I am still here");
        test.fast_forward(13 * MINUTE + 55 * SECOND).await?;
        expect!(button.clone()).to_be_hidden().await?;
        test.fast_forward(5 * SECOND).await?;
        expect!(button.clone()).to_be_visible().await?;
        expect!(form.alert()).to_contain_text("In one minute").await?;
        button.click(None).await?;
        expect!(button.clone()).to_be_hidden().await?;
        // By the keyboard, too: the key press goes to the button only.
        test.fast_forward(14 * MINUTE).await?;
        expect!(button.clone()).to_be_visible().await?;
        button.focus().await?;
        test.page.keyboard().press("Enter", None).await?;
        expect!(button.clone()).to_be_hidden().await?;
        expect_focus(&form.security_code()).await?;
        test.fast_forward(13 * MINUTE + 55 * SECOND).await?;
        expect!(form.number()).to_have_value("6011 0009 9013 9424").await?;
        expect!(form.security_code()).to_have_value("739").await?;
        assert!(test.sandbox.creating_calls().await?.is_empty(), "nothing was sent off");
        Ok(())
    });
}

#[test]
fn a_page_without_a_card_shows_no_idle_notice() {
    browser_test(Setup::default(), async |test| {
        test.install_clock().await?;
        let form = test.open_add_card().await?;
        test.fast_forward(14 * MINUTE + SECOND).await?;
        expect!(form.button("I am still here")).to_be_hidden().await?;
        test.fast_forward(2 * MINUTE).await?;
        expect!(form.main()).not().to_contain_text("have been cleared").await?;
        Ok(())
    });
}

#[test]
fn t3_idle_minutes_clear_the_card_and_nothing_beside_it() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |test| {
        test.install_clock().await?;
        let form = test.open_account().await?;
        form.fill_card(Card::CANARY).await?;
        let others = test.page.locator("#card-form input:not([autocomplete^=cc-])");
        let count = others.count().await?;
        assert_eq!(count, 8);
        for at in 0..count {
            others.nth(i32::try_from(at)?).fill("Leeds", None).await?;
        }
        test.fast_forward(14 * MINUTE + SECOND).await?;
        expect!(form.button("Ich bin noch da")).to_be_visible().await?;
        test.fast_forward(MINUTE).await?;
        expect_empty_fields(&form).await?;
        for at in 0..count {
            expect!(others.nth(i32::try_from(at)?)).to_have_value("Leeds").await?;
        }
        expect!(form.main()).to_contain_text("eingegebenen Kartendaten gelöscht").await?;
        Ok(())
    });
}
