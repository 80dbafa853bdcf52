//! What "it" and "they" stand for: a body, a document, several people.
//!
//! `Acme Ferries raised its fares. In a statement, it said` … goes to Acme, not to the
//! statement; `The sign fell. It read` … to the sign. Each mention nearby gets points for what it
//! is, where it stands and whether it spoke last; the weights are counted on the labelled
//! articles, of which there are too few to learn them.

use super::antecedent::Query;
use super::entity::{NONE, is_subject};
use super::{BY_RULE, Resolver, Speaker};
use crate::attribute::{Analysis, joint};
use crate::cue;
use crate::lexicon::{is, pos};
use crate::mention::{Form, Mention, Sort, Tag};

/// How many mentions back one is looked for.
const REACH: u32 = 30;

/// Says what "it", "its", "they" or "their" stands for.
pub(super) fn resolve(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let analysis = resolver.analysis;
    let word = analysis.chunks.mentions[query.number as usize].span.of(analysis.text);
    let many = word.eq_ignore_ascii_case("they") || word.eq_ignore_ascii_case("their");
    if many && let Some(found) = couple(resolver, query, query.number.saturating_sub(12)) {
        return Some(found);
    }
    let best = best(resolver, query, many);
    if best.is_none() && word.eq_ignore_ascii_case("they") {
        return last_person(resolver, query);
    }
    let found = resolver.speaker(&Query { number: best?, ..*query });
    Some(Speaker { certainty: BY_RULE, ..found })
}

/// The mention with the most points.
fn best(resolver: &Resolver, query: &Query, many: bool) -> Option<u32> {
    let analysis = resolver.analysis;
    let mentions = &analysis.chunks.mentions;
    let pronoun = &mentions[query.number as usize];
    let says = speaks_for_itself(analysis, pronoun);
    let is_aside = cue::is_aside(analysis, pronoun);
    let mut best: Option<(i32, u32)> = None;
    let mut sentences = 0;
    let mut unit = pronoun.unit;
    for at in (query.number.saturating_sub(REACH)..query.number).rev() {
        let mention = &mentions[at as usize];
        if pronoun.paragraph - mention.paragraph > 1 {
            break;
        }
        let passed = &analysis.chunks.units[mention.unit as usize + 1..=unit as usize];
        sentences += passed.iter().filter(|unit| unit.starts_sentence).count() as i32;
        unit = unit.min(mention.unit);
        let Some(kind) = kind(resolver, mention, at, many, says).filter(|_| sentences > 0 || !is_aside)
        else {
            continue;
        };
        let entity = resolver.entities.of_mention[at as usize];
        let spoke = resolver.said(query).is_some_and(|last| {
            last == at || entity != NONE && resolver.entities.of_mention[last as usize] == entity
        });
        let subject = is_subject(analysis, mention);
        let opens = analysis.chunks.units[mention.unit as usize].starts_sentence;
        let points = kind
            + 4 * i32::from(subject)
            + 3 * i32::from(opens)
            + 4 * i32::from(spoke)
            + 4 * i32::from(is_new(analysis, mention))
            - 3 * sentences.min(5)
            - 2 * (pronoun.paragraph - mention.paragraph) as i32
            - 3 * i32::from(mention.is_owner)
            - hangs(analysis, mention, says);
        if best.is_none_or(|(top, _)| points > top) {
            best = Some((points, at));
        }
    }
    best.filter(|(points, _)| *points > 0).map(|(_, at)| at)
}

