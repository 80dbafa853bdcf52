//! Which named person a pronoun or a description stands for.
//!
//! In news, "he said" goes on with the last speaker unless somebody of the
//! same gender has become the subject since, and nobody speaks of himself by
//! name in his own words. What each of that is worth is learned: each person
//! named so far is a candidate, "none of them" is another, and the one with the
//! greatest sum of weights is taken.

use super::entity::{Entities, NONE, is_subject};
use super::{Spoken, role};
use crate::Span;
use crate::attribute::Analysis;
use crate::attribute::feature::is_named_in;
use crate::cue::{self, How};
use crate::lexicon::is;
use crate::mention::{Form, Mention, Sort, Tag};
use crate::model::{Model, margin_range};

/// Size of the weight table, a power of two.
pub(crate) const TABLE: usize = 1 << 14;

/// How many mentions back a candidate may be.
const LOOK_BACK: usize = 160;

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
    /// Whether the description in question was introduced: see [`introduced`].
    introduced: u32,
}

impl Candidate {
    fn antecedent(&self) -> Antecedent {
        match self.entity {
            NONE => Antecedent::Description(self.mention),
            entity => Antecedent::Entity(entity),
        }
    }
}

/// The mention in question and what is around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<'a> {
    pub number: u32,
    /// The quotation that is spoken.
    pub quote: Span,
    pub spoken: &'a Spoken,
}

/// The genders that a pronoun or a description allows.
pub(super) fn gender(analysis: &Analysis, mention: &Mention) -> u32 {
    let word = mention.span.of(analysis.text);
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    if is(&["he", "him", "himself"]) {
        return is::MALE;
    }
    if is(&["she", "her", "herself"]) {
        return is::FEMALE;
    }
    let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    match (entry.is & (is::MALE_TITLE | is::FEMALE_TITLE)) / is::MALE_TITLE {
        0 => is::GIVEN,
        known => known,
    }
}

/// Collects who may be meant, the last named first.
pub(crate) fn candidates(analysis: &Analysis, entities: &Entities, query: &Query, out: &mut Vec<Candidate>) {
    out.clear();
    let mentions = &analysis.chunks.mentions;
    let number = query.number as usize;
    let gender = gender(analysis, &mentions[number]);
    let pronoun = mentions[number].form == Form::Pronoun;
    let is_description = mentions[number].form == Form::Nominal;
    let introduced = if is_description { introduced(analysis, query.number) } else { 0 };
    let paragraph = mentions[number].paragraph;
    // "Berg's former adviser" is not Berg.
    let owner = number.checked_sub(1).filter(|&owner| mentions[owner].unit == mentions[number].unit);
    let owner = owner.map_or(NONE, |owner| entities.of_mention[owner]);
    let behind = (number + 1..mentions.len()).take(12);
    for at in (number.saturating_sub(LOOK_BACK)..number).rev().chain(behind) {
        let entity = entities.of_mention[at];
        if out.len() < CANDIDATES
            && pronoun
            && at < number
            && is_described(analysis, &mentions[at], paragraph)
        {
            out.push(Candidate { entity: NONE, mention: at as u32, rank: out.len() as u32, introduced });
            continue;
        }
        if entity == NONE
            || entity == owner
            || out.len() == CANDIDATES
            || out.iter().any(|other| other.entity == entity)
        {
            continue;
        }
        let found = &entities.all[entity as usize];
        if matches!(found.sort, Sort::Person | Sort::Unclear) && found.gender & gender != 0 {
            out.push(Candidate { entity, mention: at as u32, rank: out.len() as u32, introduced });
        }
    }
}

/// Whether a mention describes one person, lately, who is not named beside it.
fn is_described(analysis: &Analysis, mention: &Mention, paragraph: u32) -> bool {
    mention.form == Form::Nominal
        && mention.sort == Sort::Person
        && !mention.is_owner
        && paragraph - mention.paragraph <= 2
        && role::apposed_name(analysis, mention).is_none()
}

fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut sum = u64::from(template) ^ 0x5151;
    for value in [a, b, c] {
        sum = (sum.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(value)).rotate_left(29);
    }
    (sum.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> (64 - TABLE.trailing_zeros())) as u32
}

