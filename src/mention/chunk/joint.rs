//! What joins words into one name: "Bank of the West", "Food and Drug Administration",
//! `Dwayne "The Rock" Johnson`, "Bakers' Guild", "St. Mary's Hospital".

use super::Chunker;
use crate::lexicon::{Entry, is, pos};
use crate::mention::Tag;
use crate::segment::token::Kind;

impl Chunker<'_> {
    /// Whether the genitive at `at` stands inside the name of a body that ends at
    /// `last`: "Bakers' Guild", "Women's Institute", but not "Weber's Senate".
    pub(super) fn is_in_body(&self, at: usize, last: usize) -> bool {
        let tokens = &self.tokens.all;
        let (owner, end) =
            (self.tokens.entry(self.lexicon, at - 1), self.tokens.entry(self.lexicon, last - 1));
        at + 1 < last
            && tokens[at - 1].kind == Kind::Title
            && (at + 1..last).all(|at| self.tags[at] == Tag::Proper)
            && end.is(is::ORGANIZATION | is::SUFFIX)
            && (self.is_saint(at)
                || (owner.can_be(pos::NOUNS) || owner.is(is::PEOPLE)) && !owner.is(is::GIVEN | is::DEMONYM))
    }

    /// Whether the owner that ends at `at` is a saint: "St. Mary's Hospital".
    fn is_saint(&self, at: usize) -> bool {
        at >= 2 && matches!(self.tokens.all[at - 2].span.of(self.text), "St" | "St." | "Saint")
    }

    /// Whether the word before `here` is a surname behind a given name.
    fn follows_given(&self, at: usize, here: usize) -> bool {
        here >= at + 2
            && (self.tokens.all[here - 2].kind == Kind::Initial
                || self.tokens.entry(self.lexicon, here - 2).is(is::GIVEN))
    }

    /// How many tokens at `here` join what is before and behind into one name.
    pub(super) fn joint(&self, at: usize, here: usize, stop: usize) -> usize {
        let tokens = &self.tokens.all;
        // Most phrases end before a verb or a mark, which join nothing.
        let joins = !self.tags[here].is_verb()
            && !matches!(self.tags[here], Tag::Auxiliary | Tag::Modal | Tag::Pronoun)
            && !matches!(tokens[here].kind, Kind::Stop | Kind::Colon | Kind::Dash);
        if !joins || here == at || here + 1 >= stop || tokens[here + 1].starts_sentence {
            return 0;
        }
        // "secretary of state Ada Berg"
        if here + 2 < stop
            && self.tags[here] == Tag::Preposition
            && matches!(self.tags[here + 1], Tag::Noun | Tag::Nouns)
            && self.tags[here + 2] == Tag::Proper
            && tokens[here].span.of(self.text) == "of"
            && self.tokens.entry(self.lexicon, here - 1).is(is::OFFICE)
        {
            return 1;
        }
        // "editor in chief Ada Berg"
        let lengths = (tokens[here].span.len(), tokens[here + 1].span.len());
        if lengths == (2, 5)
            && tokens[here + 1].span.of(self.text) == "chief"
            && tokens[here].span.of(self.text) == "in"
        {
            return 2;
        }
        if self.is_one_person(at, here, stop) {
            return 1;
        }
        if self.tags[here - 1] != Tag::Proper {
            return 0;
        }
        let next_is_name = self.tags[here + 1] == Tag::Proper;
        let token = &tokens[here];
        match token.kind {
            // Dwayne "The Rock" Johnson
            Kind::Quote => {
                let nick = token.span.len() <= 30
                    && next_is_name
                    && !token.span.of(self.text).contains([',', '.', '?', '!'])
                    && (self.tokens.entry(self.lexicon, here - 1).is(is::GIVEN)
                        || tokens[here - 1].kind == Kind::Initial && here > at + 1);
                usize::from(nick)
            }
            // King, Jr.
            Kind::Comma => {
                let next = tokens[here + 1].span.of(self.text);
                usize::from(matches!(
                    next,
                    "Jr." | "Jr" | "Sr." | "Sr" | "Inc." | "Inc" | "Ltd." | "LLC" | "II" | "III"
                ))
            }
            Kind::Lower => {
                let word = token.span.of(self.text);
                let particle = self.tokens.entry(self.lexicon, here).is(is::PARTICLE);
                if particle && next_is_name {
                    return 1;
                }
                let two = here + 2 < stop
                    && self.tags[here + 2] == Tag::Proper
                    && matches!(tokens[here + 1].span.of(self.text), "the" | "la" | "der" | "den");
                if particle && two {
                    return 2;
                }
                // "Department of Justice", "Bank of the West"
                let before = self.tokens.entry(self.lexicon, here - 1);
                let organization = before.is(is::ORGANIZATION | is::SUFFIX)
                    || (before.can_be(pos::ANY_NOUN)
                        && !before.is(is::GIVEN | is::SURNAME)
                        && !self.follows_given(at, here));
                if matches!(word, "of" | "for") && organization && (next_is_name || two) {
                    return if next_is_name { 1 } else { 2 };
                }
                usize::from(next_is_name && self.is_joint_of_body(at, here, stop))
            }
            Kind::Other => usize::from(next_is_name && token.span.of(self.text) == "&"),
            _ => 0,
        }
    }

    /// Whether "and" at `here` joins two descriptions of one person: "the former
    /// mayor and party chief said", but not "the mayor and the chief", "the king
    /// and queen" or "the mayor and party chief were".
    fn is_one_person(&self, at: usize, here: usize, stop: usize) -> bool {
        let human = |token: usize| {
            self.tags[token] == Tag::Noun && self.tokens.entry(self.lexicon, token).is(is::HUMAN | is::TITLE)
        };
        if self.tags[at] != Tag::Determiner
            || !human(here - 1)
            || self.tokens.all[here].span.of(self.text) != "and"
        {
            return false;
        }
        let nominal =
            |token: &usize| self.tags[*token].is_nominal() && !self.tokens.all[*token].starts_sentence;
        let end = (here + 1..stop).take_while(nominal).last().map_or(here, |last| last + 1);
        let is_plural =
            end < stop && matches!(self.tokens.all[end].span.of(self.text), "are" | "were" | "have");
        end > here + 2 && human(end - 1) && !is_plural
    }

    /// Whether the lower-case word at `here`, between capitalised ones, stands
    /// inside a body's name, or an office's: "Commission on Public Works", "Food and Drug
    /// Administration", "the Food and Supplies Minister", but not "Ministry on Monday" or
    /// "Berg and Weber".
    fn is_joint_of_body(&self, at: usize, here: usize, stop: usize) -> bool {
        let word = self.tokens.all[here].span.of(self.text);
        let (before, behind) =
            (self.tokens.entry(self.lexicon, here - 1), self.tokens.entry(self.lexicon, here + 1));
        let is_common = |entry: &Entry| {
            entry.can_be(pos::ANY_NOUN | pos::ADJECTIVE)
                && !entry.is(is::GIVEN | is::PLACE | is::DEMONYM | is::CALENDAR | is::HUMAN | is::TITLE)
        };
        match word {
            "on" | "to" | "against" => {
                before.is(is::ORGANIZATION)
                    && (is_common(behind) || word == "to" && behind.can_be(pos::VERB))
                    && !behind.is(is::PLACE | is::CALENDAR)
            }
            "and" => {
                let is_the = self.tags[at] == Tag::Determiner;
                let kinds = is::ORGANIZATION | is::SUFFIX | if is_the { is::OFFICE | is::TITLE } else { 0 };
                let ends = (here + 1..stop.min(here + 4))
                    .take_while(|&at| self.tags[at] == Tag::Proper && !self.tokens.all[at].starts_sentence)
                    .any(|at| self.tokens.entry(self.lexicon, at).is(kinds));
                ends && is_common(before) && is_common(behind) && !before.is(is::ORGANIZATION | is::SUFFIX)
            }
            _ => false,
        }
    }
}
