//! The region "Your cards": what it shows, what can be done with each card, and what happens when
//! Zuora or another page has changed the list.

use end2end::{
    AddCardPage, BrowserTest, Card, GERMAN, Result, Setup, browser_test, expect, expect_focus,
};
use serde_json::json;

const ACCOUNT: &str = "A00000001";
const VISA: &str = "Visa ending in 1111";
const MASTERCARD: &str = "Mastercard ending in 4444";

/// Saves a Mastercard, then a Visa as the default.
async fn save_two(test: &BrowserTest) -> Result<AddCardPage> {
    let form = test.open_add_card().await?;
    form.save_card(Card { number: "5555555555554444", ..Card::VISA }).await?;
    form.expect_saved().await?;
    form.fill_card(Card::VISA).await?;
    form.make_default().check(None).await?;
    form.save().await?;
    form.expect_saved().await?;
    form.cards().expect_count(2).await?;
    Ok(form)
}

async fn remove(form: &AddCardPage, card: &str) -> Result {
    form.cards().remove(card).click(None).await?;
    expect!(form.cards().dialog()).to_contain_text(card).await?;
    form.button("Remove card").click(None).await?;
    Ok(())
}

#[test]
fn an_account_without_cards_says_so() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        expect!(form.cards().region())
            .to_contain_text("There is no card in your account yet")
            .await?;
        form.cards().expect_count(0).await
    });
}

#[test]
fn a_saved_card_takes_the_place_of_the_form_and_has_the_focus_in_the_list() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert!(!form.number().is_visible().await?);
        let card = form.cards().item(0);
        expect!(card.clone()).to_contain_text(VISA).await?;
        expect!(card.clone()).to_contain_text("Expires 10/2034").await?;
        expect_focus(&card).await?;
        // Also once Zuora has confirmed it.
        expect!(form.main()).to_contain_text("As Zuora has it").await?;
        expect_focus(&form.cards().item(0)).await?;

        form.button("Add another card").click(None).await?;
        expect_focus(&form.number()).await?;
        expect!(form.number()).to_have_value("").await?;
        assert_eq!(form.saved().count().await?, 0);
        form.cards().expect_count(1).await
    });
}

#[test]
fn the_default_is_first_and_another_card_can_become_it() {
    browser_test(Setup::default(), async |test| {
        let form = save_two(test).await?;
        let cards = form.cards();
        expect!(cards.item(0)).to_contain_text(VISA).await?;
        expect!(cards.item(0)).to_contain_text("Default").await?;
        assert_eq!(cards.make_default(VISA).count().await?, 0);
        cards.make_default(MASTERCARD).click(None).await?;
        expect!(cards.region()).to_contain_text("Your default card is now: Mastercard").await?;
        expect!(cards.item(0)).to_contain_text(MASTERCARD).await?;
        expect!(cards.make_default(VISA)).to_be_visible().await?;
        expect_focus(&cards.item(0)).await?;
        let zuoras = test.sandbox.cards(ACCOUNT).await?;
        let default: Vec<_> = zuoras.iter().filter(|card| card["isDefault"] == true).collect();
        assert_eq!(default.len(), 1);
        assert_eq!(default[0]["creditCardType"], "MasterCard");
        Ok(())
    });
}

#[test]
fn a_card_is_removed_after_a_question_and_kept_without_the_answer() {
    browser_test(Setup::default(), async |test| {
        let form = save_two(test).await?;
        let cards = form.cards();
        for keep in [true, false] {
            cards.remove(MASTERCARD).click(None).await?;
            expect!(cards.dialog()).to_be_visible().await?;
            match keep {
                true => form.button("Keep card").click(None).await?,
                false => test.page.keyboard().press("Escape", None).await?,
            }
            expect!(cards.dialog()).to_have_count(0).await?;
            assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 2);
        }
        remove(&form, MASTERCARD).await?;
        cards.expect_count(1).await?;
        expect!(cards.region()).to_contain_text("Removed: Mastercard ending in 4444").await?;
        expect_focus(&form.heading("Your cards")).await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 1);
        Ok(())
    });
}

