//! The page of the CORS laboratory as the server renders it, and that sandbox and rules mean the same by
//! the name of a switch.

use super::support::{Fixture, fixture, get, get_with, send, site_with};
use crate::{
    cors_rules::{
        AllowCredentials, AllowHeaders, AllowMethods, AllowOrigin, Answer, Credentials, HeaderSet,
        MaxAge, Method, Mode, PreflightStatus, Preset, PrivateNetwork, Redirect, Switch, Times,
    },
    pages::{LABORATORY_PATH, OPERATIONS_PATH},
    server::state::FlowInspector,
    words::{LaboratoryWords, Language},
};
use axum::http::StatusCode;
use std::collections::HashSet;

/// Checks that the page has a select with as many options as the switch has values.
fn expect_select<S: Switch>(body: &str) {
    let select = body.split_once(&format!("<select id=\"{}\"", S::NAME));
    let (_, select) = select.unwrap_or_else(|| panic!("no {}", S::NAME));
    let options = select.split("</select>").next().unwrap_or_default().matches("<option").count();
    assert_eq!(options, S::ALL.len(), "{}", S::NAME);
    let label = format!("<label for=\"{}\"", S::NAME);
    assert!(body.contains(&label), "{label}");
}

#[tokio::test]
async fn the_page_has_every_switch_and_the_prediction_of_every_case_without_script() {
    let Fixture { site, zuora } = fixture().await;
    for (tag, language) in [("en", Language::English), ("de", Language::German)] {
        let request = get_with(LABORATORY_PATH, &[("accept-language", tag)]);
        let (status, _, body) = send(&site, request).await;
        assert_eq!(status, StatusCode::OK);
        expect_select::<Method>(&body);
        expect_select::<Mode>(&body);
        expect_select::<Credentials>(&body);
        expect_select::<HeaderSet>(&body);
        expect_select::<Times>(&body);
        expect_select::<AllowOrigin>(&body);
        expect_select::<AllowHeaders>(&body);
        expect_select::<AllowMethods>(&body);
        expect_select::<AllowCredentials>(&body);
        expect_select::<MaxAge>(&body);
        expect_select::<Redirect>(&body);
        expect_select::<PreflightStatus>(&body);
        expect_select::<PrivateNetwork>(&body);
        let words = LaboratoryWords::in_language(language);
        for preset in Preset::ALL {
            let name = (words.page.preset)(preset);
            // In the select, and in the table.
            assert!(body.matches(name).count() >= 2, "{name}");
        }
        for shown in
            [words.opaque, words.unread, words.not_made, words.readable, "CORS check, step 2"]
        {
            assert!(body.contains(shown), "{shown}");
        }
        assert!(body.contains(&format!("data-sandbox=\"{zuora}\"")));
        let button = body.split("<button type=\"submit\"").nth(1).unwrap_or_default();
        assert!(button.split('>').next().is_some_and(|tag| tag.contains("disabled")), "{button}");
    }
}

/// Without the inspector, and with a tenant in place of the sandbox.
#[tokio::test]
async fn elsewhere_there_is_no_such_page_and_no_link_to_it() {
    let Fixture { site, zuora } = fixture().await;
    let (_, _, body) = send(&site, get(OPERATIONS_PATH)).await;
    assert!(body.contains("href=\"/cors\""));
    let off = site_with(&zuora, &[("FLOW_INSPECTOR", "off")], |_| ());
    let tenant = site_with(&zuora, &[], |site| {
        site.state.flow_inspector = Some(FlowInspector { sandbox: None });
    });
    for site in [off, tenant] {
        let (status, _, body) = send(&site, get(LABORATORY_PATH)).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(body.contains("Page not found") && !body.contains("laboratory"), "{body}");
        let (_, _, body) = send(&site, get(OPERATIONS_PATH)).await;
        assert!(!body.contains("/cors"), "{body}");
    }
}

/// The sandbox's answer to a preflight with these switches.
async fn preflight(answer: Answer) -> (StatusCode, Vec<(String, String)>) {
    let sandbox = crate::sandbox::router(super::support::ORIGIN);
    let path = format!("/sandbox/cors-laboratory/run?{}", answer.query());
    let mut request = get_with(&path, &[("host", "127.0.0.1"), ("origin", super::support::ORIGIN)]);
    *request.method_mut() = axum::http::Method::OPTIONS;
    let (status, headers, _) = send(&sandbox, request).await;
    let text = |value: &axum::http::HeaderValue| value.to_str().expect("text").to_owned();
    let headers = headers.iter().map(|(name, value)| (name.to_string(), text(value)));
    (status, headers.collect())
}

/// Checks that each value of a switch is one that the sandbox knows, with an answer of its own.
async fn expect_answers<S: Switch + std::fmt::Debug>(set: impl Fn(&mut Answer, S)) {
    let mut answers = HashSet::new();
    for &value in S::ALL {
        let (_, mut answer) = Preset::Works.switches();
        set(&mut answer, value);
        let (status, headers) = preflight(answer).await;
        assert_ne!(status, StatusCode::BAD_REQUEST, "{value:?}");
        answers.insert((status, headers));
    }
    // A redirect of the call is none of the preflight.
    let expected = if S::NAME == Redirect::NAME { 2 } else { S::ALL.len() };
    assert_eq!(answers.len(), expected, "{}", S::NAME);
}

#[tokio::test]
async fn the_sandbox_knows_every_value_of_every_switch() {
    expect_answers(|answer, value: AllowOrigin| answer.origin = value).await;
    expect_answers(|answer, value: AllowHeaders| answer.headers = value).await;
    expect_answers(|answer, value: AllowMethods| answer.methods = value).await;
    expect_answers(|answer, value: AllowCredentials| answer.credentials = value).await;
    expect_answers(|answer, value: MaxAge| answer.max_age = value).await;
    expect_answers(|answer, value: Redirect| answer.redirect = value).await;
    expect_answers(|answer, value: PreflightStatus| answer.preflight_status = value).await;
    expect_answers(|answer, value: PrivateNetwork| answer.private_network = value).await;
}
