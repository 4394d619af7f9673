//! What the customer agrees to by saving a card, and what Zuora is sent of it.

use end2end::{BrowserTest, Card, GERMAN, Result, Setup, browser_test, expect};
use serde_json::Value;

const FIELDS: [&str; 4] =
    ["mitProfileAction", "mitProfileType", "mitConsentAgreementSrc", "mitConsentAgreementRef"];

/// The profile of the only card of the account, as Zuora stores it.
async fn stored_profile(test: &BrowserTest, account: &str) -> Result<Vec<Value>> {
    let cards = test.sandbox.cards(account).await?;
    let [card] = cards.as_slice() else { return Err(format!("one card: {cards:?}").into()) };
    let id = card["id"].as_str().unwrap_or_default();
    let method = test.sandbox.get(&format!("/v1/payment-methods/{id}")).await?;
    Ok(FIELDS.iter().map(|field| method["mandateInfo"][field].clone()).collect())
}

fn profile(language: &str) -> Vec<Value> {
    let reference = format!("card-on-file-1-{language}");
    vec!["Activate".into(), "Recurring".into(), "External".into(), reference.into()]
}

#[test]
fn the_sentence_describes_the_button_and_zuora_keeps_its_reference() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        expect!(form.consent()).to_contain_text("By saving this card, you allow us").await?;
        expect!(form.save_button()).to_have_attribute("aria-describedby", "consent").await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(stored_profile(test, "A00000001").await?, profile("en"));
        Ok(())
    });
}

#[test]
fn the_reference_is_that_of_the_language_that_was_read() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        expect!(form.consent()).to_contain_text("Wenn Sie diese Karte speichern").await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(stored_profile(test, "A00000001").await?, profile("de"));
        Ok(())
    });
}

#[test]
fn a_new_account_agrees_to_the_same() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        expect!(page.consent()).to_contain_text("By saving this card, you allow us").await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        assert_eq!(stored_profile(test, "A00000003").await?, profile("en"));
        Ok(())
    });
}

#[test]
fn nobody_agrees_to_a_sentence_that_is_not_on_the_page() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test.page.evaluate_expression("document.querySelector('#consent').remove()").await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(stored_profile(test, "A00000001").await?, vec![Value::Null; 4]);
        Ok(())
    });
}
