//! Settings that cannot work: the process refuses to start, names each of them, and says what would
//! work.

use end2end::{command, run_to_end};
use std::time::{Duration, Instant};

#[test]
fn five_bad_settings_are_reported_together_with_exit_code_78_in_under_a_second() {
    let bad = [
        ("LEPTOS_SITE_ADDR", "here"),
        ("SANDBOX_ADDR", "0.0.0.0:3100"),
        ("PUBLIC_ORIGIN", "localhost"),
        ("LOG_FORMAT", "xml"),
        ("SESSION_KEY", "c2hvcnQ="),
    ];
    // The fastest of five: the time depends on what else the machine does.
    let timed = || {
        let started = Instant::now();
        (run_to_end(&[], &bad).expect("it starts"), started.elapsed())
    };
    let (output, took) = (0..5).map(|_| timed()).min_by_key(|(_, took)| *took).expect("five");
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_eq!(output.status.code(), Some(78));
    let stderr = String::from_utf8_lossy(&output.stderr);
    for (variable, _) in bad {
        assert_eq!(stderr.matches(&format!("{variable}:")).count(), 1, "{stderr}");
    }
    assert!(!stderr.contains("c2hvcnQ="), "a secret is not repeated: {stderr}");

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
fn a_port_that_is_taken_is_reported() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = taken.local_addr().expect("its address").to_string();
    let root = end2end::site_root().expect("a built site");
    let root = root.to_str().expect("text");
    let output = run_to_end(&[], &[("LEPTOS_SITE_ADDR", &addr), ("LEPTOS_SITE_ROOT", root)])
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains(&addr) && stderr.contains("LEPTOS_SITE_ADDR"), "{stderr}");
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
    let stderr = String::from_utf8_lossy(&output.stderr);
    for variable in ["APP_ENV:", "PUBLIC_ORIGIN:", "ZUORA_BASE_URL:", "SESSION_KEY:"] {
        assert!(stderr.contains(variable), "{variable} in {stderr}");
    }
}

#[test]
fn settings_that_cannot_work_are_reported_by_name_with_a_value_that_would() {
    for (settings, name, instead) in [
        (&[("SANDBOX_ADDR", "[::1]:0")][..], "SANDBOX_ADDR:", "127.0.0.1:0"),
        (&[("PUBLIC_ORIGIN", "http://0.0.0.0:3000")], "PUBLIC_ORIGIN:", "http://localhost:3000"),
        (&[("ZUORA_CLIENT_SECRET", "hush")], "ZUORA_BASE_URL:", "https://rest.test.zuora.com"),
        (&[("ZUORA_CLIENT_SECERT", "hush")], "ZUORA_CLIENT_SECERT:", "ZUORA_CLIENT_SECRET"),
        (&[("PUBLIC_ORIGIN", "https://shop.example")], "TRUSTED_PROXIES:", "none"),
        (&[("TRUSTED_PROXIES", "0.0.0.0/0")], "TRUSTED_PROXIES:", "10.0.0.0/8"),
        (&[("SESSION_KEY_FILE", "/nonexistent")], "SESSION_KEY_FILE:", "cannot be read"),
    ] {
        for arguments in [&["--check"][..], &[]] {
            let output = run_to_end(arguments, settings).expect("it starts");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(78), "{settings:?}: {stderr}");
            assert!(
                stderr.contains(name) && stderr.contains(instead) && !stderr.contains("hush"),
                "{settings:?}: {stderr}"
            );
        }
    }
}

#[test]
fn a_line_of_the_env_file_that_cannot_be_read_is_named_by_its_number() {
    let folder = tempfile::tempdir().expect("a folder");
    // A key as `openssl rand -base64 64` prints it, in two lines.
    std::fs::write(
        folder.path().join(".env"),
        "# mine\nRUST_LOG=info\nSESSION_KEY=QUJD\nsecret+part/==\n",
    )
    .expect("a file");
    let output = command(&["--check"])
        .expect("something is built")
        .current_dir(&folder)
        .output()
        .expect("it ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(78), "{stderr}");
    assert!(
        stderr.contains(".env: line 4 cannot be read") && !stderr.contains("secret"),
        "{stderr}"
    );
}
