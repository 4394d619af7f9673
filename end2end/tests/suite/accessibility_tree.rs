//! What a screen reader finds in each state of the page, compared with snapshots.

use end2end::{BrowserTest, Card, Result, Setup, State, browser_test, expect, expect_focus};
use std::{fs, path::Path};

/// The whole tree of each state, compared with `end2end/snapshots`. `UPDATE_SNAPSHOTS=1` writes the
/// snapshots; read the difference before you commit it.
#[test]
fn the_accessibility_tree_of_each_state_matches_its_snapshot() {
    browser_test(Setup::default(), async |test| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
        for state in State::ALL {
            let form = state.reach(test).await?;
            if state == State::Faults {
                expect_focus(&form.alert()).await?;
            }
            if state == State::Empty {
                form.cards().expect_loaded().await?;
            }
            // The line about the run comes a moment after its result.
            if !matches!(state, State::Empty | State::Faults | State::InFlight) {
                expect!(form.button("Show how")).to_be_visible().await?;
            }
            let file = folder.join(state.name()).with_extension("yml");
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                fs::create_dir_all(&folder)?;
                fs::write(&file, tree(test).await?)?;
            }
            assert_eq!(tree(test).await?, fs::read_to_string(&file)?, "{}", state.name());
        }
        Ok(())
    });
}

/// The tree without ids and times, which differ from run to run, without the card, and with the first country
/// of the list alone: a test of the server compares all of them.
async fn tree(test: &BrowserTest) -> Result<String> {
    let tree = test.page.aria_snapshot(None).await?;
    let mut options = 0;
    let lines = tree.split_inclusive('\n').filter(|line| {
        let is_option = line.trim_start().starts_with("- option ");
        options += usize::from(is_option);
        !is_option || options <= 2
    });
    let lines = lines.map(|line| match line.split_once('"') {
        Some((start, sentence)) if sentence.contains(" calls, ") => format!("{start}(the run)\n"),
        _ => line.to_owned(),
    });
    let tree: String = lines.collect();
    let words = tree.split_inclusive([' ', '\n']).map(|word| {
        let id = word.trim_end().trim_end_matches('"');
        let is_id = id.len() >= 16
            && id.chars().all(|character| character.is_ascii_hexdigit() || character == '-');
        if is_id { word.replace(id, "(id)") } else { word.to_owned() }
    });
    // After the ids: a random one may contain the digits of the code.
    let tree: String = words.collect();
    let tree =
        tree.replace(Card::VISA_SPACED, "(number)").replace(Card::VISA.security_code, "(code)");
    Ok(tree + "\n")
}
