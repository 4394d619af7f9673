//! The fields of the billing address, as the server renders them with each value of
//! `CARD_FORM_ADDRESS` and in each language.

use super::support::{UNREACHABLE, get_with, send, site_with};
use crate::words::{Language, Words, countries};
use axum::http::StatusCode;

/// The form on a page, with this value of the setting.
async fn form(path: &str, setting: &str, language: &str) -> String {
    let site = site_with(UNREACHABLE, &[("CARD_FORM_ADDRESS", setting)], |_| ());
    let (status, _, body) = send(&site, get_with(path, &[("accept-language", language)])).await;
    assert_eq!(status, StatusCode::OK);
    let form = body.split("<form").nth(1).and_then(|rest| rest.split("</form>").next());
    form.expect("a form").to_owned()
}

/// The opening tag of the element with this id.
fn tag<'a>(html: &'a str, id: &str) -> Option<&'a str> {
    let tags = html.split('<').filter_map(|rest| rest.split('>').next());
    tags.into_iter().find(|tag| tag.contains(&format!(" id=\"{id}\"")))
}

#[tokio::test]
async fn the_setting_decides_which_fields_are_there_and_which_are_required() {
    for (setting, is_there, is_required) in
        [("off", false, false), ("optional", true, false), ("required", true, true)]
    {
        let form = form("/", setting, "en").await;
        for id in ["card-country", "card-postal-code"] {
            let tag = tag(&form, id);
            assert_eq!(tag.is_some(), is_there, "{setting} {id}");
            assert_eq!(tag.is_some_and(|tag| tag.contains(" required")), is_required, "{id}");
        }
        let holder = tag(&form, "card-holder").expect("the name is always there");
        assert_eq!(holder.contains(" required"), setting != "off", "{setting}");
        assert_eq!(form.contains("id=\"card-holder-hint\""), setting == "off", "{setting}");
        assert_eq!(form.contains("Billing address (optional)"), setting == "optional");
        assert!(!form.contains(" name="), "{setting}");
    }
}

#[tokio::test]
async fn a_new_account_has_its_address_whatever_the_setting() {
    for setting in ["off", "optional", "required"] {
        let form = form("/account", setting, "en").await;
        for id in ["card-country", "card-postal-code", "card-holder", "account-email"] {
            assert!(tag(&form, id).is_some_and(|tag| tag.contains(" required")), "{setting} {id}");
        }
        assert!(tag(&form, "account-state").is_some_and(|tag| !tag.contains(" required")));
    }
}

#[tokio::test]
async fn the_fields_have_autofill_tokens_of_a_billing_address() {
    let form = form("/", "optional", "en").await;
    for (id, token) in
        [("card-country", "billing country"), ("card-postal-code", "billing postal-code")]
    {
        let tag = tag(&form, id).expect(id);
        assert!(tag.contains(&format!("autocomplete=\"{token}\"")), "{tag}");
        assert!(form.contains(&format!("<label for=\"{id}\">")), "{id}");
    }
    assert!(
        tag(&form, "card-postal-code")
            .is_some_and(|tag| tag.contains("autocapitalize=\"characters\""))
    );
}

#[tokio::test]
async fn every_country_is_offered_by_its_name_in_the_language_of_the_page() {
    for language in Language::ALL {
        let form = form("/", "optional", language.tag()).await;
        let options = form.matches("<option").count();
        let countries = countries(*language);
        assert_eq!(options, countries.len() + 1, "and one that chooses none");
        let none = Words::in_language(*language).card_fields.choose_country;
        assert!(form.contains(&format!("<option value=\"\">{none}</option>")));
        let mut rest = form.as_str();
        for country in countries {
            let name = country.name.replace('&', "&amp;");
            let option = format!("<option value=\"{}\">{name}</option>", country.code);
            let place = rest.find(&option).unwrap_or_else(|| panic!("{option}, in order"));
            rest = &rest[place..];
        }
    }
}

#[tokio::test]
async fn the_consent_stands_under_the_form_with_its_reference() {
    let paths = ["/", "/account"];
    for path in paths {
        for language in Language::ALL {
            let site = site_with(UNREACHABLE, &[], |_| ());
            let headers = [("accept-language", language.tag())];
            let (_, _, body) = send(&site, get_with(path, &headers)).await;
            let under = body.split("</form>").nth(1).expect("what stands under the form");
            let tag = tag(under, "consent").expect("the consent");
            assert!(tag.contains(&format!("data-reference=\"card-on-file-1-{}\"", language.tag())));
            assert!(under.contains(Words::in_language(*language).card_fields.consent), "{path}");
        }
    }
}
