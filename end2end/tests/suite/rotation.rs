//! Each secret is changed as docs/deploy.md says, and nobody notices.

use end2end::{
    App, RedisServer, Request, Result, SESSION_KEY, Sandbox, block_on, client_at, wait_up_to,
};
use reqwest::{Client, StatusCode};
use std::{fs, net::Ipv4Addr, path::Path, time::Duration};

const SIGN: &str = "/api/sign/create-payment-method";
const SITE: &str = "http://localhost:3000";
const NEW_SESSION_KEY: &str =
    "yHfUNBrQzPpkvNV5oTaaqJuzSAfovXNtR1duHcZqoICs9pMs3fcY8Iz+6CyhYRKhryy6jp75d4GGeidsHXMIIg==";

fn client() -> Result<Client> {
    client_at(Ipv4Addr::LOCALHOST)
}

/// A session that this replica begins.
async fn session_at(app: &App) -> Result<String> {
    let response = Request::get(SITE, "/", "").at(&app.addr).send(&client()?).await?;
    let cookie = response.headers().get("set-cookie").ok_or("no session")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

async fn sign(app: &App, cookie: &str) -> Result<StatusCode> {
    Ok(Request::call(SITE, SIGN, cookie).at(&app.addr).send(&client()?).await?.status())
}

/// A replica with these settings, and one for Zuora.
async fn replica(sandbox: &Sandbox, settings: &[(&'static str, String)]) -> Result<App> {
    let mut all = sandbox.settings();
    all.retain(|(name, _)| !settings.iter().any(|(own, _)| own.trim_end_matches("_FILE") == *name));
    all.push(("PUBLIC_ORIGIN", SITE.to_owned()));
    all.extend_from_slice(settings);
    App::start(&all).await
}

fn file(folder: &Path, name: &str, content: &str) -> Result<String> {
    let path = folder.join(name);
    fs::write(&path, content)?;
    Ok(path.display().to_string())
}

#[test]
fn a_session_outlives_a_change_of_the_session_key_on_every_replica() {
    block_on(async {
        let sandbox = Sandbox::start(SITE).await?;
        let files = tempfile::tempdir()?;
        let old = file(files.path(), "old", SESSION_KEY)?;
        let new = file(files.path(), "new", NEW_SESSION_KEY)?;
        let keys = |key: &str, other: &str| {
            [("SESSION_KEY_FILE", key.to_owned()), ("SESSION_KEY_OLD_FILE", other.to_owned())]
        };
        let before = replica(&sandbox, &keys(&old, &old)).await?;
        let first = session_at(&before).await?;
        // First every replica learns the new key, and then they use it.
        let knows = replica(&sandbox, &keys(&old, &new)).await?;
        let uses = replica(&sandbox, &keys(&new, &old)).await?;
        let (second, third) = (session_at(&knows).await?, session_at(&uses).await?);
        for cookie in [&first, &second, &third] {
            assert_eq!(sign(&knows, cookie).await?, StatusCode::OK);
            assert_eq!(sign(&uses, cookie).await?, StatusCode::OK);
        }
        // The twin: without the old key its sessions are over.
        let after = replica(&sandbox, &keys(&new, &new)).await?;
        assert_eq!(sign(&after, &third).await?, StatusCode::OK);
        assert_eq!(sign(&after, &first).await?, StatusCode::FORBIDDEN);
        Ok(())
    });
}

#[test]
fn a_new_secret_of_zuoras_client_is_used_after_a_restart() {
    block_on(async {
        let sandbox = Sandbox::start(SITE).await?;
        let files = tempfile::tempdir()?;
        let secret = file(files.path(), "secret", "of-yesterday\n")?;
        let settings =
            [("ZUORA_CLIENT_SECRET_FILE", secret.clone()), ("SESSION_KEY", SESSION_KEY.to_owned())];
        let before = replica(&sandbox, &settings).await?;
        let cookie = session_at(&before).await?;
        assert_eq!(sign(&before, &cookie).await?, StatusCode::BAD_GATEWAY);
        fs::write(&secret, "sandbox-demo-secret\n")?;
        let log = before.terminate().await?;
        assert!(!log.contains("of-yesterday"), "{log}");
        let after = replica(&sandbox, &settings).await?;
        assert_eq!(sign(&after, &cookie).await?, StatusCode::OK);
        Ok(())
    });
}

#[test]
fn a_new_password_of_the_store_is_used_after_a_restart_and_the_old_one_can_go() {
    block_on(async {
        let sandbox = Sandbox::start(SITE).await?;
        let files = tempfile::tempdir()?;
        let redis = RedisServer::start_with(&["--requirepass", "of-yesterday"]);
        let address = |password: &str| redis.address().replace("//", &format!("//:{password}@"));
        let store = file(files.path(), "store", &address("of-yesterday"))?;
        let settings =
            [("RATE_LIMIT_STORE_FILE", store.clone()), ("SESSION_KEY", SESSION_KEY.to_owned())];
        let before = replica(&sandbox, &settings).await?;
        wait_for_the_store(&before, true).await?;
        let cookie = session_at(&before).await?;
        redis.run(&["-a", "of-yesterday", "ACL", "SETUSER", "default", ">of-today"]);
        fs::write(&store, address("of-today"))?;
        assert_eq!(sign(&before, &cookie).await?, StatusCode::OK);
        before.terminate().await?;
        let after = replica(&sandbox, &settings).await?;
        wait_for_the_store(&after, true).await?;
        redis.run(&["-a", "of-today", "ACL", "SETUSER", "default", "<of-yesterday"]);
        redis.run(&["-a", "of-today", "CLIENT", "KILL", "TYPE", "normal"]);
        let newest = replica(&sandbox, &settings).await?;
        wait_for_the_store(&newest, true).await?;
        assert_eq!(sign(&newest, &cookie).await?, StatusCode::OK);
        // The twin: whoever still has the old one limits by itself, and loses no request.
        fs::write(&store, address("of-yesterday"))?;
        let late = replica(&sandbox, &settings).await?;
        wait_for_the_store(&late, false).await?;
        assert_eq!(sign(&late, &cookie).await?, StatusCode::OK);
        assert!(!late.log().contains("of-yesterday"), "{}", late.log());
        Ok(())
    });
}

async fn wait_for_the_store(app: &App, up: bool) -> Result {
    let expected = format!("rate_limit_store_up {}", u8::from(up));
    wait_up_to(Duration::from_secs(20), async || {
        let metrics = reqwest::get(format!("{}/metrics", app.admin)).await?.text().await?;
        Ok(metrics.lines().any(|line| line == expected))
    })
    .await
}
