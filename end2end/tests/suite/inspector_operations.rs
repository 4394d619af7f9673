//! The flow inspector shows the other operations by the same steps, and a run costs little
//! while nobody looks.

use end2end::{BrowserTest, Card, FlowInspector, Result, Setup, SitePage, browser_test, expect};
use serde_json::json;
use std::time::Duration;

/// An operation as its steps show it.
struct Expected {
    /// The path of the call to Zuora.
    path: &'static str,
    /// What the signature is bound to, beside the URI.
    bound: &'static str,
    has_confirmation: bool,
}

const ACCOUNT: Expected =
    Expected { path: "/v1/accounts", bound: "Cedar & Sons", has_confirmation: true };
const FILE: Expected = Expected { path: "/v1/files/", bound: "uri", has_confirmation: false };
const HOSTED_FORM: Expected =
    Expected { path: "/v1/rsa-signatures", bound: "pageId", has_confirmation: true };

/// Runs a test with the sandbox, and with a tenant that tells nobody what it receives.
fn with_and_without_a_journal(test: impl AsyncFn(&BrowserTest, bool) -> Result) {
    browser_test(Setup::default(), async |with| test(with, true).await);
    let settings = vec![("FLOW_INSPECTOR", "on".to_owned())];
    let setup = Setup { settings, other_hosted_page: true, ..Setup::default() };
    browser_test(setup, async |without| test(without, false).await);
}

/// Opens the panel, and holds it against what has happened.
async fn expect_run(
    test: &BrowserTest,
    page: &SitePage,
    expected: Expected,
    has_journal: bool,
) -> Result {
    let Expected { path, bound, has_confirmation } = expected;
    let inspector = FlowInspector::new(page);
    inspector.open().await?;
    inspector.expect_state("8", "done").await?;
    inspector.expect_state("6", if has_journal { "done" } else { "not known" }).await?;
    if has_confirmation {
        inspector.expect_state("+", "done").await?;
    }
    let steps = inspector.steps().await?;
    let numbers: String = steps.iter().map(|(number, _)| &**number).collect();
    // The server may have had its bearer token already.
    let numbers = numbers.replacen("1+2", "12", 1);
    assert_eq!(numbers, if has_confirmation { "12345678+" } else { "12345678" }, "{steps:?}");

    let recorded = inspector.recorded().await?;
    let signature = recorded["runs"][0]["sign"]["reply"]["signature"].as_str();
    let signature = signature.ok_or("a signature")?;
    for number in ["3", "4", "7"] {
        let step = inspector.text_of(number).await?;
        assert!(step.contains(signature), "{number}: {step}");
    }
    let request = inspector.text_of("2").await?;
    assert!(request.contains(path) && request.contains(bound), "{request}");

    let preflight = inspector.text_of("5").await?;
    if has_journal {
        assert!(preflight.contains("reported by the sandbox"), "{preflight}");
        let calls = test.sandbox.calls().await?;
        let sent = calls.iter().filter(|call| call.starts_with(&format!("OPTIONS {path}")));
        assert_eq!(sent.count(), 1, "{calls:?}");
    } else {
        assert!(preflight.contains("inferred from the Fetch standard"), "{preflight}");
    }
    Ok(())
}

#[test]
fn a_new_accounts_steps_are_shown() {
    with_and_without_a_journal(async |test, has_journal| {
        let page = test.open_account().await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        expect_run(test, &page, ACCOUNT, has_journal).await
    });
}

#[test]
fn a_downloads_steps_are_shown() {
    with_and_without_a_journal(async |test, has_journal| {
        let page = test.open_documents().await?;
        page.download("INV00000001.pdf").await?;
        page.expect_downloaded().await?;
        expect_run(test, &page, FILE, has_journal).await
    });
}

#[test]
fn a_hosted_forms_steps_are_shown() {
    with_and_without_a_journal(async |test, has_journal| {
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        expect_run(test, &page, HOSTED_FORM, has_journal).await
    });
}

/// That page calls as soon as it is live, however late the recorder's file arrives.
#[test]
fn a_call_waits_for_a_late_recorder() {
    browser_test(Setup::default(), async |test| {
        let late = async |route: playwright_rs::Route| {
            tokio::time::sleep(Duration::from_secs(2)).await;
            route.continue_(None).await
        };
        test.page.route("**/flow-recorder.*", late).await?;
        let page = test.open_hosted_form().await?;
        let inspector = FlowInspector::new(&page);
        inspector.open().await?;
        inspector.expect_state("8", "done").await
    });
}

/// Zuora refuses with HTTP status 200, which the step does not take for success.
#[test]
fn a_refused_call_is_shown_as_failed() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let reason = json!({"reason": {"code": 50_000_020, "message": "No."}});
        test.sandbox.fail("create-payment-method", reason).await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_be_visible().await?;
        let inspector = FlowInspector::new(&form);
        inspector.open().await?;
        inspector.expect_state("8", "failed").await?;
        let answer = inspector.text_of("8").await?;
        assert!(answer.contains("50000020"), "{answer}");
        let steps = inspector.steps().await?;
        assert_eq!(steps.last().map(|(number, _)| &**number), Some("8"), "nothing to confirm");
        Ok(())
    });
}

/// On the way of a click, the recorder may take a millisecond; it takes a small part of one. The
/// average of many calls, since one alone may be interrupted.
#[test]
fn a_record_takes_less_than_a_millisecond_of_the_click() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let script = "async () => {
            const headers = new Headers({ signature: 's', token: 't', 'content-type': 'application/json' });
            const call = () => flowRecorder.before('/api/sign/create-payment-method', { method: 'POST', headers }, '{}', [], 'here');
            await call();
            const begin = performance.now();
            for (let count = 0; count < 200; count++) (await call()).after(null, '{\"signature\":\"s\",\"token\":\"t\"}');
            return (performance.now() - begin) / 200;
        }";
        let milliseconds: f64 = test.page.evaluate(script, None::<&()>).await?;
        assert!(milliseconds < 1.0, "{milliseconds} ms");
        Ok(())
    });
}
