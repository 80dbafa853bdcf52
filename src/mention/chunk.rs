//! Tokens in, units and mentions out.
//!
//! A unit is a base noun phrase, or one token that belongs to none:
//! `[Gov. Ada Berg] [told] [reporters] [on] [Monday]`. Units are what paths
//! between a mention and a quotation are made of, so that the length of a name
//! does not change how far away its verb is.

use super::class::Tag;
use super::name;
use super::{Form, Mention, Sort};
use crate::Span;
use crate::lexicon::{Entry, Lexicon, is, pos};
use crate::segment::token::{Kind, Token, Tokens};

/// A noun phrase, or one token outside of any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    /// Number of its first token.
    pub first: u32,
    /// Number of the token past its last.
    pub last: u32,
    /// The class of its head.
    pub tag: Tag,
    /// What its first token looks like, and whether that starts a sentence: asked for so often
    /// that the way to the token is worth saving.
    pub kind: Kind,
    pub starts_sentence: bool,
    /// The number of the mention that it is, or [`Unit::NO_MENTION`].
    pub mention: u32,
}

impl Unit {
    /// Stands for "no mention".
    pub(crate) const NO_MENTION: u32 = u32::MAX;
}

/// What [`chunk`] finds, used again from article to article.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub units: Vec<Unit>,
    pub mentions: Vec<Mention>,
    /// For each paragraph, the number of its first unit; one more at the end.
    pub paragraphs: Vec<u32>,
    /// For each paragraph, the number of its first mention; one more at the end.
    pub paragraph_mentions: Vec<u32>,
}

/// Finds the noun phrases of an article.
pub(crate) fn chunk(text: &str, tokens: &Tokens, tags: &[Tag], lexicon: &Lexicon, out: &mut Buffers) {
    out.units.clear();
    out.mentions.clear();
    out.paragraphs.clear();
    out.paragraph_mentions.clear();
    let chunker = Chunker { text, tokens, tags, lexicon };
    for paragraph in 0..tokens.paragraphs.len().saturating_sub(1) {
        out.paragraphs.push(out.units.len() as u32);
        out.paragraph_mentions.push(out.mentions.len() as u32);
        let range = tokens.of_paragraph(paragraph);
        let mut at = range.start;
        while at < range.end {
            at = chunker.unit(at, range.end, paragraph, out);
        }
    }
    out.paragraphs.push(out.units.len() as u32);
    out.paragraph_mentions.push(out.mentions.len() as u32);
}

struct Chunker<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    tags: &'a [Tag],
    lexicon: &'a Lexicon,
}

