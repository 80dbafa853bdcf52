//! Whose words or thoughts a cue reports.
//!
//! Every mention of the cue's sentence may be the source, and nobody may:
//! `it was reported that`. The best one grows to the whole noun phrase:
//! `[an official] at the ministry`, `[Ada Berg], a doctor in Rome,`.

use super::cue::{FAR, Head};
use super::feature::{Feature, bucket, feature, mixed};
use super::page::{EDGE, Page, STRONG, mention_symbol, unit_symbol};
use crate::attribute::Analysis;
use crate::cue::{How, tie};
use crate::mention::{Form, Mention, Tag, Unit};
use crate::segment::token::Kind;

/// A source: its mention, and the tokens of its whole noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub mention: u32,
    pub first: u32,
    pub last: u32,
}

/// Most candidates before a cue, and behind it.
const BEFORE: usize = 12;
const BEHIND: usize = 6;

/// The mentions that may be the source of a cue.
pub(super) fn candidates(analysis: &Analysis, page: &Page, at: u32, paragraph: usize, out: &mut Vec<u32>) {
    out.clear();
    let first = page.first[at as usize].max(at.saturating_sub(FAR));
    let last = page.last[at as usize].min(at + FAR);
    let bounds = &analysis.chunks.paragraph_mentions;
    let (start, end) = (bounds[paragraph], bounds[paragraph + 1]);
    let all = &analysis.chunks.mentions;
    let range = &all[start as usize..end as usize];
    let from = start + range.partition_point(|mention| mention.first < first) as u32;
    let to = start + range.partition_point(|mention| mention.first < last) as u32;
    let split = start + range.partition_point(|mention| mention.first <= at) as u32;
    let is_other = |number: &u32| {
        let mention = &all[*number as usize];
        !(mention.first..mention.last).contains(&at)
    };
    out.extend((from..split.max(from)).rev().filter(is_other).take(BEFORE));
    out.extend((split.max(from)..to).filter(is_other).take(BEHIND));
}

/// What lies between a cue and a mention.
#[derive(Debug, Default)]
struct Way {
    length: u32,
    mentions: u32,
    people: u32,
    verbs: u32,
    commas: u32,
    /// Small words that open a clause.
    clauses: u32,
    path: u32,
    short: u32,
    /// The word of the verb nearest to the cue.
    verb: u32,
    /// Words that rather are cues.
    cues: u32,
}

impl Way {
    fn new(analysis: &Analysis, page: &Page, cue: u32, mention: u32) -> Self {
        let mut way = Self { path: 17, short: 17, ..Self::default() };
        let units = &analysis.chunks.units;
        let (low, high) = (cue.min(mention), cue.max(mention));
        let mut pass = |number: u32| {
            let unit = &units[number as usize];
            way.length += 1;
            let symbol = unit_symbol(analysis, page, number);
            if unit.mention != Unit::NO_MENTION {
                way.mentions += 1;
                let sort = analysis.chunks.mentions[unit.mention as usize].sort;
                way.people += u32::from(sort.may_be_person());
            } else if unit.tag.is_verb() {
                way.verbs += 1;
                way.cues += u32::from(page.cue(unit.last - 1) >= STRONG);
                if way.verb == 0 {
                    way.verb = page.words[unit.first as usize];
                }
            } else if unit.tag == Tag::Mark {
                way.commas += 1;
            } else if matches!(unit.tag, Tag::Preposition | Tag::Conjunction | Tag::Pronoun) {
                way.clauses += 1;
            }
            way.path = mixed(way.path, symbol);
            let hangs = number > 0
                && units[number as usize - 1].tag == Tag::Preposition
                && unit.mention != Unit::NO_MENTION;
            if !matches!(unit.tag, Tag::Adverb | Tag::Preposition | Tag::Auxiliary | Tag::Modal) && !hangs {
                way.short = mixed(way.short, symbol);
            }
        };
        // From the cue outwards.
        if mention < cue {
            (low + 1..high).rev().for_each(&mut pass)
        } else {
            (low + 1..high).for_each(&mut pass)
        }
        way
    }

