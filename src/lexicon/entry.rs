//! What is known of a word, and the hash that it is looked up by.
//!
//! Shared by the library and by the build script, which makes the table.

/// A hash of a word in lower case (ASCII letters only are folded).
pub(crate) type WordHash = u64;

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    /// The word classes it can have, bits of [`pos`].
    pub pos: u16,
    /// The likeliest class, one bit of [`pos`].
    pub first: u16,
    /// What else it is, bits of [`is`].
    pub is: u32,
    /// For a form of a verb of speech, the number of its lemma, from 1.
    pub lemma: u16,
    /// For a word that is mostly a small one ("of", "her"), a number of its
    /// own, from 1: what it is depends on more than its classes.
    pub small: u16,
}

impl Entry {
    /// Whether it can be of one of these classes.
    #[inline]
    pub(crate) fn can_be(&self, classes: u16) -> bool {
        self.pos & classes != 0
    }

    /// Whether its likeliest class is one of these.
    #[inline]
    pub(crate) fn mostly(&self, classes: u16) -> bool {
        self.first & classes != 0
    }

    /// Whether it has one of these properties.
    #[inline]
    pub(crate) fn is(&self, properties: u32) -> bool {
        self.is & properties != 0
    }

    /// How surely a verb of speech reports speech, 0 (none) to 3 ("said").
    #[inline]
    pub(crate) fn strength(&self) -> u32 {
        (self.is & is::STRENGTH) >> is::STRENGTH.trailing_zeros()
    }
}

/// Word classes, one bit each, in the order of their letters in `pos.txt`.
pub(crate) mod pos {
    /// Noun, singular: "house".
    pub const NOUN: u16 = 1;
    /// Noun, plural: "houses".
    pub const NOUNS: u16 = 1 << 1;
    /// A name.
    pub const PROPER: u16 = 1 << 2;
    /// Verb, base form or present: "say".
    pub const VERB: u16 = 1 << 3;
    /// Verb, third person: "says".
    pub const VERB_S: u16 = 1 << 4;
    /// Verb, past tense: "said".
    pub const PAST: u16 = 1 << 5;
    /// Past participle: "given".
    pub const PARTICIPLE: u16 = 1 << 6;
    /// "saying".
    pub const GERUND: u16 = 1 << 7;
    /// Adjective.
    pub const ADJECTIVE: u16 = 1 << 8;
    /// Adverb or particle.
    pub const ADVERB: u16 = 1 << 9;
    /// Preposition or subordinator.
    pub const PREPOSITION: u16 = 1 << 10;
    /// Determiner.
    pub const DETERMINER: u16 = 1 << 11;
    /// Pronoun, possessives too.
    pub const PRONOUN: u16 = 1 << 12;
    /// Modal verb.
    pub const MODAL: u16 = 1 << 13;
    /// Conjunction.
    pub const CONJUNCTION: u16 = 1 << 14;
    /// Number word.
    pub const NUMBER: u16 = 1 << 15;

    /// Any noun.
    pub const ANY_NOUN: u16 = NOUN | NOUNS;
    /// Any form of a verb that can stand as a predicate.
    pub const FINITE: u16 = VERB | VERB_S | PAST;
    /// Any form of a verb.
    pub const ANY_VERB: u16 = FINITE | PARTICIPLE | GERUND;
    /// What can stand between a determiner and its noun.
    pub const PREMODIFIER: u16 = ADJECTIVE | ANY_NOUN | NUMBER | PROPER;

    /// Small words, which are names only as part of one.
    pub const SMALL: u16 = ADVERB | PREPOSITION | DETERMINER | PRONOUN | MODAL | CONJUNCTION;
}

/// Properties of words, one bit each.
pub(crate) mod is {
    /// A man's given name.
    pub const MALE: u32 = 1;
    /// A woman's given name.
    pub const FEMALE: u32 = 1 << 1;
    /// A given name that is also a common word: "Will".
    pub const COMMON: u32 = 1 << 2;
    /// A surname.
    pub const SURNAME: u32 = 1 << 3;
    /// A noun for a person by office or job: "minister".
    pub const OFFICE: u32 = 1 << 4;
    /// A noun for a relative: "mother".
    pub const KIN: u32 = 1 << 5;
    /// Another noun for a person: "resident".
    pub const PERSON: u32 = 1 << 6;
    /// A plural noun for people.
    pub const PEOPLE: u32 = 1 << 7;
    /// A noun for an organisation: "ministry".
    pub const ORGANIZATION: u32 = 1 << 8;
    /// A word that ends an organisation's name: "Inc".
    pub const SUFFIX: u32 = 1 << 9;
    /// A noun for a document: "report".
    pub const DOCUMENT: u32 = 1 << 10;
    /// A noun for an act of speech: "claim".
    pub const SPEECH: u32 = 1 << 11;
    /// A form of address that is no role: "Mr".
    pub const HONORIFIC: u32 = 1 << 12;
    /// A title that is a role: "Sen".
    pub const TITLE: u32 = 1 << 13;
    /// A title of men.
    pub const MALE_TITLE: u32 = 1 << 14;
    /// A title of women.
    pub const FEMALE_TITLE: u32 = 1 << 15;
    /// A country, state or city.
    pub const PLACE: u32 = 1 << 16;
    /// A nationality: "French".
    pub const DEMONYM: u32 = 1 << 17;
    /// A month or day of the week.
    pub const CALENDAR: u32 = 1 << 18;
    /// How surely a verb of speech reports speech, 0 to 3.
    pub const STRENGTH: u32 = 3 << 19;
    /// A form of "be" or "have".
    pub const AUXILIARY: u32 = 1 << 21;
    /// A lower-case word within personal names: "van".
    pub const PARTICLE: u32 = 1 << 22;

