//! A page whose texts a translator has put into elements of its own (`<font><font>`) is still
//! correct in every state.

use end2end::{
    AccountPage, BrowserTest, Card, DocumentsPage, ENGLISH, HostedPage, Result, Setup, SitePage,
    browser_test, expect,
};
use playwright_rs::AriaRole;
use serde_json::json;

/// As translators do: each text moves into new elements, or a new text replaces it. Some translate
/// once, others go on as the page changes.
const TRANSLATE: &str = "
    window.translate = (moves, goesOn) => {
        const wrap = (root) => {
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) texts.push(walker.currentNode);
            for (const text of texts) {
                const parent = text.parentElement;
                if (!text.data.trim() || !parent || parent.closest('font, script, style, noscript')) continue;
                const [outer, inner] = [document.createElement('font'), document.createElement('font')];
                outer.append(inner);
                text.replaceWith(outer);
                inner.append(moves ? text : text.data);
            }
        };
        wrap(document.body);
        if (goesOn) new MutationObserver(() => wrap(document.body)).observe(document.body, { childList: true, characterData: true, subtree: true });
    };";

const WAYS: [(bool, bool); 4] = [(false, false), (false, true), (true, false), (true, true)];

/// Runs a test once for each way to translate a page that is live.
fn translated(path: &str, body: impl AsyncFn(&BrowserTest) -> Result) {
    for way in WAYS {
        browser_test(Setup::default(), async |test| {
            test.page.add_init_script(TRANSLATE).await?;
            test.open(path).await?;
            let () = test
                .page
                .evaluate(
                    "([moves, goesOn]) => window.translate(moves, goesOn)",
                    Some(&[way.0, way.1]),
                )
                .await?;
            body(test).await
        });
    }
}

async fn expect_no_progress(page: &SitePage) -> Result {
    expect!(page.progress()).to_have_text("").await?;
    Ok(())
}

#[test]
fn a_translated_page_shows_the_outcome_of_each_attempt() {
    translated("/", async |test| {
        let form = test.add_card_page();
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        expect!(form.main()).to_contain_text("Visa ending in 1111").await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;
        expect!(form.main()).not().to_contain_text("Checking").await?;
        expect_no_progress(&form).await?;
        // The twin: a form with errors no longer shows the notice about the saved card.
        form.reopen().await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("There is a problem").await?;
        expect!(form.saved()).to_be_hidden().await?;
        expect!(form.alert()).not().to_contain_text("As Zuora has it").await?;
        expect!(form.summary_links()).to_have_count(4).await?;
        // Other errors replace these.
        form.number().fill("4111111111111112", None).await?;
        form.save().await?;
        let links = form.summary_links();
        expect!(links.clone()).to_have_count(4).await?;
        expect!(links.first()).to_contain_text("Check").await?;
        // The second card replaces the first one.
        form.save_card(Card::CANARY).await?;
        expect!(form.main()).to_contain_text("Discover ending in 9424").await?;
        expect!(form.main()).not().to_contain_text("There is a problem").await?;
        expect_no_progress(&form).await
    });
}

#[test]
fn a_translated_page_shows_zuoras_refusal() {
    translated("/", async |test| {
        let form = test.add_card_page();
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        let reason = json!({"code": 59_210_020, "message": "Do not honour"});
        test.sandbox.fail("create-payment-method", json!({"reason": reason})).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("59210020").await?;
        expect!(form.main()).not().to_contain_text("Card saved").await?;
        expect_no_progress(&form).await
    });
}

#[test]
fn a_translated_account_page_shows_the_outcome() {
    translated("/account", async |test| {
        let form = AccountPage::new(&test.page, &ENGLISH);
        form.create().await?;
        expect!(form.alert()).to_contain_text("There is a problem").await?;
        let links = form.summary_links();
        let first = links.first().inner_text().await?;
        // A corrected error disappears from the list, and no other one.
        form.textbox("Account name").fill("Cedar & Sons", None).await?;
        expect!(form.alert()).not().to_contain_text(&first).await?;
        for name in ["First name", "Last name", "Address line 1", "City"] {
            form.textbox(name).fill("Canada", None).await?;
        }
        form.textbox("Email").fill("ann@example.com", None).await?;
        form.fill_address("GB", "LS1 4AP").await?;
        form.choose_currency("EUR").await?;
        form.fill_card(Card::VISA).await?;
        form.create().await?;
        expect!(form.created()).to_be_visible().await?;
        expect!(form.main()).not().to_contain_text("There is a problem").await?;
        expect_no_progress(&form).await
    });
}

#[test]
fn a_translated_documents_page_shows_the_outcome_of_each_download() {
    translated("/documents", async |test| {
        let row = DocumentsPage::new(&test.page, &ENGLISH).first_entry();
        let button = row.get_by_role(AriaRole::Button, None).first();
        test.sandbox.fail("get-file", json!({"truncate": true})).await?;
        button.click(None).await?;
        expect!(row.clone()).to_contain_text("The file was not downloaded").await?;
        test.sandbox.clear_faults().await?;
        button.click(None).await?;
        expect!(row.get_by_role(AriaRole::Link, None).first()).to_be_visible().await?;
        expect!(row.clone()).not().to_contain_text("The file was not downloaded").await?;
        expect!(row.locator(".hint").first()).not().to_contain_text("…").await?;
        Ok(())
    });
}

#[test]
fn a_translated_hosted_page_shows_no_progress_once_the_form_is_there() {
    translated("/hosted-page", async |test| {
        let page = HostedPage::new(&test.page, &ENGLISH);
        page.expect_form().await?;
        expect_no_progress(&page).await
    });
}

/// A translator that is faster than the client code.
#[test]
fn a_page_translated_before_its_code_runs_comes_alive() {
    for way in WAYS {
        browser_test(Setup::default(), async |test| {
            test.page.add_init_script(TRANSLATE).await?;
            let early = format!(
                "document.addEventListener('readystatechange', () => {{ if (document.readyState === 'interactive') window.translate({}, {}); }})",
                way.0, way.1
            );
            test.page.add_init_script(&early).await?;
            let form = test.open_add_card().await?;
            form.save_card(Card::VISA).await?;
            form.expect_saved().await?;
            for path in ["/account", "/documents", "/hosted-page"] {
                test.open(path).await?;
            }
            Ok(())
        });
    }
}
