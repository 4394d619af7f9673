//! axe-core finds nothing wrong with any page: in every state, light and dark, narrow and wide, in
//! each language.

use end2end::{
    ENGLISH, GERMAN, MEDIUM, NARROW, Names, Setup, State, WIDE, browser_test, expect_accessible,
};
use playwright_rs::{EmulateMediaOptions, ForcedColors};
use serde_json::json;

/// The page "Add a credit card" in every state.
fn add_card_is_accessible(names: &'static Names, scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { names, scheme, window, ..Setup::default() };
    browser_test(setup, async |test| {
        for state in State::ALL {
            state.reach(test).await?;
            expect_accessible(test, state.name()).await?;
        }
        let form = test.open_add_card().await?;
        form.show_other_brands().await?;
        expect_accessible(test, "test cards").await?;
        test.page.goto(&format!("{}/operations", test.site), None).await?;
        expect_accessible(test, "operations").await
    });
}

/// The other pages, as they open, when something is wrong, and when it is done.
fn other_pages_are_accessible(scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { scheme, window, ..Setup::default() };
    browser_test(setup, async |test| {
        let account = test.open_account().await?;
        expect_accessible(test, "new account").await?;
        account.create().await?;
        end2end::expect!(account.alert()).to_be_visible().await?;
        expect_accessible(test, "new account with errors").await?;

        let documents = test.open_documents().await?;
        expect_accessible(test, "documents").await?;
        documents.start_download("INV00000001.pdf").await?;
        end2end::expect!(documents.file_link("Open", "INV00000001.pdf")).to_be_visible().await?;
        expect_accessible(test, "a document that has arrived").await?;
        test.sandbox.fail("get-file", json!({"status": 500})).await?;
        documents.start_download("INV00000002.pdf").await?;
        end2end::expect!(documents.alert()).to_be_visible().await?;
        expect_accessible(test, "a document that has not arrived").await?;

        let hosted = test.open_hosted_page().await?;
        end2end::expect!(hosted.frame().get_by_label("CVV", true)).to_be_visible().await?;
        expect_accessible(test, "hosted page").await?;
        Ok(())
    });
}

#[test]
fn axe_finds_nothing_on_the_other_pages_light_and_wide() {
    other_pages_are_accessible("light", WIDE);
}

#[test]
fn axe_finds_nothing_on_the_other_pages_dark_and_narrow() {
    other_pages_are_accessible("dark", NARROW);
}

#[test]
fn axe_finds_nothing_in_english_light_and_wide() {
    add_card_is_accessible(&ENGLISH, "light", WIDE);
}

#[test]
fn axe_finds_nothing_in_english_light_and_narrow() {
    add_card_is_accessible(&ENGLISH, "light", NARROW);
}

#[test]
fn axe_finds_nothing_in_english_dark_and_wide() {
    add_card_is_accessible(&ENGLISH, "dark", WIDE);
}

#[test]
fn axe_finds_nothing_in_english_dark_and_narrow() {
    add_card_is_accessible(&ENGLISH, "dark", NARROW);
}

#[test]
fn axe_finds_nothing_in_english_light_and_of_medium_width() {
    add_card_is_accessible(&ENGLISH, "light", MEDIUM);
}

#[test]
fn axe_finds_nothing_in_german_dark_and_of_medium_width() {
    add_card_is_accessible(&GERMAN, "dark", MEDIUM);
}

#[test]
fn axe_finds_nothing_in_forced_colours() {
    browser_test(Setup::default(), async |test| {
        let media = EmulateMediaOptions::builder().forced_colors(ForcedColors::Active).build();
        test.page.emulate_media(Some(media)).await?;
        for state in State::ALL {
            state.reach(test).await?;
            expect_accessible(test, state.name()).await?;
        }
        Ok(())
    });
}

#[test]
fn axe_finds_nothing_in_german_light_and_wide() {
    add_card_is_accessible(&GERMAN, "light", WIDE);
}

#[test]
fn axe_finds_nothing_in_german_light_and_narrow() {
    add_card_is_accessible(&GERMAN, "light", NARROW);
}

#[test]
fn axe_finds_nothing_in_german_dark_and_wide() {
    add_card_is_accessible(&GERMAN, "dark", WIDE);
}

#[test]
fn axe_finds_nothing_in_german_dark_and_narrow() {
    add_card_is_accessible(&GERMAN, "dark", NARROW);
}

#[test]
fn axe_finds_a_missing_label() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        test.page.evaluate_expression("document.querySelector('label').remove()").await?;
        let violations = test.accessibility_violations().await?;
        assert!(
            violations.iter().any(|violation| violation.starts_with("label:")),
            "{violations:?}"
        );
        Ok(())
    });
}
