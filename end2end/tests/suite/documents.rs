//! *Get File*: files go from Zuora to the browser, and nothing of them through the site's server.

use end2end::{Result, Setup, Visit, browser_test, change_tickets, named, repeat_first_ticket};
use playwright_rs::{
    AriaRole, expect,
    protocol::{Download, Locator},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    cell::Cell,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

const FIRST: &str = "INV00000001.pdf";
/// An invoice of Blue Harbour's, with all its appendices.
const LARGE: &str = "INV00000007.pdf";
const LARGE_BYTES: usize = 50_000_000;

fn button(visit: &Visit, file: &str) -> Locator {
    visit.page.get_by_role(AriaRole::Button, Some(named(&format!("Download {file}"))))
}

fn main(visit: &Visit) -> Locator {
    visit.page.get_by_role(AriaRole::Main, None)
}

fn alert(visit: &Visit) -> Locator {
    visit.page.get_by_role(AriaRole::Alert, None)
}

async fn downloaded(visit: &Visit, file: &str) -> Result<(Download, PathBuf)> {
    let download = visit.page.expect_download(Some(60_000.0)).await?;
    button(visit, file).click(None).await?;
    let download = download.wait().await?;
    let folder = std::env::temp_dir().join(format!(
        "zuora-cors-sample-{}-{}",
        std::process::id(),
        visit.site.len() + file.len()
    ));
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}-{file}", visit.site.rsplit(':').next().unwrap_or_default()));
    download.save_as(&path).await?;
    Ok((download, path))
}

/// It did not arrive, for this reason, and can be tried again.
async fn did_not_arrive(visit: &Visit, file: &str, why: &str) -> Result {
    expect(alert(visit)).to_contain_text("The file did not arrive.").await?;
    expect(alert(visit)).to_contain_text(why).await?;
    expect(alert(visit)).to_contain_text("Nothing of it was kept.").await?;
    expect(button(visit, file)).to_be_enabled().await?;
    assert_eq!(
        visit
            .page
            .get_by_role(AriaRole::Link, Some(named(&format!("Save again {file}"))))
            .count()
            .await?,
        0
    );
    Ok(())
}

#[test]
fn a_file_is_fetched_from_zuora_and_offered_under_its_name() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        for file in ["INV00000001.pdf", "INV00000002.pdf", "INV00000003.pdf"] {
            expect(button(visit, file)).to_be_enabled().await?;
        }
        let (download, path) = downloaded(visit, FIRST).await?;
        assert_eq!(download.suggested_filename(), FIRST);
        let bytes = fs::read(&path)?;
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(Some(bytes), visit.sandbox.file(FIRST).await?, "it is Zuora's own");
        expect(main(visit)).to_contain_text("has arrived").await?;
        for link in ["Save again", "Open"] {
            let link = named(&format!("{link} {FIRST}"));
            expect(visit.page.get_by_role(AriaRole::Link, Some(link))).to_be_visible().await?;
        }

        let journal = visit.sandbox.journal().await?;
        let is = |exchange: &&Value, path: &str| {
            exchange["path"].as_str().unwrap_or_default().starts_with(path)
        };
        let fetched: Vec<_> = journal
            .iter()
            .filter(|exchange| is(exchange, "/v1/files/") && exchange["method"] == "GET")
            .collect();
        // One by the browser; the other was this test's own.
        let headers = &fetched[0]["headers"];
        assert_eq!(headers["origin"], visit.site);
        assert!(
            headers["token"].is_string()
                && headers["signature"].is_string()
                && headers["authorization"].is_null()
        );
        let signing = journal.iter().rfind(|exchange| is(exchange, "/v1/hmac-signatures"));
        let body = &signing.ok_or("nothing was signed")?["body"];
        assert_eq!((&body["method"], &body["accountKey"]), (&"GET".into(), &Value::Null));
        assert!(
            !holds(&visit.recorder.answered(), b"%PDF-"),
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
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        visit.sign_in_as("Blue Harbour").await?;
        visit.live().await?;
        let devtools = visit.page.context()?.new_cdp_session(&visit.page).await?;
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
        let (most, passed) = (Cell::new(before), visit.recorder.answered().len());

        let fetching = downloaded(visit, LARGE);
        let looking = async {
            let mut saw_progress = false;
            loop {
                let bar = visit
                    .page
                    .get_by_role(AriaRole::Progressbar, Some(named("How much has arrived")));
                if bar.count().await.is_ok_and(|count| count == 1) {
                    saw_progress |= main(visit)
                        .inner_text()
                        .await
                        .is_ok_and(|text| text.contains(" of 50.0 MB"));
                }
                most.set(used().await.unwrap_or(f64::MAX).max(most.get()));
                tokio::time::sleep(Duration::from_millis(50)).await;
                if main(visit).inner_text().await.is_ok_and(|text| text.contains("has arrived")) {
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
        let theirs = visit.sandbox.file(LARGE).await?.ok_or("no such file")?;
        assert_eq!(Sha256::digest(&bytes), Sha256::digest(&theirs));
        let grown = most.get() - before;
        assert!(grown < 8e6, "the page held {grown} bytes of {LARGE_BYTES}");
        let through_the_server = visit.recorder.answered().len() - passed;
        assert!(through_the_server < 4096, "{through_the_server} bytes through the server");
        Ok(())
    });
}

#[test]
fn a_ticket_for_another_file_is_refused_by_zuora() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        let other = visit.sandbox.file_id("INV00000002.pdf").await?;
        change_tickets(visit, "get-file", move |ticket| {
            let uri = ticket["uri"].as_str().unwrap_or_default();
            let (folder, _) = uri.rsplit_once('/').unwrap_or_default();
            ticket["uri"] = format!("{folder}/{other}").into();
        })
        .await?;
        button(visit, FIRST).click(None).await?;
        did_not_arrive(visit, FIRST, "Invalid signature").await
    });
}

