//! One step of the list, and what it holds when it is opened.

use super::Shown;
use crate::{
    inspector::{
        Comparison, Evidence, Exchange, Header, Run, Step, StepId, comparisons, curl, inferred,
        needs_preflight,
    },
    words::InspectorWords,
};
use leptos::prelude::*;

/// The names of the states, for styles and tests.
pub const STATES: [&str; 7] =
    ["waiting", "held", "running", "done", "failed", "remembered", "unknown"];

#[expect(non_snake_case)]
pub fn StepView(id: StepId, shown: Shown) -> AnyView {
    let words = InspectorWords::current();
    let step = Memo::new(move |_| {
        shown.steps.with(|steps| steps.iter().find(|step| step.id == id).cloned())
    });
    let state = move || step.with(|step| step.as_ref().map(|step| step.state).unwrap_or_default());
    let details = Memo::new(move |_| shown.run.get().zip(step.get()));
    view! {
        <li hidden=move || step.with(Option::is_none) data-state=move || STATES[state() as usize]>
            <details>
                <summary>
                    <span class="number">{id.number()}</span>
                    " "
                    <span>{words.steps[id as usize]}</span>
                    " "
                    <span class="state">{move || words.states[state() as usize]}</span>
                    " "
                    <span class="time">{move || time(&shown, &step.get()?)}</span>
                </summary>
                <p>{words.meanings[id as usize]}</p>
                {move || details.get().map(|(run, step)| opened(&run, &step, shown))}
                {difference(words.article[id as usize], words)}
            </details>
        </li>
    }
    .into_any()
}

/// Since the first step, in milliseconds.
fn time(shown: &Shown, step: &Step) -> Option<String> {
    let first = shown.steps.with(|steps| steps.iter().find_map(|step| step.at))?;
    Some(["+", &milliseconds(step.at?.saturating_sub(first))].concat())
}

/// Tenths of a millisecond, with their unit.
pub fn milliseconds(tenths: u32) -> String {
    [&*(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), " ms"].concat()
}

fn difference(article: &'static str, words: &'static InspectorWords) -> Option<impl IntoView> {
    (!article.is_empty()).then(|| {
        view! {
            <p class="article">
                <strong>{words.article_says}</strong>
                " "
                {article}
            </p>
        }
    })
}

fn opened(run: &Run, step: &Step, shown: Shown) -> AnyView {
    let words = InspectorWords::current();
    let id = step.id;
    let is_preflight = matches!(id, StepId::Preflight | StepId::PreflightReply);
    let guess = run.call.as_ref().filter(|_| is_preflight).map(inferred);
    let exchange = id.exchange(run).or(guess.as_ref());
    let is_whole = matches!(id, StepId::Bearer | StepId::Confirm);
    let evidence = view! { <p class="badge">{words.evidence[step.evidence as usize]}</p> };
    let exchange = exchange.map(|exchange| {
        let request = (!id.is_reply() || is_whole).then(|| request(run, exchange));
        let answer = (id.is_reply() || is_whole).then(|| answer(run, exchange));
        let place = exchange.place.clone().filter(|_| step.evidence != Evidence::Inferred);
        let is_server = step.evidence == Evidence::Server;
        let command = curl(exchange, is_server);
        let (run, part) = (run.id, part(id));
        view! {
            {request}
            {answer}
            {place.map(|place| view! { <p>{words.code} ": " <code>{place}</code></p> })}
            <div class="bar">
                <button
                    type="button"
                    class="quiet"
                    on:click:capture=move |_| shown.recorder.with_value(|it| it.copy(&command))
                >
                    {words.copy_curl}
                </button>
                <button
                    type="button"
                    class="quiet"
                    on:click:capture=move |_| shown.recorder.with_value(|it| it.copy_json(run, part))
                >
                    {words.copy_json}
                </button>
            </div>
        }
    });
    let about_preflight = is_preflight.then(|| preflight(run, id)).flatten();
    let bound = matches!(id, StepId::HmacRequest | StepId::Call)
        .then(|| comparisons(run).into_iter().map(comparison).collect::<Vec<_>>());
    let early = (id == StepId::SignRequest && is_early(run))
        .then(|| view! { <p class="badge">{words.early}</p> });
    view! {
        {evidence}
        {early}
        {about_preflight}
        {exchange}
        {bound.map(|bound| view! { <ul class="bound">{bound}</ul> })}
    }
    .into_any()
}

/// The recorder's name of the exchange.
fn part(id: StepId) -> &'static str {
    match id {
        StepId::SignRequest | StepId::SignReply => "sign",
        StepId::Bearer => "/oauth/token",
        StepId::HmacRequest | StepId::HmacReply => "/v1/hmac-signatures",
        StepId::Preflight | StepId::PreflightReply => "preflight",
        StepId::Call | StepId::CallReply => "call",
        StepId::Confirm => "confirm",
    }
}

