//! Secrets from variables and files, and the keys of sessions.

use super::*;

/// A key that is nobody's.
#[cfg(feature = "demo")]
const KEY: &str = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4n+3LqYdlQyEP7cuph2VDIQ/ty6mHZUMhD+3LqYdlQyEAABAwcPHz9/gMDg8Pj8/v8=";

#[cfg(feature = "demo")]
#[test]
fn every_secret_can_come_from_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
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
    let with = |more: &[(&str, &str)]| Settings::read(Source::new(&[&tenant[..], more].concat()));
    let settings = with(&[
        ("ZUORA_CLIENT_SECRET_FILE", &secret),
        ("SESSION_KEY_FILE", &key),
        ("SESSION_KEY_OLD_FILE", &key),
    ])
    .expect("right settings");
    let Zuora::Tenant { client, .. } = &settings.zuora.target else { panic!("a tenant") };
    assert_eq!(secrecy::ExposeSecret::expose_secret(&client.secret), "hush");
    let from_variable =
        with(&[("ZUORA_CLIENT_SECRET", "hush"), ("SESSION_KEY", KEY)]).expect("right settings");
    assert_eq!(settings.session.key.master(), from_variable.session.key.master());
    assert_eq!(
        settings.session.old_key.map(|key| key.master().to_vec()),
        Some(from_variable.session.key.master().to_vec())
    );
    assert!(from_variable.session.old_key.is_none());

    let absent = folder.path().join("absent").display().to_string();
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
        let variables: Vec<_> = faults.iter().map(|fault| &*fault.variable).collect();
        assert_eq!(variables, [variable], "{values:?}: {faults:?}");
        assert!(!faults[0].problem.contains("hush"), "{faults:?}");
    }
}

/// The command in the hint makes one line, which a `.env` file can hold.
#[test]
fn the_hint_for_a_session_key_can_be_pasted() {
    for value in ["dG9vIHNob3J0", "!", &*"A".repeat(88)] {
        let message = problems([("SESSION_KEY", value)]);
        assert!(message.contains("openssl rand -base64 64 | tr -d '\\n'"), "{message}");
    }
    assert!(problems([("SESSION_KEY", "dG9vIHNob3J0")]).contains("one line"));
    assert!(problems([("SESSION_KEY", &"A".repeat(88))]).contains("SESSION_KEY: is not random"));
}

#[cfg(feature = "demo")]
#[test]
fn a_session_key_may_span_lines() {
    let lines = format!("{}\n{}\n", &KEY[..64], &KEY[64..]);
    let wrapped = Source::from([("SESSION_KEY", lines.as_str())]);
    assert!(Settings::read(wrapped).is_ok());
}
