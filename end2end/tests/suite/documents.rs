//! *Get File*: files go from Zuora to the browser, and nothing of them through the site's server.

use end2end::{
    Result, Sandbox, Setup, browser_test, change_tickets, repeat_first_ticket, wait_until,
};
use playwright_rs::expect;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    cell::Cell,
    fs,
    sync::{Arc, Mutex},
    time::Duration,
};

const FIRST: &str = "INV00000001.pdf";
/// An invoice of Blue Harbour's, with all its appendices.
const LARGE: &str = "INV00000007.pdf";
const LARGE_BYTES: usize = 50_000_000;

#[test]
fn a_file_is_fetched_from_zuora_and_offered_under_its_name() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        for file in ["INV00000001.pdf", "INV00000002.pdf", "INV00000003.pdf"] {
            expect(page.download_button(file)).to_be_enabled().await?;
        }
        let (download, path) = page.download(FIRST).await?;
        assert_eq!(download.suggested_filename(), FIRST);
        let bytes = fs::read(&path)?;
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(Some(bytes), test.sandbox.file(FIRST).await?, "it is Zuora's own");
        page.expect_downloaded().await?;
        for link in ["Save again", "Open"] {
            expect(page.file_link(link, FIRST)).to_be_visible().await?;
        }

        let journal = test.sandbox.journal().await?;
        let is = |exchange: &&Value, path: &str| {
            exchange["path"].as_str().unwrap_or_default().starts_with(path)
        };
        let fetched: Vec<_> = journal
            .iter()
            .filter(|exchange| is(exchange, "/v1/files/") && exchange["method"] == "GET")
            .collect();
        // One by the browser; the other was this test's own.
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
fn fifty_megabytes_arrive_intact_with_the_pages_memory_bounded_and_nothing_through_the_server() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        page.sign_in_as("Blue Harbour").await?;
        page.wait_until_hydrated().await?;
        let devtools = test.page.context()?.new_cdp_session(&test.page).await?;
        let used = async || -> Result<f64> {
            // What is held, not what has been let go and lies about until somebody clears it away.
            devtools.send("HeapProfiler.collectGarbage", None).await?;
            let heap = devtools.send("Runtime.getHeapUsage", None).await?;
            let parts = ["usedSize", "backingStorageSize", "embedderHeapUsedSize"];
            let told: Option<Vec<f64>> =
                parts.iter().map(|part| heap["result"][part].as_f64()).collect();
            Ok(told.ok_or("the browser does not say how much is used")?.iter().sum())
        };
        devtools.send("Network.enable", None).await?;
        // Slowly enough to look on.
        let slow = json!({"offline": false, "latency": 0, "downloadThroughput": 12_500_000, "uploadThroughput": -1});
        devtools.send("Network.emulateNetworkConditions", Some(slow)).await?;
        let before = used().await?;
        let (most, passed) = (Cell::new(before), test.recorder.answered().len());

        let fetching = page.download(LARGE);
        let looking = async {
            let mut saw_progress = false;
            loop {
                if page.progress_bar().count().await.is_ok_and(|count| count == 1) {
                    saw_progress |= page
                        .main()
                        .inner_text()
                        .await
                        .is_ok_and(|text| text.contains(" of 50.0 MB"));
                }
                most.set(used().await.unwrap_or(f64::MAX).max(most.get()));
                tokio::time::sleep(Duration::from_millis(50)).await;
                if page.main().inner_text().await.is_ok_and(|text| text.contains("has arrived")) {
                    break saw_progress;
                }
            }
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
fn a_ticket_for_another_file_is_refused_by_zuora() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        let other = test.sandbox.file_id("INV00000002.pdf").await?;
        change_tickets(test, "get-file", move |ticket| {
            let uri = ticket["uri"].as_str().unwrap_or_default();
            let (folder, _) = uri.rsplit_once('/').unwrap_or_default();
            ticket["uri"] = format!("{folder}/{other}").into();
        })
        .await?;
        page.start_download(FIRST).await?;
        page.expect_not_downloaded(FIRST, "Invalid signature").await
    });
}

