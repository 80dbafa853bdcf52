//! Which named person a pronoun or a description stands for.
//!
//! In news, "he said" goes on with the last speaker unless somebody of the
//! same gender has become the subject since, and nobody speaks of himself by
//! name in his own words. What each of that is worth is learned: each person
//! named so far is a candidate, "none of them" is another, and the one with the
//! greatest sum of weights is taken.

mod feature;
mod look;
mod question;

pub(crate) use feature::{TABLE, features, none};
pub(super) use look::Look;
pub(crate) use question::{Query, Question};

use std::ops::RangeInclusive;

use super::entity::NONE;
use super::{Entities, address, apposed_name, only};
use crate::attribute::Analysis;
use crate::lexicon::is;
use crate::mention::{Form, Mention, Sort, Tag};
use crate::model::{MARGINS, Model, margin_range};

/// How many mentions back a candidate may be.
const LOOK_BACK: usize = 160;

/// How many mentions ahead.
const LOOK_AHEAD: usize = 12;

/// How many units apart two mentions of one sentence may be to be told from each other by it.
const SENTENCE: u32 = 120;

/// Most candidates.
const CANDIDATES: usize = 14;

/// Who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Antecedent {
    /// A named person.
    Entity(u32),
    /// The mention that describes somebody who is not named: "a neighbour".
    Description(u32),
}

/// A person who may be meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// The entity, or [`NONE`] for a person who is only described.
    pub entity: u32,
    /// The last mention of him before the one in question, or the nearest behind.
    pub mention: u32,
    /// How many other candidates were named since.
    rank: u32,
    /// What of the description in question his titles and roles hold: see
    /// [`Question::titles`].
    shared: u32,
    /// Whether a description asks for somebody of whom the article says what he is, and that
    /// is something else.
    differs: u32,
    /// Whether his gender is only guessed while another's is known to fit.
    rivalled: u32,
}

impl Candidate {
    fn antecedent(&self) -> Antecedent {
        match self.entity {
            NONE => Antecedent::Description(self.mention),
            entity => Antecedent::Entity(entity),
        }
    }
}

/// The numbers of the mentions for which somebody can be a candidate by his mention `at`.
pub(super) fn reach(at: u32) -> RangeInclusive<u32> {
    at.saturating_sub(LOOK_AHEAD as u32)..=at + LOOK_BACK as u32
}

/// Collects who may be meant, the last named first.
pub(crate) fn candidates(question: &Question, out: &mut Vec<Candidate>) {
    out.clear();
    let &Question { analysis, entities, query, .. } = question;
    let mentions = &analysis.chunks.mentions;
    let number = query.number as usize;
    let form = mentions[number].form;
    let paragraph = mentions[number].paragraph;
    // "Berg's former adviser" is not Berg.
    let owner = owner_of(analysis, query.number).map_or(NONE, |owner| entities.of_mention[owner as usize]);
    let barred =
        across(analysis, query.number).map(|at| at.map_or(NONE, |at| entities.of_mention[at as usize]));
    let mut seen = [NONE; 16];
    let behind = (number + 1..mentions.len()).take(LOOK_AHEAD);
    for at in (number.saturating_sub(LOOK_BACK)..number).rev().chain(behind) {
        if out.len() == CANDIDATES {
            break;
        }
        let entity = entities.of_mention[at];
        let (mention, rank) = (at as u32, out.len() as u32);
        if form == Form::Pronoun && at < number && is_described(question, &mentions[at], paragraph) {
            out.push(Candidate { entity: NONE, mention, rank, shared: 0, differs: 0, rivalled: 0 });
            seen[out.len() - 1] = kin_of_candidate(question, mention);
            continue;
        }
        if entity == NONE || entity == owner || barred.contains(&entity) || seen.contains(&entity) {
            continue;
        }
        let found = &entities.all[entity as usize];
        // What a headline alone joins may be no name at all: "City Funds for Villa".
        let place = mentions[at].paragraph;
        if found.count == 1 && place == 0 && paragraph > 0 && is_joined(analysis, &mentions[at]) {
            continue;
        }
        let is_behind = form == Form::Nominal && at > number;
        if is_behind && is_same_sentence(analysis, &mentions[number], &mentions[at]) {
            continue;
        }
        // "Berg was described by the judge": another.
        let is_governed = form == Form::Nominal
            && at < number
            && !mentions[at].is_owner
            && mentions[number].unit - mentions[at].unit <= SENTENCE
            && is_same_sentence(analysis, &mentions[at], &mentions[number])
            && Look::of(analysis, entities, mention).subject & 1 != 0;
        if is_governed {
            continue;
        }
        if found.sort.may_be_person() && found.gender & question.gender != 0 {
            let shared = if form == Form::Nominal { question.titles(entity) } else { 0 };
            let differs =
                form == Form::Nominal && shared == 0 && entities.roles.has_any(analysis, entities, entity);
            // "The chairman said … Analyst Ada Berg said": another.
            if differs && (is_behind || question.is_other_office(entity)) {
                continue;
            }
            seen[out.len()] = entity;
            out.push(Candidate { entity, mention, rank, shared, differs: u32::from(differs), rivalled: 0 });
        }
    }
    let fits = |candidate: &Candidate| {
        candidate.entity != NONE && entities.all[candidate.entity as usize].gender == question.gender
    };
    if out.iter().any(fits) {
        out.iter_mut().for_each(|candidate| candidate.rivalled = u32::from(!fits(candidate)));
    }
}

