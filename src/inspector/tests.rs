//! The steps of a run as they follow from what was recorded: in every phase of it, with a sandbox and
//! with a tenant, and when something goes wrong.

use super::*;
use crate::zuora::FromFields as _;
use serde_json::{Value, json};

const URI: &str = "http://127.0.0.1:3100/v1/payment-methods/credit-cards";

/// A run that has ended well, with a preflight of its own.
fn whole() -> Value {
    json!({
        "id": 1, "isSandbox": true, "sent": true,
        "sign": {
            "method": "POST", "url": "http://localhost:3000/api/sign/create-payment-method",
            "bodyText": "{}", "status": 200, "start": 100, "end": 150,
            "reply": {"signature": "S", "token": "T", "uri": URI, "accountKey": "A00000001"},
        },
        "server": [
            {"method": "POST", "url": "http://127.0.0.1:3100/oauth/token", "status": 200, "start": 110, "end": 120},
            {
                "method": "POST", "url": "http://127.0.0.1:3100/v1/hmac-signatures", "status": 200,
                "start": 120, "end": 140, "body": {"uri": URI, "method": "POST", "accountKey": "A00000001"},
                "reply": {"success": true, "signature": "S", "token": "T"},
            },
        ],
        "preflight": {"method": "OPTIONS", "url": URI, "status": 200, "start": 5000, "end": 5010},
        "call": {
            "method": "POST", "url": URI, "status": 200, "start": 4990, "end": 5100, "pressed": 4980,
            "body": {"accountKey": "A00000001"}, "reply": {"success": true},
            "headers": [
                {"name": "accept", "value": "application/json"},
                {"name": "content-type", "value": "application/json"},
                {"name": "signature", "value": "S"},
                {"name": "token", "value": "T"},
            ],
        },
        "confirm": {
            "method": "POST", "url": "http://localhost:3000/api/payment-methods/confirm", "status": 200,
            "start": 5100, "end": 5140,
        },
    })
}

fn run(json: &Value) -> Run {
    Run::from_fields(json).expect("a run")
}

fn without(fields: &[&str]) -> Value {
    let mut json = whole();
    for field in fields {
        json.as_object_mut().expect("an object").remove(*field);
    }
    json
}

fn states(run: &Run) -> Vec<(StepId, State)> {
    steps(run).into_iter().map(|step| (step.id, step.state)).collect()
}

fn state(run: &Run, id: StepId) -> State {
    steps(run).into_iter().find(|step| step.id == id).expect("the step").state
}

#[test]
fn a_run_that_has_ended_well_has_every_step_in_order_and_done() {
    let run = run(&whole());
    assert_eq!(states(&run), StepId::ALL.map(|id| (id, State::Done)));
    let times: Vec<_> = steps(&run).iter().filter_map(|step| step.at).collect();
    assert_eq!(times, [100, 110, 120, 140, 150, 5000, 5010, 5010, 5100, 5100]);
}

#[test]
fn without_a_call_for_a_bearer_token_there_is_no_step_for_one() {
    let mut json = whole();
    json["server"].as_array_mut().expect("a list").remove(0);
    assert!(!states(&run(&json)).iter().any(|(id, _)| *id == StepId::Bearer));
}

#[test]
fn a_signature_that_was_fetched_early_waits_for_the_call() {
    let run = run(&without(&["call", "preflight", "sent", "confirm"]));
    for (id, state) in states(&run) {
        let expected = if id.is_stage_2() { State::Waiting } else { State::Done };
        assert_eq!(state, expected, "{id:?}");
    }
}

#[test]
fn while_the_server_is_called_nothing_after_that_has_happened() {
    let mut json = without(&["call", "preflight", "sent", "confirm", "server"]);
    for field in ["end", "status", "reply"] {
        json["sign"].as_object_mut().expect("an object").remove(field);
    }
    let run = run(&json);
    assert_eq!(state(&run, StepId::SignRequest), State::Running);
    for id in [StepId::HmacRequest, StepId::HmacReply, StepId::SignReply, StepId::Call] {
        assert_eq!(state(&run, id), State::Waiting, "{id:?}");
    }
}

#[test]
fn an_error_of_the_server_tells_nothing_of_its_own_calls() {
    let mut json = without(&["call", "preflight", "sent", "confirm", "server"]);
    json["sign"]["status"] = 502.into();
    let run = run(&json);
    assert_eq!(state(&run, StepId::SignRequest), State::Done);
    assert_eq!(state(&run, StepId::HmacReply), State::Unknown);
    assert_eq!(state(&run, StepId::SignReply), State::Failed);
}

