//! The tables against Unicode's own, and the reading against what people type.

use super::*;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

fn all_of_unicode() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn every_decimal_digit_of_unicode_is_a_digit_and_nothing_else_is() {
    let mut values = 0;
    for character in all_of_unicode() {
        let is_decimal = character.general_category() == GeneralCategory::DecimalNumber;
        assert_eq!(digit(character).is_some(), is_decimal, "{:x}", u32::from(character));
        if is_decimal {
            // Unicode (chapter 4.6): the digits of a set are in order, from zero to nine.
            let expected = char::from_digit(values % 10, 10);
            assert_eq!(digit(character), expected, "{:x}", u32::from(character));
            values += 1;
        }
    }
    assert!(values >= 770, "{values}");
}

#[test]
fn digits_of_any_script_mean_the_same() {
    for text in [
        "0123456789",
        "٠١٢٣٤٥٦٧٨٩",
        "۰۱۲۳۴۵۶۷۸۹",
        "०१२३४५६७८९",
        "๐๑๒๓๔๕๖๗๘๙",
        "၀၁၂၃၄၅၆၇၈၉",
        "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙",
        "０１２３４５６７８９",
        "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
        "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
        "𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙",
        "🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹",
    ] {
        assert_eq!(*read(text).expect(text).all, "0123456789", "{text}");
    }
    for other in
        ['a', '½', '²', '①', '٪', 'O', 'Ⅳ', '〇', '一', '\u{1d7cd}', '\u{1d800}', '\u{20660}']
    {
        assert_eq!(digit(other), None, "{other}");
    }
}

#[test]
fn every_space_dash_underscore_and_format_character_of_unicode_is_a_separator() {
    use GeneralCategory as C;
    for character in all_of_unicode() {
        let category = character.general_category();
        let separates = matches!(
            category,
            C::SpaceSeparator
                | C::LineSeparator
                | C::ParagraphSeparator
                | C::DashPunctuation
                | C::ConnectorPunctuation
                | C::Format
                | C::Control
        );
        assert!(!separates || is_separator(character), "{:x} {category:?}", u32::from(character));
        let is_letter_or_number = character.is_alphanumeric() && !matches!(category, C::Format);
        // Marks of prolonged sound are letters, and typed for a dash; so is a tilde. Fillers are
        // letters that cannot be seen.
        let is_typed_for_one =
            matches!(character, 'ー' | 'ｰ' | 'ⸯ' | '˗') || is_invisible(character);
        assert!(
            !is_letter_or_number || is_typed_for_one || !is_separator(character),
            "{:x}",
            u32::from(character)
        );
    }
    for slash_or_dot in "/\\⁄∕⧸／＼﹨.·․‧・･。．｡∙⋅•_＿−".chars() {
        assert!(is_separator(slash_or_dot), "{slash_or_dot}");
    }
    for other in "+:,;#*'\"()[]xO".chars() {
        assert!(!is_separator(other), "{other}");
    }
}

#[test]
fn what_cannot_be_seen_is_invisible() {
    for unseen in "\u{ad}\u{34f}\u{61c}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{fe0f}\u{e0020}\u{e0100}\u{3164}\u{2800}".chars() {
        assert!(is_invisible(unseen), "{:x}", u32::from(unseen));
    }
    for seen in "a1 -/\0\u{301}\u{600}\u{3000}é".chars() {
        assert!(!is_invisible(seen), "{seen:?}");
    }
}

#[test]
fn digits_are_read_in_their_groups() {
    for (typed, all, groups, first_group) in [
        ("", "", 0, 0),
        (" - ", "", 0, 0),
        (" 12 ", "12", 1, 2),
        ("\u{200e}１２\u{feff}", "12", 1, 2),
        ("1\u{200b}2", "12", 1, 2),
        ("12/", "12", 1, 2),
        ("12／30", "1230", 2, 2),
        ("12\u{200e} – \u{200e}2030", "122030", 2, 2),
        ("4111·1111-1111 1111", "4111111111111111", 4, 4),
        ("4\u{fe0f}\u{20e3}2\u{fe0f}\u{20e3}", "42", 2, 1),
    ] {
        let read = read(typed).expect(typed);
        assert_eq!(
            (&**read.all, read.groups, read.first_group),
            (all, groups, first_group),
            "{typed:?}"
        );
    }
    for typed in ["12a", "+1", "1:2", "〇", "½"] {
        assert!(read(typed).is_none(), "{typed}");
    }
}

#[test]
fn t2_a_card_number_is_counted_in_whatever_form_the_number_field_accepts() {
    for text in [
        "4111111111111111",
        "Ada 4111-1111-1111-1111",
        "４１１１１１１１１１１１１１１１",
        "4111·1111·1111·1111",
        "4111\u{200b}1111\u{200b}1111\u{200b}1111",
        "४१११ ११११ ११११ ११११",
        "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙",
        "411111111111",
    ] {
        assert!(holds_card_number(text), "{text}");
    }
    for text in ["", "Ada", "12 Main St, 34567", "41111111111", "X Æ A-12"] {
        assert!(!holds_card_number(text), "{text}");
    }
}

#[test]
fn the_check_digit_is_that_of_the_standard() {
    for number in ["4111111111111111", "378282246310005", "6703000000000000003", "18"] {
        assert!(passes_luhn(number.as_bytes()), "{number}");
    }
    for number in ["4111111111111112", "378282246310006", "81"] {
        assert!(!passes_luhn(number.as_bytes()), "{number}");
    }
}
