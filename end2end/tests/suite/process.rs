//! The process as a whole: its metrics, its child, its calls to Zuora, and its own checks.

use end2end::{App, Result, block_on, run_to_end, wait_until};

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

/// DNS rebinding: the owner of a domain can point it at this machine, and read its metrics from a
/// page there.
#[test]
fn t15_metrics_are_not_served_under_a_host_name_that_anybody_can_point_here() {
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

/// Has the server ask Zuora for a signature. Returns the status.
async fn sign(app: &App) -> Result<u16> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let page = http.get(&app.site).send().await?;
    let cookie = page.headers()["set-cookie"].to_str()?.split(';').next().unwrap_or_default();
    let signing = http.post(format!("{}/api/sign/create-payment-method", app.site)).body("{}");
    let signing = signing.header("cookie", cookie).header("origin", &app.site);
    Ok(signing.header("content-type", "application/json").send().await?.status().as_u16())
}

#[test]
fn t9_no_proxy_of_the_environment_stands_between_server_and_zuora() {
    block_on(async {
        let proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"]
            .map(|name| (name, "http://127.0.0.1:9".to_owned()));
        let app = App::start(&proxies).await?;
        assert_eq!(sign(&app).await?, 200);
        Ok(())
    });
}

#[test]
fn r32_calls_to_zuora_and_requests_are_measured() {
    block_on(async {
        let app = App::start(&[]).await?;
        assert_eq!(sign(&app).await?, 200);
        let lines = [
            "tickets_total{operation=\"/v1/payment-methods/credit-cards\",outcome=\"signed\"} 1",
            "zuora_call_duration_seconds_count{operation=\"hmac-signatures\",outcome=\"answered\"} 1",
            "zuora_token_requests_total{outcome=\"granted\"} 1",
            "zuora_circuit_open 0",
            "zuora_reachable 1",
            "http_requests_total{class=\"signing\",status=\"200\"} 1",
            "http_requests_total{class=\"page\",status=\"200\"} 1",
        ];
        // The connection to Zuora is looked at soon after the start.
        wait_until(async || {
            let metrics = reqwest::get(format!("{}/metrics", app.admin)).await?.text().await?;
            Ok(lines.iter().all(|line| metrics.lines().any(|found| found == *line)))
        })
        .await
    });
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
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("manifest.json");
        std::fs::write(&file, weaker)?;
        let verified = run_to_end(
            &["verify-page", &page, "--manifest", &file.display().to_string()],
            &settings,
        )?;
        let stderr = String::from_utf8_lossy(&verified.stderr);
        assert_eq!(verified.status.code(), Some(1));
        assert!(stderr.contains("form-action"), "{stderr}");
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
        // A dropped process is killed, so it cannot clean up.
        drop(app);
        wait_until(async || Ok(reqwest::get(&sandbox).await.is_err())).await
    });
}
