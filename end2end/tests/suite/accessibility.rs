//! axe-core finds nothing wrong with any page: in every state, light and dark, narrow and wide, in
//! each language.

use end2end::{ENGLISH, GERMAN, NARROW, Names, Result, Setup, State, WIDE, browser_test, named};
use playwright_rs::{AriaRole, expect};
use serde_json::json;

/// In every state, in light and dark, narrow and wide: nothing for axe to find, and nothing that
/// scrolls sideways.
fn is_accessible(names: &'static Names, scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { names, scheme, window, ..Setup::default() };
    browser_test(setup, async |test| {
        for state in State::ALL {
            state.reach(test).await?;
            let violations = test.accessibility_violations().await?;
            assert!(violations.is_empty(), "{}: {}", state.name(), violations.join("\n"));
            assert!(!test.scrolls_sideways().await?, "{}", state.name());
        }
        test.open_add_card().await?;
        test.page.locator("summary").click(None).await?;
        let violations = test.accessibility_violations().await?;
        assert!(violations.is_empty(), "test cards: {}", violations.join("\n"));
        assert!(!test.scrolls_sideways().await?, "test cards");
        Ok(())
    });
}

/// The pages beside the first one, as they open, when something is wrong, and when it is done.
fn other_pages_are_accessible(scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { scheme, window, ..Setup::default() };
    browser_test(setup, async |test| {
        let judged = async |state: &str| -> Result {
            let violations = test.accessibility_violations().await?;
            assert!(violations.is_empty(), "{state}: {}", violations.join("\n"));
            assert!(!test.scrolls_sideways().await?, "{state}");
            Ok(())
        };
        let press = async |name: &str| -> Result {
            test.page.get_by_role(AriaRole::Button, Some(named(name))).click(None).await?;
            Ok(())
        };
        test.open_account().await?;
        judged("new account").await?;
        press("Create account").await?;
        expect(test.add_card_page().alert()).to_be_visible().await?;
        judged("new account with faults").await?;
        test.open_documents().await?;
        judged("documents").await?;
        press("Download INV00000001.pdf").await?;
        expect(test.page.get_by_role(AriaRole::Link, Some(named("Open INV00000001.pdf"))))
            .to_be_visible()
            .await?;
        judged("a document that has arrived").await?;
        test.sandbox.fail("get-file", json!({"status": 500})).await?;
        press("Download INV00000002.pdf").await?;
        expect(test.add_card_page().alert()).to_be_visible().await?;
        judged("a document that has not arrived").await?;
        test.open_hosted_page().await?;
        expect(test.page.frame_locator("iframe").get_by_label("CVV", true)).to_be_visible().await?;
        judged("hosted page").await?;
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
    is_accessible(&ENGLISH, "light", WIDE);
}

#[test]
fn axe_finds_nothing_in_english_light_and_narrow() {
    is_accessible(&ENGLISH, "light", NARROW);
}

#[test]
fn axe_finds_nothing_in_english_dark_and_wide() {
    is_accessible(&ENGLISH, "dark", WIDE);
}

#[test]
fn axe_finds_nothing_in_english_dark_and_narrow() {
    is_accessible(&ENGLISH, "dark", NARROW);
}

#[test]
fn axe_finds_nothing_in_german_light_and_wide() {
    is_accessible(&GERMAN, "light", WIDE);
}

#[test]
fn axe_finds_nothing_in_german_light_and_narrow() {
    is_accessible(&GERMAN, "light", NARROW);
}

#[test]
fn axe_finds_nothing_in_german_dark_and_wide() {
    is_accessible(&GERMAN, "dark", WIDE);
}

#[test]
fn axe_finds_nothing_in_german_dark_and_narrow() {
    is_accessible(&GERMAN, "dark", NARROW);
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
