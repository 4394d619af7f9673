//! The flow inspector: what it shows of a run is what has happened, and no card is in it.

mod accessibility;
mod panel;

use end2end::{AddCardPage, BrowserTest, Card, FlowInspector, Result, Setup, browser_test, expect};
use serde_json::json;

/// Its four digits of the security code and its last four are in no id or time by chance.
const CARD: Card<'_> = Card { number: "378282246310005", security_code: "9371", ..Card::VISA };
const CREATE: &str = "/v1/payment-methods/credit-cards";

/// Saves a card, and opens the panel.
async fn save_and_show(test: &BrowserTest) -> Result<(AddCardPage, FlowInspector)> {
    let form = test.open_add_card().await?;
    form.save_card(CARD).await?;
    form.expect_saved().await?;
    let inspector = FlowInspector::new(&form);
    inspector.open().await?;
    Ok((form, inspector))
}

#[test]
fn every_step_of_a_run_is_shown_in_order_with_what_was_sent() {
    browser_test(Setup::default(), async |test| {
        let (form, inspector) = save_and_show(test).await?;
        expect!(form.main()).to_contain_text_regex(r"\d calls, \d+ ms: sign \d+ · ").await?;
        inspector.expect_state("8", "done").await?;
        inspector.expect_state("6", "done").await?;
        let steps = inspector.steps().await?;
        let numbers: String = steps.iter().map(|(number, _)| &**number).collect();
        // The server may have had its bearer token already.
        assert!(["12345678+", "1+2345678+"].contains(&&*numbers), "{steps:?}");
        assert!(steps.iter().all(|(_, state)| state == "done"), "{steps:?}");

        let run = &inspector.recorded().await?["runs"][0];
        let signature = run["sign"]["reply"]["signature"].as_str().unwrap_or("no signature");
        let sent = run["call"]["headers"].as_array().into_iter().flatten();
        let sent = sent.filter(|header| header["name"] == "signature").collect::<Vec<_>>();
        assert_eq!(sent, [&json!({"name": "signature", "value": signature})]);
        for number in ["3", "4", "7"] {
            let step = inspector.text_of(number).await?;
            assert!(step.contains(signature), "{number}: {step}");
        }
        let signing = inspector.text_of("2").await?;
        for words in [
            "/v1/hmac-signatures",
            "A00000001",
            "src/server/zuora_client/call.rs:",
            "reported by the server",
        ] {
            assert!(signing.contains(words), "{words} in {signing}");
        }
        assert_eq!(signing.matches("is what was sent").count(), 3, "{signing}");
        let call = inspector.text_of("7").await?;
        for words in [
            "src/browser/cross_origin.rs:",
            "\"creditCardNumber\": \"(left out)\"",
            "seen by this browser",
        ] {
            assert!(call.contains(words), "{words} in {call}");
        }
        Ok(())
    });
}

/// The preflight, which no script can see, is shown as the sandbox's journal has it.
#[test]
fn the_preflight_is_the_journals() {
    browser_test(Setup::default(), async |test| {
        let (form, inspector) = save_and_show(test).await?;
        inspector.expect_state("5", "done").await?;
        let preflight = inspector.text_of("5").await?;
        let answer = inspector.text_of("6").await?;
        let journal = test.sandbox.journal().await?;
        let own = journal.iter().find(|it| it["method"] == "OPTIONS" && it["path"] == CREATE);
        let own = own.ok_or("the journal has a preflight")?;
        for header in ["access-control-request-headers", "access-control-request-method"] {
            let value = own["headers"][header].as_str().unwrap_or("nothing");
            assert!(preflight.contains(&format!("{header}: {value}")), "{header} in {preflight}");
        }
        let origin = own["answer"]["headers"]["access-control-allow-origin"].as_str();
        assert!(answer.contains(origin.unwrap_or("no origin")), "{answer}");
        assert!(preflight.contains("reported by the sandbox"), "{preflight}");

        form.save_card(CARD).await?;
        form.expect_saved().await?;
        inspector.expect_state("8", "done").await?;
        // Whether the browser remembered it depends on how long the test has taken.
        let journal = test.sandbox.journal().await?;
        let preflights =
            journal.iter().filter(|it| it["method"] == "OPTIONS" && it["path"] == CREATE);
        let state = if preflights.count() == 1 { "not needed: remembered" } else { "done" };
        inspector.expect_state("5", state).await
    });
}

