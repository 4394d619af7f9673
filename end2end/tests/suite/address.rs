//! The billing address on the card form, which a shop leaves out, offers or requires.

use end2end::{
    BrowserTest, Card, ENGLISH, GERMAN, Names, Result, Setup, browser_test, expect,
    expect_accessible, expect_focus,
};
use serde_json::{Value, json};

const CREATE: &str = "/v1/payment-methods/credit-cards";
const NO_ADDRESS: &str = "billto_country is missing";

/// A site with this value of `CARD_FORM_ADDRESS`.
fn with_address(setting: &str) -> Setup {
    Setup { settings: vec![("CARD_FORM_ADDRESS", setting.into())], ..Setup::default() }
}

/// The gateway declines a card without country and postal code from now on.
async fn require_address(test: &BrowserTest) -> Result {
    test.sandbox.set_switches(json!({"address": "required"})).await
}

/// The body of the last call that saves a card.
async fn last_body(test: &BrowserTest) -> Result<Value> {
    let mut bodies = test.sandbox.bodies("POST", CREATE).await?;
    bodies.pop().ok_or_else(|| "no call".into())
}

#[test]
fn a_gateway_that_wants_an_address_refuses_a_card_without_and_saves_it_with() {
    browser_test(Setup::default(), async |test| {
        require_address(test).await?;
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_refused(NO_ADDRESS, "").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 0);
        assert_eq!(last_body(test).await?["cardHolderInfo"], json!({"cardHolderName": "A.L."}));

        form.fill_address("US", "94105-1234").await?;
        form.security_code().fill(Card::VISA.security_code, None).await?;
        form.save().await?;
        form.expect_saved().await?;
        let cards = test.sandbox.cards("A00000001").await?;
        let holder = &cards[0]["accountHolderInfo"];
        assert_eq!(holder["accountHolderName"], "Ada Lovelace");
        assert_eq!(
            (&holder["country"], &holder["zipCode"]),
            (&"United States".into(), &"94105-1234".into())
        );
        // The next card is somebody else's.
        form.reopen().await?;
        expect!(form.country()).to_have_value("").await?;
        expect!(form.postal_code()).to_have_value("").await?;
        assert!(!test.has_sent("94105"), "the site's server needs no address");
        Ok(())
    });
}

#[test]
fn half_an_address_is_sent_as_it_is() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.choose_country("DE").await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        let holder = last_body(test).await?["cardHolderInfo"].take();
        assert_eq!((&holder["country"], &holder["zipCode"]), (&"DE".into(), &Value::Null));
        Ok(())
    });
}

#[test]
fn without_the_fields_and_a_name_the_address_of_the_account_counts() {
    browser_test(with_address("off"), async |test| {
        require_address(test).await?;
        let form = test.open_add_card().await?;
        expect!(form.country()).to_have_count(0).await?;
        expect!(form.postal_code()).to_have_count(0).await?;
        form.save_card(Card { holder: "", ..Card::VISA }).await?;
        form.expect_saved().await?;
        let body = last_body(test).await?;
        assert!(body["creditCardNumber"].is_string() && body["cardHolderInfo"].is_null(), "{body}");

        // A name hides the account's address.
        form.save_card(Card::VISA).await?;
        form.expect_refused(NO_ADDRESS, "").await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        let holder = last_body(test).await?["cardHolderInfo"].take();
        assert_eq!(holder, json!({"cardHolderName": "A.L."}));
        Ok(())
    });
}

#[test]
fn without_the_fields_a_wrong_name_is_still_wrong_and_a_missing_number_missing() {
    browser_test(with_address("off"), async |test| {
        let form = test.open_add_card().await?;
        form.holder().fill("123", None).await?;
        form.save().await?;
        let links = form.summary_links();
        expect!(links.clone()).to_have_count(4).await?;
        expect!(links.nth(3)).to_contain_text("contains a security code").await?;
        form.holder().fill("", None).await?;
        form.expect_no_field_error("card-holder").await?;
        let calls = test.sandbox.creating_calls().await?;
        assert!(calls.is_empty(), "nothing was sent: {calls:?}");
        Ok(())
    });
}

/// The errors of an address that is required, in one language.
fn a_required_address_has_errors(names: &'static Names, country: &str, postal_code: &str) {
    let setup = Setup { names, ..with_address("required") };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        form.save().await?;
        let links = form.summary_links();
        expect!(links.clone()).to_have_count(2).await?;
        for (at, (field, text)) in
            [(form.country(), country), (form.postal_code(), postal_code)].into_iter().enumerate()
        {
            let link = links.nth(i32::try_from(at)?);
            expect!(link.clone()).to_have_text(text).await?;
            link.click(None).await?;
            expect_focus(&field).await?;
            expect!(field.clone()).to_have_attribute("aria-invalid", "true").await?;
        }
        let calls = test.sandbox.creating_calls().await?;
        assert!(calls.is_empty(), "nothing was sent: {calls:?}");

        form.choose_country("DE").await?;
        form.expect_no_field_error("card-country").await?;
        form.postal_code().fill("10115", None).await?;
        form.expect_no_field_error("card-postal-code").await?;
        form.make_default().focus().await?;
        expect!(form.alert()).not().to_be_visible().await?;
        form.save().await?;
        form.expect_saved().await
    });
}

