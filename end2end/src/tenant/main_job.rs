//! The browser's main job with a tenant: the page opens, a card is typed, Zuora saves it.

use super::settings::Credentials;
use crate::{AddCardPage, App, Card, ENGLISH, Result, page_in_new_context};

/// Saves a card with this holder, who says whose card it is when it is removed.
pub async fn save_card(credentials: &Credentials, port: u16, holder: &str) -> Result {
    let mut settings = credentials.variables();
    settings.push(("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}")));
    settings.push(("PUBLIC_ORIGIN", format!("http://localhost:{port}")));
    let app = App::start(&settings).await?;
    let page = page_in_new_context().await?;
    page.goto(&app.site, None).await?;
    let form = AddCardPage::new(&page, &ENGLISH);
    form.wait_until_hydrated().await?;
    form.save_card(Card { holder, ..Card::VISA }).await?;
    let saved = form.expect_saved().await;
    if saved.is_err() {
        // The alert has Zuora's code and words, and never the card.
        let alert = form.alert().text_content().await?;
        return Err(
            format!("no \"Card saved\"; the page says: {}", alert.unwrap_or_default()).into()
        );
    }
    page.context()?.close().await?;
    Ok(())
}
