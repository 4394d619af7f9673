//! The panel's switches and buttons do what they say.

use super::{CARD, save_and_show};
use end2end::{Setup, browser_test, expect, nothing_happens_for, wait_until};
use playwright_rs::ClickOptions;
use serde_json::json;
use std::time::Duration;

#[test]
fn step_mode_holds_each_call_until_next_is_pressed() {
    browser_test(Setup::default(), async |test| {
        let (form, inspector) = save_and_show(test).await?;
        form.button("Step by step").click(None).await?;
        let before = test.sandbox.calls().await?.len();
        form.fill_card(CARD).await?;
        inspector.expect_state("1", "held: press Next").await?;
        nothing_happens_for(Duration::from_millis(300)).await;
        assert_eq!(test.sandbox.calls().await?.len(), before);
        form.button("Next").click(None).await?;
        inspector.expect_state("4", "done").await?;
        form.save().await?;
        inspector.expect_state("7", "held: press Next").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        form.button("Next").click(None).await?;
        inspector.expect_state("+", "held: press Next").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 2);
        form.button("Next").click(None).await?;
        inspector.expect_state("+", "done").await?;

        expect!(inspector.region().locator("tbody tr")).to_have_count(2).await?;
        form.button("Clear all runs").click(None).await?;
        expect!(inspector.region().locator("tbody tr")).to_have_count(0).await?;
        assert_eq!(inspector.recorded().await?["runs"], json!([]));
        Ok(())
    });
}

/// How often the panel is drawn in this many milliseconds.
const DRAWN: &str = "async (time) => {
    let count = 0;
    const observer = new MutationObserver((changes) => (count += changes.length));
    observer.observe(document.querySelector('#flow-inspector section'), { childList: true, subtree: true });
    await new Promise((done) => setTimeout(done, time));
    return count;
}";

/// A panel in which nothing happens is not drawn again, or no press would arrive and no focus stay.
#[test]
fn an_earlier_run_is_chosen_by_a_slow_press_or_a_key() {
    browser_test(Setup::default(), async |test| {
        let (form, inspector) = save_and_show(test).await?;
        form.save_card(CARD).await?;
        form.expect_saved().await?;
        inspector.expect_state("+", "done").await?;
        wait_until(async || Ok(test.page.evaluate::<_, u32>(DRAWN, Some(&300)).await? == 0))
            .await?;
        let run = |number| test.page.locator(format!("#flow-inspector [data-run='{number}']"));
        expect!(run(2)).to_have_attribute("aria-pressed", "true").await?;
        run(1).click(ClickOptions::builder().delay(120.0).build()).await?;
        expect!(run(1)).to_have_attribute("aria-pressed", "true").await?;
        expect!(run(1)).to_be_focused().await?;
        run(2).press("Enter", None).await?;
        expect!(run(2)).to_have_attribute("aria-pressed", "true").await?;
        expect!(run(2)).to_be_focused().await?;
        Ok(())
    });
}

#[test]
fn a_preflight_can_be_forgotten() {
    browser_test(Setup::default(), async |test| {
        test.sandbox.set_preflight_max_age(600).await?;
        let (form, inspector) = save_and_show(test).await?;
        form.save_card(CARD).await?;
        form.expect_saved().await?;
        inspector.expect_state("5", "not needed: remembered").await?;
        form.button("Forget the preflight").click(None).await?;
        form.save_card(CARD).await?;
        form.expect_saved().await?;
        inspector.expect_state("5", "done").await?;
        let calls = test.sandbox.creating_calls().await?;
        let preflights = calls.iter().filter(|call| call.starts_with("OPTIONS"));
        assert_eq!(preflights.count(), 2, "{calls:?}");
        Ok(())
    });
}

#[test]
fn a_used_token_is_struck_through() {
    browser_test(Setup::default(), async |test| {
        let (_, inspector) = save_and_show(test).await?;
        inspector.expect_state("8", "done").await?;
        let run = &inspector.recorded().await?["runs"][0];
        let script = "() => document.querySelector('#flow-inspector s.token').textContent";
        let struck: String = test.page.evaluate(script, None::<&()>).await?;
        assert_eq!(Some(&*struck), run["sign"]["reply"]["token"].as_str());
        Ok(())
    });
}
