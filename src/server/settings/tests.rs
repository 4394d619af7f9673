//! Settings as a whole: defaults, and faults told together.

use super::*;

fn faults<const N: usize>(values: [(&str, &str); N]) -> Vec<&'static str> {
    match Settings::read(Source::from(values)) {
        Ok(_) => Vec::new(),
        Err(Faults(faults)) => faults.into_iter().map(|fault| fault.variable).collect(),
    }
}

#[cfg(feature = "demo")]
#[test]
fn nothing_set_means_the_sandbox_on_loopback() {
    let settings = Settings::read(Source::default()).expect("defaults");
    assert!(matches!(settings.zuora, Zuora::Sandbox { addr, .. } if addr.port() == 3100 && addr.ip().is_loopback()));
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
        ("ZUORA_BASE_URL", "https://rest.zuora.com.evil.test"),
    ] {
        assert!(faults([(variable, wrong)]).contains(&variable), "{variable}={wrong}");
    }
}

#[cfg(feature = "demo")]
#[test]
fn production_refuses_what_only_a_demo_may_do() {
    let refused = faults([("APP_ENV", "production"), ("PUBLIC_ORIGIN", "http://shop.example")]);
    assert_eq!(
        refused,
        ["ZUORA_BASE_URL", "APP_ENV", "ZUORA_ACCOUNT_KEY", "SESSION_KEY", "PUBLIC_ORIGIN"]
    );
    let refused = faults([("ZUORA_BASE_URL", "https://rest.zuora.com")]);
    assert!(refused.contains(&"ZUORA_BASE_URL"));
}

#[test]
fn help_lists_what_is_read() {
    let text = include_str!("../settings.rs").to_owned() + include_str!("check.rs");
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

#[cfg(feature = "demo")]
#[test]
fn a_session_key_may_be_broken_into_lines() {
    let lines = format!("{}\n{}\n", "QUJD".repeat(16), "QUJD".repeat(7));
    let wrapped = Source::from([("SESSION_KEY", lines.as_str())]);
    assert!(Settings::read(wrapped).is_ok());
}