#[test]
fn the_default_card_is_removed_only_after_another_is_the_default() {
    browser_test(Setup::default(), async |test| {
        let form = save_two(test).await?;
        let cards = form.cards();
        cards.remove(VISA).click(None).await?;
        expect!(cards.region()).to_contain_text("Make another card the default first").await?;
        assert_eq!(cards.dialog().count().await?, 0);
        cards.make_default(MASTERCARD).click(None).await?;
        expect!(cards.item(0)).to_contain_text(MASTERCARD).await?;
        remove(&form, VISA).await?;
        cards.expect_count(1).await?;
        expect!(cards.region()).not().to_contain_text("Make another card").await?;
        Ok(())
    });
}

#[test]
fn a_card_that_was_removed_elsewhere_is_said_to_be_gone() {
    browser_test(Setup::default(), async |test| {
        let form = save_two(test).await?;
        let page = test.page.context()?.new_page().await?;
        page.goto(&test.site, None).await?;
        let other = AddCardPage::new(&page, form.names());
        other.cards().expect_count(2).await?;
        remove(&other, MASTERCARD).await?;
        other.cards().expect_count(1).await?;

        form.cards().make_default(MASTERCARD).click(None).await?;
        expect!(form.cards().region()).to_contain_text("no longer in your account").await?;
        form.cards().expect_count(1).await
    });
}

#[test]
fn a_card_saved_on_another_page_appears_by_itself() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.cards().expect_count(0).await?;
        let page = test.page.context()?.new_page().await?;
        page.goto(&test.site, None).await?;
        let other = AddCardPage::new(&page, form.names());
        other.wait_until_hydrated().await?;
        other.save_card(Card::VISA).await?;
        other.expect_saved().await?;
        form.cards().expect_count(1).await
    });
}

#[test]
fn the_form_works_while_the_list_cannot_be_loaded() {
    browser_test(Setup::default(), async |test| {
        test.abort_requests("**/api/payment-methods/list").await?;
        let form = test.open_add_card().await?;
        let region = form.cards().region();
        expect!(region.clone()).to_contain_text("could not load your cards").await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        expect_focus(&form.saved()).await?;
        test.page.unroute("**/api/payment-methods/list").await?;
        form.button("Load again").click(None).await?;
        form.cards().expect_count(1).await
    });
}

#[test]
fn a_change_whose_answer_is_lost_shows_the_list_as_it_is() {
    browser_test(Setup::default(), async |test| {
        let form = save_two(test).await?;
        test.abort_requests("**/api/payment-methods/make-default").await?;
        form.cards().make_default(MASTERCARD).click(None).await?;
        expect!(form.cards().region()).to_contain_text("That may not have worked").await?;
        expect!(form.cards().item(0)).to_contain_text(VISA).await?;
        expect!(form.cards().make_default(MASTERCARD)).to_be_enabled().await?;
        Ok(())
    });
}

#[test]
fn a_card_that_is_there_already_is_mentioned_and_not_forbidden() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        let notice = test.page.locator("#card-duplicate");
        form.fill_card(Card { year: "2033", ..Card::VISA }).await?;
        assert!(!notice.is_visible().await?);
        form.fill_card(Card::VISA).await?;
        expect!(notice.clone()).to_be_visible().await?;
        form.save().await?;
        form.expect_saved().await?;
        form.cards().expect_count(2).await?;
        assert_eq!(test.sandbox.card_count(ACCOUNT).await?, 2);
        Ok(())
    });
}

#[test]
fn an_expired_card_is_marked() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        let id =
            test.sandbox.cards(ACCOUNT).await?[0]["id"].as_str().unwrap_or_default().to_owned();
        let expiry = json!({"expirationMonth": 1, "expirationYear": 2020});
        test.sandbox.put(&format!("/v1/payment-methods/{id}"), &expiry).await?;
        let form = test.open_add_card().await?;
        expect!(form.cards().item(0)).to_contain_text("Expired").await?;
        expect!(form.cards().item(0)).to_contain_text("Expires 1/2020").await?;
        Ok(())
    });
}

#[test]
fn the_list_is_german_on_a_german_page() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        expect!(form.cards().region()).to_contain_text("noch keine Karte").await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        expect!(form.cards().item(0)).to_contain_text("Gültig bis 10/2034").await?;
        form.button("Entfernen: Visa mit den Endziffern 1111").click(None).await?;
        Ok(())
    });
}
