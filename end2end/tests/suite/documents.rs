//! *Get File*: files go from Zuora to the browser, and nothing of them through the site's server.

use end2end::{Result, Sandbox, Setup, browser_test, expect, wait_until};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    cell::Cell,
    fs,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

const FIRST: &str = "INV00000001.pdf";

/// An invoice of Blue Harbour's with large appendices.
const LARGE: &str = "INV00000007.pdf";

const LARGE_BYTES: usize = 50_000_000;

#[test]
fn a_file_is_fetched_from_zuora_and_offered_under_its_name() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        for file in ["INV00000001.pdf", "INV00000002.pdf", "INV00000003.pdf"] {
            expect!(page.download_button(file)).to_be_enabled().await?;
        }
        let (download, path) = page.download(FIRST).await?;
        assert_eq!(download.suggested_filename(), FIRST);
        let bytes = fs::read(&path)?;
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(Some(bytes), test.sandbox.file(FIRST).await?, "it is Zuora's own");
        page.expect_downloaded().await?;
        for link in ["Download again", "Open"] {
            expect!(page.file_link(link, FIRST)).to_be_visible().await?;
        }

        let journal = test.sandbox.journal().await?;
        let is = |exchange: &&Value, path: &str| {
            exchange["path"].as_str().unwrap_or_default().starts_with(path)
        };
        let fetched: Vec<_> = journal
            .iter()
            .filter(|exchange| is(exchange, "/v1/files/") && exchange["method"] == "GET")
            .collect();
        // The first one is the browser's; the other one was this test's.
        let headers = &fetched[0]["headers"];
        assert_eq!(headers["origin"], test.site);
        assert!(
            headers["token"].is_string()
                && headers["signature"].is_string()
                && headers["authorization"].is_null()
        );
        let signing = journal.iter().rfind(|exchange| is(exchange, "/v1/hmac-signatures"));
        let body = &signing.ok_or("nothing was signed")?["body"];
        assert_eq!((&body["method"], &body["accountKey"]), (&"GET".into(), &Value::Null));
        assert!(
            !holds(&test.recorder.answered(), b"%PDF-"),
            "nothing of it through the site's server"
        );
        Ok(())
    });
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    memchr::memmem::find(bytes, text).is_some()
}

#[test]
fn fifty_megabytes_are_streamed_past_the_server_with_the_pages_memory_bounded() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        page.sign_in_as("Blue Harbour").await?;
        page.wait_until_hydrated().await?;
        let devtools = test.page.context()?.new_cdp_session(&test.page).await?;
        let used = async || -> Result<f64> {
            // What is in use, without what waits for the garbage collector.
            devtools.send("HeapProfiler.collectGarbage", None).await?;
            let heap = devtools.send("Runtime.getHeapUsage", None).await?;
            let parts = ["usedSize", "backingStorageSize", "embedderHeapUsedSize"];
            let sizes: Option<Vec<f64>> =
                parts.iter().map(|part| heap["result"][part].as_f64()).collect();
            Ok(sizes.ok_or("the browser does not say how much is used")?.iter().sum())
        };
        devtools.send("Network.enable", None).await?;
        // Slow enough for the memory to be measured meanwhile.
        let slow = json!({"offline": false, "latency": 0, "downloadThroughput": 12_500_000, "uploadThroughput": -1});
        devtools.send("Network.emulateNetworkConditions", Some(slow)).await?;
        let before = used().await?;
        let (most, passed) = (Cell::new(before), test.recorder.answered().len());

        let fetching = page.download(LARGE);
        let looking = async {
            let mut saw_progress = false;
            // It takes a few seconds. Without an end, a failure would never be reported.
            let end = Instant::now() + Duration::from_mins(1);
            while Instant::now() < end {
                if page.progress_bar().count().await.is_ok_and(|count| count == 1) {
                    saw_progress |= page
                        .main()
                        .inner_text()
                        .await
                        .is_ok_and(|text| text.contains(" of 50.0 MB"));
                }
                most.set(used().await.unwrap_or(f64::MAX).max(most.get()));
                tokio::time::sleep(Duration::from_millis(50)).await;
                if page.main().inner_text().await.is_ok_and(|text| text.contains("Downloaded:")) {
                    break;
                }
            }
            saw_progress
        };
        let (fetched, saw_progress) = futures::join!(fetching, looking);
        let (_, path) = fetched?;
        assert!(saw_progress, "how much has arrived is shown");
        let bytes = fs::read(&path)?;
        fs::remove_file(&path)?;
        assert_eq!(bytes.len(), LARGE_BYTES);
        let theirs = test.sandbox.file(LARGE).await?.ok_or("no such file")?;
        assert_eq!(Sha256::digest(&bytes), Sha256::digest(&theirs));
        let grown = most.get() - before;
        assert!(grown < 8e6, "the page held {grown} bytes of {LARGE_BYTES}");
        let through_the_server = test.recorder.answered().len() - passed;
        assert!(through_the_server < 4096, "{through_the_server} bytes through the server");
        Ok(())
    });
}

#[test]
fn a_download_can_be_cancelled_and_ends_when_the_page_is_left() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        test.sandbox.fail_times("get-file", json!({"delayMs": 60_000}), 2).await?;
        let ended = Arc::new(Mutex::new(Vec::new()));
        let recorded = ended.clone();
        test.page
            .on_request_failed(move |request| {
                let recorded = recorded.clone();
                async move {
                    if let Ok(mut ended) = recorded.lock() {
                        ended.push(request.url().to_owned());
                    }
                    Ok(())
                }
            })
            .await?;
        let signatures = async |count: usize| {
            let calls = test.sandbox.calls().await?;
            Ok(calls.iter().filter(|call| call.starts_with("POST /v1/hmac")).count() >= count)
        };
        page.start_download(FIRST).await?;
        expect!(page.download_button(FIRST)).to_be_disabled().await?;
        wait_until(async || signatures(1).await).await?;
        page.cancel_button(FIRST).click(None).await?;
        expect!(page.main()).to_contain_text("Cancelled.").await?;
        assert_eq!(page.alert().count().await?, 0, "the user wanted it");

        page.start_download(FIRST).await?;
        wait_until(async || signatures(2).await).await?;
        // Long enough for the call to Zuora to begin.
        tokio::time::sleep(Duration::from_millis(300)).await;
        test.open("/").await?;
        let ended = ended.lock().map_err(|_| "poisoned")?.clone();
        assert!(ended.last().is_some_and(|url| url.contains("/v1/files/")), "{ended:?}");
        Ok(())
    });
}

#[test]
fn when_zuora_does_not_list_the_documents_the_page_says_so() {
    let unreachable = Sandbox::at("http://127.0.0.1:9");
    let setup = Setup { settings: unreachable.settings(), ..Setup::default() };
    browser_test(setup, async |test| {
        let page = test.open_documents().await?;
        expect!(page.alert()).to_contain_text("We cannot show your documents right now.").await?;
        expect!(page.alert()).to_contain_text("zuora_unreachable").await?;
        expect!(page.link("Try again")).to_be_visible().await?;
        Ok(())
    });
}