/// The features of "none of them".
pub(crate) fn none(analysis: &Analysis, query: &Query, out: &mut Vec<u32>) {
    let mention = &analysis.chunks.mentions[query.number as usize];
    let form = mention.form as u32;
    let head = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    let kind = (head.is & is::HUMAN) / is::OFFICE;
    out.push(feature(1, form, 0, 0));
    out.push(feature(2, form, kind, 0));
    out.push(feature(3, form, definiteness(analysis, mention), 0));
    out.push(feature(4, form, (mention.last - mention.first).min(4), definiteness(analysis, mention)));
    out.push(feature(5, form, u32::from(query.spoken.last.is_some_and(|last| last.entity == NONE)), 0));
    out.push(feature(6, analysis.word(mention.head) as u32, 0, 0));
    out.push(feature(7, form, introduced(analysis, query.number), definiteness(analysis, mention)));
    out.push(feature(8, form, owned(analysis, mention), definiteness(analysis, mention)));
}

/// Whether a description was introduced: 1, "an official … the official"; 2,
/// with another article; 0, it was not, so that it stands for somebody known.
fn introduced(analysis: &Analysis, number: u32) -> u32 {
    let mentions = &analysis.chunks.mentions;
    let head = analysis.word(mentions[number as usize].head);
    let before = mentions[..number as usize].iter().rev().take(LOOK_BACK);
    let same = before.filter(|other| other.form == Form::Nominal && analysis.word(other.head) == head);
    same.map(|other| if definiteness(analysis, other) == 1 { 1 } else { 2 }).min().unwrap_or(0)
}

/// Whose the described person is: 0, nobody's; 1, somebody's with a name,
/// "Berg's adviser"; 2, something's, "the club's treasurer", which tells a person
/// apart without naming him.
fn owned(analysis: &Analysis, mention: &Mention) -> u32 {
    let tags = &analysis.tags[mention.first as usize..mention.last as usize];
    match tags.iter().position(|&tag| tag == Tag::Genitive) {
        None => 0,
        Some(at) => 2 - u32::from(at > 0 && tags[at - 1] == Tag::Proper),
    }
}

fn definiteness(analysis: &Analysis, mention: &Mention) -> u32 {
    let first = analysis.tokens.all[mention.first as usize].span.of(analysis.text);
    match analysis.tags[mention.first as usize] {
        Tag::Determiner if first.eq_ignore_ascii_case("the") => 0,
        Tag::Determiner if first.eq_ignore_ascii_case("a") || first.eq_ignore_ascii_case("an") => 1,
        Tag::Determiner => 2,
        Tag::Possessive => 3,
        _ if goes_on(analysis, mention) => 0,
        _ if analysis.tokens.all[mention.first as usize].kind.is_capital() => 4,
        _ => 5,
    }
}

/// Whether a description goes on with one that has "the": "the former head of
/// the clinic and present mayor".
fn goes_on(analysis: &Analysis, mention: &Mention) -> bool {
    let units = &analysis.chunks.units;
    let start = analysis.chunks.paragraphs[mention.paragraph as usize];
    let first = |unit: u32| &analysis.tokens.all[units[unit as usize].first as usize];
    let word = |unit: u32| first(unit).span.of(analysis.text);
    if mention.unit <= start + 1 || word(mention.unit - 1) != "and" {
        return false;
    }
    let reach = (mention.unit.saturating_sub(6).max(start)..mention.unit - 1).rev();
    let mut joined = reach.take_while(|&unit| {
        units[unit as usize].mention != u32::MAX || units[unit as usize].tag == Tag::Preposition
    });
    joined.any(|unit| {
        let described = analysis.chunks.mentions.get(units[unit as usize].mention as usize);
        described.is_some_and(|found| found.sort == Sort::Person && found.form == Form::Nominal)
            && word(unit).eq_ignore_ascii_case("the")
    })
}

