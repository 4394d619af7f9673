//! T20: which pages are compared, and as which browsers.

use super::{changed, differences_for, differences_of, verify_shop};
use crate::{server::router::tests::shop::OTHER, site_map::PAGES};
use axum::{middleware::map_response, response::Response};

#[tokio::test]
async fn t20_an_unchanged_page_has_no_differences() {
    for page in PAGES.into_iter().filter(|page| page.is_payment_page()) {
        let found = differences_of(page.path, |_, _| ()).await;
        assert_eq!(found, Vec::<String>::new(), "{}", page.path);
    }
}

/// Its legal pages and its contact are not on this site.
#[tokio::test]
async fn t20_a_shops_own_links_are_built_in_and_changed_ones_are_reported() {
    assert_eq!(verify_shop(&OTHER, "/", |site| site).await, Vec::<String>::new());
    let to_another_site = map_response(async |answer: Response| {
        changed(answer, |_, text| {
            *text = text.replacen("https://shop.example/terms", "https://evil.example/terms", 1);
        })
        .await
    });
    let found = verify_shop(&OTHER, "/", |site| site.layer(to_another_site)).await;
    for expected in [
        r#"page: <a href="https://evil.example/terms">: was not built in"#,
        r#"page: <a href="https://shop.example/terms">: is missing"#,
    ] {
        assert!(found.iter().any(|line| line == expected), "{expected} in {found:?}");
    }
}

#[tokio::test]
async fn t20_a_page_without_payment_is_reported_as_such_and_not_compared() {
    for page in ["/documents", "/nowhere", "/boot.js", "/account/"] {
        let found = differences_of(page, |_, _| ()).await;
        assert_eq!(found, [format!("page: {page} is no payment page of this build")]);
    }
}

#[tokio::test]
async fn t20_a_page_that_differs_for_browsers_or_on_a_second_visit_is_reported() {
    for header in ["sec-ch-ua", "sec-ch-ua-platform", "sec-fetch-user", "user-agent"] {
        let found = differences_for(header).await;
        assert!(
            found.iter().any(|line| line.starts_with("page: has a script of 7 bytes")),
            "{header}: {found:?}"
        );
    }
    let found = differences_for("cookie").await;
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("on the second visit, page: has a script of 7 bytes")),
        "{found:?}"
    );
    assert_eq!(differences_for("x-nobody-sends-this").await, Vec::<String>::new());
}
