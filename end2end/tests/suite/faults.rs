//! Faults in the form: when they are told, where, in which words, and when they go.

use end2end::{AddCardPage, BrowserTest, Card, Result, Setup, State, browser_test, expect_focus};
use playwright_rs::{expect, expect_page, protocol::Locator};
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const TITLE: &str = "Add a credit card · Zuora CORS sample";

/// A field that is left is checked a moment later; nothing may happen by then.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(150)).await;
}

async fn is_told(test: &BrowserTest, field: &Locator, error: &str, text: &str) -> Result {
    expect(test.page.locator(error)).to_have_text(&format!("Error: {text}")).await?;
    expect(field.clone()).to_have_attribute("aria-invalid", "true").await?;
    let described = field.get_attribute("aria-describedby").await?.unwrap_or_default();
    assert!(described.split(' ').any(|id| format!("#{id}") == error), "{described}");
    Ok(())
}

#[test]
fn a_field_is_checked_when_it_is_left_and_cleared_as_soon_as_it_is_right() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let number = form.number();
        number.press_sequentially("411111111111111", None).await?;
        a_moment().await;
        expect(number.clone()).not().to_have_attribute("aria-invalid", "true").await?;

        test.page.keyboard().press("Tab", None).await?;
        is_told(test, &number, "#card-number-error", "Card number is too short").await?;
        expect(test.page.locator("#card-said"))
            .to_have_text("Error: Card number is too short")
            .await?;
        assert_eq!(form.alert().count().await?, 0, "the summary is for a form that was sent off");

        number.focus().await?;
        test.page.keyboard().press("End", None).await?;
        test.page.keyboard().press("2", None).await?;
        // Told anew while it is typed, in the words that fit now.
        is_told(test, &number, "#card-number-error", "Check the card number: a digit is wrong")
            .await?;
        test.page.keyboard().press("Backspace", None).await?;
        test.page.keyboard().press("1", None).await?;
        expect(test.page.locator("#card-number-error")).to_have_text("").await?;
        expect(number).not().to_have_attribute("aria-invalid", "true").await?;
        Ok(())
    });
}

#[test]
fn nobody_is_told_to_fill_in_what_they_only_pass() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().focus().await?;
        for _ in 0..6 {
            test.page.keyboard().press("Tab", None).await?;
        }
        a_moment().await;
        expect(form.main()).not().to_contain_text("Error:").await?;

        // From month to year one stays in the date, and is not told that the year is missing.
        let [_, month, year, holder, _] = form.fields();
        month.fill("12", None).await?;
        year.focus().await?;
        a_moment().await;
        expect(test.page.locator("#card-expiry-error")).to_have_text("").await?;
        holder.focus().await?;
        is_told(test, &year, "#card-expiry-error", "Expiry year must have two or four digits")
            .await?;
        // But a month that is none is told at once.
        month.fill("13", None).await?;
        year.fill("", None).await?;
        a_moment().await;
        is_told(test, &month, "#card-expiry-error", "Expiry month must be a number from 1 to 12")
            .await?;
        Ok(())
    });
}

#[test]
fn the_summary_has_the_words_of_the_fields_links_to_them_and_the_titles_first_word() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        expect_page(&test.page).to_have_title(TITLE).await?;
        form.fill_card(Card {
            number: "4111111111111112",
            month: "1",
            year: "2020",
            holder: "4111 1111 1111 1111",
            security_code: "12",
        })
        .await?;
        form.save().await?;
        expect(form.alert()).to_contain_text("There is a problem").await?;
        expect_focus(&form.alert()).await?;
        expect_page(&test.page).to_have_title(&format!("Error: {TITLE}")).await?;
        let links = form.summary_links();
        assert_eq!(links.count().await?, 4);
        let [number, month, _, holder, code] = form.fields();
        for (index, (field, error, text)) in [
            (number, "#card-number-error", "Check the card number: a digit is wrong"),
            (month, "#card-expiry-error", "Expiry date must be in the future"),
            (
                holder,
                "#card-holder-error",
                "Name on card holds a card number: enter the name as printed",
            ),
            (
                code,
                "#card-security-code-error",
                "Card security code must be the 3 digits on the back of the card",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            is_told(test, &field, error, text).await?;
            let link = links.nth(i32::try_from(index)?);
            expect(link.clone()).to_have_text(text).await?;
            link.click(None).await?;
            expect_focus(&field).await?;
        }
        // Nothing that was typed is lost.
        expect(form.number()).to_have_value("4111 1111 1111 1112").await?;
        expect(form.security_code()).to_have_value("12").await?;
        Ok(())
    });
}

