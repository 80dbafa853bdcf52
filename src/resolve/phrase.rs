//! Descriptions with what hangs on them: "a spokesman for the ferry line".
//!
//! A mention is a base noun phrase; a role, and a speaker who is never named,
//! take in the prepositional phrases behind it, and "recovered by divers".

use crate::Span;
use crate::attribute::Analysis;
use crate::cue;
use crate::lexicon::is;
use crate::mention::{Form, Mention, Sort, Tag, Unit};
use crate::segment::token::Kind;

/// The last unit of a noun phrase with the prepositional phrases that hang on it.
pub(super) fn phrase_end(analysis: &Analysis, at: usize, end: usize) -> usize {
    let units = &analysis.chunks.units;
    let starts = |unit: usize| analysis.tokens.all[units[unit].first as usize].starts_sentence;
    let mut last = at;
    let mut pieces = 0;
    while last + 2 < end && pieces < 4 {
        let (joint, next) = (&units[last + 1], &units[last + 2]);
        let word = analysis.text_at(joint.first);
        // "a mother of five", but not "a group of five"
        if word == "of" && next.tag == Tag::Number && (pieces > 0 || is_kin(analysis, &units[at])) {
            return last + 2;
        }
        if starts(last + 1) || starts(last + 2) || next.mention == Unit::NO_MENTION {
            break;
        }
        // "the company in a letter" is the company.
        if word == "in"
            && matches!(analysis.chunks.mentions[next.mention as usize].sort, Sort::Document | Sort::Speech)
        {
            break;
        }
        let hangs = joint.tag == Tag::Preposition
            && (matches!(word, "of" | "for" | "at" | "in" | "with" | "from" | "on" | "under" | "by" | "and")
                || is_where(word))
            || joint.tag == Tag::To
            || (word == "and"
                && (is_person(analysis, next)
                    || is_office_letters(analysis, next)
                    || pieces > 0 && is_field(analysis, &units[last]) && is_field(analysis, next)
                    || pieces > 0 && is_name(analysis, next) && is_name(analysis, &units[last])));
        if !hangs || is_date(analysis, next) || word == "for" && is_while(analysis, next) {
            break;
        }
        last += 2;
        pieces += 1;
    }
    last
}

pub(super) fn is_person(analysis: &Analysis, unit: &Unit) -> bool {
    let mention = &analysis.chunks.mentions[unit.mention as usize];
    mention.form == Form::Nominal && mention.sort == Sort::Person
}

fn is_kin(analysis: &Analysis, unit: &Unit) -> bool {
    analysis.tokens.entry(analysis.lexicon, unit.last as usize - 1).is(is::KIN)
}

fn is_name(analysis: &Analysis, unit: &Unit) -> bool {
    analysis.chunks.mentions.get(unit.mention as usize).is_some_and(|mention| mention.form == Form::Name)
}

fn is_date(analysis: &Analysis, unit: &Unit) -> bool {
    analysis.tokens.entry(analysis.lexicon, unit.first as usize).is(is::CALENDAR)
}

/// Whether a noun phrase may be one of several fields of an office: "professor of law and medicine".
fn is_field(analysis: &Analysis, unit: &Unit) -> bool {
    let mention = &analysis.chunks.mentions[unit.mention as usize];
    mention.form == Form::Nominal
        && !matches!(mention.sort, Sort::Person | Sort::People)
        && !matches!(analysis.tags[unit.first as usize], Tag::Determiner | Tag::Possessive)
        && unit.kind == Kind::Lower
}

/// Whether a noun phrase says how long: "for 22 years", "for many seasons".
fn is_while(analysis: &Analysis, unit: &Unit) -> bool {
    matches!(
        analysis.text_at(unit.last - 1),
        "years" | "year" | "seasons" | "decades" | "decade" | "months" | "weeks" | "days" | "terms"
    )
}

/// Whether a unit is an office in letters: "president and CEO".
fn is_office_letters(analysis: &Analysis, unit: &Unit) -> bool {
    let entry = analysis.tokens.entry(analysis.lexicon, unit.last as usize - 1);
    unit.last == unit.first + 1 && unit.kind == Kind::Upper && entry.is(is::OFFICE)
}

/// The span of the tokens in `first..last`.
pub(super) fn tokens(analysis: &Analysis, first: u32, last: u32) -> Option<Span> {
    if first >= last {
        return None;
    }
    let all = &analysis.tokens.all;
    Some(Span { start: all[first as usize].span.start, end: all[last as usize - 1].span.end })
}

/// A description with what hangs on it: "a spokesman for the ferry line", "a
/// logbook recovered by divers".
pub(super) fn with_tail(analysis: &Analysis, mention: &Mention) -> Span {
    let units = &analysis.chunks.units;
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1] as usize;
    let here = mention.unit as usize;
    if mention.is_owner || units[here].last != mention.last {
        return mention.span;
    }
    let mut last = phrase_end(analysis, here, end);
    // "people briefed on the talks"
    if last == here
        && let Some(verb) = cue::behind_reduced(analysis, here, here + 1, end)
    {
        last = verb - 1;
    }
    // "recovered by divers", "released last year"
    let is_inside =
        |unit: usize| unit < end && !analysis.tokens.all[units[unit].first as usize].starts_sentence;
    if last == here
        && is_inside(last + 1)
        && is_inside(last + 2)
        && matches!(units[last + 1].tag, Tag::Past | Tag::Participle)
    {
        let by = analysis.text_at(units[last + 2].first) == "by";
        if by && is_inside(last + 3) && units[last + 3].mention != Unit::NO_MENTION {
            last = phrase_end(analysis, last + 3, end);
        }
    }
    tokens(analysis, mention.first, units[last].last).unwrap_or(mention.span)
}

/// Whether a bare plural only has where they are behind it: "strikers outside the depot".
pub(super) fn is_only_where(analysis: &Analysis, mention: &Mention) -> bool {
    let behind =
        analysis.tokens.all.get(mention.last as usize).map_or("", |next| next.span.of(analysis.text));
    mention.first == mention.head && is_where(behind)
}

/// Whether a word says where somebody stands, and no more.
fn is_where(word: &str) -> bool {
    matches!(word, "outside" | "inside" | "near" | "beside" | "behind")
}

/// A description without its article: "White House official".
pub(super) fn without_article(analysis: &Analysis, mention: &Mention) -> Span {
    let mut first = mention.first;
    // "one engineer"
    let is_idle = |at: u32| {
        matches!(analysis.tags[at as usize], Tag::Determiner | Tag::Possessive)
            || analysis.text_at(at).eq_ignore_ascii_case("one")
    };
    while first < mention.head && is_idle(first) {
        first += 1;
    }
    let tail = with_tail(analysis, mention).end;
    Span { start: analysis.tokens.all[first as usize].span.start, end: tail }
}
