//! For everybody: judged by axe in every state, by its accessibility tree, by keyboard alone, narrow, zoomed, in a reader's own colours.

use end2end::{
    AddCardPage, BrowserTest, Card, ENGLISH, GERMAN, Names, Result, Setup, State, browser_test,
    expect_focus, named,
};
use playwright_rs::{AriaRole, EmulateMediaOptions, ForcedColors, ReducedMotion, expect};
use serde_json::json;
use std::{fs, path::Path};

/// In every state, in light and dark, narrow and wide: nothing for axe to find, and nothing that scrolls sideways.
fn is_accessible(names: &'static Names, scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { names, scheme, window, ..Setup::default() };
    browser_test(setup, async |test| {
        for state in State::ALL {
            state.reach(test).await?;
            let violations = test.accessibility_violations().await?;
            assert!(violations.is_empty(), "{}: {}", state.name(), violations.join("\n"));
            assert!(!scrolls_sideways(test).await?, "{}", state.name());
        }
        test.open_add_card().await?;
        test.page.locator("summary").click(None).await?;
        let violations = test.accessibility_violations().await?;
        assert!(violations.is_empty(), "test cards: {}", violations.join("\n"));
        assert!(!scrolls_sideways(test).await?, "test cards");
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
            assert!(!scrolls_sideways(test).await?, "{state}");
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

const WIDE: (u32, u32) = (1280, 900);
/// Also what a window of 1280 pixels is at 400 % (WCAG 1.4.10).
const NARROW: (u32, u32) = (320, 700);

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
fn axe_finds_what_is_wrong() {
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

/// The whole tree, state by state, as `end2end/snapshots` has it. `UPDATE_SNAPSHOTS=1` writes them anew, to be read before they are kept.
#[test]
fn the_accessibility_tree_of_each_state_is_the_one_that_was_looked_at() {
    browser_test(Setup::default(), async |test| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
        for state in State::ALL {
            let form = state.reach(test).await?;
            if state == State::Faults {
                expect_focus(&form.alert()).await?;
            }
            let file = folder.join(state.name()).with_extension("yml");
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                fs::create_dir_all(&folder)?;
                fs::write(&file, tree(test).await?)?;
            }
            assert_eq!(tree(test).await?, fs::read_to_string(&file)?, "{}", state.name());
        }
        Ok(())
    });
}

/// The tree without what differs from run to run, which is ids, and without the card.
async fn tree(test: &BrowserTest) -> Result<String> {
    let tree = test.page.aria_snapshot(None).await?;
    let tree =
        tree.replace(Card::VISA_SPACED, "(number)").replace(Card::VISA.security_code, "(code)");
    let words = tree.split_inclusive([' ', '\n']).map(|word| {
        let id = word.trim_end().trim_end_matches('"');
        let is_id = id.len() >= 16
            && id.chars().all(|character| character.is_ascii_hexdigit() || character == '-');
        if is_id { word.replace(id, "(id)") } else { word.to_owned() }
    });
    Ok(words.collect::<String>() + "\n")
}

#[test]
fn the_whole_journey_by_keyboard_alone() {
    let setup = Setup { scheme: "dark", window: (320, 640), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        let keyboard = test.page.keyboard();
        // Past navigation and languages by the first link there is.
        keyboard.press("Tab", None).await?;
        let skip = test.page.locator(".skip");
        expect_focus(&skip).await?;
        keyboard.press("Enter", None).await?;
        keyboard.press("Tab", None).await?;
        expect_focus(&form.number()).await?;
        // Sent off with a fault; from the summary to the field.
        for typed in ["378282246310004", "10", "2034", "Grace Hopper", "1234"] {
            keyboard.type_text(typed, None).await?;
            keyboard.press("Tab", None).await?;
        }
        expect_focus(&form.make_default()).await?;
        keyboard.press("Space", None).await?;
        keyboard.press("Tab", None).await?;
        expect_focus(&form.save_button()).await?;
        keyboard.press("Enter", None).await?;
        expect_focus(&form.alert()).await?;
        keyboard.press("Tab", None).await?;
        keyboard.press("Enter", None).await?;
        expect_focus(&form.number()).await?;
        // Mended, and sent off from where one is.
        keyboard.press("End", None).await?;
        keyboard.press("Backspace", None).await?;
        keyboard.type_text("5", None).await?;
        expect(form.number()).to_have_value("3782 822463 10005").await?;
        keyboard.press("Enter", None).await?;
        expect(form.saved()).to_be_visible().await?;
        expect_focus(&form.saved()).await?;
        expect(form.main())
            .to_contain_text("American Express ending in 0005 is now your default card")
            .await?;
        // And on from there, into an empty form.
        keyboard.press("Tab", None).await?;
        expect_focus(&form.number()).await?;
        expect(form.number()).to_have_value("").await?;
        Ok(())
    });
}

#[test]
fn what_has_the_focus_is_in_view_and_outlined() {
    let setup = Setup { window: NARROW, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = State::Faults.reach(test).await?;
        expect_focus(&form.alert()).await?;
        test.page.locator(".skip").focus().await?;
        // Navigation, languages, links of the summary, fields, button.
        for _ in 0..14 {
            test.page.keyboard().press("Tab", None).await?;
            let (focused, is_seen, outline): (String, bool, String) = test
                .page
                .evaluate(
                    "() => {
                        const focused = document.activeElement;
                        const [{ top, bottom, left, right }] = focused.getClientRects();
                        const on_top = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                        const seen = top >= 0 && bottom <= innerHeight && focused.contains(on_top);
                        return [focused.id || focused.textContent, seen, getComputedStyle(focused).outlineWidth];
                    }",
                    None::<&()>,
                )
                .await?;
            assert!(is_seen && outline == "3px", "{focused}: {is_seen}, {outline}");
        }
        Ok(())
    });
}

