//! Takes the pictures of `docs/gallery`: every state of the first page, and the other pages as they
//! open; light and wide in English, dark and narrow in German.

#[allow(dead_code)]
#[path = "../../../src/site_map.rs"]
mod site_map;

use end2end::{ENGLISH, GERMAN, Result, Setup, State, Visit, browser_test};
use playwright_rs::protocol::{Animations, ScreenshotOptions, ScreenshotType};
use site_map::PAGES;
use std::{path::Path, time::Duration};

fn main() {
    for (names, scheme, window) in [(&ENGLISH, "light", (900, 600)), (&GERMAN, "dark", (360, 640))]
    {
        let setup = Setup { names, scheme, window, ..Setup::default() };
        browser_test(setup, async |visit| {
            for state in State::ALL {
                state.reach(visit).await?;
                picture(visit, &format!("{}-{scheme}", state.name())).await?;
            }
            // The first page is the one with the states.
            for page in &PAGES[1..] {
                visit.open_page(page.path).await?;
                // The frame has a page of its own to load.
                tokio::time::sleep(Duration::from_secs(1)).await;
                let name = page.path.trim_start_matches('/');
                picture(visit, &format!("{name}-{scheme}")).await?;
            }
            Ok(())
        });
    }
}

/// A picture without a digit of the card: what is in the fields shows as dots.
async fn picture(visit: &Visit, name: &str) -> Result {
    visit
        .page
        .evaluate_expression(
            "document.activeElement.blur(); scrollTo(0, 0); \
             document.querySelectorAll('input[type=text]').forEach((field) => { field.style.webkitTextSecurity = 'disc' })",
        )
        .await?;
    // What was read back, what was heard last.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../docs/gallery")
        .join(name)
        .with_extension("webp");
    let options = ScreenshotOptions::builder()
        .screenshot_type(ScreenshotType::Webp)
        .quality(80)
        .full_page(true)
        .animations(Animations::Disabled)
        .build();
    visit.page.screenshot_to_file(&file, Some(options)).await?;
    println!("{name}");
    Ok(())
}
