//! `cargo xtask grade`: MDN's HTTP Observatory and Google's CSP evaluator grade the site's headers.

use crate::{
    Result,
    run::{program, server},
    setup, size,
};
use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

/// A site and a Zuora that are both reached over https. Neither is called here.
const SETTINGS: [(&str, &str); 9] = [
    ("PUBLIC_ORIGIN", "https://shop.example"),
    ("TRUSTED_PROXIES", "127.0.0.0/8"),
    ("ZUORA_BASE_URL", "https://rest.test.zuora.com"),
    ("ZUORA_CLIENT_ID", "00000000-0000-4000-8000-000000000000"),
    ("ZUORA_CLIENT_SECRET", "unused"),
    ("ZUORA_ACCOUNT_KEY", "A00000001"),
    ("LEPTOS_SITE_ADDR", "127.0.0.1:0"),
    ("ADMIN_ADDR", "127.0.0.1:0"),
    ("LOG_FORMAT", "json"),
];

/// Fails when the Observatory gives fewer than 135 points or takes any away, or when the evaluator
/// has a serious finding (`end2end/observatory/grade.js`).
pub fn grade() -> Result {
    setup::observatory()?;
    let site_root = &size::under_test(&server("debug"))[0].1;
    let mut process = Command::new(server("debug"))
        .envs(SETTINGS)
        .env("LEPTOS_SITE_ROOT", site_root)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the server: {error}"))?;
    let outcome = match address(&mut process) {
        Some(address) => program("node")
            .arg("end2end/observatory/grade.js")
            .arg(&format!("http://{address}/"))
            .arg(SETTINGS[0].1)
            .run(),
        None => Err("the server did not say where it listens".into()),
    };
    let _ = process.kill();
    let _ = process.wait();
    outcome
}

/// Reads where the server listens from its log.
fn address(process: &mut Child) -> Option<String> {
    let lines = BufReader::new(process.stdout.take()?).lines();
    let listening =
        lines.map_while(std::io::Result::ok).find(|line| line.contains("\"listening\""))?;
    let (_, rest) = listening.split_once("\"address\":\"")?;
    rest.split_once('"').map(|(address, _)| address.to_owned())
}
