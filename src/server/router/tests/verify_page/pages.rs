//! T20: which pages are compared, and as which browsers.

use super::{differences_for, differences_of};

#[tokio::test]
async fn t20_a_page_as_it_was_built_has_no_differences() {
    for page in ["/", "/account", "/hosted-page"] {
        assert_eq!(differences_of(page, |_, _| ()).await, Vec::<String>::new(), "{page}");
    }
}

#[tokio::test]
async fn t20_of_a_page_that_is_no_payment_page_only_that_is_said() {
    for page in ["/documents", "/nowhere", "/boot.js", "/account/"] {
        let told = differences_of(page, |_, _| ()).await;
        assert_eq!(told, [format!("page: {page} is no payment page of this build")]);
    }
}

#[tokio::test]
async fn t20_a_page_that_differs_for_browsers_or_for_whoever_comes_back_is_named() {
    for header in ["sec-ch-ua", "sec-ch-ua-platform", "sec-fetch-user", "user-agent"] {
        let told = differences_for(header).await;
        assert!(
            told.iter().any(|line| line.starts_with("page: has a script of 7 bytes")),
            "{header}: {told:?}"
        );
    }
    let told = differences_for("cookie").await;
    assert!(
        told.iter()
            .any(|line| line.starts_with("on the second visit, page: has a script of 7 bytes")),
        "{told:?}"
    );
    assert_eq!(differences_for("x-nobody-sends-this").await, Vec::<String>::new());
}
