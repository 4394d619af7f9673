//! The CORS laboratory as people use it. That its predictions are right for every combination is in
//! `cors_table.rs`.

use end2end::{
    BrowserTest, ENGLISH, GERMAN, NARROW, Result, Setup, SitePage, browser_test, expect,
    expect_accessible, expect_focus, named,
};
use playwright_rs::{
    AriaRole,
    protocol::{BoundingBox, Locator},
};
use serde_json::Value;

const AGREES: &str = "Prediction, browser and sandbox agree.";
const NOT_SENT: &str = "Not sent yet.";

fn part(test: &BrowserTest, id: &str) -> Locator {
    test.page.locator(format!("#{id}"))
}

async fn open(test: &BrowserTest) -> Result<SitePage> {
    test.open("/cors").await
}

/// Chooses a value of a switch, or a case, by its name in the page.
async fn choose(test: &BrowserTest, id: &str, name: &str) -> Result {
    part(test, id).select_option(name, None).await?;
    Ok(())
}

async fn send(page: &SitePage) -> Result {
    Ok(page.button("Send it").click(None).await?)
}

async fn text(test: &BrowserTest, id: &str) -> Result<String> {
    Ok(part(test, id).inner_text().await?)
}

#[test]
fn every_case_ends_as_it_was_predicted() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        let cases = "() => [...document.querySelectorAll('#preset option')].map((one) => one.text)";
        let cases: Vec<String> = test.page.evaluate(cases, None::<&()>).await?;
        assert_eq!(cases.len(), 14);
        for case in cases {
            choose(test, "preset", &case).await?;
            expect!(part(test, "told")).to_have_text(NOT_SENT).await?;
            let outcome = test.page.locator("#predicted .outcome").inner_text().await?;
            send(&page).await?;
            expect!(part(test, "verdict")).to_have_text(&format!("{AGREES} {outcome}")).await?;
            let told = text(test, "told").await?;
            let expected = match &*outcome {
                "The page reads the answer." => "Status: 200",
                "The call arrives, and its answer is closed to the page." => "opaque",
                _ => "TypeError: Failed to fetch",
            };
            assert!(told.contains(expected), "{case}: {told}");
            let exchanges = part(test, "seen").locator("strong").all_inner_texts().await?;
            let methods: Vec<_> = exchanges.iter().filter_map(|it| it.split(' ').next()).collect();
            let predicted = text(test, "predicted").await?;
            let line = format!("The sandbox receives: {}", methods.join(", "));
            assert!(predicted.contains(&line), "{case}: {line} in {predicted}");
        }
        Ok(())
    });
}

#[test]
fn what_the_page_is_not_told_is_what_the_sandbox_saw() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        choose(test, "origin", "another origin").await?;
        let predicted = text(test, "predicted").await?;
        for words in [
            "The call is not made",
            "content-type: application/json, signature, token",
            "does not name this page’s origin",
            "CORS check, step 4",
        ] {
            assert!(predicted.contains(words), "{words} in {predicted}");
        }
        send(&page).await?;
        expect!(part(test, "verdict")).to_contain_text(AGREES).await?;
        let told = text(test, "told").await?;
        assert!(!told.contains("another.example") && told.contains("Failed to fetch"), "{told}");
        let seen = text(test, "seen").await?;
        for words in [
            "OPTIONS → 204",
            "access-control-request-headers: content-type,signature,token",
            "access-control-allow-origin: https://another.example",
        ] {
            assert!(seen.contains(words), "{words} in {seen}");
        }
        assert!(!seen.contains("POST →"), "{seen}");

        choose(test, "origin", "this page’s origin").await?;
        expect!(part(test, "seen")).to_have_text(NOT_SENT).await?;
        expect!(part(test, "verdict")).to_have_text("").await?;
        send(&page).await?;
        expect!(part(test, "verdict")).to_contain_text(AGREES).await?;
        let told = text(test, "told").await?;
        assert!(told.contains(r#"{"arrived":true}"#) && told.contains("content-type:"), "{told}");
        assert!(!told.contains("access-control-"), "no page reads these: {told}");
        expect!(part(test, "seen")).to_contain_text("POST → 200").await?;
        Ok(())
    });
}

/// Something else in the browser ends the call: the page does not claim that the rules had foreseen it.
#[test]
fn a_prediction_that_does_not_come_true_is_called_wrong() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        test.abort_requests("**/sandbox/cors-laboratory/**").await?;
        send(&page).await?;
        let verdict = "The browser did something else than was predicted.";
        expect!(part(test, "verdict")).to_have_text(verdict).await?;
        expect!(part(test, "seen")).to_have_text("Nothing has arrived.").await?;
        Ok(())
    });
}

