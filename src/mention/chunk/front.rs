//! What stands before the subject without a comma and is none of it: "On 3 May Ada Berg told",
//! "In a statement Ada Berg said", "After the hearing Chief Inspector Berg paid".

use super::Chunker;
use crate::lexicon::is;
use crate::mention::Tag;
use crate::segment::token::Kind;

impl Chunker<'_> {
    /// Whether a name begins at `here`, in a phrase that begins at `at`, which is the subject of its
    /// sentence, while what is before it only says when or where.
    pub(super) fn begins_subject(&self, at: usize, here: usize, stop: usize) -> bool {
        // Few phrases have a name behind something else.
        let is_named = self.tags[here] == Tag::Proper
            || here + 1 < stop && self.tags[here + 1] == Tag::Proper && self.is_human(here);
        if here == at || !is_named || self.tags[here - 1] == Tag::Proper && !self.is_date(here - 1) {
            return false;
        }
        let is_common = matches!(self.tags[here - 1], Tag::Noun | Tag::Nouns)
            && self.tokens.all[here - 1].kind == Kind::Lower
            && !self.is_human(here - 1);
        let is_dated = self.is_date(here - 1) && !self.is_date(here);
        let stands_before = if self.tags[here] != Tag::Proper {
            is_common && self.follows_event(at)
        } else {
            is_dated && self.hangs_on_time(at) || is_common && self.hangs_on_front(at)
        };
        let name = here + usize::from(self.tags[here] != Tag::Proper);
        stands_before && self.is_subject(name, stop)
    }

    /// Whether a word is a day's, a month's or a year's, or a time: "3 May", "2019", "9.14 p.m."
    fn is_date(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        let word = || token.span.of(self.text);
        match self.tags[at] {
            Tag::Number => {
                token.span.len() == 4 || at > 0 && self.tags[at - 1] == Tag::Proper && self.is_date(at - 1)
            }
            // They are names and verbs too.
            _ if matches!(token.span.len(), 3 | 5 | 6) && matches!(word(), "May" | "March" | "August") => {
                at > 0 && (self.tags[at - 1] == Tag::Number || self.hangs_on_time(at))
            }
            _ => {
                self.tokens.entry(self.lexicon, at).is(is::CALENDAR)
                    || matches!(word(), "a.m." | "p.m." | "am" | "pm")
            }
        }
    }

    fn is_human(&self, at: usize) -> bool {
        self.tokens.entry(self.lexicon, at).is(is::HUMAN | is::TITLE)
    }

    /// Whether a phrase hangs on what opens a time: "on", "on 3", "last".
    fn hangs_on_time(&self, at: usize) -> bool {
        let opens = |at: usize| match self.tags[at] {
            Tag::Preposition => true,
            Tag::Number => at > 0 && self.tags[at - 1] == Tag::Preposition,
            _ => self.tokens.all[at].starts_sentence && is_last(self.tokens.all[at].span.of(self.text)),
        };
        opens(at) || at > 0 && opens(at - 1)
    }

    /// Whether a phrase hangs on the preposition that begins a sentence, or on what hangs on that: "In a
    /// corner of the toy department".
    fn hangs_on_front(&self, at: usize) -> bool {
        /// How far behind the preposition the phrase may begin.
        const REACH: usize = 8;
        let is_front = |at: &usize| self.tokens.all[*at].starts_sentence;
        let start = (at.saturating_sub(REACH)..at).rev().find(is_front);
        start.is_some_and(|start| {
            let joins = |tag: &Tag| {
                tag.is_nominal()
                    || matches!(tag, Tag::Preposition | Tag::Determiner | Tag::Possessive | Tag::Genitive)
            };
            self.tags[start] == Tag::Preposition && self.tags[start..at].iter().all(joins)
        })
    }

    /// Whether a phrase says after what: "After the match coach Ada Berg", but not "In the school nurse
    /// Ada Berg".
    fn follows_event(&self, at: usize) -> bool {
        at > 0
            && self.tokens.all[at - 1].starts_sentence
            && (matches!(
                self.tokens.all[at - 1].span.of(self.text),
                "After" | "Before" | "During" | "Following" | "Despite"
            ) || self.tokens.all.get(at + 1).is_some_and(|noun| noun.span.of(self.text) == "end"))
    }

    /// Whether a name of capitalised words begins at `here`, with a verb behind it.
    fn is_subject(&self, here: usize, stop: usize) -> bool {
        /// Longer, in words, than most names with their titles.
        const NAME: usize = 10;
        let is_name = |at: &usize| self.tags[*at] == Tag::Proper && !self.tokens.all[*at].starts_sentence;
        let end = (here..stop.min(here + NAME)).take_while(is_name).last().map_or(here, |last| last + 1);
        end < stop
            && (self.tags[end].is_verb() || matches!(self.tags[end], Tag::Auxiliary | Tag::Modal))
            && !self.tokens.all[end].starts_sentence
    }
}

/// Whether a word opens a time at the start of a sentence: "Last March Ada Berg said".
fn is_last(word: &str) -> bool {
    matches!(word, "Last" | "Next" | "Early" | "Late")
}
