//! Who "he" is, and what "it" and "who" stand for.
//!
//! "he" and "she" go to a named person (see [`antecedent`](super::antecedent)),
//! "who" to the mention before it, "itself" to the one beside it; what "it" and "they"
//! stand for is told [elsewhere](super::thing).

use super::antecedent::{self, Antecedent, Query};
use super::{BY_RULE, Resolver, Speaker, described, of_entity, only, thing};
use crate::attribute::Analysis;
use crate::extract::SpeakerType;
use crate::mention::{Form, Mention, Sort, Tag, Unit};
use crate::segment::token::Kind;

/// Says who a pronoun stands for.
pub(super) fn resolve(resolver: &Resolver, query: &Query) -> Speaker {
    let analysis = resolver.analysis;
    let mention = &analysis.chunks.mentions[query.number as usize];
    let word = mention.span.of(analysis.text);
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    let found = if antecedent::is_personal(word) {
        person(resolver, query)
    } else if is(&["who", "which", "whom", "whose"]) {
        relative(resolver, query, is(&["who", "whom"]))
    } else if is(&["himself", "herself", "itself", "themselves"]) {
        emphasised(resolver, query)
    } else if is(&["it", "they", "its", "their"]) {
        thing::resolve(resolver, query)
    } else if is(&["I", "me", "my", "myself"]) {
        teller(resolver, query)
    } else {
        None
    };
    let unknown =
        || Speaker { speaker_type: SpeakerType::Unnamed, certainty: UNKNOWN, ..described(analysis, mention) };
    found.unwrap_or_else(unknown)
}

/// How sure a pronoun is of which nobody knows whom it stands for, in thousandths.
const UNKNOWN: u16 = 300;

fn person(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let found = antecedent::choose(resolver.analysis, resolver.entities, query, resolver.model);
    let (found, certainty) = found;
    let found = match found {
        Some(found) => found,
        None => return lone(resolver, query),
    };
    match found {
        Antecedent::Entity(entity) => Some(of_entity(resolver, entity, certainty)),
        // "a neighbour said … he added"
        Antecedent::Description(number) => {
            let found = resolver.speaker(&Query { number, ..*query });
            Some(Speaker { certainty, ..found })
        }
    }
}

/// The only person whom an article names, though his given name is a woman's as a rule: "Ashley Berg
/// is back. … he said".
fn lone(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let entities = resolver.entities;
    let one =
        only((0..entities.all.len() as u32).filter(|&at| entities.all[at as usize].sort == Sort::Person))?;
    let found = &entities.all[one as usize];
    (found.mention < query.number).then(|| of_entity(resolver, one, BY_RULE))
}

/// "Weber, who called it absurd": the mention before, past what only says where he is from:
/// "Weber of Lindau University, who called it absurd".
fn relative(resolver: &Resolver, query: &Query, is_person: bool) -> Option<Speaker> {
    let analysis = resolver.analysis;
    let (units, mentions) = (&analysis.chunks.units, &analysis.chunks.mentions);
    let pronoun = &mentions[query.number as usize];
    let is_conjoined =
        pronoun.unit.checked_sub(1).is_some_and(|before| units[before as usize].tag == Tag::Conjunction);
    let from = analysis.chunks.paragraph_mentions[pronoun.paragraph as usize];
    let mut before = (from..query.number).rev().take(RELATIVE);
    // "who runs the ward and who once called it absurd": whom the first stands for.
    if is_conjoined && let Some(first) = before.clone().find(|&at| is_same(analysis, at, pronoun)) {
        return relative(resolver, &Query { number: first, ..*query }, is_person);
    }
    let found = before.find(|&at| !(is_person && is_whence(analysis, at)))?;
    if mentions[found as usize].form == Form::Pronoun {
        return None;
    }
    Some(resolver.speaker(&Query { number: found, ..*query }))
}

/// How many mentions back the one may be that a relative pronoun stands for.
const RELATIVE: usize = 6;

