//! The page by keyboard alone, and with a phone's keyboard on the screen.

use end2end::{NARROW, Setup, State, browser_test, expect, expect_focus};

#[test]
fn a_card_is_saved_by_keyboard_alone() {
    let setup = Setup { scheme: "dark", window: (320, 640), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        let keyboard = test.page.keyboard();
        // The first link skips navigation and languages.
        keyboard.press("Tab", None).await?;
        let skip = test.page.locator(".skip");
        expect_focus(&skip).await?;
        keyboard.press("Enter", None).await?;
        keyboard.press("Tab", None).await?;
        expect_focus(&form.number()).await?;
        // Submitted with an error; from the summary to the field.
        for typed in ["378282246310004", "10", "2034", "1234", "Grace Hopper"] {
            keyboard.type_text(typed, None).await?;
            keyboard.press("Tab", None).await?;
        }
        expect_focus(&form.country()).await?;
        keyboard.type_text("Germ", None).await?;
        expect!(form.country()).to_have_value("DE").await?;
        keyboard.press("Tab", None).await?;
        expect_focus(&form.postal_code()).await?;
        keyboard.type_text("10115", None).await?;
        keyboard.press("Tab", None).await?;
        expect_focus(&form.make_default()).await?;
        keyboard.press("Space", None).await?;
        keyboard.press("Tab", None).await?;
        expect_focus(&form.save_button()).await?;
        keyboard.press("Enter", None).await?;
        expect_focus(&form.alert()).await?;
        keyboard.press("Tab", None).await?;
        keyboard.press("Enter", None).await?;
        expect_focus(&form.number()).await?;
        // Corrected, and submitted from the field.
        keyboard.press("End", None).await?;
        keyboard.press("Backspace", None).await?;
        keyboard.type_text("5", None).await?;
        expect!(form.number()).to_have_value("3782 822463 10005").await?;
        keyboard.press("Enter", None).await?;
        form.expect_saved().await?;
        expect_focus(&form.cards().item(0)).await?;
        expect!(form.main())
            .to_contain_text("American Express ending in 0005 is now your default card")
            .await?;
        // From the new card to what can be done with it, and back to the notice above.
        keyboard.press("Tab", None).await?;
        expect_focus(&form.cards().remove("American Express ending in 0005")).await?;
        // The line of the run and the folded details are between them.
        keyboard.press("Shift+Tab", None).await?;
        expect_focus(&form.button("Show how")).await?;
        for _ in 0..2 {
            keyboard.press("Shift+Tab", None).await?;
        }
        expect_focus(&form.button("Add another card")).await?;
        keyboard.press("Enter", None).await?;
        expect_focus(&form.number()).await?;
        expect!(form.number()).to_have_value("").await?;
        expect!(form.country()).to_have_value("").await?;
        let cards = test.sandbox.cards("A00000001").await?;
        assert_eq!(cards[0]["accountHolderInfo"]["country"], "Germany");
        assert_eq!(cards[0]["accountHolderInfo"]["zipCode"], "10115");
        Ok(())
    });
}

#[test]
fn the_focused_element_is_in_view_and_outlined() {
    let setup = Setup { window: NARROW, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = State::Faults.reach(test).await?;
        expect_focus(&form.alert()).await?;
        test.page.locator(".skip").focus().await?;
        // Navigation, languages, links of the summary, fields, button.
        for _ in 0..16 {
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
fn above_a_phones_keyboard_the_button_is_in_view_below_the_last_field() {
    let setup = Setup { window: (360, 300), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.country().focus().await?;
        test.page.keyboard().press("Tab", None).await?;
        expect_focus(&form.postal_code()).await?;
        for part in [form.postal_code(), form.save_button()] {
            let place = part.bounding_box().await?.ok_or("it is on the page")?;
            assert!(place.y >= 0.0 && place.y + place.height <= 300.0, "{place:?}");
        }
        Ok(())
    });
}
