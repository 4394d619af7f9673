//! What other sites can do to the page in a real browser: nothing that matters (T4, T14, T16).

use end2end::{Card, OtherSite, Setup, browser_test, expect, nothing_happens_for};
use std::time::Duration;

const A_MOMENT: Duration = Duration::from_millis(700);

#[test]
fn t4_another_sites_page_gets_nothing_signed() {
    browser_test(Setup::default(), async |test| {
        // There is a session that could be abused.
        test.open_add_card().await?;
        let sign = format!("{}/api/sign/create-payment-method", test.site);
        let page = format!(
            "<form id=f method=post enctype=text/plain action='{sign}'><input name='{{}}' value=''></form><iframe name=i></iframe><script>
             const ways = [
               () => fetch('{sign}', {{ method: 'POST', body: '{{}}', mode: 'no-cors', credentials: 'include' }}),
               () => fetch('{sign}', {{ method: 'POST', body: '{{}}', credentials: 'include', headers: {{ 'content-type': 'application/json' }} }}),
               () => navigator.sendBeacon('{sign}', '{{}}'),
               () => {{ f.target = 'i'; f.submit(); }},
             ];
             for (const way of ways) {{ try {{ way()?.catch?.(() => 0); }} catch {{}} }}
             </script>"
        );
        let other_site = OtherSite::with_page(page).await?;
        for origin in
            [other_site.origin.clone(), other_site.origin.replace("127.0.0.1", "localhost")]
        {
            test.page.goto(&origin, None).await?;
            nothing_happens_for(A_MOMENT).await;
        }
        let sent = String::from_utf8_lossy(&test.recorder.sent()).into_owned();
        assert!(
            sent.matches("POST /api/sign/create-payment-method").count() >= 4,
            "the page did try"
        );
        let calls = test.sandbox.calls().await?;
        assert!(!calls.iter().any(|call| call.contains("signatures")), "nothing was signed");
        Ok(())
    });
}

#[test]
fn t14_no_other_site_can_frame_the_page() {
    browser_test(Setup::default(), async |test| {
        let framing =
            |address: &str| format!("<h1>Win a prize</h1><iframe src='{address}'></iframe>");
        let other_site = OtherSite::with_page(framing(&test.site)).await?;
        test.page.goto(&other_site.origin, None).await?;
        nothing_happens_for(A_MOMENT).await;
        assert!(test.recorder.sent().starts_with(b"GET / HTTP"), "the page was requested");
        let framed = test.page.frame_locator("iframe").locator("#card-form");
        assert_eq!(framed.count().await?, 0);
        // The twin: a page that allows framing is shown.
        let willing = OtherSite::with_page("<form id=card-form>a form</form>".into()).await?;
        let other_site = OtherSite::with_page(framing(&willing.origin)).await?;
        test.page.goto(&other_site.origin, None).await?;
        expect!(test.page.frame_locator("iframe").locator("#card-form")).to_be_visible().await?;
        Ok(())
    });
}

/// Cookies ignore ports, and the page's call carries credentials, as Zuora's sample does. What
/// keeps the cookie away is the sandbox's other host name.
#[test]
fn t16_the_sessions_cookie_never_travels_to_the_sandbox() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert!(
            String::from_utf8_lossy(&test.recorder.sent()).to_lowercase().contains("\r\ncookie: "),
            "there is one"
        );
        let journal = test.sandbox.journal().await?;
        assert!(
            journal.iter().any(|exchange| exchange["method"] == "OPTIONS"),
            "the page has called"
        );
        assert!(
            journal.iter().all(|exchange| exchange["headers"]["cookie"].is_null()),
            "{journal:?}"
        );
        Ok(())
    });
}