#[test]
fn what_is_mended_leaves_the_summary_when_the_field_is_left_and_a_new_attempt_takes_the_focus() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save().await?;
        let links = form.summary_links();
        expect(form.alert()).to_be_visible().await?;
        assert_eq!(links.count().await?, 4);

        let [number, month, year, holder, code] = form.fields();
        number.press_sequentially(Card::VISA.number, None).await?;
        expect(test.page.locator("#card-number-error")).to_have_text("").await?;
        assert_eq!(links.count().await?, 4, "not under the hands of somebody who types");
        test.page.keyboard().press("Tab", None).await?;
        expect(form.alert()).not().to_contain_text("Enter a card number").await?;
        assert_eq!(links.count().await?, 3);
        expect_focus(&month).await?;

        form.save().await?;
        expect_focus(&form.alert()).await?;
        month.fill("10", None).await?;
        year.fill("2034", None).await?;
        holder.fill("Ada Lovelace", None).await?;
        code.fill("739", None).await?;
        form.make_default().focus().await?;
        expect(form.alert()).not().to_be_visible().await?;
        expect_page(&test.page).to_have_title(TITLE).await?;
        Ok(())
    });
}

/// An error that appeared between press and release would move what is being pressed from under the pointer.
#[test]
fn a_press_on_anything_below_a_wrong_field_hits_it() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let mouse = test.page.mouse();
        for _ in 0..2 {
            form.security_code().fill("1", None).await?;
            form.security_code().focus().await?;
            let place =
                form.make_default().bounding_box().await?.ok_or("the checkbox is on the page")?;
            mouse.move_to(place.x + place.width / 2.0, place.y + place.height - 2.0, None).await?;
            mouse.down(None).await?;
            a_moment().await;
            mouse.up(None).await?;
            expect(form.make_default()).to_be_checked().await?;
            is_told(
                test,
                &form.security_code(),
                "#card-security-code-error",
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
        a_moment().await;
        mouse.up(None).await?;
        expect(form.alert()).to_contain_text("There is a problem").await?;

        // A link of the summary, while one above it goes.
        form.number().fill("", None).await?;
        form.save().await?;
        expect_focus(&form.alert()).await?;
        form.number().fill(Card::VISA.number, None).await?;
        let link = form.summary_links().nth(1);
        let place = link.bounding_box().await?.ok_or("the link is on the page")?;
        mouse.move_to(place.x + 10.0, place.y + place.height / 2.0, None).await?;
        mouse.down(None).await?;
        a_moment().await;
        mouse.up(None).await?;
        expect_focus(&form.security_code()).await?;
        Ok(())
    });
}

/// To look something up in another window is not to leave the field.
#[test]
fn a_window_that_loses_the_focus_does_not_check_the_field() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().press_sequentially("4111", None).await?;
        test
            .page
            .evaluate_expression("document.activeElement.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))")
            .await?;
        a_moment().await;
        expect(test.page.locator("#card-number-error")).to_have_text("").await?;
        Ok(())
    });
}

#[test]
fn a_fault_made_while_the_card_is_on_its_way_goes_with_the_card() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 2000})).await?;
        form.save_card(Card::VISA).await?;
        let [_, month, _, holder, _] = form.fields();
        month.fill("13", None).await?;
        holder.focus().await?;
        is_told(test, &month, "#card-expiry-error", "Expiry month must be a number from 1 to 12")
            .await?;
        expect(form.saved()).to_be_visible().await?;
        a_moment().await;
        expect(form.main()).not().to_contain_text("Error:").await?;
        Ok(())
    });
}

/// A screen reader meets in the text what was said last: not what is no longer so.
#[test]
fn what_is_mended_is_not_said_to_be_wrong_any_more() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().press_sequentially("411111111111111", None).await?;
        test.page.keyboard().press("Tab", None).await?;
        let said = test.page.locator("#card-said");
        expect(said.clone()).to_have_text("Error: Card number is too short").await?;
        form.number().press_sequentially("1", None).await?;
        test.page.keyboard().press("Tab", None).await?;
        expect(said).to_have_text("").await?;
        Ok(())
    });
}

#[test]
fn a_link_of_the_summary_brings_label_and_error_into_view() {
    let setup = Setup { window: (360, 500), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = State::Faults.reach(test).await?;
        form.summary_links().nth(3).click(None).await?;
        expect_focus(&form.security_code()).await?;
        for part in
            ["label[for=card-security-code]", "#card-security-code-error", "#card-security-code"]
        {
            let place = test.page.locator(part).bounding_box().await?.ok_or("it is on the page")?;
            assert!(place.y >= 0.0 && place.y + place.height <= 500.0, "{part}: {place:?}");
        }
        Ok(())
    });
}