#[test]
fn a_ticket_serves_once_and_the_next_try_gets_another() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        repeat_first_ticket(test, "get-file").await?;
        page.download(FIRST).await?;
        page.expect_downloaded().await?;
        page.start_download(FIRST).await?;
        page.expect_not_downloaded(FIRST, "The permission was no longer good.").await?;
        test.page.unroute("**/api/sign/get-file").await?;
        page.download(FIRST).await?;
        page.expect_downloaded().await?;
        Ok(())
    });
}

#[test]
fn t6_a_file_of_another_customers_is_not_signed_for() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        let theirs = test.sandbox.file_id(LARGE).await?;
        // As if the page had been made to ask for it.
        let ask = "id => { document.querySelector('main button').value = id }";
        test.page.evaluate::<_, Value>(ask, Some(&theirs)).await?;
        page.start_download("INV00000003.pdf").await?;
        expect(page.alert()).to_contain_text("not among the documents of your account").await?;
        expect(page.alert()).to_contain_text("no_such_file").await?;
        let calls = test.sandbox.calls().await?;
        assert!(
            !calls
                .iter()
                .any(|call| call.contains("hmac-signatures") || call.contains("/v1/files/")),
            "{calls:?}"
        );
        Ok(())
    });
}

#[test]
fn whatever_zuora_does_wrong_is_told_and_leaves_nothing_behind() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        for (fault, why) in [
            (json!({"reset": true}), "No answer came from Zuora"),
            (json!({"status": 500}), "No answer came from Zuora"),
            (
                json!({"reason": {"code": 50_000_040, "message": "Cannot find entity by key: 'x'."}}),
                "Zuora no longer has it.",
            ),
            (json!({"rateLimit": {"retryAfter": 2}}), "has too much to do"),
            (json!({"malformed": true}), "No answer came from Zuora"),
            (json!({"dropCors": true}), "No answer came from Zuora"),
            (json!({"headers": {"content-type": "text/html"}}), "is not the PDF that it should be"),
        ] {
            let times = if fault == json!({"reset": true}) { 3 } else { 1 };
            test.sandbox.fail_times("get-file", fault, times).await?;
            page.start_download(FIRST).await?;
            page.expect_not_downloaded(FIRST, why).await?;
            test.sandbox.clear_faults().await?;
        }
        page.download(FIRST).await?;
        page.expect_downloaded().await?;
        assert_eq!(page.alert().count().await?, 0);
        Ok(())
    });
}

#[test]
fn a_file_that_breaks_off_half_way_is_thrown_away() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        page.sign_in_as("Blue Harbour").await?;
        page.wait_until_hydrated().await?;
        test.sandbox.fail("get-file", json!({"truncate": true})).await?;
        page.start_download(LARGE).await?;
        page.expect_not_downloaded(LARGE, "The connection broke before all of it had come.").await
    });
}

#[test]
fn a_download_can_be_cancelled_and_ends_when_the_page_is_left() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        test.sandbox.fail_times("get-file", json!({"delayMs": 60_000}), 2).await?;
        let ended = Arc::new(Mutex::new(Vec::new()));
        let keeper = ended.clone();
        test.page
            .on_request_failed(move |request| {
                let keeper = keeper.clone();
                async move {
                    if let Ok(mut ended) = keeper.lock() {
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
        expect(page.download_button(FIRST)).to_be_disabled().await?;
        wait_until(async || signatures(1).await).await?;
        page.cancel_button(FIRST).click(None).await?;
        expect(page.main()).to_contain_text("Cancelled.").await?;
        assert_eq!(page.alert().count().await?, 0, "it was wanted");

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
fn a_list_that_cannot_be_had_is_told() {
    let nobody = Sandbox::at("http://127.0.0.1:9");
    let setup = Setup { settings: nobody.settings(), ..Setup::default() };
    browser_test(setup, async |test| {
        let page = test.open_documents().await?;
        expect(page.alert()).to_contain_text("Your documents cannot be listed.").await?;
        expect(page.alert()).to_contain_text("zuora_unreachable").await?;
        expect(page.link("Try again")).to_be_visible().await?;
        Ok(())
    });
}
