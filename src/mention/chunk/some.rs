//! Phrases without a noun that stand for people: "one of the doctors", "another", "the 43-year-old".

use super::{Chunker, name};
use crate::lexicon::is;
use crate::mention::Tag;

impl Chunker<'_> {
    /// Whether a word says how old somebody is: "43-year-old".
    pub(super) fn is_age(&self, at: usize) -> bool {
        name::age(self.text, &self.tokens.all[at]).is_some()
    }

    /// Whether a phrase says how many of some people speak: "One of the doctors said".
    pub(super) fn is_one_of_people(&self, at: usize, end: usize, stop: usize) -> bool {
        /// How far behind they may stand: "of the club's younger members".
        const REACH: usize = 6;
        let word = |at: usize| self.tokens.all[at].span.of(self.text);
        if end + 1 >= stop
            || !matches!(self.tags[at], Tag::Number | Tag::Determiner | Tag::Adjective)
            || word(end) != "of"
        {
            return false;
        }
        let is_part = |tag: Tag| {
            matches!(
                tag,
                Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Noun | Tag::Genitive | Tag::Proper
            )
        };
        let last = (end + 1..stop.min(end + REACH))
            .find(|&at| matches!(self.tags[at], Tag::Pronoun | Tag::Nouns) || !is_part(self.tags[at]));
        let Some(last) = last else { return false };
        let are_people = match self.tags[last] {
            Tag::Pronoun => matches!(word(last), "them" | "us"),
            Tag::Nouns => self.tokens.entry(self.lexicon, last).is(is::HUMAN | is::PEOPLE | is::TITLE),
            _ => false,
        };
        let reports = |at: usize| {
            matches!(self.tags[at], Tag::Past | Tag::VerbS | Tag::Verb)
                && self.tokens.entry(self.lexicon, at).strength() >= 2
        };
        are_people && (last + 1 < stop && reports(last + 1) || at > 0 && reports(at - 1))
    }

    /// Whether "one" or "another" behind a verb of speech is somebody.
    pub(super) fn is_one_who_speaks(&self, at: usize, end: usize, stop: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| !self.tokens.all[at].starts_sentence);
        let says = before.is_some_and(|before| {
            matches!(self.tags[before], Tag::Past | Tag::VerbS)
                && self.tokens.entry(self.lexicon, before).strength() >= 2
        });
        let ends = end >= stop
            || self.tokens.all[end].starts_sentence
            || matches!(self.tags[end], Tag::Mark | Tag::Quote);
        says && ends
            && matches!(self.tokens.all[at].span.of(self.text), "one" | "another" | "both" | "others")
    }
}
