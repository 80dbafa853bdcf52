//! What single words are: their word classes, and whether they name people,
//! offices, organisations, documents, places or ways of saying.
//!
//! The word lists beside this file are the source; each one's head says what
//! it holds, where it comes from and its licence. They are read once into one
//! hash table, so that the tokenizer asks once for each word and every later
//! stage only looks at bits.
//!
//! Known limit: entries are single words. What takes several ("prime
//! minister") is pieced together by the stages that need it.

mod abbreviation;
mod words;

use std::sync::LazyLock;

pub(crate) use abbreviation::{Abbreviation, abbreviation, is_marked_name, is_starter};

/// A hash of a word in lower case (ASCII letters only are folded).
pub(crate) type WordHash = u64;

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The word classes it can have, bits of [`pos`].
    pub pos: u16,
    /// The likeliest class, one bit of [`pos`].
    pub first: u16,
    /// What else it is, bits of [`is`].
    pub is: u32,
    /// For a form of a verb of speech, the number of its lemma, from 1.
    pub lemma: u16,
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

    /// The letters of `pos.txt`, in the order of the bits.
    pub(super) const LETTERS: &str = "NSPVZDEGJRITOMCU";
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

/// The words, hashed: an open-addressing table of full 64-bit hashes, so that
/// no string is compared.
#[derive(Debug)]
pub(crate) struct Lexicon {
    slots: Vec<Slot>,
    entries: Vec<Entry>,
    /// The lemmas of the verbs of speech; number 0 is none.
    lemmas: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: WordHash,
    id: u32,
}

/// Slots of the table, a power of two well above the number of words.
const SLOTS: usize = 1 << 18;

