//! Which characters of Unicode 18 are digits, separators, or invisible. Tests compare the tables
//! with Unicode's own.

/// The zero of each run of ten digits (general category Nd) beyond ASCII and below U+10000.
pub static ZEROS: [u16; 36] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// The same from U+10000 on, less 0x10000. The mathematical digits are five runs in a row.
pub static ASTRAL_ZEROS: [u16; 40] = [
    0x04a0, 0x0d30, 0x0d40, 0x1066, 0x10f0, 0x1136, 0x11d0, 0x12f0, 0x1450, 0x14d0, 0x1650, 0x16c0,
    0x16d0, 0x16da, 0x1730, 0x18e0, 0x1950, 0x1bf0, 0x1c50, 0x1d50, 0x1da0, 0x1de0, 0x1f50, 0x6130,
    0x6a60, 0x6ac0, 0x6b50, 0x6d70, 0xccf0, 0xd7ce, 0xd7d8, 0xd7e2, 0xd7ec, 0xd7f6, 0xe140, 0xe2f0,
    0xe4f0, 0xe5f1, 0xe950, 0xfbf0,
];

/// A range of characters in one number, which makes a table half as long.
const fn range(first: u32, last: u32) -> u32 {
    first << 11 | (last - first)
}

const fn one(character: u32) -> u32 {
    range(character, character)
}

/// Whether a table has a character in one of its ranges.
pub fn is_in(table: &[u32], character: char) -> bool {
    let code = u32::from(character);
    table.iter().any(|range| code.wrapping_sub(range >> 11) <= range & 0x7ff)
}

/// Visible separators beyond ASCII. Where all or nearly all of a block may separate digits, the
/// table has the whole block.
pub static SEPARATORS: &[u32] = &[
    // General Punctuation and Supplemental Punctuation: dashes, bullets, leaders, the fraction
    // slash.
    range(0x2000, 0x206f),
    range(0x2e00, 0x2e7f),
    // Other dashes (general category Pd), and what is typed in place of one: modifier letter and
    // sign for minus, marks of prolonged sound.
    one(0x2d7),
    one(0x58a),
    one(0x5be),
    one(0x1400),
    one(0x1806),
    one(0x2212),
    one(0x301c),
    one(0x3030),
    one(0x30a0),
    one(0xfe63),
    range(0xff0d, 0xff0f),
    one(0xff70),
    one(0x1_0d6e),
    one(0x1_0ead),
    // Other slashes.
    range(0x2215, 0x2216),
    range(0x29f5, 0x29f9),
    one(0xfe68),
    one(0xff3c),
    // Other dots: middle dots, dot operators, full stops of other scripts.
    one(0xb7),
    one(0x387),
    one(0x6d4),
    one(0x964),
    one(0x2219),
    one(0x22c5),
    one(0x3002),
    range(0x30fb, 0x30fc),
    one(0xff61),
    one(0xff65),
    // Other underscores (general category Pc), and their vertical and small forms.
    range(0xfe31, 0xfe34),
    range(0xfe4d, 0xfe58),
    one(0xff3f),
    // Visible format characters: signs before Arabic and Kaithi numbers, Egyptian joiners.
    range(0x600, 0x605),
    one(0x6dd),
    one(0x70f),
    range(0x890, 0x891),
    one(0x8e2),
    one(0x1_10bd),
    one(0x1_10cd),
    range(0x1_3430, 0x1_343f),
    // The frame of a keycap, as in the emoji of a digit.
    one(0x20e3),
];

/// Invisible characters: format characters, variation selectors, fillers, tags (Unicode:
/// `Default_Ignorable_Code_Point`), the marks of interlinear annotation, and a Braille cell without
/// dots.
pub static UNSEEN: &[u32] = &[
    one(0xad),
    one(0x34f),
    one(0x61c),
    range(0x115f, 0x1160),
    range(0x17b4, 0x17b5),
    range(0x180b, 0x180f),
    range(0x200b, 0x200f),
    range(0x202a, 0x202e),
    range(0x2060, 0x206f),
    one(0x2800),
    one(0x3164),
    range(0xfe00, 0xfe0f),
    one(0xfeff),
    one(0xffa0),
    range(0xfff0, 0xfffb),
    range(0x1_bca0, 0x1_bca3),
    range(0x1_d173, 0x1_d17a),
    range(0xe_0000, 0xe_07ff),
    range(0xe_0800, 0xe_0fff),
];
