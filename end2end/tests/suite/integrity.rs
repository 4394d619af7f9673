//! What the browser runs is what was built, or nothing; and the form opens only for code that is
//! really live (T19).

use end2end::{BrowserTest, Card, Result, Setup, browser_test, expect, nothing_happens_for};
use playwright_rs::protocol::FulfillOptions;
use std::time::Duration;

/// The page says that it could not start, the form stays disabled, and a card that is typed into it
/// is not sent.
async fn expect_closed(test: &BrowserTest) -> Result {
    let form = test.open_add_card_without_waiting().await?;
    expect!(form.alert()).to_contain_text("could not start securely").await?;
    expect!(form.save_button()).to_be_disabled().await?;
    form.fill_card(Card::VISA).await?;
    let before = test.recorder.sent().len();
    form.dispatch_submit().await?;
    nothing_happens_for(Duration::from_secs(1)).await;
    assert_eq!(test.recorder.sent().len(), before, "nothing is sent to the site");
    assert!(test.sandbox.calls().await?.is_empty(), "and nothing to Zuora");
    Ok(())
}

/// Serves one file of the page with its last byte changed.
async fn with_one_byte_changed(test: &BrowserTest, file: &str) -> Result {
    test.page
        .route(&format!("**/{file}?*"), |route| async move {
            let answer = route.fetch(None).await?;
            let mut body = answer.body().to_vec();
            if let Some(last) = body.last_mut() {
                *last ^= 1;
            }
            let kind =
                answer.headers().iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            let kind = kind.map(|(_, value)| value.clone()).unwrap_or_default();
            let options = FulfillOptions::builder().status(200).body(body).content_type(kind);
            route.fulfill(options.build()).await
        })
        .await?;
    Ok(())
}

#[test]
fn t19_one_changed_byte_in_the_webassembly_and_nothing_starts() {
    browser_test(Setup::default(), async |test| {
        with_one_byte_changed(test, "zuora-cors-sample.wasm").await?;
        expect_closed(test).await
    });
}

#[test]
fn t19_one_changed_byte_in_the_glue_and_nothing_starts() {
    browser_test(Setup::default(), async |test| {
        with_one_byte_changed(test, "zuora-cors-sample.js").await?;
        expect_closed(test).await
    });
}

/// The boot script cannot report that it does not run. But the button is enabled by live code only.
#[test]
fn t19_one_changed_byte_in_the_boot_script_and_the_form_stays_closed() {
    browser_test(Setup::default(), async |test| {
        with_one_byte_changed(test, "boot.js").await?;
        let form = test.open_add_card_without_waiting().await?;
        nothing_happens_for(Duration::from_secs(1)).await;
        let complaints = test.console();
        assert!(
            complaints.iter().any(|text| text.contains("integrity") && text.contains("boot.js")),
            "{complaints:?}"
        );
        let hydrated: bool = test
            .page
            .evaluate("() => 'hydrated' in document.documentElement.dataset", None::<&()>)
            .await?;
        assert!(!hydrated);
        expect!(form.save_button()).to_be_disabled().await?;
        Ok(())
    });
}

#[test]
fn t1_a_page_whose_handlers_were_lost_says_so_and_stays_closed() {
    browser_test(Setup::default(), async |test| {
        test.page
            .add_init_script(
                "const listen = EventTarget.prototype.addEventListener; \
                 EventTarget.prototype.addEventListener = function (type, ...rest) { \
                     if (type !== 'submit') listen.call(this, type, ...rest); };",
            )
            .await?;
        expect_closed(test).await
    });
}

/// Each file is requested once, with its hash in the query; the second time it comes from the
/// browser's cache.
#[test]
fn t17_the_pages_code_is_fetched_once_and_cached() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        test.open_add_card().await?;
        let sent = String::from_utf8_lossy(&test.recorder.sent()).into_owned();
        for file in [
            "boot.js",
            "pkg/zuora-cors-sample.js",
            "pkg/zuora-cors-sample.wasm",
            "pkg/zuora-cors-sample.css",
        ] {
            let requests = sent.matches(&format!("GET /{file}?v=")).count();
            assert_eq!(requests, 1, "{file}");
        }
        let complaints = test.console();
        assert!(complaints.is_empty(), "{complaints:?}");
        Ok(())
    });
}

#[test]
fn t16_the_page_is_isolated_from_other_origins() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let isolated: bool = test.page.evaluate("() => crossOriginIsolated", None::<&()>).await?;
        assert!(isolated);
        Ok(())
    });
}

/// The policy allows the script that reloads the page by its hash, like every other script.
#[test]
fn t16_under_cargo_leptos_watch_the_reload_script_runs_and_nothing_is_blocked() {
    let setup = Setup {
        settings: vec![("LEPTOS_WATCH", "true".into()), ("LEPTOS_RELOAD_PORT", "9".into())],
        ..Setup::default()
    };
    browser_test(setup, async |test| {
        test.open_add_card().await?;
        let console = test.console();
        assert!(console.iter().any(|line| line.contains("HOT RELOADING")), "it runs: {console:?}");
        assert!(
            !console.iter().any(|line| line.contains("Content Security Policy")),
            "{console:?}"
        );
        Ok(())
    });
}
