//! Word classes in context: is "claims" a noun here or a verb?
//!
//! The lexicon gives each word's possible classes, likeliest first; a few
//! rules on the neighbours choose, in one pass from left to right, as in
//! Brill's tagger (1992) but with fixed rules: `the claims` has a noun,
//! `Weber claims that` a verb. That is right often enough for finding noun
//! phrases and the verbs beside them, which is all that later stages ask.
//!
//! Known limit: a word that is not in the lexicon is a noun unless its ending
//! says otherwise.

mod capital;
mod next;
mod unknown;

use std::cell::Cell;

use capital::capital;
use next::{Next, follows_verb, hangs, heads, leads_office, leads_title};
use unknown::unknown;

use super::class::{Before, Tag};
use super::known::Known;
use crate::lexicon::{Entry, Lexicon, WordHash, hash, is, pos};
use crate::segment::token::{Kind, Token, Tokens};

/// What lower-case words are whose class what follows does not change: for most
/// words and places it is worked out once and then looked up. Used again from
/// article to article.
#[derive(Debug)]
pub(crate) struct Memory {
    /// For each entry of the lexicon and each [`Before`] a class; `None` where
    /// it is not known yet or what follows decides.
    classes: Box<[[Option<Tag>; Memory::ROW]]>,
}

impl Memory {
    /// A power of two, so that a place is found by a shift.
    const ROW: usize = Before::COUNT.next_power_of_two();

    #[inline]
    fn place(&mut self, id: u32, before: Before) -> &mut Option<Tag> {
        &mut self.classes[id as usize % Lexicon::ENTRIES][before as usize % Self::ROW]
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self { classes: vec![[None; Self::ROW]; Lexicon::ENTRIES].into_boxed_slice() }
    }
}

/// Gives each token of the article its class.
pub(crate) fn tag(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    known: &Known,
    memory: &mut Memory,
    out: &mut Vec<Tag>,
) {
    let all = &tokens.all;
    out.clear();
    out.resize(all.len(), Tag::Mark);
    let days = Days::new(lexicon);
    let (mut before, mut last) = (Before::Nothing, None);
    for ((at, token), out) in all.iter().enumerate().zip(out) {
        before = match last {
            Some(last) if !token.starts_sentence => Before::of(last, before),
            _ => Before::Nothing,
        };
        // Most words are met again.
        if token.kind == Kind::Lower
            && let Some(class) = *memory.place(token.id, before)
        {
            *out = class;
            last = Some(class);
            continue;
        }
        let next = Next { token: all.get(at + 1), asked: Cell::new(false), before: &all[..at] };
        let class = match token.kind {
            Kind::Lower if days.is_one(token, &next) => Tag::Adverb,
            Kind::Lower => {
                let mut buffer = [0; FUNCTION_WORD];
                let word = folded(token.span.of(text), &mut buffer);
                let class = lower(lexicon.entry(token.id), word, before, &next, lexicon);
                let is_known = token.id != 0 && lexicon.entry(token.id).pos != 0;
                if is_known && !next.asked.get() && !days.ids.contains(&token.id) {
                    *memory.place(token.id, before) = Some(class);
                }
                class
            }
            Kind::Quote => Tag::Quote,
            Kind::Number => Tag::Number,
            Kind::Clitic => clitic(text, token, last),
            Kind::Other if is_plural_owner(text, all, at, last) => Tag::Genitive,
            // "T-shirt", "X-rays": no names.
            Kind::Title if is_letter_word(text, token) => {
                if token.span.of(text).ends_with('s') {
                    Tag::Nouns
                } else {
                    Tag::Noun
                }
            }
            Kind::Title | Kind::Upper | Kind::Initial => {
                capital(lexicon.entry(token.id), token, text, before, &next, lexicon, known)
            }
            _ => Tag::Mark,
        };
        *out = class;
        last = Some(class);
    }
}

fn clitic(text: &str, token: &Token, last: Option<Tag>) -> Tag {
    let word = token.span.of(text).as_bytes();
    let is_s = word.last().is_some_and(|byte| byte.eq_ignore_ascii_case(&b's'));
    match last {
        Some(Tag::Noun | Tag::Nouns | Tag::Proper | Tag::Adjective | Tag::Number) if is_s => Tag::Genitive,
        _ if is_s => Tag::Auxiliary,
        _ => Tag::Clitic,
    }
}

