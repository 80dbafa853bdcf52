//! How a quotation stands in the text, and which pieces make one statement.
//!
//! `"It is dead," she said. "Dead."` is one statement in two direct pieces;
//! `He called it "dead" and "buried".` holds two mixed pieces of one.

use super::context::NO_UNIT;
use super::{Analysis, Context, Place, Scene};
use crate::QuoteType;
use crate::Span;
use crate::cue::How;
use crate::mention::{Tag, Unit};
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
    let stands = if capital { token.starts_sentence || led || (ends && before.is_none()) } else { false };
    if stands || (ends && (token.starts_sentence || led)) { QuoteType::Direct } else { QuoteType::Mixed }
}

/// Whether a quotation goes on with the statement of the one before, which has
/// the same mention as its speaker.
pub(crate) fn goes_on(last: &Place, place: &Place) -> bool {
    last.last_paragraph + 1 >= place.paragraph
}

/// The cue of a quotation whose speaker is `mention`.
pub(crate) fn cue(analysis: &Analysis, scene: &Scene, context: &Context, mention: u32) -> Option<Span> {
    let tie = scene.tie(analysis, mention);
    if tie.how == How::Untied {
        return None;
    }
    let units = &analysis.chunks.units;
    // "Berg vetoed the budget, calling it", "Berg declined, but told a paper"
    let goes_on = |&speech: &u32| {
        let Some(before) = speech.checked_sub(1).map(|before| &units[before as usize]) else { return false };
        let joins = before.tag == Tag::Conjunction || matches!(analysis.text_at(before.first), "and" | "but");
        tie.how == How::Next
            && scene.traits[tie.unit as usize].strength() <= 1
            && (tie.unit + 1..context.place.first).contains(&speech)
            && (units[speech as usize].tag == Tag::Gerund || joins && units[speech as usize].tag.is_verb())
    };
    let speech = Some(context.near.speech).filter(|speech| *speech != NO_UNIT && goes_on(speech));
    let unit = &units[speech.unwrap_or(tie.unit) as usize];
    let all = &analysis.tokens.all;
    // "according to" is one cue.
    let is_according = tie.how == How::According && unit.mention == Unit::NO_MENTION;
    let last = unit.last as usize - usize::from(!is_according);
    // Of "Berg's claim" the noun alone is the cue.
    let first = if tie.how == How::Noun { last } else { unit.first as usize };
    Some(all[first].span.cover(all[last].span))
}
