//! Which office, job or title the article gives somebody, wherever it stands:
//! [beside](super::beside) one of his mentions, before several names that share
//! it, or in a description elsewhere that stands for him.

use std::cell::OnceCell;

use super::address::canonical;
use super::antecedent::{self, Antecedent, Query};
use super::entity::{Entities, NONE, is_subject};
use super::phrase::without_article;
use super::{Resolver, Spoken, apposed_name, beside};
use crate::Span;
use crate::attribute::{Analysis, joint};
use crate::lexicon::{WordHash, hash, is};
use crate::mention::{Form, Mention, Sort, Tag};

/// The best role that any mention of the entity has beside it.
pub(super) fn of_entity(resolver: &Resolver, entity: u32) -> Option<Span> {
    let (analysis, entities) = (resolver.analysis, resolver.entities);
    let mut best: Option<(u32, Span)> = None;
    for &number in entities.mentions(entity).iter().take(MENTIONS) {
        let mention = &analysis.chunks.mentions[number as usize];
        for (worth, found) in beside::roles(analysis, mention).into_iter().flatten() {
            if best.is_none_or(|(top, _)| worth > top) {
                best = Some((worth, found));
            }
        }
    }
    if best.is_none_or(|(top, _)| top < beside::TITLE - 5) {
        let all = entities.mentions(entity).iter().take(MENTIONS);
        let of_all = all.filter_map(|&number| shared_title(analysis, number)).next();
        best = of_all.map(|role| (beside::TITLE - 5, role)).or(best);
    }
    // Only people are described.
    let is_person = entities.all[entity as usize].sort.may_be_person();
    let elsewhere = || described(resolver, entity).or_else(|| in_lead(resolver, entity));
    best.map(|(_, role)| role).or_else(|| is_person.then(elsewhere).flatten())
}

/// What the paragraph before somebody's first mention calls him, if nobody else is named there or before:
/// "A farmer has been fined. ¶ Cal Berg, 58, said".
fn in_lead(resolver: &Resolver, entity: u32) -> Option<Span> {
    let Resolver { analysis, entities, .. } = *resolver;
    let first = *entities.mentions(entity).first()?;
    let mentions = &analysis.chunks.mentions;
    let name = &mentions[first as usize];
    let paragraph = name.paragraph.checked_sub(1)?;
    let opens = analysis.chunks.paragraph_mentions[name.paragraph as usize] == first;
    if !opens || name.form != Form::Name || name.last < name.name_first + 2 || first > LEAD {
        return None;
    }
    let is_person = |number: &u32| {
        let whose = entities.of_mention[*number as usize];
        whose != NONE && entities.all[whose as usize].sort == Sort::Person
    };
    let bounds = &analysis.chunks.paragraph_mentions;
    let number = bounds[paragraph as usize];
    let lead = mentions.get(number as usize).filter(|lead| lead.paragraph == paragraph)?;
    let head = analysis.tokens.entry(analysis.lexicon, lead.head as usize);
    let is_lead = lead.form == Form::Nominal
        && lead.sort == Sort::Person
        && !lead.is_owner
        && head.is(is::OFFICE | is::KIN)
        && !is_part_in_case(analysis.text_at(lead.head))
        && !is_messenger(analysis.text_at(lead.head))
        && is_subject(analysis, lead)
        && apposed_name(analysis, lead).is_none();
    let is_alone = !(0..first).any(|number| is_person(&number));
    (is_lead && is_alone).then(|| without_article(analysis, lead))
}

/// How many mentions may stand before a name whose role the lead gives.
const LEAD: u32 = 200;

/// Whether a description is of somebody who only tells: "a spokesman", "a judge".
fn is_messenger(word: &str) -> bool {
    matches!(
        word,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "judge"
            | "official"
            | "minister"
            | "officer"
            | "prosecutor"
            | "coroner"
    )
}

/// A description elsewhere in the article that stands for the entity: "the
/// Republican nominee".
fn described(resolver: &Resolver, entity: u32) -> Option<Span> {
    let analysis = resolver.analysis;
    let descriptions = resolver.entities.roles.descriptions.get_or_init(|| descriptions(analysis));
    // Those in reach of any of his mentions, each once.
    let mut next = 0;
    let mut all = resolver.entities.mentions(entity).iter().flat_map(|&at| {
        let reach = antecedent::reach(at);
        let from = descriptions.partition_point(|found| found.number < *reach.start()).max(next);
        next = descriptions.partition_point(|found| found.number <= *reach.end()).max(from);
        &descriptions[from..next]
    });
    let found = all.find(|found| *found.whose.get_or_init(|| whose(resolver, found.number)) == entity)?;
    Some(found.role)
}

