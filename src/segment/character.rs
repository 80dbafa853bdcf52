//! What single characters are to the tokenizer: spaces, letters, digits, marks.
//!
//! A byte is looked up in a table; only one that begins a longer character is
//! looked at further: in `“Nö` the mark and the letter `ö` take three and two
//! bytes.
//!
//! Known limit: of characters beyond Latin-1 only the punctuation of news is
//! told from letters.

use super::token::Kind;

/// What a byte is, or begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Letter,
    Digit,
    Mark(Kind),
    /// First byte of a longer character.
    Wide,
}

/// What each byte is.
pub(super) const CLASS: [Class; 256] = {
    let mut table = [Class::Mark(Kind::Other); 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        table[i] = match byte {
            0..=b' ' | 0x7F => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b',' => Class::Mark(Kind::Comma),
            b'.' | b'?' | b'!' => Class::Mark(Kind::Stop),
            b':' => Class::Mark(Kind::Colon),
            b';' => Class::Mark(Kind::Semicolon),
            b'-' => Class::Mark(Kind::Dash),
            b'(' | b'[' => Class::Mark(Kind::Open),
            b')' | b']' => Class::Mark(Kind::Close),
            0x80.. => Class::Wide,
            _ => Class::Mark(Kind::Other),
        };
        i += 1;
    }
    table
};

/// What a character of several bytes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    Space,
    Letter,
    Mark(Kind),
}

/// Length and nature of the character of several bytes that `bytes` starts with.
pub(super) fn wide(bytes: &[u8]) -> (usize, Wide) {
    let len = match bytes[0] {
        0xF0.. => 4,
        0xE0.. => 3,
        _ => 2,
    };
    let nature = match bytes {
        [0xC2, 0xA0, ..] => Wide::Space,
        // Latin-1 signs, among them guillemets; ª and º are letters.
        [0xC2, second, ..] if !matches!(second, 0xAA | 0xB5 | 0xBA) => Wide::Mark(Kind::Other),
        [0xC3, 0x97 | 0xB7, ..] => Wide::Mark(Kind::Other),
        [0xE2, 0x80, third, ..] => match third {
            0x80..=0x8F | 0xA8..=0xAF => Wide::Space,
            0x90..=0x95 => Wide::Mark(Kind::Dash),
            0xA6 => Wide::Mark(Kind::Stop),
            _ => Wide::Mark(Kind::Other),
        },
        // Which way the text runs, and joints of words: nothing is seen of them.
        [0xE2, 0x81, 0xA0..=0xAF, ..] => Wide::Space,
        [0xE2, ..] => Wide::Mark(Kind::Other),
        [0xE3, 0x80, 0x80, ..] | [0xEF, 0xBB, 0xBF, ..] => Wide::Space,
        [0xE3, 0x80, ..] => Wide::Mark(Kind::Other),
        [0xF0, ..] => Wide::Mark(Kind::Other),
        _ => Wide::Letter,
    };
    (len, nature)
}