/// The features of one candidate.
pub(crate) fn features(
    analysis: &Analysis,
    entities: &Entities,
    query: &Query,
    candidate: &Candidate,
    out: &mut Vec<u32>,
) {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[query.number as usize];
    let other = &mentions[candidate.mention as usize];
    if candidate.entity == NONE {
        return described(analysis, query, candidate, out);
    }
    let entity = &entities.all[candidate.entity as usize];
    let form = mention.form as u32;
    let before = candidate.mention < query.number;
    let paragraphs = mention.paragraph.abs_diff(other.paragraph).min(6) + if before { 0 } else { 8 };
    let sentences = if before && paragraphs < 2 { sentences(analysis, other, mention) } else { 7 };
    let subject = u32::from(is_subject(analysis, other)) + 2 * u32::from(other.is_owner);
    let count = entity.count.min(15).ilog2() + u32::from(entity.count >= 12);
    let rank = candidate.rank.min(6);
    let known =
        u32::from(entity.gender == gender(analysis, mention)) + 2 * u32::from(entity.sort == Sort::Unclear);
    let spoke = spoke(analysis, query, candidate.entity, mention);
    let names_himself = u32::from(is_named_in(analysis, entity.name, query.quote));
    let opens = u32::from(analysis.tokens.all[mention.first as usize].starts_sentence);
    let mut add = |template, a, b, c| out.push(feature(template, a, b, c));
    add(20, form, paragraphs, 0);
    add(21, form, sentences, subject);
    add(22, form, rank, 0);
    add(23, form, rank, subject);
    add(24, form, count, 0);
    add(25, form, known, 0);
    add(26, spoke, form, 0);
    add(27, spoke, rank, 0);
    add(28, spoke, rank, opens);
    add(29, names_himself, form, 0);
    add(30, names_himself, spoke, 0);
    add(31, sentences, rank, opens);
    add(32, spoke, paragraphs, rank);
    add(33, other.form as u32, other.sort as u32, u32::from(other.first < other.name_first));
    add(34, entity.sort as u32, count, spoke.min(1));
    add(35, subject, rank, sentences.min(3));
    // Pronouns of the same word since: somebody is being talked about.
    let chained = if before { chained(analysis, candidate.mention, query.number) } else { 5 };
    add(36, chained, rank, subject);
    add(37, chained, spoke, sentences.min(3));
    let leads = leads(analysis, candidate.mention);
    add(38, leads, rank, paragraphs.min(3));
    add(39, leads, subject, sentences);
    // Whoever said or did something there, or was introduced there, is spoken of.
    let tie = cue::tie(analysis, other);
    let strength = if tie.how == How::Untied { 4 } else { cue::strength(analysis, tie.unit) };
    add(47, strength, tie.how as u32, rank);
    add(48, strength, sentences, rank);
    let is_new = u32::from(entity.mention == candidate.mention);
    add(49, is_new, rank, sentences);
    add(50, is_new, subject, paragraphs);
    let left = left(analysis, other);
    add(51, left, rank.min(3), sentences.min(3));
    add(52, left, strength, is_new);
    let is_chief = u32::from(entities.chief == candidate.entity);
    add(53, is_chief, rank, paragraphs.min(3));
    add(54, is_chief, spoke, form);
    if form == Form::Nominal as u32 {
        let head = analysis.word(mention.head) as u32;
        add(55, head, is_chief, 0);
        add(56, head, subject, rank.min(3));
        add(57, definiteness(analysis, mention), is_chief, candidate.introduced);
        add(58, definiteness(analysis, mention), strength, sentences);
        let shared = titles(analysis, entities, candidate.entity, mention);
        add(40, shared, 0, 0);
        add(41, shared, rank, 0);
        add(42, shared, spoke, definiteness(analysis, mention));
        add(59, shared, owned(analysis, mention), is_chief);
        add(43, shared, count, definiteness(analysis, mention));
        let introduced = candidate.introduced;
        add(44, introduced, rank, definiteness(analysis, mention));
        add(45, introduced, spoke, opens);
        add(46, introduced, subject, sentences.min(3));
    }
}

/// How many pronouns of the query's word stand between, at most 3.
fn chained(analysis: &Analysis, from: u32, to: u32) -> u32 {
    let mentions = &analysis.chunks.mentions;
    let gender = gender(analysis, &mentions[to as usize]);
    let between = mentions[from as usize + 1..to as usize].iter().rev().take(60);
    let same = between.filter(|other| other.form == Form::Pronoun && self::gender(analysis, other) == gender);
    same.take(3).count() as u32
}

/// 2: the first mention of its paragraph; 1: of its sentence; 0: neither.
fn leads(analysis: &Analysis, number: u32) -> u32 {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    if analysis.chunks.paragraph_mentions[mention.paragraph as usize] == number {
        return 2;
    }
    let units = &analysis.chunks.units;
    let before = mentions[number as usize - 1].unit + 1..=mention.unit;
    let starts = before
        .into_iter()
        .any(|unit| analysis.tokens.all[units[unit as usize].first as usize].starts_sentence);
    u32::from(starts)
}

/// The class of what stands before a mention: "of Berg", "said Berg".
fn left(analysis: &Analysis, mention: &Mention) -> u32 {
    let units = &analysis.chunks.units;
    if analysis.tokens.all[units[mention.unit as usize].first as usize].starts_sentence {
        return 0;
    }
    mention.unit.checked_sub(1).map_or(0, |before| 1 + units[before as usize].tag as u32)
}

