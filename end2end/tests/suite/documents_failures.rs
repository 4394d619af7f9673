//! *Get File* when it goes wrong: a ticket that does not fit, another customer's file, a Zuora that
//! answers wrongly.

use end2end::{Setup, browser_test, change_tickets, expect, repeat_first_ticket};
use serde_json::{Value, json};

const FIRST: &str = "INV00000001.pdf";

/// An invoice of Blue Harbour's with large appendices.
const LARGE: &str = "INV00000007.pdf";

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
fn a_used_ticket_is_refused_and_the_next_attempt_gets_a_new_one() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        repeat_first_ticket(test, "get-file").await?;
        page.download(FIRST).await?;
        page.expect_downloaded().await?;
        page.start_download(FIRST).await?;
        page.expect_not_downloaded(FIRST, "The permission was no longer valid.").await?;
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
        // As if the page had been manipulated.
        let script = "id => { document.querySelector('main button').value = id }";
        test.page.evaluate::<_, Value>(script, Some(&theirs)).await?;
        page.start_download("INV00000003.pdf").await?;
        expect!(page.alert()).to_contain_text("not one of your account’s documents").await?;
        expect!(page.alert()).to_contain_text("no_such_file").await?;
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
fn each_fault_of_zuoras_is_explained_and_no_part_of_a_file_is_kept() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        for (fault, why) in [
            (json!({"reset": true}), "No answer came from Zuora"),
            (json!({"status": 500}), "No answer came from Zuora"),
            (
                json!({"reason": {"code": 50_000_040, "message": "Cannot find entity by key: 'x'."}}),
                "Zuora no longer has this file.",
            ),
            (json!({"rateLimit": {"retryAfter": 2}}), "is busy"),
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
fn a_truncated_file_is_discarded() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        page.sign_in_as("Blue Harbour").await?;
        page.wait_until_hydrated().await?;
        test.sandbox.fail("get-file", json!({"truncate": true})).await?;
        page.start_download(LARGE).await?;
        page.expect_not_downloaded(LARGE, "The connection broke before the download was complete.")
            .await
    });
}
