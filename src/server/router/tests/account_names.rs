//! T2: the name of a new account has no card number in it, and is one that Zuora can store.

use super::support::{
    CREATE_ACCOUNT, Call, Fixture, calls, fixture, kind, send, session, site_with,
};
use serde_json::{Value, json};

#[tokio::test]
async fn t2_an_account_name_with_a_card_number_in_any_script_is_never_signed() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let zeros = [
        '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០',
        '᠐', '꘠', '０', '𐒠', '𑁦', '𝟎', '𝟘', '𝟢', '𝟬', '𝟶', '𞅀', '𞥐', '🯰',
    ];
    let mut names: Vec<String> = zeros
        .into_iter()
        .flat_map(|zero| {
            let of = |number: &str| -> String {
                let digit = |digit: char| {
                    digit.to_digit(10).and_then(|value| char::from_u32(u32::from(zero) + value))
                };
                number.chars().map(|character| digit(character).unwrap_or(character)).collect()
            };
            [of("4111111111111111"), of("3782 822463 10005"), of("Ada 30569309025904 & Sons")]
        })
        .collect();
    names.extend(
        [
            "4111·1111·1111·1111",
            "4111/1111/1111/1111",
            "4111\u{200b}1111\u{ad}1111\u{2060}1111",
            "4111\u{202e}1111 1111 1111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "4१１1𝟭1١۱1111111",
        ]
        .map(str::to_owned),
    );
    for name in names {
        let body = json!({"name": name}).to_string();
        let request = Call::new(&cookie).path(CREATE_ACCOUNT).body(&body).build();
        let (status, _, answer) = send(&site, request).await;
        assert_eq!(
            (status.as_u16(), kind(&answer).as_str()),
            (400, "bad_request"),
            "{name}: {answer}"
        );
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_name_zuora_cannot_store_is_refused_and_any_other_is_signed_unchanged() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let long = "龍".repeat(255);
    for (name, status) in [
        ("", 400),
        ("  ", 400),
        ("\u{200b}\u{feff}", 400),
        ("\u{301}", 400),
        ("\u{3164}", 400),
        ("a\u{0}", 400),
        ("a\nb", 400),
        ("\u{85}", 400),
        ("Rocket 🚀", 400),
        ("𠮷野", 400),
        (&*format!("{long}x"), 400),
        (&long, 200),
        ("Müller & Søn 株式会社", 200),
        ("نوش\u{200c}آفرین", 200),
        ("12 Main St 34567", 200),
        ("3M", 200),
    ] {
        let body = json!({"name": name}).to_string();
        let request = Call::new(&cookie).path(CREATE_ACCOUNT).body(&body).build();
        let (got, _, answer) = send(&site, request).await;
        assert_eq!(got.as_u16(), status, "{name:?}: {answer}");
        if status == 200 {
            let ticket: Value = serde_json::from_str(&answer).expect("JSON");
            assert_eq!(ticket["name"], name);
        }
    }
}
