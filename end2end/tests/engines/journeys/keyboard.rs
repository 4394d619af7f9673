//! The page by keyboard alone. Engines differ in what Tab reaches, and in how a list is typed into.

use super::outcomes::ACCOUNT;
use crate::visit::Visit;
use end2end::{ENGLISH, Result};
use thirtyfour::Key;

pub async fn a_card_is_saved_by_keyboard_alone(visit: &Visit) -> Result {
    visit.open("/").await?;
    // The first link skips navigation and languages.
    visit.press_key(Key::Tab).await?;
    visit.expect_focus(".skip").await?;
    visit.press_key(Key::Enter).await?;
    visit.press_key(Key::Tab).await?;
    visit.expect_focus("#card-number").await?;
    // Submitted with an error; from the summary to the field.
    for typed in ["378282246310004", "10", "2034", "1234", "Grace Hopper"] {
        visit.press(typed).await?;
        visit.press_key(Key::Tab).await?;
    }
    visit.expect_focus("#card-country").await?;
    visit.press("Germ").await?;
    let country = visit.css("#card-country").await?;
    assert_eq!(country.prop("value").await?.as_deref(), Some("DE"));
    visit.press_key(Key::Tab).await?;
    visit.expect_focus("#card-postal-code").await?;
    visit.press("10115").await?;
    visit.press_key(Key::Tab).await?;
    visit.expect_focus("#card-default").await?;
    visit.press(" ").await?;
    visit.press_key(Key::Tab).await?;
    visit.expect_focus("#card-form [type=submit]").await?;
    visit.press_key(Key::Enter).await?;
    visit.expect_text("[role=alert]:focus", "There is a problem").await?;
    visit.press_key(Key::Tab).await?;
    visit.press_key(Key::Enter).await?;
    visit.expect_focus("#card-number").await?;
    // Corrected, and submitted from the field.
    // Coming back to a field selects what is in it, which is one way to correct it in every engine.
    visit.press_key(Key::Tab).await?;
    let back = visit.driver.action_chain().key_down(Key::Shift).send_keys(Key::Tab);
    back.key_up(Key::Shift).perform().await?;
    visit.expect_focus("#card-number").await?;
    visit.press("378282246310005").await?;
    visit
        .wait("the number is corrected", async || {
            Ok(visit.card_values().await?[0] == "3782 822463 10005")
        })
        .await?;
    visit.press_key(Key::Enter).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    visit.expect_text("main", "American Express ending in 0005 is now your default card").await?;
    let cards = visit.sandbox.cards(ACCOUNT).await?;
    assert_eq!(cards[0]["accountHolderInfo"]["country"], "Germany");
    assert_eq!(cards[0]["accountHolderInfo"]["zipCode"], "10115");
    Ok(())
}
