//! Settings as a whole: their list, their defaults, and faults reported together.

mod production;
mod secrets;

use super::*;
use std::collections::BTreeSet;

fn faults<const N: usize>(values: [(&str, &str); N]) -> Vec<String> {
    match Settings::read(Source::from(values)) {
        Ok(_) => Vec::new(),
        Err(Faults(faults)) => {
            faults.into_iter().map(|fault| fault.variable.into_owned()).collect()
        }
    }
}

/// What is wrong with the settings, in words.
fn problems<const N: usize>(values: [(&str, &str); N]) -> String {
    let read = Settings::read(Source::from(values));
    read.map_or_else(|faults| faults.to_string(), |_| String::new())
}

/// Sources that together lead through every branch: the sandbox, a tenant, production.
const SOURCES: [&[(&str, &str)]; 3] = [
    &[],
    &[("ZUORA_BASE_URL", "https://rest.test.zuora.com"), ("LEPTOS_WATCH", "true")],
    &[("APP_ENV", "production"), ("ZUORA_BASE_URL", "https://rest.zuora.com")],
];

/// Both ways: a setting that is read and not listed is in no document, and one that is listed and
/// not read has no effect. What is read is recorded by the reader itself.
#[test]
fn what_is_listed_is_what_is_read() {
    let mut read = BTreeSet::new();
    for values in SOURCES {
        let mut reader = Reader::new(Source::new(values), list::variables());
        let _ = Settings::read_all(&mut reader);
        read.extend(reader.variables_read());
    }
    let listed: Vec<_> = list::variables().collect();
    let unique: BTreeSet<_> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len(), "a setting is listed twice");
    assert_eq!(read, unique);
}

#[test]
fn the_file_of_a_secret_has_its_name() {
    let secrets: Vec<_> =
        list::settings().filter(|setting| setting.secret_file.is_some()).collect();
    assert_eq!(secrets.len(), 5);
    for setting in secrets {
        let file = format!("{}_FILE", setting.variable);
        assert_eq!(setting.secret_file, Some(&*file));
        assert!(setting.default.text().is_none(), "{} has no default", setting.variable);
    }
}

/// A default that is text is read as if it had been set: here that none of them is a fault.
#[cfg(feature = "demo")]
#[test]
fn every_default_is_a_right_value() {
    for setting in list::settings().filter(|setting| *setting.variable != *"LEPTOS_SITE_ROOT") {
        if let Some(text) = setting.default.text() {
            assert_eq!(problems([(setting.variable, text)]), "");
        }
    }
}

#[cfg(feature = "demo")]
#[test]
fn nothing_set_means_the_sandbox_on_loopback() {
    let settings = Settings::read(Source::default()).expect("defaults");
    assert!(
        matches!(settings.zuora.target, Zuora::Sandbox { addr, .. } if addr.port() == 3100 && addr.ip().is_loopback())
    );
    assert_eq!(settings.listen.site_addr.to_string(), "127.0.0.1:3000");
    assert!(settings.demo.flow_inspector);
    assert_eq!(settings.rate_limits.signatures.count, 60);
}

#[cfg(feature = "demo")]
#[test]
fn every_fault_is_reported_at_once_and_no_secret_is_shown() {
    let values = [
        ("ZUORA_BASE_URL", "ftp://localhost"),
        ("ZUORA_CLIENT_ID", "a-secret-in-the-wrong-place"),
        ("SESSION_KEY", "dG9vIHNob3J0"),
        ("SIGNATURE_BUDGET", "many"),
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
        ("ZUORA_ACCOUNT_KEY", ""),
        ("ZUORA_CLIENT_SECRET", ""),
    ];
    let message = Settings::read(Source::from(values)).expect_err("seven faults").to_string();
    for (variable, _) in values {
        assert!(message.contains(&format!("{variable}:")), "{message}");
    }
    assert!(message.starts_with("7 settings"), "{message}");
    assert!(!message.contains("dG9vIHNob3J0") && !message.contains("wrong-place"), "{message}");
}

#[test]
fn every_value_has_its_rule() {
    for (variable, wrong) in [
        ("APP_ENV", "prod"),
        ("LOG_FORMAT", "xml"),
        ("CARD_FORM_ADDRESS", "always"),
        ("RUST_LOG", "a=b=c"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "authorization"),
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
        ("ZUORA_PAGE_CALLBACK_PATH", "callback"),
        ("ZUORA_PAGE_CALLBACK_PATH", "https://shop.example/callback"),
        ("ZUORA_PAGE_CALLBACK_PATH", "/callback#done"),
        ("ZUORA_PAGE_CALLBACK_PATH", "/call back"),
        ("ZUORA_PAGE_CALLBACK_PATH", "/call\tback"),
    ] {
        assert!(faults([(variable, wrong)]).contains(&variable.to_owned()), "{variable}={wrong}");
    }
}

#[cfg(feature = "demo")]
#[test]
fn the_idle_timeout_is_a_time_from_one_second_to_an_hour() {
    use std::time::Duration;
    let read = |values: &[(&str, &str)]| {
        Settings::read(Source::new(values)).expect("right settings").listen.idle_timeout
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
fn a_misspelt_setting_is_reported_with_the_right_name() {
    let message = problems([("ZUORA_CLIENT_SECERT", "hush")]);
    assert!(
        message
            .contains("ZUORA_CLIENT_SECERT: is not a setting; did you mean ZUORA_CLIENT_SECRET?"),
        "{message}"
    );
    assert!(!message.contains("hush"), "{message}");
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
fn an_open_address_without_a_password_is_warned_of() {
    let warnings = |values: &[(&str, &str)]| {
        Settings::read(Source::new(values)).expect("right settings").warnings
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
    assert!(none.public_address.trusted_proxies.is_empty());
}

/// Lines of a name and a value. A secret is in no fault and in no `Debug`, whatever else is wrong.
#[test]
fn fuzz_settings() {
    const SECRET: &str = "hush-hush-hush";
    let is_secret = |name: &str| {
        list::settings().any(|setting| setting.variable == name && setting.secret_file.is_some())
    };
    crate::fuzz::fuzz("settings", |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let pairs: Vec<_> = text.lines().filter_map(|line| line.split_once('=')).collect();
        // Only a setting that is meant to be secret is kept secret.
        let is_elsewhere = |(name, value): &(&str, &str)| {
            [name, value].iter().any(|text| text.contains("hush"))
                && (name.contains("hush") || !is_secret(name))
        };
        let shown = match Settings::read(Source::new(&pairs)) {
            Ok(settings) => {
                assert!(settings.rate_limits.signatures.count > 0, "{text}");
                assert!(!settings.rate_limits.signatures.per.is_zero(), "{text}");
                format!("{:?} {:?}", settings.rate_limits, settings.warnings)
            }
            Err(faults) => faults.to_string(),
        };
        assert!(pairs.iter().any(is_elsewhere) || !shown.contains(SECRET), "{shown}");
    });
}
