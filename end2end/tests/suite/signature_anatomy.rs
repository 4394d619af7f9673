//! *What the signature is made of*: the panel works out the sandbox's signature, a change of one
//! character makes another, and a call with that one is refused in Zuora's words.

use end2end::{FlowPanel, PageOperation, Result, Setup, browser_test, expect};

const GROUP: &str = "What the signature is made of";
const SAME: &str = "They are the same.";
const DIFFERS: &str = "They differ. A call with this signature is refused.";
const SEND: &str = "Send it like this";

/// The field's value with another last character.
async fn change_last_character(panel: &FlowPanel<'_>, name: &str) -> Result {
    let mut value = panel.part(name).input_value(None).await?;
    let last = value.pop();
    value.push(if last == Some('x') { 'y' } else { 'x' });
    Ok(panel.part(name).fill(&value, None).await?)
}

#[test]
fn the_panels_signature_is_the_sandboxs_and_any_change_makes_another() {
    browser_test(Setup::default(), async |test| {
        for operation in
            [PageOperation::Card, PageOperation::File, PageOperation::Form, PageOperation::Account]
        {
            let panel = FlowPanel::open(test, operation).await?;
            panel.unfold(GROUP).await?;
            panel.expect_verdict(SAME).await?;
            let script = "() => flowRecorder.state().runs.at(-1).sign.reply.signature";
            let signature: String = test.page.evaluate(script, None::<&()>).await?;
            for name in ["base64", "sandboxs"] {
                expect!(panel.part(name)).to_have_text(&signature).await?;
            }
            let cards = test.sandbox.card_count("A00000001").await?;
            panel.press(SEND).await?;
            panel.expect_sent("The signature was accepted.").await?;
            for (name, refusal) in [
                ("method", "HTTP 200, 90000011 Invalid signature"),
                ("path", "HTTP 200, 90000011 Invalid signature"),
                ("bound", "HTTP 200, 90000011 Invalid signature"),
                ("token", "90000011 Invalid token. Note: a token can only be used once."),
            ] {
                change_last_character(&panel, name).await?;
                panel.expect_verdict(DIFFERS).await?;
                let other = panel.part("base64").inner_text().await?;
                assert_ne!(other, signature, "{operation:?} {name}");
                panel.press(SEND).await?;
                panel.expect_sent(refusal).await?;
                panel.press("This run’s values").await?;
                panel.expect_verdict(SAME).await?;
            }
            // Nothing that was sent here had a card.
            assert_eq!(test.sandbox.card_count("A00000001").await?, cards, "{operation:?}");
        }
        Ok(())
    });
}