fn is_early(run: &Run) -> bool {
    let pressed = run.call.as_ref().and_then(|call| call.pressed);
    pressed.zip(run.sign.start).is_some_and(|(pressed, start)| start < pressed)
}

fn request(run: &Run, exchange: &Exchange) -> AnyView {
    let words = InspectorWords::current();
    view! {
        <h3>{words.request}</h3>
        <p class="line">
            <code>{[&*exchange.method, " ", &exchange.url].concat()}</code>
        </p>
        {headers(run, &exchange.headers)}
        {body(run, &exchange.body)}
    }
    .into_any()
}

fn answer(run: &Run, exchange: &Exchange) -> AnyView {
    let words = InspectorWords::current();
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| words.unknown.to_owned());
    let size = exchange.size.map(|size| [&*size.to_string(), " ", words.bytes].concat());
    let facts = [
        (words.status, or_unknown(exchange.status.map(|status| status.to_string()))),
        (words.duration, or_unknown(exchange.duration().map(milliseconds))),
        (words.size, or_unknown(size)),
    ];
    let facts = facts.map(|(name, fact)| view! { <li>{name} ": " {fact}</li> });
    view! {
        <h3>{words.answer}</h3>
        <ul class="facts">{facts.into_iter().collect::<Vec<_>>()}</ul>
        {headers(run, &exchange.reply_headers)}
        {body(run, &exchange.reply)}
    }
    .into_any()
}

fn headers(run: &Run, headers: &[Header]) -> Option<AnyView> {
    let lines = headers.iter().map(|header| {
        let value = credential(run, &header.value, header.value.clone());
        view! { <li><code>{header.name.clone()} ": " {value}</code></li> }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| view! { <ul class="headers">{lines}</ul> }.into_any())
}

/// JSON, in which signature and token have their colours.
fn body(run: &Run, text: &str) -> Option<AnyView> {
    let pieces = text.split('"').enumerate().map(|(index, piece)| {
        let quote = if index == 0 { "" } else { "\"" };
        view! { {quote} {credential(run, piece, piece.to_owned())} }
    });
    let pieces: Vec<_> = pieces.collect();
    (!text.is_empty()).then(|| view! { <pre tabindex="0">{pieces}</pre> }.into_any())
}

/// A value, in the colour of signature or token where it is one of the two; struck through once it is
/// used up.
fn credential(run: &Run, value: &str, text: String) -> AnyView {
    let is = |one: &Option<String>| one.as_deref() == Some(value);
    let class = match (is(&run.sign.signature), is(&run.sign.token)) {
        (true, _) => "signature",
        (_, true) => "token",
        _ => return text.into_any(),
    };
    let is_used = class == "token" && run.call.as_ref().is_some_and(|call| call.status.is_some());
    let words = InspectorWords::current();
    match is_used {
        true => view! { <s class=class title=words.used_up>{text}</s> }.into_any(),
        false => view! { <span class=class>{text}</span> }.into_any(),
    }
}

fn comparison(comparison: Comparison) -> AnyView {
    let words = InspectorWords::current();
    let verdict = match (&comparison.sent, comparison.matches()) {
        (None, _) => "",
        (_, true) => words.matches,
        (_, false) => words.mismatch,
    };
    let sent = comparison.sent.clone().filter(|_| !comparison.matches());
    let class = if comparison.matches() { "match" } else { "mismatch" };
    view! {
        <li class=class>
            {words.bound} " " {comparison.field} " " <code>{comparison.signed}</code> " " {verdict} " "
            {sent.map(|sent| view! { <code>{sent}</code> })}
        </li>
    }
    .into_any()
}

/// What is known of the preflight beside its exchange.
fn preflight(run: &Run, id: StepId) -> Option<AnyView> {
    let words = InspectorWords::current();
    let call = run.call.as_ref()?;
    let reasons = needs_preflight(call);
    let why = (id == StepId::Preflight && !reasons.is_empty()).then(|| {
        view! { <p>{words.needs_preflight} " " <code>{reasons.join(", ")}</code></p> }
    });
    let known = match run.sent {
        Some(true) => None,
        Some(false) => Some(words.remembered_now),
        None => Some(words.inferred_preflight),
    };
    let age = run.preflight.as_ref().and_then(|it| it.reply_header("access-control-max-age"));
    let age = age.filter(|_| id == StepId::PreflightReply).map(|age| [age, " s"].concat());
    Some(
        view! {
            {why}
            {known.map(|known| view! { <p>{known}</p> })}
            {age.map(|age| view! { <p>{words.remembered_until} " " {age}</p> })}
        }
        .into_any(),
    )
}
