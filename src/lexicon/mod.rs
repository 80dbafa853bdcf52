//! What single words are: their word classes, and whether they name people,
//! offices, organisations, documents, places or ways of saying.
//!
//! The word lists beside this file are the source; each one's head says what
//! it holds, where it comes from and its licence. The build makes one hash
//! table of them ([`compile`]), so that the tokenizer asks once for each word
//! and every later stage only looks at bits.
//!
//! Known limit: entries are single words. What takes several ("prime
//! minister") is pieced together by the stages that need it.

mod abbreviation;
#[cfg(test)]
mod compile;
mod entry;
#[cfg(test)]
mod lists;
mod words;

use std::sync::LazyLock;

pub(crate) use abbreviation::{Abbreviation, abbreviation, is_marked_name, is_starter};
pub(crate) use entry::{Entry, WordHash, hash, hash_at, hash_medium, hash_short, is, pos};
use entry::{GROUPS, ID_BITS, SLOTS, fingerprint, group, slot};

/// The words, hashed.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// The slots and the groups' displacements as the build wrote them:
    /// nothing is decoded when the program starts, and of the pages only those
    /// are read that are asked.
    slots: &'static [[u8; 4]; SLOTS],
    displacements: &'static [[u8; 2]; GROUPS],
    /// As many as a slot can name, so that each is found without a check.
    entries: Box<[Entry; Lexicon::ENTRIES]>,
}

/// What the build made of the lists; see `compile`. Aligned, so that no slot
/// lies across two lines of the cache.
static TABLE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// Bytes of an entry in the table.
const ENTRY: usize = 12;

impl Lexicon {
    /// How many entries a slot can name.
    pub(crate) const ENTRIES: usize = 1 << ID_BITS;

    /// The lexicon that the library carries.
    pub(crate) fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&TABLE.0));
        &LEXICON
    }

    /// The number of the entry of the word with this hash, 0 if it is not known.
    #[inline]
    pub(crate) fn find(&self, hash: WordHash) -> u32 {
        let displacement = u16::from_le_bytes(self.displacements[group(hash)]);
        let slot = u32::from_le_bytes(self.slots[slot(hash, displacement)]);
        if slot >> ID_BITS == fingerprint(hash) { slot & ((1 << ID_BITS) - 1) } else { 0 }
    }

    /// What is known of the words with this number.
    #[inline]
    pub(crate) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize & (Self::ENTRIES - 1)]
    }

    /// Reads the table; what is missing in it is empty.
    fn read(table: &'static [u8]) -> Self {
        static SLOT: [[u8; 4]; SLOTS] = [[0; 4]; SLOTS];
        static DISPLACEMENT: [[u8; 2]; GROUPS] = [[0; 2]; GROUPS];
        let two = |bytes: &[u8], at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let (slots, rest) = table.as_chunks().0.split_first_chunk().unwrap_or((&SLOT, &[]));
        let pairs = rest.as_flattened().as_chunks().0;
        let (displacements, rest) = pairs.split_first_chunk().unwrap_or((&DISPLACEMENT, &[]));
        let mut entries = Box::new([Entry::default(); Self::ENTRIES]);
        for (entry, bytes) in entries.iter_mut().zip(rest.as_flattened().chunks_exact(ENTRY)) {
            *entry = Entry {
                pos: two(bytes, 0),
                first: two(bytes, 2),
                is: u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
                lemma: two(bytes, 8),
                small: two(bytes, 10),
            };
        }
        Self { slots, displacements, entries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_made_of_the_lists_as_they_are() {
        assert!(compile::Words::load().compile() == TABLE.0);
    }

    #[test]
    fn a_word_has_one_hash_wherever_it_stands() {
        let text = b"a word within a considerably-longer text";
        for (start, end) in [(0, 1), (2, 6), (7, 13), (16, 35), (36, 40)] {
            assert_eq!(hash_at(text, start, end), hash(&text[start..end]), "{start}..{end}");
        }
    }

    #[test]
    fn a_word_is_found_whatever_its_case_and_another_is_not() {
        let lexicon = Lexicon::embedded();
        let word = |word: &str| lexicon.entry(lexicon.find(hash(word.as_bytes())));
        assert_eq!(word("said"), word("Said"));
        assert!(word("said").strength() == 3 && word("said").mostly(pos::PAST | pos::PARTICIPLE));
        assert!(word("minister").is(is::OFFICE) && !word("bridge").is(is::HUMAN));
        assert_eq!(*word("xqzwv"), Entry::default());
    }
}
