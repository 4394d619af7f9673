//! The settings of a tenant, and what production refuses.

use super::*;

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
    assert!(!settings.demo.flow_inspector);
    assert_eq!(
        faults([("ZUORA_BASE_URL", "https://rest.test.zuora.com")]),
        ["ZUORA_CLIENT_ID", "ZUORA_CLIENT_SECRET", "ZUORA_ACCOUNT_KEY"]
    );
}

#[cfg(feature = "demo")]
#[test]
fn half_a_client_is_refused_by_name() {
    for name in [
        "ZUORA_CLIENT_ID",
        "ZUORA_CLIENT_SECRET",
        "ZUORA_CLIENT_SECRET_FILE",
        "ZUORA_ENTITY_ID",
        "ZUORA_ACCOUNT_KEY",
    ] {
        let message = problems([(name, "5a4db0c5-1111-4111-8111-000000000001")]);
        assert!(
            message.contains("ZUORA_BASE_URL: is not set") && message.contains(name),
            "{message}"
        );
        assert_eq!(problems([(name, "")]), "", "an empty value counts as unset");
    }
    let (id, secret) =
        (("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"), ("ZUORA_CLIENT_SECRET", "s"));
    let rest = [("ZUORA_BASE_URL", "https://rest.test.zuora.com"), ("ZUORA_ACCOUNT_KEY", "A1")];
    assert_eq!(faults([rest[0], rest[1], id]), ["ZUORA_CLIENT_SECRET"]);
    assert_eq!(faults([rest[0], rest[1], secret]), ["ZUORA_CLIENT_ID"]);
    assert_eq!(faults([rest[0], rest[1], id, secret]), Vec::<String>::new());
}

#[test]
fn t24_a_production_tenant_is_called_in_production_only() {
    let values = [
        ("ZUORA_BASE_URL", "https://rest.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_CLIENT_SECRET", "s"),
        ("ZUORA_ACCOUNT_KEY", "A1"),
    ];
    let message = Settings::read(Source::from(values)).expect_err("no production").to_string();
    assert!(message.contains("must be production with a production tenant"), "{message}");
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
fn t24_a_process_of_cargo_leptos_watch_is_not_for_production() {
    assert!(
        faults([("APP_ENV", "production"), ("LEPTOS_WATCH", "true")])
            .contains(&"LEPTOS_WATCH".to_owned())
    );
    assert!(!faults([("LEPTOS_WATCH", "true")]).contains(&"LEPTOS_WATCH".to_owned()));
}

/// Nothing is required that would not help.
#[test]
fn production_does_not_require_the_demo_customers_account() {
    for values in [
        vec![("APP_ENV", "production")],
        vec![("APP_ENV", "production"), ("ZUORA_BASE_URL", "https://rest.zuora.com")],
        vec![("APP_ENV", "production"), ("ZUORA_BASE_URL", "https://rest.test.zuora.com")],
    ] {
        let message = Settings::read(Source::new(&values)).expect_err("no production").to_string();
        assert!(!message.contains("ZUORA_ACCOUNT_KEY"), "{message}");
    }
}
