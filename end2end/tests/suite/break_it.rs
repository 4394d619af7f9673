//! *Break it*: each break comes to its code or state, on every page that it applies to; the panel says
//! what the browser was told, what really happened and what to do; and the next run goes well.

use PageOperation::{Account, File, Form};
use end2end::{
    AddCardPage, BrowserTest, Card, ENGLISH, FlowInspector, FlowPanel, PageOperation, Result,
    Setup, browser_test, expect, page_in_new_context,
};

const EVERY: [PageOperation; 4] = [PageOperation::Card, File, Form, Account];
const FAILED_TO_FETCH: &str = "“Failed to fetch”";
const CREATE: &str = "/v1/payment-methods/credit-cards";

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

/// The page looks into the account before it sends again, and the panel shows that.
#[test]
fn the_search_after_a_used_token_belongs_to_the_broken_run() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, PageOperation::Card).await?;
        panel.choose_break("reused-token").await?;
        panel.run().await?;
        panel.expect_done().await?;
        let script = "() => flowRecorder.state().runs.find(({ broken }) => broken).confirm.url";
        let search: String = test.page.evaluate(script, None::<&()>).await?;
        assert!(search.ends_with("/api/payment-methods/list"), "{search}");
        Ok(())
    });
}

/// One broken run saves at most one card, and its repair one more.
#[test]
fn a_lost_reply_and_its_repair_save_two_cards() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, PageOperation::Card).await?;
        panel.choose_break("lost-reply").await?;
        panel.run().await?;
        panel.expect_explained(&[FAILED_TO_FETCH]).await?;
        panel.expect_page_says("Card saved").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 2);
        panel.run().await?;
        panel.expect_done().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 3);
        Ok(())
    });
}

/// Another page of the same customer saves a card while the break is waiting, and once more while the
/// broken run's fault could meet it.
#[test]
fn a_break_hits_the_page_that_has_chosen_it_and_no_other() {
    browser_test(Setup::default(), async |test| {
        for (name, end) in [
            ("cut-line", "Your card was not saved"),
            ("foreign-origin", "Your card was not saved"),
            ("declined", "Zuora did not save the card"),
            ("empty-uri", "Card saved"),
        ] {
            let panel = FlowPanel::open(test, PageOperation::Card).await?;
            panel.choose_break(name).await?;
            save_in_another_page(test).await?;
            panel.expect_pressed(name, "true").await?;
            let form = test.add_card_page();
            form.fill_card(Card::VISA).await?;
            expect!(panel.break_button(name)).to_have_attribute("aria-pressed", "false").await?;
            save_in_another_page(test).await?;
            form.save().await?;
            panel.expect_explained(&["What really happened"]).await?;
            panel.expect_page_says(end).await?;
        }
        Ok(())
    });
}

async fn save_in_another_page(test: &BrowserTest) -> Result {
    let page = page_in_new_context().await?;
    page.goto(&test.site, None).await?;
    let form = AddCardPage::new(&page, &ENGLISH);
    form.wait_until_hydrated().await?;
    // Not the card of the broken run, which is searched for in the account.
    form.save_card(Card::MASTERCARD).await?;
    form.expect_saved().await?;
    page.context()?.close().await?;
    Ok(())
}

#[test]
fn a_break_can_be_taken_back_by_keyboard() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, PageOperation::Card).await?;
        panel.unfold("Break it").await?;
        let button = panel.break_button("declined");
        for pressed in ["true", "false"] {
            button.focus().await?;
            test.page.keyboard().press("Enter", None).await?;
            panel.expect_pressed("declined", pressed).await?;
        }
        panel.run().await?;
        panel.expect_done().await?;
        assert_eq!(panel.explanation().await?, "");
        Ok(())
    });
}

/// A new account leaves no form behind, so the page is loaded again.
#[test]
fn the_panel_opens_with_the_page_before_any_run() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, PageOperation::Card).await?;
        panel.press("Load the page again, with the inspector open").await?;
        panel.expect_page_says("Nothing has been recorded yet.").await?;
        panel.unfold("Break it").await?;
        expect!(panel.break_button("reused-token")).to_be_disabled().await?;
        panel.choose_break("declined").await?;
        panel.run().await?;
        panel.expect_explained(&["run 1: A declined card"]).await
    });
}

#[test]
fn what_does_not_apply_to_a_download_is_not_offered() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, File).await?;
        let left_out =
            "Another account after signing, A declined card, The reply is lost after saving";
        expect_left_out(&panel, &["declined", "lost-reply", "other-account"], left_out).await
    });
}

#[test]
fn what_does_not_apply_to_a_hosted_page_is_not_offered() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, Form).await?;
        let left_out = "A declined card, The reply is lost after saving";
        expect_left_out(&panel, &["declined", "lost-reply"], left_out).await
    });
}

async fn expect_left_out(panel: &FlowPanel<'_>, breaks: &[&str], titles: &str) -> Result {
    panel.unfold("Break it").await?;
    for name in breaks {
        expect!(panel.break_button(name)).to_be_hidden().await?;
    }
    panel.expect_page_says(&format!("Does not apply to this page’s operation: {titles}.")).await
}

/// With a tenant there is nothing that could be broken: the panel has no such groups.
#[test]
fn with_a_tenant_nothing_can_be_broken() {
    let settings = vec![("FLOW_INSPECTOR", "on".to_owned())];
    let setup = Setup { settings, other_hosted_page: true, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        form.button("Show how").click(None).await?;
        expect!(test.page.locator("#flow-inspector tbody tr")).to_have_count(1).await?;
        assert_eq!(test.page.locator("#flow-inspector .group").count().await?, 0);
        let calls = test.sandbox.calls().await?;
        assert_eq!(calls.iter().filter(|call| call.ends_with(CREATE)).count(), 2, "{calls:?}");
        Ok(())
    });
}
