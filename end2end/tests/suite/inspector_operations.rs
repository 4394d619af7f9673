//! The flow inspector shows the other three operations by the same steps, and a run costs little
//! while nobody looks.

use end2end::{BrowserTest, Card, FlowInspector, Result, Setup, SitePage, browser_test};
use playwright_rs::expect;

/// An operation as its steps show it.
struct Expected {
    /// The path of the call to Zuora.
    path: &'static str,
    /// What the signature is bound to, beside the URI.
    bound: &'static str,
    has_confirmation: bool,
}

/// Opens the panel, and holds it against what has happened.
async fn expect_run(test: &BrowserTest, page: &SitePage, expected: Expected) -> Result {
    let Expected { path, bound, has_confirmation } = expected;
    let inspector = FlowInspector::new(page);
    inspector.open().await?;
    inspector.expect_state("8", "done").await?;
    inspector.expect_state("6", "done").await?;
    if has_confirmation {
        inspector.expect_state("+", "done").await?;
    }
    let steps = inspector.steps().await?;
    let numbers: String = steps.iter().map(|(number, _)| &**number).collect();
    let numbers = numbers.replacen("1+2", "12", 1);
    assert_eq!(numbers, if has_confirmation { "12345678+" } else { "12345678" }, "{steps:?}");

    let recorded = inspector.recorded().await?;
    let sign = &recorded["runs"][0]["sign"]["reply"];
    let signature = sign["signature"].as_str().ok_or("a signature")?;
    for number in ["3", "4", "7"] {
        let step = inspector.text_of(number).await?;
        assert!(step.contains(signature), "{number}: {step}");
    }
    let request = inspector.text_of("2").await?;
    assert!(request.contains(path) && request.contains(bound), "{request}");

    // The journal tells no whole token, but which exchanges had the same one.
    let journal = test.sandbox.journal().await?;
    let with_path = |method: &str| {
        let fits = |exchange: &&serde_json::Value| {
            let found = exchange["path"].as_str().unwrap_or_default();
            exchange["method"] == method && found.starts_with(path)
        };
        journal.iter().filter(fits).count()
    };
    assert_eq!(with_path("OPTIONS"), 1, "the preflight that is shown");
    let preflight = inspector.text_of("5").await?;
    assert!(preflight.contains("told by the sandbox"), "{preflight}");
    Ok(())
}

#[test]
fn a_new_accounts_steps_are_shown() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.create_with(Card::VISA).await?;
        expect(page.created()).to_be_visible().await?;
        let expected =
            Expected { path: "/v1/accounts", bound: "Cedar & Sons", has_confirmation: true };
        expect_run(test, &page, expected).await
    });
}

#[test]
fn a_downloads_steps_are_shown() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_documents().await?;
        page.download("INV00000001.pdf").await?;
        page.expect_downloaded().await?;
        let expected = Expected { path: "/v1/files/", bound: "uri", has_confirmation: false };
        expect_run(test, &page, expected).await
    });
}

#[test]
fn a_hosted_forms_steps_are_shown() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        let expected =
            Expected { path: "/v1/rsa-signatures", bound: "pageId", has_confirmation: true };
        expect_run(test, &page, expected).await
    });
}

/// Zuora refuses with HTTP status 200, which the step does not take for success.
#[test]
fn a_refused_call_is_shown_as_failed() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let reason = serde_json::json!({"reason": {"code": 50_000_020, "message": "No."}});
        test.sandbox.fail("create-payment-method", reason).await?;
        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_be_visible().await?;
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
