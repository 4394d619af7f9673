//! A session belongs to a person, in a real browser with a real cookie jar: what links on other sites, other tabs, other cookies and other host names do (T26).

use end2end::{AddCard, Card, Result, Setup, Stranger, Visit, browser_test, named};
use playwright_rs::{AriaRole, Page, expect, expect_page};
use std::time::Duration;

/// Waits until this page of the site is live.
async fn live(page: &Page) -> Result<AddCard> {
    let form = AddCard::on(page);
    form.live().await?;
    Ok(form)
}

async fn is_signed_in_as(page: &Page, name: &str) -> Result {
    let menu = page.get_by_role(AriaRole::Button, Some(named(&format!("Signed in as {name}"))));
    expect(menu).to_be_visible().await?;
    Ok(())
}

async fn cards(visit: &Visit) -> Result<[usize; 2]> {
    let count =
        async |account: &str| -> Result<usize> { Ok(visit.sandbox.cards(account).await?.len()) };
    Ok([count("A00000001").await?, count("A00000002").await?])
}

#[test]
fn t26_whichever_way_another_site_leads_here_the_session_stays() {
    browser_test(Setup::default(), async |visit| {
        let open = visit.open().await?;
        visit.sign_in_as("Blue Harbour").await?;
        visit.live().await?;
        visit.page.locator("a[hreflang=de]").click(None).await?;
        visit.page.locator("a[hreflang=en]").click(None).await?;
        open.live().await?;
        let site = &visit.site;
        let stranger = Stranger::with_page(format!(
            "<a id=link href='{site}/'>shop</a> <a id=tab target=_blank href='{site}/?customer=A00000001'>shop</a>
             <a id=language href='{site}/?lang=de'>shop</a>
             <button id=location onclick='location.href = \"{site}/\"'>go</button>
             <button id=popup onclick='open(\"{site}/\")'>open</button>
             <form id=get action='{site}/'><button>get</button></form>
             <form id=post method=post action='{site}/'><button>post</button></form>"
        ))
        .await?;
        let context = visit.page.context()?;
        for way in
            ["#link", "#tab", "#language", "#location", "#popup", "#get button", "#post button"]
        {
            let other = context.new_page().await?;
            other.goto(&stranger.origin, None).await?;
            other.locator(way).click(None).await?;
            tokio::time::sleep(Duration::from_millis(500)).await;
            // Afterwards, whoever looks is who they were, and speaks the language of their choice.
            let later = context.new_page().await?;
            later.goto(site, None).await?;
            is_signed_in_as(&later, "Blue Harbour")
                .await
                .map_err(|error| format!("{way}: {error}"))?;
        }
        // The page that was open all the time acts for whom it shows.
        open.save_card(Card::VISA).await?;
        expect(open.saved()).to_be_visible().await?;
        assert_eq!(cards(visit).await?, [0, 1]);
        Ok(())
    });
}

#[test]
fn t26_a_page_whose_customer_changed_in_another_tab_sends_nothing_and_says_who_is_signed_in() {
    browser_test(Setup::default(), async |visit| {
        let form = visit.open().await?;
        let other = visit.page.context()?.new_page().await?;
        other.goto(&format!("{}/account", visit.site), None).await?;
        live(&other).await?;
        other.locator("button[popovertarget]").click(None).await?;
        other.get_by_role(AriaRole::Link, Some(named("Blue Harbour"))).click(None).await?;
        is_signed_in_as(&other, "Blue Harbour").await?;

        form.save_card(Card::VISA).await?;
        expect(form.alert()).to_contain_text("Somebody else is signed in now").await?;
        expect(form.alert()).to_contain_text("Nothing was sent").await?;
        expect(form.alert()).to_contain_text("Signed in now: Blue Harbour").await?;
        is_signed_in_as(&visit.page, "Acme Rockets").await?;
        assert_eq!(cards(visit).await?, [0, 0]);
        assert_eq!(
            form.number().input_value(None).await?,
            Card::VISA_SPACED,
            "what was typed is still there"
        );

        // To sign in again as oneself is enough.
        other.locator("button[popovertarget]").click(None).await?;
        other.get_by_role(AriaRole::Link, Some(named("Acme Rockets"))).click(None).await?;
        is_signed_in_as(&other, "Acme Rockets").await?;
        form.save().await?;
        expect(form.saved()).to_be_visible().await?;
        assert_eq!(cards(visit).await?, [1, 0]);
        Ok(())
    });
}

#[test]
fn t26_documents_and_hosted_page_of_another_customer_say_so() {
    browser_test(Setup::default(), async |visit| {
        visit.open_page("/documents").await?;
        let context = visit.page.context()?;
        let (hosted, other) = (context.new_page().await?, context.new_page().await?);
        hosted.goto(&format!("{}/hosted-page", visit.site), None).await?;
        let frame = hosted.frame_locator("iframe");
        expect(frame.get_by_label("Card Number", true)).to_be_visible().await?;
        other.goto(&visit.site, None).await?;
        other.locator("button[popovertarget]").click(None).await?;
        other.get_by_role(AriaRole::Link, Some(named("Blue Harbour"))).click(None).await?;
        is_signed_in_as(&other, "Blue Harbour").await?;

        visit.page.locator(".documents button").first().click(None).await?;
        let alert = visit.page.get_by_role(AriaRole::Alert, None);
        expect(alert.clone()).to_contain_text("somebody else has signed in").await?;
        expect(alert).to_contain_text("customer_changed: Blue Harbour").await?;

        for (label, text) in [
            ("Card Number", Card::VISA.number),
            ("Expiration Month", Card::VISA.month),
            ("Expiration Year", Card::VISA.year),
            ("CVV", Card::VISA.security_code),
            ("Cardholder Name", Card::VISA.holder),
        ] {
            frame.get_by_label(label, true).fill(text, None).await?;
        }
        frame.get_by_role(AriaRole::Button, Some(named("Submit"))).click(None).await?;
        let alert = hosted.get_by_role(AriaRole::Alert, None);
        expect(alert.clone()).to_contain_text("The card is not in your account").await?;
        expect(alert).to_contain_text("customer_changed: Blue Harbour").await?;
        assert_eq!(cards(visit).await?, [0, 0]);
        Ok(())
    });
}

#[test]
fn t26_a_cookie_with_letters_beyond_ascii_hides_no_session() {
    browser_test(Setup::default(), async |visit| {
        let form = visit.open().await?;
        visit
            .page
            .evaluate_expression(
                "document.cookie = 'city=Zürich'; document.cookie = 'mood=🚀'; document.cookie = 'zuora-cors-sample=x; path=/api'",
            )
            .await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        visit.sign_in_as("Blue Harbour").await?;
        Ok(())
    });
}

#[test]
fn t26_the_site_under_another_name_of_this_machine_works_after_one_redirect() {
    browser_test(Setup::default(), async |visit| {
        for name in ["www.localhost", "127.0.0.1", "shop.example"] {
            let elsewhere = visit.site.replace("localhost", name);
            visit.page.goto(&format!("{elsewhere}/?lang=en"), None).await?;
            expect_page(&visit.page).to_have_url(&format!("{}/?lang=en", visit.site)).await?;
            let form = live(&visit.page).await?;
            form.save_card(Card::VISA).await?;
            expect(form.saved()).to_be_visible().await?;
        }
        assert_eq!(cards(visit).await?, [3, 0]);
        Ok(())
    });
}
