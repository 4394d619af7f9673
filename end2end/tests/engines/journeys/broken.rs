//! Whether the journeys notice that something is wrong.

use super::{
    alive::every_page_comes_alive,
    outcomes::{CREATE, a_card_is_saved},
};
use crate::{between::Treatment, runner::outcome, visit::Visit};
use end2end::Result;
use serde_json::json;
use std::time::Duration;

/// What is not there after this time, does not come.
const SHORT: Duration = Duration::from_secs(3);

/// A site that refuses every card, and one whose policy keeps its code from running, fail the journeys
/// that they break.
pub async fn a_broken_site_is_noticed(visit: &Visit) -> Result {
    visit.patience.set(SHORT);
    let refusal = json!({"reason": {"code": 59_210_020, "message": "Broken on purpose."}});
    visit.sandbox.fail_times(CREATE, refusal, 9).await?;
    let noticed = outcome(a_card_is_saved(visit)).await.err().ok_or("no refusal was noticed")?;
    assert!(noticed.contains("“Card saved”"), "{noticed}");
    visit.between.treat("/", Treatment::WithoutInPolicy("'wasm-unsafe-eval'"));
    let noticed = outcome(every_page_comes_alive(visit)).await;
    let noticed = noticed.err().ok_or("nobody noticed that the code does not run")?;
    assert!(noticed.contains("the page is live"), "{noticed}");
    Ok(())
}
