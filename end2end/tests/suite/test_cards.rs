//! Published test cards: the page offers them in development, and each has the outcome it names.

use end2end::{Card, GERMAN, Setup, browser_test, expect, expect_focus, named};
use playwright_rs::AriaRole;

#[test]
fn each_test_card_fills_the_form_and_has_the_outcome_it_names() {
    browser_test(Setup::default(), async |test| {
        for (name, result, outcome) in [
            ("Works", "will be saved", "Visa ending in 1111"),
            ("Mastercard 4444", "will be saved", "Mastercard ending in 4444"),
            ("American Express 0005", "will be saved", "American Express ending in 0005"),
            ("Discover 1117", "will be saved", "Discover ending in 1117"),
            ("Diners Club 5904", "will be saved", "Diners Club ending in 5904"),
            ("JCB 0000", "will be saved", "JCB ending in 0000"),
            ("Slow", "after 5 seconds", "Visa ending in 0077"),
            ("Declined", "will decline", "Your card was declined"),
            ("No funds", "insufficient funds", "Your card has insufficient funds"),
            ("Breaks Zuora", "Zuora will fail", "We do not know whether your card was saved"),
        ] {
            let form = test.open_add_card().await?;
            form.show_other_brands().await?;
            form.button(name).press("Enter", None).await?;
            expect_focus(&form.number()).await?;
            expect!(form.test_card_result()).to_contain_text(result).await?;
            form.save().await?;
            expect!(form.main()).to_contain_text(outcome).await?;
        }
        assert_eq!(test.sandbox.card_count("A00000001").await?, 7);
        Ok(())
    });
}

/// Test numbers that other payment companies publish.
#[test]
fn published_test_numbers_of_the_big_providers_are_saved() {
    browser_test(Setup::default(), async |test| {
        for (number, ending) in [
            ("4242 4242 4242 4242", "Visa ending in 4242"),
            ("5200828282828210", "Mastercard ending in 8210"),
            ("376680816376961", "American Express ending in 6961"),
            ("6011601160116611", "Discover ending in 6611"),
            ("36259600000004", "Diners Club ending in 0004"),
        ] {
            let form = test.open_add_card().await?;
            let security_code = if number.len() == 15 { "7373" } else { "737" };
            form.save_card(Card { number, security_code, ..Card::VISA }).await?;
            expect!(form.main()).to_contain_text(ending).await?;
        }
        assert_eq!(test.sandbox.card_count("A00000001").await?, 5);
        Ok(())
    });
}

#[test]
fn any_other_number_is_refused_with_a_link_to_the_test_cards() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::NOT_A_TEST_CARD).await?;
        expect!(form.alert()).to_contain_text("Nothing was saved.").await?;
        let link =
            form.alert().get_by_role(AriaRole::Link, Some(named("Test cards only: choose one")));
        link.focus().await?;
        test.page.keyboard().press("Enter", None).await?;
        expect_focus(&form.test_cards()).await?;
        form.button("Works").press("Enter", None).await?;
        form.save().await?;
        form.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);

        // The twin: after a decline there is no link to the list.
        let form = test.open_add_card().await?;
        form.save_card(Card::DECLINED).await?;
        expect!(form.alert()).to_contain_text("Your card was declined").await?;
        expect!(form.alert()).not().to_contain_text("Test cards only").await?;
        Ok(())
    });
}

#[test]
fn the_link_to_the_test_cards_is_in_german_too() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::NOT_A_TEST_CARD).await?;
        expect!(form.alert()).to_contain_text("Nur Testkarten: Wählen Sie eine").await?;
        Ok(())
    });
}
