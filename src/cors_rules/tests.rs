//! The rules, each by its own example and by the one beside it that differs in one switch.

use super::{Outcome::*, Sent::*, *};

fn preset(change: impl FnOnce(&mut Request, &mut Answer)) -> Prediction {
    let (mut request, mut answer) = Preset::Works.switches();
    change(&mut request, &mut answer);
    predict(request, answer, Engine::Standard)
}

fn outcome(prediction: &Prediction) -> (Outcome, &[Sent], Option<Rule>) {
    let decides =
        |rule: &&Rule| !matches!(rule, Rule::PreflightNeeded | Rule::RefusalNotRemembered);
    (prediction.outcome, &prediction.sent, prediction.rules.iter().rfind(decides).copied())
}

#[test]
fn the_origin_has_to_be_exact_or_any_without_credentials() {
    for (origin, credentials, expected) in [
        (AllowOrigin::Exact, Credentials::Include, None),
        (AllowOrigin::Exact, Credentials::Omit, None),
        (AllowOrigin::Any, Credentials::Omit, None),
        (AllowOrigin::Any, Credentials::SameOrigin, None),
        (AllowOrigin::Any, Credentials::Include, Some(Rule::OriginWildcard)),
        (AllowOrigin::Other, Credentials::Omit, Some(Rule::OriginDiffers)),
        (AllowOrigin::Null, Credentials::Omit, Some(Rule::OriginDiffers)),
        (AllowOrigin::Missing, Credentials::Omit, Some(Rule::OriginMissing)),
    ] {
        let prediction = preset(|request, answer| {
            answer.origin = origin;
            request.credentials = credentials;
        });
        let expected = match expected {
            None => (Readable, &[Preflight, Call][..], Some(Rule::CallReadable)),
            Some(rule) => (Failed, &[Preflight][..], Some(rule)),
        };
        assert_eq!(outcome(&prediction), expected, "{origin:?} {credentials:?}");
    }
}

#[test]
fn credentials_have_to_be_allowed_where_they_are_sent() {
    for (credentials, expected) in [
        (Credentials::Include, (Failed, &[Preflight][..], Some(Rule::CredentialsNotAllowed))),
        (Credentials::SameOrigin, (Readable, &[Preflight, Call][..], Some(Rule::CallReadable))),
        (Credentials::Omit, (Readable, &[Preflight, Call][..], Some(Rule::CallReadable))),
    ] {
        let prediction = preset(|request, answer| {
            request.credentials = credentials;
            answer.credentials = AllowCredentials::Missing;
        });
        assert_eq!(outcome(&prediction), expected, "{credentials:?}");
    }
}

#[test]
fn methods_and_headers_have_to_be_allowed() {
    use {
        AllowHeaders as Headers, AllowMethods as Methods, Credentials::*, HeaderSet::*, Method::*,
    };
    for (method, set, credentials, methods, headers, obstacle) in [
        (Put, None, Omit, Methods::Listed, Headers::Missing, Option::None),
        (Put, None, Omit, Methods::Any, Headers::Missing, Option::None),
        (Put, None, Include, Methods::Any, Headers::Missing, Some(Rule::MethodWildcard)),
        (Put, None, Omit, Methods::Missing, Headers::Listed, Some(Rule::MethodNotListed)),
        (Put, Ticket, Omit, Methods::Missing, Headers::Missing, Some(Rule::MethodNotListed)),
        (Post, Ticket, Omit, Methods::Missing, Headers::Listed, Option::None),
        (Get, Json, Omit, Methods::Missing, Headers::Any, Option::None),
        (Post, Json, Include, Methods::Listed, Headers::Any, Some(Rule::HeaderWildcard)),
        (Post, Json, Omit, Methods::Listed, Headers::Missing, Some(Rule::HeaderNotListed)),
        (Post, Authorization, Omit, Methods::Any, Headers::Listed, Option::None),
        (Post, Authorization, Omit, Methods::Any, Headers::Any, Some(Rule::AuthorizationNotNamed)),
        (
            Get,
            Authorization,
            Include,
            Methods::Any,
            Headers::Missing,
            Some(Rule::AuthorizationNotNamed),
        ),
    ] {
        let prediction = preset(|request, answer| {
            *request = Request { method, headers: set, credentials, ..*request };
            *answer = Answer { headers, methods, ..*answer };
        });
        let expected = match obstacle {
            Option::None => (Readable, &[Preflight, Call][..], Some(Rule::CallReadable)),
            Some(rule) => (Failed, &[Preflight][..], Some(rule)),
        };
        assert_eq!(outcome(&prediction), expected, "{method:?} {set:?} {methods:?} {headers:?}");
    }
}

#[test]
fn browsers_let_a_wildcard_cover_authorization() {
    let (request, answer) = Preset::WildcardAndAuthorization.switches();
    let predict = |request: Request, engine| predict(request, answer, engine);
    let standard = predict(request, Engine::Standard);
    assert_eq!(outcome(&standard), (Failed, &[Preflight][..], Some(Rule::AuthorizationNotNamed)));
    let browser = predict(request, Engine::Browser);
    assert_eq!(outcome(&browser), (Readable, &[Preflight, Call][..], Some(Rule::CallReadable)));
    assert!(browser.rules.contains(&Rule::AuthorizationByWildcard));
    let twice = predict(Request { times: Times::Twice, ..request }, Engine::Browser);
    assert_eq!(twice.sent, [Preflight, Call, Preflight, Call], "and does not remember it");
    let request = Request { credentials: Credentials::Include, ..request };
    assert_eq!(predict(request, Engine::Browser), predict(request, Engine::Standard));
}

