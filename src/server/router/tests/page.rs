//! The page as the server renders it, in each language, with test cards and without.

use super::support::{Fixture, fixture, get, get_with, send, site_with};
use crate::{
    server::page_integrity::assets,
    shop::SHOP,
    site_map::{PAGES, Page, PageKind},
    words::{Language, Words},
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
};

async fn page(site: &Router, path: &str, headers: &[(&str, &str)]) -> (HeaderMap, String) {
    let (status, headers, body) = send(site, get_with(path, headers)).await;
    assert_eq!(status, StatusCode::OK);
    (headers, body)
}

#[tokio::test]
async fn a_page_is_in_the_chosen_language_else_the_browsers_else_english() {
    let Fixture { site, .. } = fixture().await;
    for (path, headers, tag) in [
        ("/", &[][..], "en"),
        ("/", &[("accept-language", "de-AT,en;q=0.5")], "de"),
        ("/?lang=en", &[("accept-language", "de")], "en"),
        ("/", &[("accept-language", "de"), ("cookie", "language=en")], "en"),
        ("/?lang=de", &[("cookie", "language=en")], "de"),
        ("/?lang=tlh", &[("cookie", "language=de")], "de"),
        ("/?lang=%00%ff&lang=de", &[("cookie", "language=%00")], "en"),
    ] {
        let (response_headers, body) = page(&site, path, headers).await;
        assert!(body.contains(&format!("<html lang=\"{tag}\" dir=\"ltr\"")), "{path} {headers:?}");
        assert_eq!(response_headers[header::CONTENT_LANGUAGE], tag);
        assert_eq!(response_headers[header::VARY], "accept-language, cookie");
        let words = Words::in_language(Language::from_tag(tag).expect("a language"));
        assert!(body.contains(words.add_card.intro.title) && body.contains(words.save));
    }
}

#[tokio::test]
async fn a_chosen_language_is_stored_in_a_cookie_that_no_script_can_read() {
    let Fixture { site, .. } = fixture().await;
    let (headers, _) = page(&site, "/?lang=de", &[]).await;
    let cookies: Vec<_> = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok())
        .collect();
    let stored =
        cookies.iter().find(|cookie| cookie.starts_with("language=de;")).expect("a cookie");
    assert!(
        stored.contains("HttpOnly")
            && stored.contains("SameSite=Lax")
            && stored.contains("Max-Age="),
        "{stored}"
    );
    assert_eq!(cookies.len(), 2, "and the session's: {cookies:?}");
    let (headers, _) = page(&site, "/", &[("accept-language", "de")]).await;
    assert_eq!(headers.get_all(header::SET_COOKIE).iter().count(), 1, "nothing was chosen");
}

#[tokio::test]
async fn a_field_has_an_id_and_an_autocomplete_and_never_a_name() {
    let Fixture { site, .. } = fixture().await;
    let (_, body) = page(&site, "/", &[]).await;
    let inputs: Vec<_> =
        body.split("<input ").skip(1).filter_map(|rest| rest.split('>').next()).collect();
    assert_eq!(inputs.len(), 7);
    assert!(inputs.iter().all(|input| !input.contains(" name=")), "{inputs:?}");
    // Written out: an id that changes with a release makes browsers forget what they fill in where.
    for (id, autocomplete) in [
        ("card-number", "cc-number"),
        ("card-expiry-month", "cc-exp-month"),
        ("card-expiry-year", "cc-exp-year"),
        ("card-holder", "cc-name"),
        ("card-security-code", "cc-csc"),
    ] {
        let input = inputs.iter().find(|input| input.contains(&format!("id=\"{id}\""))).expect(id);
        assert!(input.contains(&format!("autocomplete=\"{autocomplete}\"")), "{input}");
        assert!(
            input.contains("type=\"text\"")
                && input.contains("enterkeyhint")
                && input.contains("required"),
            "{input}"
        );
        let digits = id != "card-holder";
        assert_eq!(input.contains("inputmode=\"numeric\""), digits, "{input}");
        let capitals = if digits { "off" } else { "words" };
        assert!(
            input.contains(&format!("autocapitalize=\"{capitals}\""))
                && input.contains("spellcheck=\"false\""),
            "{input}"
        );
        assert!(body.contains(&format!("<label for=\"{id}\">")), "{id}");
    }
    assert!(
        body.contains("maxlength=\"80\""),
        "room for 19 digits of any script and whatever stands between them"
    );
    // The shop's own links may lead to other sites.
    let links = SHOP.legal_pages.iter().map(|(_, address)| *address);
    let links = links.chain(SHOP.contact.map(|contact| contact.address));
    let rest = links
        .fold(body.clone(), |rest, address| rest.replace(&format!("<a href=\"{address}\">"), ""));
    assert!(
        !rest.contains("=\"http") && !rest.contains("=\"//"),
        "nothing comes from another site"
    );
    for attribute in [
        "novalidate",
        "method=\"dialog\"",
        "<button type=\"submit\" disabled aria-describedby=\"consent\">",
    ] {
        assert!(body.contains(attribute), "{attribute}");
    }
}

