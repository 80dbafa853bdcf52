//! Who "the secretary general" is, and which declaration "the declaration".
//!
//! A definite description is a name's if the name has that word as its title
//! or role; else it goes to the fullest earlier phrase with the same head
//! (`a summit declaration` … `the declaration`); else it stays as it is.

use super::entity::{Entities, NONE};
use super::{Speaker, Spoken, described, of_entity, role};
use crate::attribute::Analysis;
use crate::lexicon::{is, pos};
use crate::mention::{Form, Mention, Sort, Tag};

/// Says who a description stands for.
pub(super) fn resolve(analysis: &Analysis, entities: &Entities, number: u32, spoken: &Spoken) -> Speaker {
    let mention = &analysis.chunks.mentions[number as usize];
    let definite = is_definite(analysis, mention);
    if definite {
        let found = match mention.sort {
            Sort::Person => titled(analysis, entities, number, spoken),
            Sort::Organization => body(analysis, entities, number),
            _ => None,
        };
        if let Some(entity) = found {
            return of_entity(analysis, entities, entity, true);
        }
    }
    let fullest = if definite { fullest(analysis, number) } else { mention };
    described(analysis, fullest)
}

fn is_definite(analysis: &Analysis, mention: &Mention) -> bool {
    let first = mention.span.of(analysis.text).split(' ').next().unwrap_or_default();
    ["the", "this", "that", "these", "his", "her", "their", "its"].iter().any(|word| first.eq_ignore_ascii_case(word))
        // "Police said", "Senator Berg": capitalised without an article.
        || analysis.tokens.all[mention.head as usize].kind.is_capital()
}

/// The named person whose title or role holds the description's head.
fn titled(analysis: &Analysis, entities: &Entities, number: u32, spoken: &Spoken) -> Option<u32> {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    // "his lawyer" is somebody else than he.
    if analysis.tags[mention.first as usize] == Tag::Possessive {
        return None;
    }
    let head = role::canonical(analysis.word(mention.head));
    let modifiers: Vec<u64> = (mention.first..mention.head)
        .filter(|&at| !matches!(analysis.tags[at as usize], Tag::Determiner | Tag::Genitive))
        .map(|at| role::canonical(analysis.word(at)))
        .collect();
    let gender = {
        let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
        match (entry.is & (is::MALE_TITLE | is::FEMALE_TITLE)) / is::MALE_TITLE {
            0 => is::GIVEN,
            known => known,
        }
    };
    let mut best: Option<(i64, u32)> = None;
    for (at, other) in mentions.iter().enumerate() {
        let entity = entities.of_mention[at];
        if other.form != Form::Name || entity == NONE {
            continue;
        }
        let candidate = &entities.all[entity as usize];
        if !matches!(candidate.sort, Sort::Person | Sort::Unclear) || candidate.gender & gender == 0 {
            continue;
        }
        let Some(shared) = role::shares(analysis, other, head, &modifiers) else { continue };
        let distance = i64::from((at as u32).abs_diff(number));
        let before = i64::from((at as u32) < number) * 300;
        let speaker = i64::from(spoken.last.is_some_and(|last| last.entity == entity)) * 100;
        let value = shared as i64 * 1000 + before + speaker - distance.min(250);
        if best.is_none_or(|(top, _)| value > top) {
            best = Some((value, entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// "the committee", "the agency": the named body with that word in its name,
/// else, for words that fit any, the last one named.
fn body(analysis: &Analysis, entities: &Entities, number: u32) -> Option<u32> {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    // With words of its own ("the company's auditor") it is another one.
    if mention.head > mention.first + 1 || mention.last != mention.head + 1 {
        return None;
    }
    let head = analysis.word(mention.head);
    let mut generic = None;
    let any = ["company", "firm", "agency", "group", "organization", "organisation", "newspaper", "bank", "union"];
    let is_generic = any.iter().any(|word| crate::lexicon::hash(word.as_bytes()) == head);
    for at in (0..number as usize).rev() {
        let entity = entities.of_mention[at];
        if entity == NONE || entities.all[entity as usize].sort != Sort::Organization {
            continue;
        }
        let other = &mentions[at];
        if (other.name_first..other.last).any(|token| analysis.word(token) == head) {
            return Some(entity);
        }
        if is_generic && generic.is_none() && mention.paragraph - other.paragraph <= 2 {
            generic = Some(entity);
        }
    }
    generic
}

/// The longest earlier phrase with the same head.
fn fullest<'a>(analysis: &Analysis<'a>, number: u32) -> &'a Mention {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    let head = analysis.word(mention.head);
    let mut best = mention;
    if mention.last - mention.first > 2 || analysis.tokens.entry(analysis.lexicon, mention.head as usize).can_be(pos::PRONOUN) {
        return best;
    }
    for other in &mentions[..number as usize] {
        let longer = other.last - other.first > best.last - best.first;
        if other.form == Form::Nominal && longer && analysis.word(other.head) == head && !other.is_owner {
            best = other;
        }
    }
    best
}
