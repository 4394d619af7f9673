//! A log line as a list of marks: digits, what may stand between them, and what cannot be part of a
//! card number.
//!
//! Encoded characters count as what they stand for: `%20`, `\\t`, `\\u{200b}`.

use crate::digits::{digit, is_separator};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A digit of any script, with its value.
    Digit(u8),
    /// What the form accepts between digits.
    Separator,
    /// Any other character that is not a letter.
    Other,
    /// A letter, or a whole id or hash.
    Break,
}

/// One character, or several that encode one.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Its offset in bytes. It ends where the next begins.
    pub begin: usize,
    pub kind: Kind,
    /// Whether it is a digit of a Unix time.
    pub is_of_time: bool,
}

impl Mark {
    pub fn is_digit(self) -> bool {
        matches!(self.kind, Kind::Digit(_))
    }
}

/// The marks of a text, either as it is or decoded.
pub fn marks(text: &str, is_decoding: bool) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(text.len());
    let (mut begin, mut is_in_word, mut end_of_time) = (0, false, 0);
    while begin < text.len() {
        let rest = &text[begin..];
        let id = if is_in_word { None } else { id(rest) };
        if !is_in_word && let Some(length) = time(rest) {
            end_of_time = begin + length;
        }
        let (kind, length) = match id {
            Some(length) => (Kind::Break, length),
            None => {
                let (character, length) = if is_decoding { decoded(rest) } else { undecoded(rest) };
                is_in_word = character.is_alphanumeric();
                (kind(character), length)
            }
        };
        let is_of_time = begin < end_of_time;
        marks.push(Mark { begin, kind, is_of_time });
        begin += length;
    }
    marks
}

fn kind(character: char) -> Kind {
    match digit(character).and_then(|digit| digit.to_digit(10)) {
        #[expect(clippy::cast_possible_truncation)] // below ten
        Some(value) => Kind::Digit(value as u8),
        None if is_separator(character) => Kind::Separator,
        None if character.is_alphabetic() => Kind::Break,
        None => Kind::Other,
    }
}

/// The lengths of hexadecimal ids and hashes: Zuora's process ids, its other ids, SHA-1 and
/// SHA-256.
const HEX_LENGTHS: [usize; 4] = [16, 32, 40, 64];
const UUID_LENGTH: usize = 36;
const UUID_HYPHENS: [usize; 4] = [8, 13, 18, 23];
/// Each escaping of an escape doubles the backslashes. More than three in a row do not occur.
const MAX_BACKSLASHES: usize = 8;
/// The longest escape: `u{10ffff}`.
const MAX_ESCAPE_LENGTH: usize = 9;

/// The length of the id at the beginning of a text. Without hyphens it needs a letter among its
/// digits, or it might be a card number.
fn id(text: &str) -> Option<usize> {
    let word = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if HEX_LENGTHS.contains(&word)
        && is_hex(&text[..word])
        && text[..word].bytes().any(|byte| byte.is_ascii_alphabetic())
    {
        return Some(word);
    }
    let uuid = text.as_bytes().get(..UUID_LENGTH)?;
    let has_form = uuid.iter().enumerate().all(|(at, byte)| match UUID_HYPHENS.contains(&at) {
        true => *byte == b'-',
        false => byte.is_ascii_hexdigit(),
    });
    let is_whole = !text.as_bytes().get(UUID_LENGTH).is_some_and(u8::is_ascii_alphanumeric);
    (has_form && is_whole).then_some(UUID_LENGTH)
}

/// The length of the Unix time at the beginning of a text: milliseconds, microseconds or
/// nanoseconds of the years 2017 to 2033. No brand has such numbers, except 16 digits that begin
/// with 1800.
fn time(text: &str) -> Option<usize> {
    let word = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let digits = &text[..word];
    let is_time = matches!(word, 13 | 16 | 19)
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(digits.as_bytes()[..2], [b'1', b'5'..=b'9'])
        && !(word == 16 && digits.starts_with("1800"));
    is_time.then_some(word)
}

/// The first character of a text, decoded, and how many bytes its encoded form takes.
fn decoded(text: &str) -> (char, usize) {
    let character = match text.as_bytes()[0] {
        b'%' => percent_decoded(text),
        b'\\' => unescaped(text),
        _ => None,
    };
    character.unwrap_or_else(|| undecoded(text))
}

fn undecoded(text: &str) -> (char, usize) {
    let character = text.chars().next().unwrap_or_default();
    (character, character.len_utf8())
}

/// A percent-encoded character, of one to four bytes. Each `%` may itself be encoded as `%25`, any
/// number of times.
fn percent_decoded(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let (mut count, mut length) = (0, 0);
    while count < bytes.len() {
        let (byte, taken) = percent_decoded_byte(text.get(length..)?)?;
        bytes[count] = byte;
        count += 1;
        length += taken;
        match std::str::from_utf8(&bytes[..count]) {
            Ok(decoded) => return Some((decoded.chars().next()?, length)),
            // Invalid, not only incomplete.
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
    }
    None
}

fn percent_decoded_byte(text: &str) -> Option<(u8, usize)> {
    let mut length = text.strip_prefix('%').map(|_| 1)?;
    let hex = |at: usize| {
        text.get(at..at + 2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    while hex(length) == Some("25") && hex(length + 2).is_some() {
        length += 2;
    }
    let byte = u8::from_str_radix(hex(length)?, 16).ok()?;
    Some((byte, length + 2))
}

/// A character as Rust and JSON escape it, after any number of backslashes.
fn unescaped(text: &str) -> Option<(char, usize)> {
    let backslashes = text.bytes().take(MAX_BACKSLASHES).take_while(|byte| *byte == b'\\').count();
    let rest = &text[backslashes..];
    let (letter, rest) = (rest.chars().next()?, rest.get(1..)?);
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let (character, rest) = match letter {
        't' => ('\t', rest),
        'n' => ('\n', rest),
        'r' => ('\r', rest),
        'x' => (hex(rest.get(..2)?)?, &rest[2..]),
        'u' if rest.starts_with('{') => {
            let end = rest.bytes().take(MAX_ESCAPE_LENGTH).position(|byte| byte == b'}')?;
            (hex(&rest[1..end])?, &rest[end + 1..])
        }
        'u' => (hex(rest.get(..4)?)?, &rest[4..]),
        _ => return None,
    };
    Some((character, text.len() - rest.len()))
}
