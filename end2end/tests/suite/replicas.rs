//! Several replicas with one budget: behind a real nginx while they are replaced one after the other,
//! and with a real Redis that goes and comes back.

use end2end::{
    AddCardPage, App, ENGLISH, Load, RedisServer, Replicas, Request, Result, block_on, client_at,
    expect, page_with_any_certificate, run_to_end, session, wait_until, wait_up_to,
};
use reqwest::StatusCode;
use serde_json::Value;
use std::{collections::BTreeMap, net::Ipv4Addr, time::Duration};

const SIGN: &str = "/api/sign/create-payment-method";
const LIST: &str = "/api/payment-methods/list";
/// A session may have sixty signatures and six times as many lists, its account and its address four
/// times as many of each (`scope.rs`). Nothing comes back while a test runs.
const BUDGET: &str = "60/10000h";
const OF_ONE_SESSION: usize = 60;
const OF_THE_ACCOUNT: usize = 240;
/// Either is an answer that a page can work with; anything else is a request that was lost.
const ANSWERED: [StatusCode; 2] = [StatusCode::OK, StatusCode::TOO_MANY_REQUESTS];
/// The log's line about a store that does not answer.
const ALONE: &str = "the rate limit store does not answer";

/// Visitor number `number` has an address of their own: nginx hands it on.
fn address(number: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 2, number)
}

/// How many signatures each session has had, according to the audit log, which knows of lost answers
/// too.
fn signed(logs: &[String]) -> BTreeMap<String, usize> {
    let mut signed = BTreeMap::new();
    let lines = logs.iter().flat_map(|log| log.lines());
    for event in lines.filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        if event["target"] == "audit" && event["outcome"] == "signed" {
            *signed.entry(event["session"].to_string()).or_default() += 1;
        }
    }
    signed
}

/// How many signatures all sessions have had.
fn total(logs: &[String]) -> usize {
    signed(logs).values().sum()
}

/// Opens the page and waits until it is live.
async fn visit(site: &str) -> Result {
    let page = page_with_any_certificate().await?;
    page.goto(site, None).await?;
    let form = AddCardPage::new(&page, &ENGLISH);
    form.wait_until_hydrated().await?;
    expect!(form.save_button()).to_be_enabled().await?;
    page.context()?.close().await?;
    Ok(())
}

#[test]
fn t5_three_replicas_behind_nginx_are_replaced_under_load_and_no_request_is_lost() {
    block_on(async {
        let mut replicas = Replicas::start(BUDGET).await?;
        let site = replicas.site.clone();
        let first = client_at(address(1))?;
        let everywhere = session(&first, &site).await?;
        let mut load = Load::default();
        for number in 1..=5 {
            let client = client_at(address(number))?;
            // The first two are one person with two addresses, who uses up the signatures. That person
            // asks for no list before the end, and three sessions cannot use up the account's.
            let cookie = match number {
                1 | 2 => everywhere.clone(),
                _ => session(&client, &site).await?,
            };
            load.add(client.clone(), Request::get(&site, "/", &cookie));
            load.add(client.clone(), Request::call(&site, SIGN, &cookie));
            if number > 2 {
                load.add(client, Request::call(&site, LIST, &cookie));
            }
        }
        load.go_on_for(60).await?;
        // The builds of the three are 0 1 1, then 0 0 1, 1 0 1 and 1 0 0: mixed all the time.
        for (number, build) in [(1, 0), (0, 1), (2, 0)] {
            replicas.replace(number, build).await?;
            load.go_on_for(60).await?;
            visit(&site).await?;
        }
        // Until one person, at whatever replica, has had all that a session may have.
        let call = Request::call(&site, SIGN, &everywhere);
        let is_used_up =
            async || Ok(call.send(&first).await?.status() == StatusCode::TOO_MANY_REQUESTS);
        wait_up_to(Duration::from_mins(1), is_used_up).await?;
        let answered = load.count(SIGN, StatusCode::OK);
        let lost = load.end(&ANSWERED).await?;
        assert!(lost.is_empty(), "{lost:#?}\n{}", replicas.nginx.errors());
        // The logs are read as they are written, which may be after the answer.
        wait_up_to(Duration::from_secs(10), async || Ok(total(&replicas.logs()) >= answered))
            .await?;
        let logs = replicas.logs();
        // A store that is too slow for a moment, on a machine that is, leaves each process to itself.
        let processes = if logs.iter().any(|log| log.contains(ALONE)) { logs.len() } else { 1 };
        let (signed, total) = (signed(&logs), total(&logs));
        assert!(signed.values().all(|&count| count <= processes * OF_ONE_SESSION), "{signed:?}");
        assert!(total <= processes * OF_THE_ACCOUNT && total >= OF_ONE_SESSION, "{signed:?}");
        // The session of one replica is good on each of them, and so is its limit.
        for addr in &replicas.addresses {
            let of_list = Request::call(&site, LIST, &everywhere).at(addr).send(&first).await?;
            assert_eq!(of_list.status(), StatusCode::OK, "{addr}");
            let signature = Request::call(&site, SIGN, &everywhere).at(addr).send(&first).await?;
            assert_eq!(signature.status(), StatusCode::TOO_MANY_REQUESTS, "{addr}");
            let of_nobody = Request::call(&site, SIGN, "session=x").at(addr).send(&first).await?;
            assert_eq!(of_nobody.status(), StatusCode::FORBIDDEN, "{addr}");
        }
        Ok(())
    });
}

