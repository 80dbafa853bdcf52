//! What stands before a name, and how titles are compared.
//!
//! `Mr. Berg` is a form of address, `Gov. Berg` an office, `the elder Berg` and
//! `his son, Cal Berg` say which of two it is. "Gov." and "governor" are one
//! title.

use std::ops::BitOr;
use std::sync::LazyLock;

use super::name::Words;
use crate::attribute::Analysis;
use crate::lexicon::{WordHash, hash, is};
use crate::mention::Mention;

/// Whether a bare surname says which of two it is: `true` for "the elder Berg",
/// `false` for "the younger Berg".
pub(super) fn seniority(analysis: &Analysis, mention: &Mention) -> Option<bool> {
    if mention.first + 2 != mention.name_first || mention.last != mention.name_first + 1 {
        return None;
    }
    match analysis.tokens.all[mention.first as usize + 1].span.of(analysis.text) {
        "elder" | "older" | "senior" => Some(true),
        "younger" | "junior" => Some(false),
        _ => None,
    }
}

/// Whether a name stands behind "his son", "her daughter".
pub(super) fn is_child(analysis: &Analysis, mention: &Mention) -> bool {
    let before = (mention.first.saturating_sub(2)..mention.name_first).rev();
    before
        .map(|at| analysis.text_at(at))
        .any(|word| matches!(word, "son" | "daughter" | "grandson" | "granddaughter" | "nephew" | "niece"))
}

/// Whether an office stands before the name: "President Berg", not "Mr. Berg".
pub(super) fn has_title(analysis: &Analysis, mention: &Mention) -> bool {
    (mention.first..mention.name_first).any(|at| {
        let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
        entry.is(is::TITLE) && !entry.is(is::HONORIFIC)
    })
}

/// Whether a form of address stands before a name: "Mr. Berg".
pub(super) fn is_addressed(analysis: &Analysis, mention: &Mention) -> bool {
    (mention.first..mention.name_first)
        .any(|at| analysis.tokens.entry(analysis.lexicon, at as usize).is(is::HONORIFIC))
}

/// Whether a given name stands behind the form of address: "Sir Mark", "Sister Agnes".
pub(super) fn is_by_given_name(analysis: &Analysis, mention: &Mention) -> bool {
    (mention.first..mention.name_first).any(|at| {
        let word = analysis.text_at(at);
        matches!(word, "Sir" | "Dame" | "Sister" | "Brother" | "Father" | "Fr." | "Fr" | "Mother")
    })
}

/// The word of the title before a name, 0 for none: "governor" in "former
/// Gov. Ada Berg".
pub(super) fn title(analysis: &Analysis, mention: &Mention) -> WordHash {
    let is_title =
        |at: &u32| analysis.tokens.entry(analysis.lexicon, *at as usize).is(is::TITLE | is::OFFICE);
    let last = (mention.first..mention.name_first).rev().find(is_title);
    last.map_or(0, |at| canonical(analysis.word(at)))
}

/// The genders that a name and the title before it allow.
pub(super) fn gender(analysis: &Analysis, mention: &Mention, words: &Words) -> u32 {
    let (mut title, mut is_office) = (0, true);
    for at in mention.first..mention.name_first {
        let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
        let told = (entry.is & (is::MALE_TITLE | is::FEMALE_TITLE)) / is::MALE_TITLE;
        title |= told;
        is_office &= told == 0 || !entry.is(is::HONORIFIC);
    }
    let is_told = title == is::MALE || title == is::FEMALE;
    // "Chairman Rosamund Berg" is a woman, "Mr. Rosamund Berg" is none.
    match given_gender(analysis, words) {
        is::MALE | is::FEMALE if is_told && !is_office => title,
        known @ (is::MALE | is::FEMALE) => known,
        _ if is_told => title,
        _ => is::GIVEN,
    }
}

/// The genders of those who bear a given name; both where that is not known.
fn given_gender(analysis: &Analysis, words: &Words) -> u32 {
    if words.len < 2 {
        return is::GIVEN;
    }
    // "J. Ada Berg": the first word that is no initial.
    let given = (0..usize::from(words.len) - 1).find(|at| words.initials & (1 << at) == 0);
    let Some(given) = given else { return is::GIVEN };
    let entry = analysis.lexicon.entry(analysis.lexicon.find(words.all[given]));
    match entry.is & is::GIVEN {
        0 => is::GIVEN,
        known => known,
    }
}

/// The gender of a noun for a person: "her husband", "the actress"; 0 for none.
pub(super) fn noun_gender(analysis: &Analysis, mention: &Mention) -> u32 {
    let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    if !entry.is(is::KIN) {
        return (entry.is & (is::MALE_TITLE | is::FEMALE_TITLE)) / is::MALE_TITLE;
    }
    let word = analysis.text_at(mention.head);
    match word.trim_start_matches("ex-").trim_start_matches("step").trim_start_matches("grand") {
        "husband" | "father" | "brother" | "son" | "uncle" | "nephew" | "dad" | "widower" | "boyfriend" => {
            is::MALE
        }
        "wife" | "mother" | "sister" | "daughter" | "aunt" | "niece" | "mum" | "mom" | "widow"
        | "girlfriend" => is::FEMALE,
        _ => 0,
    }
}

/// One hash for the forms of a title: "Sen." and "senator".
pub(super) fn canonical(word: WordHash) -> WordHash {
    static SAME: LazyLock<[(WordHash, WordHash); FORMS.len()]> =
        LazyLock::new(|| FORMS.map(|(form, same)| (hash(form.as_bytes()), hash(same.as_bytes()))));
    // One bit for each form, by its hash: most words are none of them.
    static MAYBE: LazyLock<u64> =
        LazyLock::new(|| SAME.iter().map(|(form, _)| bit(*form)).fold(0, BitOr::bitor));
    if *MAYBE & bit(word) == 0 {
        return word;
    }
    SAME.iter().find(|(form, _)| *form == word).map_or(word, |(_, same)| *same)
}

fn bit(word: WordHash) -> u64 {
    1 << (word & 63)
}

/// Forms of titles that are one.
const FORMS: [(&str, &str); 33] = [
    ("pm", "minister"),
    ("premier", "minister"),
    ("sen", "senator"),
    ("sens", "senator"),
    ("senators", "senator"),
    ("gov", "governor"),
    ("gen", "general"),
    ("rep", "representative"),
    ("reps", "representative"),
    ("congressman", "representative"),
    ("congresswoman", "representative"),
    ("lawmaker", "representative"),
    ("dr", "doctor"),
    ("prof", "professor"),
    ("col", "colonel"),
    ("lt", "lieutenant"),
    ("capt", "captain"),
    ("sgt", "sergeant"),
    ("pres", "president"),
    ("rev", "reverend"),
    ("fr", "reverend"),
    ("priest", "reverend"),
    ("pastor", "reverend"),
    ("vicar", "reverend"),
    ("justice", "judge"),
    ("det", "detective"),
    ("insp", "inspector"),
    ("cllr", "councillor"),
    ("mp", "representative"),
    ("spokeswoman", "spokesman"),
    ("spokesperson", "spokesman"),
    ("chairwoman", "chairman"),
    ("chair", "chairman"),
];