#[test]
fn step_mode_holds_a_call_back() {
    let mut json = without(&["preflight", "sent", "confirm"]);
    json["call"] = json!({"method": "POST", "url": URI, "held": true});
    let run = run(&json);
    assert_eq!(state(&run, StepId::Call), State::Held);
    assert_eq!(state(&run, StepId::CallReply), State::Waiting);
    assert_eq!(state(&run, StepId::Preflight), State::Waiting);
}

#[test]
fn a_preflight_is_remembered_by_the_sandboxs_word_alone() {
    let mut json = whole();
    json["sent"] = false.into();
    let remembered = run(&json);
    assert_eq!(state(&remembered, StepId::Preflight), State::Remembered);
    assert_eq!(state(&remembered, StepId::PreflightReply), State::Remembered);

    let mut json = without(&["preflight", "sent"]);
    json["isSandbox"] = false.into();
    let tenant = run(&json);
    for step in steps(&tenant) {
        let is_preflight = matches!(step.id, StepId::Preflight | StepId::PreflightReply);
        assert_eq!(step.evidence == Evidence::Inferred, is_preflight, "{:?}", step.id);
        assert_eq!(step.state == State::Unknown, is_preflight, "{:?}", step.id);
    }
}

#[test]
fn a_preflight_that_zuora_refuses_ends_the_call() {
    let mut json = without(&["confirm"]);
    json["preflight"]["status"] = 403.into();
    for field in ["status", "reply"] {
        json["call"].as_object_mut().expect("an object").remove(field);
    }
    let run = run(&json);
    assert_eq!(state(&run, StepId::Preflight), State::Done);
    assert_eq!(state(&run, StepId::PreflightReply), State::Failed);
    assert_eq!(state(&run, StepId::Call), State::NotMade);
    assert_eq!(state(&run, StepId::CallReply), State::NotMade);
}

#[test]
fn the_inspectors_own_header_is_no_reason_for_a_preflight() {
    let mut json = without(&[]);
    let headers = json["call"]["headers"].as_array_mut().expect("headers");
    headers.push(json!({"name": "flow-break-abc", "value": "1"}));
    let reasons = needs_preflight(run(&json).call.as_ref().expect("a call"));
    assert!(reasons.contains(&"token".to_owned()), "{reasons:?}");
    assert!(!reasons.iter().any(|reason| reason.contains("flow-break")), "{reasons:?}");
}

#[test]
fn a_preflight_that_allows_another_origin_ends_the_call() {
    let state_with = |allowed: &str| {
        let mut json = without(&["confirm"]);
        json["preflight"]["headers"] =
            json!([{"name": "origin", "value": "http://localhost:3000"}]);
        json["preflight"]["replyHeaders"] =
            json!([{"name": "access-control-allow-origin", "value": allowed}]);
        state(&run(&json), StepId::PreflightReply)
    };
    assert_eq!(state_with("https://shop.example"), State::Failed);
    // Not enough for a call with credentials.
    assert_eq!(state_with("*"), State::Failed);
    assert_eq!(state_with("http://localhost:3000"), State::Done);
}

#[test]
fn zuora_refuses_with_status_200_too() {
    let mut json = whole();
    json["call"]["reply"] = json!({"success": false});
    assert_eq!(state(&run(&json), StepId::CallReply), State::Failed);
}

#[test]
fn only_what_was_created_is_confirmed() {
    let has_confirmation =
        |json: &Value| steps(&run(json)).iter().any(|step| step.id == StepId::Confirm);
    let mut json = without(&["confirm"]);
    assert!(has_confirmation(&json), "it is to come");
    json["call"]["reply"] = json!({"success": false});
    assert!(!has_confirmation(&json), "a refused call has created nothing");
    json["call"]["reply"] = Value::Null;
    assert!(has_confirmation(&json), "without an answer, the server searches");
    json["call"]["method"] = "GET".into();
    assert!(!has_confirmation(&json), "a file was fetched");
}