    fn path(&self) -> u32 {
        if self.length <= 7 { self.path } else { bucket(self.length) }
    }

    fn short(&self) -> u32 {
        if self.length <= 14 { self.short } else { bucket(self.length) }
    }
}

/// The features of a mention as the source of a cue.
pub(super) fn mention(analysis: &Analysis, page: &Page, head: &Head, number: u32, out: &mut Vec<Feature>) {
    let mention = &analysis.chunks.mentions[number as usize];
    let unit = page.units[head.at as usize];
    let side = if mention.unit == unit { 2 } else { u32::from(mention.unit > unit) };
    let way = Way::new(analysis, page, unit, mention.unit);
    let (tied, verb) = tied(analysis, unit, mention);
    let verb = verb.map_or(0, |verb| 1 + page.cue(analysis.chunks.units[verb as usize].last - 1));
    let kind = mention.form as u32 * 16 + mention.sort as u32 + 64 * u32::from(mention.is_owner);
    let symbol = mention_symbol(analysis, mention);
    let before = (page.word(mention.first, -1), page.symbol(mention.first, -1));
    let behind = page.symbol(mention.last - 1, 1);
    let opens = u32::from(mention.first == page.first[mention.first as usize]);
    let noun = if mention.form == Form::Name { 0 } else { page.words[mention.head as usize] };
    let far = bucket(way.length);
    let mut add = |template, values| out.push(feature(template, values));
    add(200, [side, far, 0]);
    add(201, [side, tied, 0]);
    add(202, [side, tied, kind]);
    add(203, [side, way.path(), 0]);
    add(204, [side, way.short(), 0]);
    add(205, [kind, head.word, 0]);
    add(206, [symbol, side, 0]);
    add(207, [head.word, side, tied]);
    add(208, [head.word, side, far]);
    add(209, [head.tag, side * 32 + tied, head.kind]);
    add(210, [before.0, side, 0]);
    add(211, [behind, side, tied]);
    add(212, [before.1, behind, side]);
    add(213, [way.mentions.min(4) * 8 + way.verbs.min(4), side, way.commas.min(4)]);
    add(214, [way.commas.min(4), side * 32 + tied, way.clauses.min(4)]);
    add(215, [opens, side, tied]);
    add(216, [head.tag, page.symbol(head.at, 1), side * 32 + tied]);
    add(217, [head.tag, page.symbol(head.at, -1), side * 32 + tied]);
    add(218, [noun, side, 0]);
    add(219, [way.verb, head.tag, side]);
    add(220, [way.people.min(3), side, tied]);
    add(221, [head.follow, side, tied]);
    add(222, [head.group, side * 32 + tied, head.tag]);
    add(223, [head.word, before.0, side]);
    add(224, [head.tag, side, way.path()]);
    add(225, [head.tag, side, way.short()]);
    add(226, [head.word, side, way.short()]);
    add(227, [kind, side * 16 + far, head.tag]);
    add(228, [side * 32 + tied, verb, page.cue(head.at)]);
    add(229, [side, tied, way.cues.min(3)]);
    add(230, [side * 16 + far, way.cues.min(3), head.tag]);
    // `The bank lent to Orrin and Brae and [warned]`: whose second verb it is.
    add(231, [head.subject, side * 2 + opens, way.verbs.min(3)]);
    add(232, [head.subject, side * 32 + tied, kind]);
    add(233, [head.subject, side * 16 + far, head.tag]);
}

/// How a mention goes with the cue's unit: as [`How`] says, 16 if its verb
/// stands before the cue, 17 if behind; and the verb's unit.
fn tied(analysis: &Analysis, unit: u32, mention: &Mention) -> (u32, Option<u32>) {
    let tie = tie(analysis, mention);
    match tie.how {
        How::Untied => (0, None),
        how if tie.unit == unit => (how as u32, Some(unit)),
        _ if tie.unit < unit => (16, Some(tie.unit)),
        _ => (17, Some(tie.unit)),
    }
}

