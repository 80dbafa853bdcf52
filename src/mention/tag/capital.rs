//! The class of a capitalised word: a name, or the first word of a sentence.

use super::super::known::Known;
use super::{Before, FUNCTION_WORD, Next, content_word, folded, lower};
use crate::lexicon::{Entry, Lexicon, is, pos};
use crate::mention::Tag;
use crate::segment::token::{Kind, Token};

/// Words that begin the names of places and of bodies: "South Yorkshire Police", "United Steelworkers".
const BEGINS: [&str; 12] = [
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "United",
    "National", "Royal",
];

fn is_street(text: &str, next: &Next) -> bool {
    next.is_some_and(|next| matches!(next.span.of(text), "Street" | "Road"))
}

/// The class of a capitalised word.
pub(super) fn capital(
    entry: &Entry,
    token: &Token,
    text: &str,
    before: Before,
    next: &Next,
    lexicon: &Lexicon,
    known: &Known,
) -> Tag {
    let is_function = entry
        .mostly(pos::DETERMINER | pos::PRONOUN | pos::PREPOSITION | pos::CONJUNCTION | pos::MODAL)
        || entry.is(is::AUXILIARY);
    let starts = before == Before::Nothing || before == Before::Quote;
    // Most stand within a sentence and are no small words.
    if !(starts || is_function) {
        return Tag::Proper;
    }
    let word = token.span.of(text);
    // "Per Holm", "Del Croft", "Yann Le Goff": small words in lower case only.
    let names_on = next.is_some_and(|next| {
        next.kind == Kind::Title && {
            let entry = lexicon.entry(next.id);
            !entry.mostly(pos::SMALL)
                && !entry.is(is::CALENDAR | is::PLACE | is::ORGANIZATION | is::AUXILIARY)
        }
    });
    let is_name =
        names_on && (before == Before::Name || entry.is(is::GIVEN | is::PARTICLE) && word.len() > 2);
    // "No 10 said"
    if matches!(word, "No" | "No.") && next.is_some_and(|next| next.span.of(text) == "10") {
        return Tag::Proper;
    }
    // "Del." is a title, "del" a small word.
    if is_function && !is_name && !word.ends_with('.') && (token.kind == Kind::Title || word.len() == 1) {
        if starts || entry.mostly(pos::PRONOUN | pos::DETERMINER) {
            let mut buffer = [0; FUNCTION_WORD];
            return lower(entry, folded(word, &mut buffer), before, next, lexicon);
        }
        return Tag::Proper;
    }
    if !starts || token.kind != Kind::Title || is_function && is_name {
        return Tag::Proper;
    }
    // The first word of a sentence: a name if it is one elsewhere in the
    // article or the lexicon, else what it is in lower case.
    if entry.pos == 0 || known.is_name(token.hash) || (entry.mostly(pos::PROPER)) {
        return Tag::Proper;
    }
    let next_is_capital = next.is_some_and(|next| next.kind.is_capital());
    if entry.is(is::GIVEN | is::TITLE | is::HONORIFIC) && next_is_capital {
        return Tag::Proper;
    }
    // "South Yorkshire Police", "Downing Street"
    if next_is_capital && (BEGINS.contains(&word) || entry.mostly(pos::GERUND) && is_street(text, next)) {
        return Tag::Proper;
    }
    // "Frontier Airlines"
    let names_body = next.is_some_and(|next| {
        let entry = lexicon.entry(next.id);
        next.kind == Kind::Title && entry.is(is::SUFFIX) && !entry.is(is::GIVEN | is::SURNAME | is::HUMAN)
    });
    if names_body && entry.mostly(pos::NOUN | pos::ADJECTIVE) && !entry.is(is::HUMAN | is::TITLE) {
        return Tag::Proper;
    }
    // "Secretary of State Ada Berg"
    if entry.is(is::TITLE) && next.is_some_and(|next| lexicon.entry(next.id).mostly(pos::PREPOSITION)) {
        return Tag::Proper;
    }
    // "University of Sundby president Ada Berg"
    if entry.is(is::ORGANIZATION)
        && entry.mostly(pos::NOUN)
        && next.is_some_and(|next| next.span.of(text) == "of")
    {
        return Tag::Proper;
    }
    // "Small groups gathered" has no Mr. Small.
    let modifies = !entry.is(is::GIVEN)
        && entry.mostly(pos::ADJECTIVE)
        && next.is_some_and(|next| next.kind == Kind::Lower);
    // "Born in Kumasi, she left": nobody's name.
    let leads = !entry.is(is::GIVEN)
        && entry.can_be(pos::PARTICIPLE)
        && next
            .is_some_and(|next| next.kind == Kind::Lower && lexicon.entry(next.id).mostly(pos::PREPOSITION));
    if entry.is(is::SURNAME | is::GIVEN)
        && !entry.is(is::COMMON)
        && !entry.mostly(pos::ADVERB | pos::GERUND)
        && !modifies
        && !leads
    {
        return Tag::Proper;
    }
    content_word(entry, before, next, lexicon)
}
