//! The name that a description stands beside: "the mayor, Ada Berg," or "Ada Berg, the mayor of
//! Lindau,", "her publisher, Small Hours Press, said".

use super::beside::past_origin;
use super::phrase::phrase_end;
use crate::attribute::Analysis;
use crate::lexicon::{is, pos};
use crate::mention::{Form, Mention, Sort, Tag};
use crate::segment::token::Kind;

/// The name that a description stands in apposition with: "the mayor, Ada
/// Berg," or "Ada Berg, the mayor of Lindau,"; the number of its mention.
pub(crate) fn apposed_name(analysis: &Analysis, mention: &Mention) -> Option<u32> {
    let units = &analysis.chunks.units;
    let bounds = &analysis.chunks.paragraphs;
    let start = bounds[mention.paragraph as usize] as usize;
    let end = bounds[mention.paragraph as usize + 1] as usize;
    let here = mention.unit as usize;
    let first = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    let name = |unit: usize| {
        let number = units[unit].mention;
        let found = analysis.chunks.mentions.get(number as usize)?;
        (found.form == Form::Name && found.sort.may_be_person()).then_some(number)
    };
    // "hailed by critics, Ada Berg smiled": one name is not several people, but "one of them, Ada
    // Berg, said".
    let is_one = here >= start + 2 && {
        let word = |unit: usize| first(unit).span.of(analysis.text);
        word(here - 1) == "of" && word(here - 2).eq_ignore_ascii_case("one")
    };
    if mention.sort == Sort::People && !is_one && name(here).is_none() {
        let group = |unit: usize| {
            let found = analysis.chunks.mentions.get(units.get(unit)?.mention as usize)?;
            (found.form == Form::Name && found.sort == Sort::Organization).then_some(())
        };
        group(phrase_end(analysis, here, end) + 2)?;
    }
    // Behind: "the head of the clinic, Ada Berg, said", "her publisher, Small Hours Press, said".
    let last = phrase_end(analysis, here, end);
    let is_body = |unit: usize| {
        let number = units[unit].mention;
        let found = analysis.chunks.mentions.get(number as usize)?;
        let is_definite = matches!(analysis.tags[mention.first as usize], Tag::Determiner | Tag::Possessive);
        let is_closed = units.get(unit + 1).is_some_and(|next| next.kind == Kind::Comma);
        (found.form == Form::Name && found.sort == Sort::Organization && is_definite && is_closed)
            .then_some(number)
    };
    if last + 2 < end
        && first(last + 1).kind == Kind::Comma
        && !first(last + 2).starts_sentence
        && let Some(number) = name(last + 2).or_else(|| is_body(last + 2))
    {
        // "one caller, Ada of Lindau, said"
        let past = past_origin(analysis, last + 3, end);
        let closes = units.get(past).filter(|_| past < end).is_none_or(|next| {
            next.tag == Tag::Mark
                || next.tag == Tag::Quote
                || next.tag.is_verb()
                || next.tag == Tag::Auxiliary
        });
        let named = &analysis.chunks.mentions[number as usize];
        // "a spokeswoman for the company, Brent Foods, said", but not "Ada Berg, said"
        let entry = |at: u32| analysis.tokens.entry(analysis.lexicon, at as usize);
        let is_person = entry(named.name_first).is(is::GIVEN)
            && (entry(named.last - 1).is(is::SURNAME) || !entry(named.last - 1).can_be(pos::ANY_NOUN));
        let is_spoken_for = last > here && first(last - 1).span.of(analysis.text) == "for" && !is_person;
        // "a spokeswoman for the operator, SkyPort, said": that is the operator.
        let is_of_tail = last > here
            && matches!(mention.sort, Sort::Person | Sort::People)
            && (named.sort != Sort::Person || is_spoken_for)
            && analysis
                .chunks
                .mentions
                .get(units[last].mention as usize)
                .is_some_and(|tail| tail.form == Form::Nominal && tail.sort == Sort::Organization);
        if closes && !mention.is_owner && !is_of_tail {
            return Some(number);
        }
    }
    // Before: "Ada Berg, head of the clinic, said"; a bracket may stand between.
    let mut at = here.checked_sub(2).filter(|&at| at >= start && first(at + 1).kind == Kind::Comma)?;
    if first(at).kind == Kind::Close {
        at = (at.saturating_sub(8).max(start)..at)
            .rev()
            .find(|&open| first(open).kind == Kind::Open)?
            .checked_sub(1)?;
    }
    if at < start || first(here).starts_sentence || first(at + 1).starts_sentence {
        return None;
    }
    let owner = analysis.chunks.mentions.get(units[at].mention as usize).is_some_and(|found| found.is_owner);
    if is_where(analysis, at, start) {
        return None;
    }
    name(at).filter(|_| !owner && last + 1 < end && matches!(first(last + 1).kind, Kind::Comma | Kind::Stop))
}

/// Whether a name says where: "At Lindau, a woman said".
fn is_where(analysis: &Analysis, unit: usize, start: usize) -> bool {
    let units = &analysis.chunks.units;
    let named = analysis.chunks.mentions.get(units[unit].mention as usize);
    let before = unit.checked_sub(1).filter(|&before| before >= start && !units[unit].starts_sentence);
    let word = before.map_or("", |at| analysis.text_at(units[at].first));
    named.is_some_and(|found| found.sort != Sort::Person)
        && matches!(
            word,
            "At" | "In"
                | "Near"
                | "Outside"
                | "Inside"
                | "From"
                | "at"
                | "in"
                | "near"
                | "outside"
                | "inside"
        )
}
