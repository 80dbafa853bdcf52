//! The class of a word that the lexicon does not know, by its ending.

use super::Before;
use crate::lexicon::{Entry, is};
use crate::mention::Tag;

/// A word that the lexicon does not know.
pub(super) fn unknown(word: &str, entry: &Entry, before: Before) -> Tag {
    if entry.is(is::PEOPLE) {
        return Tag::Nouns;
    }
    if entry.is(is::HUMAN | is::ORGANIZATION | is::DOCUMENT) {
        return Tag::Noun;
    }
    let nominal = matches!(before, Before::Determiner | Before::Genitive | Before::Adjective);
    if word.ends_with("ly") {
        Tag::Adverb
    } else if word.ends_with("ed") {
        if nominal {
            Tag::Adjective
        } else if before == Before::Auxiliary {
            Tag::Participle
        } else {
            Tag::Past
        }
    } else if word.ends_with("ing") && !nominal {
        Tag::Gerund
    } else if word.contains('-') || word.ends_with("ous") || word.ends_with("ive") || word.ends_with("able") {
        // "eel-smoker" is somebody, "deep-sea" a quality.
        if word.contains('-') && ["er", "or", "ist", "man", "woman"].iter().any(|end| word.ends_with(end)) {
            Tag::Noun
        } else {
            Tag::Adjective
        }
    } else if word.ends_with('s') && !word.ends_with("ss") {
        Tag::Nouns
    } else {
        Tag::Noun
    }
}
