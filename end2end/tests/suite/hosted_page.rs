//! *RSA Signatures* and the page that Zuora hosts, shown in a frame.

use end2end::{
    Card, OtherSite, Result, Setup, browser_test, change_tickets, expect, nothing_happens_for,
    repeat_first_ticket,
};
use playwright_rs::AriaRole;
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn a_card_typed_into_zuoras_own_page_is_attached_to_the_account() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        expect!(page.main()).to_contain_text("Visa ************1111, expires 10/2034").await?;
        assert_eq!(test.page.locator("iframe").count().await?, 0);
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);

        let journal = test.sandbox.journal().await?;
        let called = |path: &str| {
            journal.iter().filter(|exchange| exchange["path"] == path).collect::<Vec<_>>()
        };
        let signing = &called("/v1/hmac-signatures")[0]["body"];
        assert!(signing["pageId"].is_string() && signing["accountKey"].is_null());
        let rsa = called("/v1/rsa-signatures");
        let by_browser = rsa.iter().find(|exchange| {
            exchange["method"] == "POST" && exchange["headers"]["token"].is_string()
        });
        assert_eq!(by_browser.ok_or("the browser called")?["headers"]["origin"], test.site);

        // A second card needs a second form.
        page.show_form_again().await?;
        page.expect_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 2);
        test.app.audit_events("card attached", 2).await?;
        Ok(())
    });
}

#[test]
fn the_policy_allows_zuoras_frames_on_that_page_alone() {
    browser_test(Setup::default(), async |test| {
        let policy = async |path: &str| -> Result<String> {
            let answer =
                test.page.goto(&format!("{}{path}", test.site), None).await?.ok_or("an answer")?;
            Ok(answer.all_headers().await?.remove("content-security-policy").unwrap_or_default())
        };
        let hosted = format!("frame-src {};", test.sandbox.url);
        assert!(policy("/hosted-page").await?.contains(&hosted));
        for path in ["/", "/account", "/documents", "/nothing"] {
            assert!(policy(path).await?.contains("frame-src 'none';"), "{path}");
        }
        test.open_hosted_form().await?;
        let other = "url => { const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame) }";
        let other_site = OtherSite::with_page("<p>stranger</p>".into()).await?;
        test.page.evaluate::<_, Value>(other, Some(&other_site.origin)).await?;
        nothing_happens_for(Duration::from_millis(500)).await;
        assert!(other_site.requests().is_empty(), "{:?}", other_site.requests());
        let blocked = test.console().iter().filter(|line| line.contains("frame-src")).count();
        assert_eq!(blocked, 1, "{:?}", test.console());
        Ok(())
    });
}

#[test]
fn a_declined_card_is_reported_in_the_frame_and_another_one_may_follow() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        let declined = Card::DECLINED;
        page.submit(declined).await?;
        expect!(page.frame().get_by_role(AriaRole::Alert, None)).to_be_visible().await?;
        assert_eq!(
            (page.saved().count().await?, test.sandbox.card_count("A00000001").await?),
            (0, 0)
        );
        page.frame().get_by_text("Try again", false).click(None).await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn an_expired_form_is_reported_and_another_one_offered() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_hosted_form().await?;
        test.sandbox.advance_clock(3600).await?;
        page.submit(Card::VISA).await?;
        page.expect_no_form("Token_Expired").await?;
        assert_eq!(
            (page.saved().count().await?, test.sandbox.card_count("A00000001").await?),
            (0, 0)
        );
        page.show_form_again().await?;
        page.expect_form().await?;
        Ok(())
    });
}

#[test]
fn a_page_id_changed_after_signing_is_refused_by_zuora() {
    browser_test(Setup::default(), async |test| {
        change_tickets(test, "rsa-signatures", |ticket| {
            ticket["pageId"] = "2c92c0f8ffffffff".into();
        })
        .await?;
        let page = test.open_hosted_page().await?;
        page.expect_no_form("Invalid signature").await?;
        Ok(())
    });
}

#[test]
fn a_used_ticket_opens_no_form() {
    browser_test(Setup::default(), async |test| {
        repeat_first_ticket(test, "rsa-signatures").await?;
        test.open_hosted_form().await?;
        let page = test.open_hosted_page().await?;
        expect!(page.alert()).to_contain_text("Invalid token").await?;
        test.page.unroute("**/api/sign/rsa-signatures").await?;
        page.show_form_again().await?;
        page.expect_form().await?;
        Ok(())
    });
}

#[test]
fn each_fault_of_zuoras_is_explained_and_nothing_is_saved() {
    browser_test(Setup::default(), async |test| {
        for (fault, why) in [
            (json!({"reason": {"code": 50_000_010, "message": "No right."}}), "No right."),
            (json!({"reset": true}), "No answer came from Zuora"),
            (json!({"truncate": true}), "No answer came from Zuora"),
            (json!({"malformed": true}), "No answer came from Zuora"),
        ] {
            test.sandbox.fail_times("rsa-signatures", fault, 3).await?;
            let page = test.open_hosted_page().await?;
            page.expect_no_form(why).await?;
            test.sandbox.clear_faults().await?;
        }
        Ok(())
    });
}

#[test]
fn a_tenant_that_validates_parameters_and_encodes_values_is_served_too() {
    browser_test(Setup::default(), async |test| {
        let switches = json!({"parameterValidation": "on", "callbackValues": "percentEncoded"});
        test.sandbox.set_switches(switches).await?;
        let page = test.open_hosted_form().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}

#[test]
fn with_a_captcha_a_failed_form_can_be_shown_again() {
    browser_test(Setup::default(), async |test| {
        test.sandbox.set_switches(json!({"captcha": "on"})).await?;
        let page = test.open_hosted_form().await?;
        page.submit(Card::DECLINED).await?;
        expect!(page.alert()).to_contain_text("The bank did not accept the card.").await?;
        page.show_form_again().await?;
        page.submit(Card::VISA).await?;
        page.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        Ok(())
    });
}
