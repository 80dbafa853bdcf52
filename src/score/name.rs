//! Whether two forms name the same person, or the same role.
//!
//! In: names as rows and gold give them. Out: yes or no: "Ms. Ortiz" is
//! "Elena Ortiz", "the former Treasury secretary" is "Treasury Secretary".
//!
//! Known limit: it knows no nicknames and no transliteration; "Bill" is not
//! "William" unless gold lists both.

use std::collections::HashSet;
use std::sync::LazyLock;

use caseless::Caseless;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// Words that name nobody by themselves.
const HONORIFICS: [&str; 13] =
    ["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "the", "a", "an"];

/// Runs of letters, numbers and `_`: what Python's `\w+` matches, so that the
/// figures agree with those of the project's Python scorer. Not Rust's `\w`,
/// which has marks besides: `José2_b` is a word; in `a·b` and in `क्षि`,
/// whose vowels are marks, there are two and more.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a valid pattern"));

/// A name's words, folded, without possessives and honorifics: "Dr. Ortiz’s" is "ortiz".
pub(super) fn words(name: &str) -> Vec<String> {
    let folded: String = name.nfkc().default_case_fold().collect();
    let bare = folded.replace("’s", "").replace("'s", "");
    WORD.find_iter(&bare)
        .map(|m| m.as_str().to_owned())
        .filter(|w| !HONORIFICS.contains(&w.as_str()))
        .collect()
}

/// Whether two forms name the same person: equal words, or all words of the
/// shorter in the longer with the last in common.
pub(super) fn is_same_name(said: &str, gold: &str) -> bool {
    let (a, b) = (words(said), words(gold));
    let (Some(a_last), Some(b_last)) = (a.last(), b.last()) else { return false };
    if a == b {
        return true;
    }
    let within = |short: &[String], long: &[String]| {
        let long: HashSet<&String> = long.iter().collect();
        short.iter().all(|word| long.contains(word))
    };
    a_last == b_last && if a.len() <= b.len() { within(&a, &b) } else { within(&b, &a) }
}

/// Whether two forms of a role share at least half of their words (F1).
pub(super) fn is_same_role(said: &str, gold: &str) -> bool {
    let (a, b) = (words(said), words(gold));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let mut rest = b.clone();
    let common =
        a.iter().filter(|word| rest.iter().position(|r| r == *word).map(|at| rest.swap_remove(at)).is_some());
    4 * common.count() >= a.len() + b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_alone_is_the_person_and_a_first_name_alone_is_not() {
        assert!(is_same_name("Ortiz", "Elena Ortiz"));
        assert!(is_same_name("Elena Maria Ortiz", "Elena Ortiz"));
        assert!(!is_same_name("Elena", "Elena Ortiz"));
        assert!(!is_same_name("Ortiz Elena", "Elena Ortiz"));
    }

    #[test]
    fn honorifics_possessives_case_and_width_do_not_count() {
        assert!(is_same_name("Dr. ORTIZ’s", "Ortiz"));
        assert!(is_same_name("Ｏｒｔｉｚ", "the Ortiz"));
        assert!(is_same_name("STRASSE", "Straße"));
        assert!(!is_same_name("the", "the"));
        assert!(!is_same_name("", "Ortiz"));
    }

    #[test]
    fn vowel_signs_part_words_as_they_do_for_python() {
        assert_eq!(words("क्षि Ruiz"), ["क", "ष", "ruiz"]);
        assert_eq!(words("José2_b a·b"), ["josé2_b", "b"]);
    }

    #[test]
    fn half_of_the_words_make_a_role_and_fewer_do_not() {
        assert!(is_same_role("former Treasury secretary", "Treasury Secretary"));
        assert!(is_same_role("harbour master", "deputy harbour"));
        assert!(!is_same_role("master of the harbour", "harbour pilot in chief"));
        assert!(!is_same_role("the", "the"));
    }

    #[test]
    fn a_word_said_twice_counts_once_if_gold_has_it_once() {
        assert!(!is_same_role("chief chief chief", "chief executive officer of port"));
    }
}