/// How likely a mention of its kind is meant; `None` if it cannot be.
fn kind(resolver: &Resolver, mention: &Mention, number: u32, many: bool, says: bool) -> Option<i32> {
    let analysis = resolver.analysis;
    let head = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    let is_noun = head.can_be(pos::ANY_NOUN) || head.pos == 0 || mention.form == Form::Name;
    let is_number = matches!(analysis.tags[mention.head as usize], Tag::Number | Tag::Adjective);
    if mention.form == Form::Pronoun || is_number || !is_noun {
        return None;
    }
    let sort = match resolver.entities.of_mention[number as usize] {
        NONE => mention.sort,
        entity => resolver.entities.all[entity as usize].sort,
    };
    let is_plural = analysis.tags[mention.head as usize] == Tag::Nouns;
    match sort {
        Sort::Organization if many => Some(8),
        Sort::Organization => Some(if is_plural && mention.form != Form::Name { 4 } else { 12 }),
        Sort::People if many => Some(12),
        Sort::Document if many => Some(if is_plural && says { 10 } else { 3 }),
        Sort::Document if is_plural => None,
        Sort::Document => Some(if says { 16 } else { 9 }),
        Sort::Unclear if mention.form == Form::Name && !head.is(is::GIVEN | is::SURNAME) => Some(7),
        Sort::Place if !many && mention.form == Form::Name => Some(4),
        Sort::Thing if says && !many && !is_plural && mention.form == Form::Nominal => Some(2),
        _ => None,
    }
}

/// Whether a document is told of for the first time: "an invoice".
fn is_new(analysis: &Analysis, mention: &Mention) -> bool {
    let first = analysis.text_at(mention.first);
    mention.sort == Sort::Document && matches!(first, "a" | "an" | "A" | "An")
}

/// Whether the verb behind a pronoun is one of what is written rather than of who speaks: "it
/// reads", "it begins".
fn speaks_for_itself(analysis: &Analysis, pronoun: &Mention) -> bool {
    let behind = analysis.chunks.units.get(pronoun.unit as usize + 1);
    let word = behind.map_or("", |unit| analysis.text_at(unit.first));
    matches!(
        word,
        "read" | "reads" | "began" | "begins" | "ended" | "ends" | "ran" | "runs" | "went" | "goes"
    )
}

/// What it costs a mention to hang on a preposition: "in a statement, it said" is far from being
/// the statement's.
fn hangs(analysis: &Analysis, mention: &Mention, says: bool) -> i32 {
    let units = &analysis.chunks.units;
    let before = mention.unit.checked_sub(1).map(|before| &units[before as usize]);
    let Some(before) = before.filter(|before| {
        matches!(before.tag, Tag::Preposition | Tag::To) && !units[mention.unit as usize].starts_sentence
    }) else {
        return 0;
    };
    let word = analysis.text_at(before.first);
    let is_within = matches!(word, "in" | "In" | "on" | "On" | "by" | "By" | "at" | "At");
    if !says && is_within && mention.sort == Sort::Document { 12 } else { 3 }
}

/// The names joined by "and" that were the last to be named: "Bo and Eva Berg have no
/// power. … they said".
fn couple(resolver: &Resolver, query: &Query, from: u32) -> Option<Speaker> {
    let (analysis, number) = (resolver.analysis, query.number);
    let mentions = &analysis.chunks.mentions;
    let paragraph = mentions[number as usize].paragraph;
    let joins = |at: &u32| {
        let mention = &mentions[*at as usize];
        mention.form == Form::Name && mention.sort.may_be_person() && paragraph - mention.paragraph <= 1
    };
    let last = (from..number).rev().find(joins)?;
    let (first, last) = joint::chain(analysis, last).filter(|(_, end)| *end == last)?;
    if !(first..=last).all(|at| mentions[at as usize].sort.may_be_person()) {
        return None;
    }
    let one = resolver.speaker(&Query { number: last, ..*query });
    Some(Speaker { certainty: BY_RULE, ..one.with_others(analysis, first, last) })
}

/// Somebody who goes by "they": the last speaker, else the last person named as
/// a subject nearby.
fn last_person(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let (analysis, number) = (resolver.analysis, query.number);
    let mentions = &analysis.chunks.mentions;
    let paragraph = mentions[number as usize].paragraph;
    let near = (number.saturating_sub(12)..number).rev().filter(|&at| {
        let mention = &mentions[at as usize];
        mention.form == Form::Name && mention.sort == Sort::Person && paragraph - mention.paragraph <= 1
    });
    let worth = |at: u32| {
        let mention = &mentions[at as usize];
        (mention.paragraph == paragraph, is_subject(analysis, mention), at)
    };
    let at = near.max_by_key(|&at| worth(at))?;
    let found = resolver.speaker(&Query { number: at, ..*query });
    Some(Speaker { certainty: BY_RULE / 2, ..found })
}