/// The features of nobody as the source.
pub(super) fn nobody(page: &Page, head: &Head, out: &mut Vec<Feature>) {
    let s = |away| page.symbol(head.at, away);
    let mut add = |template, values| out.push(feature(template, values));
    add(240, [0, 0, 0]);
    add(241, [head.word, 0, 0]);
    add(242, [head.word, s(-1), 0]);
    add(243, [head.tag, s(-1), s(1)]);
    add(244, [head.tag, head.group, head.follow]);
    add(245, [head.word, head.group, 0]);
    add(246, [head.tag, head.subject, 0]);
    add(247, [head.word, head.subject, 0]);
    add(248, [head.stem, head.tag, 0]);
    add(249, [head.tag, head.kind, head.follow]);
    add(250, [head.tag, page.symbols[page.first[head.at as usize] as usize], 0]);
}

/// Most units that a source takes in behind its mention.
const GROWTH: u32 = 16;

/// Where a source may end, as the token past its last: the mention itself
/// first, then each unit behind it up to the cue.
pub(super) fn ends(analysis: &Analysis, page: &Page, head: &Head, mention: &Mention, out: &mut Vec<u32>) {
    out.clear();
    out.push(mention.last);
    let limit = if mention.first < head.at { head.at } else { page.last[mention.first as usize] };
    let unit = page.units[mention.last as usize - 1];
    if mention.is_owner || analysis.chunks.units[unit as usize].last > mention.last {
        return;
    }
    let count = analysis.chunks.units.len() as u32;
    for number in unit + 1..count.min(unit + 1 + GROWTH) {
        let end = analysis.chunks.units[number as usize].last;
        if end > limit {
            break;
        }
        out.push(end);
    }
}

/// The features of a source that ends at `end`.
pub(super) fn end(
    analysis: &Analysis,
    page: &Page,
    head: &Head,
    mention: &Mention,
    end: u32,
    out: &mut Vec<Feature>,
) {
    let side = u32::from(mention.first > head.at);
    let kind = mention.form as u32 * 16 + mention.sort as u32;
    let last = end - 1;
    let s = |away| page.symbol(last, away);
    let grown = end - mention.last;
    let opener = if grown == 0 { EDGE } else { page.symbols[mention.last as usize] };
    let second = if grown < 2 { EDGE } else { page.symbols[mention.last as usize + 1] };
    let inside = mention.last..end;
    let is_comma = |at: &u32| analysis.tokens.all[*at as usize].kind == Kind::Comma;
    let commas = inside.clone().filter(is_comma).count() as u32;
    let verbs = inside.filter(|&at| analysis.tags[at as usize].is_verb()).count() as u32;
    let gap = if side == 0 { (head.at - end).min(6) } else { 7 };
    let all = u32::from(grown == 0) + 2 * side;
    let mut add = |template, values| out.push(feature(template, values));
    add(300, [all, 0, 0]);
    add(301, [all, s(1), 0]);
    add(302, [all, s(1), s(2)]);
    add(303, [all, s(0), s(1)]);
    add(304, [all, opener, s(1)]);
    add(305, [all, opener, gap]);
    add(306, [all, opener, second]);
    add(307, [all, kind, s(1)]);
    add(308, [all, gap, s(1)]);
    add(309, [all, bucket(grown), gap]);
    add(310, [all, commas.min(4), s(1)]);
    add(311, [opener, commas.min(4) * 4 + verbs.min(3), gap]);
    add(312, [all, s(0), gap]);
    add(313, [side, page.word(last, 1), opener]);
    add(314, [side, page.word(mention.last - 1, 1), all]);
    add(315, [page.words[mention.head as usize], page.word(mention.last - 1, 1), all]);
    add(316, [head.word, gap, all]);
    add(317, [opener, verbs.min(3), s(1)]);
    add(318, [kind, opener, gap]);
}
