//! The word lists in, one table out: done once, by the build script, so that
//! the program starts without reading a list.
//!
//! The table is a perfect hash by displacement (Pagh 1999; Belazzougui, Botelho
//! and Dietzfelbinger 2009) over 32-bit slots, nine in ten of which are full: a
//! word's group has a displacement, found here, that puts each of its words
//! into a slot of its own. So a word is looked up with two loads and no guess
//! of the processor's can go wrong, which open addressing spent a twentieth of
//! the whole program's time on. A slot holds the top bits of the hash and the
//! number of the word's entry. Words of the same properties share an entry, so
//! the entries stay in the cache. A word that is in no list is taken for one
//! that is once in some 200,000 times.

use std::collections::HashMap;

use super::entry::{Entry, GROUPS, ID_BITS, SLOTS, WordHash, fingerprint, group, hash, is, pos, slot};

/// The words as the lists have them.
#[derive(Default)]
pub(crate) struct Words {
    all: HashMap<String, Entry>,
    lemmas: u16,
}

impl Words {
    /// Reads all lists.
    pub(crate) fn load() -> Self {
        let mut words = Self::default();
        words.load_classes();
        words.load_names();
        words.load_nouns();
        words.load_verbs();
        words.load_titles();
        words.load_places();
        words
    }

    /// The entry of a word, made if it is new.
    fn at(&mut self, word: &str) -> &mut Entry {
        self.all.entry(word.to_lowercase()).or_default()
    }

    /// The table: the slots, the displacements, the entries, little-endian.
    ///
    /// # Panics
    ///
    /// If the words outgrow the table or two of them have one hash.
    pub(crate) fn compile(&self) -> Vec<u8> {
        let mut entries = vec![Entry::default()];
        let mut numbers: HashMap<Entry, u32> = HashMap::from([(Entry::default(), 0)]);
        let mut words: Vec<(&String, &Entry)> = self.all.iter().collect();
        words.sort_by_key(|(word, _)| *word);
        let mut groups: Vec<Vec<(WordHash, u32)>> = vec![Vec::new(); GROUPS];
        let mut small = 0;
        // Of some words a list knows only that they are of no class we tell apart.
        for (word, entry) in words.into_iter().filter(|(_, entry)| **entry != Entry::default()) {
            let mut entry = *entry;
            if entry.mostly(pos::SMALL & !pos::ADVERB) {
                small += 1;
                entry.small = small;
            }
            let number = *numbers.entry(entry).or_insert_with(|| {
                entries.push(entry);
                entries.len() as u32 - 1
            });
            assert!(number > 0 && number < 1 << ID_BITS, "{word}: too many kinds of words");
            let hash = hash(word.as_bytes());
            groups[group(hash)].push((hash, number));
        }
        let (slots, displacements) = place(&groups);
        let mut bytes: Vec<u8> = slots.iter().flat_map(|slot| slot.to_le_bytes()).collect();
        bytes.extend(displacements.iter().flat_map(|displacement| displacement.to_le_bytes()));
        for entry in &entries {
            bytes.extend(entry.pos.to_le_bytes());
            bytes.extend(entry.first.to_le_bytes());
            bytes.extend(entry.is.to_le_bytes());
            bytes.extend(entry.lemma.to_le_bytes());
            bytes.extend(entry.small.to_le_bytes());
        }
        bytes
    }

    fn load_classes(&mut self) {
        for (word, classes) in lines(include_str!("pos.txt")) {
            let entry = self.at(word);
            for letter in classes.chars() {
                let bit = LETTERS.find(letter).map_or(0, |bit| 1 << bit);
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
            self.lemmas += 1;
            let number = self.lemmas;
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
            self.at(word.trim_end_matches('.')).is |=
                gender | if kind == "h" { is::HONORIFIC } else { is::TITLE };
        }
    }

    fn load_places(&mut self) {
        for (word, kind) in lines(include_str!("places.txt")) {
            // "Costa Rica" is one entry; of people only "Chilean" is.
            if kind != "d" || !word.contains(' ') {
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

/// The letters of `pos.txt`, in the order of the bits of its classes.
const LETTERS: &str = "NSPVZDEGJRITOMCU";

/// Finds the displacement of each group, the largest groups first: the slots,
/// and the displacements.
fn place(groups: &[Vec<(WordHash, u32)>]) -> (Vec<u32>, Vec<u16>) {
    let mut slots = vec![0u32; SLOTS];
    let mut displacements = vec![0u16; groups.len()];
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&group| std::cmp::Reverse(groups[group].len()));
    for group in order {
        let words = &groups[group];
        let fits = |displacement: &u16| {
            let places: Vec<usize> = words.iter().map(|(hash, _)| slot(*hash, *displacement)).collect();
            places.iter().enumerate().all(|(at, &place)| slots[place] == 0 && !places[..at].contains(&place))
        };
        let found = (0..=u16::MAX).find(fits).expect("a displacement: else the table is too full");
        for &(hash, number) in words {
            slots[slot(hash, found)] = fingerprint(hash) << ID_BITS | number;
        }
        displacements[group] = found;
    }
    (slots, displacements)
}

/// Lower-case words within personal names.
const PARTICLES: [&str; 31] = [
    "de", "la", "le", "van", "der", "den", "von", "zu", "bin", "bint", "ibn", "al", "el", "da", "das", "dos",
    "do", "du", "di", "del", "della", "ter", "ten", "af", "av", "y", "ul", "abu", "ap", "á", "und",
];

/// Months and days, as agencies abbreviate them too.
const CALENDAR: [&str; 32] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tues",
    "thurs",
];

/// The entries of a word list: the word, and what stands behind the first tab.
fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
}
