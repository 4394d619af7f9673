//! The page comes alive, or says why not: whatever fails, and also when no script has run.

use end2end::{
    AddCardPage, BrowserTest, Card, Result, Setup, browser_test, expect, nothing_happens_for,
    page_files::{BOOT, GLUE, STYLES, WEBASSEMBLY},
    wait_until,
};
use playwright_rs::protocol::FulfillOptions;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// Opens the page, which shows this sentence, and whose form stays disabled.
async fn open_and_expect_message(test: &BrowserTest, sentence: &str) -> Result {
    test.page.goto(&test.site, None).await?;
    expect_message(test, sentence).await
}

async fn expect_message(test: &BrowserTest, sentence: &str) -> Result {
    let form = test.add_card_page();
    expect!(form.alert()).to_contain_text(sentence).await?;
    expect!(form.save_button()).to_be_disabled().await?;
    Ok(())
}

async fn expect_alive(form: &AddCardPage) -> Result {
    form.wait_until_hydrated().await?;
    expect!(form.save_button()).to_be_enabled().await?;
    expect!(form.alert()).to_be_hidden().await?;
    form.save_card(Card::VISA).await?;
    form.expect_saved().await?;
    Ok(())
}

#[test]
fn a_live_page_shows_no_message_about_starting() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        expect_alive(&form).await?;
        assert_eq!(test.console(), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn t19_the_page_says_that_a_file_did_not_arrive() {
    for file in [BOOT, GLUE, WEBASSEMBLY] {
        browser_test(Setup::default(), async |test| {
            test.abort_requests(file).await?;
            open_and_expect_message(test, "one of its files did not arrive").await?;
            expect_message(test, "could not start securely").await
        });
    }
}

#[test]
fn t19_the_page_says_that_a_file_was_changed() {
    for file in [BOOT, GLUE, WEBASSEMBLY] {
        browser_test(Setup::default(), async |test| {
            let options = || {
                FulfillOptions::builder()
                    .status(200)
                    .body(b"other()".to_vec())
                    .content_type("text/javascript".to_owned())
            };
            test.page
                .route(file, move |route| async move { route.fulfill(options().build()).await })
                .await?;
            open_and_expect_message(test, "one of its files is not the one that we published")
                .await?;
            expect_message(test, "could not start securely").await
        });
    }
}

#[test]
fn a_file_that_arrives_at_the_second_attempt_is_enough() {
    for file in [BOOT, GLUE, WEBASSEMBLY, STYLES] {
        browser_test(Setup::default(), async |test| {
            let is_first = Arc::new(AtomicBool::new(true));
            test.page
                .route(file, move |route| {
                    let is_first = is_first.swap(false, Ordering::Relaxed);
                    async move {
                        match is_first {
                            true => route.abort(None).await,
                            false => route.continue_(None).await,
                        }
                    }
                })
                .await?;
            let form = test.open_add_card().await?;
            expect_alive(&form).await?;
            let display = "() => getComputedStyle(document.querySelector('main')).display";
            let is_styled = async || {
                let display: String = test.page.evaluate(display, None::<&()>).await?;
                Ok(display == "grid")
            };
            wait_until(is_styled).await
        });
    }
}

/// Without styles nothing delays the message that the page is loading. It is correct, and
/// disappears.
#[test]
fn a_page_without_its_styles_comes_alive() {
    browser_test(Setup::default(), async |test| {
        test.abort_requests(STYLES).await?;
        let form = test.open_add_card().await?;
        expect_alive(&form).await
    });
}

/// What the HTML says by itself, with every script disabled.
#[test]
fn t1_a_page_in_which_no_script_has_run_says_so_by_itself() {
    browser_test(Setup::default(), async |test| {
        test.page
            .route(&format!("{}/", test.site), |route| async move {
                let answer = route.fetch(None).await?;
                let html =
                    String::from_utf8_lossy(answer.body()).replace("<script", "<script type=none");
                let options =
                    FulfillOptions::builder().status(200).content_type("text/html".to_owned());
                route.fulfill(options.body(html.into_bytes()).build()).await
            })
            .await?;
        test.page.goto(&test.site, None).await?;
        expect_message(test, "could not start securely").await
    });
}

/// On a slow network the message is shown before the code arrives, which then removes it.
#[test]
fn late_code_removes_the_message_about_loading() {
    browser_test(Setup::default(), async |test| {
        let (release, released) = watch::channel(false);
        test.page
            .route(WEBASSEMBLY, move |route| {
                let mut released = released.clone();
                async move {
                    let _ = released.wait_for(|released| *released).await;
                    route.continue_(None).await
                }
            })
            .await?;
        open_and_expect_message(test, "This page is still loading").await?;
        release.send(true)?;
        expect_alive(&test.add_card_page()).await
    });
}

#[test]
fn without_script_the_page_says_only_that_it_needs_it() {
    let setup = Setup { script: false, ..Setup::default() };
    browser_test(setup, async |test| {
        let form = test.open_add_card_without_waiting().await?;
        expect!(form.main()).to_contain_text("This form needs JavaScript").await?;
        // Longer than the style sheet delays the other message.
        nothing_happens_for(Duration::from_secs(5)).await;
        expect!(form.alert()).to_be_hidden().await?;
        Ok(())
    });
}

/// As in Lockdown Mode, and as where only compiling is forbidden.
#[test]
fn a_page_without_webassembly_says_what_is_missing() {
    for without in [
        "delete globalThis.WebAssembly",
        "globalThis.WebAssembly = undefined",
        "for (const way of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']) \
             WebAssembly[way] = () => Promise.reject(new WebAssembly.CompileError('blocked'))",
    ] {
        browser_test(Setup::default(), async |test| {
            test.page.add_init_script(without).await?;
            open_and_expect_message(test, "WebAssembly is turned off in your browser").await
        });
    }
}

/// A userscript or an extension has created the default policy first, one that accepts markup.
#[test]
fn a_page_whose_trusted_types_policy_is_taken_comes_alive() {
    for policy in [
        "trustedTypes.createPolicy('default', { createHTML: (markup) => markup })",
        "trustedTypes.createPolicy('default', { createHTML: (markup) => markup, createScript: (text) => text, createScriptURL: (url) => url })",
        "delete globalThis.trustedTypes",
    ] {
        browser_test(Setup::default(), async |test| {
            let first = match policy.starts_with("delete") {
                // The browser still uses the policy that was created before.
                true => format!(
                    "trustedTypes.createPolicy('default', {{ createHTML: (markup) => markup }}); {policy}"
                ),
                false => policy.to_owned(),
            };
            test.page.add_init_script(&first).await?;
            let form = test.open_add_card().await?;
            expect_alive(&form).await
        });
    }
}

#[test]
fn a_page_whose_trusted_types_policy_refuses_markup_says_so() {
    for policy in [
        "trustedTypes.createPolicy('default', {})",
        "trustedTypes.createPolicy('default', { createHTML: () => null })",
        "trustedTypes.createPolicy('default', { createHTML: () => { throw new Error('no'); } })",
        "trustedTypes.createPolicy('default', { createHTML: (markup) => markup.replaceAll('<', '&lt;') })",
    ] {
        browser_test(Setup::default(), async |test| {
            test.page.add_init_script(policy).await?;
            open_and_expect_message(test, "A browser extension or a userscript").await
        });
    }
}
