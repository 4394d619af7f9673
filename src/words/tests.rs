//! What every language must say, and the reason catalogue as a document.

use super::*;
use crate::{
    api_error::ApiErrorKind,
    card::CardFault,
    flow::{Failure as Failed, Phase},
    zuora::{Cause, Reason, Refusal},
};
use std::{collections::HashSet, env, fmt::Write as _, fs, path::Path};

fn english() -> &'static Words {
    Words::in_language(Language::English)
}

fn every_language() -> impl Iterator<Item = &'static Words> {
    Language::ALL.iter().copied().map(Words::in_language)
}

fn refusal(code: u32, message: &str) -> Failed {
    Failed::Refused(Refusal {
        process_id: None,
        reasons: vec![Reason { code: code.to_string(), message: message.into() }],
    })
}

fn notice(words: &Words, failed: Failed) -> NoticeText {
    let source =
        NoticeSource { words: &words.notice, explain: &|kind| words.explained(kind).into() };
    source.notice_text(&Phase::from(failed), None).expect("a failure has a notice")
}

#[test]
fn every_failure_says_what_happened_why_what_was_saved_and_what_to_do() {
    for words in every_language() {
        let refused =
            [90_000_010, 59_010_220, 53_000_070, 53_000_099, 1].map(|code| refusal(code, "words"));
        let not_signed = ApiErrorKind::all().map(|kind| Failed::NotSigned(kind.into()));
        let empty = Failed::Refused(Refusal {
            process_id: Some("8F3AE4E9AD8A6D2B".into()),
            reasons: Vec::new(),
        });
        let notice = |failed: Failed| notice(words, failed);
        for failed in not_signed.chain(refused).chain([empty]) {
            let notice = notice(failed);
            assert_eq!(notice.saved, words.notice.nothing_saved, "{notice:?}");
            assert!(
                notice.text.ends_with('.')
                    && notice.fix.ends_with('.')
                    && !notice.details.is_empty(),
                "{notice:?}"
            );
        }
        let unknown = notice(Failed::Unknown);
        for open in [50_000_060, 90_000_011] {
            let notice = notice(refusal(open, "words"));
            assert_eq!((notice.saved, &notice.heading), (unknown.saved, &unknown.heading));
        }
        assert_eq!(unknown.saved, words.notice.maybe_saved);
        assert!(!unknown.heading.contains("fail") && !unknown.text.contains("fail"));
    }
}

#[test]
fn one_reason_that_leaves_the_outcome_open_leaves_it_open() {
    let reason = |code: u32| Reason { code: code.to_string(), message: "words".into() };
    for (codes, saved) in [
        ([50_000_020, 50_000_060], english().notice.maybe_saved),
        ([50_000_060, 50_000_020], english().notice.maybe_saved),
        ([50_000_020, 50_000_099], english().notice.nothing_saved),
    ] {
        let refusal = Refusal { process_id: None, reasons: codes.map(reason).into() };
        let notice = notice(english(), Failed::Refused(refusal));
        assert_eq!(notice.saved, saved, "{codes:?}");
    }
}

#[test]
fn a_used_ticket_and_a_wrong_one_have_different_texts() {
    let notice = |message| notice(english(), refusal(90_000_011, message));
    let used = notice("Invalid token. Note: a token can only be used once.");
    let wrong = notice("Invalid signature");
    assert_ne!(used.text, wrong.text);
    assert!(wrong.details.ends_with("\nZuora’s code 90000011: Invalid signature"));
}

/// Zuora's reasons come with a code, with words, with both, or not at all.
#[test]
fn a_reason_without_a_code_or_without_words_reads_as_a_sentence_does() {
    for words in every_language() {
        let details = |code: &str, message: &str| {
            let reasons = vec![Reason { code: code.into(), message: message.into() }];
            let refusal = Refusal { process_id: None, reasons };
            // The cause comes first.
            let details = notice(words, Failed::Refused(refusal)).details;
            details.lines().nth(1).unwrap_or_default().to_owned()
        };
        let label = words.notice.zuoras_code;
        assert_eq!(details("53000020", "No."), format!("{label} 53000020: No."));
        assert_eq!(details("53000020", ""), format!("{label} 53000020"));
        assert_eq!(details("", "Authentication error"), "Zuora: Authentication error");
        assert_eq!(
            details("HTTP 401", "Authentication error"),
            format!("{label} HTTP 401: Authentication error")
        );
    }
}

/// GOV.UK Design System: say how to fix it; do not say please, sorry, oops, invalid or forbidden.
#[test]
fn every_fault_of_a_field_has_a_sentence_of_its_own_that_says_how_to_fix_it() {
    for words in every_language() {
        let said: Vec<_> = CardFault::all().into_iter().map(words.card_fault).collect();
        assert_eq!(said.iter().collect::<HashSet<_>>().len(), said.len());
        for sentence in said {
            let lower = sentence.to_lowercase();
            for banned in [
                "please",
                "sorry",
                "oops",
                "invalid",
                "forbidden",
                "bitte",
                "leider",
                "ungültig",
                "verboten",
            ] {
                assert!(!lower.contains(banned), "{sentence}");
            }
            assert!(!sentence.ends_with('.'), "{sentence}");
        }
    }
}

