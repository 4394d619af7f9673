//! For everybody: judged by axe in every state, by its accessibility tree, by keyboard alone, narrow, zoomed, in a reader's own colours.

use end2end::{
    AddCard, Card, ENGLISH, GERMAN, Names, Result, Setup, State, Visit, browser_test, has_focus,
    named,
};
use playwright_rs::{AriaRole, EmulateMediaOptions, ForcedColors, ReducedMotion, expect};
use std::{fs, path::Path};

/// In every state, in light and dark, narrow and wide: nothing for axe to find, and nothing that scrolls sideways.
fn is_accessible(names: &'static Names, scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { names, scheme, window, ..Setup::default() };
    browser_test(setup, async |visit| {
        for state in State::ALL {
            state.reach(visit).await?;
            let violations = visit.accessibility_violations().await?;
            assert!(violations.is_empty(), "{}: {}", state.name(), violations.join("\n"));
            assert!(!scrolls_sideways(visit).await?, "{}", state.name());
        }
        visit.open().await?;
        visit.page.locator("summary").click(None).await?;
        let violations = visit.accessibility_violations().await?;
        assert!(violations.is_empty(), "test cards: {}", violations.join("\n"));
        assert!(!scrolls_sideways(visit).await?, "test cards");
        Ok(())
    });
}

