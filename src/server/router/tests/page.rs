//! The page as the server draws it, in each language, with test cards and without.

use super::*;
use crate::{
    site_map::PAGES,
    words::{Language, Words},
};

async fn page(site: &Router, path: &str, headers: &[(&str, &str)]) -> (HeaderMap, String) {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (status, headers, body) = send(site, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(status, StatusCode::OK);
    (headers, body)
}

#[tokio::test]
async fn it_speaks_the_language_that_was_chosen_else_the_browsers_else_english() {
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
        let (answered, body) = page(&site, path, headers).await;
        assert!(body.contains(&format!("<html lang=\"{tag}\" dir=\"ltr\"")), "{path} {headers:?}");
        assert_eq!(answered[header::CONTENT_LANGUAGE], tag);
        assert_eq!(answered[header::VARY], "accept-language, cookie");
        let words = Words::in_language(Language::from_tag(tag).expect("a language"));
        assert!(body.contains(words.add_card.intro.title) && body.contains(words.save));
    }
}

#[tokio::test]
async fn a_choice_is_kept_in_a_cookie_that_no_script_reads() {
    let Fixture { site, .. } = fixture().await;
    let (headers, _) = page(&site, "/?lang=de", &[]).await;
    let cookies: Vec<_> = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok())
        .collect();
    let kept = cookies.iter().find(|cookie| cookie.starts_with("language=de;")).expect("a cookie");
    assert!(
        kept.contains("HttpOnly") && kept.contains("SameSite=Lax") && kept.contains("Max-Age="),
        "{kept}"
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
    assert_eq!(inputs.len(), 6);
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
    assert!(
        !body.contains("=\"http") && !body.contains("=\"//"),
        "nothing comes from anybody else"
    );
    for attribute in ["novalidate", "method=\"dialog\"", "<button type=\"submit\" disabled>"] {
        assert!(body.contains(attribute), "{attribute}");
    }
}

#[tokio::test]
async fn t24_the_page_says_that_no_real_card_belongs_there() {
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
            assert!(!body.contains(beginning), "the server draws no number");
        }
    }
}

/// Until its code is live, the page itself says that it is not; the boot script has only to choose the reason.
#[tokio::test]
async fn t1_why_a_page_has_not_started_stands_in_it_in_each_language() {
    let Fixture { site, .. } = fixture().await;
    for path in ["/", "/account", "/documents", "/hosted-page"] {
        for language in Language::ALL {
            let words = Words::in_language(*language);
            let (_, body) = page(&site, path, &[("accept-language", language.tag())]).await;
            let notice = body
                .split("id=\"boot-failed\"")
                .nth(1)
                .and_then(|rest| rest.split("</div>").next())
                .expect("a notice");
            let told = &words.frame.not_started;
            assert!(!notice.split('>').next().expect("a tag").contains("hidden"), "{path}");
            assert!(
                notice.contains(&format!("<p data-why=\"\">{}</p>", told.unknown)),
                "{path} {notice}"
            );
            for (why, sentence) in [
                ("webassembly", told.no_webassembly),
                ("markup", told.no_markup),
                ("lost", told.lost),
                ("changed", told.changed),
                ("handlers", told.no_handlers),
            ] {
                let sentence = sentence.replace('>', "&gt;");
                assert!(
                    notice.contains(&format!("<p data-why=\"{why}\" hidden>{sentence}</p>")),
                    "{path} {why} {notice}"
                );
            }
            let has_card = matches!(path, "/" | "/account");
            assert_eq!(
                body.contains(words.frame.still_here) && body.contains(words.frame.idle),
                has_card,
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn every_page_of_the_site_map_is_served_and_in_the_navigation() {
    let Fixture { site, .. } = fixture().await;
    let words = Words::in_language(Language::English);
    let (_, first) = page(&site, "/", &[]).await;
    let navigation = first.split("<nav ").nth(1).expect("a navigation");
    for each in PAGES {
        let (_, body) = page(&site, each.path, &[]).await;
        assert!(!body.contains(words.frame.not_found), "{}", each.path);
        let name = (words.page)(each.id).name;
        let start = format!("<a href=\"{}\"", each.path);
        let link = navigation.split(&start).nth(1).and_then(|rest| rest.split("</a>").next());
        assert!(link.is_some_and(|link| link.ends_with(name)), "{}", each.path);
    }
}
