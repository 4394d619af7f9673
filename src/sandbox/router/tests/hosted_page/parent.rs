//! The page around the frame: how the frame learns of it, and what the two say to each other.

use super::support::{PageClient, entered_card, with_changes};
use crate::sandbox::router::tests::support::ORIGIN;

#[tokio::test]
async fn without_a_host_the_form_is_shown_and_nobody_gets_a_message() {
    let client = PageClient::new().await;
    let mut page = client.page();
    page.remove("host");
    let form = client.open(&page).await;
    assert!(form.is_form() && form.is_mute(), "{}", form.html);
    let saved = client.submit(&page, &entered_card()).await;
    assert!(saved.is_mute() && saved.html.contains("Thank you."), "{}", saved.html);
}

#[tokio::test]
async fn a_host_that_is_not_the_hosted_domain_is_an_error_in_the_frame() {
    let client = PageClient::new().await;
    for host in [
        "https://localhost:3000/hosted-page",
        "http://127.0.0.1:3000/hosted-page",
        "http://localhost:3001/hosted-page",
        "http://localhost:3000.evil.test/",
        "http://localhost:3000@evil.test/",
        "data:text/html,",
    ] {
        let page = with_changes(&client.page(), &[("host", host)]);
        let refused = client.open(&page).await;
        assert!(!refused.is_form() && refused.is_error("Invalid_Host"), "{host}");
        let refused = client.submit(&page, &entered_card()).await;
        assert!(refused.is_error("Invalid_Host"), "{host}");
    }
    let other_page = with_changes(&client.page(), &[("host", &format!("{ORIGIN}/other?page#1"))]);
    assert!(client.open(&other_page).await.is_form(), "only the origin counts");
    let saved = client.submit(&client.page(), &entered_card()).await.callback();
    assert_eq!(saved["success"], true, "none of this has used anything up");
}

#[tokio::test]
async fn a_form_answers_its_parents_origin_and_no_other() {
    let client = PageClient::new().await;
    let form = client.open(&client.page()).await;
    assert!(form.is_silent() && form.html.contains(&format!("const origin = \"{ORIGIN}\";")));
    assert!(form.html.contains("event.source !== parent || event.origin !== origin"));
}
