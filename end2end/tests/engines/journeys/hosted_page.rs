//! Zuora's form in its frame, and the messages from it.

use super::outcomes::ACCOUNT;
use crate::{engine::Engine, page::A_MOMENT, visit::Visit};
use end2end::{Card, ENGLISH, Result, nothing_happens_for};

pub async fn a_card_is_saved_in_zuoras_form(visit: &Visit) -> Result {
    visit.open("/hosted-page").await?;
    visit.submit_hosted(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    Ok(())
}

pub async fn a_declined_card_can_be_tried_again(visit: &Visit) -> Result {
    visit.open("/hosted-page").await?;
    visit.submit_hosted(Card::DECLINED).await?;
    visit.enter_hosted("[role=alert]").await?;
    visit.click_button("Try again").await?;
    visit.enter_hosted("form input:not([type=hidden])").await?;
    visit.driver.enter_default_frame().await?;
    assert!(!visit.has_heading(ENGLISH.saved).await);
    assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 0);
    // Under WebKit's driver the second form is not submitted; why is not known.
    if visit.engine != Engine::WebKit {
        visit.submit_hosted(Card::VISA).await?;
        visit.expect_heading(ENGLISH.saved).await?;
        assert_eq!(visit.sandbox.card_count(ACCOUNT).await?, 1);
    }
    Ok(())
}

/// A message that does not come from Zuora's frame is not even taken to the server.
pub async fn a_message_from_elsewhere_is_not_believed(visit: &Visit) -> Result {
    visit.open("/hosted-page").await?;
    visit.enter_hosted("form").await?;
    visit.driver.enter_default_frame().await?;
    let message = "postMessage(JSON.stringify({ success: true, refId: 'x', signature: 'x' }), '*')";
    visit.script::<Option<bool>>(message, vec![]).await?;
    nothing_happens_for(A_MOMENT).await;
    assert!(!visit.has_heading(ENGLISH.saved).await);
    let confirmed = |path: &str| path.starts_with("/api/hosted-page/confirm");
    assert!(!visit.between.passed().iter().any(|request| confirmed(&request.path)));
    // The twin: one that does come from there.
    visit.submit_hosted(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    assert!(visit.between.passed().iter().any(|request| confirmed(&request.path)));
    Ok(())
}
