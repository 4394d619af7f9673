//! What is wrong with a field: when the page says so beside it, in which words, and when that goes.

use end2end::{Card, Setup, browser_test, expect, expect_focus, nothing_happens_for};
use std::time::Duration;

/// A field is checked 30 ms after it loses the focus.
const AFTER_BLUR: Duration = Duration::from_millis(150);

#[test]
fn a_field_is_checked_when_it_is_left_and_cleared_as_soon_as_it_is_right() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let number = form.number();
        number.press_sequentially("411111111111111", None).await?;
        nothing_happens_for(AFTER_BLUR).await;
        expect!(number.clone()).not().to_have_attribute("aria-invalid", "true").await?;

        test.page.keyboard().press("Tab", None).await?;
        form.expect_field_error(&number, "card-number", "Card number is too short").await?;
        expect!(form.announcement()).to_have_text("Error: Card number is too short").await?;
        assert_eq!(form.alert().count().await?, 0, "the summary is for a form that was sent off");

        number.focus().await?;
        test.page.keyboard().press("End", None).await?;
        test.page.keyboard().press("2", None).await?;
        // The message changes while the field is edited.
        form.expect_field_error(&number, "card-number", "Check the card number: a digit is wrong")
            .await?;
        test.page.keyboard().press("Backspace", None).await?;
        test.page.keyboard().press("1", None).await?;
        form.expect_no_field_error("card-number").await?;
        expect!(number).not().to_have_attribute("aria-invalid", "true").await?;
        Ok(())
    });
}

#[test]
fn a_field_that_is_only_passed_has_no_error() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().focus().await?;
        for _ in 0..6 {
            test.page.keyboard().press("Tab", None).await?;
        }
        nothing_happens_for(AFTER_BLUR).await;
        expect!(form.main()).not().to_contain_text("Error:").await?;

        // Between month and year the focus stays in the group: the year is not missing yet.
        let [_, month, year, holder, _] = form.fields();
        month.fill("12", None).await?;
        year.focus().await?;
        nothing_happens_for(AFTER_BLUR).await;
        form.expect_no_field_error("card-expiry").await?;
        holder.focus().await?;
        form.expect_field_error(&year, "card-expiry", "Expiry year must have two or four digits")
            .await?;
        // But a month that cannot be one is an error at once.
        month.fill("13", None).await?;
        year.fill("", None).await?;
        nothing_happens_for(AFTER_BLUR).await;
        form.expect_field_error(
            &month,
            "card-expiry",
            "Expiry month must be a number from 1 to 12",
        )
        .await?;
        Ok(())
    });
}

/// An error that appeared between press and release would move the target away from the pointer.
#[test]
fn an_error_that_appears_during_a_click_does_not_move_its_target() {
    // Everything that is clicked is in view.
    browser_test(Setup { window: (1280, 1400), ..Setup::default() }, async |test| {
        let form = test.open_add_card().await?;
        let mouse = test.page.mouse();
        for _ in 0..2 {
            form.security_code().fill("1", None).await?;
            form.security_code().focus().await?;
            let place =
                form.make_default().bounding_box().await?.ok_or("the checkbox is on the page")?;
            mouse.move_to(place.x + place.width / 2.0, place.y + place.height - 2.0, None).await?;
            mouse.down(None).await?;
            nothing_happens_for(AFTER_BLUR).await;
            mouse.up(None).await?;
            expect!(form.make_default()).to_be_checked().await?;
            form.expect_field_error(
                &form.security_code(),
                "card-security-code",
                "Card security code must be 3 or 4 digits",
            )
            .await?;
            form.security_code().fill("123", None).await?;
            form.make_default().uncheck(None).await?;
        }
        form.fill_card(Card { security_code: "1", ..Card::VISA }).await?;
        let place = form.save_button().bounding_box().await?.ok_or("the button is on the page")?;
        mouse.move_to(place.x + 20.0, place.y + place.height - 2.0, None).await?;
        mouse.down(None).await?;
        nothing_happens_for(AFTER_BLUR).await;
        mouse.up(None).await?;
        expect!(form.alert()).to_contain_text("There is a problem").await?;

        // A link of the summary, while one above it disappears.
        form.number().fill("", None).await?;
        form.save().await?;
        expect_focus(&form.alert()).await?;
        form.number().fill(Card::VISA.number, None).await?;
        let link = form.summary_links().nth(1);
        let place = link.bounding_box().await?.ok_or("the link is on the page")?;
        mouse.move_to(place.x + 10.0, place.y + place.height / 2.0, None).await?;
        mouse.down(None).await?;
        nothing_happens_for(AFTER_BLUR).await;
        mouse.up(None).await?;
        expect_focus(&form.security_code()).await?;
        Ok(())
    });
}

/// Losing window focus does not count as leaving the field.
#[test]
fn a_window_that_loses_the_focus_does_not_check_the_field() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().press_sequentially("4111", None).await?;
        test
            .page
            .evaluate_expression("document.activeElement.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))")
            .await?;
        nothing_happens_for(AFTER_BLUR).await;
        form.expect_no_field_error("card-number").await?;
        Ok(())
    });
}

/// The live region keeps its last text, where a screen reader can find it: it must not be outdated.
#[test]
fn a_corrected_field_is_no_longer_announced_as_wrong() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().press_sequentially("411111111111111", None).await?;
        test.page.keyboard().press("Tab", None).await?;
        let said = form.announcement();
        expect!(said.clone()).to_have_text("Error: Card number is too short").await?;
        form.number().press_sequentially("1", None).await?;
        test.page.keyboard().press("Tab", None).await?;
        expect!(said).to_have_text("").await?;
        Ok(())
    });
}

#[test]
fn a_name_that_zuora_does_not_keep_is_an_error_before_the_card_is_sent() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        let [_, _, _, holder, _] = form.fields();
        let error = form.field_error("card-holder");
        for (name, message) in [
            ("Ada 🚀", "Remove emoji and similar characters: Zuora cannot store them"),
            ("\u{200b}", "Enter the name on the card"),
            ("１２３", "Name on card contains a security code"),
            ("४१११ ११११ ११११ ११११", "Name on card contains a card number"),
        ] {
            holder.fill(name, None).await?;
            form.save().await?;
            expect!(error.clone()).to_contain_text(message).await?;
        }
        let calls = test.sandbox.creating_calls().await?;
        assert!(calls.is_empty(), "nothing was sent: {calls:?}");
        // The twin: invisible characters are removed, and the name is accepted.
        holder.fill("\u{202e}Ada\u{200b} Lovelace\u{feff}", None).await?;
        form.save().await?;
        form.expect_saved().await?;
        Ok(())
    });
}