/// The pages beside the first one, as they open, when something is wrong, and when it is done.
fn other_pages_are_accessible(scheme: &'static str, window: (u32, u32)) {
    let setup = Setup { scheme, window, ..Setup::default() };
    browser_test(setup, async |visit| {
        let judged = async |state: &str| -> Result {
            let violations = visit.accessibility_violations().await?;
            assert!(violations.is_empty(), "{state}: {}", violations.join("\n"));
            assert!(!scrolls_sideways(visit).await?, "{state}");
            Ok(())
        };
        let press = async |name: &str| -> Result {
            visit.page.get_by_role(AriaRole::Button, Some(named(name))).click(None).await?;
            Ok(())
        };
        visit.open_page("/account").await?;
        judged("new account").await?;
        press("Create account").await?;
        expect(AddCard::on(&visit.page).alert()).to_be_visible().await?;
        judged("new account with faults").await?;
        visit.open_page("/documents").await?;
        judged("documents").await?;
        press("Download INV00000001.pdf").await?;
        expect(visit.page.get_by_role(AriaRole::Link, Some(named("Open INV00000001.pdf"))))
            .to_be_visible()
            .await?;
        judged("a document that has arrived").await?;
        let order = serde_json::json!({"operation": "get-file", "fault": {"status": 500}});
        visit.sandbox.order(&order).await?;
        press("Download INV00000002.pdf").await?;
        expect(AddCard::on(&visit.page).alert()).to_be_visible().await?;
        judged("a document that has not arrived").await?;
        visit.open_page("/hosted-page").await?;
        expect(visit.page.frame_locator("iframe").get_by_label("CVV", true))
            .to_be_visible()
            .await?;
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
    browser_test(Setup::default(), async |visit| {
        visit.open().await?;
        visit.page.evaluate_expression("document.querySelector('label').remove()").await?;
        let violations = visit.accessibility_violations().await?;
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
    browser_test(Setup::default(), async |visit| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
        for state in State::ALL {
            let form = state.reach(visit).await?;
            if state == State::Faults {
                has_focus(&form.alert()).await?;
            }
            let file = folder.join(state.name()).with_extension("yml");
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                fs::create_dir_all(&folder)?;
                fs::write(&file, tree(visit).await?)?;
            }
            assert_eq!(tree(visit).await?, fs::read_to_string(&file)?, "{}", state.name());
        }
        Ok(())
    });
}

/// The tree without what differs from run to run, which is ids, and without the card.
async fn tree(visit: &Visit) -> Result<String> {
    let tree = visit.page.aria_snapshot(None).await?;
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
    browser_test(setup, async |visit| {
        let form = visit.open().await?;
        let keyboard = visit.page.keyboard();
        // Past navigation and languages by the first link there is.
        keyboard.press("Tab", None).await?;
        let skip = visit.page.locator(".skip");
        has_focus(&skip).await?;
        keyboard.press("Enter", None).await?;
        keyboard.press("Tab", None).await?;
        has_focus(&form.number()).await?;
        // Sent off with a fault; from the summary to the field.
        for typed in ["378282246310004", "10", "2034", "Grace Hopper", "1234"] {
            keyboard.type_text(typed, None).await?;
            keyboard.press("Tab", None).await?;
        }
        has_focus(&form.default()).await?;
        keyboard.press("Space", None).await?;
        keyboard.press("Tab", None).await?;
        has_focus(&form.button()).await?;
        keyboard.press("Enter", None).await?;
        has_focus(&form.alert()).await?;
        keyboard.press("Tab", None).await?;
        keyboard.press("Enter", None).await?;
        has_focus(&form.number()).await?;
        // Mended, and sent off from where one is.
        keyboard.press("End", None).await?;
        keyboard.press("Backspace", None).await?;
        keyboard.type_text("5", None).await?;
        expect(form.number()).to_have_value("3782 822463 10005").await?;
        keyboard.press("Enter", None).await?;
        expect(form.saved()).to_be_visible().await?;
        has_focus(&form.saved()).await?;
        expect(form.main())
            .to_contain_text("American Express ending in 0005 is now your default card")
            .await?;
        // And on from there, into an empty form.
        keyboard.press("Tab", None).await?;
        has_focus(&form.number()).await?;
        expect(form.number()).to_have_value("").await?;
        Ok(())
    });
}

#[test]
fn what_has_the_focus_is_in_view_and_outlined() {
    let setup = Setup { window: NARROW, ..Setup::default() };
    browser_test(setup, async |visit| {
        let form = State::Faults.reach(visit).await?;
        has_focus(&form.alert()).await?;
        visit.page.locator(".skip").focus().await?;
        // Navigation, languages, links of the summary, fields, button.
        for _ in 0..14 {
            visit.page.keyboard().press("Tab", None).await?;
            let (focused, is_seen, outline): (String, bool, String) = visit
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
    browser_test(setup, async |visit| {
        let form = visit.open().await?;
        form.fields()[3].focus().await?;
        visit.page.keyboard().press("Tab", None).await?;
        has_focus(&form.security_code()).await?;
        for part in [form.security_code(), form.button()] {
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
        browser_test(setup, async |visit| {
            for state in State::ALL {
                let form = state.reach(visit).await?;
                visit.page.evaluate_expression("document.documentElement.dir = 'rtl'").await?;
                assert!(!scrolls_sideways(visit).await?, "{}", state.name());
                mirrored(visit, &form).await?;
            }
            Ok(())
        });
    }
}

/// Labels begin at the right, digits still run from left to right.
async fn mirrored(visit: &Visit, form: &AddCard) -> Result {
    let (month, year): (f64, f64) = visit
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
    browser_test(Setup::default(), async |visit| {
        let media = EmulateMediaOptions::builder().forced_colors(ForcedColors::Active).build();
        visit.page.emulate_media(Some(media)).await?;
        let form = visit.open().await?;
        form.number().fill("4111", None).await?;
        let script =
            "(brand) => getComputedStyle(document.querySelector(brand)).textDecorationLine";
        for (brand, line) in [(".visa", "underline"), (".jcb", "none")] {
            let shown: String = visit.page.evaluate(script, Some(&brand)).await?;
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
        browser_test(setup, async |visit| {
            for state in [State::Empty, State::Faults] {
                state.reach(visit).await?;
                let contrast: f64 = visit
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
    browser_test(Setup::default(), async |visit| {
        for (motion, moves) in [(ReducedMotion::NoPreference, true), (ReducedMotion::Reduce, false)]
        {
            let media = EmulateMediaOptions::builder().reduced_motion(motion).build();
            visit.page.emulate_media(Some(media)).await?;
            State::InFlight.reach(visit).await?;
            let script = "() => document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === Infinity).length";
            let running: usize = visit.page.evaluate(script, None::<&()>).await?;
            assert_eq!(running > 0, moves);
        }
        Ok(())
    });
}

async fn scrolls_sideways(visit: &Visit) -> Result<bool> {
    let script =
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";
    Ok(visit.page.evaluate(script, None::<&()>).await?)
}
