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

#[cfg(feature = "demo")]
#[test]
fn the_callback_path_is_the_one_that_was_typed_in_lower_case() {
    let tenant = [
        ("ZUORA_BASE_URL", "https://rest.test.zuora.com"),
        ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
        ("ZUORA_CLIENT_SECRET", "s"),
        ("ZUORA_ACCOUNT_KEY", "A00000042"),
    ];
    let read = |values: &[&[(&str, &str)]]| {
        let settings = Settings::read(Source::new(&values.concat())).expect("right settings");
        (settings.zuora.page_callback_path, settings.warnings)
    };
    let path = |path| [("ZUORA_PAGE_CALLBACK_PATH", path)];
    let (id, none) = ([("ZUORA_PAGE_ID", "2c92c0f8")], Vec::<String>::new());
    assert_eq!(read(&[]), (Some("/hosted-page/callback".into()), none.clone()), "the sandbox's");
    let own = read(&[&tenant, &id, &path("/Shop/Callback.jsp?From=Zuora")]);
    assert_eq!(own, (Some("/shop/callback.jsp?from=zuora".into()), none.clone()));
    let longest = format!("/{}", "é".repeat(254));
    assert_eq!(read(&[&tenant, &id, &path(&longest)]).0, Some(longest.clone()));
    let longer = format!("{longest}é");
    assert_eq!(faults([("ZUORA_PAGE_CALLBACK_PATH", &*longer)]), ["ZUORA_PAGE_CALLBACK_PATH"]);
    // Without a page there is nothing to miss.
    assert_eq!(read(&[&tenant]), (None, none));
    let (missing, warnings) = read(&[&tenant, &id]);
    assert!(missing.is_none() && warnings[0].starts_with("ZUORA_PAGE_CALLBACK_PATH is not set"));
}
