//! The summary above a form that was submitted with something wrong in it.

use end2end::{AddCardPage, Card, Setup, State, browser_test, expect, expect_focus, expect_page};

#[test]
fn the_summary_repeats_the_messages_links_to_the_fields_and_marks_the_title() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        expect_page!(&test.page).to_have_title(AddCardPage::TITLE).await?;
        form.fill_card(Card {
            number: "4111111111111112",
            month: "1",
            year: "2020",
            holder: "4111 1111 1111 1111",
            security_code: "12",
        })
        .await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("There is a problem").await?;
        expect_focus(&form.alert()).await?;
        form.expect_error_title().await?;
        let links = form.summary_links();
        assert_eq!(links.count().await?, 4);
        let [number, month, _, holder, code] = form.fields();
        for (index, (field, error, text)) in [
            (number, "card-number", "Check the card number: a digit is wrong"),
            (month, "card-expiry", "Expiry date must be in the future"),
            (
                code,
                "card-security-code",
                "Card security code must be the 3 digits on the back of the card",
            ),
            (
                holder,
                "card-holder",
                "Name on card contains a card number: enter the name as printed on the card",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            form.expect_field_error(&field, error, text).await?;
            let link = links.nth(i32::try_from(index)?);
            expect!(link.clone()).to_have_text(text).await?;
            link.click(None).await?;
            expect_focus(&field).await?;
        }
        // Nothing that was typed is lost.
        expect!(form.number()).to_have_value("4111 1111 1111 1112").await?;
        expect!(form.security_code()).to_have_value("12").await?;
        Ok(())
    });
}

#[test]
fn a_corrected_field_leaves_the_summary_on_blur_and_a_new_attempt_moves_the_focus() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save().await?;
        let links = form.summary_links();
        expect!(form.alert()).to_be_visible().await?;
        assert_eq!(links.count().await?, 4);

        let [number, month, year, holder, code] = form.fields();
        number.press_sequentially(Card::VISA.number, None).await?;
        form.expect_no_field_error("card-number").await?;
        assert_eq!(links.count().await?, 4, "not while the user is typing");
        test.page.keyboard().press("Tab", None).await?;
        expect!(form.alert()).not().to_contain_text("Enter a card number").await?;
        assert_eq!(links.count().await?, 3);
        expect_focus(&month).await?;

        form.save().await?;
        expect_focus(&form.alert()).await?;
        month.fill("10", None).await?;
        year.fill("2034", None).await?;
        holder.fill("Ada Lovelace", None).await?;
        code.fill("739", None).await?;
        form.make_default().focus().await?;
        expect!(form.alert()).not().to_be_visible().await?;
        expect_page!(&test.page).to_have_title(AddCardPage::TITLE).await?;
        Ok(())
    });
}

#[test]
fn a_link_of_the_summary_brings_label_and_error_into_view() {
    let setup = Setup { window: (360, 500), ..Setup::default() };
    browser_test(setup, async |test| {
        let form = State::Faults.reach(test).await?;
        form.summary_links().nth(2).click(None).await?;
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