#[test]
fn languages_differ_in_tag_and_words() {
    let tags: HashSet<_> = Language::ALL.iter().map(|language| language.tag()).collect();
    assert_eq!(tags.len(), Language::ALL.len());
    for language in Language::ALL.iter().filter(|language| **language != Language::English) {
        let words = Words::in_language(*language);
        assert!(matches!(language.direction(), "ltr" | "rtl"));
        for fault in CardFault::all() {
            assert_ne!((words.card_fault)(fault), (english().card_fault)(fault));
        }
        for kind in FailureKind::all() {
            assert_ne!(words.explained(kind), english().explained(kind));
        }
    }
}

/// `docs/reasons.md` is written from the catalogue, by `UPDATE_DOCS=1 cargo test`.
#[test]
fn the_document_of_reasons_is_the_catalogue() {
    let mut document = String::from(
        "# Zuora’s reasons, and what this page says about them\n\n\
         Written from the catalogue in `src/zuora/cause.rs` and the sentences in `src/words/en/failures.rs`, which the form uses too; a test compares this \
         file with them (`UPDATE_DOCS=1 cargo test` writes it again).\n\n\
         | recognised by | source | meaning | cause | what to do | saved? |\n|---|---|---|---|---|---|\n",
    );
    for cause in Cause::ALL {
        let (recognised_by, source) = cause.recognised_by();
        let Explained { meaning, cause: why, fix, .. } =
            english().explained(FailureKind::Refused(cause));
        let saved = if cause.excludes_saving() { "no" } else { "not known" };
        let _ = writeln!(
            document,
            "| {recognised_by} | {source} | {meaning} | {why} | {fix} | {saved} |"
        );
    }
    document.push_str(
        "\nWhere a message names a field of the card in quotes, as in `'securityCode' may not be empty`, the field is marked too.\n",
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reasons.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &document).expect("docs/ can be written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), document);
}

/// `docs/tour.md` is written from the sentences of the page `/tour`, by `UPDATE_DOCS=1 cargo test`.
#[cfg(feature = "demo")]
#[test]
fn the_document_of_the_tour_is_the_page() {
    let words = TourWords::in_language(Language::English);
    let mut document = format!(
        "# {}\n\n\
         Written from `src/words/en/tour.rs`, which the page `/tour` of the demonstration shows too; a test compares this file with it (`UPDATE_DOCS=1 cargo test` \
         writes it again).\n\n{}\n\n{}\n",
        words.title, words.lead, words.broken
    );
    for (at, stop) in words.stops.iter().enumerate() {
        let TourStop { title, press, see, questions } = stop;
        let _ = writeln!(document, "\n## {}. {title}\n", at + 1);
        let _ = writeln!(document, "**{}** {press}\n\n**{}** {see}", words.press, words.see);
        for TourQuestion { question, answer, place } in *questions {
            let _ = writeln!(document, "\n### {question}\n\n{answer}\n\n{} {place}", words.place);
        }
    }
    let _ = write!(
        document,
        "\n## {}\n\n- {} (`/cors`) {}\n- [by-hand.md](by-hand.md) {}\n- [zuoras-article.md](zuoras-article.md) {}\n",
        words.more, words.laboratory, words.laboratory_has, words.by_hand_has, words.article_has,
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tour.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &document).expect("docs/ can be written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), document);
}

/// Two stops at a saved card, then six at breaks of the panel's, in every language.
#[cfg(feature = "demo")]
#[test]
fn the_tour_stops_at_a_saved_card_and_at_six_breaks() {
    for language in Language::ALL {
        let (tour, breaks) =
            (TourWords::in_language(*language), BreakWords::in_language(*language));
        let labels = breaks.breaks.iter().map(|one| one.label).collect::<Vec<_>>();
        for (at, stop) in tour.stops.iter().enumerate() {
            assert_eq!(labels.contains(&stop.title), at >= 2, "{}", stop.title);
            assert!(at < 2 || stop.press.contains(stop.title), "{}", stop.press);
            assert!(stop.questions.len() >= 2, "{}", stop.title);
        }
    }
    // The same number of questions in each.
    let counts = Language::ALL.iter().map(|language| {
        let stops = TourWords::in_language(*language).stops.iter();
        stops.map(|stop| stop.questions.len()).collect::<Vec<_>>()
    });
    let counts: Vec<_> = counts.collect();
    assert!(counts.windows(2).all(|two| two[0] == two[1]), "{counts:?}");
}

/// The page's code finds an explanation in the document by its number.
#[test]
fn every_way_to_fail_has_a_number_of_its_own() {
    let numbers: Vec<_> = FailureKind::all().map(FailureKind::number).collect();
    assert_eq!(numbers, (0..FailureKind::all().count()).collect::<Vec<_>>());
    for kind in ApiErrorKind::all() {
        assert!(
            FailureKind::all().any(|failure_kind| failure_kind
                == FailureKind::from_failure(&Failed::NotSigned(kind.into()))),
            "{kind:?}"
        );
    }
}
