//! While a card is on its way to Zuora.

use end2end::{Card, Setup, browser_test, expect};
use serde_json::json;

#[test]
fn the_fields_are_held_while_a_card_is_being_saved() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 2000})).await?;
        form.save_card(Card::VISA).await?;
        let [_, month, _, holder, _] = form.fields();
        for field in [&month, &holder] {
            let before = field.input_value(None).await?;
            field.focus().await?;
            test.page.keyboard().type_text("13", None).await?;
            expect!(field.clone()).to_have_value(&before).await?;
        }
        form.expect_saved().await?;
        // The twin: they are not once another card is to be added.
        form.button("Add another card").click(None).await?;
        month.fill("13", None).await?;
        expect!(month).to_have_value("13").await?;
        Ok(())
    });
}

#[test]
fn a_second_enter_while_a_card_is_being_saved_does_nothing() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"delayMs": 3000})).await?;
        form.fill_card(Card::VISA).await?;
        form.security_code().focus().await?;
        for _ in 0..3 {
            test.page.keyboard().press("Enter", None).await?;
        }
        expect!(form.save_button()).to_be_disabled().await?;
        form.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn fifty_clicks_save_one_card() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        test
            .page
            .evaluate_expression("for (let i = 0; i < 50; i++) document.querySelector('button[type=submit]').click()")
            .await?;
        form.expect_saved().await?;
        let calls = test.sandbox.calls().await?;
        let created =
            calls.iter().filter(|call| *call == "POST /v1/payment-methods/credit-cards").count();
        let signed = calls.iter().filter(|call| *call == "POST /v1/hmac-signatures").count();
        assert_eq!((signed, created), (1, 1), "{calls:?}");
        Ok(())
    });
}
