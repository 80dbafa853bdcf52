//! Where a word that is not plain ends, and what it looks like: `O'Neill`,
//! `vice-president`, `U.S.`, `didn’t`, `François`.

use super::character::{CLASS, Class, Wide, wide};
use super::token::Kind;
use crate::Span;

/// Where the word that starts at `start` ends: past its letters, digits, inner
/// hyphens, apostrophes, and stops between single letters or digits.
pub(super) fn word_end(bytes: &[u8], start: usize, stop: usize) -> usize {
    let mut at = start;
    while at < stop {
        match CLASS[bytes[at] as usize] {
            Class::Letter | Class::Digit => at += 1,
            Class::Wide => match wide(&bytes[at..stop]) {
                (len, Wide::Letter) => at += len,
                // "FranÃ§ois": UTF-8 that was taken for Latin-1, as dumps have it, once or twice.
                (2, Wide::Mark(Kind::Other)) if is_mistaken(&bytes[start..at]) => at += 2,
                // A curly apostrophe between letters.
                (3, Wide::Mark(Kind::Other)) if bytes[at + 2] == 0x99 && goes_on(bytes, at + 3, stop) => {
                    at += 3
                }
                _ => break,
            },
            Class::Mark(_) => match bytes[at] {
                b'\'' | b'-' if goes_on(bytes, at + 1, stop) => at += 1,
                b'.' if goes_on(bytes, at + 1, stop) && is_dotted(bytes, start, at) => at += 1,
                b',' if at > start
                    && bytes[at - 1].is_ascii_digit()
                    && at + 1 < stop
                    && bytes[at + 1].is_ascii_digit() =>
                {
                    at += 1
                }
                b'&' if at > start && goes_on(bytes, at + 1, stop) => at += 1,
                _ => break,
            },
            Class::Space => break,
        }
    }
    at
}

/// Whether a word breaks off in a letter of UTF-8 that was taken for Latin-1, or that again.
fn is_mistaken(word: &[u8]) -> bool {
    word.ends_with("Ã".as_bytes()) || word.ends_with("Ã\u{83}Â".as_bytes())
}

/// Whether a letter or digit stands at `at`.
fn goes_on(bytes: &[u8], at: usize, stop: usize) -> bool {
    at < stop
        && match CLASS[bytes[at] as usize] {
            Class::Letter | Class::Digit => true,
            Class::Wide => wide(&bytes[at..stop]).1 == Wide::Letter,
            _ => false,
        }
}

/// Whether the stop at `at` stands inside a word: `U.S`, `3.5`, not `end.Next`.
fn is_dotted(bytes: &[u8], start: usize, at: usize) -> bool {
    let before = bytes[start..at].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    before == 1 || bytes[at - 1].is_ascii_digit() || !bytes[at + 1].is_ascii_uppercase()
}

/// Where a clitic starts in a word: `Ann's`, `didn't`, `they'll`.
pub(super) fn clitic_start(word: &[u8]) -> Option<usize> {
    let tail = |from: usize, ends: &[&[u8]]| ends.iter().any(|end| word[from..].eq_ignore_ascii_case(end));
    // Most words have no apostrophe where one could begin.
    if !word[word.len().saturating_sub(5)..].iter().any(|&byte| byte == b'\'' || byte == 0x99) {
        return None;
    }
    for (width, mark) in [(1, &b"'"[..]), (3, "’".as_bytes())] {
        for letters in [1, 2] {
            let Some(from) = word.len().checked_sub(width + letters) else { continue };
            if from == 0 || !word[from..].starts_with(mark) {
                continue;
            }
            if letters == 1
                && word[from - 1].eq_ignore_ascii_case(&b'n')
                && tail(from + width, &[b"t"])
                && from > 2
            {
                return Some(from - 1);
            }
            if tail(from + width, &[b"s", b"d", b"m", b"ll", b"ve", b"re"]) {
                return Some(from);
            }
        }
    }
    None
}

pub(super) fn shape(text: &str, word: Span) -> Kind {
    let bytes = &text.as_bytes()[word.range()];
    let first = bytes[0];
    if first.is_ascii_digit() {
        return Kind::Number;
    }
    let capital = first.is_ascii_uppercase()
        || (first >= 0x80 && word.of(text).chars().next().is_some_and(char::is_uppercase));
    if !capital {
        // "al-Masri" is a name's first word as much as "Al-Masri".
        let hyphen = bytes.iter().take(5).position(|&byte| byte == b'-');
        let inner = hyphen.is_some_and(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase));
        return if inner && matches!(bytes[0], b'a' | b'e') { Kind::Title } else { Kind::Lower };
    }
    if bytes.iter().any(u8::is_ascii_lowercase) {
        return Kind::Title;
    }
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    if letters > 1 { Kind::Upper } else { Kind::Title }
}
