//! Settings as a whole: defaults, and faults told together.

use super::*;

fn faults<const N: usize>(values: [(&str, &str); N]) -> Vec<String> {
    match Settings::read(Source::from(values)) {
        Ok(_) => Vec::new(),
        Err(Faults(faults)) => {
            faults.into_iter().map(|fault| fault.variable.into_owned()).collect()
        }
    }
}

#[cfg(feature = "demo")]
#[test]
fn nothing_set_means_the_sandbox_on_loopback() {
    let settings = Settings::read(Source::default()).expect("defaults");
    assert!(
        matches!(settings.zuora, Zuora::Sandbox { addr, .. } if addr.port() == 3100 && addr.ip().is_loopback())
    );
    assert_eq!(settings.site_addr.to_string(), "127.0.0.1:3000");
    assert!(settings.flow_inspector);
    assert_eq!(settings.signature_budget.count, 60);
}

#[cfg(feature = "demo")]
#[test]
fn a_tenant_needs_its_client_and_an_account() {
    let complete = [
        ("ZUORA_BASE_URL", "https://rest.test.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_CLIENT_SECRET", "s"),
        ("ZUORA_ACCOUNT_KEY", "A00000042"),
    ];
    let settings = Settings::read(Source::from(complete)).expect("complete");
    assert!(!settings.flow_inspector);
    assert_eq!(
        faults([("ZUORA_BASE_URL", "https://rest.test.zuora.com")]),
        ["ZUORA_CLIENT_ID", "ZUORA_CLIENT_SECRET", "ZUORA_ACCOUNT_KEY"]
    );
}

#[cfg(feature = "demo")]
#[test]
fn every_fault_is_told_at_once_and_no_secret_among_them() {
    let values = [
        ("ZUORA_BASE_URL", "ftp://localhost"),
        ("ZUORA_CLIENT_ID", "a-secret-in-the-wrong-place"),
        ("SESSION_KEY", "dG9vIHNob3J0"),
        ("SIGNATURE_BUDGET", "many"),
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
        ("ZUORA_ACCOUNT_KEY", ""),
        ("ZUORA_CLIENT_SECRET", ""),
    ];
    let told = Settings::read(Source::from(values)).expect_err("seven faults").to_string();
    for (variable, _) in values {
        assert!(told.contains(&format!("{variable}:")), "{told}");
    }
    assert!(told.starts_with("7 settings"), "{told}");
    assert!(!told.contains("dG9vIHNob3J0") && !told.contains("wrong-place"), "{told}");
}

