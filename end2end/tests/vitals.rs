//! How fast the page is. Times are only comparable on a machine that does nothing else, so
//! `cargo xtask vitals` runs these tests, one at a time, and `cargo xtask test` does not.

use end2end::{AddCardPage, App, BrowserTest, Result, Setup, block_on, browser_test};
use playwright_rs::protocol::KeyboardOptions;
use serde_json::{Value, json};
use std::{env, fs, path::Path, process::Command};

/// Lighthouse's mobile preset, three times; the median counts.
/// The pages for customers, and those for developers.
const PATHS: [&str; 7] =
    ["/", "/account", "/documents", "/hosted-page", "/operations", "/tour", "/cors"];

#[test]
#[ignore = "needs a quiet machine: cargo xtask vitals"]
fn lighthouse_finds_nothing_to_improve_on_a_phone() {
    let app = block_on(App::start(&[]));
    let faults: Vec<_> =
        PATHS.iter().flat_map(|path| faults(&format!("{}{path}", app.site))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What Lighthouse would improve in three visits of a page. Of its scores for speed, the median
/// counts.
fn faults(url: &str) -> Vec<String> {
    let (mut faults, mut performance) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        // Now and then it loses the beginning of its own trace, and says to run it again.
        let report = match lighthouse(url).or_else(|_| lighthouse(url)) {
            Ok(report) => report,
            Err(error) => panic!("Lighthouse did not run: {error}"),
        };
        let score = |category: &str| {
            report["categories"][category]["score"].as_f64().unwrap_or_default() * 100.0
        };
        let metric =
            |audit: &str| report["audits"][audit]["numericValue"].as_f64().unwrap_or(f64::MAX);
        for category in ["accessibility", "best-practices", "seo"] {
            if score(category) < 99.5 {
                faults.push(format!("{url}: {category}: {}", failed_audits(&report)));
            }
        }
        let shift = metric("cumulative-layout-shift");
        if shift > 0.0 {
            faults.push(format!("{url}: the layout shifts by {shift}"));
        }
        println!(
            "{url}: performance {}, accessibility {}, best practices {}, SEO {}; first contentful paint {:.0} ms, \
             largest {:.0} ms, total blocking time {:.0} ms, interactive {:.0} ms",
            score("performance"),
            score("accessibility"),
            score("best-practices"),
            score("seo"),
            metric("first-contentful-paint"),
            metric("largest-contentful-paint"),
            metric("total-blocking-time"),
            metric("interactive"),
        );
        performance.push(score("performance"));
    }
    performance.sort_by(f64::total_cmp);
    if performance[1] < 98.5 {
        faults.push(format!("{url}: performance {performance:?}"));
    }
    faults
}

fn lighthouse(url: &str) -> Result<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lighthouse");
    let report = env::temp_dir().join(format!("lighthouse-{}.json", std::process::id()));
    let mut command = Command::new("node");
    command
        .arg(folder.join("node_modules/lighthouse/cli/index.js"))
        .args([url, "--quiet", "--output=json"])
        .arg(format!("--output-path={}", report.display()))
        .arg(
            "--chrome-flags=--headless=new --no-sandbox --disable-quic --disable-background-networking --disable-component-update \
             --disable-sync",
        );
    if let Some(browser) = end2end::browser_path() {
        command.env("CHROME_PATH", browser);
    }
    let ended = command.status()?;
    if !ended.success() {
        return Err(ended.to_string().into());
    }
    let written = fs::read(&report)?;
    fs::remove_file(report)?;
    Ok(serde_json::from_slice(&written)?)
}

fn failed_audits(report: &Value) -> String {
    let audits = report["audits"].as_object().into_iter().flatten();
    let failed =
        audits.filter(|(_, audit)| audit["score"].as_f64().is_some_and(|score| score < 1.0));
    failed.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ")
}

/// By this factor the processor is slowed down.
const SLOW_DOWN: u32 = 4;
/// Between key and paint.
const MAX_MS: f64 = 50.0;

/// Twenty keys a second.
fn fast_typist() -> KeyboardOptions {
    KeyboardOptions::builder().delay(50.0).build()
}

/// The fastest of three rounds counts. A fourth one, without the page's code, measures the browser
/// and the machine by themselves.
#[test]
#[ignore = "needs a quiet machine: cargo xtask vitals"]
fn a_key_is_on_the_screen_within_50_ms_on_a_slow_machine() {
    browser_test(Setup::default(), async |test| {
        let mut least = f64::MAX;
        for round in 1..=3 {
            let form = test.open_add_card().await?;
            let slowest = type_cards(test, &form).await?;
            println!("round {round}: 98 of 100 keys within {slowest} ms");
            least = least.min(slowest);
        }
        test.abort_requests("**/boot.js*").await?;
        test.page.goto(&test.site, None).await?;
        let floor = type_cards(test, &test.add_card_page()).await?;
        println!("without the page's code: {floor} ms");
        assert!(least < MAX_MS, "{least} ms");
        Ok(())
    });
}

/// The 98th percentile of the time between a key and its paint, in milliseconds.
async fn type_cards(test: &BrowserTest, form: &AddCardPage) -> Result<f64> {
    let devtools = test.page.context()?.new_cdp_session(&test.page).await?;
    let slow_down = json!({"rate": SLOW_DOWN});
    devtools.send("Emulation.setCPUThrottlingRate", Some(slow_down)).await?;
    // Chromium reports events that took 16 ms or more until they were painted; faster ones are
    // counted as 16 ms.
    test
        .page
        .evaluate_expression(
            "window.took = []; window.keys = 0; addEventListener('keydown', () => keys++, true); \
             new PerformanceObserver((list) => list.getEntries().forEach(({ name, duration }) => name === 'keydown' && took.push(duration))) \
                 .observe({ type: 'event', durationThreshold: 16 })",
        )
        .await?;
    // Groups, brands, hints and errors all change while these are typed.
    let keyboard = test.page.keyboard();
    for (number, code) in [
        ("4111111111111111", "123"),
        ("378282246310004", "123"),
        ("378282246310005", "1234"),
        ("6011111111111118", "12"),
        ("30569309025904", "123"),
    ] {
        for field in form.fields() {
            field.fill("", None).await?;
        }
        form.number().focus().await?;
        for text in [number, "10", "2034", "Grace Hopper", code] {
            keyboard.type_text(text, Some(fast_typist())).await?;
            keyboard.press("Tab", None).await?;
        }
    }
    let script = "() => new Promise((done) => setTimeout(() => done([keys, took]), 500))";
    let (keys, mut took): (usize, Vec<f64>) = test.page.evaluate(script, None::<&()>).await?;
    assert!(keys > 180, "{keys} keys");
    devtools.detach().await?;
    took.resize(keys, 16.0);
    took.sort_by(f64::total_cmp);
    Ok(took[keys * 98 / 100])
}