#[test]
fn each_part_of_a_required_address_has_an_error_in_english() {
    a_required_address_has_errors(&ENGLISH, "Choose your country", "Enter your postal code");
}

#[test]
fn each_part_of_a_required_address_has_an_error_in_german() {
    let (country, postal_code) = ("Wählen Sie Ihr Land", "Geben Sie Ihre Postleitzahl ein");
    a_required_address_has_errors(&GERMAN, country, postal_code);
}

#[test]
fn a_postal_code_is_checked_once_it_is_left() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_address("US", "4111 1111 1111 1111").await?;
        form.expect_no_field_error("card-postal-code").await?;
        test.page.keyboard().press("Tab", None).await?;
        form.expect_field_error(
            &form.postal_code(),
            "card-postal-code",
            "Postal code contains a card number: enter the postal code of your billing address",
        )
        .await?;
        form.fill_card(Card::VISA).await?;
        form.fill_address("CA", " K1A 0B1 ").await?;
        form.expect_no_field_error("card-postal-code").await?;
        form.save().await?;
        form.expect_saved().await?;
        assert_eq!(last_body(test).await?["cardHolderInfo"]["zipCode"], "K1A 0B1");
        Ok(())
    });
}

#[test]
fn a_refusal_of_the_address_is_shown_at_its_field_and_without_one_nowhere() {
    let reason = json!({"code": 50_000_020, "message": "'cardHolderInfo.zipCode' is wrong"});
    for (setting, shown) in [("optional", 1), ("off", 0)] {
        browser_test(with_address(setting), async |test| {
            let form = test.open_add_card().await?;
            test.sandbox.fail("create-payment-method", json!({"reason": reason})).await?;
            form.save_card(Card::VISA).await?;
            expect!(form.alert()).to_contain_text("is wrong").await?;
            expect!(form.summary_links()).to_have_count(shown).await?;
            if shown > 0 {
                let text = "Check your postal code: Zuora did not accept it";
                form.expect_field_error(&form.postal_code(), "card-postal-code", text).await?;
            }
            Ok(())
        });
    }
}

#[test]
fn the_form_is_accessible_and_fits_a_narrow_window_with_each_setting() {
    for setting in ["off", "optional", "required"] {
        let setup = Setup { window: (320, 640), ..with_address(setting) };
        browser_test(setup, async |test| {
            let form = test.open_add_card().await?;
            form.save().await?;
            expect!(form.alert()).to_be_visible().await?;
            expect_accessible(test, setting).await
        });
    }
}

#[test]
fn the_state_is_required_in_the_countries_whose_states_zuora_knows() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.fill(Card::VISA).await?;
        page.fill_address("US", "94105").await?;
        let state = page.textbox("State or region");
        expect!(page.main()).to_contain_text("The name or the two-letter code").await?;
        page.create().await?;
        page.expect_field_error(&state, "account-state", "Enter your state or province").await?;
        expect!(page.summary_links()).to_have_count(1).await?;
        page.summary_links().first().click(None).await?;
        expect_focus(&state).await?;
        // Another country needs none.
        page.choose_country("GB").await?;
        page.expect_no_field_error("account-state").await?;
        expect!(page.textbox("State or region (optional)")).to_be_visible().await?;

        page.choose_country("US").await?;
        state.fill("CA", None).await?;
        page.create().await?;
        expect!(page.created()).to_be_visible().await?;
        let account = test.sandbox.get("/v1/accounts/A00000003").await?;
        assert_eq!(account["billToContact"]["state"], "California");
        Ok(())
    });
}

#[test]
fn a_state_that_zuora_does_not_know_is_shown_at_its_field() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.fill(Card::VISA).await?;
        page.fill_address("CA", "K1A 0B1").await?;
        page.textbox("State or region").fill("Nowhere", None).await?;
        page.create().await?;
        page.expect_refused("must be the name or code of a state").await?;
        expect!(page.field_error("account-state"))
            .to_contain_text("Check your state or region: Zuora did not accept it")
            .await?;
        Ok(())
    });
}

#[test]
fn an_email_address_without_a_host_does_not_leave_the_browser() {
    browser_test(Setup::default(), async |test| {
        let page = test.open_account().await?;
        page.fill(Card::VISA).await?;
        page.textbox("Email").fill("ann", None).await?;
        page.create().await?;
        page.expect_field_error(
            &page.textbox("Email"),
            "account-email",
            "Enter an email address in the right format, like name@example.com",
        )
        .await?;
        let calls = test.sandbox.creating_calls().await?;
        assert!(calls.is_empty(), "nothing was sent: {calls:?}");
        Ok(())
    });
}
