//! The content security policy and Trusted Types.

use crate::{page::A_MOMENT, visit::Visit};
use end2end::{OtherSite, Result, nothing_happens_for};
use serde_json::{Value, json};

/// Each adds code in another way. What runs leaves a mark on the document, which every engine's
/// driver can see.
const INJECT: &str = "const { origin, ways } = argument;
    const code = \"document.documentElement.dataset.owned = 'yes'\";
    const add = (name, attributes, text = '') => {
        const one = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
        one.append(text);
        document.body.append(one);
        return one;
    };
    const all = {
        inline: () => add('script', {}, code),
        module: () => add('script', { type: 'module' }, code),
        handler: () => add('p', { onclick: code }).click(),
        link: () => add('a', { href: `javascript:${code}` }).click(),
        foreign: () => add('script', { src: origin }),
        markup: () => document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"${code}\">`),
    };
    const done = [];
    for (const way of ways) {
        try { all[way](); } catch {}
        await new Promise((resume) => setTimeout(resume, 150));
        if (document.documentElement.dataset.owned) done.push(way);
        delete document.documentElement.dataset.owned;
    }
    return done";
const WAYS: [&str; 6] = ["inline", "module", "handler", "link", "foreign", "markup"];

pub async fn injected_code_does_not_run(visit: &Visit) -> Result {
    let code = "document.documentElement.dataset.owned = 'yes'";
    let elsewhere = OtherSite::with_page(code.into()).await?;
    visit.open("/").await?;
    let inject = json!({"origin": elsewhere.origin, "ways": WAYS});
    let done: Vec<String> = visit.script_that_waits(INJECT, inject).await?;
    assert_eq!(done, Vec::<String>::new());
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
    // The twin: where there is no such policy, they run.
    let willing = OtherSite::with_page("<p>No policy</p>".into()).await?;
    visit.driver.goto(&*willing.origin).await?;
    let ways = ["inline", "handler", "markup"];
    let inject = json!({"origin": elsewhere.origin, "ways": ways});
    let done: Vec<String> = visit.script_that_waits(INJECT, inject).await?;
    assert_eq!(done, ways);
    Ok(())
}

const SEND: &str = "const ways = {
        fetch: () => fetch(argument, { method: 'POST', body: 'x', mode: 'no-cors' }),
        beacon: () => navigator.sendBeacon(argument, 'x'),
        image: () => { new Image().src = argument; },
        frame: () => { const it = document.createElement('iframe'); it.src = argument; document.body.append(it); },
        form: () => { const it = document.createElement('form'); it.action = argument; it.method = 'post';
            document.body.append(it); it.submit(); },
    };
    for (const way of Object.values(ways)) {
        try { await way(); } catch {}
        await new Promise((resume) => setTimeout(resume, 100));
    }
    return true";

pub async fn nothing_is_sent_to_anybody_else(visit: &Visit) -> Result {
    let elsewhere = OtherSite::with_page(String::new()).await?;
    visit.open("/").await?;
    visit.script_that_waits::<bool>(SEND, json!(elsewhere.origin)).await?;
    nothing_happens_for(A_MOMENT).await;
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
    // The twin: from a page without the policy they arrive.
    let willing = OtherSite::with_page("<p>No policy</p>".into()).await?;
    visit.driver.goto(&*willing.origin).await?;
    // The last way leaves the page, and the script has no end then.
    let without_form = SEND.replace("it.submit();", "");
    visit.script_that_waits::<bool>(&without_form, json!(elsewhere.origin)).await?;
    assert!(elsewhere.requests().len() >= 3, "{:?}", elsewhere.requests());
    Ok(())
}

/// Every engine has Trusted Types, and the page's policy refuses markup that runs or leads elsewhere.
pub async fn markup_that_runs_is_refused(visit: &Visit) -> Result {
    visit.open("/").await?;
    assert!(visit.script::<bool>("return 'trustedTypes' in window", vec![]).await?);
    let refused =
        ["<script>x</script>", "<iframe src=x>", "<img src=x onerror=x>", "<form action=x>"];
    let accepted = ["<p class=\"notice\"><b>Card saved</b><!----></p>"];
    let pass = "return arguments[0].filter((markup) => {
        try { document.createElement('div').innerHTML = markup; return true; } catch { return false; } })";
    let passed = async |all: &[&str]| visit.script::<Value>(pass, vec![json!(all)]).await;
    assert_eq!(passed(&refused).await?, json!([]));
    assert_eq!(passed(&accepted).await?, json!(accepted));
    Ok(())
}