#[test]
fn zuoras_refusal_lands_on_the_field_that_its_reason_names() {
    browser_test(Setup::default(), async |test| {
        let form = State::Refused.reach(test).await?;
        expect(form.alert()).to_contain_text("Zuora did not save the card").await?;
        expect(form.alert()).to_contain_text("Nothing was saved").await?;
        expect_focus(&form.alert()).await?;
        let text = "Check the card security code: Zuora did not accept it";
        is_told(test, &form.security_code(), "#card-security-code-error", text).await?;
        let link = form.summary_links();
        expect(link.clone()).to_have_text(text).await?;
        link.click(None).await?;
        expect_focus(&form.security_code()).await?;
        expect(form.number()).to_have_value(Card::VISA_SPACED).await?;
        expect(form.security_code()).to_have_value("").await?;

        form.security_code().press_sequentially("73", None).await?;
        is_told(
            test,
            &form.security_code(),
            "#card-security-code-error",
            "Card security code must be the 3 digits on the back of the card",
        )
        .await?;
        form.security_code().press_sequentially("9", None).await?;
        expect(test.page.locator("#card-security-code-error")).to_have_text("").await?;
        test.page.keyboard().press("Enter", None).await?;
        expect(form.saved()).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn a_refusal_that_names_no_field_and_a_fault_on_the_way_mark_none() {
    browser_test(Setup::default(), async |test| {
        for state in [State::Unreachable, State::Unknown] {
            let form = state.reach(test).await?;
            nothing_is_marked(test, &form).await?;
        }
        let form = test.open_add_card().await?;
        form.save_card(Card { number: "4000000000000002", ..Card::VISA }).await?;
        expect(form.alert())
            .to_contain_text("The bank or its gateway did not accept the card")
            .await?;
        nothing_is_marked(test, &form).await
    });
}

async fn nothing_is_marked(test: &BrowserTest, form: &AddCardPage) -> Result {
    assert_eq!(test.page.locator("[aria-invalid=true]").count().await?, 0);
    assert_eq!(form.summary_links().count().await?, 0);
    expect_page(&test.page).to_have_title(&format!("Error: {TITLE}")).await?;
    Ok(())
}

#[test]
fn a_saved_card_is_shown_as_zuora_has_it_and_a_failed_look_is_no_failure() {
    browser_test(Setup::default(), async |test| {
        let form = State::Saved.reach(test).await?;
        expect_focus(&form.saved()).await?;
        for text in [
            "Visa ending in 1111 is now your default card",
            "Visa ************1111",
            "Expires: 10/2034",
            "Default card: Yes",
            "Status: Active",
        ] {
            expect(form.main()).to_contain_text(text).await?;
        }
        expect_page(&test.page).to_have_title(TITLE).await?;

        let confirm = "**/api/payment-methods/confirm";
        test.abort_requests(confirm).await?;
        form.save_card(Card::VISA).await?;
        expect(form.main()).to_contain_text("It could not be read back just now").await?;
        expect(form.saved()).to_be_visible().await?;
        assert_eq!(form.alert().count().await?, 0);
        assert_eq!(test.sandbox.cards("A00000001").await?.len(), 2);
        Ok(())
    });
}

#[test]
fn a_late_look_at_the_first_card_does_not_change_what_is_said_of_the_second() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let first = Arc::new(AtomicBool::new(true));
        test.page
            .route("**/api/payment-methods/confirm", move |route| {
                let first = first.swap(false, Ordering::SeqCst);
                async move {
                    if first {
                        tokio::time::sleep(Duration::from_secs(2)).await;
                    }
                    route.continue_(None).await
                }
            })
            .await?;
        form.save_card(Card::VISA).await?;
        expect(form.main()).to_contain_text("Asking Zuora for the card").await?;
        let mastercard = Card { number: "5555555555554444", ..Card::VISA };
        form.save_card(mastercard).await?;
        expect(form.main()).to_contain_text("MasterCard ************4444").await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        expect(form.main()).to_contain_text("MasterCard ************4444").await?;
        Ok(())
    });
}

#[test]
fn a_second_enter_while_one_card_is_on_its_way_does_nothing() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 3000})).await?;
        form.fill_card(Card::VISA).await?;
        form.security_code().focus().await?;
        for _ in 0..3 {
            test.page.keyboard().press("Enter", None).await?;
        }
        expect(form.save_button()).to_be_disabled().await?;
        expect(form.saved()).to_be_visible().await?;
        assert_eq!(test.sandbox.cards("A00000001").await?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_name_that_zuora_does_not_keep_is_told_before_the_card_leaves() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        let [_, _, _, holder, _] = form.fields();
        let error = test.page.locator("#card-holder-error");
        for (name, told) in [
            ("Ada 🚀", "Take out emoji and the like: Zuora does not keep them"),
            ("\u{200b}", "Enter the name on the card"),
            ("１２３", "Name on card holds a security code"),
            ("४१११ ११११ ११११ ११११", "Name on card holds a card number"),
        ] {
            holder.fill(name, None).await?;
            form.save().await?;
            expect(error.clone()).to_contain_text(told).await?;
        }
        let calls = test.sandbox.calls().await?;
        assert!(calls.is_empty(), "nothing was asked for: {calls:?}");
        // The twin: what cannot be seen does not go along.
        holder.fill("\u{202e}Ada\u{200b} Lovelace\u{feff}", None).await?;
        form.save().await?;
        expect(form.saved()).to_be_visible().await?;
        Ok(())
    });
}
