//! Takes the screenshots of `docs/gallery`: every state of the page "Add a credit card", and the
//! other pages as they open. Light in English and dark in German, at three widths.

#[allow(dead_code)]
#[path = "../../../src/site_map.rs"]
mod site_map;

use end2end::{
    BrowserTest, Card, ENGLISH, GERMAN, Result, Setup, State, browser_test, expect,
    take_gallery_screenshot,
};
use playwright_rs::protocol::SelectOption;
use site_map::PAGES;
use std::time::Duration;

/// The form in the frame has a page of its own to load.
const EVERYTHING_LOADS: Duration = Duration::from_secs(1);
/// The pages for developers, which have no code that could come alive.
const DEVELOPERS_PATHS: [&str; 2] = ["/operations", "/tour"];
/// The laboratory's case of an answer that names another origin.
const OTHER_ORIGIN: SelectOption = SelectOption::Index(1);

fn main() {
    for width in [1440, 820, 360] {
        for (names, scheme) in [(&ENGLISH, "light"), (&GERMAN, "dark")] {
            let setup = Setup { names, scheme, window: (width, 740), ..Setup::default() };
            browser_test(setup, async |test| {
                let take = async |name: &str| {
                    let name = format!("{name}-{scheme}-{width}");
                    println!("{name}");
                    take_gallery_screenshot(&test.page, &name).await
                };
                for state in State::ALL {
                    state.reach(test).await?;
                    take(state.name()).await?;
                }
                show_flow(test).await?;
                take("inspector").await?;
                hold_flow(test).await?;
                take("inspector-held").await?;
                break_flow(test).await?;
                take("inspector-broken").await?;
                // The first page is the one with the states.
                let others = PAGES[1..].iter().map(|page| page.path);
                for path in others.chain(DEVELOPERS_PATHS) {
                    test.page.goto(&[&test.site, path].concat(), None).await?;
                    tokio::time::sleep(EVERYTHING_LOADS).await;
                    take(path.trim_start_matches('/')).await?;
                }
                send_in_laboratory(test).await?;
                take("laboratory").await?;
                Ok(())
            });
        }
    }
}

/// Saves a card, and opens the flow inspector.
async fn show_flow(test: &BrowserTest) -> Result {
    let page = State::Saved.reach(test).await?;
    page.button(page.names().show_how).click(None).await?;
    let done = test.page.locator("#flow-inspector ol > li[data-state=done]");
    expect!(done.last()).to_be_visible().await?;
    tokio::time::sleep(EVERYTHING_LOADS).await;
    Ok(())
}

/// Starts another run and holds it before the call to Zuora.
async fn hold_flow(test: &BrowserTest) -> Result {
    let page = test.add_card_page();
    page.fill_card(Card::VISA).await?;
    tokio::time::sleep(EVERYTHING_LOADS).await;
    page.button(page.names().step_by_step).click(None).await?;
    page.save().await?;
    expect!(test.page.locator("#flow-inspector ol > li[data-state=held]")).to_be_visible().await?;
    Ok(())
}

/// Lets the run that is held end, and has the next card declined.
async fn break_flow(test: &BrowserTest) -> Result {
    let page = test.add_card_page();
    page.button(page.names().step_by_step).click(None).await?;
    page.expect_saved().await?;
    let group = test.page.locator("#flow-inspector details:has(.breaks) > summary");
    group.click(None).await?;
    test.page.locator("[data-break=declined]").click(None).await?;
    group.click(None).await?;
    page.save_card(Card::VISA).await?;
    expect!(test.page.locator("#flow-inspector .broken")).to_contain_text("50000099").await?;
    tokio::time::sleep(EVERYTHING_LOADS).await;
    Ok(())
}

/// Sends a call whose answer the browser does not let the page read.
async fn send_in_laboratory(test: &BrowserTest) -> Result {
    test.open("/cors").await?;
    test.page.locator("#preset").select_option(OTHER_ORIGIN, None).await?;
    test.page.locator("#send").click(None).await?;
    expect!(test.page.locator("#verdict")).not().to_have_text("").await?;
    Ok(())
}