/// How many mentions of a person, and of his roles, are looked at: more than an
/// article of news has, so that a page of a million costs no more than its length.
const MENTIONS: usize = 500;

/// From which certainty on, in thousandths, a description is somebody's role:
/// role F1 on PolNeAR's dev part is 0.858 with all of them, 0.864 with these.
const SURE: u16 = 800;

/// The title that a name shares with those that it is joined to: see [`plural_title`].
fn shared_title(analysis: &Analysis, number: u32) -> Option<Span> {
    joint::chain(analysis, number).and_then(|(first, _)| plural_title(analysis, first))
}

/// The title in the plural before the first of several names, which is that of
/// all of them: "Governors Ada Berg, Eva Croft and Lee Strand".
pub(super) fn plural_title(analysis: &Analysis, first: u32) -> Option<Span> {
    let mention = &analysis.chunks.mentions[first as usize];
    let at = mention.name_first.checked_sub(1).filter(|&at| at >= mention.first)?;
    let is_plural = analysis.tokens.entry(analysis.lexicon, at as usize).is(is::PEOPLE);
    beside::title(analysis, mention).filter(|_| is_plural).map(|(_, span)| span)
}

/// The roles of an article's people, worked out once, when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    /// For each role that stands beside a name: whose, and its words. In the
    /// order of the entities.
    beside: OnceCell<Vec<(u32, Words)>>,
    /// The descriptions that may stand for a named person, in the order of the text.
    descriptions: OnceCell<Vec<Described>>,
}

/// A description with "the", or a pronoun with one beside it: "She is a teacher".
#[derive(Debug)]
struct Described {
    number: u32,
    /// The words that say what somebody is.
    role: Span,
    /// The entity that it stands for, or [`NONE`]: asked for when somebody without a role
    /// is near it who is not found to be the one before, which is half of the times.
    whose: OnceCell<u32>,
}

/// The words of a role, in their canonical forms; of a very long one the first.
#[derive(Debug, Clone, Copy)]
struct Words {
    all: [WordHash; 12],
    len: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self { all: [0; 12], len: 0 };
        for word in
            text.split([' ', ',', '\n', '\r', '\u{a0}']).filter(|word| !word.is_empty()).take(words.all.len())
        {
            words.all[words.len] = canonical(hash(word.strip_suffix('.').unwrap_or(word).as_bytes()));
            words.len += 1;
        }
        words
    }

    /// What somebody is by what he does: "Milan bakes and Pavel brews", whom the
    /// article then calls "the baker" and "the brewer".
    fn of_deed(analysis: &Analysis, mention: &Mention) -> Option<Self> {
        let verb = analysis.chunks.units.get(mention.unit as usize + 1)?;
        if verb.tag != Tag::VerbS || mention.is_owner {
            return None;
        }
        let verb = analysis.text_at(verb.first);
        let stem = verb.strip_suffix('s').filter(|stem| stem.len() > 2)?;
        let mut words = Self { all: [0; 12], len: 2 };
        words.all[0] = hash(format!("{stem}er").as_bytes());
        words.all[1] = hash(format!("{stem}r").as_bytes());
        Some(words)
    }

    fn holds(&self, word: WordHash) -> bool {
        self.all[..self.len].contains(&word)
    }
}

impl Roles {
    /// 0: no role of the entity holds `head`; else one more than the number of
    /// `modifiers` that the same role holds, at most 3.
    pub(super) fn shared(
        &self,
        analysis: &Analysis,
        entities: &Entities,
        entity: u32,
        head: WordHash,
        modifiers: &[WordHash],
    ) -> u32 {
        let beside = self.beside.get_or_init(|| beside(analysis, entities));
        let from = beside.partition_point(|(whose, _)| *whose < entity);
        let roles = beside[from..].iter().take(MENTIONS).take_while(|(whose, _)| *whose == entity);
        let roles = roles.filter(|(_, words)| words.holds(head));
        let shared = |words: &Words| modifiers.iter().filter(|&&modifier| words.holds(modifier)).count();
        roles.map(|(_, words)| 1 + shared(words).min(3) as u32).max().unwrap_or(0)
    }

