//! The sandbox's journal as a page that somebody has open beside the site.

use end2end::{
    BrowserTest, Card, NARROW, OtherSite, Result, Setup, WIDE, accessibility_violations,
    browser_test, expect, named, scrolls_sideways,
};
use playwright_rs::{Page, protocol::AriaRole};
use serde_json::{Value, json};

/// The journal in another tab, once it is live.
async fn open_journal(test: &BrowserTest) -> Result<Page> {
    let page = test.page.context()?.new_page().await?;
    page.goto(&format!("{}/sandbox/journal", test.sandbox.url), None).await?;
    expect!(page.get_by_text("Live", true)).to_be_visible().await?;
    Ok(page)
}

/// Method and path of every row, in order.
async fn calls(page: &Page) -> Result<Vec<String>> {
    Ok(page.locator("#exchanges .call").all_inner_texts().await?)
}

async fn count(page: &Page, text: &str) -> Result {
    let status = page.get_by_role(AriaRole::Status, None);
    Ok(expect!(status).to_have_text(text).await?)
}

#[test]
fn a_saved_card_appears_live_and_its_signature_is_found_again() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let journal = open_journal(test).await?;
        count(&journal, "2 exchanges").await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;
        count(&journal, "6 exchanges").await?;
        assert_eq!(
            calls(&journal).await?,
            [
                "POST /oauth/token",
                "GET /v1/accounts/A00000001/payment-methods",
                "POST /v1/hmac-signatures",
                "OPTIONS /v1/payment-methods/credit-cards",
                "POST /v1/payment-methods/credit-cards",
                "GET /v1/accounts/A00000001/payment-methods",
            ]
        );

        let chips = "(id) => [...document.querySelectorAll(`#exchange-${id} .chip`)]\
             .filter((chip) => chip.textContent.startsWith('signature'))\
             .map((chip) => [chip.textContent, getComputedStyle(chip).backgroundColor])";
        let signing: Value = journal.evaluate(chips, Some(&3)).await?;
        let call: Value = journal.evaluate(chips, Some(&5)).await?;
        assert_eq!(signing.as_array().map(Vec::len), Some(1), "{signing}");
        assert_eq!(signing, call);

        // What was added live is what a reload brings.
        let text = "() => document.getElementById('exchanges').innerHTML";
        let live: Value = journal.evaluate(text, None::<&()>).await?;
        journal.reload(None).await?;
        count(&journal, "6 exchanges").await?;
        let loaded: Value = journal.evaluate(text, None::<&()>).await?;
        assert_eq!(live, loaded);
        assert!(!live.to_string().contains(Card::VISA.number));
        Ok(())
    });
}

#[test]
fn the_view_is_filtered_by_ticket_and_cleared() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let journal = open_journal(test).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;
        count(&journal, "6 exchanges").await?;
        let filter = journal.get_by_role(AriaRole::Combobox, Some(named("Ticket")));
        let ticket = test.sandbox.journal().await?[4]["ticket"].as_str().unwrap_or("?").to_owned();
        filter.select_option(ticket.as_str(), None).await?;
        count(&journal, "2 exchanges").await?;
        expect!(journal.locator("#exchange-3")).to_be_visible().await?;
        expect!(journal.locator("#exchange-4")).not().to_be_visible().await?;

        let clear = journal.get_by_role(AriaRole::Button, Some(named("Clear the view")));
        clear.focus().await?;
        journal.keyboard().press("Enter", None).await?;
        count(&journal, "0 exchanges").await?;
        expect!(journal.get_by_text("Nothing to show yet", false)).to_be_visible().await?;
        assert_eq!(test.sandbox.journal().await?.len(), 6, "the journal itself is kept");
        test.sandbox.fail("hmac-signatures", json!({"status": 500})).await?;
        form.save_card(Card::VISA).await?;
        let failed = journal.locator("#exchanges .failed").first();
        expect!(failed).to_contain_text("500").await?;
        Ok(())
    });
}

/// The journal in one colour scheme: empty, with rows, and with a row open.
fn journal_is_accessible(scheme: &'static str, window: (u32, u32)) {
    browser_test(Setup { scheme, window, ..Setup::default() }, async |test| {
        let journal = open_journal(test).await?;
        count(&journal, "0 exchanges").await?;
        expect_accessible(&journal, "empty").await?;
        let form = test.open_add_card().await?;
        test.sandbox.fail("create-payment-method", json!({"status": 500})).await?;
        form.save_card(Card::VISA).await?;
        expect!(journal.locator("#exchange-5")).to_contain_text("500").await?;
        expect_accessible(&journal, "rows").await?;
        journal.locator("#exchange-5 summary").focus().await?;
        journal.keyboard().press("Enter", None).await?;
        expect!(journal.locator("#exchange-5 pre").first()).to_be_visible().await?;
        expect_accessible(&journal, "an open row").await
    });
}

async fn expect_accessible(page: &Page, state: &str) -> Result {
    let violations = accessibility_violations(page).await?;
    assert!(violations.is_empty(), "{state}: {}", violations.join("\n"));
    assert!(!scrolls_sideways(page).await?, "{state}");
    Ok(())
}

#[test]
fn axe_finds_nothing_in_the_journal_light_and_wide() {
    journal_is_accessible("light", WIDE);
}

#[test]
fn axe_finds_nothing_in_the_journal_dark_and_narrow() {
    journal_is_accessible("dark", NARROW);
}

/// How many exchanges the page of another origin can fetch, and the first event that it gets.
const READ: &str = "async (url) => {
    const list = await fetch(url).then((answer) => answer.json()).catch(() => []);
    const event = await new Promise((resolve) => {
        const stream = new EventSource(`${url}/stream`);
        stream.onmessage = ({ lastEventId, data }) => resolve([lastEventId, JSON.parse(data).path]);
        stream.onerror = () => resolve(null);
    });
    return [list.length, event];
}";

#[test]
fn t15_the_sites_page_can_follow_the_journal_and_another_sites_cannot() {
    browser_test(Setup::default(), async |test| {
        test.sandbox.card_count("A00000001").await?;
        let url = format!("{}/sandbox/journal", test.sandbox.url);
        let other = OtherSite::with_page("<h1>Another site</h1>".into()).await?;
        test.page.goto(&other.origin, None).await?;
        let read: Value = test.page.evaluate(READ, Some(&url)).await?;
        assert_eq!(read, json!([0, null]));
        test.page.goto(&test.site, None).await?;
        let read: Value = test.page.evaluate(READ, Some(&url)).await?;
        assert!(read[0].as_u64() >= Some(2), "{read}");
        assert_eq!(read[1], json!(["1", "/oauth/token"]));
        Ok(())
    });
}

/// Rows are in the document itself.
#[test]
fn the_journal_can_be_read_without_script() {
    browser_test(Setup { script: false, ..Setup::default() }, async |test| {
        test.sandbox.card_count("A00000001").await?;
        test.page.goto(&format!("{}/sandbox/journal", test.sandbox.url), None).await?;
        assert_eq!(calls(&test.page).await?[0], "POST /oauth/token");
        expect!(test.page.locator("noscript p")).to_be_visible().await?;
        let clear = test.page.get_by_role(AriaRole::Button, Some(named("Clear the view")));
        expect!(clear).not().to_be_visible().await?;
        Ok(())
    });
}