#[test]
fn every_value_has_its_rule() {
    for (variable, wrong) in [
        ("APP_ENV", "prod"),
        ("LOG_FORMAT", "xml"),
        ("RUST_LOG", "a=b=c"),
        ("FLOW_INSPECTOR", "yes"),
        ("ADMIN_ADDR", "3200"),
        ("PUBLIC_ORIGIN", "localhost:3000"),
        ("PUBLIC_ORIGIN", "http://localhost:3000/shop"),
        ("SESSION_KEY", "!"),
        ("SIGNATURE_BUDGET", "0/10m"),
        ("SIGNATURE_BUDGET", "5/é"),
        ("LEPTOS_SITE_ROOT", "/nonexistent"),
        ("IDLE_TIMEOUT", "0s"),
        ("IDLE_TIMEOUT", "75"),
        ("IDLE_TIMEOUT", "61m"),
        ("IDLE_TIMEOUT", "2h"),
        ("IDLE_TIMEOUT", "-1s"),
        ("IDLE_TIMEOUT", "18446744073709551615h"),
        ("SANDBOX_ADDR", "[::1]:0"),
        ("SANDBOX_ADDR", "0.0.0.0:3100"),
        ("SANDBOX_ADDR", "[::]:3100"),
        ("ZUORA_BASE_URL", "http://[::1]:3100"),
        ("ZUORA_BASE_URL", "http://0.0.0.0:3100"),
        ("ZUORA_BASE_URL", "https://rest.zuora.com."),
        ("ZUORA_ALLOW_HOST", "rest.zuora.com."),
        ("ZUORA_ALLOW_HOST", "https://zuora.example"),
        ("ZUORA_ALLOW_HOST", "zuora.example:8443"),
        ("ZUORA_ALLOW_HOST", "[::1]"),
        ("ZUORA_ALLOW_HOST", "*.example"),
        ("PUBLIC_ORIGIN", "http://[::1]:3000"),
        ("PUBLIC_ORIGIN", "http://0.0.0.0:3000"),
        ("PUBLIC_ORIGIN", "http://localhost:0"),
        ("PUBLIC_ORIGIN", "https://*.shop.example"),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
        ("TRUSTED_PROXIES", "::/0"),
        ("TRUSTED_PROXIES", "0.0.0.0/1,128.0.0.0/1"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, 2000::/3"),
        ("TRUSTED_PROXIES", "::ffff:10.0.0.0/104"),
        ("TRUSTED_PROXIES", "none,10.0.0.0/8"),
        ("ZUORA_BASE_URL", "https://rest.zuora.com.evil.test"),
    ] {
        assert!(faults([(variable, wrong)]).contains(&variable.to_owned()), "{variable}={wrong}");
    }
}

#[cfg(feature = "demo")]
#[test]
fn production_refuses_what_only_a_demo_may_do() {
    let refused = faults([("APP_ENV", "production"), ("PUBLIC_ORIGIN", "http://shop.example")]);
    assert_eq!(refused, ["ZUORA_BASE_URL", "APP_ENV", "SESSION_KEY", "PUBLIC_ORIGIN"]);
    let refused = faults([("ZUORA_BASE_URL", "https://rest.zuora.com")]);
    assert!(refused.contains(&"ZUORA_BASE_URL".to_owned()));
}

#[test]
fn help_lists_what_is_read() {
    let text = include_str!("../settings.rs").to_owned()
        + include_str!("check.rs")
        + include_str!("secrets.rs");
    for (variable, ..) in VARIABLES {
        let uses = text.matches(&format!("\"{variable}\"")).count();
        assert!(uses > 0, "{variable} is listed and never read");
    }
}

#[cfg(not(feature = "demo"))]
#[test]
fn t24_a_build_without_the_demonstration_does_not_start_until_it_has_customers() {
    let values = [
        ("ZUORA_BASE_URL", "https://rest.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_CLIENT_SECRET", "s"),
    ];
    let told = Settings::read(Source::from(values)).expect_err("no customers").to_string();
    assert!(told.contains("this build has no customers"), "{told}");
}

#[test]
fn t24_a_production_tenant_is_called_in_production_only() {
    let values = [
        ("ZUORA_BASE_URL", "https://rest.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_CLIENT_SECRET", "s"),
        ("ZUORA_ACCOUNT_KEY", "A1"),
    ];
    let told = Settings::read(Source::from(values)).expect_err("no production").to_string();
    assert!(told.contains("must be production with a production tenant"), "{told}");
}

/// What is wrong with the settings, in words.
fn problems<const N: usize>(values: [(&str, &str); N]) -> String {
    let read = Settings::read(Source::from(values));
    read.map_or_else(|faults| faults.to_string(), |_| String::new())
}

#[cfg(feature = "demo")]
#[test]
fn the_time_that_a_connection_may_idle_is_a_setting() {
    let read = |values: &[(&str, &str)]| {
        Settings::read(Source::of(values)).expect("right settings").idle_timeout
    };
    assert_eq!(read(&[]), Duration::from_secs(75));
    for (text, seconds) in [("1s", 1), ("65s", 65), ("2m", 120), ("1h", 3600)] {
        assert_eq!(read(&[("IDLE_TIMEOUT", text)]), Duration::from_secs(seconds));
    }
    assert!(
        problems([("IDLE_TIMEOUT", "0s")])
            .contains("IDLE_TIMEOUT: \"0s\" must be a time from 1s to 1h")
    );
}

#[cfg(feature = "demo")]
#[test]
fn half_of_a_client_is_said_by_name() {
    for name in [
        "ZUORA_CLIENT_ID",
        "ZUORA_CLIENT_SECRET",
        "ZUORA_CLIENT_SECRET_FILE",
        "ZUORA_ENTITY_ID",
        "ZUORA_ACCOUNT_KEY",
    ] {
        let told = problems([(name, "5a4db0c5-1111-4111-8111-000000000001")]);
        assert!(told.contains("ZUORA_BASE_URL: is not set") && told.contains(name), "{told}");
        assert_eq!(problems([(name, "")]), "", "an empty value counts as unset");
    }
    let (id, secret) =
        (("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"), ("ZUORA_CLIENT_SECRET", "s"));
    let rest = [("ZUORA_BASE_URL", "https://rest.test.zuora.com"), ("ZUORA_ACCOUNT_KEY", "A1")];
    assert_eq!(faults([rest[0], rest[1], id]), ["ZUORA_CLIENT_SECRET"]);
    assert_eq!(faults([rest[0], rest[1], secret]), ["ZUORA_CLIENT_ID"]);
    assert_eq!(faults([rest[0], rest[1], id, secret]), Vec::<String>::new());
}

#[cfg(feature = "demo")]
#[test]
fn a_misspelt_setting_is_said_by_name_with_the_right_one() {
    let told = problems([("ZUORA_CLIENT_SECERT", "hush")]);
    assert!(
        told.contains("ZUORA_CLIENT_SECERT: is not a setting; did you mean ZUORA_CLIENT_SECRET?"),
        "{told}"
    );
    assert!(!told.contains("hush"), "{told}");
    assert_eq!(problems([("ZUORA_WEBHOOK_QUEUE", "of another program")]), "");
    let warned = Settings::read(Source::from([("SIGNATURE_BUDGETS", "1/1m")]))
        .expect("another program's, perhaps");
    assert_eq!(
        warned.warnings,
        ["SIGNATURE_BUDGETS is not a setting; did you mean SIGNATURE_BUDGET?"]
    );
}

#[cfg(feature = "demo")]
#[test]
fn t18_an_https_site_says_whether_a_proxy_is_in_front() {
    let https = ("PUBLIC_ORIGIN", "https://shop.example");
    assert_eq!(faults([https]), ["TRUSTED_PROXIES"]);
    for proxies in ["none", "10.0.0.0/8", "10.0.0.0/8, fc00::/7, 192.0.2.1/32"] {
        assert_eq!(
            faults([https, ("TRUSTED_PROXIES", proxies)]),
            Vec::<String>::new(),
            "{proxies}"
        );
    }
    assert_eq!(faults([("PUBLIC_ORIGIN", "http://shop.example")]), Vec::<String>::new());
    let none = Settings::read(Source::from([("TRUSTED_PROXIES", "none")])).expect("right settings");
    assert!(none.trusted_proxies.is_empty());
}

#[cfg(feature = "demo")]
#[test]
fn what_other_machines_can_reach_without_a_password_is_warned_of() {
    let warnings = |values: &[(&str, &str)]| {
        Settings::read(Source::of(values)).expect("right settings").warnings
    };
    assert_eq!(warnings(&[]), Vec::<String>::new());
    assert_eq!(
        warnings(&[("ADMIN_ADDR", "127.0.0.1:0"), ("LEPTOS_SITE_ADDR", "[::1]:0")]),
        Vec::<String>::new()
    );
    for addr in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let warned = warnings(&[("ADMIN_ADDR", addr), ("LEPTOS_SITE_ADDR", addr)]);
        assert!(
            warned[0].starts_with("LEPTOS_SITE_ADDR") && warned[1].starts_with("ADMIN_ADDR"),
            "{warned:?}"
        );
    }
}

