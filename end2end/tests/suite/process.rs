//! The process itself: how it refuses bad settings, and that the sandbox ends with it.

use end2end::{App, block_on, run_to_end};
use std::time::{Duration, Instant};

#[test]
fn five_bad_settings_are_told_together_with_exit_code_78_in_under_a_second() {
    let bad = [
        ("LEPTOS_SITE_ADDR", "here"),
        ("SANDBOX_ADDR", "0.0.0.0:3100"),
        ("PUBLIC_ORIGIN", "localhost"),
        ("LOG_FORMAT", "xml"),
        ("SESSION_KEY", "c2hvcnQ="),
    ];
    // The fastest of some: how long one takes goes by what else the machine does.
    let timed = || {
        let begun = Instant::now();
        (run_to_end(&[], &bad).expect("it starts"), begun.elapsed())
    };
    let (output, took) = (0..5).map(|_| timed()).min_by_key(|(_, took)| *took).expect("five");
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_eq!(output.status.code(), Some(78));
    let told = String::from_utf8_lossy(&output.stderr);
    for (variable, _) in bad {
        assert_eq!(told.matches(&format!("{variable}:")).count(), 1, "{told}");
    }
    assert!(!told.contains("c2hvcnQ="), "a secret is not repeated: {told}");

    let checked = run_to_end(&["--check"], &bad).expect("it starts");
    assert_eq!(checked.status.code(), Some(78));
    let checked = run_to_end(&["--check"], &[]).expect("it starts");
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn help_lists_every_setting() {
    let help = run_to_end(&["--help"], &[]).expect("it starts");
    let help = String::from_utf8_lossy(&help.stdout);
    let example = include_str!("../../../.env.example");
    let named = example
        .lines()
        .filter_map(|line| line.strip_prefix('#')?.split_once("='"))
        .map(|(name, _)| name);
    for variable in named {
        assert!(help.contains(variable), "{variable} is in .env.example and not in --help");
    }
}

#[test]
fn a_port_that_is_taken_is_said_to_be() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = taken.local_addr().expect("its address").to_string();
    let root = end2end::site_root().expect("a built site");
    let root = root.to_str().expect("text");
    let output = run_to_end(&[], &[("LEPTOS_SITE_ADDR", &addr), ("LEPTOS_SITE_ROOT", root)])
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains(&addr) && told.contains("LEPTOS_SITE_ADDR"), "{told}");
}

#[test]
fn metrics_are_counted_on_a_listener_of_their_own_with_the_headers_of_the_site() {
    block_on(async {
        let app = App::start(&[]).await?;
        let refused =
            reqwest::Client::new().post(format!("http://{}/api/nothing", app.addr)).send().await?;
        assert_eq!(refused.status(), 404);
        let metrics = reqwest::get(format!("{}/metrics", app.admin)).await?;
        assert!(metrics.headers().contains_key("content-security-policy"));
        assert!(
            metrics.text().await?.contains("api_requests_rejected_total{kind=\"not_found\"} 1")
        );
        let public = reqwest::get(format!("http://{}/metrics", app.addr)).await?;
        assert_eq!(public.status(), 404);
        Ok(())
    });
}

/// A name with dots is one that somebody can have pointed at this machine, to read its metrics from a page of theirs (DNS rebinding).
#[test]
fn t15_metrics_are_not_told_under_a_name_that_anybody_can_point_here() {
    block_on(async {
        let app = App::start(&[]).await?;
        let http = reqwest::Client::new();
        for (host, status) in [
            ("evil.test", 421),
            ("localhost.evil.test:3200", 421),
            ("127.0.0.1:3200", 200),
            ("localhost", 200),
            ("10.1.2.3:3200", 200),
            ("metrics-of-the-shop:3200", 200),
        ] {
            let answer =
                http.get(format!("{}/metrics", app.admin)).header("host", host).send().await?;
            assert_eq!(answer.status(), status, "{host}");
            assert_eq!(
                answer.text().await?.contains("Metrics are for this machine"),
                status == 421,
                "{host}"
            );
        }
        Ok(())
    });
}

#[test]
fn t9_no_proxy_of_the_environment_stands_between_server_and_zuora() {
    block_on(async {
        let proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"]
            .map(|name| (name, "http://127.0.0.1:9".to_owned()));
        let app = App::start(&proxies).await?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let ready = http.get(format!("http://{}/readyz", app.addr)).send().await?;
        assert_eq!(ready.status(), 200);
        Ok(())
    });
}

#[test]
fn t24_production_is_refused_to_the_demonstration_and_to_http() {
    let production = [
        ("APP_ENV", "production"),
        ("PUBLIC_ORIGIN", "http://shop.example"),
        ("ZUORA_BASE_URL", "https://rest.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_CLIENT_SECRET", "s"),
        ("ZUORA_ACCOUNT_KEY", "A1"),
    ];
    let output = run_to_end(&[], &production).expect("it starts");
    assert_eq!(output.status.code(), Some(78));
    let told = String::from_utf8_lossy(&output.stderr);
    for variable in ["APP_ENV:", "PUBLIC_ORIGIN:", "ZUORA_BASE_URL:", "SESSION_KEY:"] {
        assert!(told.contains(variable), "{variable} in {told}");
    }
}

#[test]
fn t20_verify_page_judges_the_page_that_is_served() {
    block_on(async {
        let app = App::start(&[]).await?;
        let root = end2end::site_root()?.display().to_string();
        let page = format!("{}/", app.site);
        let settings = [("LEPTOS_SITE_ROOT", root.as_str())];
        let verified = run_to_end(&["verify-page", &page], &settings)?;
        assert_eq!(
            verified.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&verified.stderr)
        );

        let manifest = run_to_end(&["manifest"], &settings)?;
        let weaker =
            String::from_utf8(manifest.stdout)?.replace("form-action 'none'", "form-action 'self'");
        let file = std::env::temp_dir().join(format!("manifest-{}.json", std::process::id()));
        std::fs::write(&file, weaker)?;
        let verified = run_to_end(
            &["verify-page", &page, "--manifest", &file.display().to_string()],
            &settings,
        )?;
        let told = String::from_utf8_lossy(&verified.stderr);
        assert_eq!(verified.status.code(), Some(1));
        assert!(told.contains("form-action"), "{told}");
        Ok(())
    });
}

#[cfg(unix)]
#[test]
fn the_sandbox_ends_with_the_server_however_that_ends() {
    block_on(async {
        let app = App::start(&[]).await?;
        let sandbox = format!("{}/sandbox/journal", app.sandbox.clone().ok_or("a sandbox")?);
        assert!(reqwest::get(&sandbox).await?.status().is_success());
        // Dropped, a process is killed: it has no chance to tidy up.
        drop(app);
        let given_up = Instant::now() + Duration::from_secs(5);
        while reqwest::get(&sandbox).await.is_ok() {
            assert!(Instant::now() < given_up, "the sandbox outlives the server");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    });
}
