//! Another shop's name, logo, contact and legal pages are all it takes: no page names the first shop
//! any more.

use super::support::{Fixture, fixture, get, send, site, site_with, unknown_client};
use crate::{
    shop::{Contact, LegalPage, SHOP, Shop},
    site_map::PAGES,
};
use std::sync::Arc;

pub static OTHER: Shop = Shop {
    name: "Another Shop",
    logo: "/bicycle.svg",
    contact: Some(Contact { name: "help@shop.example", address: "mailto:help@shop.example" }),
    legal_pages: &[
        (LegalPage::Terms, "https://shop.example/terms"),
        (LegalPage::Privacy, "https://shop.example/privacy"),
        (LegalPage::Imprint, "https://shop.example/imprint"),
    ],
};

#[tokio::test]
async fn another_shop_has_its_name_and_its_links_on_every_page() {
    let Fixture { zuora, .. } = fixture().await;
    // As it is in HTML.
    let first_name = SHOP.name.replace('&', "&amp;");
    let (first, other) = (site(&zuora), site_with(&zuora, &[], |site| site.state.shop = &OTHER));
    let of_the_site = PAGES.map(|page| page.path);
    for path in of_the_site.into_iter().chain(["/operations", "/nowhere"]) {
        let (_, _, html) = send(&other, get(path)).await;
        for part in [
            "· Another Shop</title>",
            "src=\"/bicycle.svg\"",
            "<a href=\"mailto:help@shop.example\">help@shop.example</a>",
            "<a href=\"https://shop.example/terms\">Terms</a>",
            "<a href=\"https://shop.example/privacy\">Privacy</a>",
            "<a href=\"https://shop.example/imprint\">Imprint</a>",
        ] {
            assert!(html.contains(part), "{path}: {part} in {html}");
        }
        assert!(!html.contains(&first_name), "{path}");
        // The twin: the first shop is on these pages otherwise.
        let (_, _, html) = send(&first, get(path)).await;
        assert!(html.contains(&first_name) && !html.contains("shop.example"), "{path}");
    }
}

#[tokio::test]
async fn a_failure_that_says_to_get_in_touch_says_how() {
    let Fixture { zuora, .. } = fixture().await;
    let other = site_with(&zuora, &[], |site| site.state.shop = &OTHER);
    let (_, _, html) = send(&other, get("/")).await;
    assert!(html.contains("give us the code below. Contact: help@shop.example"), "{html}");
    // A failure that the customer can mend alone does not.
    assert!(html.contains("use another card, or ask your bank.&quot;"), "{html}");
    let refused = site_with(&zuora, &[], |site| {
        site.state.shop = &OTHER;
        site.state.zuora = Arc::new(unknown_client(&zuora));
    });
    let (_, _, html) = send(&refused, get("/documents")).await;
    assert!(html.contains("give us the code. Contact: help@shop.example"), "{html}");
}

/// A fork changes one stylesheet.
#[test]
fn only_the_tokens_name_colours() {
    let styles = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    for file in std::fs::read_dir(styles).expect("the styles") {
        let path = file.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let style = std::fs::read_to_string(&path).expect("text");
        let colours = style.split('#').skip(1).filter(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
            let ends = rest.as_bytes().get(digits).is_some_and(|byte| b";,) \n".contains(byte));
            ends && matches!(digits, 3 | 6)
        });
        let has_some = colours.count() > 0;
        // The inspector's own belong to the demonstration.
        let may = matches!(name, "brand.css" | "tokens.css" | "inspector.css");
        assert_eq!(has_some, may, "{name}");
    }
}