#[test]
fn with_a_phones_keyboard_up_the_button_is_in_view_below_the_last_field() {
    let setup = Setup { window: (360, 300), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.fields()[3].focus().await?;
        test.page.keyboard().press("Tab", None).await?;
        expect_focus(&form.security_code()).await?;
        for part in [form.security_code(), form.save_button()] {
            let place = part.bounding_box().await?.ok_or("it is on the page")?;
            assert!(place.y >= 0.0 && place.y + place.height <= 300.0, "{place:?}");
        }
        Ok(())
    });
}

#[test]
fn a_page_from_right_to_left_holds_together() {
    for window in [WIDE, NARROW] {
        let setup = Setup { window, ..Setup::default() };
        browser_test(setup, async |test| {
            for state in State::ALL {
                let form = state.reach(test).await?;
                test.page.evaluate_expression("document.documentElement.dir = 'rtl'").await?;
                assert!(!scrolls_sideways(test).await?, "{}", state.name());
                mirrored(test, &form).await?;
            }
            Ok(())
        });
    }
}

/// Labels begin at the right, digits still run from left to right.
async fn mirrored(test: &BrowserTest, form: &AddCardPage) -> Result {
    let (month, year): (f64, f64) = test
        .page
        .evaluate(
            "() => ['month', 'year'].map((part) => document.getElementById(`card-expiry-${part}`).getBoundingClientRect().left)",
            None::<&()>,
        )
        .await?;
    assert!(month > year);
    expect(form.number()).to_have_attribute("dir", "ltr").await?;
    Ok(())
}

#[test]
fn in_a_readers_own_colours_the_brand_still_shows() {
    browser_test(Setup::default(), async |test| {
        let media = EmulateMediaOptions::builder().forced_colors(ForcedColors::Active).build();
        test.page.emulate_media(Some(media)).await?;
        let form = test.open_add_card().await?;
        form.number().fill("4111", None).await?;
        let script =
            "(brand) => getComputedStyle(document.querySelector(brand)).textDecorationLine";
        for (brand, line) in [(".visa", "underline"), (".jcb", "none")] {
            let shown: String = test.page.evaluate(script, Some(&brand)).await?;
            assert_eq!(shown, line, "{brand}");
        }
        Ok(())
    });
}

/// WCAG 1.4.11, which axe does not measure.
#[test]
fn the_borders_of_fields_stand_out_from_their_ground_three_to_one() {
    for scheme in ["light", "dark"] {
        let setup = Setup { scheme, ..Setup::default() };
        browser_test(setup, async |test| {
            for state in [State::Empty, State::Faults] {
                state.reach(test).await?;
                let contrast: f64 = test
                    .page
                    .evaluate(
                        "() => {
                            const luminance = (colour) => {
                                const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
                                    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
                                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                            };
                            const border = luminance(getComputedStyle(document.getElementById('card-number')).borderTopColor);
                            const ground = luminance(getComputedStyle(document.querySelector('form')).backgroundColor);
                            return (Math.max(border, ground) + 0.05) / (Math.min(border, ground) + 0.05);
                        }",
                        None::<&()>,
                    )
                    .await?;
                assert!(contrast >= 3.0, "{scheme}, {}: {contrast}", state.name());
            }
            Ok(())
        });
    }
}

#[test]
fn for_those_who_want_no_motion_nothing_moves() {
    browser_test(Setup::default(), async |test| {
        for (motion, moves) in [(ReducedMotion::NoPreference, true), (ReducedMotion::Reduce, false)]
        {
            let media = EmulateMediaOptions::builder().reduced_motion(motion).build();
            test.page.emulate_media(Some(media)).await?;
            State::InFlight.reach(test).await?;
            let script = "() => document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === Infinity).length";
            let running: usize = test.page.evaluate(script, None::<&()>).await?;
            assert_eq!(running > 0, moves);
        }
        Ok(())
    });
}

async fn scrolls_sideways(test: &BrowserTest) -> Result<bool> {
    let script =
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";
    Ok(test.page.evaluate(script, None::<&()>).await?)
}
