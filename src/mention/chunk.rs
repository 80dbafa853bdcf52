//! Tokens in, units and mentions out.
//!
//! A unit is a base noun phrase, or one token that belongs to none:
//! `[Gov. Ada Berg] [told] [reporters] [on] [Monday]`. Units are what paths
//! between a mention and a quotation are made of, so that the length of a name
//! does not change how far away its verb is.

mod front;
mod joint;
mod some;

use super::class::Tag;
use super::name;
use super::{Form, Mention, Sort};
use crate::Span;
use crate::lexicon::{Lexicon, is, pos};
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
            // Two in three are verbs, small words and marks, of which nothing need be asked.
            if tags[at].opens_phrase() {
                at = chunker.unit(at, range.end, paragraph, out);
            } else {
                out.units.push(chunker.unit_of(at, at + 1, tags[at], Unit::NO_MENTION));
                at += 1;
            }
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
        let is_shop = self.tags[last - 1] == Tag::Genitive && self.is_shop(last, stop);
        for split in at + 1..last - usize::from(is_shop) {
            if self.tags[split] == Tag::Genitive && split > from && !self.is_in_body(split, last) {
                let owner = self.mention(from, split, unit, paragraph, true);
                out.mentions.push(owner);
                from = split + 1;
            }
        }
        // "Weber's" alone, before something that is no noun.
        let trailing = self.tags[last - 1] == Tag::Genitive;
        let number = if is_shop {
            out.mentions.push(self.shop(from, last, unit, paragraph));
            out.mentions.len() as u32 - 1
        } else if trailing && !out.mentions.is_empty() {
            out.mentions.len() as u32 - 1
        } else {
            out.mentions.push(self.mention(at, last, unit, paragraph, false));
            out.mentions.len() as u32 - 1
        };
        let head = out.mentions[number as usize].head as usize;
        out.units.push(self.unit_of(at, last, self.tags[head], number));
        last
    }

    /// Whether the genitive that ends before `last` ends a name rather than an owner:
    /// "McDonald's said".
    fn is_shop(&self, last: usize, stop: usize) -> bool {
        let Some(next) = self.tokens.all.get(last).filter(|_| last < stop) else { return false };
        let follows = self.tags[last] == Tag::Past || matches!(next.kind, Kind::Stop | Kind::Comma);
        self.tags[last - 2] == Tag::Proper && follows && !next.starts_sentence
    }

    /// The mention of a body whose name ends in a genitive.
    fn shop(&self, first: usize, last: usize, unit: u32, paragraph: usize) -> Mention {
        let mention = self.mention(first, last, unit, paragraph, false);
        let end = self.tokens.all[last - 1].span.end;
        Mention {
            span: Span { end, ..mention.span },
            name: Span { end, ..mention.name },
            last: last as u32,
            sort: if mention.form == Form::Name { Sort::Organization } else { mention.sort },
            is_owner: false,
            ..mention
        }
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
                if here == at + 2 && self.is_what_they_called(at, here, stop) {
                    break;
                }
                if self.begins_subject(at, here, stop) {
                    break;
                }
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

    /// Whether those who named it so stand behind "a move": "a move campaigners called “absurd”".
    fn is_what_they_called(&self, at: usize, here: usize, stop: usize) -> bool {
        at > 0
            && here + 1 < stop
            && self.tokens.all[at - 1].kind == Kind::Comma
            && matches!(self.tokens.all[at].span.of(self.text), "a" | "an")
            && matches!(self.tags[here], Tag::Nouns | Tag::Proper)
            && self.tags[here - 1] == Tag::Noun
            && matches!(self.tags[here + 1], Tag::Past | Tag::VerbS | Tag::Verb)
            && self.tokens.entry(self.lexicon, here + 1).strength() > 0
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
                || self.tags[at] == Tag::Proper && name::is_number(self.text, &self.tokens.all[at])
                || matches!(self.tokens.all[at].span.of(self.text), "Section" | "Clause" | "Rule" | "Title"))
    }

    /// Whether the phrase has something to name.
    fn has_head(&self, at: usize, end: usize, stop: usize) -> bool {
        if (at..end).any(|token| self.tags[token].is_head()) {
            return true;
        }
        // "“No,” said one."
        if end == at + 1 && self.is_one_who_speaks(at, end, stop) {
            return true;
        }
        if end == at + 1 && self.is_one_of_people(at, end, stop) {
            return true;
        }
        // "“No,” said the 43-year-old."
        if end == at + 2 && self.tags[at] == Tag::Determiner && self.is_age(end - 1) {
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
        // "Ada Berg KC", but not "the Labour MP"
        if last > first + 2
            && matches!(tokens[last - 1].kind, Kind::Upper)
            && name::is_honour(tokens[last - 1].span.of(self.text))
            && matches!(tokens[last - 2].kind, Kind::Title)
            && (self.tags[first] != Tag::Determiner || last > first + 3)
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
            mention.sort = name::sort(self.text, self.tokens, self.tags, self.lexicon, from, begin, last);
        } else {
            if self.tags[last - 1] == Tag::Number && last > first + 1 && self.is_numbered(last - 2) {
                mention.head -= 1;
            }
            // "the Minister for Defence" is a minister.
            if tokens[last - 1].kind.is_capital()
                && let Some(head) = (first..last - 1).find(|&at| self.is_head_of_title(at))
            {
                mention.head = head as u32;
            }
            mention.sort = self.nominal_sort(mention.head as usize);
        }
        mention
    }

    /// Where the name that ends a phrase begins, with the title before it and without it.
    fn name(&self, first: usize, last: usize) -> Option<(usize, usize)> {
        if !name::ends(self.text, self.tokens, self.tags, last - 1) {
            return None;
        }
        // Only what stands behind an owner can be the name.
        let is_owner = |at: &usize| self.tags[*at] == Tag::Genitive && !self.is_in_body(*at, last);
        let from = (first..last).rev().find(is_owner).map_or(first, |at| at + 1);
        // "the Health Minister" is no name, nor is "One".
        let is_owned = from > first;
        let is_described = last > from + 1 && self.is_office(from, last, is_owned)
            || last == from + 1
                && (matches!(self.tags[from], Tag::Number | Tag::Determiner)
                    || self.tokens.all[from].span.of(self.text) == "Others")
            || last == from + 3 && self.is_demonym(from, last);
        let begin = if from < last && !is_described {
            name::start(self.text, self.tokens, self.tags, self.lexicon, from, last)
        } else {
            last
        };
        let is_date = (begin..last).all(|at| self.tokens.entry(self.lexicon, at).is(is::CALENDAR));
        (begin < last && !is_date).then_some((from, begin))
    }

    /// Whether a phrase is of where somebody is from: "the Northern Irishman".
    fn is_demonym(&self, first: usize, last: usize) -> bool {
        self.tokens.all[first].span.of(self.text).eq_ignore_ascii_case("the")
            && matches!(
                self.tokens.all[first + 1].span.of(self.text),
                "Northern" | "North" | "South" | "New" | "Puerto" | "West" | "East" | "Costa" | "Sri"
            )
            && self.tokens.entry(self.lexicon, last - 1).is(is::DEMONYM)
    }

    /// Whether a capitalised phrase behind "the" or an owner ends in an office: "the
    /// Deputy Chief Minister", but not "the Rev. King".
    fn is_office(&self, first: usize, last: usize, is_owned: bool) -> bool {
        let end = self.tokens.entry(self.lexicon, last - 1);
        let is_member = self.tokens.all[last - 1].kind == Kind::Upper && end.is(is::OFFICE);
        // "NLC President, Comrade Berg,"
        let is_before_comma = self.tokens.all.get(last).is_some_and(|next| next.kind == Kind::Comma)
            && self.tokens.all[first].kind == Kind::Upper;
        (is_owned || is_before_comma || self.tags[first] == Tag::Determiner)
            && (end.is(is::TITLE) || is_member)
            && !end.is(is::GIVEN | is::SURNAME | is::HONORIFIC | is::PEOPLE)
            && !(first..last - 1).any(|at| self.tokens.entry(self.lexicon, at).is(is::HONORIFIC | is::GIVEN))
    }

    /// Whether the office at `at` goes on with a preposition: "Minister for".
    fn is_head_of_title(&self, at: usize) -> bool {
        self.tags[at + 1] == Tag::Preposition
            && self.tokens.entry(self.lexicon, at).is(is::TITLE | is::OFFICE)
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
        if matches!(self.tags[head], Tag::Number | Tag::Determiner)
            && matches!(word(), "one" | "another" | "One" | "Another")
        {
            return Sort::Person;
        }
        if matches!(word(), "others" | "Others") {
            return Sort::People;
        }
        // "the 43-year-old"
        if self.is_age(head) {
            return Sort::Person;
        }
        // "the island's only postwoman": no list has all of them.
        if entry.pos == 0 && !entry.is(is::HUMAN | is::TITLE) {
            let word = word();
            if ["woman", "man", "smith", "keeper"].iter().any(|end| word.ends_with(end)) {
                return Sort::Person;
            }
            if name::is_double_demonym(self.lexicon, word) {
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
