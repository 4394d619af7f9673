//! *Create Account*: a new customer and a card are created together, or neither is.

use end2end::{
    AccountPage, BrowserTest, Card, Result, Setup, browser_test, change_tickets, expect,
    expect_focus, repeat_first_ticket,
};
use playwright_rs::protocol::ContinueOptions;
use serde_json::{Value, json};

/// There is no third account, and the session has not changed.
async fn expect_no_account(test: &BrowserTest, page: &AccountPage) -> Result {
    let response = test.sandbox.get("/v1/accounts/A00000003").await?;
    assert_eq!(response["success"], false, "{response}");
    page.expect_signed_in_as("Acme Rockets").await
}

#[test]
fn an_account_is_created_with_its_card_and_its_owner_is_signed_in() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        for text in ["A00000003", "Visa ending in 1111", "As Zuora has it: Visa ************1111"] {
            expect!(page.main()).to_contain_text(text).await?;
        }
        // Out of sight, and empty.
        expect!(page.textbox("Account name")).not().to_be_visible().await?;
        for field in ["#account-name", "#account-city", "#card-number", "#card-security-code"] {
            expect!(test.page.locator(field)).to_have_value("").await?;
        }
        page.expect_signed_in_as("Cedar & Sons").await?;

        let account = test.sandbox.get("/v1/accounts/A00000003").await?;
        assert_eq!(account["basicInfo"]["name"], "Cedar & Sons");
        assert_eq!(account["billingAndPayment"]["currency"], "EUR");
        let contact = &account["billToContact"];
        for (field, text) in [
            ("firstName", "Ann"),
            ("workEmail", "ann@example.com"),
            ("city", "Leeds"),
            // Sent as a code, and read back under Zuora's name.
            ("country", "United Kingdom"),
            ("zipCode", "LS1 4AP"),
        ] {
            assert_eq!(contact[field], text, "{field}");
        }
        assert_eq!(test.sandbox.card_count("A00000003").await?, 1);

        // The next card goes into the new account, in the same session.
        let next = test.open_add_card().await?;
        page.expect_signed_in_as("Cedar & Sons").await?;
        next.save_card(Card::VISA).await?;
        next.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000003").await?, 2);
        test.open_documents().await?;
        expect!(page.main()).to_contain_text("There are no documents yet.").await?;
        Ok(())
    });
}

#[test]
fn the_signature_is_bound_to_the_name_and_the_card_goes_to_zuora_alone() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        let journal = test.sandbox.journal().await?;
        let at = |path: &str| {
            journal.iter().filter(|exchange| exchange["path"] == path).collect::<Vec<_>>()
        };
        let signing = &at("/v1/hmac-signatures")[0]["body"];
        assert_eq!(
            (&signing["name"], &signing["accountKey"]),
            (&"Cedar & Sons".into(), &Value::Null)
        );
        let call = at("/v1/accounts")
            .into_iter()
            .find(|exchange| exchange["method"] == "POST")
            .ok_or("no call")?;
        assert_eq!(call["headers"]["origin"], test.site);
        assert!(call["headers"]["token"].is_string() && call["headers"]["authorization"].is_null());
        assert_eq!(call["body"]["paymentMethod"]["cardNumber"], "************1111");
        Ok(())
    });
}

#[test]
fn each_missing_field_has_a_message_until_it_is_filled_in() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.create().await?;
        expect_focus(&page.alert()).await?;
        let links = page.summary_links();
        expect!(links.clone()).to_have_count(13).await?;
        expect!(links.first()).to_have_text("Enter a name for the account").await?;
        links.nth(4).click(None).await?;
        expect_focus(&page.currency()).await?;
        page.choose_currency("EUR").await?;
        page.expect_no_field_error("account-currency").await?;
        expect!(links.clone()).to_have_count(12).await?;
        page.textbox("City").fill("Leeds 🚀", None).await?;
        page.postal_code().fill("4111 1111 1111 1111", None).await?;
        page.create().await?;
        expect!(page.field_error("account-city")).to_contain_text("Remove emoji").await?;
        expect!(page.field_error("card-postal-code"))
            .to_contain_text("contains a card number")
            .await?;
        let calls = test.sandbox.creating_calls().await?;
        assert!(calls.is_empty(), "nothing was sent: {calls:?}");
        Ok(())
    });
}

