//! A session belongs to a person, whatever links on other sites, other tabs, other cookies and
//! other host names do (T26).

use end2end::{
    AddCardPage, BrowserTest, CAME_BACK, Card, ENGLISH, HostedPage, OtherSite, Result, Setup,
    browser_test, expect, expect_page, nothing_happens_for, wait_until,
};
use playwright_rs::Page;
use std::time::Duration;

/// The page that is open in a tab.
fn on(page: &Page) -> AddCardPage {
    AddCardPage::new(page, &ENGLISH)
}

/// How many cards each demo customer has.
async fn card_counts(test: &BrowserTest) -> Result<[usize; 2]> {
    let sandbox = &test.sandbox;
    Ok([sandbox.card_count("A00000001").await?, sandbox.card_count("A00000002").await?])
}

#[test]
fn t26_no_link_form_or_popup_of_another_site_replaces_the_session() {
    browser_test(Setup::default(), async |test| {
        let open = test.open_add_card().await?;
        open.sign_in_as("Blue Harbour").await?;
        open.wait_until_hydrated().await?;
        open.choose_language("de").await?;
        open.choose_language("en").await?;
        open.wait_until_hydrated().await?;
        let site = &test.site;
        let other_site = OtherSite::with_page(format!(
            "<a id=link href='{site}/'>shop</a> <a id=tab target=_blank href='{site}/?customer=A00000001'>shop</a>
             <a id=language href='{site}/?lang=de'>shop</a>
             <button id=location onclick='location.href = \"{site}/\"'>go</button>
             <button id=popup onclick='open(\"{site}/\")'>open</button>
             <form id=get action='{site}/'><button>get</button></form>
             <form id=post method=post action='{site}/'><button>post</button></form>"
        ))
        .await?;
        let context = test.page.context()?;
        for way in
            ["#link", "#tab", "#language", "#location", "#popup", "#get button", "#post button"]
        {
            let other = context.new_page().await?;
            other.goto(&other_site.origin, None).await?;
            other.locator(way).click(None).await?;
            nothing_happens_for(Duration::from_millis(500)).await;
            // The session and the chosen language are still there.
            let later = context.new_page().await?;
            later.goto(site, None).await?;
            on(&later)
                .expect_signed_in_as("Blue Harbour")
                .await
                .map_err(|error| format!("{way}: {error}"))?;
        }
        // The page that was open all the time acts for the customer that it shows.
        open.save_card(Card::VISA).await?;
        open.expect_saved().await?;
        assert_eq!(card_counts(test).await?, [0, 1]);
        Ok(())
    });
}

#[test]
fn t26_a_page_whose_customer_changed_in_another_tab_sends_nothing_and_says_who_is_signed_in() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let other = test.page.context()?.new_page().await?;
        other.goto(&test.site, None).await?;
        on(&other).wait_until_hydrated().await?;
        on(&other).sign_in_as("Blue Harbour").await?;

        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("Someone else is signed in now").await?;
        expect!(form.alert()).to_contain_text("Nothing was sent").await?;
        expect!(form.alert()).to_contain_text("Signed in now: Blue Harbour").await?;
        test.add_card_page().expect_signed_in_as("Acme Rockets").await?;
        assert_eq!(card_counts(test).await?, [0, 0]);
        assert_eq!(
            form.number().input_value(None).await?,
            Card::VISA_SPACED,
            "what was typed is still there"
        );

        // Signing in as the first customer again is enough.
        on(&other).sign_in_as("Acme Rockets").await?;
        form.save().await?;
        form.expect_saved().await?;
        assert_eq!(card_counts(test).await?, [1, 0]);
        Ok(())
    });
}

/// The same once the signature is there, before somebody else signs in.
#[test]
fn t26_a_signature_of_the_customer_before_is_not_used() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.fill_card(Card::VISA).await?;
        wait_until(async || {
            Ok(test.sandbox.calls().await?.iter().any(|call| call == "POST /v1/hmac-signatures"))
        })
        .await?;
        let other = test.page.context()?.new_page().await?;
        other.goto(&test.site, None).await?;
        on(&other).wait_until_hydrated().await?;
        on(&other).sign_in_as("Blue Harbour").await?;
        test.page.evaluate_expression(CAME_BACK[0]).await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("Someone else is signed in now").await?;
        assert_eq!(test.sandbox.creating_calls().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn t26_documents_of_another_customer_say_so() {
    browser_test(Setup::default(), async |test| {
        let documents = test.open_documents().await?;
        let other = test.page.context()?.new_page().await?;
        other.goto(&test.site, None).await?;
        on(&other).sign_in_as("Blue Harbour").await?;

        documents.first_entry().locator("button").first().click(None).await?;
        expect!(documents.alert()).to_contain_text("someone else has signed in").await?;
        expect!(documents.alert()).to_contain_text("customer_changed: Blue Harbour").await?;
        Ok(())
    });
}

#[test]
fn t26_a_hosted_page_of_another_customer_says_so() {
    browser_test(Setup::default(), async |test| {
        let context = test.page.context()?;
        let (hosted, other) = (context.new_page().await?, context.new_page().await?);
        hosted.goto(&format!("{}/hosted-page", test.site), None).await?;
        let hosted = HostedPage::new(&hosted, &ENGLISH);
        hosted.expect_form().await?;
        other.goto(&test.site, None).await?;
        on(&other).sign_in_as("Blue Harbour").await?;

        hosted.submit(Card::VISA).await?;
        hosted.expect_refused("customer_changed: Blue Harbour").await?;
        assert_eq!(card_counts(test).await?, [0, 0]);
        Ok(())
    });
}

#[test]
fn t26_a_cookie_with_letters_beyond_ascii_hides_no_session() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        test
            .page
            .evaluate_expression(
                "document.cookie = 'city=Zürich'; document.cookie = 'mood=🚀'; document.cookie = 'zuora-cors-sample=x; path=/api'",
            )
            .await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        form.sign_in_as("Blue Harbour").await?;
        Ok(())
    });
}

#[test]
fn t26_the_site_under_another_name_of_this_machine_works_after_one_redirect() {
    browser_test(Setup::default(), async |test| {
        for name in ["www.localhost", "127.0.0.1", "shop.example"] {
            let elsewhere = test.site.replace("localhost", name);
            test.page.goto(&format!("{elsewhere}/?lang=en"), None).await?;
            expect_page!(&test.page).to_have_url(&format!("{}/?lang=en", test.site)).await?;
            let form = test.add_card_page();
            form.wait_until_hydrated().await?;
            form.save_card(Card::VISA).await?;
            form.expect_saved().await?;
        }
        assert_eq!(card_counts(test).await?, [3, 0]);
        Ok(())
    });
}
