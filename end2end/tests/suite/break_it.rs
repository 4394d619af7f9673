//! *Break it*: each break comes to its code or state, on every page that it applies to; the panel says
//! what the browser was told, what really happened and what to do; and the next run goes well.

mod panel;

use PageOperation::{Account, File, Form};
use end2end::{FlowInspector, FlowPanel, PageOperation, Setup, browser_test};

const EVERY: [PageOperation; 4] = [PageOperation::Card, File, Form, Account];
const FAILED_TO_FETCH: &str = "“Failed to fetch”";

/// What comes of a break.
struct Outcome {
    name: &'static str,
    operations: &'static [PageOperation],
    /// What the page says in the end, for each of the operations.
    page_says: fn(PageOperation) -> &'static str,
    /// What the panel says, for every operation.
    panel_says: &'static [&'static str],
}

/// Breaks a run on each page, and repairs it.
fn breaks(outcome: &Outcome) {
    browser_test(Setup::default(), async |test| {
        for operation in outcome.operations {
            let panel = FlowPanel::open(test, *operation).await?;
            panel.choose_break(outcome.name).await?;
            panel.run().await?;
            let guard = "end2end/tests/suite/break_it.rs:";
            let parts = ["What the browser was told", "What really happened", "What to do", guard];
            panel.expect_explained(&parts).await?;
            panel.expect_explained(outcome.panel_says).await?;
            panel.expect_page_says((outcome.page_says)(*operation)).await?;
            panel.expect_pressed(outcome.name, "false").await?;
            if !is_done((outcome.page_says)(*operation)) {
                panel.run().await?;
            }
            panel.expect_done().await?;
        }
        Ok(())
    });
}

/// Whether the page has ended well by itself.
fn is_done(page_says: &str) -> bool {
    ["Card saved", "Account created"].contains(&page_says)
}

/// The page says that Zuora refuses, with this meaning.
fn refused(operation: PageOperation) -> &'static str {
    match operation {
        PageOperation::Card => "Zuora did not save the card",
        Account => "Zuora did not create the account",
        File => "The file was not downloaded.",
        Form => "Zuora’s form cannot be shown",
    }
}

/// A form with a card gets another signature by itself; the others have to be told to.
fn replaced(operation: PageOperation) -> &'static str {
    match operation {
        PageOperation::Card => "Card saved",
        Account => "Account created",
        File => refused(File),
        Form => refused(Form),
    }
}

/// The outcome is not known, and turns out to be that nothing was saved.
fn not_saved(operation: PageOperation) -> &'static str {
    match operation {
        PageOperation::Card => "Your card was not saved",
        File => refused(File),
        Form => refused(Form),
        Account => refused(Account),
    }
}

#[test]
fn a_used_token_is_refused_and_replaced() {
    breaks(&Outcome {
        name: "reused-token",
        operations: &EVERY,
        page_says: replaced,
        panel_says: &["90000011 Invalid token. Note: a token can only be used once."],
    });
}

#[test]
fn a_signature_for_another_account_is_refused() {
    breaks(&Outcome {
        name: "other-account",
        operations: &[PageOperation::Card, Form, Account],
        page_says: refused,
        panel_says: &["success: false", "90000011 Invalid signature"],
    });
}

#[test]
fn a_signature_for_another_uri_is_refused() {
    breaks(&Outcome {
        name: "other-uri",
        operations: &EVERY,
        page_says: refused,
        panel_says: &["90000011 Invalid signature"],
    });
}

#[test]
fn a_foreign_origin_stops_the_call_after_the_preflight() {
    breaks(&Outcome {
        name: "foreign-origin",
        operations: &EVERY,
        page_says: not_saved,
        panel_says: &[
            FAILED_TO_FETCH,
            "access-control-allow-origin: https://shop.example",
            "no call with this token",
        ],
    });
}

