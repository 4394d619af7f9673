//! Which values are valid, and that a card number is refused in every field.

use super::*;

fn typed(field: AccountField) -> String {
    match field {
        AccountField::Currency => " EUR ".into(),
        AccountField::Email => "ann@example.com".into(),
        AccountField::State => String::new(),
        AccountField::Name => "Müller & Søn 株式会社".into(),
        _ => "some".into(),
    }
}

#[test]
fn every_field_but_the_state_is_required() {
    let account = NewAccount::parse(typed, "GB").expect("all is well");
    assert_eq!(
        (account.get(AccountField::Currency), account.get(AccountField::State)),
        ("EUR", "")
    );
    let faults = NewAccount::parse(|_| "  ".into(), "").expect_err("all is empty");
    assert_eq!(faults.len(), AccountField::ALL.len() - 1);
    assert!(
        faults
            .iter()
            .all(|(field, fault)| (*field != AccountField::State) && *fault == AccountFault::Empty)
    );
    assert_eq!(format!("{account:?}"), "NewAccount(…)");
}

#[test]
fn t2_a_card_number_in_a_wrong_field_is_stopped_before_it_leaves() {
    for field in AccountField::ALL {
        for number in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "card 378282246310005",
            "４１１１１１１１１１１１１１１１",
            "4111·1111·1111·1111",
            "٤١١١ ١١١١ ١١١١ ١١١١",
            "४१११११११११११११११",
            "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙",
            "4111\u{200b}1111\u{ad}1111\u{202e}1111",
        ] {
            let typed = |other| if other == field { number.into() } else { typed(other) };
            let faults = NewAccount::parse(typed, "GB");
            assert_eq!(faults.expect_err(number), [(field, AccountFault::HoldsCardNumber)]);
        }
    }
}

#[test]
fn what_zuora_does_not_store_is_refused_beforehand() {
    for (text, fault) in [
        ("a".repeat(256), AccountFault::TooLong),
        ("\u{200b}".into(), AccountFault::Empty),
        ("\u{301}".into(), AccountFault::Empty),
        ("𝐀cme".into(), AccountFault::Unsupported),
        ("Rocket 🚀".into(), AccountFault::Unsupported),
        ("a\u{0}".into(), AccountFault::Unsupported),
    ] {
        assert_eq!(AccountField::Name.check(&text, ""), Err(fault), "{text}");
    }
    assert_eq!(AccountField::Name.check(&"é".repeat(255), ""), Ok(()));
    for field in AccountField::ALL {
        let host = if field == AccountField::Email { "@x.jp" } else { "" };
        let max = usize::from(field.max_length());
        let text = |length: usize| "龍".repeat(length - host.len()) + host;
        assert_eq!(field.check(&text(max), ""), Ok(()), "{field:?}");
        assert_eq!(field.check(&text(max + 1), ""), Err(AccountFault::TooLong), "{field:?}");
    }
}

#[test]
fn a_state_is_required_where_zuora_has_a_list_of_them() {
    for (country, expected) in [
        ("US", Err(AccountFault::Empty)),
        ("CA", Err(AccountFault::Empty)),
        ("GB", Ok(())),
        ("", Ok(())),
    ] {
        assert_eq!(AccountField::State.check(" ", country), expected, "{country}");
        assert_eq!(AccountField::State.check("CA", country), Ok(()), "{country}");
    }
}

#[test]
fn an_email_address_has_a_name_and_a_host() {
    for text in ["ann@example.com", " ann.lee+shop@mail.example.co.uk ", "李@例え.jp", "a@b.c"] {
        assert_eq!(AccountField::Email.check(text, ""), Ok(()), "{text}");
    }
    for text in ["ann", "ann@example", "@example.com", "ann@", "ann@é"] {
        assert_eq!(AccountField::Email.check(text, ""), Err(AccountFault::NotEmail), "{text}");
    }
}

#[test]
fn every_fault_has_the_number_of_its_place() {
    let numbers: Vec<_> = AccountFault::all().map(|(field, fault)| fault.number(field)).collect();
    assert_eq!(numbers, (0..AccountFault::COUNT).collect::<Vec<_>>());
}

#[test]
fn invisible_characters_are_removed() {
    let account = NewAccount::parse(|field| format!("\u{feff}{}\u{200b} ", typed(field)), "GB")
        .expect("all is well");
    assert_eq!(
        (account.get(AccountField::Currency), account.get(AccountField::State)),
        ("EUR", "")
    );
}
