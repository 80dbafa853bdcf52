//! Who "he" is, and what "it" and "who" stand for.
//!
//! "he" and "she" go to a named person (see [`antecedent`](super::antecedent)),
//! "who" to the mention before it, "it" and "they" to the last speaker that is
//! no single person, else to the last body that was named.

use super::antecedent::{self, Antecedent, Query};
use super::entity::is_subject;
use super::{BY_RULE, Resolver, Speaker, described, of_entity};
use crate::attribute::joint;
use crate::extract::SpeakerType;
use crate::mention::{Form, Sort};

/// Says who a pronoun stands for.
pub(super) fn resolve(resolver: &Resolver, query: &Query) -> Speaker {
    let analysis = resolver.analysis;
    let mention = &analysis.chunks.mentions[query.number as usize];
    let word = mention.span.of(analysis.text);
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    let found = if antecedent::is_personal(word) {
        person(resolver, query)
    } else if is(&["who", "which", "whom", "whose"]) {
        relative(resolver, query)
    } else if is(&["it", "they", "its", "their"]) {
        thing(resolver, query, is(&["they", "their"]))
            .or_else(|| is(&["they"]).then(|| last_person(resolver, query)).flatten())
    } else {
        None
    };
    found.unwrap_or_else(|| Speaker { speaker_type: SpeakerType::Unnamed, ..described(analysis, mention) })
}

fn person(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let found = antecedent::choose(resolver.analysis, resolver.entities, query, resolver.model);
    let (found, certainty) = found;
    match found? {
        Antecedent::Entity(entity) => Some(of_entity(resolver, entity, certainty)),
        // "a neighbour said … he added"
        Antecedent::Description(number) => {
            let found = resolver.speaker(&Query { number, ..*query });
            Some(Speaker { certainty, ..found })
        }
    }
}

/// "Weber, who called it absurd": the mention before.
fn relative(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let analysis = resolver.analysis;
    let number = query.number;
    let before = number.checked_sub(1)?;
    let mention = &analysis.chunks.mentions[before as usize];
    if mention.paragraph != analysis.chunks.mentions[number as usize].paragraph
        || mention.form == Form::Pronoun
    {
        return None;
    }
    Some(resolver.speaker(&Query { number: before, ..*query }))
}

/// "it", "they": the last speaker that is no single person, else the last body named.
fn thing(resolver: &Resolver, query: &Query, many: bool) -> Option<Speaker> {
    let (analysis, number, spoken) = (resolver.analysis, query.number, query.spoken);
    let mentions = &analysis.chunks.mentions;
    let pronoun = &mentions[number as usize];
    let fits = |speaker: &Speaker| match speaker.speaker_type {
        SpeakerType::Person | SpeakerType::Unnamed => false,
        SpeakerType::Group => many,
        _ => true,
    };
    let from = (number as usize).saturating_sub(12);
    if many && let Some(found) = couple(resolver, query, from as u32) {
        return Some(found);
    }
    if let Some(last) = spoken.last.filter(fits)
        && pronoun.paragraph - mentions[spoken.mention as usize].paragraph.min(pronoun.paragraph) <= 1
    {
        return Some(Speaker { certainty: BY_RULE, ..last });
    }
    let wanted = |sort: Sort| match sort {
        Sort::Organization | Sort::Document => true,
        Sort::People => many,
        _ => false,
    };
    let at = (from..number as usize)
        .rev()
        .filter(|&at| wanted(mentions[at].sort) && pronoun.paragraph - mentions[at].paragraph <= 1)
        .max_by_key(|&at| (is_subject(analysis, &mentions[at]), at))?;
    let found = resolver.speaker(&Query { number: at as u32, ..*query });
    Some(Speaker { certainty: BY_RULE, ..found })
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
