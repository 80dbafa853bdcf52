//! All mentions of an article in, entities out: who is "he", who is "the
//! secretary general", and what is the fullest name?
//!
//! `Gov. Ada Berg` … `Berg` … `the governor` … `she` are one entity, named
//! `Ada Berg`. Names are clustered over the whole article; descriptions and
//! pronouns are resolved only where they speak, in the order of the text, so
//! that each can lean on who spoke before.
//!
//! Known limit: a person who is named only inside quotations stays unknown.

mod address;
pub(crate) mod antecedent;
mod apposed;
mod beside;
mod entity;
mod fuller;
mod name;
mod nominal;
mod phrase;
mod pronoun;
mod role;
mod thing;

pub(crate) use entity::{Entities, NONE};

use crate::Span;
use crate::attribute::Analysis;
use crate::extract::SpeakerType;
use crate::mention::{Form, Mention, Sort, Tag};
use crate::model::Model;
pub(crate) use antecedent::Query;
pub(crate) use apposed::apposed_name;

/// A speaker under his fullest name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub name: Span,
    pub speaker_type: SpeakerType,
    pub role: Option<Span>,
    /// The entity, or [`NONE`] for one that is never named.
    pub entity: u32,
    /// How sure it is that this is who was mentioned, in thousandths.
    pub certainty: u16,
}

impl Speaker {
    /// The group of which he is one, under the names of all: those from the
    /// mention `first` to `last`.
    pub(crate) fn with_others(self, analysis: &Analysis, first: u32, last: u32) -> Self {
        let name = |number: u32| analysis.chunks.mentions[number as usize].name;
        Self {
            name: name(first).cover(name(last)),
            speaker_type: SpeakerType::Group,
            // "the owners, Silas and June Berg"
            role: role::plural_title(analysis, first)
                .or(self.role.filter(|_| self.speaker_type == SpeakerType::Group)),
            entity: NONE,
            ..self
        }
    }
}

/// Who spoke the quotations before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spoken {
    /// The last speaker.
    pub last: Option<Speaker>,
    /// The one before him, if another.
    pub other: Option<Speaker>,
    /// The mention of the last speaker.
    pub mention: u32,
}

impl Spoken {
    /// Takes note of a speaker, and of the mention that named him.
    pub(crate) fn add(&mut self, speaker: Speaker, mention: u32) {
        if self.last.is_some_and(|last| last.name != speaker.name) {
            self.other = self.last;
        }
        self.last = Some(speaker);
        self.mention = mention;
    }
}

/// What all mentions of an article are resolved with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver<'a> {
    pub analysis: &'a Analysis<'a>,
    pub entities: &'a Entities,
    pub model: &'a Model,
}

impl Resolver<'_> {
    /// The mention that spoke last, if anybody did.
    fn said(&self, query: &Query) -> Option<u32> {
        query.spoken.last.map(|_| query.spoken.mention)
    }

    /// Says who the speaker mentioned in the query is.
    pub(crate) fn speaker(&self, query: &Query) -> Speaker {
        let entity = self.entities.of_mention[query.number as usize];
        match self.analysis.chunks.mentions[query.number as usize].form {
            _ if entity != NONE => {
                let entity = self.entities.namesake(self.analysis, entity, query).unwrap_or(entity);
                of_entity(self, entity, self.model.sure_name)
            }
            Form::Name => described(self.analysis, &self.analysis.chunks.mentions[query.number as usize]),
            Form::Pronoun => pronoun::resolve(self, query),
            Form::Nominal => nominal::resolve(self, query),
        }
    }
}

/// How sure a description is that stays one, in thousandths; what rules resolve
/// ("it", "the company") is less sure. Counted on the labelled articles.
const DESCRIBED: u16 = 900;
const BY_RULE: u16 = 700;

/// The speaker that an entity is.
fn of_entity(resolver: &Resolver, entity: u32, certainty: u16) -> Speaker {
    let found = &resolver.entities.all[entity as usize];
    let speaker_type = speaker_type(found.sort);
    let role = match speaker_type {
        SpeakerType::Person | SpeakerType::Organization => {
            *resolver.entities.role[entity as usize].get_or_init(|| role::of_entity(resolver, entity))
        }
        _ => None,
    };
    Speaker { name: found.name, speaker_type, role, entity, certainty }
}

/// What type of speaker a sort of mention is.
fn speaker_type(sort: Sort) -> SpeakerType {
    match sort {
        Sort::Person | Sort::Unclear => SpeakerType::Person,
        Sort::People => SpeakerType::Group,
        Sort::Organization | Sort::Place => SpeakerType::Organization,
        Sort::Document | Sort::Speech | Sort::Thing => SpeakerType::Document,
    }
}

/// A speaker who stays a description: "a White House official".
fn described(analysis: &Analysis, mention: &Mention) -> Speaker {
    let speaker_type = match mention.sort {
        Sort::Person | Sort::Unclear => SpeakerType::Unnamed,
        other => speaker_type(other),
    };
    let role = match mention.sort {
        _ if mention.form == Form::Name => None,
        // "another", "one of the doctors"
        _ if mention.last == mention.first + 1
            && matches!(analysis.tags[mention.head as usize], Tag::Number | Tag::Determiner) =>
        {
            None
        }
        Sort::Person => Some(phrase::without_article(analysis, mention)),
        // "voters" alone says no more than the speaker's name does.
        Sort::People => Some(phrase::without_article(analysis, mention))
            .filter(|role| role.of(analysis.text).contains(' ') && !phrase::is_only_where(analysis, mention)),
        _ => None,
    };
    Speaker {
        name: phrase::with_tail(analysis, mention),
        speaker_type,
        role,
        entity: NONE,
        certainty: DESCRIBED,
    }
}

/// The only one there is, if there are not two.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

#[cfg(test)]
mod tests;
