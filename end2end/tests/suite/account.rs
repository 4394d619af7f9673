//! *Create Account*: a visitor becomes a customer, whole or not at all.

use end2end::{
    AddCard, Card, Result, Setup, Visit, browser_test, change_tickets, has_focus, named,
    repeat_first_ticket,
};
use playwright_rs::{
    AriaRole, expect,
    protocol::{ContinueOptions, Locator, SelectOption},
};
use serde_json::{Value, json};

/// The form, with its card.
struct Form<'a>(&'a Visit, AddCard);

const CUSTOMER: [(&str, &str); 8] = [
    ("Account name", "Cedar & Sons"),
    ("First name", "Ann"),
    ("Last name", "Lee"),
    ("Address line 1", "1 High Street"),
    ("City", "Leeds"),
    ("State or region (optional)", ""),
    ("Postal code", "LS1 4AP"),
    ("Country", "United Kingdom"),
];

impl<'a> Form<'a> {
    async fn open(visit: &'a Visit) -> Result<Self> {
        visit.open_page("/account").await?;
        Ok(Self(visit, AddCard::on(&visit.page)))
    }

    fn field(&self, name: &str) -> Locator {
        self.1.textbox(name)
    }

    fn currency(&self) -> Locator {
        self.0.page.get_by_role(AriaRole::Combobox, Some(named("Currency")))
    }

    fn created(&self) -> Locator {
        self.0.page.get_by_role(AriaRole::Heading, Some(named("Account created")))
    }

    async fn fill(&self, card: Card<'_>) -> Result {
        for (field, text) in CUSTOMER {
            self.field(field).fill(text, None).await?;
        }
        self.currency().select_option(SelectOption::Value("EUR".into()), None).await?;
        self.1.fill(card).await
    }

    async fn create(&self) -> Result {
        let button = self.0.page.get_by_role(AriaRole::Button, Some(named("Create account")));
        button.click(None).await?;
        Ok(())
    }

    /// It was not done, and is told so with this.
    async fn was_refused(&self, told: &str) -> Result {
        expect(self.1.alert()).to_contain_text("Zuora did not create the account").await?;
        expect(self.1.alert()).to_contain_text(told).await?;
        expect(self.1.alert()).to_contain_text("Nothing was saved").await?;
        self.is_not_there().await
    }

    /// There is no third account, nor has the session changed.
    async fn is_not_there(&self) -> Result {
        let answer = self.0.sandbox.get("/v1/accounts/A00000003").await?;
        assert_eq!(answer["success"], false, "{answer}");
        self.is_signed_in_as("Acme Rockets").await
    }

    async fn is_signed_in_as(&self, name: &str) -> Result {
        let menu =
            self.0.page.get_by_role(AriaRole::Button, Some(named(&format!("Signed in as {name}"))));
        expect(menu).to_be_visible().await?;
        Ok(())
    }
}

#[test]
fn an_account_is_created_with_its_card_and_the_visitor_is_its_owner() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.created()).to_be_visible().await?;
        for told in ["A00000003", "Visa ending in 1111", "As Zuora has it: Visa ************1111"] {
            expect(form.1.main()).to_contain_text(told).await?;
        }
        for field in ["Account name", "City", "Card number", "Card security code"] {
            expect(form.field(field)).to_have_value("").await?;
        }
        form.is_signed_in_as("Cedar & Sons").await?;

        let account = visit.sandbox.get("/v1/accounts/A00000003").await?;
        assert_eq!(account["basicInfo"]["name"], "Cedar & Sons");
        assert_eq!(account["billingAndPayment"]["currency"], "EUR");
        let contact = &account["billToContact"];
        assert_eq!((&contact["firstName"], &contact["city"]), (&"Ann".into(), &"Leeds".into()));
        assert_eq!(visit.sandbox.cards("A00000003").await?.len(), 1);

        // The next card goes into the new account, in the same session.
        let next = visit.open().await?;
        form.is_signed_in_as("Cedar & Sons").await?;
        next.save_card(Card::VISA).await?;
        expect(next.saved()).to_be_visible().await?;
        assert_eq!(visit.sandbox.cards("A00000003").await?.len(), 2);
        visit.open_page("/documents").await?;
        expect(form.1.main()).to_contain_text("There are no documents yet.").await?;
        Ok(())
    });
}

#[test]
fn the_signature_is_bound_to_the_name_and_the_card_goes_to_zuora_alone() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.created()).to_be_visible().await?;
        let journal = visit.sandbox.journal().await?;
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
        assert_eq!(call["headers"]["origin"], visit.site);
        assert!(call["headers"]["token"].is_string() && call["headers"]["authorization"].is_null());
        assert_eq!(call["body"]["paymentMethod"]["cardNumber"], "************1111");
        Ok(())
    });
}