    /// Whether one of those roles is an office that has a title.
    pub(super) fn has_office(&self, analysis: &Analysis, entities: &Entities, entity: u32) -> bool {
        let beside = self.beside.get_or_init(|| beside(analysis, entities));
        let from = beside.partition_point(|(whose, _)| *whose < entity);
        let roles = beside[from..].iter().take(MENTIONS).take_while(|(whose, _)| *whose == entity);
        let is_title = |word: &WordHash| analysis.lexicon.entry(analysis.lexicon.find(*word)).is(is::TITLE);
        roles.flat_map(|(_, words)| &words.all[..words.len]).any(is_title)
    }

    /// Whether the article says beside any of the entity's names what he is.
    pub(super) fn has_any(&self, analysis: &Analysis, entities: &Entities, entity: u32) -> bool {
        let beside = self.beside.get_or_init(|| beside(analysis, entities));
        beside.binary_search_by_key(&entity, |(whose, _)| *whose).is_ok()
    }
}

/// All roles beside names.
fn beside(analysis: &Analysis, entities: &Entities) -> Vec<(u32, Words)> {
    let mut found = Vec::new();
    for (number, mention) in analysis.chunks.mentions.iter().enumerate() {
        let entity = entities.of_mention[number];
        if entity == NONE || mention.form != Form::Name {
            continue;
        }
        let roles = beside::roles(analysis, mention);
        for (_, span) in roles.into_iter().flatten() {
            found.push((entity, Words::of(span.of(analysis.text))));
        }
        found.extend(Words::of_deed(analysis, mention).map(|words| (entity, words)));
    }
    found.sort_by_key(|(whose, _)| *whose);
    found
}

/// All descriptions of one person with "the".
fn descriptions(analysis: &Analysis) -> Vec<Described> {
    let is_description = |mention: &Mention| {
        mention.form == Form::Nominal
            && mention.sort == Sort::Person
            && !mention.is_owner
            && mention.last > mention.first + 1
            && !is_only_somebody(analysis, mention)
            && !is_part_in_case(analysis.text_at(mention.head))
            && !hangs(analysis, mention)
            && analysis.tags[mention.first as usize] == Tag::Determiner
            && analysis.text_at(mention.first).eq_ignore_ascii_case("the")
    };
    let role = |mention: &Mention| match mention.form {
        Form::Name => None,
        Form::Nominal => is_description(mention).then(|| without_article(analysis, mention)),
        Form::Pronoun => beside::of_pronoun(analysis, mention),
    };
    let all = analysis.chunks.mentions.iter().enumerate();
    let found = |(number, mention)| {
        Some(Described { number: number as u32, role: role(mention)?, whose: OnceCell::new() })
    };
    all.filter_map(found).collect()
}

/// Whether a description hangs on a preposition: "a message from the landlord" is nobody's role who gets it.
fn hangs(analysis: &Analysis, mention: &Mention) -> bool {
    let before = mention.unit.checked_sub(1).map(|before| analysis.chunks.units[before as usize].tag);
    matches!(before, Some(Tag::Preposition | Tag::To))
}

/// Whether a description says no more than that somebody is a man or a woman.
pub(super) fn is_only_somebody(analysis: &Analysis, mention: &Mention) -> bool {
    let head = analysis.text_at(mention.head);
    mention.last == mention.first + 2 && matches!(head, "man" | "woman" | "boy" | "girl" | "person")
}

/// Whether somebody is described by his part in a case or by his illness, which is seldom what he is.
fn is_part_in_case(word: &str) -> bool {
    matches!(word, "victim" | "complainant" | "accused" | "defendant" | "suspect" | "patient" | "plaintiff")
}

/// The named person that a description surely stands for, or [`NONE`].
fn whose(resolver: &Resolver, number: u32) -> u32 {
    let mention = &resolver.analysis.chunks.mentions[number as usize];
    if let Some(name) = apposed_name(resolver.analysis, mention) {
        return resolver.entities.of_mention[name as usize];
    }
    let query = Query { number, quote: Span::default(), spoken: &Spoken::default() };
    match antecedent::choose(resolver.analysis, resolver.entities, &query, resolver.model) {
        (Some(Antecedent::Entity(entity)), certainty) if certainty >= SURE => entity,
        _ => NONE,
    }
}