/// Whether a word is a letter and a common noun: "T-shirt", "U-turn".
fn is_letter_word(text: &str, token: &Token) -> bool {
    token.span.len() > 4
        && text.as_bytes()[token.span.start as usize + 1] == b'-'
        && text.as_bytes()[token.span.start as usize + 2..token.span.end as usize]
            .iter()
            .all(u8::is_ascii_lowercase)
}

/// Whether an apostrophe is that of an owner in the plural: "the growers' envoy".
fn is_plural_owner(text: &str, all: &[Token], at: usize, last: Option<Tag>) -> bool {
    let (Some(before), Some(next)) = (at.checked_sub(1).map(|before| &all[before]), all.get(at + 1)) else {
        return false;
    };
    let mark = &all[at];
    matches!(mark.span.of(text), "'" | "’")
        && matches!(last, Some(Tag::Noun | Tag::Nouns | Tag::Proper))
        && before.span.end == mark.span.start
        && before.span.of(text).ends_with(['s', 'S'])
        && mark.span.end < next.span.start
        && (next.kind.is_word() || next.kind == Kind::Number)
        && !next.starts_sentence
}

/// Longer, in bytes, than any function word.
const FUNCTION_WORD: usize = 16;

/// A word in lower case, as its entry has it, so that its class is the entry's:
/// "itS" is "its". What is too long to be a function word stays as it is.
fn folded<'a>(word: &'a str, buffer: &'a mut [u8; FUNCTION_WORD]) -> &'a str {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    if word.is_ascii() && word.len() <= buffer.len() {
        let folded = &mut buffer[..word.len()];
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return std::str::from_utf8(folded).unwrap_or(word);
    }
    let mut end = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let Some(room) = buffer.get_mut(end..end + c.len_utf8()) else { return word };
        c.encode_utf8(room);
        end += c.len_utf8();
    }
    std::str::from_utf8(&buffer[..end]).unwrap_or(word)
}

/// The days that a word alone can say.
const DAYS: [&str; 4] = ["today", "yesterday", "tomorrow", "tonight"];

/// The days, and the entries that they share with other words: of what has such an entry
/// nothing is remembered, so that nothing else need be asked whether it is a day.
struct Days {
    hashes: [WordHash; DAYS.len()],
    ids: [u32; DAYS.len()],
}

impl Days {
    fn new(lexicon: &Lexicon) -> Self {
        let hashes = DAYS.map(|day| hash(day.as_bytes()));
        Self { hashes, ids: hashes.map(|hash| lexicon.find(hash)) }
    }

    /// Whether a word says on which day: "Berg today released a statement", but not
    /// "today's paper".
    fn is_one(&self, token: &Token, next: &Next) -> bool {
        self.hashes.contains(&token.hash) && !next.is_some_and(|next| next.kind == Kind::Clitic)
    }
}

/// The class of a word in lower case.
fn lower(entry: &Entry, word: &str, before: Before, next: &Next, lexicon: &Lexicon) -> Tag {
    if entry.pos == 0 {
        return unknown(word, entry, before);
    }
    if entry.is(is::AUXILIARY) {
        return Tag::Auxiliary;
    }
    if entry.mostly(pos::MODAL) {
        return Tag::Modal;
    }
    if entry.mostly(pos::DETERMINER) || entry.mostly(pos::PRONOUN) || entry.mostly(pos::CONJUNCTION) {
        return function_word(entry, word, before, next, lexicon);
    }
    if entry.mostly(pos::PREPOSITION) {
        return match word {
            "to" => Tag::To,
            "like" if matches!(before, Before::Base) => Tag::Verb,
            // "Weber, who once called it"; but "he left once it rained".
            "once" if !matches!(before, Before::Nothing | Before::Quote | Before::Verb) => Tag::Adverb,
            _ => Tag::Preposition,
        };
    }
    content_word(entry, before, next, lexicon)
}

fn function_word(entry: &Entry, word: &str, before: Before, next: &Next, lexicon: &Lexicon) -> Tag {
    match word {
        "to" => return Tag::To,
        // "the mine workers"
        "mine" if matches!(before, Before::Determiner | Before::Genitive | Before::Adjective) => {
            return Tag::Noun;
        }
        "her" => {
            // "her claim", but "told her".
            let owns = next.is_some_and(|next| {
                next.kind.is_word() && {
                    let entry = lexicon.entry(next.id);
                    entry.pos == 0 || entry.mostly(pos::PREMODIFIER | pos::GERUND | pos::PARTICIPLE)
                }
            });
            return if owns { Tag::Possessive } else { Tag::Pronoun };
        }
        "his" | "their" | "its" | "my" | "our" | "your" | "whose" => return Tag::Possessive,
        "that" | "whether" | "if" => return Tag::Preposition,
        "no" | "not" | "never" => return Tag::Adverb,
        _ => {}
    }
    match entry.first {
        pos::DETERMINER => Tag::Determiner,
        pos::PRONOUN => Tag::Pronoun,
        _ => Tag::Conjunction,
    }
}

