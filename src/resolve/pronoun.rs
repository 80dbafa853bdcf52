//! Who "he" is, and what "it" and "who" stand for.
//!
//! "he" and "she" go to a named person (see [`antecedent`](super::antecedent)),
//! "who" to the mention before it, "it" and "they" to the last speaker that is
//! no single person, else to the last body that was named.

use super::antecedent::{self, Antecedent, Query};
use super::entity::is_subject;
use super::{BY_RULE, Resolver, Speaker, described, of_entity};
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
    if let Some(last) = spoken.last.filter(fits)
        && pronoun.paragraph - mentions[spoken.mention as usize].paragraph.min(pronoun.paragraph) <= 1
    {
        return Some(Speaker { certainty: BY_RULE, ..last });
    }
    let from = (number as usize).saturating_sub(12);
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
