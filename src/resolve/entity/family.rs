//! Which of several people of one name, age or gender somebody is: namesakes,
//! relatives, "the elder Berg", "her husband, Lee Berg".

use super::{Entities, Entity, NONE};
use crate::attribute::Analysis;
use crate::lexicon::{WordHash, is};
use crate::mention::{Form, Mention, Sort, Tag};
use crate::resolve::address::{is_child, noun_gender, seniority};
use crate::resolve::antecedent::Query;
use crate::resolve::apposed_name;
use crate::segment::token::Kind;

impl Entities {
    /// Whether an age stands behind a name of the entity: "Ada Berg, 43,".
    pub(in crate::resolve) fn is_aged(&self, analysis: &Analysis, entity: u32, age: &str) -> bool {
        let token = |at: usize| analysis.tokens.all.get(at);
        self.mentions(entity).iter().take(MENTIONS).any(|&number| {
            let last = analysis.chunks.mentions[number as usize].last as usize;
            token(last).is_some_and(|mark| matches!(mark.kind, Kind::Comma | Kind::Open))
                && token(last + 1).is_some_and(|next| next.span.of(analysis.text) == age)
        })
    }

    /// Whom a bare surname means where the quotation names the one it was taken
    /// for: "Alan never did," Berg said, of Alan and Alma Berg, is Alma's.
    pub(in crate::resolve) fn namesake(
        &self,
        analysis: &Analysis,
        entity: u32,
        query: &Query,
    ) -> Option<u32> {
        let mention = &analysis.chunks.mentions[query.number as usize];
        if let Some(is_elder) = seniority(analysis, mention) {
            return self.of_generation(analysis, mention, is_elder);
        }
        let found = &self.all[entity as usize];
        let quote = &analysis.text.as_bytes()[query.quote.range()];
        let quote = &quote[..quote.len().min(1000)];
        let is_bare = mention.form == Form::Name && mention.last == mention.name_first + 1;
        if !is_bare || found.words.len < 2 || !found.is_called_in(analysis, quote) {
            return None;
        }
        let surname = analysis.word(mention.name_first);
        let other = self
            .bearing(surname)
            .find(|(_, other)| other.sort == Sort::Person && !other.is_called_in(analysis, quote));
        other.map(|(at, _)| at as u32)
    }

    /// Whether somebody else bears a person's surname.
    pub(in crate::resolve) fn has_relative(&self, entity: u32) -> bool {
        let Some(surname) = self.all[entity as usize].surname() else { return false };
        let is_relative = |at: usize| {
            let other = &self.all[at];
            at != entity as usize && other.sort == Sort::Person && other.words.last() == surname
        };
        self.latest().any(is_relative)
    }

    /// Whether two people bear one surname.
    pub(in crate::resolve) fn are_relatives(&self, one: u32, other: u32) -> bool {
        let surname = self.all[one as usize].surname();
        one != other && surname.is_some() && surname == self.all[other as usize].surname()
    }

    /// Whom "the elder Berg" means: Cal Berg Sr., or the father of "his son, Cal
    /// Berg", or whoever of that surname is named first.
    fn of_generation(&self, analysis: &Analysis, mention: &Mention, is_elder: bool) -> Option<u32> {
        let surname = analysis.word(mention.head);
        let all = || self.bearing(surname).filter(|(_, entity)| entity.sort.may_be_person());
        let is_young = |entity: &Entity| match entity.words.generation {
            0 => is_child(analysis, &analysis.chunks.mentions[entity.mention as usize]),
            generation => generation > 1,
        };
        let found = if is_elder {
            all().find(|(_, entity)| !is_young(entity))
        } else {
            all().find(|(_, entity)| is_young(entity)).or_else(|| all().next_back())
        };
        found.map(|(at, _)| at as u32)
    }

    /// Learns people's genders from what stands in apposition with their names: "her husband,
    /// Lee Berg", "Nana Berg, the chairman".
    pub(super) fn take_genders(&mut self, analysis: &Analysis) {
        for (number, mention) in analysis.chunks.mentions.iter().enumerate() {
            if mention.form != Form::Nominal || mention.sort != Sort::Person {
                continue;
            }
            let gender = noun_gender(analysis, mention);
            // "Lee Berg, his wife, and their sons" are a list.
            let is_owned = analysis.tags[mention.first as usize] == Tag::Possessive;
            let may_be = |name: &u32| *name as usize > number || !is_owned;
            let name =
                Some(gender).filter(|gender| *gender != 0).and_then(|_| apposed_name(analysis, mention));
            let entity = name.filter(may_be).map_or(NONE, |name| self.of_mention[name as usize]);
            let Some(entity) = self.all.get_mut(entity as usize) else { continue };
            let is_kin = analysis.tokens.entry(analysis.lexicon, mention.head as usize).is(is::KIN);
            entity.gender = match entity.gender & gender {
                0 if is_kin => gender,
                // There are women who are chairmen, and men named Nana.
                0 => is::GIVEN,
                both => both,
            };
        }
    }
}

impl Entity {
    /// The last of several words of a name.
    fn surname(&self) -> Option<WordHash> {
        (self.words.len > 1).then(|| self.words.last())
    }

    /// Whether a text calls somebody by his given name.
    fn is_called_in(&self, analysis: &Analysis, text: &[u8]) -> bool {
        let name = &analysis.text.as_bytes()[self.name.range()];
        let given = &name[..memchr::memchr(b' ', name).unwrap_or(0)];
        let is_word = |at: usize| {
            let ends = text.get(at + given.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
            ends && at.checked_sub(1).is_none_or(|before| !text[before].is_ascii_alphanumeric())
        };
        given.len() > 2 && memchr::memmem::find_iter(text, given).any(is_word)
    }
}

/// How many mentions of somebody are looked at for his age.
const MENTIONS: usize = 100;
