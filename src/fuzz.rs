//! Runs a parser on bytes from outside that nobody has thought of: the corpus of its target, and
//! mutations of it. A target is a test named `fuzz_…`, beside its parser; `fuzz/README.md` lists them.
//!
//! The seed is fixed, so that a run of the tests never fails by chance. `cargo xtask fuzz` sets
//! `FUZZ_SECONDS`: then each target gets new seeds for as long, and adds what it finds to its corpus.
//!
//! The mutations are proptest's, so that a finding is reported with the fewest edits that lead to it.

use crate::threats::repository;
use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};
use std::{
    collections::{BTreeSet, hash_map::DefaultHasher},
    env, fs,
    hash::{Hash as _, Hasher as _},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How many mutations are tried with one seed.
const MUTATIONS: u32 = 500;
/// In bytes. Repetitions of repetitions would become longer than anybody sends.
const MAX_LENGTH: usize = 16 * 1024;
/// What has been trouble for some parser somewhere.
const TROUBLE: [&str; 34] = [
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{fc}",
    "\u{661}",
    "\u{1f680}",
    " ",
    "\t",
    "\r\n",
    "\n",
    "%",
    "%00",
    "%25",
    "%zz",
    "+",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "'",
    "[",
    "{",
    "}",
    ",",
    ";",
    ":",
    "=",
    "#",
    "<script>",
    "-1",
    "1e999",
    "18446744073709551616",
    "4111111111111111",
];

/// One change of a text. Places count from its beginning, whatever its length.
#[derive(Clone, Debug)]
enum Edit {
    Insert(Index, Vec<u8>),
    Replace(Index, u8),
    Remove(Index, Index),
    Repeat(Index, Index, usize),
    /// The rest is that of another text of the corpus.
    Splice(Index, Index, Index),
}

/// Runs the target of this name: `check` panics when the parser has done something wrong with an
/// input.
///
/// # Panics
/// When it has.
pub fn fuzz(target: &str, check: impl Fn(&[u8])) {
    fuzz_times(target, MUTATIONS, check);
}

/// The same for a parser that takes more than a moment, with fewer mutations.
///
/// # Panics
/// When the parser has done something wrong.
pub fn fuzz_times(target: &str, mutations: u32, check: impl Fn(&[u8])) {
    let folder = corpus().join(target);
    let corpus = files(&folder);
    for (path, bytes) in &corpus {
        let checked = catch_unwind(AssertUnwindSafe(|| check(bytes)));
        assert!(checked.is_ok(), "with {}", path.display());
    }
    let texts: Vec<_> = corpus.into_iter().map(|(_, bytes)| bytes).collect();
    let seconds = env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let mut seed = [0; 32];
    loop {
        if end.is_some() {
            seed = rand::random();
        }
        if let Some(found) = mutate(&texts, mutations, seed, &check) {
            if end.is_some() {
                let mut hasher = DefaultHasher::new();
                found.hash(&mut hasher);
                let path = folder.join(format!("found-{:016x}", hasher.finish()));
                fs::write(path, &found).expect("it is written");
            }
            panic!("{target}: b\"{}\"", found.escape_ascii());
        }
        if end.is_none_or(|end| Instant::now() >= end) {
            return;
        }
    }
}

/// The simplest mutation with which `check` panics.
fn mutate(
    corpus: &[Vec<u8>],
    mutations: u32,
    seed: [u8; 32],
    check: &impl Fn(&[u8]),
) -> Option<Vec<u8>> {
    let config = Config { cases: mutations, failure_persistence: None, ..Config::default() };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let inputs = (any::<Index>(), prop::collection::vec(edit(), 0..8));
    let inputs = inputs.prop_map(|(begin, edits)| {
        let first = begin.get(corpus).clone();
        edits.iter().fold(first, |text, edit| edit.apply(text, corpus))
    });
    let outcome = TestRunner::new_with_rng(config, random).run(&inputs, |input| {
        check(&input);
        Ok(())
    });
    match outcome {
        Ok(()) => None,
        Err(TestError::Fail(_, input)) => Some(input),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<Index>;
    let text = prop_oneof![
        3 => select(&TROUBLE[..]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..5),
    ];
    prop_oneof![
        3 => (place(), text).prop_map(|(at, text)| Edit::Insert(at, text)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Replace(at, byte)),
        2 => (place(), place()).prop_map(|(at, to)| Edit::Remove(at, to)),
        1 => (place(), place(), 1..40_usize).prop_map(|(at, to, times)| Edit::Repeat(at, to, times)),
        1 => (place(), place(), place()).prop_map(|(at, other, to)| Edit::Splice(at, other, to)),
    ]
}

impl Edit {
    fn apply(&self, mut text: Vec<u8>, corpus: &[Vec<u8>]) -> Vec<u8> {
        let length = text.len();
        let place = |at: &Index| at.index(length + 1);
        let range = |at: &Index, to: &Index| {
            let ends = [place(at), place(to)];
            ends[0].min(ends[1])..ends[0].max(ends[1])
        };
        match self {
            Self::Insert(at, bytes) => {
                let at = place(at);
                text.splice(at..at, bytes.iter().copied());
            }
            Self::Replace(at, byte) if length > 0 => text[at.index(length)] = *byte,
            Self::Replace(..) => {}
            Self::Remove(at, to) => drop(text.drain(range(at, to))),
            Self::Repeat(at, to, times) => {
                let range = range(at, to);
                let again = text[range.clone()].repeat(*times);
                text.splice(range.end..range.end, again);
            }
            Self::Splice(at, other, to) => {
                let other = other.get(corpus);
                text.truncate(place(at));
                text.extend_from_slice(&other[to.index(other.len() + 1)..]);
            }
        }
        text.truncate(MAX_LENGTH);
        text
    }
}

fn corpus() -> PathBuf {
    repository().join("fuzz/corpus")
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|_| panic!("no folder {}", folder.display()));
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    paths.into_iter().map(|path| (path.clone(), fs::read(&path).expect("a file"))).collect()
}

#[test]
fn every_target_has_a_corpus_and_a_line_in_the_list() {
    let mut tests = BTreeSet::new();
    crate::threats::tests(&repository().join("src"), &mut tests);
    let targets: BTreeSet<_> =
        tests.iter().filter_map(|test| test.strip_prefix("fuzz_")).map(str::to_owned).collect();
    let folders = fs::read_dir(corpus()).expect("the corpus").flatten();
    let folders: BTreeSet<_> =
        folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(targets, folders);
    let list = fs::read_to_string(repository().join("fuzz/README.md")).expect("the list");
    let rows = list.lines().filter_map(|line| line.strip_prefix("| `"));
    let listed: BTreeSet<_> =
        rows.filter_map(|row| row.split('`').next()).map(str::to_owned).collect();
    assert_eq!(targets, listed);
}

/// The twin of all targets: a parser that cannot read one text of thousands is found out, and with
/// the shortest one.
#[test]
fn a_parser_that_fails_is_found_and_what_is_reported_is_simple() {
    let corpus = [b"a=1; b=2".to_vec(), b"c".to_vec()];
    let fails = |bytes: &[u8]| assert!(!bytes.contains(&0), "a NUL");
    let found = mutate(&corpus, MUTATIONS, [0; 32], &fails).expect("a finding");
    assert!(found.contains(&0) && found.len() <= 9, "{}", found.escape_ascii());
    assert_eq!(mutate(&corpus, MUTATIONS, [0; 32], &|_| ()), None);
}
