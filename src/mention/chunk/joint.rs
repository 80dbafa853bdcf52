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
                || (owner.can_be(pos::NOUNS) || owner.is(is::PEOPLE)) && !owner.is(is::GIVEN | is::DEMONYM)
                || owner.is(is::OFFICE | is::TITLE) && !owner.is(is::GIVEN | is::SURNAME))
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
        if self.is_office_for(here, stop) || self.is_seat_of(here, stop) {
            return 1;
        }
        let bracket = self.acronym(here, stop);
        if bracket > 0 {
            return bracket;
        }
        // "editor in chief Ada Berg", "Special Agent in Charge Ada Berg"
        let lengths = (tokens[here].span.len(), tokens[here + 1].span.len());
        if matches!(lengths, (2, 5 | 6))
            && matches!(tokens[here + 1].span.of(self.text), "chief" | "charge" | "Charge")
            && tokens[here].span.of(self.text) == "in"
            && self.tokens.entry(self.lexicon, here - 1).is(is::OFFICE | is::TITLE)
        {
            return 2;
        }
        if self.is_one_person(at, here, stop) {
            return 1;
        }
        if self.is_joint_office(at, here, stop) {
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
                let ends = matches!(
                    next,
                    "Jr." | "Jr" | "Sr." | "Sr" | "Inc." | "Inc" | "Ltd." | "LLC" | "II" | "III"
                );
                let goes_on = tokens[here + 1].kind.is_capital();
                usize::from(ends || goes_on && self.is_list_of_body(at, here, stop))
            }
            Kind::Lower => {
                let word = token.span.of(self.text);
                let particle = self.tokens.entry(self.lexicon, here).is(is::PARTICLE);
                if particle && next_is_name {
                    return 1;
                }
                let two = here + 2 < stop
                    && self.tags[here + 2] == Tag::Proper
                    && matches!(
                        tokens[here + 1].span.of(self.text),
                        "the" | "la" | "La" | "der" | "den" | "'t" | "’t" | "‘t"
                    );
                if particle && two {
                    return 2;
                }
                // "Department of Justice", "Bank of the West"
                let before = self.tokens.entry(self.lexicon, here - 1);
                let organization = before.is(is::ORGANIZATION | is::SUFFIX)
                    || before.is(is::TITLE) && !self.follows_given(at, here)
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
        let is_owned = || (at..here).any(|at| self.tags[at] == Tag::Genitive);
        if !human(here - 1) || self.tokens.all[here].span.of(self.text) != "and" {
            return false;
        }
        let nominal =
            |token: &usize| self.tags[*token].is_nominal() && !self.tokens.all[*token].starts_sentence;
        let end = (here + 1..stop).take_while(nominal).last().map_or(here, |last| last + 1);
        let is_plural =
            end < stop && matches!(self.tokens.all[end].span.of(self.text), "are" | "were" | "have");
        // "the actor and comedian Ada Berg", but not "father and son Ada Berg"
        let is_kin = self.tokens.entry(self.lexicon, here - 1).is(is::KIN);
        // "director", "CEO"
        let is_job = |at: usize| match self.tokens.all[at].kind {
            Kind::Lower => human(at),
            Kind::Upper => self.tokens.entry(self.lexicon, at).is(is::OFFICE),
            _ => false,
        };
        let names = (here + 1..end.saturating_sub(2)).any(|at| {
            is_job(at) && self.is_full_name(at + 1) && {
                let entry = self.tokens.entry(self.lexicon, at + 1);
                entry.is(is::GIVEN) || entry.pos == 0
            }
        });
        let opens = self.tags[at] == Tag::Determiner || self.tokens.all[at].starts_sentence || is_owned();
        // "“No,” founder and CEO Ada Berg said."
        let is_apart =
            at == here - 1 && at > 0 && matches!(self.tags[at - 1], Tag::Quote | Tag::Past | Tag::VerbS);
        let is_one = end > here + 2 && human(end - 1) && self.tags[at] == Tag::Determiner;
        (is_one || names && !is_kin && (opens || is_apart)) && !is_plural
    }

    /// Whether an office goes on at `here`, with a name behind: "minister for road transport
    /// Ada Berg", but not "spokesman for chairman Ada Berg".
    fn is_office_for(&self, here: usize, stop: usize) -> bool {
        /// How many words say what for.
        const WORDS: usize = 3;
        // Few words stand between an office and its name; the cheapest test is the first.
        let opens = self.tags[here + 1].is_nominal()
            && self.tokens.all[here + 1].kind == Kind::Lower
            && matches!(self.tokens.all[here].span.of(self.text), "for" | "of")
            && self.tokens.entry(self.lexicon, here - 1).is(is::OFFICE | is::TITLE | is::PERSON);
        if !opens {
            return false;
        }
        let is_what = |at: &usize| {
            matches!(self.tags[*at], Tag::Noun | Tag::Nouns | Tag::Adjective)
                && self.tokens.all[*at].kind == Kind::Lower
                && !self.tokens.entry(self.lexicon, *at).is(is::HUMAN | is::TITLE | is::PEOPLE)
        };
        let what = (here + 1..stop.min(here + 1 + WORDS)).take_while(is_what).count();
        let name = here + 1 + what;
        what > 0 && name + 1 < stop && self.is_given_name(name)
    }

    /// Whether a member's seat stands at `here`, with a name behind: "Labour MP for Crewe Ada Berg"; or the
    /// place of an office: "senior coroner for Norfolk Ada Berg", "Head of Midwifery Ada Berg".
    fn is_seat_of(&self, here: usize, stop: usize) -> bool {
        if here + 3 >= stop || self.tags[here + 1] != Tag::Proper {
            return false;
        }
        let office = self.tokens.entry(self.lexicon, here - 1);
        let is_office = matches!(self.tokens.all[here].span.of(self.text), "for" | "of")
            && office.is(is::OFFICE)
            && !office.is(is::GIVEN | is::SURNAME)
            && self.is_given_name(here + 2)
            && !self.tokens.entry(self.lexicon, here + 1).is(is::GIVEN);
        is_office
            || matches!(self.tokens.all[here].span.of(self.text), "for" | "from")
                && matches!(
                    self.tokens.all[here - 1].span.of(self.text),
                    "MP" | "MSP" | "MEP" | "MLA" | "TD" | "MS" | "Senator"
                )
                && (here + 2..=here + 3).all(|at| self.tags[at] == Tag::Proper)
                && !(here + 1..=here + 3).any(|at| self.tokens.all[at].starts_sentence)
    }

    /// Whether "and" at `here`, behind the first word of a sentence, stands inside an office with a name
    /// behind: "Health and Social Care Secretary Ada Berg", "Search and rescue coordinator Ada Berg".
    fn is_joint_office(&self, at: usize, here: usize, stop: usize) -> bool {
        /// How far behind the office may end.
        const REACH: usize = 5;
        let opens = here == at + 1
            && self.tokens.all[at].starts_sentence
            && self.tags[at] == Tag::Noun
            && self.tokens.all[here].span.of(self.text) == "and"
            && !self.tokens.entry(self.lexicon, at).is(is::HUMAN
                | is::TITLE
                | is::GIVEN
                | is::PLACE
                | is::ORGANIZATION);
        if !opens {
            return false;
        }
        let nominal = |at: &usize| self.tags[*at].is_nominal() && !self.tokens.all[*at].starts_sentence;
        (here + 1..stop.min(here + 1 + REACH)).take_while(nominal).any(|at| {
            at + 2 < stop
                && self.tokens.entry(self.lexicon, at).is(is::OFFICE | is::TITLE)
                && self.is_given_name(at + 1)
        })
    }

    /// Whether two capitalised words stand at a token.
    fn is_full_name(&self, at: usize) -> bool {
        self.tags[at] == Tag::Proper
            && self.tags[at + 1] == Tag::Proper
            && !self.tokens.all[at + 1].starts_sentence
    }

    /// Whether a given name stands at a token, with more of a name behind.
    fn is_given_name(&self, at: usize) -> bool {
        self.is_full_name(at) && self.tokens.entry(self.lexicon, at).is(is::GIVEN)
    }

    /// How many tokens at `here` are a body's name in short, with the office of somebody behind:
    /// "Farmers Union (FU) president Ada Berg".
    fn acronym(&self, here: usize, stop: usize) -> usize {
        let all = &self.tokens.all;
        let is_short = all[here].kind == Kind::Open
            && here + 4 < stop
            && self.tags[here - 1] == Tag::Proper
            && all[here + 1].kind == Kind::Upper
            && all[here + 2].kind == Kind::Close;
        // "Superintendent of Police (SP) Ada Berg"
        let is_named =
            || here + 5 <= stop && self.tags[here + 4] == Tag::Proper && self.tags[here + 3] == Tag::Proper;
        let is_office = is_short
            && self.tags[here + 3].is_nominal()
            && !all[here + 3].starts_sentence
            && (self.tokens.entry(self.lexicon, here + 3).is(is::HUMAN | is::TITLE)
                || self.opens_office(here) && is_named());
        if is_office { 3 } else { 0 }
    }

    /// Whether an office goes on before `here`: "Superintendent of Police".
    fn opens_office(&self, here: usize) -> bool {
        here >= 3
            && self.tags[here - 2] == Tag::Preposition
            && self.tokens.entry(self.lexicon, here - 3).is(is::OFFICE | is::TITLE)
    }

    /// Whether the name so far is that of a body for something, which may go on: "Department for Work".
    fn is_open_body(&self, at: usize, here: usize) -> bool {
        (at..here.saturating_sub(1)).any(|body| {
            self.tokens.entry(self.lexicon, body).is(is::ORGANIZATION | is::TITLE)
                && self.tags[body] == Tag::Proper
                && matches!(self.tokens.all[body + 1].span.of(self.text), "for" | "of")
        })
    }

    /// Whether the comma at `here` stands in the name of a body for several things: "Department
    /// for Culture, Media and Sport".
    fn is_list_of_body(&self, at: usize, here: usize, stop: usize) -> bool {
        let is_common = |at: usize| {
            let entry = self.tokens.entry(self.lexicon, at);
            entry.can_be(pos::ANY_NOUN | pos::ADJECTIVE) && !entry.is(is::GIVEN | is::PLACE | is::DEMONYM)
        };
        let goes_on = (here + 2..stop.min(here + 5))
            .take_while(|&at| !self.tokens.all[at].starts_sentence)
            .any(|at| self.tokens.all[at].span.of(self.text) == "and");
        goes_on && is_common(here - 1) && is_common(here + 1) && self.is_open_body(at, here)
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
                let kinds = is::ORGANIZATION | is::SUFFIX | is::OFFICE | is::TITLE;
                if is_common(behind) && self.is_open_body(at, here) {
                    return true;
                }
                let ends = (here + 1..stop.min(here + 4))
                    .take_while(|&at| self.tags[at] == Tag::Proper && !self.tokens.all[at].starts_sentence)
                    .any(|at| self.tokens.entry(self.lexicon, at).is(kinds));
                ends && is_common(before) && is_common(behind) && !before.is(is::ORGANIZATION | is::SUFFIX)
            }
            _ => false,
        }
    }
}
