//! Takes the screenshots of `docs/gallery`: every state of the page "Add a credit card", and the
//! other pages as they open. Light in English and dark in German, at three widths.

#[allow(dead_code)]
#[path = "../../../src/site_map.rs"]
mod site_map;

use end2end::{ENGLISH, GERMAN, Setup, State, browser_test, take_gallery_screenshot};
use site_map::PAGES;
use std::time::Duration;

/// The form in the frame has a page of its own to load.
const EVERYTHING_LOADS: Duration = Duration::from_secs(1);
/// The page for developers, which has no code that could come alive.
const OPERATIONS_PATH: &str = "/operations";

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
                // The first page is the one with the states.
                let others = PAGES[1..].iter().map(|page| page.path);
                for path in others.chain([OPERATIONS_PATH]) {
                    test.page.goto(&[&test.site, path].concat(), None).await?;
                    tokio::time::sleep(EVERYTHING_LOADS).await;
                    take(path.trim_start_matches('/')).await?;
                }
                Ok(())
            });
        }
    }
}
