//! The guided tour: a page without code of its own, in each language, and what it tells people to
//! press is there.

use end2end::{
    BrowserTest, FlowPanel, NARROW, PageOperation, Result, Setup, browser_test, expect,
    expect_accessible,
};
use playwright_rs::AriaRole;

async fn open(test: &BrowserTest, query: &str) -> Result {
    test.page.goto(&format!("{}/tour{query}", test.site), None).await?;
    Ok(())
}

#[test]
fn it_has_eight_stops_in_each_language_and_fits_a_narrow_window() {
    browser_test(Setup { window: NARROW, ..Setup::default() }, async |test| {
        for (query, title) in [("", "Guided tour"), ("?lang=de", "Rundgang")] {
            open(test, query).await?;
            expect!(test.page.get_by_role(AriaRole::Heading, None).first())
                .to_have_text(title)
                .await?;
            expect!(test.page.locator(".tour > li")).to_have_count(8).await?;
            expect_accessible(test, query).await?;
        }
        Ok(())
    });
}

#[test]
fn how_it_works_and_the_panel_lead_to_it() {
    browser_test(Setup::default(), async |test| {
        test.page.goto(&format!("{}/operations", test.site), None).await?;
        let link = || test.page.locator("main a[href='/tour']");
        link().click(None).await?;
        expect!(test.page.locator(".tour > li")).to_have_count(8).await?;
        FlowPanel::open(test, PageOperation::Card).await?;
        // Not in this tab: the runs would be gone.
        expect!(link()).to_have_attribute("target", "_blank").await?;
        Ok(())
    });
}

/// Each stop from the third on names a button of the panel's.
#[test]
fn the_breaks_of_its_stops_are_in_the_panel() {
    browser_test(Setup::default(), async |test| {
        open(test, "").await?;
        let titles =
            "() => [...document.querySelectorAll('.tour h2')].map((title) => title.textContent)";
        let titles: Vec<String> = test.page.evaluate(titles, None::<&()>).await?;
        let panel = FlowPanel::open(test, PageOperation::Card).await?;
        panel.unfold("Break it").await?;
        let labels = "() => [...document.querySelectorAll('[data-break]:not([hidden])')].map((button) => button.textContent)";
        let labels: Vec<String> = test.page.evaluate(labels, None::<&()>).await?;
        assert!(titles[2..].iter().all(|title| labels.contains(title)), "{titles:?} {labels:?}");
        Ok(())
    });
}