/// A real tenant tells nobody about preflights, so the panel does not say that there was one.
#[test]
fn with_a_tenant_the_preflight_is_inferred() {
    let settings = vec![("FLOW_INSPECTOR", "on".to_owned())];
    let setup = Setup { settings, other_hosted_page: true, ..Setup::default() };
    browser_test(setup, async |test| {
        let (form, inspector) = save_and_show(test).await?;
        inspector.expect_state("8", "done").await?;
        inspector.expect_state("5", "not known").await?;
        expect!(form.main()).to_contain_text("preflight not visible").await?;
        let preflight = inspector.text_of("5").await?;
        for words in [
            "inferred from the Fetch standard",
            "access-control-request-headers: content-type,signature,token",
            "content-type: application/json, signature, token",
        ] {
            assert!(preflight.contains(words), "{words} in {preflight}");
        }
        Ok(())
    });
}

#[test]
fn no_card_is_in_what_the_inspector_renders_records_or_copies() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let keep = "() => {
            window.copied = [];
            navigator.clipboard.writeText = (text) => (copied.push(text), Promise.resolve());
        }";
        test.page.evaluate::<_, ()>(keep, None::<&()>).await?;
        let reason = json!({"reason": {"code": 50_000_020, "message": "'creditCardNumber' 378282246310005 (9371)"}});
        test.sandbox.fail("create-payment-method", reason).await?;
        form.save_card(CARD).await?;
        expect!(form.alert()).to_be_visible().await?;
        let inspector = FlowInspector::new(&form);
        inspector.open().await?;
        // A broken run is explained with words of Zuora's, in which the card could be.
        let broken = inspector.region().locator(".broken");
        test.page.locator("summary:text-is('Break it')").click(None).await?;
        test.page.locator("[data-break=slow]").click(None).await?;
        let reason = json!({"reason": {"code": 50_000_020, "message": "'creditCardNumber' 378282246310005 (9371)"}});
        test.sandbox.fail("create-payment-method", reason).await?;
        form.save_card(CARD).await?;
        expect!(broken.clone()).to_contain_text("(••••)").await?;
        test.page.locator("[data-break=declined]").click(None).await?;
        form.save_card(CARD).await?;
        expect!(broken.clone()).to_contain_text("50000099 Transaction declined").await?;
        test.page.locator("summary:text-is('What the signature is made of')").click(None).await?;
        form.save_card(CARD).await?;
        form.expect_saved().await?;
        inspector.expect_state("8", "done").await?;
        let copy = "() => document.querySelectorAll('[data-action=curl], [data-action=json]').forEach((button) => button.click())";
        test.page.evaluate::<_, ()>(copy, None::<&()>).await?;
        let all = "() => [document.getElementById('flow-inspector').outerHTML, ...[...document.querySelectorAll('#flow-inspector input')].map((field) => field.value), JSON.stringify(flowRecorder.state()), ...copied].join('\\n')";
        let all: String = test.page.evaluate(all, None::<&()>).await?;
        let all = without_request_ids(&all);
        assert!(all.matches("curl -X POST").count() >= 6, "it has copied");
        let digits = ["37828", "10005", "0005", "9371"];
        for word in all.split(|character: char| !character.is_ascii_alphanumeric()) {
            assert!(!digits.contains(&word) && !word.starts_with("378282"), "{word}");
        }
        for secret in ["sandbox-demo-secret", "c0ffee000001"] {
            assert!(!all.contains(secret), "{secret}");
        }
        Ok(())
    });
}

/// The text without UUIDs, of which four digits could be the card's by chance.
fn without_request_ids(text: &str) -> String {
    let is_part = |character: char| character == '-' || character.is_ascii_hexdigit();
    let words = text.split(|character| !is_part(character));
    let ids = words.filter(|word| word.len() == 36 && word.matches('-').count() == 4);
    ids.fold(text.to_owned(), |text, id| text.replace(id, ""))
}

#[test]
fn where_it_is_off_nothing_is_recorded() {
    let settings = vec![("FLOW_INSPECTOR", "off".to_owned())];
    browser_test(Setup { settings, ..Setup::default() }, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(CARD).await?;
        form.expect_saved().await?;
        assert_eq!(form.button("Show how").count().await?, 0);
        let script = "() => 'flowRecorder' in window || document.documentElement.outerHTML.includes('flow-')";
        let is_there: bool = test.page.evaluate(script, None::<&()>).await?;
        assert!(!is_there);
        Ok(())
    });
}
