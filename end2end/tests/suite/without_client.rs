//! Before client code is live, the form does nothing: whatever the user types and presses, nothing
//! is sent.

use end2end::{
    AddCardPage, BrowserTest, Card, Result, Setup, browser_test, expect, nothing_happens_for,
    page_files::WEBASSEMBLY,
};
use std::time::Duration;

#[test]
fn t1_without_script_the_form_sends_nothing_and_the_page_says_why() {
    let setup = Setup { script: false, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card_without_waiting().await?;
        expect!(form.main()).to_contain_text("This form needs JavaScript.").await?;
        expect_nothing_sent(test, &form).await
    });
}

#[test]
fn t1_while_the_webassembly_is_on_its_way_the_form_sends_nothing() {
    browser_test(Setup::default(), async |test| {
        test.hold_requests(WEBASSEMBLY).await?;
        let form = test.open_add_card_without_waiting().await?;
        expect_nothing_sent(test, &form).await?;
        let before = test.recorder.sent().len();
        // As an extension or a curious person might: enables the button and submits the form.
        test
            .page
            .evaluate_expression(
                "const button = document.querySelector('form button'); button.disabled = false; button.click(); \
                 document.querySelector('form').submit()",
            )
            .await?;
        expect_no_traffic(test, before).await
    });
}

/// Over http anybody could have changed the page on its way, so it takes no card.
#[test]
fn t1_a_page_that_did_not_come_over_https_says_so_and_the_form_sends_nothing() {
    let setup = Setup { host: "shop.example", ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card_without_waiting().await?;
        form.wait_until_hydrated().await?;
        expect!(form.alert()).to_contain_text("not opened over https").await?;
        expect!(form.save_button()).to_be_disabled().await?;
        form.fill_card(Card::VISA).await?;
        form.dispatch_submit().await?;
        nothing_happens_for(Duration::from_secs(1)).await;
        assert!(test.sandbox.calls().await?.is_empty());
        Ok(())
    });
}

#[test]
fn t1_when_the_webassembly_does_not_arrive_the_page_says_so_and_the_form_stays_closed() {
    browser_test(Setup::default(), async |test| {
        test.abort_requests(WEBASSEMBLY).await?;
        let form = test.open_add_card_without_waiting().await?;
        expect!(form.alert()).to_contain_text("could not start securely").await?;
        expect_nothing_sent(test, &form).await
    });
}

/// Types a card, presses Enter, clicks: the browser sends no byte, and the address does not change.
async fn expect_nothing_sent(test: &BrowserTest, form: &AddCardPage) -> Result {
    expect!(form.save_button()).to_be_disabled().await?;
    form.fill_card(Card::VISA).await?;
    // What the page loads by itself has arrived by then.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let before = test.recorder.sent().len();
    form.textbox("Card security code").focus().await?;
    test.page.keyboard().press("Enter", None).await?;
    form.save_button().scroll_into_view_if_needed().await?;
    let button = form.save_button().bounding_box().await?.ok_or("the button is on the page")?;
    let (x, y) = (button.x + button.width / 2.0, button.y + button.height / 2.0);
    let under_the_mouse: String = test
        .page
        .evaluate("([x, y]) => document.elementFromPoint(x, y).type", Some(&[x, y]))
        .await?;
    assert_eq!(under_the_mouse, "submit");
    test.page.mouse().click(x, y, None).await?;
    expect_no_traffic(test, before).await
}

/// For a second the browser sends the site nothing beyond `before` bytes, and Zuora nothing at all.
async fn expect_no_traffic(test: &BrowserTest, before: usize) -> Result {
    nothing_happens_for(Duration::from_secs(1)).await;
    let sent = test.recorder.sent().split_off(before);
    assert!(sent.is_empty(), "sent to the site: {}", String::from_utf8_lossy(&sent));
    assert!(test.sandbox.calls().await?.is_empty(), "and to Zuora");
    assert_eq!(test.page.url(), format!("{}/", test.site));
    Ok(())
}