/// Whose relative of the pronoun's gender a description is, where his own gender is unknown: after
/// "Berg's wife wept" it is hardly Berg who is "she"; [`NONE`] for no such description.
fn kin_of_candidate(question: &Question, number: u32) -> u32 {
    let &Question { analysis, entities, .. } = question;
    let mention = &analysis.chunks.mentions[number as usize];
    let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    let is_kin = entry.is(is::KIN) && address::noun_gender(analysis, mention) == question.gender;
    let Some(owner) = owner_of(analysis, number).filter(|_| is_kin) else { return NONE };
    let owner = entities.of_mention[owner as usize];
    let is_unsure = |owner: u32| entities.all[owner as usize].gender != question.gender;
    if owner != NONE && is_unsure(owner) { owner } else { NONE }
}

/// The number of the mention that owns another, which it stands before in one unit: "Berg's adviser",
/// "her agent".
fn owner_of(analysis: &Analysis, number: u32) -> Option<u32> {
    let unit = |number: u32| analysis.chunks.mentions[number as usize].unit;
    number.checked_sub(1).filter(|&before| unit(before) == unit(number))
}

/// The mentions on the other side of a verb from a description: in "Berg reminded
/// the minister" the minister is not Berg. None for what is no description.
fn across(analysis: &Analysis, number: u32) -> [Option<u32>; 2] {
    let (units, mentions) = (&analysis.chunks.units, &analysis.chunks.mentions);
    let mention = &mentions[number as usize];
    if mention.form != Form::Nominal {
        return [None; 2];
    }
    let bounds = &analysis.chunks.paragraphs;
    let inside = bounds[mention.paragraph as usize]..bounds[mention.paragraph as usize + 1];
    let beyond = |verb: Option<u32>, other: Option<u32>| {
        let (verb, other) = (verb?, other.filter(|other| inside.contains(other))?);
        let is_one = analysis.tokens.all[units[verb.max(other) as usize].first as usize].starts_sentence;
        let is_verb = matches!(units[verb as usize].tag, Tag::Past | Tag::VerbS | Tag::Verb);
        // "became the mayor", "remains a director"
        let word = analysis.text_at(units[verb as usize].first);
        let equates = matches!(word, "became" | "becomes" | "remained" | "remains" | "stayed" | "turned");
        Some(units[other as usize].mention).filter(|&at| at != u32::MAX && is_verb && !equates && !is_one)
    };
    let here = mention.unit;
    let starts = analysis.tokens.all[units[here as usize].first as usize].starts_sentence;
    let before = if starts { None } else { beyond(here.checked_sub(1), here.checked_sub(2)) };
    [before, beyond(Some(here + 1), Some(here + 2))]
}

