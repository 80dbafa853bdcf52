//! The mention that asks, and what of it does not depend on who answers.

use super::LOOK_BACK;
use crate::Span;
use crate::attribute::Analysis;
use crate::lexicon::{WordHash, is};
use crate::mention::{Form, Mention, Sort, Tag, age};
use crate::resolve::{Entities, Spoken, address};

/// The mention in question and what is around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<'a> {
    pub number: u32,
    /// The quotation that is spoken.
    pub quote: Span,
    pub spoken: &'a Spoken,
}

/// How many of a description's other words are compared with a title's.
const MODIFIERS: usize = 6;

/// A query, worked out.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) entities: &'a Entities,
    pub(super) query: &'a Query<'a>,
    pub(super) mention: &'a Mention,
    /// The genders that it allows.
    pub(super) gender: u32,
    /// See [`definiteness`].
    pub(super) definiteness: u32,
    /// See [`introduced`].
    pub(super) introduced: u32,
    /// See [`owned`].
    pub(super) owned: u32,
    /// Whether it begins a sentence.
    pub(super) opens: u32,
    /// See [`is_held`].
    is_held: bool,
    /// The nearest pronouns of its gender before it, the nearest first.
    pronouns: [u32; 3],
    /// A description's head and other words, in the forms that titles have.
    head: WordHash,
    modifiers: [WordHash; MODIFIERS],
    modifier_count: usize,
}

impl<'a> Question<'a> {
    /// Works out what all candidates are asked.
    pub(crate) fn new(analysis: &'a Analysis<'a>, entities: &'a Entities, query: &'a Query<'a>) -> Self {
        let mention = &analysis.chunks.mentions[query.number as usize];
        let gender = gender(analysis, mention);
        let mut question = Self {
            analysis,
            entities,
            query,
            mention,
            gender,
            definiteness: definiteness(analysis, mention),
            introduced: 0,
            owned: owned(analysis, mention),
            opens: u32::from(analysis.tokens.all[mention.first as usize].starts_sentence),
            is_held: false,
            pronouns: pronouns(analysis, query.number, gender),
            head: 0,
            modifiers: [0; MODIFIERS],
            modifier_count: 0,
        };
        if mention.form == Form::Nominal {
            question.introduced = introduced(analysis, query.number);
            question.is_held = is_held(analysis, mention);
            question.read_title();
        }
        question
    }

    fn read_title(&mut self) {
        let (analysis, mention) = (self.analysis, self.mention);
        self.head = address::canonical(analysis.word(mention.head));
        for at in mention.first..mention.head {
            let is_modifier = !matches!(analysis.tags[at as usize], Tag::Determiner | Tag::Genitive);
            if is_modifier && self.modifier_count < MODIFIERS {
                self.modifiers[self.modifier_count] = address::canonical(analysis.word(at));
                self.modifier_count += 1;
            }
        }
    }

    /// What its noun is for: bits for an office, a relative, another person, and a title.
    pub(super) fn kind(&self) -> u32 {
        let head = self.analysis.tokens.entry(self.analysis.lexicon, self.mention.head as usize);
        (head.is & is::HUMAN) / is::OFFICE + 8 * u32::from(head.is(is::TITLE))
    }

    /// Whether it is a description that an article gives one person alone.
    pub(super) fn is_title(&self) -> bool {
        self.mention.form == Form::Nominal && matches!(self.definiteness, 0 | 4)
    }

    /// 0: no mention of the entity has the description's head in its title or
    /// role; else one more than the number of its other words that are there.
    pub(super) fn titles(&self, entity: u32) -> u32 {
        if let Some(age) = self.age() {
            return 4 * u32::from(self.entities.is_aged(self.analysis, entity, age));
        }
        let modifiers = &self.modifiers[..self.modifier_count];
        self.entities.roles.shared(self.analysis, self.entities, entity, self.head, modifiers)
    }

    /// Whether a description is of an office that one holds at a time, and the entity is something else:
    /// "the governor" is not Mayor Berg, "the police chief" is no retired teacher. Of whom the article is
    /// about it need not say all offices that he holds.
    pub(super) fn is_other_office(&self, entity: u32) -> bool {
        self.is_held
            && (entity != self.entities.chief
                || self.entities.roles.has_office(self.analysis, self.entities, entity))
    }

    /// The age that a description gives: "43" in "the 43-year-old".
    fn age(&self) -> Option<&str> {
        age(self.analysis.text, &self.analysis.tokens.all[self.mention.head as usize])
    }

    /// How many pronouns of its gender stand behind a mention, at most 3.
    pub(super) fn chained(&self, from: u32) -> u32 {
        self.pronouns.iter().filter(|&&number| number > from).count() as u32
    }
}

/// Whether a description is of an office that one holds at a time: "the police chief", but not "the
/// former governor".
fn is_held(analysis: &Analysis, mention: &Mention) -> bool {
    const OFFICES: [&str; 42] = [
        "ambassador",
        "archbishop",
        "attorney",
        "auditor",
        "bishop",
        "chair",
        "chairman",
        "chairperson",
        "chairwoman",
        "chancellor",
        "chief",
        "commander",
        "commissioner",
        "comptroller",
        "coroner",
        "director",
        "general",
        "governor",
        "judge",
        "king",
        "leader",
        "magistrate",
        "manager",
        "mayor",
        "minister",
        "PM",
        "pope",
        "premier",
        "president",
        "principal",
        "prosecutor",
        "provost",
        "queen",
        "secretary",
        "sheriff",
        "speaker",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "superintendent",
        "treasurer",
        "warden",
    ];
    let head = analysis.text_at(mention.head);
    let was = |at: u32| matches!(analysis.text_at(at), "former" | "retired" | "onetime" | "then" | "old");
    OFFICES.iter().any(|office| office.eq_ignore_ascii_case(head)) && !(mention.first..mention.head).any(was)
}

/// The genders that a pronoun or a description allows.
fn gender(analysis: &Analysis, mention: &Mention) -> u32 {
    let word = mention.span.of(analysis.text);
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    if is(&["he", "him", "his", "himself"]) {
        return is::MALE;
    }
    if is(&["she", "her", "herself"]) {
        return is::FEMALE;
    }
    // Women are chairmen too.
    let head = analysis.text_at(mention.head);
    match address::noun_gender(analysis, mention) {
        _ if head.eq_ignore_ascii_case("chairman") => is::GIVEN,
        0 => is::GIVEN,
        known => known,
    }
}

/// The numbers of the nearest pronouns of a gender before a mention; 0 for none:
/// nothing stands behind so early a one.
fn pronouns(analysis: &Analysis, number: u32, gender: u32) -> [u32; 3] {
    let mut found = [0; 3];
    let before = (number.saturating_sub(60)..number).rev();
    let is_pronoun = |&at: &u32| {
        let mention = &analysis.chunks.mentions[at as usize];
        mention.form == Form::Pronoun && self::gender(analysis, mention) == gender
    };
    found.iter_mut().zip(before.filter(is_pronoun)).for_each(|(slot, at)| *slot = at);
    found
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

/// Which article a mention has: 0, "the"; 1, "a"; 2, another; 3, "his"; 4, 5,
/// none, capitalised or not.
pub(super) fn definiteness(analysis: &Analysis, mention: &Mention) -> u32 {
    let first = analysis.text_at(mention.first);
    match analysis.tags[mention.first as usize] {
        // "one resident", "another visitor"
        _ if matches!(first, "one" | "One" | "another" | "Another") => 1,
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
