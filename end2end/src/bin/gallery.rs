//! Takes the screenshots of `docs/gallery`: every state of the page "Add a credit card", and the
//! other pages as they open. Light, wide and in English; dark, narrow and in German.

#[allow(dead_code)]
#[path = "../../../src/site_map.rs"]
mod site_map;

use end2end::{ENGLISH, GERMAN, Setup, State, browser_test, take_gallery_screenshot};
use site_map::PAGES;
use std::time::Duration;

/// The form in the frame has a page of its own to load.
const FRAME_LOADS: Duration = Duration::from_secs(1);

fn main() {
    for (names, scheme, window) in [(&ENGLISH, "light", (900, 600)), (&GERMAN, "dark", (360, 640))]
    {
        let setup = Setup { names, scheme, window, ..Setup::default() };
        browser_test(setup, async |test| {
            let take = async |name: &str| {
                let name = format!("{name}-{scheme}");
                println!("{name}");
                take_gallery_screenshot(&test.page, &name).await
            };
            for state in State::ALL {
                state.reach(test).await?;
                take(state.name()).await?;
            }
            // The first page is the one with the states.
            for page in &PAGES[1..] {
                test.open(page.path).await?;
                tokio::time::sleep(FRAME_LOADS).await;
                take(page.path.trim_start_matches('/')).await?;
            }
            Ok(())
        });
    }
}