/// The features of a candidate who is only described.
fn described(analysis: &Analysis, query: &Query, candidate: &Candidate, out: &mut Vec<u32>) {
    let mentions = &analysis.chunks.mentions;
    let (mention, other) = (&mentions[query.number as usize], &mentions[candidate.mention as usize]);
    let sentences = sentences(analysis, other, mention);
    let subject = u32::from(is_subject(analysis, other));
    let kind = definiteness(analysis, other);
    let rank = candidate.rank.min(6);
    let spoke = u32::from(query.spoken.last.is_some() && query.spoken.mention == candidate.mention);
    let mut add = |template, a, b, c| out.push(feature(template, a, b, c));
    add(60, kind, 0, 0);
    add(61, kind, subject, sentences);
    add(62, rank, subject, 0);
    add(63, spoke, kind, 0);
    add(64, rank, kind, sentences.min(2));
    add(65, (mention.paragraph - other.paragraph).min(3), subject, kind);
}

/// Sentence starts between two mentions, at most 6.
fn sentences(analysis: &Analysis, from: &Mention, to: &Mention) -> u32 {
    let units = &analysis.chunks.units;
    let limit = to.unit.min(from.unit + 120);
    let mut count = 0;
    for unit in &units[from.unit as usize + 1..=limit as usize] {
        count += u32::from(analysis.tokens.all[unit.first as usize].starts_sentence);
    }
    if from.unit == to.unit { 0 } else { count.min(6) }
}

/// How lately the entity spoke: 0 never of late, else by paragraphs since.
fn spoke(analysis: &Analysis, query: &Query, entity: u32, mention: &Mention) -> u32 {
    let spoken = query.spoken;
    if spoken.last.is_some_and(|last| last.entity == entity) {
        let last = &analysis.chunks.mentions[spoken.mention as usize];
        return 1 + mention.paragraph.abs_diff(last.paragraph).min(4);
    }
    if spoken.other.is_some_and(|other| other.entity == entity) { 7 } else { 0 }
}

/// 0: no mention of the entity has the description's head in its title or
/// role; else one more than the number of its other words that are there.
fn titles(analysis: &Analysis, entities: &Entities, entity: u32, mention: &Mention) -> u32 {
    let head = role::canonical(analysis.word(mention.head));
    let mut modifiers = [0; 6];
    let mut count = 0;
    for at in mention.first..mention.head {
        if count < modifiers.len() && !matches!(analysis.tags[at as usize], Tag::Determiner | Tag::Genitive) {
            modifiers[count] = role::canonical(analysis.word(at));
            count += 1;
        }
    }
    entities.roles.shared(analysis, entities, entity, head, &modifiers[..count])
}

/// Takes the best candidate, if any beats "none of them", and says how sure
/// that is, in thousandths.
pub(super) fn choose(
    analysis: &Analysis,
    entities: &Entities,
    query: &Query,
    model: &Model,
) -> (Option<Antecedent>, u16) {
    let mut found = Vec::with_capacity(CANDIDATES);
    candidates(analysis, entities, query, &mut found);
    let mention = &analysis.chunks.mentions[query.number as usize];
    let mut buffer = Vec::with_capacity(32);
    none(analysis, query, &mut buffer);
    let mut best = (model.antecedent(&buffer), None);
    let mut second = i32::MIN / 2;
    // A title that the article gives to somebody is his: "the governor".
    if mention.form == Form::Nominal && matches!(definiteness(analysis, mention), 0 | 4) {
        let is_titled = |candidate: &Candidate| titles(analysis, entities, candidate.entity, mention) > 0;
        if found.iter().any(is_titled) {
            found.retain(is_titled);
            best.0 = i32::MIN / 2;
        }
    }
    for candidate in &found {
        buffer.clear();
        features(analysis, entities, query, candidate, &mut buffer);
        let score = model.antecedent(&buffer);
        if score > best.0 {
            second = best.0;
            best = (score, Some(candidate.antecedent()));
        } else {
            second = second.max(score);
        }
    }
    (best.1, model.sure_antecedent[margin_range(best.0.saturating_sub(second))])
}

/// Whether a pronoun stands for one person.
pub(crate) fn is_personal(word: &str) -> bool {
    ["he", "she", "him", "her", "his"].iter().any(|other| word.eq_ignore_ascii_case(other))
}
