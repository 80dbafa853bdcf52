//! Plain words, eight bytes at a time.
//!
//! In: a place where a word begins. Out: its end, its shape and its hash, if it
//! is nothing but ASCII letters up to a space, comma or the like, as nine words
//! in ten are: `The` in `The bank said`. Anything else (`vice-president`,
//! `O'Neill`, `Sen.`) is left to the tokenizer's longer way.
//!
//! A word of up to eight letters is one load, one of up to sixteen two: one comparison of eight
//! bytes at once finds where it ends, the same eight bytes are its hash. That takes some
//! 40 instructions a word, where a loop over its bytes took 120.

use super::token::Kind;
use crate::lexicon::{WordHash, hash_at, hash_medium, hash_short};

/// A word of ASCII letters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plain {
    /// Where it ends, in bytes.
    pub end: usize,
    pub kind: Kind,
    pub hash: WordHash,
}

/// The high bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// One in each of eight bytes.
const ONE: u64 = 0x0101_0101_0101_0101;

/// The plain word that begins at `start` and lies before `stop`, if one does.
#[inline]
pub(super) fn plain(bytes: &[u8], start: usize, stop: usize) -> Option<Plain> {
    let Some(first) = eight(bytes, start) else { return at_end(bytes, start, stop) };
    let letters = letters(first);
    let is_capital = first & 0x20 == 0;
    let mut len = run(first);
    // Lower-case letters behind the first.
    let mut lower = letters & (first << 2) & (HIGH - 0x80);
    let hash = if len < 8 {
        lower &= (1 << (8 * len)) - 1;
        Some(hash_short(first, len))
    } else if let Some((second, more)) = eight(bytes, start + 8).map(|second| (second, run(second)))
        && more < 8
    {
        lower |= (second << 2) & HIGH & ((1 << (8 * more)) - 1);
        len += more;
        Some(hash_medium(first, second, len))
    } else {
        let rest = bytes[start + 8..stop.max(start + 8)].iter().take_while(|byte| byte.is_ascii_alphabetic());
        for byte in rest {
            lower |= u64::from(byte & 0x20);
            len += 1;
        }
        None
    };
    let end = start + len;
    if len == 0 || end > stop || !ends(bytes, end, stop, is_capital) {
        return None;
    }
    let hash = hash.unwrap_or_else(|| hash_at(bytes, start, end));
    Some(Plain { end, kind: kind(is_capital, len, lower != 0), hash })
}

/// The same for the last bytes of a text.
#[cold]
fn at_end(bytes: &[u8], start: usize, stop: usize) -> Option<Plain> {
    let len = bytes[start..stop].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &bytes[start..start + len];
    let is_capital = word.first()?.is_ascii_uppercase();
    let kind = kind(is_capital, len, word[1..].iter().any(u8::is_ascii_lowercase));
    let end = start + len;
    ends(bytes, end, stop, is_capital).then(|| Plain { end, kind, hash: hash_at(bytes, start, end) })
}

fn kind(is_capital: bool, len: usize, has_lower: bool) -> Kind {
    match (is_capital, has_lower) {
        (false, _) => Kind::Lower,
        (true, false) if len > 1 => Kind::Upper,
        _ => Kind::Title,
    }
}

/// The eight bytes at `at`, the first lowest.
#[inline]
fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8).map(|eight| u64::from_le_bytes(eight.try_into().unwrap_or_default()))
}

/// The high bit of each byte that is an ASCII letter.
#[inline]
fn letters(eight: u64) -> u64 {
    // In lower case, and without high bits, so that no sum runs over.
    let low = (eight | (ONE * 0x20)) & !HIGH;
    let from_a = low + ONE * (0x80 - b'a' as u64);
    let past_z = low + ONE * (0x7F - b'z' as u64);
    from_a & !past_z & !eight & HIGH
}

/// How many of eight bytes from the first on are letters.
#[inline]
fn run(eight: u64) -> usize {
    (!letters(eight) & HIGH).trailing_zeros() as usize / 8
}

/// Whether a run of letters that ends at `end` is a whole word: nothing goes on
/// with it, and no stop behind it may be its own.
#[inline]
fn ends(bytes: &[u8], end: usize, stop: usize, is_capital: bool) -> bool {
    if end == stop {
        return true;
    }
    match bytes[end] {
        b' ' | b',' | b'\n' | b':' | b';' | b')' | b'?' | b'!' => true,
        // Behind a lower-case word a stop is its own, unless a letter follows.
        b'.' => !is_capital && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::hash;

    #[test]
    fn a_plain_word_has_the_end_shape_and_hash_that_its_bytes_have() {
        for (word, kind) in [
            ("house", Kind::Lower),
            ("a", Kind::Lower),
            ("House", Kind::Title),
            ("I", Kind::Title),
            ("NATO", Kind::Upper),
            ("McCain", Kind::Title),
            ("exactly", Kind::Lower),
            ("eightlet", Kind::Lower),
            ("Responsibilities", Kind::Title),
            ("INTERNATIONAL", Kind::Upper),
            ("INTERNATIONALa", Kind::Title),
        ] {
            for behind in ["", " ", ", the rest", "\n\nA next paragraph"] {
                let text = format!("{word}{behind}");
                let found = plain(text.as_bytes(), 0, text.len());
                let wanted = Plain { end: word.len(), kind, hash: hash(word.as_bytes()) };
                assert_eq!(found, Some(wanted), "{text}");
            }
        }
    }

    #[test]
    fn what_goes_on_or_begins_otherwise_is_no_plain_word() {
        for text in
            ["vice-president it is", "Sen. Ruth Lee", "9th of the month", "it's", "naïve words", "end.Next"]
        {
            assert_eq!(plain(text.as_bytes(), 0, text.len()), None, "{text}");
        }
        assert!(plain(b"end. Next", 0, 9).is_some());
    }
}
