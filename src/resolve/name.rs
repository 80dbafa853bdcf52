//! The words of a name, and whether two names can be names of one.
//!
//! `Ada K. Berg` and `Ada Berg` are, `Cal Berg Sr.` and `Cal Berg Jr.` are not.
//! Words are compared as hashes. Which of several a surname alone means is for
//! the [entities](super::entity) to judge.

use crate::attribute::Analysis;
use crate::lexicon::WordHash;
use crate::mention::{Mention, Sort};
use crate::segment::token::{Kind, Token};

/// Most words of a name that are compared.
const WORDS: usize = 8;

/// The words of a name, as hashes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub all: [WordHash; WORDS],
    pub len: u8,
    /// One bit for each word that is an initial.
    pub initials: u8,
    /// 1: Sr., 2: Jr., 3: III; 0: it does not say.
    pub generation: u8,
    /// Its capital letters, as an acronym has them.
    pub acronym: WordHash,
}

impl Words {
    pub fn as_slice(&self) -> &[WordHash] {
        &self.all[..self.len as usize]
    }

    pub fn first(&self) -> WordHash {
        self.all[0]
    }

    pub fn last(&self) -> WordHash {
        self.all[(self.len as usize).saturating_sub(1)]
    }

    /// The second of three words: the surname in "Ada Márquez Luna" and "Ada Márquez y Luna".
    pub fn middle(&self) -> Option<WordHash> {
        let is_double = self.len == 4 && self.all[2] == crate::lexicon::hash(b"y");
        (self.len == 3 || is_double).then_some(self.all[1])
    }

    pub fn of(analysis: &Analysis, mention: &Mention) -> Self {
        let mut words = Words { all: [0; WORDS], len: 0, initials: 0, generation: 0, acronym: 0 };
        let mut letters = [0; 12];
        let mut count = 0;
        for token in &analysis.tokens.all[mention.name_first as usize..mention.last as usize] {
            let text = || token.span.of(analysis.text);
            // Robert "Bobby" Scott is Bobby Scott too.
            if token.kind == Kind::Quote && (words.len as usize) < WORDS {
                let nick = text().trim_matches(|c: char| !c.is_alphanumeric());
                words.all[words.len as usize] = crate::lexicon::hash(nick.as_bytes());
                words.len += 1;
                continue;
            }
            let is_short = token.span.len() <= 3;
            let generation = if is_short { generation(text()) } else { 0 };
            if generation > 0 {
                words.generation = generation;
            }
            let is_left_out =
                matches!(generation, SENIOR | JUNIOR) || is_short && matches!(text(), "the" | "The");
            if !token.kind.is_word() && token.kind != Kind::Number || is_left_out {
                continue;
            }
            if token.kind.is_capital() && count < letters.len() {
                letters[count] = analysis.text.as_bytes()[token.span.start as usize];
                count += 1;
            }
            if (words.len as usize) < WORDS {
                words.initials |= u8::from(token.kind == Kind::Initial) << words.len;
                words.all[words.len as usize] = without_article(analysis, token).unwrap_or(token.hash);
                words.len += 1;
            }
        }
        words.acronym = if count > 1 { crate::lexicon::hash(&letters[..count]) } else { 0 };
        words
    }
}

/// The hash of "Kuwari" for "al-Kuwari", which are names of one.
fn without_article(analysis: &Analysis, token: &Token) -> Option<WordHash> {
    let bytes = &analysis.text.as_bytes()[token.span.range()];
    let (article, rest) = bytes.split_at_checked(3)?;
    let is_article = matches!(article, b"al-" | b"Al-" | b"el-" | b"El-");
    (is_article && rest.len() > 2).then(|| crate::lexicon::hash(rest))
}

const SENIOR: u8 = 1;
const JUNIOR: u8 = 2;

/// What a word behind a name says of its [generation](Words::generation).
fn generation(word: &str) -> u8 {
    match word {
        "Sr." | "Sr" => SENIOR,
        "Jr." | "Jr" => JUNIOR,
        "III" => 3,
        _ => 0,
    }
}

/// What a name must share with an entity to be one of its names, close
/// together: most of a page's names share nothing, which is told from these.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    first: WordHash,
    pub last: WordHash,
    /// The second of three words.
    middle: WordHash,
    acronym: WordHash,
    /// The first letter and the length of the surname of a name of several words; 0 for none.
    surname: (u8, u32),
}

impl Key {
    /// The key of a name of these words, as the text spells it.
    pub fn of(words: &Words, name: &str) -> Self {
        let surname = name.bytes().rposition(|byte| byte == b' ').map_or("", |space| &name[space + 1..]);
        let surname = surname.bytes().next().map_or((0, 0), |letter| (letter, surname.len() as u32));
        let middle = words.middle().unwrap_or(words.first());
        let (first, last, acronym) = (words.first(), words.last(), words.acronym);
        Self { first, last, middle, acronym, surname }
    }

    /// One bit for each of its words, by its hash.
    pub fn bits(&self) -> u64 {
        bit(self.first) | bit(self.last) | bit(self.middle) | bit(self.acronym)
    }

    /// Whether a surname may be a [slip](is_slip) of its surname.
    pub fn may_be_slip(&self, surname: &[u8]) -> bool {
        let (letter, len) = self.surname;
        surname[0] == letter && (surname.len() as u32).abs_diff(len) <= SLIP as u32
    }

    /// Whether a name of one word may be its name.
    #[inline]
    pub fn may_be(&self, word: WordHash) -> bool {
        self.last == word || self.first == word || self.middle == word || self.acronym == word
    }
}

/// The bit of a word among those of a [key](Key::bits).
pub(super) fn bit(word: WordHash) -> u64 {
    1 << (word & 63)
}

/// Whether two names of several words are names of one.
pub(super) fn same_full(a: &Words, b: &Words, a_sort: Sort, b_sort: Sort) -> bool {
    // "Cal Berg Sr." and "Cal Berg Jr." are two.
    if a.generation != b.generation && a.generation != 0 && b.generation != 0 {
        return false;
    }
    if a.as_slice() == b.as_slice() {
        return true;
    }
    // "Security Council" for "Union Security Council"
    if a_sort == Sort::Organization && b_sort == Sort::Organization {
        let (short, long) = if a.len <= b.len { (a, b) } else { (b, a) };
        return short.len >= 2 && long.as_slice().ends_with(short.as_slice());
    }
    if !a_sort.may_be_person() || !b_sort.may_be_person() || a.len < 2 || b.len < 2 {
        return false;
    }
    if a.last() != b.last() {
        return false;
    }
    let (short, long) = if a.len <= b.len { (a, b) } else { (b, a) };
    short.as_slice().iter().all(|word| long.as_slice().contains(word)) || a.first() == b.first()
}

/// How many letters two spellings of a surname may differ in length by.
const SLIP: usize = 2;

/// Whether two surnames of seven letters and more begin alike and differ in one
/// letter, or by two that one has and the other lacks.
pub(super) fn is_slip(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 7 || long.len() - short.len() > SLIP || short[0] != long[0] {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    // All but one letter, or all of the shorter one, are the other's ends.
    if long.len() == short.len() { same + tail + 1 == short.len() } else { same + tail >= short.len() }
}
