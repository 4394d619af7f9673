//! 100,000 card numbers, which must go, and as many ids and times, which must stay. Fixed seeds.

use super::*;
use crate::server::keyed_hash::KeyedHash;
use proptest::{prop_assert, proptest};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use uuid::Builder;

const SAMPLES: usize = 100_000;

#[test]
fn t2_card_numbers_go_and_everything_else_stays() {
    for (text, expected) in [
        ("number=4111111111111111", "number=[card number]"),
        ("4111 1111 1111 1111 and", "[card number] and"),
        ("3782-822463-10005", "[card number]"),
        ("99994111111111111111", "[card number]"),
        ("411111111111", "411111111111"),
        ("2026-11-22T02:45:33.123456Z", "2026-11-22T02:45:33.123456Z"),
        ("5a4db0c5-0000-4000-8000-c0ffee000001", "5a4db0c5-0000-4000-8000-c0ffee000001"),
        ("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"),
        ("f\u{fc}r 12 und 7", "f\u{fc}r 12 und 7"),
        ("/x/4111%201111%201111%201111", "/x/[card number]"),
        ("/x/4111%25201111%25201111%25201111", "/x/[card number]"),
        ("4111+1111+1111+1111", "[card number]"),
        ("4111%2D1111%2d1111%2D1111", "[card number]"),
        ("4111.1111.1111.1111", "[card number]"),
        ("4111_1111_1111_1111", "[card number]"),
        ("4111  1111  1111  1111", "[card number]"),
        ("4111, 1111, 1111, 1111", "[card number]"),
        ("4111\\t1111\\t1111\\t1111", "[card number]"),
        (r"4111\u{200b}1111\u00a01111\\u{2009}1111", "[card number]"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "[card number]"),
        ("41/11/11/11/11/11/11/11", "[card number]"),
        ("４１１１１１１１１１１１１１１１", "[card number]"),
        ("%EF%BC%94%EF%BC%91111111111111111", "[card number]1"),
        ("%EF%BC%94%EF%BC%9111111111111111", "[card number]"),
        ("card4111111111111111x", "card[card number]x"),
        ("1111-2222-3333-4444", "[card number]"),
        ("id 8F3AE4E9AD8A6D2B", "id 8F3AE4E9AD8A6D2B"),
        ("100%", "100%"),
        ("%zz%2", "%zz%2"),
        ("\\", "\\"),
        ("\\u{", "\\u{"),
        ("", ""),
    ] {
        assert_eq!(redact(text), expected);
    }
    let mut written = Vec::new();
    Redacting(&mut written).write_all(b"card 4111111111111111\n").expect("it is written");
    assert_eq!(written, b"card [card number]\n");
}

