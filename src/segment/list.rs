//! Labels of lists: `1.`, `2)`, `3.)`, `a.`, `iv)`, `•`.
//!
//! In: the place where a sentence begins. Out: its label, and the one that
//! would follow it, so that `1) Cut taxes 2) Raise pay` is found to hold two
//! sentences although no mark ends the first.
//!
//! Known limit: only a list whose first label begins a sentence is followed;
//! `he will: 1) cut taxes, 2) raise pay` stays whole.

use super::mark::char_at;

/// How a label ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Stop,
    Bracket,
    Both,
}

/// A label at the head of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Number(u32, Style),
    Lower(u8, Style),
    Upper(u8, Style),
    Roman(u32, Style),
    Bullet(char),
}

const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];

impl Label {
    /// The label of the next item; `None` where the list can't be followed
    /// without a mark: `A.` may be an initial.
    pub(super) fn next(self) -> Option<Self> {
        match self {
            Self::Number(n, style) => Some(Self::Number(n + 1, style)),
            Self::Lower(b'z', _) | Self::Upper(b'Z', _) | Self::Upper(_, Style::Stop) => None,
            Self::Lower(c, style) => Some(Self::Lower(c + 1, style)),
            Self::Upper(c, style) => Some(Self::Upper(c + 1, style)),
            Self::Roman(n, style) => Some(Self::Roman(n + 1, style)),
            Self::Bullet(c) => Some(self).filter(|_| c != '-'),
        }
    }
}

/// Whether `c` marks the items of a list.
fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '●' | '▪' | '■' | '◦')
}

/// Whether a bullet begins with this byte.
pub(super) fn may_be_bullet(byte: u8) -> bool {
    byte == 0xE2
}

/// The label that begins at `at`, and where it ends; `expected` decides between
/// the letter "i" and the number.
pub(super) fn label_at(text: &str, at: usize, expected: Option<Label>) -> Option<(Label, usize)> {
    let first = char_at(text, at)?;
    if is_bullet(first) {
        return Some((Label::Bullet(first), at + first.len_utf8()));
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let bytes = text.as_bytes();
    let len = bytes[at..].iter().take(6).take_while(|b| b.is_ascii_alphanumeric()).count();
    let end = at + len;
    let (style, end) = match (bytes.get(end)?, bytes.get(end + 1)) {
        (b'.', Some(b')')) => (Style::Both, end + 2),
        (b'.', _) => (Style::Stop, end + 1),
        (b')', _) => (Style::Bracket, end + 1),
        _ => return None,
    };
    if char_at(text, end).is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    let word = &text[at..at + len];
    let label = if first.is_ascii_digit() {
        Label::Number(word.parse().ok().filter(|_| len <= 3)?, style)
    } else {
        let roman = ROMAN.iter().position(|r| *r == word).map(|n| Label::Roman(n as u32 + 1, style));
        let letter = match (len, first) {
            (1, 'a'..='z') => Some(Label::Lower(first as u8, style)),
            (1, 'A'..='Z') => Some(Label::Upper(first as u8, style)),
            _ => None,
        };
        match (roman, letter) {
            (Some(roman), Some(letter)) => {
                if roman == Label::Roman(1, style) || expected == Some(roman) {
                    roman
                } else {
                    letter
                }
            }
            (roman, letter) => roman.or(letter)?,
        }
    };
    Some((label, end))
}

/// Where the label begins that ends just after the stop or bracket at `stop`.
pub(super) fn label_start(text: &str, stop: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let len = bytes[..stop].iter().rev().take(6).take_while(|b| b.is_ascii_alphanumeric()).count();
    let start = stop - len;
    (len > 0 && start > 0 && bytes[start - 1].is_ascii_whitespace()).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Label, usize)> {
        label_at(text, 0, None)
    }

    #[test]
    fn labels_are_read_and_words_and_years_are_not() {
        assert_eq!(read("1. x"), Some((Label::Number(1, Style::Stop), 2)));
        assert_eq!(read("1.) x"), Some((Label::Number(1, Style::Both), 3)));
        assert_eq!(read("b) x"), Some((Label::Lower(b'b', Style::Bracket), 2)));
        assert_eq!(read("iv) x"), Some((Label::Roman(4, Style::Bracket), 3)));
        assert_eq!(read("• x"), Some((Label::Bullet('•'), 3)));
        assert_eq!(read("2016. x"), None);
        assert_eq!(read("No. x"), None);
        assert_eq!(read("1.5 x"), None);
    }

    #[test]
    fn a_list_is_followed_from_label_to_label() {
        assert_eq!(read("9) x").unwrap().0.next(), Some(Label::Number(10, Style::Bracket)));
        assert_eq!(read("i) x").unwrap().0.next(), Some(Label::Roman(2, Style::Bracket)));
        assert_eq!(read("A. Lee met Robert B. Ng").unwrap().0.next(), None);
        let fifth = Some(Label::Roman(5, Style::Bracket));
        assert_eq!(label_at("v) x", 0, fifth).map(|(label, _)| label), fifth);
        assert_eq!(read("v) x").unwrap().0, Label::Lower(b'v', Style::Bracket));
    }
}
