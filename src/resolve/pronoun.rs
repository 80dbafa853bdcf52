//! Who "he" is.
//!
//! In news, "he said" goes on with the last speaker unless somebody of the
//! same gender has become the subject since. Each named person before the
//! pronoun gets points for being near, a subject, often named, the last
//! speaker; one whose gender does not fit gets none.

use super::entity::{Entities, NONE, is_subject};
use super::{Speaker, Spoken, described, of_entity};
use crate::attribute::Analysis;
use crate::extract::SpeakerType;
use crate::lexicon::is;
use crate::mention::{Form, Mention, Sort};

/// How many mentions back a pronoun looks.
const LOOK_BACK: usize = 120;

/// Says who a pronoun stands for.
pub(super) fn resolve(analysis: &Analysis, entities: &Entities, number: u32, spoken: &Spoken) -> Speaker {
    let mention = &analysis.chunks.mentions[number as usize];
    let word = mention.span.of(analysis.text);
    let found = if word.eq_ignore_ascii_case("he") || word.eq_ignore_ascii_case("him") {
        person(analysis, entities, number, is::MALE, spoken)
    } else if word.eq_ignore_ascii_case("she") || word.eq_ignore_ascii_case("her") {
        person(analysis, entities, number, is::FEMALE, spoken)
    } else if ["who", "which", "whom"].iter().any(|other| word.eq_ignore_ascii_case(other)) {
        relative(analysis, entities, number, spoken)
    } else if word.eq_ignore_ascii_case("it") || word.eq_ignore_ascii_case("they") {
        thing(analysis, entities, number, word.eq_ignore_ascii_case("they"), spoken)
    } else {
        None
    };
    found.unwrap_or_else(|| Speaker { speaker_type: SpeakerType::Unnamed, ..described(analysis, mention) })
}

fn person(analysis: &Analysis, entities: &Entities, number: u32, gender: u32, spoken: &Spoken) -> Option<Speaker> {
    let mentions = &analysis.chunks.mentions;
    let pronoun = &mentions[number as usize];
    let mut best: Option<(i32, u32)> = None;
    let mut seen = [NONE; 32];
    let mut seen_len = 0;
    let from = (number as usize).saturating_sub(LOOK_BACK);
    for at in (from..number as usize).rev() {
        let entity = entities.of_mention[at];
        if entity == NONE || seen[..seen_len].contains(&entity) || seen_len == seen.len() {
            continue;
        }
        let candidate = &entities.all[entity as usize];
        if !matches!(candidate.sort, Sort::Person | Sort::Unclear) || candidate.gender & gender == 0 {
            continue;
        }
        seen[seen_len] = entity;
        seen_len += 1;
        let value = points(analysis, &mentions[at], pronoun, candidate, gender)
            + if spoken.last.is_some_and(|last| last.entity == entity) { spoken_points(analysis, pronoun, spoken) } else { 0 };
        if best.is_none_or(|(top, _)| value > top) {
            best = Some((value, entity));
        }
    }
    // A speaker without a name: "a neighbour said. … he added."
    if let Some(last) = spoken.last.filter(|last| last.entity == NONE && last.speaker_type == SpeakerType::Unnamed) {
        let value = 8 + spoken_points(analysis, pronoun, spoken);
        if best.is_none_or(|(top, _)| value > top) {
            return Some(Speaker { is_resolved: true, ..last });
        }
    }
    best.map(|(_, entity)| of_entity(analysis, entities, entity, true))
}

fn points(
    analysis: &Analysis,
    mention: &Mention,
    pronoun: &Mention,
    entity: &super::Entity,
    gender: u32,
) -> i32 {
    let paragraphs = (pronoun.paragraph - mention.paragraph) as i32;
    let units = &analysis.chunks.units;
    let near = pronoun.unit - mention.unit;
    let mut sentences = 0;
    if paragraphs < 2 {
        for unit in mention.unit + 1..=pronoun.unit.min(mention.unit + 80) {
            sentences += i32::from(analysis.tokens.all[units[unit as usize].first as usize].starts_sentence);
        }
    }
    let mut value = 20 - 3 * paragraphs.min(8) - 2 * sentences.min(6) - (near / 12).min(4) as i32;
    if is_subject(analysis, mention) {
        value += 5;
    }
    if entity.gender == gender {
        value += 3;
    }
    if entity.sort == Sort::Unclear {
        value -= 4;
    }
    if mention.is_owner {
        value -= 1;
    }
    value + (32 - entity.count.min(16).leading_zeros()) as i32
}

fn spoken_points(analysis: &Analysis, pronoun: &Mention, spoken: &Spoken) -> i32 {
    let last = &analysis.chunks.mentions[spoken.mention as usize];
    match pronoun.paragraph.saturating_sub(last.paragraph) {
        0 => 10,
        1 => 8,
        2 => 4,
        3 => 2,
        _ => 0,
    }
}

/// "Weber, who called it absurd": the mention before.
fn relative(analysis: &Analysis, entities: &Entities, number: u32, spoken: &Spoken) -> Option<Speaker> {
    let before = number.checked_sub(1)?;
    let mention = &analysis.chunks.mentions[before as usize];
    if mention.paragraph != analysis.chunks.mentions[number as usize].paragraph || mention.form == Form::Pronoun {
        return None;
    }
    Some(super::speaker(analysis, entities, before, spoken))
}

/// "it", "they": the last speaker that is no single person, else the last body named.
fn thing(analysis: &Analysis, entities: &Entities, number: u32, many: bool, spoken: &Spoken) -> Option<Speaker> {
    let mentions = &analysis.chunks.mentions;
    let pronoun = &mentions[number as usize];
    let fits = |speaker: &Speaker| match speaker.speaker_type {
        SpeakerType::Person | SpeakerType::Unnamed => false,
        SpeakerType::Group => many,
        _ => true,
    };
    if let Some(last) = spoken.last.filter(fits) {
        if pronoun.paragraph - mentions[spoken.mention as usize].paragraph.min(pronoun.paragraph) <= 1 {
            return Some(Speaker { is_resolved: true, ..last });
        }
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
    let found = super::speaker(analysis, entities, at as u32, spoken);
    Some(Speaker { is_resolved: true, ..found })
}