#[test]
fn what_is_missing_is_told_field_by_field_and_goes_when_it_is_mended() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        form.create().await?;
        has_focus(&form.1.alert()).await?;
        let links = form.1.alert().locator("a");
        expect(links.clone()).to_have_count(12).await?;
        expect(links.first()).to_have_text("Enter a name for the account").await?;
        links.nth(3).click(None).await?;
        has_focus(&form.currency()).await?;
        form.currency().select_option(SelectOption::Value("EUR".into()), None).await?;
        expect(visit.page.locator("#account-currency-error")).to_have_text("").await?;
        expect(links.clone()).to_have_count(11).await?;
        form.field("City").fill("Leeds 🚀", None).await?;
        form.field("Country").fill("4111 1111 1111 1111", None).await?;
        form.create().await?;
        expect(visit.page.locator("#account-city-error")).to_contain_text("Take out emoji").await?;
        expect(visit.page.locator("#account-country-error"))
            .to_contain_text("Take out the card number")
            .await?;
        let calls = visit.sandbox.calls().await?;
        assert!(calls.is_empty(), "nothing was asked for: {calls:?}");
        Ok(())
    });
}

#[test]
fn t2_a_card_number_typed_as_a_name_does_not_leave_the_browser() {
    // The search for card numbers after every test would find it at the server.
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        form.fill(Card::VISA).await?;
        for number in [
            Card::VISA.number,
            "４１１１１１１１１１１１１１１１",
            "4111·1111·1111·1111",
            "४१११ ११११ ११११ ११११",
            "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙",
            "4111\u{200b}1111\u{200b}1111\u{200b}1111",
        ] {
            form.field("Account name").fill("", None).await?;
            form.field("Account name").fill(number, None).await?;
            form.create().await?;
            expect(visit.page.locator("#account-name-error"))
                .to_contain_text("Take out the card number")
                .await?;
        }
        let calls = visit.sandbox.calls().await?;
        assert!(calls.is_empty(), "nothing was asked for: {calls:?}");
        form.is_not_there().await
    });
}

#[test]
fn a_name_changed_after_signing_is_refused_by_zuora() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        change_tickets(visit, "create-account", |ticket| ticket["name"] = "Oak & Sons".into())
            .await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        form.was_refused("Invalid signature").await
    });
}

#[test]
fn a_ticket_serves_once() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        repeat_first_ticket(visit, "create-account").await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.created()).to_be_visible().await?;
        expect(form.1.main()).to_contain_text("As Zuora has it").await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.1.alert())
            .to_contain_text("We do not know whether your account was created")
            .await?;
        expect(form.1.alert()).to_contain_text("Invalid token").await?;
        let answer = visit.sandbox.get("/v1/accounts/A00000004").await?;
        assert_eq!(answer["success"], false, "there is no second one");
        Ok(())
    });
}

#[test]
fn a_declined_card_makes_no_account() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        form.fill(Card { number: "4000000000000002", ..Card::VISA }).await?;
        form.create().await?;
        form.was_refused("The bank or its gateway did not accept the card").await?;
        // What has been sent and refused keeps everything but the security code.
        expect(form.field("Account name")).to_have_value("Cedar & Sons").await?;
        expect(form.field("Card security code")).to_have_value("").await?;
        form.1.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.created()).to_be_visible().await?;
        Ok(())
    });
}

#[test]
fn what_zuora_refuses_lands_on_its_fields() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        let reason =
            json!({"code": 51_000_320, "message": "'billToContact.country' is not a country"});
        let order = json!({"operation": "create-account", "fault": {"reason": reason}});
        visit.sandbox.order(&order).await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        form.was_refused("is not a country").await?;
        expect(visit.page.locator("#account-country-error"))
            .to_contain_text("Check your country: Zuora did not accept it")
            .await?;
        expect(form.field("Country")).to_have_attribute("aria-invalid", "true").await?;
        form.1.alert().locator("a").first().click(None).await?;
        has_focus(&form.field("Country")).await
    });
}

#[test]
fn an_answer_that_breaks_off_leaves_the_outcome_open() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        let order =
            json!({"operation": "create-account", "fault": {"truncate": true, "after": true}});
        visit.sandbox.order(&order).await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.1.alert())
            .to_contain_text("We do not know whether your account was created")
            .await?;
        expect(form.1.alert()).to_contain_text("Your account may have been created.").await?;
        form.is_signed_in_as("Acme Rockets").await
    });
}

#[test]
fn t6_nobody_becomes_the_owner_of_an_account_that_another_session_has_created() {
    browser_test(Setup::default(), async |visit| {
        let form = Form::open(visit).await?;
        // As if the page had been made to claim another's account.
        visit
            .page
            .route("**/api/accounts/confirm", |route| async move {
                let claim = ContinueOptions::builder()
                    .post_data(json!({"accountNumber": "A00000002"}).to_string())
                    .build();
                route.continue_(Some(claim)).await
            })
            .await?;
        form.fill(Card::VISA).await?;
        form.create().await?;
        expect(form.created()).to_be_visible().await?;
        expect(form.1.main()).to_contain_text("you are not signed in as its owner yet").await?;
        visit.open_page("/account").await?;
        form.is_signed_in_as("Acme Rockets").await
    });
}
