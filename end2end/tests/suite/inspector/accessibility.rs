//! The panel can be used with a screen reader, in both colour schemes and at any width.

use super::{CARD, save_and_show};
use end2end::{FlowInspector, NARROW, Result, Setup, browser_test, expect, expect_accessible};
use std::{fs, path::Path};

/// What a screen reader finds in the panel before, during and after a run. `UPDATE_SNAPSHOTS=1` writes
/// the snapshots.
#[test]
fn the_panels_accessibility_tree_matches_its_snapshots() {
    browser_test(Setup::default(), async |test| {
        let (form, inspector) = save_and_show(test).await?;
        form.button("Clear all runs").click(None).await?;
        expect!(inspector.region()).to_contain_text("Nothing has been recorded yet").await?;
        expect_snapshot(&inspector, "inspector-before").await?;
        form.fill_card(CARD).await?;
        inspector.expect_state("4", "done").await?;
        form.button("Step by step").click(None).await?;
        form.save().await?;
        inspector.expect_state("7", "held: press Next").await?;
        expect_snapshot(&inspector, "inspector-during").await?;
        form.button("Step by step").click(None).await?;
        form.expect_saved().await?;
        inspector.expect_state("+", "done").await?;
        // Whether it was sent or remembered depends on how long the test has taken.
        test.sandbox.set_preflight_max_age(0).await?;
        form.button("Forget the preflight").click(None).await?;
        form.save_card(CARD).await?;
        form.expect_saved().await?;
        inspector.expect_state("6", "done").await?;
        inspector.expect_state("+", "done").await?;
        expect_snapshot(&inspector, "inspector-after").await
    });
}

async fn expect_snapshot(inspector: &FlowInspector, name: &str) -> Result {
    let tree = inspector.region().aria_snapshot(None).await?;
    // Times and numbers of runs differ from run to run.
    let mut shown = String::new();
    for character in tree.chars() {
        match character {
            '0'..='9' if shown.ends_with('0') => {}
            '0'..='9' => shown.push('0'),
            _ => shown.push(character),
        }
    }
    shown.push('\n');
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let file = folder.join(name).with_extension("yml");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&file, &shown)?;
    }
    assert_eq!(shown, fs::read_to_string(&file)?, "{name}");
    Ok(())
}

fn is_accessible(window: (u32, u32), scheme: &'static str) {
    browser_test(Setup { window, scheme, ..Setup::default() }, async |test| {
        let (form, inspector) = save_and_show(test).await?;
        inspector.expect_state("8", "done").await?;
        test.page.locator("summary:text-is('Break it')").click(None).await?;
        test.page.locator("[data-break=declined]").click(None).await?;
        form.save_card(CARD).await?;
        expect!(inspector.region().locator(".broken")).to_contain_text("50000099").await?;
        inspector.expect_state("8", "failed").await?;
        let open = "() => document.querySelectorAll('#flow-inspector details').forEach((step) => (step.open = true))";
        test.page.evaluate::<_, ()>(open, None::<&()>).await?;
        expect_accessible(test, "the open panel").await
    });
}

#[test]
fn axe_finds_nothing_in_the_open_panel_wide_and_dark() {
    is_accessible((1280, 900), "dark");
}

#[test]
fn axe_finds_nothing_in_the_open_panel_narrow_and_light() {
    is_accessible(NARROW, "light");
}