#[test]
fn t24_a_process_of_cargo_leptos_watch_is_not_for_production() {
    assert!(
        faults([("APP_ENV", "production"), ("LEPTOS_WATCH", "true")])
            .contains(&"LEPTOS_WATCH".to_owned())
    );
    assert!(!faults([("LEPTOS_WATCH", "true")]).contains(&"LEPTOS_WATCH".to_owned()));
}

/// Nothing is asked for that would not help.
#[test]
fn production_does_not_ask_for_the_demo_customers_account() {
    for values in [
        vec![("APP_ENV", "production")],
        vec![("APP_ENV", "production"), ("ZUORA_BASE_URL", "https://rest.zuora.com")],
        vec![("APP_ENV", "production"), ("ZUORA_BASE_URL", "https://rest.test.zuora.com")],
    ] {
        let told = Settings::read(Source::of(&values)).expect_err("no production").to_string();
        assert!(!told.contains("ZUORA_ACCOUNT_KEY"), "{told}");
    }
}

/// A key that is nobody's.
#[cfg(feature = "demo")]
const KEY: &str = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4n+3LqYdlQyEP7cuph2VDIQ/ty6mHZUMhD+3LqYdlQyEAABAwcPHz9/gMDg8Pj8/v8=";

#[cfg(feature = "demo")]
#[test]
fn every_secret_can_come_from_a_file() {
    let folder =
        std::env::temp_dir().join(format!("zuora-cors-sample-secrets-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str, content: &str| {
        let path = folder.join(name);
        std::fs::write(&path, content).expect("a file");
        path.display().to_string()
    };
    let (secret, key, empty) =
        (file("secret", "hush\r\n"), file("key", &format!("{KEY}\n")), file("empty", "\n"));
    let tenant = [
        ("ZUORA_BASE_URL", "https://rest.test.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_ACCOUNT_KEY", "A1"),
    ];
    let with = |more: &[(&str, &str)]| Settings::read(Source::of(&[&tenant[..], more].concat()));
    let settings = with(&[
        ("ZUORA_CLIENT_SECRET_FILE", &secret),
        ("SESSION_KEY_FILE", &key),
        ("SESSION_KEY_OLD_FILE", &key),
    ])
    .expect("right settings");
    let Zuora::Tenant { client, .. } = &settings.zuora else { panic!("a tenant") };
    assert_eq!(secrecy::ExposeSecret::expose_secret(&client.secret), "hush");
    let from_variable =
        with(&[("ZUORA_CLIENT_SECRET", "hush"), ("SESSION_KEY", KEY)]).expect("right settings");
    assert_eq!(settings.session_key.master(), from_variable.session_key.master());
    assert_eq!(
        settings.session_key_old.map(|key| key.master().to_vec()),
        Some(from_variable.session_key.master().to_vec())
    );
    assert!(from_variable.session_key_old.is_none());

    let absent = folder.join("absent").display().to_string();
    for (values, variable) in [
        (
            &[("ZUORA_CLIENT_SECRET", "hush"), ("ZUORA_CLIENT_SECRET_FILE", &*secret)][..],
            "ZUORA_CLIENT_SECRET_FILE",
        ),
        (&[("ZUORA_CLIENT_SECRET_FILE", &*absent)], "ZUORA_CLIENT_SECRET_FILE"),
        (&[("ZUORA_CLIENT_SECRET_FILE", &*empty)], "ZUORA_CLIENT_SECRET_FILE"),
        (&[("ZUORA_CLIENT_SECRET", "s"), ("SESSION_KEY_FILE", &*absent)], "SESSION_KEY_FILE"),
        (&[("ZUORA_CLIENT_SECRET", "s"), ("SESSION_KEY_FILE", &*secret)], "SESSION_KEY"),
        (
            &[("ZUORA_CLIENT_SECRET", "s"), ("SESSION_KEY_OLD_FILE", &*absent)],
            "SESSION_KEY_OLD_FILE",
        ),
        (&[("ZUORA_CLIENT_SECRET", "s"), ("SESSION_KEY_OLD", "AAAA")], "SESSION_KEY_OLD"),
    ] {
        let Faults(faults) = with(values).expect_err(variable);
        let told: Vec<_> = faults.iter().map(|fault| &*fault.variable).collect();
        assert_eq!(told, [variable], "{values:?}: {faults:?}");
        assert!(!faults[0].problem.contains("hush"), "{faults:?}");
    }
}

/// The command in the hint makes one line, which a `.env` file can hold.
#[test]
fn the_hint_for_a_session_key_can_be_pasted() {
    for value in ["dG9vIHNob3J0", "!", &*"A".repeat(88)] {
        let told = problems([("SESSION_KEY", value)]);
        assert!(told.contains("openssl rand -base64 64 | tr -d '\\n'"), "{told}");
    }
    assert!(problems([("SESSION_KEY", "dG9vIHNob3J0")]).contains("one line"));
    assert!(problems([("SESSION_KEY", &"A".repeat(88))]).contains("SESSION_KEY: is not random"));
}

#[cfg(feature = "demo")]
#[test]
fn a_session_key_may_be_broken_into_lines() {
    let lines = format!("{}\n{}\n", &KEY[..64], &KEY[64..]);
    let wrapped = Source::from([("SESSION_KEY", lines.as_str())]);
    assert!(Settings::read(wrapped).is_ok());
}