#[test]
fn a_call_that_the_preflight_did_not_allow_did_not_happen() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, PageOperation::Card).await?;
        panel.choose_break("foreign-origin").await?;
        panel.run().await?;
        panel.expect_explained(&["no call with this token"]).await?;
        let inspector = FlowInspector::new(&test.add_card_page());
        inspector.expect_state("6", "failed").await?;
        for step in ["7", "8"] {
            inspector.expect_state(step, "did not happen").await?;
        }
        Ok(())
    });
}

#[test]
fn an_expired_signature_is_refused_and_replaced() {
    breaks(&Outcome {
        name: "expired",
        operations: &EVERY,
        page_says: replaced,
        panel_says: &["90000011 Invalid token.", "The signature was too old"],
    });
}

#[test]
fn an_operation_that_is_not_cors_enabled_is_not_signed() {
    breaks(&Outcome {
        name: "not-cors-enabled",
        operations: &EVERY,
        page_says: replaced,
        panel_says: &["502 zuora_refused", "90000010 This API is not CORS enabled."],
    });
}

#[test]
fn an_empty_uri_is_not_signed() {
    breaks(&Outcome {
        name: "empty-uri",
        operations: &EVERY,
        page_says: replaced,
        panel_says: &["502 zuora_refused", "59010220 'uri' may not be empty"],
    });
}

#[test]
fn a_declined_card_is_not_saved() {
    breaks(&Outcome {
        name: "declined",
        operations: &[PageOperation::Card, Account],
        page_says: refused,
        panel_says: &["HTTP 200, success: false, 50000099", "Your card was declined."],
    });
}

#[test]
fn a_slow_answer_is_waited_for() {
    fn done(operation: PageOperation) -> &'static str {
        match operation {
            PageOperation::Card => "Card saved",
            Account => "Account created",
            File => "Downloaded:",
            Form => "Hosted payment page",
        }
    }
    breaks(&Outcome {
        name: "slow",
        // A form that is shown cannot be opened once more.
        operations: &[PageOperation::Card, File, Account],
        page_says: done,
        panel_says: &["HTTP 200", "four seconds longer"],
    });
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, Form).await?;
        panel.choose_break("slow").await?;
        panel.run().await?;
        panel.expect_done().await?;
        panel.expect_explained(&["HTTP 200", "four seconds longer"]).await
    });
}

#[test]
fn an_error_of_zuoras_is_searched_for() {
    breaks(&Outcome {
        name: "failing",
        operations: &EVERY,
        page_says: not_saved,
        panel_says: &["HTTP 500", "Zuora had an internal error"],
    });
}

#[test]
fn a_cut_line_is_searched_for() {
    breaks(&Outcome {
        name: "cut-line",
        operations: &EVERY,
        page_says: not_saved,
        panel_says: &[FAILED_TO_FETCH, ": no answer", "The connection broke"],
    });
}

#[test]
fn an_unreadable_answer_is_searched_for() {
    breaks(&Outcome {
        name: "nonsense",
        operations: &EVERY,
        page_says: not_saved,
        panel_says: &["HTTP 200", "broke off in the middle of its JSON"],
    });
}

#[test]
fn a_card_whose_reply_is_lost_is_found() {
    breaks(&Outcome {
        name: "lost-reply",
        operations: &[PageOperation::Card, Account],
        page_says: replaced,
        panel_says: &[FAILED_TO_FETCH, ": no answer", "Zuora had done its work"],
    });
}

#[test]
fn without_write_access_nothing_is_signed() {
    breaks(&Outcome {
        name: "no-write-access",
        operations: &EVERY,
        page_says: replaced,
        panel_says: &["502 zuora_refused", "50000011 You do not have write access."],
    });
}

#[test]
fn a_blocked_call_never_leaves() {
    breaks(&Outcome {
        name: "blocked",
        operations: &EVERY,
        page_says: not_saved,
        panel_says: &[FAILED_TO_FETCH, "no call with this token"],
    });
}