#[test]
fn what_was_signed_is_compared_with_what_was_sent() {
    let fields = |run: &Run| -> Vec<_> {
        comparisons(run).into_iter().map(|one| (one.field, one.matches())).collect()
    };
    let same = [("uri", true), ("method", true), ("accountKey", true)];
    assert_eq!(fields(&run(&whole())), same);
    let mut json = whole();
    json["call"]["body"]["accountKey"] = "A00000002".into();
    json["call"]["url"] = "http://127.0.0.1:3100/v1/accounts".into();
    let other = [("uri", false), ("method", true), ("accountKey", false)];
    assert_eq!(fields(&run(&json)), other);
    assert_eq!(fields(&run(&without(&["call"]))), same, "nothing was sent yet");
}

/// Fetch: CORS-unsafe request-header names, sorted and in lower case.
#[test]
fn the_preflight_is_inferred_as_browsers_send_it() {
    let call = run(&whole()).call.expect("a call");
    assert_eq!(needs_preflight(&call), ["content-type: application/json", "signature", "token"]);
    let preflight = inferred(&call);
    assert_eq!((&*preflight.method, &*preflight.url), ("OPTIONS", URI));
    assert_eq!(preflight.header("Access-Control-Request-Method"), Some("POST"));
    let names = preflight.header("Access-Control-Request-Headers");
    assert_eq!(names, Some("content-type,signature,token"));

    let simple = |content_type: &str, method: &str| {
        let headers = vec![Header { name: "Content-Type".into(), value: content_type.into() }];
        let call = Exchange { method: method.into(), headers, ..Exchange::default() };
        needs_preflight(&call)
    };
    assert!(simple("text/plain; charset=utf-8", "POST").is_empty());
    assert_eq!(simple("text/plain", "PUT"), ["PUT"]);
    assert_eq!(simple("application/json", "GET"), ["content-type: application/json"]);
}

#[test]
fn a_command_line_survives_quotes_and_names_no_bearer_token() {
    let exchange = Exchange {
        method: "POST".into(),
        url: URI.into(),
        body: r#"{"name": "Dale's"}"#.into(),
        ..Exchange::default()
    };
    let command = curl(&exchange, true);
    assert!(command.contains(r#"--data '{"name": "Dale'\''s"}'"#), "{command}");
    assert!(command.contains("Authorization: $ZUORA_BEARER"), "{command}");
    assert!(!curl(&exchange, false).contains("Authorization"));
}

#[test]
fn arrows_go_down_in_order_and_a_longer_wait_is_a_longer_way() {
    let arrows = arrows(&steps(&run(&whole())));
    assert_eq!(arrows.len(), 10);
    assert!(arrows.windows(2).all(|two| two[0].y < two[1].y));
    let way = |at: usize| arrows[at].y - arrows[at - 1].y;
    // From the end of stage 1 to the preflight it is 485 ms; to the bearer token 1 ms.
    assert!(way(5) > way(1), "{} {}", way(5), way(1));
    assert_eq!(arrows[0].time, Some(0));
    assert_eq!((arrows[0].from, arrows[0].to), (x(Lifeline::Browser), x(Lifeline::Server)));
    assert!(height(&arrows) > arrows[9].y);
    assert!(self::arrows(&[]).is_empty());
}

#[test]
fn the_diagram_as_text_has_an_arrow_for_each_step() {
    let diagram = text_diagram(&steps(&Run::default()), ["Browser", "Your server", "Zuora"]);
    let lines: Vec<_> = diagram.lines().collect();
    assert_eq!(
        lines[..7],
        [
            "Browser         Your server     Zuora",
            "   │───────1──────►│               │",
            "   │               │───────2──────►│",
            "   │               │◄──────3───────│",
            "   │◄──────4───────│               │",
            "   │───────────────5──────────────►│",
            "   │◄──────────────6───────────────│",
        ]
    );
    assert_eq!(lines.len(), 10);
}

/// What the recorder hands over is read and drawn whatever it holds: the panel is a teacher, and must
/// not fail while a lesson goes wrong.
#[test]
fn fuzz_recorded_run() {
    crate::fuzz::fuzz("recorded_run", |bytes| {
        let Ok(json) = serde_json::from_slice::<Value>(bytes) else { return };
        let Some(run) = Run::from_fields(&json) else { return };
        let ids: Vec<_> = steps(&run).into_iter().map(|step| step.id).collect();
        assert!(!ids.is_empty());
        for exchange in run.server.iter().chain([&run.sign]).chain(&run.call) {
            let _ = (exchange.duration(), exchange.is_done());
        }
    });
}