/// A number of a brand that the form accepts.
fn card_number(random: &mut StdRng) -> String {
    let (prefix, length) = *[
        ("4", 16),
        ("51", 16),
        ("55", 16),
        ("2223", 16),
        ("2720", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("65", 16),
        ("300", 14),
        ("36", 14),
        ("38", 16),
        ("1800", 16),
        ("2131", 16),
        ("3530", 16),
    ]
    .choose(random)
    .expect("one of them");
    // A prefix, random digits, the check digit.
    let mut number = prefix.to_owned();
    number
        .extend((prefix.len()..length - 1).map(|_| char::from(b'0' + random.random_range(0..10))));
    let number = (0..10).map(|check| format!("{number}{check}"));
    number.into_iter().find(|number| passes_luhn(number.as_bytes())).expect("one of ten")
}

/// The number in some script, in groups, with something between them.
fn written_in_groups(random: &mut StdRng, number: &str) -> String {
    let zero = u32::from(
        *['0', '0', '0', '٠', '۰', '०', '๐', '០', '０', '𝟎', '𝟶', '🯰']
            .choose(random)
            .expect("one of them"),
    );
    let between = [
        "",
        " ",
        "-",
        ".",
        "_",
        "/",
        "  ",
        " - ",
        "\t",
        "\u{a0}",
        "\u{2009}",
        "\u{2013}",
        "\u{2212}",
        "\u{200b}",
        "\u{ad}",
        "·",
        "／",
        "。",
        "%20",
        "%2D",
        "%2d",
        "%2F",
        "%C2%A0",
        "%E2%80%93",
        "%2520",
        "+",
        "\\t",
        "\\u{200b}",
        "\\u00a0",
        "%20%20",
    ];
    let between = *between.choose(random).expect("one of them");
    // The form accepts all of these between any digits, except "+".
    let in_any_groups = between != "+";
    let ends: Vec<usize> = match random.random_range(0..if in_any_groups { 4 } else { 2 }) {
        0 if number.len() < 16 => vec![4, 10],
        0 | 1 => vec![4, 8, 12],
        2 => (1..number.len()).collect(),
        _ => (1..number.len()).filter(|_| random.random_bool(0.3)).collect(),
    };
    let mut written = String::new();
    for (at, digit) in number.bytes().enumerate() {
        if ends.contains(&at) {
            written.push_str(between);
        }
        written.extend(char::from_u32(zero + u32::from(digit - b'0')));
    }
    written
}

#[test]
fn t2_a_hundred_thousand_card_numbers_in_any_form_that_the_form_reads_and_none_is_written() {
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..SAMPLES {
        let number = card_number(&mut random);
        let written = written_in_groups(&mut random, &number);
        let (before, after) = *[
            ("", ""),
            ("path=\"/x/", "\" kind=y"),
            ("card ", ", thanks"),
            ("request=5a4db0c5-0000-4000-8000-c0ffee000001 number: ", "\n"),
            ("(", ")"),
            ("é", "é"),
        ]
        .choose(&mut random)
        .expect("one of them");
        assert_eq!(
            redact(&format!("{before}{written}{after}")),
            format!("{before}{REDACTED}{after}"),
            "{written}"
        );
    }
}

#[test]
fn t5_a_hundred_thousand_ids_hashes_and_times_and_every_one_stays_whole() {
    let mut random = StdRng::seed_from_u64(2);
    let hashes = KeyedHash::new(b"key", "audit").expect("a key");
    for draw in 0..SAMPLES {
        let bits: u128 = random.random();
        let uuid = Builder::from_random_bytes(bits.to_be_bytes()).into_uuid();
        let (hash, zuoras, process) = (
            hashes.hash(&draw.to_string(), 8),
            format!("{bits:032x}"),
            format!("{:016X}", random.random::<u64>()),
        );
        // From 2018 to 2026: later microseconds can begin with 1800.
        let nanoseconds =
            random.random_range(1_514_764_800_000_000_000_i128..1_798_761_600_000_000_000);
        let mut among = |range: std::ops::Range<u32>| random.random_range(range);
        let (date, clock) = (
            (among(2018..2034), among(1..13), among(1..32)),
            (among(0..24), among(0..60), among(0..60)),
        );
        let iso = format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
            date.0,
            date.1,
            date.2,
            clock.0,
            clock.1,
            clock.2,
            among(0..1_000_000)
        );
        let (seconds, fraction) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        let (port, bytes): (u16, u32) = (random.random(), random.random());
        let (milliseconds, microseconds) = (nanoseconds / 1_000_000, nanoseconds / 1_000);
        for line in [
            format!(
                "{iso} INFO audit: signature request={uuid} session=\"{hash}\" address=127.0.0.1:{port} bytes={bytes}"
            ),
            format!(
                "{{\"at\":{milliseconds},\"path\":\"/v1/files/{zuoras}\",\"process\":\"{process}\",\"hash\":\"{bits:040x}\"}}"
            ),
            format!(
                "at={microseconds} to={nanoseconds} took={seconds}.{fraction:09} Chrome/{}.0.{port}.{} Safari/537.36",
                bits % 999,
                port % 999
            ),
        ] {
            // Decimal digits alone cannot be recognised as a hash.
            let has_letters = |id: &str| id.bytes().any(|byte| byte.is_ascii_alphabetic());
            if has_letters(&zuoras) && has_letters(&process) {
                assert_eq!(redact(&line), line);
            }
        }
        assert!(hash.bytes().all(|byte| byte.is_ascii_lowercase()), "{hash}");
    }
}

/// A hostile path costs linear time (quadratic would take minutes) and makes no longer line.
#[test]
fn t22_a_long_text_of_whatever_looks_like_a_beginning_is_read_through() {
    for part in
        ["\\", "%", "%25", "25", "1", "1 ", "a-", "\\u{", "4111-", "0123456789abcdef-", "\u{200b}"]
    {
        let text = part.repeat(20_000);
        let shown = redact(&text);
        assert!(shown.len() <= text.len() + REDACTED.len(), "{part}");
    }
}

proptest! {
    #[test]
    fn t2_a_line_that_is_not_searched_has_nothing_to_find(text in "([0-9]{1,6}[ a-z-]?){0,8}") {
        prop_assert!(may_contain_number(&text) || search(&text) == text);
    }

    /// Contiguous digits of any brand, after any text.
    #[test]
    fn t2_no_possible_card_number_is_ever_written(
        before in "([^0-9a-fA-F]{0,4}[0-9]{0,14}[ -]?)?[^0-9a-fA-F]{1,2}",
        digits in "[02-9][0-9]{11,17}",
        after in "[^0-9a-fA-F]{0,4}",
    ) {
        let number = (0..10).map(|check| format!("{digits}{check}")).find(|number| passes_luhn(number.as_bytes())).expect("one of ten");
        let shown = redact(&format!("{before}{number}{after}"));
        // The text before it may contain the same digits.
        let rest = shown.strip_prefix(&*before).unwrap_or(&shown);
        for run in number.as_bytes().windows(8) {
            prop_assert!(!rest.as_bytes().windows(8).any(|shown| shown == run), "{}", shown);
        }
    }
}