#[test]
fn a_preflight_is_needed_for_what_no_form_could_send() {
    use {HeaderSet::*, Method::*};
    for (method, headers, needs) in [
        (Get, None, &[][..]),
        (Post, PlainText, &[]),
        (Put, None, &["PUT"]),
        (Put, PlainText, &["PUT"]),
        (Get, Json, &["content-type: application/json"]),
        (Post, Ticket, &["content-type: application/json", "signature", "token"]),
        (Put, Authorization, &["PUT", "authorization"]),
    ] {
        let prediction = preset(|request, _| *request = Request { method, headers, ..*request });
        assert_eq!(prediction.needs, needs, "{method:?} {headers:?}");
        assert_eq!(prediction.sent.first() == Some(&Preflight), !needs.is_empty());
    }
}

#[test]
fn a_preflight_is_answered_with_success_and_no_redirect() {
    let not_found = preset(|_, answer| answer.preflight_status = PreflightStatus::NotFound);
    assert_eq!(outcome(&not_found), (Failed, &[Preflight][..], Some(Rule::PreflightStatus)));
    let redirected = preset(|_, answer| answer.redirect = Redirect::Preflight);
    assert_eq!(outcome(&redirected), (Failed, &[Preflight][..], Some(Rule::PreflightRedirected)));
    let simple = preset(|request, answer| {
        request.headers = HeaderSet::PlainText;
        *answer = Answer {
            preflight_status: PreflightStatus::NotFound,
            redirect: Redirect::Preflight,
            ..*answer
        };
    });
    assert_eq!(outcome(&simple), (Readable, &[Call][..], Some(Rule::CallReadable)));
}

#[test]
fn a_call_that_is_redirected_begins_again() {
    let redirected = preset(|_, answer| answer.redirect = Redirect::Call);
    assert_eq!(redirected.sent, [Preflight, Call, Preflight, Call]);
    assert!(redirected.rules.contains(&Rule::CallRedirected));
    let unread = preset(|request, answer| {
        request.headers = HeaderSet::PlainText;
        *answer = Answer { redirect: Redirect::Call, origin: AllowOrigin::Missing, ..*answer };
    });
    assert_eq!(outcome(&unread), (Failed, &[Call][..], Some(Rule::OriginMissing)));
}

#[test]
fn a_call_without_a_preflight_arrives_even_if_its_answer_cannot_be_read() {
    let (request, answer) = Preset::SimpleCallUnread.switches();
    let prediction = predict(request, answer, Engine::Standard);
    assert_eq!(outcome(&prediction), (Failed, &[Call][..], Some(Rule::OriginMissing)));
}

#[test]
fn the_mode_decides_before_anything_is_sent() {
    use Method::*;
    for (mode, method, expected) in [
        (Mode::NoCors, Post, (Opaque, &[Call][..], Some(Rule::NoCorsOpaque))),
        (Mode::NoCors, Put, (Failed, &[], Some(Rule::NoCorsMethod))),
        (Mode::SameOrigin, Post, (Failed, &[], Some(Rule::SameOriginMode))),
    ] {
        let prediction = preset(|request, answer| {
            *request = Request { method, mode, ..*request };
            answer.origin = AllowOrigin::Missing;
        });
        assert_eq!(outcome(&prediction), expected, "{mode:?} {method:?}");
    }
}

#[test]
fn the_answer_to_a_preflight_is_remembered_as_long_as_it_says() {
    for (max_age, sent, rule) in [
        (MaxAge::Missing, &[Preflight, Call, Call][..], Rule::Remembered),
        (MaxAge::TenMinutes, &[Preflight, Call, Call], Rule::Remembered),
        (MaxAge::Zero, &[Preflight, Call, Preflight, Call], Rule::NotRemembered),
    ] {
        let prediction = preset(|request, answer| {
            request.times = Times::Twice;
            answer.max_age = max_age;
        });
        assert_eq!(
            (&*prediction.sent, prediction.rules.last()),
            (sent, Some(&rule)),
            "{max_age:?}"
        );
    }
    let refused = preset(|request, answer| {
        request.times = Times::Twice;
        *answer = Answer { max_age: MaxAge::TenMinutes, headers: AllowHeaders::Missing, ..*answer };
    });
    assert_eq!(refused.sent, [Preflight, Preflight]);
    assert_eq!(refused.rules.last(), Some(&Rule::RefusalNotRemembered));
}

#[test]
fn every_preset_differs() {
    let mut seen = Vec::new();
    for preset in Preset::ALL {
        assert_eq!(preset as usize, seen.len());
        assert!(!seen.contains(&preset.switches()), "{preset:?}");
        seen.push(preset.switches());
    }
}

#[test]
fn the_query_has_every_switch_of_the_answer() {
    let (_, answer) = Preset::NoPreflightAnswer.switches();
    assert_eq!(
        answer.query(),
        "origin=exact&headers=listed&methods=listed&credentials=true&max-age=missing&redirect=none\
         &preflight-status=404&private-network=missing"
    );
}