impl Lexicon {
    /// The lexicon that the library carries.
    pub(crate) fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);
        &LEXICON
    }

    /// The number of the word with this hash, 0 if it is not known.
    #[inline]
    pub(crate) fn find(&self, hash: WordHash) -> u32 {
        let mut at = hash as usize & (SLOTS - 1);
        loop {
            let slot = self.slots[at];
            if slot.hash == hash || slot.id == 0 {
                return slot.id;
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    /// What is known of the word with this number.
    #[inline]
    pub(crate) fn entry(&self, id: u32) -> &Entry {
        self.entries.get(id as usize).unwrap_or(&self.entries[0])
    }

    /// What is known of a word.
    pub(crate) fn word(&self, word: &str) -> &Entry {
        self.entry(self.find(hash(word.as_bytes())))
    }

    fn load() -> Self {
        let mut lexicon = Lexicon {
            slots: vec![Slot::default(); SLOTS],
            entries: vec![Entry::default()],
            lemmas: vec![""],
        };
        lexicon.load_classes();
        lexicon.load_names();
        lexicon.load_nouns();
        lexicon.load_verbs();
        lexicon.load_titles();
        lexicon.load_places();
        lexicon
    }

    /// The entry of a word, made if it is new.
    fn at(&mut self, word: &str) -> &mut Entry {
        let hash = hash(word.as_bytes());
        let mut at = hash as usize & (SLOTS - 1);
        while self.slots[at].id != 0 && self.slots[at].hash != hash {
            at = (at + 1) & (SLOTS - 1);
        }
        if self.slots[at].id == 0 {
            self.slots[at] = Slot { hash, id: self.entries.len() as u32 };
            self.entries.push(Entry::default());
        }
        &mut self.entries[self.slots[at].id as usize]
    }

    fn load_classes(&mut self) {
        for (word, classes) in lines(include_str!("pos.txt")) {
            let entry = self.at(word);
            for letter in classes.chars() {
                let bit = pos::LETTERS.find(letter).map_or(0, |bit| 1 << bit);
                entry.pos |= bit;
                if entry.first == 0 {
                    entry.first = bit;
                }
            }
        }
    }

    fn load_names(&mut self) {
        for (name, rest) in lines(include_str!("given_names.txt")) {
            let (gender, common) = rest.split_once('\t').unwrap_or((rest, ""));
            let gender = match gender {
                "m" => is::MALE,
                "f" => is::FEMALE,
                _ => is::GIVEN,
            };
            self.at(name).is |= gender | if common == "*" { is::COMMON } else { 0 };
        }
        for (name, _) in lines(include_str!("surnames.txt")) {
            self.at(name).is |= is::SURNAME;
        }
    }

    fn load_nouns(&mut self) {
        for (word, rest) in lines(include_str!("person_nouns.txt")) {
            let (class, number) = rest.split_once('\t').unwrap_or((rest, ""));
            let class = match class {
                "o" => is::OFFICE,
                "k" => is::KIN,
                _ => is::PERSON,
            };
            self.at(word).is |= class | if number == "s" { is::PEOPLE } else { 0 };
        }
        for (list, property) in [
            (include_str!("org_nouns.txt"), is::ORGANIZATION),
            (include_str!("org_suffixes.txt"), is::SUFFIX),
            (include_str!("document_nouns.txt"), is::DOCUMENT),
            (include_str!("speech_nouns.txt"), is::SPEECH),
        ] {
            for (word, _) in lines(list) {
                self.at(word).is |= property;
            }
        }
    }

    fn load_verbs(&mut self) {
        for (lemma, rest) in lines(include_str!("speech_verbs.txt")) {
            let (forms, strength) = rest.split_once('\t').unwrap_or((rest, "1"));
            let strength = strength.parse::<u32>().unwrap_or(1).min(3) << is::STRENGTH.trailing_zeros();
            let number = self.lemmas.len() as u16;
            self.lemmas.push(lemma);
            for form in forms.split(',').chain([lemma]) {
                let entry = self.at(form);
                // A form of two verbs ("found") goes to the surer one.
                if entry.is & is::STRENGTH < strength {
                    entry.is = entry.is & !is::STRENGTH | strength;
                    entry.lemma = number;
                }
            }
        }
        for word in ["is", "was", "are", "were", "be", "been", "being", "has", "have", "had", "having"] {
            self.at(word).is |= is::AUXILIARY;
        }
    }

    fn load_titles(&mut self) {
        for (word, rest) in lines(include_str!("titles.txt")) {
            let (gender, kind) = rest.split_once('\t').unwrap_or((rest, "t"));
            let gender = match gender {
                "m" => is::MALE_TITLE,
                "f" => is::FEMALE_TITLE,
                _ => 0,
            };
            self.at(word.trim_end_matches('.')).is |= gender | if kind == "h" { is::HONORIFIC } else { is::TITLE };
        }
    }

    fn load_places(&mut self) {
        for (word, kind) in lines(include_str!("places.txt")) {
            if !word.contains(' ') {
                self.at(word.trim_end_matches('.')).is |= if kind == "d" { is::DEMONYM } else { is::PLACE };
            }
        }
        for word in PARTICLES {
            self.at(word).is |= is::PARTICLE;
        }
        for word in CALENDAR {
            self.at(word).is |= is::CALENDAR;
        }
    }
}

/// Lower-case words within personal names.
const PARTICLES: [&str; 30] = [
    "de", "la", "le", "van", "der", "den", "von", "zu", "bin", "bint", "ibn", "al", "el", "da", "das", "dos", "do", "du",
    "di", "del", "della", "ter", "ten", "af", "av", "y", "ul", "abu", "ap", "á",
];

/// Months and days, as agencies abbreviate them too.
const CALENDAR: [&str; 32] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tues", "thurs",
];

/// The entries of a word list: the word, and what stands behind the first tab.
fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
}

/// Hashes a word in lower case. Stable: learned weights depend on it.
#[inline]
pub(crate) fn hash(word: &[u8]) -> WordHash {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    // Sets the case bit of every ASCII letter of eight at once, and of the
    // few signs that share their column, which words do not hold.
    const CASE: u64 = 0x2020_2020_2020_2020;
    let mut sum = word.len() as u64;
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        let eight = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        sum = (sum.rotate_left(23) ^ (eight | CASE)).wrapping_mul(K);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        sum = (sum.rotate_left(23) ^ (u64::from_le_bytes(last) | CASE)).wrapping_mul(K);
    }
    sum ^ (sum >> 32)
}