#[test]
fn a_ticket_serves_once_and_the_next_try_gets_another() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        repeat_first_ticket(visit, "get-file").await?;
        downloaded(visit, FIRST).await?;
        expect(main(visit)).to_contain_text("has arrived").await?;
        button(visit, FIRST).click(None).await?;
        did_not_arrive(visit, FIRST, "The permission was no longer good.").await?;
        visit.page.unroute("**/api/sign/get-file").await?;
        downloaded(visit, FIRST).await?;
        expect(main(visit)).to_contain_text("has arrived").await?;
        Ok(())
    });
}

#[test]
fn t6_a_file_of_another_customers_is_not_signed_for() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        let theirs = visit.sandbox.file_id(LARGE).await?;
        // As if the page had been made to ask for it.
        let ask = "id => { document.querySelector('main button').value = id }";
        visit.page.evaluate::<_, Value>(ask, Some(&theirs)).await?;
        button(visit, "INV00000003.pdf").click(None).await?;
        expect(alert(visit)).to_contain_text("not among the documents of your account").await?;
        expect(alert(visit)).to_contain_text("no_such_file").await?;
        let calls = visit.sandbox.calls().await?;
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
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
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
            visit
                .sandbox
                .order(&json!({"operation": "get-file", "fault": fault, "times": times}))
                .await?;
            button(visit, FIRST).click(None).await?;
            did_not_arrive(visit, FIRST, why).await?;
            visit.sandbox.clear_orders().await?;
        }
        downloaded(visit, FIRST).await?;
        expect(main(visit)).to_contain_text("has arrived").await?;
        assert_eq!(alert(visit).count().await?, 0);
        Ok(())
    });
}

#[test]
fn a_file_that_breaks_off_half_way_is_thrown_away() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        visit.sign_in_as("Blue Harbour").await?;
        visit.live().await?;
        visit.sandbox.order(&json!({"operation": "get-file", "fault": {"truncate": true}})).await?;
        button(visit, LARGE).click(None).await?;
        did_not_arrive(visit, LARGE, "The connection broke before all of it had come.").await
    });
}

#[test]
fn a_download_can_be_cancelled_and_ends_when_the_page_is_left() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        let slow = json!({"operation": "get-file", "fault": {"delayMs": 60_000}, "times": 2});
        visit.sandbox.order(&slow).await?;
        let ended = Arc::new(Mutex::new(Vec::new()));
        let keeper = ended.clone();
        visit
            .page
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
        let asked =
            || async {
                visit.sandbox.calls().await.map(|calls| {
                    calls.iter().filter(|call| call.starts_with("POST /v1/hmac")).count()
                })
            };
        button(visit, FIRST).click(None).await?;
        expect(button(visit, FIRST)).to_be_disabled().await?;
        while asked().await? < 1 {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        visit
            .page
            .get_by_role(AriaRole::Button, Some(named(&format!("Cancel {FIRST}"))))
            .click(None)
            .await?;
        expect(main(visit)).to_contain_text("Cancelled.").await?;
        assert_eq!(alert(visit).count().await?, 0, "it was wanted");

        button(visit, FIRST).click(None).await?;
        while asked().await? < 2 {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        visit.open_page("/").await?;
        let ended = ended.lock().map_err(|_| "poisoned")?.clone();
        assert!(ended.last().is_some_and(|url| url.contains("/v1/files/")), "{ended:?}");
        Ok(())
    });
}

#[test]
fn a_list_that_cannot_be_had_is_told() {
    let nobody = end2end::Sandbox::at("http://127.0.0.1:9");
    let setup = Setup { settings: nobody.settings(), ..Setup::default() };
    browser_test(setup, async |visit| {
        visit.open_page("/documents").await?;
        expect(alert(visit)).to_contain_text("Your documents cannot be listed.").await?;
        expect(alert(visit)).to_contain_text("zuora_unreachable").await?;
        expect(visit.page.get_by_role(AriaRole::Link, Some(named("Try again"))))
            .to_be_visible()
            .await?;
        Ok(())
    });
}