/// Chooses between noun, verb, adjective and adverb.
fn content_word(entry: &Entry, before: Before, next: &Next, lexicon: &Lexicon) -> Tag {
    let has = |classes| entry.can_be(classes);
    match before {
        Before::Base if has(pos::VERB) => return Tag::Verb,
        Before::Auxiliary if has(pos::PARTICIPLE | pos::GERUND) => {
            return if has(pos::PARTICIPLE) { Tag::Participle } else { Tag::Gerund };
        }
        Before::Determiner | Before::Genitive | Before::Adjective | Before::Preposition
            if has(pos::ANY_NOUN)
                && !entry.mostly(pos::ADJECTIVE)
                && !(before == Before::Preposition && entry.mostly(pos::ANY_VERB))
                // "the charter of 1702 says"
                && !(before == Before::Adjective && entry.mostly(pos::VERB_S) && entry.strength() == 3) =>
        {
            return noun(entry);
        }
        // "a prominent surrogate for": an adjective with no noun behind is one itself.
        Before::Determiner | Before::Genitive | Before::Adjective
            if has(pos::ANY_NOUN) && entry.mostly(pos::ADJECTIVE) && !heads(next, lexicon) =>
        {
            return noun(entry);
        }
        // "chief operating officer", "is managing director", "Defending champion Ada Berg"
        Before::Nothing
        | Before::Auxiliary
        | Before::Verb
        | Before::Noun
        | Before::Adjective
        | Before::Name
        | Before::Quote
        | Before::Genitive
            if entry.mostly(pos::GERUND)
                && (entry.strength() == 0 || before == Before::Nothing)
                && leads_office(next, lexicon) =>
        {
            return Tag::Adjective;
        }
        // "said retired teacher Ada Berg", "the 71-year-old retired seamstress"
        Before::Verb | Before::Adjective | Before::Nothing | Before::Quote
            if has(pos::PARTICIPLE | pos::GERUND) && entry.strength() == 0 && leads_title(next, lexicon) =>
        {
            return Tag::Adjective;
        }
        // "Ada Berg, chief of police,", "principal at Lindau School"
        Before::Nothing | Before::Verb | Before::Quote
            if entry.is(is::OFFICE)
                && has(pos::NOUN)
                && entry.mostly(pos::ADJECTIVE)
                && hangs(next, lexicon) =>
        {
            return noun(entry);
        }
        // "said lead singer", "Lead singer": no verb behind a verb.
        Before::Verb | Before::Nothing
            if entry.mostly(pos::ANY_VERB)
                && entry.strength() == 0
                && has(pos::NOUN)
                && !has(pos::PAST)
                && leads_office(next, lexicon) =>
        {
            return Tag::Noun;
        }
        // "the Israeli military said"
        Before::Name
            if entry.is(is::ORGANIZATION)
                && has(pos::NOUN)
                && entry.mostly(pos::ADJECTIVE)
                && !heads(next, lexicon) =>
        {
            return noun(entry);
        }
        // "Fast bowler Ada Berg", "said fast bowler Ada Berg"
        Before::Verb | Before::Nothing | Before::Quote
            if has(pos::ADJECTIVE) && entry.mostly(pos::ADVERB) && leads_office(next, lexicon) =>
        {
            return Tag::Adjective;
        }
        // "A source close to the company"
        Before::Noun
            if has(pos::ADJECTIVE)
                && has(pos::VERB)
                && !has(pos::PAST | pos::VERB_S)
                && next.is_some_and(|next| next.hash == hash(b"to")) =>
        {
            return Tag::Adjective;
        }
        // "McDonald's said": no owner.
        Before::Genitive if entry.strength() == 3 && entry.mostly(pos::PAST) => return Tag::Past,
        // "Another said": no noun behind.
        Before::Determiner if entry.strength() == 3 && entry.mostly(pos::PAST) && next.is_another() => {
            return Tag::Past;
        }
        Before::Determiner | Before::Genitive
            if has(pos::ADJECTIVE | pos::PARTICIPLE | pos::GERUND) && !entry.mostly(pos::ADVERB) =>
        {
            return Tag::Adjective;
        }
        // "the secretary general"
        Before::Noun | Before::Nouns | Before::Name
            if entry.is(is::TITLE | is::OFFICE) && has(pos::NOUN) && !entry.mostly(pos::ANY_VERB) =>
        {
            return noun(entry);
        }
        // "organizing director", "Retired tailor"; but "Said director Ada Berg".
        Before::Nothing
            if (entry.mostly(pos::GERUND) || has(pos::PARTICIPLE) && entry.strength() == 0)
                && next.is_some_and(|next| lexicon.entry(next.id).is(is::OFFICE)) =>
        {
            return Tag::Adjective;
        }
        // "said" after a name, a pronoun or a quotation is the past tense.
        Before::Pronoun
        | Before::Name
        | Before::Noun
        | Before::Nouns
        | Before::Quote
        | Before::Nothing
        | Before::Adverb => {
            if has(pos::PAST) && entry.mostly(pos::PAST | pos::PARTICIPLE) {
                return Tag::Past;
            }
            // "Weber shot back", "Weber read the letter".
            if has(pos::PAST)
                && matches!(before, Before::Name | Before::Quote)
                && next.is_some_and(|next| follows_verb(next, lexicon))
            {
                return Tag::Past;
            }
            if has(pos::VERB_S) && predicates(entry, before, next, lexicon) {
                return Tag::VerbS;
            }
            // "critics note that", "researchers hope".
            if has(pos::VERB)
                && before == Before::Nouns
                && (entry.mostly(pos::VERB) || entry.strength() > 0)
                && next.is_some_and(|next| follows_verb(next, lexicon) || next.kind.is_capital())
            {
                return Tag::Verb;
            }
            if has(pos::VERB) && before == Before::Pronoun && !entry.mostly(pos::ADVERB | pos::ADJECTIVE) {
                return Tag::Verb;
            }
            // "it further wrote"
            if before == Before::Pronoun && has(pos::ADVERB) && entry.mostly(pos::ADJECTIVE) {
                return Tag::Adverb;
            }
        }
        _ => {}
    }
    match entry.first {
        pos::NOUN | pos::NOUNS => noun(entry),
        pos::PROPER => Tag::Noun,
        pos::VERB => Tag::Verb,
        pos::VERB_S => Tag::VerbS,
        pos::PAST => Tag::Past,
        pos::PARTICIPLE => Tag::Participle,
        pos::GERUND => Tag::Gerund,
        pos::ADJECTIVE => Tag::Adjective,
        pos::ADVERB => Tag::Adverb,
        pos::NUMBER => Tag::Number,
        _ => Tag::Noun,
    }
}