#[test]
fn it_works_by_keyboard_and_says_the_outcome_once() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        let keyboard = test.page.keyboard();
        let preset = page.role(AriaRole::Combobox, "Start from");
        preset.focus().await?;
        keyboard.press("ArrowDown", None).await?;
        expect!(part(test, "predicted")).to_contain_text("The call is not made").await?;
        // Past five switches of the call and eight of the answer.
        for _ in 0..14 {
            keyboard.press("Tab", None).await?;
        }
        let button = page.button("Send it");
        expect_focus(&button).await?;
        keyboard.press("Enter", None).await?;
        expect!(part(test, "verdict")).to_contain_text(AGREES).await?;
        expect!(button.clone()).to_be_enabled().await?;
        expect_focus(&button).await?;
        let live = "() => [...document.querySelectorAll('[role=status], [aria-live]')]
            .filter((one) => one.checkVisibility()).map((one) => one.id)";
        let live: Vec<String> = test.page.evaluate(live, None::<&()>).await?;
        assert_eq!(live, ["verdict"]);
        Ok(())
    });
}

#[test]
fn it_is_linked_from_how_it_works_and_speaks_german() {
    browser_test(Setup { names: &GERMAN, ..Setup::default() }, async |test| {
        test.page.goto(&format!("{}/operations", test.site), None).await?;
        let link = test.page.get_by_role(AriaRole::Link, Some(named("CORS-Labor")));
        link.click(None).await?;
        let page = SitePage::new(&test.page, &GERMAN);
        page.wait_until_hydrated().await?;
        expect!(page.heading("CORS-Labor")).to_be_visible().await?;
        choose(test, "preset", "Origin * mit Credentials").await?;
        expect!(part(test, "predicted")).to_contain_text("Der Aufruf findet nicht statt").await?;
        page.button("Senden").click(None).await?;
        expect!(part(test, "verdict")).to_contain_text("stimmen überein").await?;
        Ok(())
    });
}

/// The prediction of the first case, and the table of all.
#[test]
fn without_script_it_explains_the_well_known_cases() {
    browser_test(Setup { script: false, ..Setup::default() }, async |test| {
        test.page.goto(&format!("{}/cors", test.site), None).await?;
        let page = SitePage::new(&test.page, &ENGLISH);
        expect!(page.button("Send it")).to_be_disabled().await?;
        expect!(test.page.locator("noscript p")).to_contain_text("needs JavaScript").await?;
        expect!(part(test, "predicted")).to_contain_text("The page reads the answer.").await?;
        let row = test.page.get_by_role(AriaRole::Row, None).nth(3);
        for words in
            ["Origin * with credentials", "The call is not made", "CORS check, steps 3 and 4"]
        {
            expect!(row.clone()).to_contain_text(words).await?;
        }
        Ok(())
    });
}

/// Before a call and after one.
fn is_accessible(window: (u32, u32), scheme: &'static str) {
    browser_test(Setup { window, scheme, ..Setup::default() }, async |test| {
        let page = open(test).await?;
        expect_accessible(test, "before a call").await?;
        for case in ["The call is redirected", "Origin * with credentials"] {
            choose(test, "preset", case).await?;
            send(&page).await?;
            expect!(part(test, "verdict")).to_contain_text(AGREES).await?;
            expect_accessible(test, case).await?;
        }
        Ok(())
    });
}

#[test]
fn axe_finds_nothing_wide_and_light() {
    is_accessible((1440, 900), "light");
}

#[test]
fn axe_finds_nothing_narrow_and_dark() {
    is_accessible(NARROW, "dark");
}

#[test]
fn axe_finds_nothing_wide_and_dark() {
    is_accessible((1440, 900), "dark");
}

/// Where there is room, the three sides are compared at a glance.
#[test]
fn the_three_sides_are_beside_each_other_where_there_is_room() {
    for (window, beside) in [((1440, 900), true), ((360, 740), false)] {
        browser_test(Setup { window, ..Setup::default() }, async |test| {
            open(test).await?;
            let mut places = Vec::<BoundingBox>::new();
            for id in ["predicted", "told", "seen"] {
                places.push(part(test, id).bounding_box().await?.ok_or("it is on the page")?);
            }
            assert_eq!((places[0].y - places[2].y).abs() < 1.0, beside, "{places:?}");
            Ok(())
        });
    }
}

/// Nothing about a run is kept, and nothing of it comes near the shop's server.
#[test]
fn a_call_of_the_laboratory_is_not_the_sites() {
    browser_test(Setup::default(), async |test| {
        let page = open(test).await?;
        send(&page).await?;
        expect!(part(test, "verdict")).to_contain_text(AGREES).await?;
        assert!(!test.has_sent("/sandbox/cors-laboratory/"));
        let journal = test.sandbox.journal().await?;
        let is_own = |exchange: &&Value| {
            exchange["path"]
                .as_str()
                .is_some_and(|path| path.starts_with("/sandbox/cors-laboratory/"))
        };
        assert_eq!(journal.iter().filter(is_own).count(), 2, "a preflight and a call");
        assert!(journal.iter().all(|exchange| exchange["headers"].get("cookie").is_none()));
        Ok(())
    });
}
