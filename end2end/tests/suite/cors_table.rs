//! The rules of `src/cors_rules.rs` against the browser: every combination of the laboratory's switches,
//! called for real. Each outcome, and what the sandbox has received for it, is what the rules predict.

use end2end::{
    BrowserTest, Result, Setup, browser_test,
    cors_rules::{
        AllowCredentials, AllowHeaders, AllowMethods, AllowOrigin, Answer, Credentials, Engine,
        HeaderSet, MaxAge, Method, Mode, Outcome, Prediction, PreflightStatus, Preset,
        PrivateNetwork, Redirect, Request, Sent, Switch, Times, predict,
    },
};
use serde_json::{Value, json};
use std::{collections::HashMap, mem::take};

/// As many exchanges at a time as the journal keeps, with room for a last call.
const MAX_PREDICTED: usize = 980;

/// Makes the calls, a few at a time, and returns the outcome of each. A call that is made twice has to be
/// over within the time for which the answer to its preflight counts.
const CALL: &str = r#"async (runs) => {
  const outcome = async ({ url, init, times }) => {
    const start = performance.now();
    let outcome;
    for (let time = 0; time < times; time++) {
      try {
        const answer = await fetch(url, init);
        if (answer.type === "opaque") outcome = answer.status ? "?" : "Opaque";
        else outcome = answer.status === 200 && (await answer.json()).arrived ? "Readable" : "?";
      } catch (error) {
        outcome = error instanceof TypeError ? "Failed" : "?";
      }
    }
    return times > 1 && performance.now() - start > 4000 ? "slow" : outcome;
  };
  const outcomes = [];
  let next = 0;
  const work = async () => {
    while (next < runs.length) {
      const at = next++;
      outcomes[at] = await outcome(runs[at]);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return outcomes;
}"#;

struct Run {
    name: String,
    request: Request,
    answer: Answer,
    prediction: Prediction,
}

impl Run {
    fn as_json(&self, sandbox: &str) -> Value {
        let Request { method, mode, credentials, headers, times } = self.request;
        let url =
            format!("{sandbox}/sandbox/cors-laboratory/{}?{}", self.name, self.answer.query());
        let headers: HashMap<_, _> = headers.headers().iter().copied().collect();
        let init = json!({
            "method": method.token(), "mode": mode.value(), "credentials": credentials.value(),
            "headers": headers, "body": (method != Method::Get).then_some("{}"),
            // A call without CORS would hide its origin otherwise, and the sandbox refuses that.
            "referrerPolicy": "origin",
        });
        json!({"url": url, "init": init, "times": if times == Times::Twice { 2 } else { 1 }})
    }
}

#[test]
fn what_the_rules_predict_is_what_the_browser_does_for_every_combination() {
    browser_test(Setup::default(), async |test| {
        test.page.goto(&format!("{}/operations", test.site), None).await?;
        let mut batch = Vec::new();
        let mut counts = HashMap::new();
        for (index, (request, answer)) in combinations().into_iter().enumerate() {
            let prediction = predict(request, answer, Engine::Browser);
            *counts.entry(prediction.outcome).or_insert(0) += 1;
            batch.push(Run { name: format!("run{index}"), request, answer, prediction });
            let predicted: usize = batch.iter().map(|run| run.prediction.sent.len()).sum();
            if predicted >= MAX_PREDICTED {
                compare(test, take(&mut batch)).await?;
            }
        }
        compare(test, batch).await?;
        println!("compared: {counts:?}");
        assert!(counts.values().sum::<usize>() > 3500, "{counts:?}");
        assert!(counts.values().all(|count| *count > 50), "{counts:?}");
        Ok(())
    });
}

/// Calls, and compares outcomes and exchanges with the predictions.
async fn compare(test: &BrowserTest, mut runs: Vec<Run>) -> Result {
    let mut wrong = Vec::new();
    for _ in 0..5 {
        let again;
        (again, wrong) = call_and_compare(test, runs).await?;
        if again.is_empty() {
            return Ok(());
        }
        // Under another name, for which no preflight is remembered.
        runs = again.into_iter().map(|run| Run { name: format!("{}x", run.name), ..run }).collect();
    }
    assert!(wrong.is_empty(), "{} differ each time:\n{}", wrong.len(), wrong.join("\n"));
    Err("two calls in a row take four seconds".into())
}

/// Returns the runs to be made again, and why. Some took too long to say anything. A browser may
/// also forget a preflight when it likes, so only what differs each time is a difference.
async fn call_and_compare(test: &BrowserTest, runs: Vec<Run>) -> Result<(Vec<Run>, Vec<String>)> {
    let calls: Vec<_> = runs.iter().map(|run| run.as_json(&test.sandbox.url)).collect();
    let outcomes: Vec<String> = test.page.evaluate(CALL, Some(&calls)).await?;
    let mut seen = HashMap::<String, Vec<Sent>>::new();
    let journal = test.sandbox.journal().await?;
    test.sandbox.reset().await?;
    for exchange in journal {
        let path = exchange["path"].as_str().unwrap_or_default();
        let Some(run) = path.strip_prefix("/sandbox/cors-laboratory/") else { continue };
        let sent = if exchange["method"] == "OPTIONS" { Sent::Preflight } else { Sent::Call };
        seen.entry(run.trim_end_matches("/moved").to_owned()).or_default().push(sent);
    }
    let (mut again, mut wrong) = (Vec::new(), Vec::new());
    for (run, outcome) in runs.into_iter().zip(outcomes) {
        if outcome == "slow" {
            again.push(run);
            continue;
        }
        let sent = seen.remove(&run.name).unwrap_or_default();
        let Prediction { sent: predicted, outcome: expected, rules, .. } = &run.prediction;
        if (&outcome, &sent) != (&format!("{expected:?}"), predicted) {
            wrong.push(format!(
                "{:?} {:?}: predicted {expected:?} {predicted:?} by {rules:?}, and it was {outcome} {sent:?}",
                run.request, run.answer
            ));
            again.push(run);
        }
    }
    Ok((again, wrong))
}

/// Every combination that means something.
fn combinations() -> Vec<(Request, Answer)> {
    let mut all = Vec::new();
    for request in requests() {
        let answers = answers().into_iter().filter(|answer| means_something(request, *answer));
        all.extend(answers.map(|answer| (request, answer)));
    }
    all
}

/// What is left out, because the standard does not let it matter.
fn means_something(request: Request, answer: Answer) -> bool {
    let (_, usual) = Preset::Works.switches();
    let has_unsafe_headers = !matches!(request.headers, HeaderSet::None | HeaderSet::PlainText);
    let is_safelisted = request.method != Method::Put;
    let is_cors = request.mode == Mode::Cors;
    let has_preflight = is_cors && (has_unsafe_headers || !is_safelisted);
    let passes_origin = match answer.origin {
        AllowOrigin::Exact => {
            request.credentials != Credentials::Include || answer.credentials == usual.credentials
        }
        AllowOrigin::Any => request.credentials != Credentials::Include,
        _ => false,
    };
    let has_other_lists = answer.methods != usual.methods || answer.headers != usual.headers;
    let unusual = [
        answer.origin != usual.origin,
        answer.headers != usual.headers,
        answer.methods != usual.methods,
        answer.credentials != usual.credentials,
        answer.redirect != usual.redirect,
        answer.preflight_status != usual.preflight_status,
    ];
    let unusual = unusual.into_iter().filter(|is_unusual| *is_unusual).count();
    // Nothing is sent across origins, whatever the answer would be.
    if request.mode == Mode::SameOrigin && (answer != usual || request.times == Times::Twice) {
        return false;
    }
    // Nobody reads the answer's permissions. Whether there are any is tried all the same.
    if request.mode == Mode::NoCors
        && (answer.credentials != usual.credentials
            || !matches!(answer.origin, AllowOrigin::Exact | AllowOrigin::Missing))
    {
        return false;
    }
    // What only a preflight is asked.
    if !has_preflight
        && (answer.preflight_status != usual.preflight_status
            || answer.redirect == Redirect::Preflight
            || request.times == Times::Twice)
    {
        return false;
    }
    // A method or a header that needs no permission.
    if (!has_preflight || is_safelisted) && answer.methods != usual.methods
        || (!has_preflight || !has_unsafe_headers) && answer.headers != usual.headers
    {
        return false;
    }
    // The lists of an answer whose origin or status does not pass are never read (CORS-preflight fetch,
    // step 8).
    let is_redirected = answer.redirect == Redirect::Preflight;
    if has_other_lists
        && !(passes_origin && !is_redirected && answer.preflight_status == usual.preflight_status)
    {
        return false;
    }
    // An answer has one status.
    if answer.redirect == Redirect::Preflight && answer.preflight_status != usual.preflight_status {
        return false;
    }
    // How long a preflight counts shows in a second call, and not in what else is allowed: it is tried with
    // every single deviation from what Zuora would answer. Of a refusal the time is not read, either.
    let is_refused = !predict(request, answer, Engine::Browser).arrives();
    let tells_time = match request.times {
        Times::Once => answer.max_age == usual.max_age,
        Times::Twice if is_refused => unusual == 1 && answer.max_age == MaxAge::TenMinutes,
        Times::Twice => unusual <= 1,
    };
    if !tells_time {
        return false;
    }
    // It matters to no call from this machine to this machine: tried with every request.
    answer.private_network == usual.private_network
        || answer == Answer { private_network: answer.private_network, ..usual }
}

fn requests() -> Vec<Request> {
    let mut all = Vec::new();
    for &method in Method::ALL {
        for &mode in Mode::ALL {
            for &credentials in Credentials::ALL {
                for &headers in HeaderSet::ALL {
                    for &times in Times::ALL {
                        all.push(Request { method, mode, credentials, headers, times });
                    }
                }
            }
        }
    }
    all
}

fn answers() -> Vec<Answer> {
    let (_, usual) = Preset::Works.switches();
    let mut all = vec![usual];
    all = with(all, AllowOrigin::ALL, |answer, origin| answer.origin = origin);
    all = with(all, AllowHeaders::ALL, |answer, headers| answer.headers = headers);
    all = with(all, AllowMethods::ALL, |answer, methods| answer.methods = methods);
    all = with(all, AllowCredentials::ALL, |answer, credentials| answer.credentials = credentials);
    all = with(all, MaxAge::ALL, |answer, max_age| answer.max_age = max_age);
    all = with(all, Redirect::ALL, |answer, redirect| answer.redirect = redirect);
    all = with(all, PreflightStatus::ALL, |answer, status| answer.preflight_status = status);
    with(all, PrivateNetwork::ALL, |answer, value| answer.private_network = value)
}

/// Each of these answers with each value of a switch.
fn with<S: Switch>(
    answers: Vec<Answer>,
    values: &[S],
    set: impl Fn(&mut Answer, S),
) -> Vec<Answer> {
    let mut all = Vec::new();
    for answer in answers {
        for &value in values {
            let mut changed = answer;
            set(&mut changed, value);
            all.push(changed);
        }
    }
    all
}

/// The comparison itself: with a rule that is wrong, it fails.
#[test]
#[should_panic(expected = "predicted Opaque")]
fn a_wrong_prediction_is_found() {
    browser_test(Setup::default(), async |test| {
        test.page.goto(&format!("{}/operations", test.site), None).await?;
        let (request, answer) = Preset::Works.switches();
        let prediction =
            Prediction { outcome: Outcome::Opaque, ..predict(request, answer, Engine::Browser) };
        compare(test, vec![Run { name: "wrong".into(), request, answer, prediction }]).await
    });
}