/// What `/metrics` says of the store.
async fn store_is_up(app: &App) -> Result<Option<bool>> {
    let metrics = reqwest::get(format!("{}/metrics", app.admin)).await?.text().await?;
    let line = metrics.lines().find_map(|line| line.strip_prefix("rate_limit_store_up "));
    Ok(line.map(|value| value == "1"))
}

async fn wait_until_the_store_is(app: &App, up: bool) -> Result {
    wait_up_to(Duration::from_secs(20), async || Ok(store_is_up(app).await? == Some(up))).await
}

#[test]
fn t5_a_redis_that_is_killed_under_load_and_comes_back_costs_no_request_and_adds_no_third_budget() {
    block_on(async {
        let mut redis = RedisServer::start();
        let site = "http://localhost:3000".to_owned();
        let sandbox = end2end::Sandbox::start(&site).await?;
        let mut settings = sandbox.settings();
        settings.extend([
            ("PUBLIC_ORIGIN", site.clone()),
            ("SESSION_KEY", end2end::SESSION_KEY.to_owned()),
            ("SIGNATURE_BUDGET", BUDGET.to_owned()),
            ("RATE_LIMIT_STORE", redis.address()),
            ("RUST_LOG", "info".to_owned()),
        ]);
        let apps = [App::start(&settings).await?, App::start(&settings).await?];
        let mut load = Load::default();
        let client = client_at(address(1))?;
        let response = Request::get(&site, "/", "").at(&apps[0].addr).send(&client).await?;
        let cookie = response.headers().get("set-cookie").ok_or("a session")?.to_str()?.to_owned();
        let cookie = cookie.split(';').next().unwrap_or_default();
        for number in 1..=3 {
            for app in &apps {
                let client = client_at(address(number))?;
                load.add(client.clone(), Request::call(&site, SIGN, cookie).at(&app.addr));
                load.add(client, Request::get(&site, "/", cookie).at(&app.addr));
            }
        }
        load.go_on_for(30).await?;
        redis.kill();
        for app in &apps {
            wait_until_the_store_is(app, false).await?;
            wait_until(async || Ok(app.log().contains(ALONE))).await?;
        }
        let lines = || apps.each_ref().map(|app| app.log().matches(ALONE).count());
        let before = lines();
        load.go_on_for(50).await?;
        assert_eq!(lines(), before, "there is no line for each request");
        redis.start_again();
        for app in &apps {
            wait_until_the_store_is(app, true).await?;
        }
        // More than enough for each process to use up what it has.
        load.go_on_for(300).await?;
        let lost = load.end(&ANSWERED).await?;
        assert!(lost.is_empty(), "{lost:#?}");
        let logs = apps.each_ref().map(App::log);
        let signed = total(&logs);
        assert!(signed <= 2 * OF_ONE_SESSION, "{signed} signatures");
        assert!(signed >= OF_ONE_SESSION, "the outage has refused nobody: {signed} signatures");
        for log in &logs {
            assert!(log.contains("answers again"), "{log}");
        }
        Ok(())
    });
}

#[test]
fn t8_the_password_of_the_store_is_in_a_file_and_in_no_log_and_check_says_whether_it_fits() {
    block_on(async {
        let files = tempfile::tempdir()?;
        let path = |name: &str| files.path().join(name).display().to_string();
        let certificate = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?;
        std::fs::write(path("cert.pem"), certificate.cert.pem())?;
        std::fs::write(path("key.pem"), certificate.signing_key.serialize_pem())?;
        let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?;
        std::fs::write(path("other.pem"), other.cert.pem())?;
        let tls_port = end2end::free_port().to_string();
        let (cert, key) = (path("cert.pem"), path("key.pem"));
        let redis = RedisServer::start_with(&[
            "--requirepass",
            "hush-hush",
            "--tls-port",
            &tls_port,
            "--tls-cert-file",
            &cert,
            "--tls-key-file",
            &key,
            "--tls-auth-clients",
            "no",
        ]);
        let store = |password: &str| format!("rediss://:{password}@localhost:{tls_port}/\n");
        std::fs::write(path("right"), store("hush-hush"))?;
        std::fs::write(path("wrong"), store("hush-wrong"))?;
        let right = path("right");
        let settings = [("RATE_LIMIT_STORE_FILE", right.clone()), ("SSL_CERT_FILE", cert.clone())];
        let app = App::start(&settings).await?;
        wait_until_the_store_is(&app, true).await?;
        let client = client_at(address(1))?;
        let cookie = session(&client, &app.site).await?;
        let signature = Request::call(&app.site, SIGN, &cookie).send(&client).await?;
        assert_eq!(signature.status(), StatusCode::OK);
        for (file, certificate, exit_code) in
            [("right", &*cert, 0), ("wrong", &*cert, 69), ("right", &*path("other.pem"), 69)]
        {
            let file = path(file);
            let settings = [
                ("RATE_LIMIT_STORE_FILE", &*file),
                ("SSL_CERT_FILE", certificate),
                ("SANDBOX_ADDR", "127.0.0.1:0"),
            ];
            let checked = run_to_end(&["--check"], &settings)?;
            let said = String::from_utf8([checked.stdout, checked.stderr].concat())?;
            assert_eq!(checked.status.code(), Some(exit_code), "{said}");
            let mark = if exit_code == 0 { "✓ rate limit store" } else { "✗ rate limit store" };
            assert!(said.contains(mark) && !said.contains("hush"), "{said}");
        }
        drop(redis);
        wait_until_the_store_is(&app, false).await?;
        assert!(!app.log().contains("hush"), "{}", app.log());
        Ok(())
    });
}
