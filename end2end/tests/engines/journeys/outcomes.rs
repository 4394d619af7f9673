//! What can become of a card, and of an account.

use crate::visit::Visit;
use end2end::{
    Card, ENGLISH, Result,
    names::{ACCOUNT_CREATED, CREATE_ACCOUNT, CUSTOMER, NOT_SAVED, UNKNOWN},
};
use serde_json::json;

pub const ACCOUNT: &str = "A00000001";
pub const CREATE: &str = "create-payment-method";

pub async fn a_card_is_saved(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    visit.expect_text("main", "Visa ending in 1111").await?;
    visit.expect_focus("#cards li").await?;
    let cards = visit.sandbox.cards(ACCOUNT).await?;
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0]["accountHolderInfo"]["accountHolderName"], Card::VISA.holder);
    visit.click_button(ENGLISH.add_another).await?;
    assert_eq!(visit.card_values().await?, [""; 5]);
    Ok(())
}

pub async fn a_refused_card_is_explained(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.save_card(Card::DECLINED).await?;
    visit.expect_text("main", "The bank declined this card").await?;
    visit.expect_text("main", "Nothing was saved").await?;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 0);
    // The security code has to be typed again, and then the next card is saved.
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await
}

/// The card is saved, and the browser keeps the answer from the page.
pub async fn a_lost_answer_is_found_out(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.sandbox.fail(CREATE, json!({"dropCors": true})).await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(UNKNOWN).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    assert!(!visit.has_heading(NOT_SAVED).await);
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    Ok(())
}

pub async fn a_card_that_never_arrived_was_not_saved(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.sandbox.fail(CREATE, json!({"malformed": true})).await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(UNKNOWN).await?;
    visit.expect_heading(NOT_SAVED).await?;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 0);
    visit.click_button("Try again").await?;
    visit.fill(ENGLISH.security_code, Card::VISA.security_code).await?;
    visit.click_button("Try again").await?;
    visit.expect_heading(ENGLISH.saved).await?;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    Ok(())
}

pub async fn an_account_is_created(visit: &Visit) -> Result {
    visit.open("/account").await?;
    for (label, text) in CUSTOMER {
        visit.fill(label, text).await?;
    }
    visit.choose("Currency", "EUR").await?;
    visit.choose(ENGLISH.country, "GB").await?;
    visit.fill(ENGLISH.postal_code, "LS1 4AP").await?;
    visit.fill_card(Card::VISA).await?;
    visit.click_button(CREATE_ACCOUNT).await?;
    visit.expect_heading(ACCOUNT_CREATED).await?;
    visit.expect_text("#signed-in", "Cedar & Sons").await
}

pub async fn a_card_is_removed_in_a_dialog(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    for (answer, left) in [("Keep card", 1), ("Remove card", 0)] {
        visit.click_button("Remove: Visa ending in 1111").await?;
        visit.expect_focus("dialog[open] *").await?;
        visit.click_button(answer).await?;
        visit
            .wait("the dialog is closed", async || {
                visit.script("return !document.querySelector('dialog[open]')", vec![]).await
            })
            .await?;
        visit
            .wait("the list is Zuora’s", async || {
                Ok(visit.sandbox.card_count(ACCOUNT).await? == left)
            })
            .await?;
    }
    visit.expect_text("#cards-status", "Removed:").await
}