impl Chunker<'_> {
    /// Appends the unit that starts at `at`; returns the number of the token past it.
    fn unit(&self, at: usize, stop: usize, paragraph: usize, out: &mut Buffers) -> usize {
        let last = self.phrase_end(at, stop);
        let unit = out.units.len() as u32;
        if last == at {
            out.units.push(self.unit_of(at, at + 1, self.tags[at], Unit::NO_MENTION));
            return at + 1;
        }
        // An owner is a mention of its own: "Weber" in "Weber's claim".
        let mut from = at;
        if self.tags[at] == Tag::Possessive && last > at + 1 {
            out.mentions.push(self.possessive(at, unit, paragraph));
        }
        for split in at + 1..last {
            if self.tags[split] == Tag::Genitive && split > from && !self.is_in_body(split, last) {
                let owner = self.mention(from, split, unit, paragraph, true);
                out.mentions.push(owner);
                from = split + 1;
            }
        }
        // "Weber's" alone, before something that is no noun.
        let trailing = self.tags[last - 1] == Tag::Genitive;
        let number = if trailing && !out.mentions.is_empty() {
            out.mentions.len() as u32 - 1
        } else {
            out.mentions.push(self.mention(at, last, unit, paragraph, false));
            out.mentions.len() as u32 - 1
        };
        let head = out.mentions[number as usize].head as usize;
        out.units.push(self.unit_of(at, last, self.tags[head], number));
        last
    }

    #[inline]
    fn unit_of(&self, first: usize, last: usize, tag: Tag, mention: u32) -> Unit {
        let &Token { kind, starts_sentence, .. } = &self.tokens.all[first];
        Unit { first: first as u32, last: last as u32, tag, kind, starts_sentence, mention }
    }

    /// The number of the token past the noun phrase that starts at `at`; `at` if none does.
    fn phrase_end(&self, at: usize, stop: usize) -> usize {
        let mut here = at;
        match self.tags[at] {
            Tag::Pronoun => return at + 1,
            Tag::Determiner | Tag::Possessive => {
                here += 1;
                // "all the", "both his", "a very".
                while here < stop
                    && here < at + 3
                    && matches!(self.tags[here], Tag::Determiner | Tag::Possessive)
                    && !self.tokens.all[here].starts_sentence
                {
                    here += 1;
                }
                if here + 1 < stop && self.tags[here] == Tag::Adverb && self.tags[here + 1].is_nominal() {
                    here += 1;
                }
            }
            tag if tag.is_nominal() => {}
            _ => return at,
        }
        let mut end = here;
        while here < stop && (here == at || !self.tokens.all[here].starts_sentence) {
            // "the island's only baker"
            let intensifies = self.tags[here] == Tag::Adverb
                && here > at
                && self.tags[here - 1] == Tag::Genitive
                && here + 1 < stop
                && self.tags[here + 1].is_nominal();
            if self.tags[here].is_nominal() || (self.tags[here] == Tag::Genitive && here > at) || intensifies
            {
                // "Weber late on Monday": when, not who.
                if here > at && self.tags[here - 1].is_head() && self.is_time(here) {
                    break;
                }
                here += 1;
                end = here;
            } else {
                let joint = self.joint(at, here, stop);
                if joint == 0 {
                    break;
                }
                here += joint;
            }
        }
        // Most end in a common noun, which is their head.
        if end > at && matches!(self.tags[end - 1], Tag::Noun | Tag::Nouns) {
            return end;
        }
        let end = self.without_tail(at, end);
        if end > at && self.has_head(at, end, stop) { end } else { at }
    }

    /// Whether the genitive at `at` stands inside the name of a body that ends at
    /// `last`: "Bakers' Guild", "Women's Institute", but not "Weber's Senate".
    fn is_in_body(&self, at: usize, last: usize) -> bool {
        let tokens = &self.tokens.all;
        let (owner, end) =
            (self.tokens.entry(self.lexicon, at - 1), self.tokens.entry(self.lexicon, last - 1));
        at + 1 < last
            && tokens[at - 1].kind == Kind::Title
            && (at + 1..last).all(|at| self.tags[at] == Tag::Proper)
            && end.is(is::ORGANIZATION | is::SUFFIX)
            && (owner.can_be(pos::NOUNS) || owner.is(is::PEOPLE))
            && !owner.is(is::GIVEN | is::DEMONYM)
    }

    /// Whether the word before `here` is a surname behind a given name.
    fn follows_given(&self, at: usize, here: usize) -> bool {
        here >= at + 2
            && (self.tokens.all[here - 2].kind == Kind::Initial
                || self.tokens.entry(self.lexicon, here - 2).is(is::GIVEN))
    }

    /// Whether a lower-case word begins a time: "late Monday", "last week".
    fn is_time(&self, here: usize) -> bool {
        let token = &self.tokens.all[here];
        token.kind == Kind::Lower
            && matches!(token.span.len(), 4..=9)
            && matches!(
                token.span.of(self.text),
                "late" | "early" | "earlier" | "later" | "last" | "next" | "yesterday" | "today"
            )
    }

    /// How many tokens at `here` join what is before and behind into one name.
    fn joint(&self, at: usize, here: usize, stop: usize) -> usize {
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
            && self.tags[here + 1] == Tag::Noun
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
                usize::from(next_is_name && self.is_joint_of_body(here, stop))
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
    /// inside a body's name: "Commission on Public Works", "Food and Drug
    /// Administration", but not "Ministry on Monday" or "Berg and Weber".
    fn is_joint_of_body(&self, here: usize, stop: usize) -> bool {
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
                let ends = (here + 1..stop.min(here + 4))
                    .take_while(|&at| self.tags[at] == Tag::Proper && !self.tokens.all[at].starts_sentence)
                    .any(|at| self.tokens.entry(self.lexicon, at).is(is::ORGANIZATION | is::SUFFIX));
                ends && is_common(before) && is_common(behind) && !before.is(is::ORGANIZATION | is::SUFFIX)
            }
            _ => false,
        }
    }

    /// The end without a trailing number or adjective that is no head, and
    /// without day and month names that only date what is before them.
    fn without_tail(&self, at: usize, mut end: usize) -> usize {
        while end > at + 1 {
            let before = self.tags[end - 2];
            let dates = self.tags[end - 1] == Tag::Proper
                && before != Tag::Determiner
                && self.tokens.entry(self.lexicon, end - 1).is(is::CALENDAR);
            let number = self.tags[end - 1] == Tag::Number && before.is_head() && !self.is_numbered(end - 2);
            // "Weber further said": no head follows.
            let idle = self.tags[end - 1] == Tag::Adjective && before.is_head();
            if !(dates || number || idle) {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Whether a number names the document at `at`: "Article 9", "Section 12".
    fn is_numbered(&self, at: usize) -> bool {
        self.tokens.all[at].kind == Kind::Title
            && (self.tokens.entry(self.lexicon, at).is(is::DOCUMENT)
                || matches!(self.tokens.all[at].span.of(self.text), "Section" | "Clause" | "Rule" | "Title"))
    }

    /// Whether the phrase has something to name.
    fn has_head(&self, at: usize, end: usize, stop: usize) -> bool {
        if (at..end).any(|token| self.tags[token].is_head()) {
            return true;
        }
        // "others said", "many fear", "the rich want": no noun, but a verb behind.
        let verb_follows =
            end < stop && (self.tags[end].is_verb() || matches!(self.tags[end], Tag::Modal | Tag::Auxiliary));
        let determined = matches!(self.tags[at], Tag::Determiner | Tag::Number | Tag::Adjective);
        determined && verb_follows
    }

    /// The mention that stands in `first..last`.
    fn mention(&self, first: usize, last: usize, unit: u32, paragraph: usize, is_owner: bool) -> Mention {
        let tokens = &self.tokens.all;
        let is_owner = is_owner || self.tags[last - 1] == Tag::Genitive;
        let mut last = if self.tags[last - 1] == Tag::Genitive && last > first + 1 { last - 1 } else { last };
        // "Ada Berg KC"
        if last > first + 2
            && matches!(tokens[last - 1].kind, Kind::Upper)
            && matches!(
                tokens[last - 1].span.of(self.text),
                "KC" | "QC" | "SC" | "MP" | "MEP" | "MSP" | "MLA" | "TD" | "OBE" | "MBE" | "CBE"
            )
            && matches!(tokens[last - 2].kind, Kind::Title)
        {
            last -= 1;
        }
        let span = Span { start: tokens[first].span.start, end: tokens[last - 1].span.end };
        let mut mention = Mention {
            span,
            name: span,
            first: first as u32,
            last: last as u32,
            name_first: last as u32,
            head: last as u32 - 1,
            unit,
            paragraph: paragraph as u32,
            form: Form::Nominal,
            sort: Sort::Thing,
            is_owner,
        };
        if self.tags[first] == Tag::Pronoun && last == first + 1 {
            mention.form = Form::Pronoun;
            mention.sort = Sort::Unclear;
            return mention;
        }
        if let Some((from, begin)) = self.name(first, last) {
            mention.form = Form::Name;
            mention.name_first = begin as u32;
            mention.name = Span { start: tokens[begin].span.start, end: span.end };
            mention.sort = name::sort(self.tokens, self.tags, self.lexicon, from, begin, last);
        } else {
            if self.tags[last - 1] == Tag::Number && last > first + 1 && self.is_numbered(last - 2) {
                mention.head -= 1;
            }
            mention.sort = self.nominal_sort(mention.head as usize);
        }
        mention
    }

    /// Where the name that ends a phrase begins, with the title before it and without it.
    fn name(&self, first: usize, last: usize) -> Option<(usize, usize)> {
        if !name::ends(self.tokens, self.tags, last - 1) {
            return None;
        }
        // Only what stands behind an owner can be the name.
        let is_owner = |at: &usize| self.tags[*at] == Tag::Genitive && !self.is_in_body(*at, last);
        let from = (first..last).rev().find(is_owner).map_or(first, |at| at + 1);
        let begin = if from < last {
            name::start(self.text, self.tokens, self.tags, self.lexicon, from, last)
        } else {
            last
        };
        let is_date = (begin..last).all(|at| self.tokens.entry(self.lexicon, at).is(is::CALENDAR));
        (begin < last && !is_date).then_some((from, begin))
    }

    /// "her" in "her claim".
    fn possessive(&self, at: usize, unit: u32, paragraph: usize) -> Mention {
        let span = self.tokens.all[at].span;
        Mention {
            span,
            name: span,
            first: at as u32,
            last: at as u32 + 1,
            name_first: at as u32 + 1,
            head: at as u32,
            unit,
            paragraph: paragraph as u32,
            form: Form::Pronoun,
            sort: Sort::Unclear,
            is_owner: true,
        }
    }

    /// What a common noun is a noun for.
    fn nominal_sort(&self, head: usize) -> Sort {
        let entry = self.tokens.entry(self.lexicon, head);
        if entry.is(is::CALENDAR) {
            return Sort::Thing;
        }
        let word = || self.tokens.all[head].span.of(self.text);
        // "the 43-year-old"
        if self.tokens.all[head].span.len() > 9 && name::age(word()).is_some() {
            return Sort::Person;
        }
        // "the island's only postwoman": no list has all of them.
        if entry.pos == 0 && !entry.is(is::HUMAN | is::TITLE) {
            let word = word();
            if ["woman", "man", "smith", "keeper"].iter().any(|end| word.ends_with(end)) {
                return Sort::Person;
            }
            // "the toymaker"
            if name::is_maker(entry, word) {
                return Sort::Organization;
            }
        }
        if entry.is(is::PEOPLE) || (entry.is(is::HUMAN) && self.tags[head] == Tag::Nouns) {
            Sort::People
        } else if entry.is(is::HUMAN | is::TITLE) {
            Sort::Person
        } else if entry.is(is::ORGANIZATION | is::SUFFIX) {
            Sort::Organization
        } else if entry.is(is::DOCUMENT) {
            Sort::Document
        } else if entry.is(is::SPEECH) {
            Sort::Speech
        } else if entry.is(is::DEMONYM) && !self.tokens.all[head].span.of(self.text).ends_with('s') {
            Sort::Person
        } else if entry.is(is::DEMONYM) || !entry.can_be(pos::ANY_NOUN) {
            Sort::People
        } else {
            Sort::Thing
        }
    }
}
