//! The flow inspector's panel, and the CORS laboratory.

use crate::{engine::Engine, visit::Visit};
use end2end::{Card, ENGLISH, Result, names::NOT_SAVED};
use thirtyfour::By;

const STEPS: &str = "return [...document.querySelectorAll('#flow-inspector ol > li:not([hidden])')]
    .map((step) => ['.number', '.state'].map((part) => step.querySelector(part).textContent))";
/// By a script, because `WebKit`'s driver does not always find an option of a long list in view.
const CHOOSE: &str = "const list = document.querySelector('#preset');
    list.selectedIndex = arguments[0];
    list.dispatchEvent(new Event('change', { bubbles: true }));";
const AGREES: &str = "Prediction, browser and sandbox agree.";

pub async fn the_panel_shows_the_run(visit: &Visit) -> Result {
    visit.open("/").await?;
    visit.save_card(Card::VISA).await?;
    visit.expect_heading(ENGLISH.saved).await?;
    visit.click_button(ENGLISH.show_how).await?;
    let mut steps = Vec::<(String, String)>::new();
    visit
        .wait("every step is done", async || {
            steps = visit.script(STEPS, vec![]).await.unwrap_or_default();
            Ok(steps.len() >= 9 && steps.iter().all(|(_, state)| state == "done"))
        })
        .await
        .map_err(|error| format!("{error}\n{steps:?}"))?;
    // A run that is broken on purpose: Zuora's answer to the preflight names another origin.
    let unfold = By::XPath("//*[@id='flow-inspector']//summary[. = 'Break it']");
    visit.element(unfold).await?.click().await?;
    visit.css("#flow-inspector [data-break=foreign-origin]").await?.click().await?;
    visit.click_button(ENGLISH.add_another).await?;
    visit.save_card(Card::VISA).await?;
    let broken = "#flow-inspector .broken";
    visit.expect_text(broken, "What really happened").await?;
    visit.expect_text(broken, "access-control-allow-origin: https://shop.example").await?;
    visit.expect_heading(NOT_SAVED).await
}

/// The prediction of every well-known case comes true in this engine.
pub async fn the_laboratory_predicts_this_engine(visit: &Visit) -> Result {
    visit.open("/cors").await?;
    let names = "return [...document.querySelectorAll('#preset option')].map((one) => one.text)";
    let names: Vec<String> = visit.script(names, vec![]).await?;
    assert_eq!(names.len(), 14);
    let mut wrong = Vec::new();
    for (index, name) in names.iter().enumerate() {
        visit.script::<Option<bool>>(CHOOSE, vec![index.into()]).await?;
        visit.click_button("Send it").await?;
        let mut verdict = String::new();
        visit
            .wait(name, async || {
                verdict = visit.text_of("#verdict").await;
                Ok(verdict.contains('.'))
            })
            .await?;
        if !verdict.starts_with(AGREES) {
            wrong.push(name.as_str());
        }
    }
    // See docs/browsers.md.
    if visit.engine == Engine::Firefox {
        wrong.retain(|name| *name != "Two calls, and Max-Age 600");
    }
    assert_eq!(wrong, Vec::<&str>::new());
    Ok(())
}