    /// A given name.
    pub const GIVEN: u32 = MALE | FEMALE;
    /// Any noun for one or more people.
    pub const HUMAN: u32 = OFFICE | KIN | PERSON;
}

/// Slots of the table, a power of two above the number of words.
pub(crate) const SLOTS: usize = 1 << 17;

/// Groups of words that share a displacement, a power of two.
pub(crate) const GROUPS: usize = 1 << 15;

/// The group of a word.
#[inline]
pub(crate) fn group(hash: WordHash) -> usize {
    (hash >> 31) as usize & (GROUPS - 1)
}

/// The slot of a word in a group with this displacement.
#[inline]
pub(crate) fn slot(hash: WordHash, displacement: u16) -> usize {
    let step = (hash >> 14) as usize | 1;
    (hash as usize).wrapping_add(step.wrapping_mul(displacement as usize)) & (SLOTS - 1)
}

/// Bits of a slot that hold the number of the entry; the others hold the top
/// bits of the word's hash.
pub(crate) const ID_BITS: u32 = 14;

/// The top bits of a hash, as a slot holds them.
#[inline]
pub(crate) fn fingerprint(hash: WordHash) -> u32 {
    (hash >> (32 + ID_BITS)) as u32
}

/// Hashes a word in lower case. Stable: learned weights depend on it.
#[inline]
pub(crate) fn hash(word: &[u8]) -> WordHash {
    let (whole, rest) = word.split_at(word.len() / 8 * 8);
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    finished(whole, word.len(), (!rest.is_empty()).then(|| u64::from_le_bytes(last)))
}

/// The hash of a word of `len` bytes: its whole eights, then the rest.
#[inline]
fn finished(whole: &[u8], len: usize, last: Option<u64>) -> WordHash {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    // Sets the case bit of every ASCII letter of eight at once, and of the
    // few signs that share their column, which words do not hold.
    const CASE: u64 = 0x2020_2020_2020_2020;
    let mut sum = len as u64;
    for eight in whole.chunks_exact(8) {
        let eight = u64::from_le_bytes(eight.try_into().unwrap_or_default());
        sum = (sum.rotate_left(23) ^ (eight | CASE)).wrapping_mul(K);
    }
    if let Some(last) = last {
        sum = (sum.rotate_left(23) ^ (last | CASE)).wrapping_mul(K);
    }
    sum ^ (sum >> 32)
}

/// [`hash`] of a word of `len` bytes, fewer than eight, which `eight` begins with.
#[inline]
pub(crate) fn hash_short(eight: u64, len: usize) -> WordHash {
    finished(&[], len, Some(eight & ((1 << (8 * len)) - 1)))
}

/// [`hash`] of a word of `len` bytes, eight or more but fewer than sixteen, which `first` and then
/// `second` begin with.
#[inline]
pub(crate) fn hash_medium(first: u64, second: u64, len: usize) -> WordHash {
    let last = (len > 8).then(|| second & ((1 << (8 * (len - 8))) - 1));
    finished(&first.to_le_bytes(), len, last)
}

/// [`hash`] of a word within a longer text, whose last piece is read whole
/// where the text goes on for long enough.
#[inline]
pub(crate) fn hash_at(text: &[u8], start: usize, end: usize) -> WordHash {
    let word = &text[start..end];
    let tail = start + word.len() / 8 * 8;
    match text.get(tail..tail + 8) {
        Some(last) if tail < end => {
            let mask = u64::MAX >> (64 - 8 * (end - tail));
            let last = u64::from_le_bytes(last.try_into().unwrap_or_default()) & mask;
            finished(&word[..tail - start], word.len(), Some(last))
        }
        _ => hash(word),
    }
}
