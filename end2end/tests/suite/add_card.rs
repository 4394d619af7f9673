//! *Create Payment Method*, the main job: a card goes from the browser to Zuora.

use end2end::{Card, Setup, browser_test, expect, expect_focus};

#[test]
fn a_card_is_saved_and_zuora_lists_it() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        expect!(form.main()).to_contain_text("Visa ending in 1111").await?;

        let cards = test.sandbox.cards("A00000001").await?;
        let [card] = cards.as_slice() else { panic!("one card: {cards:?}") };
        let id = card["id"].as_str().unwrap_or_default();
        expect!(form.main()).to_contain_text(id).await?;
        assert_eq!(card["cardNumber"], "************1111");
        assert_eq!((&card["expirationMonth"], &card["expirationYear"]), (&10.into(), &2034.into()));
        assert_eq!(card["accountHolderInfo"]["accountHolderName"], "Ada Lovelace");
        form.button("Add another card").click(None).await?;
        for field in ["Card number", "Month", "Year", "Name on card", "Card security code"] {
            expect!(form.textbox(field)).to_have_value("").await?;
        }
        Ok(())
    });
}

#[test]
fn the_exchanges_are_those_of_zuoras_diagram() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;

        let journal = test.sandbox.journal().await?;
        let calls = test.sandbox.calls().await?;
        assert_eq!(
            calls,
            [
                "POST /oauth/token",
                // Not in the diagram: the list of the account's cards.
                "GET /v1/accounts/A00000001/payment-methods",
                "POST /v1/hmac-signatures",
                "OPTIONS /v1/payment-methods/credit-cards",
                "POST /v1/payment-methods/credit-cards",
                // Not in the diagram: the server reads back what the browser has saved.
                "GET /v1/accounts/A00000001/payment-methods",
            ]
        );
        let signing = &journal[2]["body"];
        assert_eq!(signing["uri"], format!("{}/v1/payment-methods/credit-cards", test.sandbox.url));
        assert_eq!(
            (&signing["method"], &signing["accountKey"]),
            (&"POST".into(), &"A00000001".into())
        );

        let (preflight, call) = (&journal[3]["headers"], &journal[4]["headers"]);
        let announced = preflight["access-control-request-headers"].as_str().unwrap_or_default();
        assert!(announced.contains("signature") && announced.contains("token"), "{announced}");
        for header in ["signature", "token"] {
            assert!(preflight[header].is_null(), "a preflight carries no {header}");
            assert!(call[header].is_string(), "the call carries a {header}");
        }
        assert_eq!(call["origin"], test.site);
        assert!(call["cookie"].is_null(), "the site's session does not reach Zuora");
        assert!(call["authorization"].is_null(), "the browser has no bearer token");
        assert_eq!(journal[4]["body"]["accountKey"], "A00000001");
        assert_eq!(journal[4]["body"]["creditCardNumber"], "************1111");
        Ok(())
    });
}

#[test]
fn the_next_card_needs_no_second_bearer_token_and_becomes_the_default() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        let mastercard =
            Card { number: "5555 5555 5555 4444", month: "3", year: "31", ..Card::VISA };
        form.fill_card(mastercard).await?;
        form.make_default().check(None).await?;
        form.save().await?;
        expect!(form.main())
            .to_contain_text("Mastercard ending in 4444 is now your default card")
            .await?;

        let cards = test.sandbox.cards("A00000001").await?;
        assert_eq!(cards.len(), 2);
        assert_eq!(
            (&cards[0]["creditCardType"], &cards[0]["isDefault"]),
            (&"MasterCard".into(), &true.into())
        );
        let calls = test.sandbox.calls().await?;
        let tokens = calls.iter().filter(|call| *call == "POST /oauth/token").count();
        assert_eq!(tokens, 2, "one for the site, one for this test: {calls:?}");
        Ok(())
    });
}

#[test]
fn a_form_with_errors_is_explained_and_sends_nothing() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("There is a problem").await?;
        expect_focus(&form.alert()).await?;
        for text in [
            "Enter a card number",
            "Enter an expiry date",
            "Enter the name on the card",
            "Enter the card security code",
        ] {
            expect!(form.alert()).to_contain_text(text).await?;
        }
        form.fill_card(Card {
            number: "4111111111111112",
            month: "1",
            year: "2020",
            security_code: "12",
            ..Card::VISA
        })
        .await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("a digit is wrong").await?;
        expect!(form.alert()).to_contain_text("Expiry date must be in the future").await?;
        expect!(form.textbox("Card number")).to_have_attribute("aria-invalid", "true").await?;
        expect!(form.textbox("Name on card")).to_have_value("Ada Lovelace").await?;

        form.summary_links().first().click(None).await?;
        expect_focus(&form.textbox("Card number")).await?;

        let calls = test.sandbox.calls().await?;
        assert!(!calls.iter().any(|call| call.contains("signatures")), "{calls:?}");

        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(form.alert().count().await?, 0, "no alert is left");
        Ok(())
    });
}

#[test]
fn a_request_under_another_loopback_name_is_redirected_to_the_public_origin() {
    browser_test(Setup::default(), async |test| {
        let elsewhere = test.site.replace("localhost", "127.0.0.1");
        test.page.goto(&elsewhere, None).await?;
        assert_eq!(test.page.url(), format!("{}/", test.site));
        Ok(())
    });
}

/// The menu needs no script. A card that is saved afterwards is the other customer's.
#[test]
fn t6_the_menu_signs_in_as_the_other_customer() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.customer_menu("Acme Rockets").click(None).await?;
        form.link("Blue Harbour").click(None).await?;
        form.expect_signed_in_as("Blue Harbour").await?;
        form.wait_until_hydrated().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 0);
        assert_eq!(test.sandbox.card_count("A00000002").await?, 1);
        Ok(())
    });
}