#[tokio::test]
async fn t1_the_form_cannot_be_submitted_before_client_code_runs() {
    let Fixture { site, .. } = fixture().await;
    let forms = [("/account", 13), ("/", 7)];
    for (page, inputs) in forms {
        let (status, _, html) = send(&site, get(page)).await;
        assert_eq!(status, StatusCode::OK);
        let form =
            &html[html.find("<form").expect("a form")..html.find("</form>").expect("its end")];
        assert_eq!(form.matches("<input").count(), inputs);
        assert!(!form.contains(" name=") && !form.contains(" action="), "{form}");
        assert!(
            form.contains(r#"method="dialog""#)
                && form.contains(r#"<button type="submit" disabled"#),
            "{form}"
        );
    }
    let (_, headers, html) = send(&site, get("/")).await;

    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(
        policy.contains("form-action 'none'") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    for script in html.split("<script>").skip(1).filter_map(|rest| rest.split("</script>").next()) {
        assert!(
            policy.contains(&assets::integrity(script.as_bytes())),
            "every inline script is named by its hash"
        );
    }
}

/// Until its code runs, the page itself says that it does not. The boot script only chooses the
/// reason.
#[tokio::test]
async fn t1_each_reason_why_a_page_has_not_started_is_in_it_in_each_language() {
    let Fixture { site, .. } = fixture().await;
    for Page { path, kind, .. } in PAGES {
        for language in Language::ALL {
            let words = Words::in_language(*language);
            let (_, body) = page(&site, path, &[("accept-language", language.tag())]).await;
            let notice = body
                .split("id=\"boot-failed\"")
                .nth(1)
                .and_then(|rest| rest.split("</div>").next())
                .expect("a notice");
            let reasons = &words.frame.not_started;
            assert!(!notice.split('>').next().expect("a tag").contains("hidden"), "{path}");
            assert!(
                notice.contains(&format!("<p data-why=\"\">{}</p>", reasons.unknown)),
                "{path} {notice}"
            );
            for (why, sentence) in [
                ("webassembly", reasons.no_webassembly),
                ("markup", reasons.no_markup),
                ("lost", reasons.lost),
                ("changed", reasons.changed),
                ("handlers", reasons.no_handlers),
            ] {
                let sentence = sentence.replace('>', "&gt;");
                assert!(
                    notice.contains(&format!("<p data-why=\"{why}\" hidden>{sentence}</p>")),
                    "{path} {why} {notice}"
                );
            }
            let has_card = *kind == PageKind::Card;
            assert_eq!(
                body.contains(words.frame.still_here) && body.contains(words.frame.idle),
                has_card,
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn t24_the_page_warns_against_real_cards() {
    let Fixture { zuora, .. } = fixture().await;
    for offers_test_cards in [true, false] {
        let site = site_with(&zuora, &[], |site| {
            assert!(site.state.offers_test_cards, "the default is development");
            site.state.offers_test_cards = offers_test_cards;
        });
        let (_, body) = page(&site, "/", &[]).await;
        assert_eq!(body.contains("Test cards"), offers_test_cards);
        assert_eq!(body.contains("Use test cards only"), offers_test_cards);
        for beginning in ["411111", "555555", "378282", "601111", "305693", "353011", "400000"] {
            assert!(!body.contains(beginning), "the server renders no number");
        }
    }
}
