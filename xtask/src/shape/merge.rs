//! Puts changes together that were made to the same text independently of each other.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::{
    cmp::Ordering,
    collections::BTreeMap,
    hash::{Hash, Hasher},
    ops::Range,
};

/// Lines of a text that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Numbered from 0. Empty where lines are only added.
    pub lines: Range<usize>,
    pub replacement: String,
}

impl Hunk {
    /// An attribute belongs to what follows it. A difference cannot tell it from the same attribute
    /// in front of what is deleted.
    fn with_whole_item(&self, text: &[&str]) -> Self {
        let Self { mut lines, replacement } = self.clone();
        let is_attribute = |line: &str| line.trim_start().starts_with("#[");
        while replacement.is_empty()
            && lines.start > 0
            && !lines.is_empty()
            && is_attribute(text[lines.end - 1])
            && text[lines.start - 1] == text[lines.end - 1]
        {
            lines = lines.start - 1..lines.end - 1;
        }
        Self { lines, replacement }
    }

    /// Whether it deletes what the other changes, and more.
    fn swallows(&self, other: &Self) -> bool {
        let (lines, of_other) = (&self.lines, &other.lines);
        let is_beside =
            of_other.is_empty() && (of_other.start == lines.start || of_other.start == lines.end);
        self.replacement.is_empty()
            && !is_beside
            && lines.start <= of_other.start
            && of_other.end <= lines.end
            && lines != of_other
            && !lines.is_empty()
    }
}

/// The text with the changes of every part. Each part's hunks are in order.
///
/// Hunks of different parts that touch the same lines are put together word by word: a word that one
/// of them deletes goes.
pub fn merge(original: &str, parts: &[&[Hunk]]) -> String {
    let lines: Vec<_> = original.split_inclusive('\n').collect();
    let parts: Vec<Vec<_>> = parts
        .iter()
        .map(|hunks| hunks.iter().map(|hunk| hunk.with_whole_item(&lines)).collect())
        .collect();
    let mut hunks: Vec<_> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, hunks)| hunks.iter().map(move |hunk| (part, hunk)))
        .filter(|(_, hunk)| !parts.iter().flatten().any(|other| other.swallows(hunk)))
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
        merged += &lines[done..range.start].concat();
        merged += &merge_group(&lines, &range, parts.len(), &group);
        done = range.end;
    }
    merged + &lines[done..].concat()
}

/// The new text of these lines, which the hunks of one or more parts touch.
fn merge_group(
    lines: &[&str],
    range: &Range<usize>,
    parts: usize,
    group: &[(usize, &Hunk)],
) -> String {
    if group.iter().all(|(_, hunk)| hunk.replacement.is_empty()) {
        let is_deleted = |line: &usize| group.iter().any(|(_, hunk)| hunk.lines.contains(line));
        return range.clone().filter(|line| !is_deleted(line)).map(|line| lines[line]).collect();
    }
    let versions = (0..parts).filter_map(|part| {
        let mut own = group.iter().filter(|(of, _)| *of == part).peekable();
        own.peek()?;
        let (mut version, mut at) = (String::new(), range.start);
        for (_, hunk) in own {
            version += &lines[at..hunk.lines.start].concat();
            version += &hunk.replacement;
            at = hunk.lines.end;
        }
        Some(version + &lines[at..range.end].concat())
    });
    merge_words(&lines[range.clone()].concat(), &versions.collect::<Vec<_>>())
}

/// Deletes every word that a version deletes, and adds what a version adds. A number that several
/// versions change is changed by the sum: a list of four pages that loses two, each by another part,
/// has two.
fn merge_words(original: &str, versions: &[String]) -> String {
    if let [version] = versions {
        return version.clone();
    }
    let words = split_words(original);
    let mut is_deleted = vec![false; words.len()];
    let mut differences = BTreeMap::<usize, i64>::new();
    let mut added = BTreeMap::<usize, Vec<String>>::new();
    for version in versions {
        let new = split_words(version);
        for op in capture_diff_slices(Algorithm::Myers, &words, &new) {
            let (old_range, new_range) = (op.old_range(), op.new_range());
            match op {
                DiffOp::Equal { .. } => continue,
                DiffOp::Delete { .. } => {
                    is_deleted[slide(&words, old_range)].fill(true);
                    continue;
                }
                DiffOp::Insert { .. } | DiffOp::Replace { .. } => {}
            }
            if let ([old], [new]) = (&words[old_range.clone()], &new[new_range.clone()])
                && let (Ok(old), Ok(new)) = (old.text.parse::<i64>(), new.text.parse::<i64>())
            {
                *differences.entry(old_range.start).or_default() += new - old;
                continue;
            }
            is_deleted[old_range.clone()].fill(true);
            let text: String =
                new[new_range].iter().flat_map(|word| [word.text, word.space]).collect();
            let added = added.entry(old_range.start).or_default();
            if !added.contains(&text) {
                added.push(text);
            }
        }
    }
    let mut merged = String::new();
    for (place, word) in words.iter().enumerate() {
        merged.extend(added.remove(&place).unwrap_or_default());
        if is_deleted[place] {
            continue;
        }
        match differences.get(&place) {
            Some(difference) => {
                merged += &(word.text.parse::<i64>().unwrap_or_default() + difference).to_string();
            }
            None => merged += word.text,
        }
        merged += word.space;
    }
    merged.extend(added.into_values().flatten());
    merged
}

/// In `a, b, c` a difference cannot say whether `, b` or `b, ` has gone. The same choice everywhere
/// leaves no comma too few: one that ends with a comma, else the last one, among those in which
/// brackets have their counterparts.
fn slide(words: &[Word], deleted: Range<usize>) -> Range<usize> {
    let mut first = deleted.clone();
    while first.start > 0 && words[first.start - 1] == words[first.end - 1] {
        first = first.start - 1..first.end - 1;
    }
    let mut best = deleted;
    let mut range = first;
    loop {
        if is_balanced(&words[range.clone()]) {
            best = range.clone();
            if words[range.end - 1].text == "," {
                return best;
            }
        }
        if words.get(range.end).is_none_or(|next| *next != words[range.start]) {
            return best;
        }
        range = range.start + 1..range.end + 1;
    }
}

fn is_balanced(words: &[Word]) -> bool {
    let mut open = 0_i32;
    words.iter().all(|word| {
        open += match word.text {
            "(" | "[" | "{" => 1,
            ")" | "]" | "}" => -1,
            _ => 0,
        };
        open >= 0
    }) && open == 0
}

/// A word, a text in quotes, or another character, and the space after it. Two words with different
/// space are the same, so that lines that were broken anew are the same.
#[derive(Clone, Copy, Debug, Eq)]
struct Word<'a> {
    text: &'a str,
    space: &'a str,
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Hash for Word<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}

impl PartialOrd for Word<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(other.text)
    }
}

fn split_words(text: &str) -> Vec<Word<'_>> {
    let is_of_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let quoted = rest[first.len_utf8()..].find(['"', '\n']).map_or(0, |end| end + 2);
        let length = match first {
            '"' if rest[..quoted].ends_with('"') => quoted,
            _ if is_of_word(first) => {
                rest.find(|character| !is_of_word(character)).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (text, after) = rest.split_at(length);
        let (space, after) = after.split_at(after.len() - after.trim_start().len());
        words.push(Word { text, space });
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
