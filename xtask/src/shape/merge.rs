//! Puts changes together that were made to the same text independently of each other.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::{collections::BTreeMap, ops::Range};

/// Lines of a text that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Numbered from 0. Empty where lines are only added.
    pub lines: Range<usize>,
    pub replacement: String,
}

/// The text with the changes of every part. Each part's hunks are in order.
///
/// Hunks of different parts that touch the same lines are put together word by word: a word that one
/// of them deletes goes.
pub fn merge(original: &str, parts: &[&[Hunk]]) -> String {
    let lines: Vec<_> = original.split_inclusive('\n').collect();
    let mut hunks: Vec<_> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, hunks)| hunks.iter().map(move |hunk| (part, hunk)))
        .collect();
    hunks.sort_by_key(|(_, hunk)| (hunk.lines.start, hunk.lines.end));
    let (mut merged, mut done) = (String::new(), 0);
    while let Some((_, first)) = hunks.first() {
        let mut range = first.lines.clone();
        let touching = hunks
            .iter()
            .take_while(|(_, hunk)| {
                let touches = hunk.lines.start < range.end || hunk.lines.start == range.start;
                range.end = if touches { range.end.max(hunk.lines.end) } else { range.end };
                touches
            })
            .count();
        let group: Vec<_> = hunks.drain(..touching).collect();
        let versions: Vec<_> = (0..parts.len())
            .filter_map(|part| {
                let own: Vec<_> = group.iter().filter(|(of, _)| *of == part).collect();
                (!own.is_empty()).then(|| {
                    let (mut version, mut at) = (String::new(), range.start);
                    for (_, hunk) in own {
                        version += &lines[at..hunk.lines.start].concat();
                        version += &hunk.replacement;
                        at = hunk.lines.end;
                    }
                    version + &lines[at..range.end].concat()
                })
            })
            .collect();
        merged += &lines[done..range.start].concat();
        merged += &merge_words(&lines[range.clone()].concat(), &versions);
        done = range.end;
    }
    merged + &lines[done..].concat()
}

/// Deletes every word that a version deletes, and adds what a version adds. A number that several
/// versions change is changed by the sum: a list of four pages that loses two, each by another part,
/// has two.
fn merge_words(original: &str, versions: &[String]) -> String {
    if let [first, others @ ..] = versions
        && others.iter().all(|other| other == first)
        && !first.chars().any(|character| character.is_ascii_digit())
    {
        return first.clone();
    }
    let words = split_words(original);
    let mut is_deleted = vec![false; words.len()];
    let mut differences = BTreeMap::<usize, i64>::new();
    let mut added = BTreeMap::<usize, Vec<String>>::new();
    for version in versions {
        let new = split_words(version);
        for op in capture_diff_slices(Algorithm::Myers, &words, &new) {
            let (DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. }) = op
            else {
                continue;
            };
            let (old_range, new_range) = (op.old_range(), op.new_range());
            if let ([old], [new]) = (&words[old_range.clone()], &new[new_range.clone()])
                && let (Ok(old), Ok(new)) = (old.parse::<i64>(), new.parse::<i64>())
            {
                *differences.entry(old_range.start).or_default() += new - old;
                continue;
            }
            is_deleted[old_range.clone()].fill(true);
            let text = new[new_range].concat();
            let added = added.entry(old_range.start).or_default();
            if !text.is_empty() && !added.contains(&text) {
                added.push(text);
            }
        }
    }
    let mut merged = String::new();
    for place in 0..=words.len() {
        merged.extend(added.remove(&place).unwrap_or_default());
        let Some(word) = words.get(place).filter(|_| !is_deleted[place]) else { continue };
        match differences.get(&place) {
            Some(difference) => {
                merged += &(word.parse::<i64>().unwrap_or_default() + difference).to_string();
            }
            None => merged += word,
        }
    }
    merged
}

/// Words, and every other character by itself.
fn split_words(text: &str) -> Vec<&str> {
    let is_of_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match is_of_word(first) {
            true => rest.find(|character| !is_of_word(character)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hunk(lines: Range<usize>, replacement: &str) -> Hunk {
        Hunk { lines, replacement: replacement.into() }
    }

    #[test]
    fn changes_of_different_lines_are_all_made() {
        let merged = merge(
            "mod a;\nmod b;\nmod c;\nmod d;\n",
            &[&[hunk(0..1, ""), hunk(3..4, "")], &[hunk(1..2, ""), hunk(4..4, "mod e;\n")]],
        );
        assert_eq!(merged, "mod c;\nmod e;\n");
    }

    #[test]
    fn changes_of_one_line_are_put_together_word_by_word() {
        let original = "use x::{a, b, c};\nconst ALL: [Page; 4] = [A, B, C, D];\n";
        let without_a = [hunk(0..2, "use x::{b, c};\nconst ALL: [Page; 3] = [B, C, D];\n")];
        let without_c =
            [hunk(0..1, "use x::{a, b};\n"), hunk(1..2, "const ALL: [Page; 3] = [A, B, D];\n")];
        assert_eq!(
            merge(original, &[&without_a, &without_c]),
            "use x::{b};\nconst ALL: [Page; 2] = [B, D];\n"
        );
        assert_eq!(
            merge(original, &[&without_a]),
            "use x::{b, c};\nconst ALL: [Page; 3] = [B, C, D];\n"
        );
    }

    #[test]
    fn what_two_parts_change_alike_is_changed_once() {
        let change = [hunk(0..1, "the others\n")];
        assert_eq!(merge("the other three\n", &[&change, &change]), "the others\n");
    }
}
