//! Fuller names in the text itself: a headline or a quotation may give one where
//! no mention is.
//!
//! `Ada Berg Hits Back` gives Berg her given name, `"Ada K. Berg is right"` an
//! initial. All of the text is searched, so whoever asks bounds how often.

use crate::Span;
use crate::attribute::Analysis;
use crate::lexicon::{WordHash, hash, is};

/// Where words stand behind an initial: the surname of "Ada K. Berg". By the
/// letters that they begin with.
#[derive(Debug, Default)]
pub(super) struct Initials(Vec<(WordHash, u32)>);

impl Initials {
    /// Notes where initials stand between two words.
    pub fn find(&mut self, text: &[u8]) {
        self.0.clear();
        for stop in memchr::memchr_iter(b'.', text) {
            let is_initial = |start: usize| matches!(text[start..], [b' ', b'A'..=b'Z', b'.', b' ', ..]);
            if stop.checked_sub(2).is_some_and(is_initial) {
                self.0.push((opening(&text[stop + 2..]), stop as u32 + 2));
            }
        }
        self.0.sort_unstable();
    }

    /// Those places where the surname of a name of two words may stand.
    pub fn before(&self, name: &[u8]) -> &[(WordHash, u32)] {
        let surname = memchr::memchr(b' ', name).map_or(name.len(), |space| space + 1);
        let letters = opening(&name[surname..]);
        let from = self.0.partition_point(|&(other, _)| other < letters);
        let count = self.0[from..].partition_point(|&(other, _)| other == letters);
        &self.0[from..from + count]
    }
}

/// A name of two words with an initial between them, at one of the places of
/// [`Initials::before`]: "Ada K. Berg".
pub(super) fn with_initial(text: &[u8], name: Span, places: &[(WordHash, u32)]) -> Option<Span> {
    let name = &text[name.range()];
    let space = memchr::memchr(b' ', name)?;
    let (given, surname) = (&name[..space], &name[space + 1..]);
    let is_name = |at: usize| {
        let (before, behind) = (&text[..at - INITIAL], &text[at..]);
        behind.starts_with(surname)
            && behind.get(surname.len()).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'-')
            && before.ends_with(given)
            && before[..before.len() - given.len()]
                .last()
                .is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'-')
    };
    let &(_, at) = places.iter().find(|(_, at)| is_name(*at as usize))?;
    Some(Span::new(at as usize - INITIAL - given.len(), at as usize + surname.len()))
}

/// A surname with a given name of one of these genders before it, and what
/// genders that has.
pub(super) fn with_given(analysis: &Analysis, surname: Span, gender: u32) -> Option<(Span, u32)> {
    let bytes = analysis.text.as_bytes();
    let surname = &bytes[surname.range()];
    for at in memchr::memmem::find_iter(bytes, surname).take(50) {
        let Some(before) = at.checked_sub(1).filter(|&before| bytes[before] == b' ') else { continue };
        let len = bytes[..before].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let given = &bytes[before - len..before];
        let ends =
            bytes.get(at + surname.len()).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'-');
        let entry = analysis.lexicon.entry(analysis.lexicon.find(hash(given)));
        let is_name = len > 1 && given[0].is_ascii_uppercase() && given[1].is_ascii_lowercase();
        // "Will" and "Grant" are words too, and a title is no given name.
        let is_given = entry.is(is::GIVEN) && !entry.is(is::COMMON | is::TITLE | is::HONORIFIC | is::PLACE);
        if ends && is_name && is_given && gender & entry.is != 0 {
            return Some((Span::new(before - len, at + surname.len()), entry.is & is::GIVEN));
        }
    }
    None
}

/// The letters with which a text begins.
fn opening(text: &[u8]) -> WordHash {
    let end = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    hash(&text[..end])
}

/// How many bytes stand between given name and surname with an initial: " K. ".
const INITIAL: usize = 4;