fn is_same(analysis: &Analysis, number: u32, pronoun: &Mention) -> bool {
    let other = &analysis.chunks.mentions[number as usize];
    other.form == Form::Pronoun
        && other.span.of(analysis.text).eq_ignore_ascii_case(pronoun.span.of(analysis.text))
}

/// Whether a mention only says where the one before it is from, or what he is the head of: "Weber of
/// Lindau University", "the chief of staff", "a doctor for rural families".
fn is_whence(analysis: &Analysis, number: u32) -> bool {
    let (units, mentions) = (&analysis.chunks.units, &analysis.chunks.mentions);
    let mention = &mentions[number as usize];
    let hangs = mention.unit.checked_sub(1).is_some_and(|before| {
        units[before as usize].tag == Tag::Preposition && !units[before as usize].starts_sentence
    });
    let head = number.checked_sub(1).map(|before| &mentions[before as usize]);
    let head = head.filter(|head| head.unit + 2 == mention.unit && head.sort.may_be_person());
    match mention.sort {
        _ if !hangs => mention.is_owner,
        Sort::Person => false,
        // "according to Lindau", "a letter from Weber"
        Sort::Unclear => head.is_some_and(|head| head.form == Form::Nominal || head.sort == Sort::Person),
        Sort::People => head.is_some_and(|head| head.sort == Sort::Person && head.form == Form::Nominal),
        _ => true,
    }
}

/// "the ministry itself has called it absurd": the mention beside it.
fn emphasised(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let mentions = &resolver.analysis.chunks.mentions;
    let number = query.number.checked_sub(1)?;
    let beside = mentions[number as usize].unit + 1 == mentions[query.number as usize].unit;
    beside.then(|| resolver.speaker(&Query { number, ..*query }))
}

/// Who "I" is outside of all quotations: whose turn it is in a transcript, else whoever the
/// article is by.
fn teller(resolver: &Resolver, query: &Query) -> Option<Speaker> {
    let analysis = resolver.analysis;
    let paragraph = analysis.chunks.mentions[query.number as usize].paragraph;
    let from = paragraph.saturating_sub(TURN);
    let turn = (from..=paragraph).rev().find_map(|paragraph| label(analysis, paragraph));
    let byline = || (0..BYLINE.min(paragraph)).find_map(|paragraph| byline(analysis, paragraph));
    let found = resolver.speaker(&Query { number: turn.or_else(byline)?, ..*query });
    Some(Speaker { certainty: BY_RULE, ..found })
}

/// How many paragraphs a turn goes on without another label.
const TURN: u32 = 3;

/// In how many first paragraphs a byline stands.
const BYLINE: u32 = 5;

/// The name that labels a paragraph of a transcript: "BERG: I was there."
fn label(analysis: &Analysis, paragraph: u32) -> Option<u32> {
    let bounds = &analysis.chunks.paragraphs;
    let (start, end) = (bounds[paragraph as usize], bounds[paragraph as usize + 1]);
    let [name, colon] = analysis.chunks.units[start as usize..end as usize].get(..2)? else { return None };
    named(analysis, name).filter(|_| colon.kind == Kind::Colon)
}

/// Whom a paragraph says that the article is by: "By Ada Berg, Staff Writer".
fn byline(analysis: &Analysis, paragraph: u32) -> Option<u32> {
    let bounds = &analysis.chunks.paragraphs;
    let (start, end) = (bounds[paragraph as usize], bounds[paragraph as usize + 1]);
    let [by, name, rest @ ..] = &analysis.chunks.units[start as usize..end as usize] else { return None };
    let is_by = analysis.text_at(by.first).eq_ignore_ascii_case("by");
    named(analysis, name).filter(|_| is_by && rest.len() < 8)
}

fn named(analysis: &Analysis, unit: &Unit) -> Option<u32> {
    let mention = analysis.chunks.mentions.get(unit.mention as usize)?;
    (mention.form == Form::Name && mention.sort.may_be_person()).then_some(unit.mention)
}
