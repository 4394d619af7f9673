//! A card that Zuora refuses: the reason is shown at the field that it names.

use end2end::{
    AddCardPage, BrowserTest, Card, Result, Setup, State, browser_test, expect, expect_focus,
};

#[test]
fn a_refusal_is_shown_at_the_field_that_zuoras_reason_names() {
    browser_test(Setup::default(), async |test| {
        let form = State::Refused.reach(test).await?;
        expect!(form.alert()).to_contain_text("Zuora did not save the card").await?;
        expect!(form.alert()).to_contain_text("Nothing was saved").await?;
        expect_focus(&form.alert()).await?;
        let text = "Check the card security code: Zuora did not accept it";
        form.expect_field_error(&form.security_code(), "card-security-code", text).await?;
        let link = form.summary_links();
        expect!(link.clone()).to_have_text(text).await?;
        link.click(None).await?;
        expect_focus(&form.security_code()).await?;
        expect!(form.number()).to_have_value(Card::VISA_SPACED).await?;
        expect!(form.security_code()).to_have_value("").await?;

        form.security_code().press_sequentially("73", None).await?;
        form.expect_field_error(
            &form.security_code(),
            "card-security-code",
            "Card security code must be the 3 digits on the back of the card",
        )
        .await?;
        form.security_code().press_sequentially("9", None).await?;
        form.expect_no_field_error("card-security-code").await?;
        test.page.keyboard().press("Enter", None).await?;
        form.expect_saved().await?;
        Ok(())
    });
}

#[test]
fn a_refusal_that_names_no_field_and_a_network_fault_mark_none() {
    browser_test(Setup::default(), async |test| {
        for state in [State::Unreachable, State::Unknown] {
            let form = state.reach(test).await?;
            expect_nothing_marked(test, &form).await?;
        }
        let form = test.open_add_card().await?;
        form.save_card(Card::DECLINED).await?;
        expect!(form.alert()).to_contain_text("The bank declined this card").await?;
        expect_nothing_marked(test, &form).await
    });
}

async fn expect_nothing_marked(test: &BrowserTest, form: &AddCardPage) -> Result {
    assert_eq!(test.page.locator("[aria-invalid=true]").count().await?, 0);
    assert_eq!(form.summary_links().count().await?, 0);
    form.expect_error_title().await?;
    Ok(())
}
