//! A tenant whose hosted page is built from observations of Zuora's own script and library alone: a
//! card is saved by it as by the sandbox's, and whatever deviates ends in its own words (T25).

use end2end::{BrowserTest, Card, Deviation, Result, Setup, browser_test, expect};
use std::time::Duration;

fn setup() -> Setup {
    Setup { other_hosted_page: true, ..Setup::default() }
}

async fn expect_no_card(test: &BrowserTest) -> Result {
    assert_eq!(test.sandbox.card_count("A00000001").await?, 0);
    assert_eq!(test.page.get_by_text("Card saved", true).count().await?, 0);
    Ok(())
}

#[test]
fn a_card_typed_into_it_is_confirmed_and_in_the_account() {
    browser_test(setup(), async |test| {
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        expect!(page.main()).to_contain_text("Visa ************1111, expires 10/2034").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        page.show_form_again().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 2);
        Ok(())
    });
}

#[test]
fn a_message_whose_values_are_all_texts_is_understood_too() {
    browser_test(setup(), async |test| {
        test.other_hosted_page()?.deviate(Deviation::Texts);
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await
    });
}

#[test]
fn the_frame_is_as_high_as_its_content() {
    browser_test(setup(), async |test| {
        let page = test.open_hosted_form().await?;
        expect!(page.main().locator("iframe")).to_have_css("block-size", "712px").await?;
        Ok(())
    });
}

#[test]
fn t25_what_the_server_does_not_accept_is_explained_and_no_card_is_in_the_account() {
    browser_test(setup(), async |test| {
        let page = test.open_hosted_form().await?;
        for (deviation, words) in [
            (Deviation::OtherPath, "We could not confirm that this message came from Zuora"),
            (Deviation::OtherCard, "We could not confirm that this message came from Zuora"),
            (Deviation::OtherSession, "it belongs to another session or customer"),
            (Deviation::Late, "it is too old"),
            (Deviation::Basic, "its signature does not cover the card"),
        ] {
            test.other_hosted_page()?.deviate(deviation);
            page.submit(Card::VISA).await?;
            page.expect_refused(words).await?;
            page.show_form_again().await?;
        }
        expect_no_card(test).await
    });
}

#[test]
fn t25_a_replayed_report_attaches_no_second_card() {
    browser_test(setup(), async |test| {
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        test.other_hosted_page()?.deviate(Deviation::Replay);
        page.show_form_again().await?;
        page.submit(Card::VISA).await?;
        page.expect_refused("This message was used before, and it counts only once.").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1, "only the first");
        Ok(())
    });
}

#[test]
fn every_error_code_has_its_own_words_and_a_way_on() {
    // Each failure takes another form.
    let settings = vec![("SIGNATURE_BUDGET", "100/10m".into())];
    browser_test(Setup { settings, ..setup() }, async |test| {
        let page = test.open_hosted_form().await?;
        for (code, words, ends) in [
            ("GatewayTransactionError", "The bank did not accept the card.", false),
            ("BusinessValidationError", "Zuora did not accept what was entered.", false),
            ("HostedPageFieldValidationError", "A field in Zuora’s form is not right", false),
            ("GeneralSystemError", "Zuora had a fault.", false),
            ("ReCaptcha_Validation_Failed", "that you are not a robot", false),
            ("Submit_Too_Quick", "more quickly than Zuora allows", false),
            ("Something_New", "gave no reason that we know", false),
            ("Token_Expired", "The form was open for too long.", true),
            ("Attempt_Exceed_Limitation", "The form was submitted too often", true),
            ("Invalid_Security", "Zuora did not accept the permission", true),
            ("Validate_Dynamic_Params_Failed", "Zuora did not accept the permission", true),
            ("ThreeDs2_Authentication_Exception", "Your bank could not confirm", true),
        ] {
            test.other_hosted_page()?.deviate(Deviation::Refused(code));
            page.submit(Card::VISA).await?;
            expect!(page.alert()).to_contain_text(words).await?;
            expect!(page.alert()).to_contain_text(code).await?;
            assert_eq!(test.page.locator("iframe").count().await?, usize::from(!ends), "{code}");
            page.show_form_again().await?;
            expect!(page.alert()).to_have_count(0).await?;
            page.expect_form().await?;
        }
        expect_no_card(test).await?;
        test.other_hosted_page()?.deviate(Deviation::None);
        page.submit(Card::VISA).await?;
        page.expect_saved().await
    });
}

#[test]
fn a_frame_that_never_answers_is_noticed_with_the_likely_cause() {
    browser_test(setup(), async |test| {
        test.install_clock().await?;
        test.other_hosted_page()?.deviate(Deviation::Silent);
        let page = test.open_hosted_page().await?;
        expect!(page.frame().get_by_text("Refused to connect.", true)).to_be_visible().await?;
        assert_eq!(page.alert().count().await?, 0, "it may be slow");
        test.fast_forward(Duration::from_secs(21)).await?;
        expect!(page.alert()).to_contain_text("Zuora’s form has not answered").await?;
        expect!(page.alert()).to_contain_text("Hosted Domain").await?;
        test.other_hosted_page()?.deviate(Deviation::None);
        page.show_form_again().await?;
        page.expect_form().await?;
        test.fast_forward(Duration::from_secs(21)).await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await
    });
}

#[test]
fn a_token_without_a_signature_is_explained() {
    browser_test(setup(), async |test| {
        test.other_hosted_page()?.deviate(Deviation::NullSignature);
        let page = test.open_hosted_page().await?;
        page.expect_no_form("Zuora gave no signature").await?;
        expect_no_card(test).await?;
        test.other_hosted_page()?.deviate(Deviation::None);
        page.show_form_again().await?;
        page.expect_form().await
    });
}
