//! The panel around a run that was broken: what it offers, whose run it breaks, and what it has
//! recorded.

use super::FAILED_TO_FETCH;
use end2end::{
    AddCardPage, BrowserTest, Card, ENGLISH, FlowPanel, PageOperation, Result, Setup, browser_test,
    expect, page_in_new_context,
};

const CREATE: &str = "/v1/payment-methods/credit-cards";

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
        let panel = FlowPanel::open(test, PageOperation::File).await?;
        let left_out =
            "Another account after signing, A declined card, The reply is lost after saving";
        expect_left_out(&panel, &["declined", "lost-reply", "other-account"], left_out).await
    });
}

#[test]
fn what_does_not_apply_to_a_hosted_page_is_not_offered() {
    browser_test(Setup::default(), async |test| {
        let panel = FlowPanel::open(test, PageOperation::Form).await?;
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
