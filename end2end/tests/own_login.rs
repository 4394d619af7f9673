//! A shop's site, as its customers meet it: built without the demonstration, with a login of its own
//! (`docs/logins/service.rs`), and with the sandbox as its tenant. `cargo xtask test` builds it.

use end2end::{
    AddCardPage, BrowserTest, CAME_BACK, Card, ENGLISH, GERMAN, NARROW, Names, Result, Setup,
    SitePage, WIDE, browser_test, expect, expect_accessible,
};

const CUSTOMER: &str = "Sign in as a customer";
/// Has signed in, and has no account in Zuora.
const SOMEBODY_NEW: &str = "Sign in as somebody new";

fn shop() -> Setup {
    Setup { shop_login: true, ..Setup::default() }
}

/// Follows the way into the shop's login and back, from a page that asks for it.
async fn sign_in(test: &BrowserTest, button: &str) -> Result<AddCardPage> {
    let page = SitePage::new(&test.page, &ENGLISH);
    page.link("Sign in").click(None).await?;
    page.button(button).click(None).await?;
    Ok(test.add_card_page())
}

async fn open_signed_in(test: &BrowserTest) -> Result<AddCardPage> {
    test.page.goto(&test.site, None).await?;
    let form = sign_in(test, CUSTOMER).await?;
    form.wait_until_hydrated().await?;
    Ok(form)
}

/// The page's heading is this one, and it has no form.
async fn expect_instead_of_the_form(page: &SitePage, heading: &str) -> Result {
    expect!(page.main().locator("h1")).to_contain_text(heading).await?;
    assert_eq!(page.main().locator("form").count().await?, 0);
    Ok(())
}

async fn expect_sign_in(page: &SitePage) -> Result {
    expect_instead_of_the_form(page, "Sign in to ").await
}

#[test]
fn a_customer_signs_in_saves_a_card_and_signs_out() {
    browser_test(shop(), async |test| {
        let answer = test.page.goto(&test.site, None).await?.ok_or("the page answers")?;
        assert_eq!(answer.status(), 401);
        expect_sign_in(&test.add_card_page()).await?;
        let form = sign_in(test, CUSTOMER).await?;
        form.wait_until_hydrated().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(test.sandbox.card_count("A00000001").await?, 1);
        form.link("Sign out").click(None).await?;
        expect_sign_in(&form).await?;
        test.page.go_back(None).await?;
        expect_sign_in(&form).await
    });
}

/// The twin: whoever has no account gets no form, and can leave.
#[test]
fn a_customer_without_an_account_is_told_so_and_can_sign_out() {
    browser_test(shop(), async |test| {
        test.page.goto(&test.site, None).await?;
        let page = sign_in(test, SOMEBODY_NEW).await?;
        expect_instead_of_the_form(&page, "You have no payment account yet").await?;
        page.main().get_by_text("Sign out", false).click(None).await?;
        expect_sign_in(&page).await
    });
}

#[test]
fn nothing_is_sent_after_the_session_has_ended_elsewhere() {
    browser_test(shop(), async |test| {
        let form = open_signed_in(test).await?;
        test.shop_login()?.end_sessions();
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("Your session has ended").await?;
        assert_eq!(test.sandbox.creating_calls().await?, Vec::<String>::new());
        test.page.reload(None).await?;
        expect_sign_in(&form).await?;
        // A second try.
        let form = sign_in(test, CUSTOMER).await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await
    });
}

#[test]
fn while_the_login_is_down_nobody_is_sent_to_it() {
    browser_test(shop(), async |test| {
        let form = open_signed_in(test).await?;
        test.shop_login()?.set_down(true);
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text("Nothing was saved").await?;
        let answer = test.page.reload(None).await?.ok_or("the page answers")?;
        assert_eq!(answer.status(), 503);
        expect_instead_of_the_form(&form, "We cannot tell whether you are signed in").await?;
        assert_eq!(form.link("Sign in").count().await?, 0);
        test.shop_login()?.set_down(false);
        test.page.reload(None).await?;
        form.wait_until_hydrated().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await
    });
}

/// Two tabs of one browser: in one of them the customer signs out.
#[test]
fn t28_signing_out_in_one_tab_counts_in_the_other() {
    browser_test(shop(), async |test| {
        let form = open_signed_in(test).await?;
        form.fill_card(Card::VISA).await?;
        let other = test.page.context()?.new_page().await?;
        other.goto(&test.site, None).await?;
        SitePage::new(&other, &ENGLISH).link("Sign out").click(None).await?;
        expect_sign_in(&SitePage::new(&other, &ENGLISH)).await?;
        test.page.evaluate_expression(CAME_BACK[1]).await?;
        form.save().await?;
        expect!(form.alert()).to_contain_text("Your session has ended").await?;
        assert_eq!(test.sandbox.creating_calls().await?, Vec::<String>::new());
        Ok(())
    });
}

fn pages_without_a_form_are_accessible(
    names: &'static Names,
    scheme: &'static str,
    window: (u32, u32),
) {
    let setup = Setup { names, scheme, window, ..shop() };
    browser_test(setup, async |test| {
        test.page.goto(&test.site, None).await?;
        expect_accessible(test, "not signed in").await?;
        test.page.locator("main a.button").click(None).await?;
        SitePage::new(&test.page, &ENGLISH).button(SOMEBODY_NEW).click(None).await?;
        expect!(test.page.locator("main a[href='/sign-out']")).to_be_visible().await?;
        expect_accessible(test, "without an account").await?;
        test.shop_login()?.set_down(true);
        test.page.reload(None).await?;
        expect_accessible(test, "the login is down").await
    });
}

#[test]
fn axe_finds_nothing_where_there_is_no_form() {
    pages_without_a_form_are_accessible(&ENGLISH, "light", WIDE);
    pages_without_a_form_are_accessible(&ENGLISH, "dark", NARROW);
    pages_without_a_form_are_accessible(&GERMAN, "dark", WIDE);
    pages_without_a_form_are_accessible(&GERMAN, "light", NARROW);
}