/// Whether a sentence begins with whom it is about: "Of her mother, she said".
fn is_topic(analysis: &Analysis, mention: &Mention) -> bool {
    let units = &analysis.chunks.units;
    mention.unit.checked_sub(1).is_some_and(|before| {
        let before = &units[before as usize];
        before.tag == Tag::Preposition && before.starts_sentence
    })
}

/// Whether a preposition stands inside a name.
fn is_joined(analysis: &Analysis, mention: &Mention) -> bool {
    analysis.tokens.is_headline(0)
        && (mention.first..mention.last).any(|at| analysis.tags[at as usize] == Tag::Preposition)
}

/// Whether no sentence begins between a mention and one behind it.
fn is_same_sentence(analysis: &Analysis, from: &Mention, to: &Mention) -> bool {
    let between = &analysis.chunks.units[from.unit as usize + 1..=to.unit as usize];
    !between.iter().any(|unit| unit.starts_sentence)
}

/// Whether a mention describes one person whom a pronoun may mean, lately, who is not named beside it.
fn is_described(question: &Question, mention: &Mention, paragraph: u32) -> bool {
    let analysis = question.analysis;
    let fits = || {
        let gender = address::noun_gender(analysis, mention);
        gender == 0 || gender & question.gender != 0
    };
    mention.form == Form::Nominal
        && mention.sort == Sort::Person
        && !mention.is_owner
        && paragraph - mention.paragraph <= 2
        && !is_topic(analysis, mention)
        && fits()
        && apposed_name(analysis, mention).is_none()
}

/// Takes the best candidate, if any beats "none of them", and says how sure
/// that is, in thousandths.
pub(super) fn choose(
    analysis: &Analysis,
    entities: &Entities,
    query: &Query,
    model: &Model,
) -> (Option<Antecedent>, u16) {
    let question = Question::new(analysis, entities, query);
    if is_newcomer(&question) || is_introduced(&question) {
        return (None, KIN);
    }
    let mut found = Vec::with_capacity(CANDIDATES);
    candidates(&question, &mut found);
    let owner = owner(&question, model);
    if let Some(owner) = owner {
        found.retain(|candidate| candidate.entity != owner);
    }
    // A title that the article gives to somebody is his: "the governor".
    let is_title = question.is_title() && found.iter().any(|candidate| candidate.shared > 0);
    // "her husband": the one man who bears the surname of somebody.
    if let Some(kin) = kin(&question, &found).or_else(|| kin_of(owner?, &question, &found)) {
        return (Some(Antecedent::Entity(kin)), KIN);
    }
    // The only one who has the title needs no weighing: he is as far ahead as can be.
    let entitled = found.iter().filter(|candidate| candidate.shared > 0);
    if is_title && let Some(one) = only(entitled) {
        return (Some(one.antecedent()), model.sure_antecedent[MARGINS - 1]);
    }
    let weights = model.antecedent();
    let weight = |feature: u32| i32::from(weights[feature as usize & (TABLE - 1)]);
    let mut second = i32::MIN / 2;
    let mut best = (second, None);
    if !is_title && question.mention.form != Form::Pronoun {
        best.0 = 0;
        none(&question, |feature| best.0 += weight(feature));
    }
    for candidate in found.iter().filter(|candidate| !is_title || candidate.shared > 0) {
        let mut score = 0;
        features(&question, candidate, |feature| score += weight(feature));
        if score > best.0 {
            second = best.0;
            best = (score, Some(candidate.antecedent()));
        } else {
            second = second.max(score);
        }
    }
    (best.1, model.sure_antecedent[margin_range(best.0.saturating_sub(second))])
}

/// Whose a description is: "Berg smiled. Her agent said" is nothing that Berg said.
fn owner(question: &Question, model: &Model) -> Option<u32> {
    let &Question { analysis, entities, mention, query, .. } = question;
    let number = owner_of(analysis, query.number).filter(|_| mention.form == Form::Nominal)?;
    let owner = &analysis.chunks.mentions[number as usize];
    if owner.form != Form::Pronoun || !is_personal(owner.span.of(analysis.text)) {
        return None;
    }
    match choose(analysis, entities, &Query { number, ..*query }, model) {
        (Some(Antecedent::Entity(owner)), _) => Some(owner),
        _ => None,
    }
}