#[test]
fn t2_a_card_number_typed_as_a_name_does_not_leave_the_browser() {
    // The search for card numbers after every test would find it at the server.
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.fill_card(Card::VISA).await?;
        for number in [
            Card::VISA.number,
            "４１１１１１１１１１１１１１１１",
            "4111·1111·1111·1111",
            "४१११ ११११ ११११ ११११",
            "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙",
            "4111\u{200b}1111\u{200b}1111\u{200b}1111",
        ] {
            page.textbox("Account name").fill("", None).await?;
            page.textbox("Account name").fill(number, None).await?;
            page.create().await?;
            expect!(page.field_error("account-name"))
                .to_contain_text("Remove the card number")
                .await?;
        }
        let calls = test.sandbox.creating_calls().await?;
        assert!(calls.is_empty(), "nothing was sent: {calls:?}");
        expect_no_account(test, &page).await
    });
}

#[test]
fn a_name_changed_after_signing_is_refused_by_zuora() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        change_tickets(test, "create-account", |ticket| ticket["name"] = "Oak & Sons".into())
            .await?;
        page.create_with(Card::VISA).await?;
        page.expect_refused("Invalid signature").await?;
        expect_no_account(test, &page).await
    });
}

#[test]
fn a_used_ticket_creates_no_second_account() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        repeat_first_ticket(test, "create-account").await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        expect!(page.main()).to_contain_text("As Zuora has it").await?;
        let page = test.open_account().await?;
        page.create_with(Card::VISA).await?;
        expect!(page.alert())
            .to_contain_text("We do not know whether your account was created")
            .await?;
        expect!(page.alert()).to_contain_text("Invalid token").await?;
        let answer = test.sandbox.get("/v1/accounts/A00000004").await?;
        assert_eq!(answer["success"], false, "there is no second one");
        Ok(())
    });
}

#[test]
fn a_declined_card_creates_no_account() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.create_with(Card::DECLINED).await?;
        page.expect_refused("The bank declined this card").await?;
        expect_no_account(test, &page).await?;
        // After a refusal everything stays but the security code.
        expect!(page.textbox("Account name")).to_have_value("Cedar & Sons").await?;
        expect!(page.textbox("Card security code")).to_have_value("").await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn a_refusal_by_zuora_is_shown_at_the_field_that_it_names() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        let reason =
            json!({"code": 51_000_320, "message": "'billToContact.country' is not a country"});
        test.sandbox.fail("create-account", json!({"reason": reason})).await?;
        page.create_with(Card::VISA).await?;
        page.expect_refused("is not a country").await?;
        expect_no_account(test, &page).await?;
        expect!(page.field_error("card-country"))
            .to_contain_text("Check your country: Zuora did not accept it")
            .await?;
        expect!(page.country()).to_have_attribute("aria-invalid", "true").await?;
        page.summary_links().first().click(None).await?;
        expect_focus(&page.country()).await
    });
}

#[test]
fn a_truncated_answer_leaves_the_outcome_unknown() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        test.sandbox.fail("create-account", json!({"truncate": true, "after": true})).await?;
        page.create_with(Card::VISA).await?;
        expect!(page.alert())
            .to_contain_text("We do not know whether your account was created")
            .await?;
        expect!(page.alert()).to_contain_text("Your account may have been created.").await?;
        page.expect_signed_in_as("Acme Rockets").await
    });
}

#[test]
fn t6_nobody_becomes_the_owner_of_an_account_that_another_session_has_created() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        // As if a manipulated page claimed another customer's account.
        test.page
            .route("**/api/accounts/confirm", |route| async move {
                let claim = ContinueOptions::builder()
                    .post_data(json!({"accountNumber": "A00000002"}).to_string())
                    .build();
                route.continue_(Some(claim)).await
            })
            .await?;
        page.create_with(Card::VISA).await?;
        expect!(page.created()).to_be_visible().await?;
        expect!(page.main()).to_contain_text("you are not signed in as its owner yet").await?;
        test.open_account().await?;
        page.expect_signed_in_as("Acme Rockets").await
    });
}
