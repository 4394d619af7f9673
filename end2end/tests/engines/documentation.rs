//! Holds `docs/browsers.md` to the journeys.

use crate::journeys;
use end2end::Result;
use std::{collections::BTreeSet, fs, path::Path};

/// The document's table has every journey and no other, and what it names elsewhere is one.
pub fn expect_every_journey() -> Result {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/browsers.md");
    let document = fs::read_to_string(path)?;
    let table = document.split("\n## ").find(|part| part.starts_with("Journeys"));
    let lines = table.ok_or("the document has no journeys")?.lines();
    let rows = lines.filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let named: Vec<_> = rows.map(|(name, _)| name).collect();
    let journeys: Vec<_> = journeys::ALL.iter().map(|journey| journey.name).collect();
    assert_eq!(named, journeys, "the table of docs/browsers.md");
    let known: BTreeSet<_> = journeys.into_iter().collect();
    let code = document.split('`').skip(1).step_by(2);
    for (engine, name) in code.filter_map(|code| code.split_once("::")) {
        assert!(known.contains(name), "{engine}::{name} is no journey");
    }
    Ok(())
}
