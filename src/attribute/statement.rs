//! How a quotation stands in the text, and which pieces make one statement.
//!
//! `"It is dead," she said. "Dead."` is one statement in two direct pieces;
//! `He called it "dead" and "buried".` holds two mixed pieces of one.

use super::feature::{Verb, verb};
use super::{Analysis, Place};
use crate::QuoteType;
use crate::mention::Tag;
use crate::segment::token::Kind;

/// Direct if the quotation stands as a sentence of its own: it begins one, or
/// follows a comma or colon with a capital letter, and does not run on into
/// the writer's words.
pub(crate) fn quote_type(analysis: &Analysis, place: &Place, number: usize) -> QuoteType {
    let units = &analysis.chunks.units;
    let token = &analysis.tokens.all[units[place.first as usize].first as usize];
    let inner = analysis.quotes[number].inner.of(analysis.text);
    let capital = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let ends = inner.trim_end_matches(['\'', '’', ' ']).ends_with([',', '.', '?', '!', '…', '-', '—']);
    let start = analysis.chunks.paragraphs[place.paragraph as usize];
    let before = place.first.checked_sub(1).filter(|&before| before >= start);
    let led = before.is_some_and(|before| {
        let unit = &units[before as usize];
        unit.tag == Tag::Mark
            && matches!(analysis.tokens.all[unit.first as usize].kind, Kind::Comma | Kind::Colon | Kind::Dash)
    });
    if token.starts_sentence && (ends || capital) || (led && (capital || ends)) || (capital && ends && before.is_none()) {
        QuoteType::Direct
    } else {
        QuoteType::Mixed
    }
}

/// Whether a quotation goes on with the statement of the one before, which has
/// the same mention as its speaker: with the same cue, or with none between.
pub(crate) fn goes_on(analysis: &Analysis, last: &Place, place: &Place, mention: u32) -> bool {
    if last.last_paragraph + 1 < place.paragraph {
        return false;
    }
    let number = &analysis.chunks.mentions[mention as usize];
    let unit = |place: &Place| verb(analysis, place, number).unit;
    unit(last) == unit(place)
}

/// The cue of a quotation whose speaker is `mention`.
pub(crate) fn cue(analysis: &Analysis, place: &Place, mention: u32) -> Option<crate::Span> {
    let Verb { unit, .. } = verb(analysis, place, &analysis.chunks.mentions[mention as usize]);
    let unit = &analysis.chunks.units[unit? as usize];
    let all = &analysis.tokens.all;
    let first = all[unit.first as usize].span;
    let is_to = |token: &crate::segment::token::Token| token.span.of(analysis.text).eq_ignore_ascii_case("to");
    // "according to" is one cue.
    let according = first.of(analysis.text).eq_ignore_ascii_case("according");
    match all.get(unit.last as usize).filter(|next| according && is_to(next)) {
        Some(to) => Some(first.cover(to.span)),
        None => Some(first.cover(all[unit.last as usize - 1].span)),
    }
}
