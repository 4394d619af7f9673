//! Pages that are left, loaded again, come back to, or open twice.

use super::outcomes::{ACCOUNT, CREATE};
use crate::{page::A_MOMENT, visit::Visit};
use end2end::{Card, ENGLISH, Result, names::UNKNOWN, nothing_happens_for};
use serde_json::json;

pub async fn a_page_loaded_again_finds_the_card(visit: &Visit) -> Result {
    visit.open("/").await?;
    let late = json!({"delayMs": 20_000, "after": true});
    visit.sandbox.fail(CREATE, late).await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_text("main", ENGLISH.sending).await?;
    visit
        .wait("the card has arrived", async || Ok(visit.sandbox.card_count(ACCOUNT).await? == 1))
        .await?;
    visit.driver.refresh().await?;
    visit.expect_live().await?;
    visit.expect_text("main", "was closed or loaded again").await?;
    visit.expect_heading(ENGLISH.saved).await?;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    // What is known is not found out again.
    visit.driver.refresh().await?;
    visit.expect_live().await?;
    visit.expect_text("#cards", "Visa ending in 1111").await?;
    assert!(!visit.has_heading(UNKNOWN).await);
    Ok(())
}

/// Whether the engine brings the page back as it was, or loads it again and fills in its fields.
pub async fn back_on_the_page_the_card_is_gone(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.fill_card(Card::CANARY).await?;
    assert!(visit.card_values().await?.iter().all(|value| !value.is_empty()));
    visit.driver.goto(format!("{}/healthz", visit.site)).await?;
    visit.driver.back().await?;
    visit.expect_live().await?;
    assert_eq!(visit.card_values().await?, [""; 5]);
    // And the page works.
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await
}

/// Web Locks and the note of an attempt, which the pages of a browser share.
pub async fn two_tabs_save_one_card(visit: &Visit) -> Result {
    let first = visit.driver.window().await?;
    visit.open("/").await?;
    visit.fill_card(Card::VISA).await?;
    let second = visit.driver.new_tab().await?;
    visit.driver.switch_to_window(second).await?;
    visit.open("/").await?;
    visit.fill_card(Card::VISA).await?;
    visit.sandbox.fail(CREATE, json!({"delayMs": 3000})).await?;
    visit.save().await?;
    visit.expect_text("main", ENGLISH.sending).await?;
    visit.driver.switch_to_window(first).await?;
    visit.save().await?;
    visit.expect_heading(ENGLISH.saved).await?;
    nothing_happens_for(A_MOMENT).await;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    Ok(())
}

/// The menu is a popover, and each entry a link.
pub async fn the_menu_changes_the_customer(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.css("button[popovertarget=customers]").await?.click().await?;
    visit.link("Blue Harbour").await?.click().await?;
    visit.expect_text("#signed-in", "Blue Harbour").await?;
    visit.expect_live().await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 0);
    assert_eq!(visit.sandbox.card_count("A00000002").await?, 1);
    Ok(())
}