/// Whether "the doctor" is the one whom "Berg met a doctor" has brought in.
fn is_newcomer(question: &Question) -> bool {
    let &Question { analysis, mention, query, .. } = question;
    if mention.form != Form::Nominal || mention.sort != Sort::Person || mention.last != mention.first + 2 {
        return false;
    }
    let word = |mention: &Mention| analysis.text_at(mention.first);
    let is_first = |other: &&Mention| {
        other.form == Form::Nominal && analysis.word(other.head) == analysis.word(mention.head)
    };
    let from = (query.number as usize).saturating_sub(LOOK_BACK / 4);
    let mut before = analysis.chunks.mentions[from..query.number as usize].iter();
    let Some(other) = before.find(is_first) else { return false };
    let units = &analysis.chunks.units;
    let start = analysis.chunks.paragraphs[other.paragraph as usize];
    // "Berg is a doctor", "Berg, a doctor,", "Berg as a doctor"
    let is_met = other.unit.checked_sub(1).filter(|&before| before >= start).is_some_and(|before| {
        units[before as usize].tag.is_verb() && units[before as usize].tag != Tag::Auxiliary
    });
    word(mention).eq_ignore_ascii_case("the")
        && matches!(word(other), "a" | "an" | "another")
        && is_met
        && apposed_name(analysis, other).is_none()
}

/// Whether "the driver" is the one whom "A driver who saw it said" has brought in just before, rather than
/// somebody with a name.
fn is_introduced(question: &Question) -> bool {
    let &Question { analysis, entities, mention, query, .. } = question;
    if mention.form != Form::Nominal || mention.sort != Sort::Person || question.definiteness != 0 {
        return false;
    }
    let from = (query.number as usize).saturating_sub(LOOK_BACK / 8);
    let same = |number: &u32| {
        analysis.word(analysis.chunks.mentions[*number as usize].head) == analysis.word(mention.head)
    };
    let last = (from as u32..query.number).rev().find(same);
    last.is_some_and(|last| {
        let other = &analysis.chunks.mentions[last as usize];
        other.form == Form::Nominal
            && question::definiteness(analysis, other) == 1
            && other.paragraph + 1 >= mention.paragraph
            && apposed_name(analysis, other).is_none()
            && matches!(Look::of(analysis, entities, last).strength, 2 | 3)
    })
}

/// How sure a relative is, in thousandths.
const KIN: u16 = 850;

/// Whom "her husband" or "his mother" stands for where one candidate of that
/// gender shares his surname with another person.
fn kin(question: &Question, found: &[Candidate]) -> Option<u32> {
    let &Question { analysis, entities, mention, .. } = question;
    let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    if !entry.is(is::KIN) || mention.last != mention.first + 2 {
        return None;
    }
    // The owner himself is of the other gender, so that it cannot be him.
    let wanted = match analysis.text_at(mention.first) {
        "her" | "Her" => is::MALE,
        "his" | "His" => is::FEMALE,
        _ => return None,
    };
    let is_related = |candidate: &&Candidate| {
        candidate.entity != NONE
            && entities.all[candidate.entity as usize].gender == wanted
            && entities.has_relative(candidate.entity)
    };
    only(found.iter().filter(is_related)).filter(|_| question.gender == wanted).map(|one| one.entity)
}

/// Whom "his brother" stands for where one candidate shares his surname with
/// the owner, whomever "his" stands for.
fn kin_of(owner: u32, question: &Question, found: &[Candidate]) -> Option<u32> {
    let &Question { analysis, entities, mention, .. } = question;
    let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    if !entry.is(is::KIN) || mention.sort != Sort::Person || mention.last != mention.first + 2 {
        return None;
    }
    let is_related = |candidate: &&Candidate| {
        candidate.entity != NONE
            && entities.all[candidate.entity as usize].gender & question.gender != 0
            && entities.are_relatives(candidate.entity, owner)
    };
    only(found.iter().filter(is_related)).map(|one| one.entity)
}

/// Whether a pronoun stands for one person.
pub(crate) fn is_personal(word: &str) -> bool {
    ["he", "she", "him", "her", "his"].iter().any(|other| word.eq_ignore_ascii_case(other))
}