fn noun(entry: &Entry) -> Tag {
    let plural = if entry.can_be(pos::NOUN) { entry.mostly(pos::NOUNS) } else { entry.can_be(pos::NOUNS) };
    if plural { Tag::Nouns } else { Tag::Noun }
}

/// Whether a form like "claims", "notes", "says" is a verb here.
fn predicates(entry: &Entry, before: Before, next: &Next, lexicon: &Lexicon) -> bool {
    if entry.mostly(pos::VERB_S) || before == Before::Pronoun {
        return true;
    }
    let told = next;
    let Some(next) = next.token() else { return entry.strength() > 0 };
    let entry_next = lexicon.entry(if next.kind == Kind::Lower { next.id } else { 0 });
    match before {
        // "Weber answers.", "Weber claims that"; but "Weber claims were".
        Before::Name => {
            let goes_on = next.kind == Kind::Lower
                && (entry_next.is(is::AUXILIARY) || entry_next.mostly(pos::FINITE | pos::MODAL));
            !goes_on && (entry.strength() > 0 || next.kind == Kind::Lower && follows_verb(next, lexicon))
        }
        // "“No,” the complaint states."
        Before::Noun if matches!(next.kind, Kind::Comma | Kind::Stop | Kind::Quote) => {
            entry.strength() > 0 && (told.is_told(lexicon) || follows_verb(next, lexicon))
        }
        Before::Noun => entry.strength() > 0 && (follows_verb(next, lexicon) || next.kind == Kind::Colon),
        Before::Quote | Before::Nothing => {
            entry.strength() > 0 && (next.kind.is_capital() || matches!(next.kind, Kind::Quote | Kind::Colon))
        }
        _ => false,
    }
}
