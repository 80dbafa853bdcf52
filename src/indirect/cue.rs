//! Which word says that somebody speaks, thinks or wants.
//!
//! Any word that was the head of a cue in the training articles may be one:
//! "said", "claim", "according", "confident". A weight for each thing around
//! it tells `called the tax dead` from `called the police`. The head found,
//! the cue grows to both sides: `has [said] in a statement`.

use super::feature::{Feature, bucket, feature, mixed};
use super::page::{EDGE, Page, QUOTED, stem};
use super::source::Source;
use crate::attribute::Analysis;
use crate::lexicon::is;
use crate::mention::{Tag, Unit};
use crate::segment::token::Kind;

/// What stands around a head, worked out once for all that is asked about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    /// Its token.
    pub at: u32,
    pub word: u32,
    pub stem: u32,
    pub tag: u32,
    /// How surely the lexicon says that it reports, verb or noun.
    pub kind: u32,
    /// What it is followed by: see [`follow`].
    pub follow: u32,
    /// The subject before it: see [`subject`].
    pub subject: u32,
    /// What its verb group holds before it: auxiliaries, "to".
    pub group: u32,
}

impl Head {
    pub(crate) fn new(analysis: &Analysis, page: &Page, at: u32) -> Self {
        let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
        let token = &analysis.tokens.all[at as usize];
        Self {
            at,
            word: page.words[at as usize],
            stem: stem(&analysis.text.as_bytes()[token.span.range()]),
            tag: analysis.tags[at as usize] as u32,
            kind: entry.strength() + 4 * u32::from(entry.is(is::SPEECH)),
            follow: follow(analysis, page, at),
            subject: subject(analysis, page, at),
            group: group(analysis, page, at),
        }
    }
}

/// The last word of a sentence so far that the lexicon knows to report.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before(Option<u32>);

impl Before {
    /// The one before `at` in its sentence.
    pub(crate) fn of(self, page: &Page, at: u32) -> Option<u32> {
        self.0.filter(|&other| other >= page.first[at as usize])
    }

    /// Takes note of a head.
    pub(crate) fn pass(&mut self, head: &Head) {
        if head.kind & 3 >= 2 {
            self.0 = Some(head.at);
        }
    }
}

/// No further than so many tokens is looked, so that a text without sentences
/// takes no longer than another.
pub(super) const FAR: u32 = 100;

/// What follows a head, past adverbs: the small word or mark itself, or for a
/// noun phrase also what comes behind it: `the tax is`, `the tax for`.
fn follow(analysis: &Analysis, page: &Page, at: u32) -> u32 {
    let end = page.last[at as usize].min(at + FAR);
    let mut next = at + 1;
    while next < end && analysis.tags[next as usize] == Tag::Adverb {
        next += 1;
    }
    if next >= end {
        return EDGE;
    }
    let unit = &analysis.chunks.units[page.units[next as usize] as usize];
    if unit.mention == Unit::NO_MENTION || unit.first != next {
        return page.symbols[next as usize];
    }
    let form = analysis.chunks.mentions[unit.mention as usize].form as u32;
    let mut behind = unit.last;
    while behind < end && analysis.tags[behind as usize] == Tag::Adverb {
        behind += 1;
    }
    let behind = if behind < end { coarse(analysis, page, behind) } else { EDGE };
    mixed(form + 7, behind)
}

/// A token's class: verbs alike, small words by themselves.
fn coarse(analysis: &Analysis, page: &Page, at: u32) -> u32 {
    match analysis.tags[at as usize] {
        Tag::Verb | Tag::VerbS | Tag::Past | Tag::Modal | Tag::Auxiliary => 0x100,
        Tag::Participle => 0x101,
        Tag::Gerund => 0x102,
        _ => page.symbols[at as usize],
    }
}

/// What stands before a head's verb group: the symbol of a noun phrase, or
/// of whatever is there.
fn subject(analysis: &Analysis, page: &Page, at: u32) -> u32 {
    let start = page.first[at as usize].max(at.saturating_sub(FAR));
    let mut here = at;
    while here > start {
        here -= 1;
        match analysis.tags[here as usize] {
            Tag::Adverb | Tag::Auxiliary | Tag::Modal | Tag::Clitic | Tag::To => {}
            _ => {
                let unit = page.units[here as usize];
                // Within its own noun phrase: "Berg's [claim]".
                return if unit == page.units[at as usize] {
                    page.symbols[here as usize]
                } else {
                    super::page::unit_symbol(analysis, page, unit)
                };
            }
        }
    }
    EDGE
}

/// The auxiliaries and "to" right before a head, hashed.
fn group(analysis: &Analysis, page: &Page, at: u32) -> u32 {
    let start = page.first[at as usize];
    let mut hash = 0;
    for here in (start.max(at.saturating_sub(5))..at).rev() {
        match analysis.tags[here as usize] {
            Tag::Auxiliary | Tag::Modal | Tag::Clitic | Tag::To => {
                hash = mixed(hash, page.symbols[here as usize]);
            }
            Tag::Adverb => {}
            _ => break,
        }
    }
    hash
}

/// The features of a word as the head of a cue. `before` is the head of
/// another that may be one, before it in its sentence.
pub(super) fn head(
    analysis: &Analysis,
    page: &Page,
    head: &Head,
    before: Option<u32>,
    out: &mut Vec<Feature>,
) {
    let at = head.at;
    let s = |away| page.symbol(at, away);
    let w = |away| page.word(at, away);
    let (word, tag) = (head.word, head.tag);
    let (first, last) = (page.first[at as usize], page.last[at as usize]);
    let capital = u32::from(analysis.tokens.all[at as usize].kind.is_capital());
    let own = mixed(tag, head.kind);
    let mut add = |template, values| out.push(feature(template, values));
    add(1, [word, 0, 0]);
    add(2, [word, tag, capital]);
    add(3, [word, s(1), 0]);
    add(4, [word, s(-1), 0]);
    add(5, [word, head.follow, 0]);
    add(6, [word, head.subject, 0]);
    add(7, [word, head.group, 0]);
    add(8, [word, head.subject, head.follow]);
    add(9, [word, w(1), 0]);
    add(10, [word, w(-1), 0]);
    add(11, [word, s(1), s(2)]);
    add(12, [word, s(-1), s(1)]);
    add(13, [head.stem, 0, 0]);
    add(14, [head.stem, head.follow, 0]);
    add(15, [head.stem, head.subject, 0]);
    add(16, [head.stem, tag, head.group]);
    add(17, [own, head.follow, 0]);
    add(18, [own, head.subject, 0]);
    add(19, [own, head.subject, head.follow]);
    add(20, [own, head.group, head.follow]);
    add(21, [own, s(-1), s(1)]);
    add(22, [own, s(1), s(2)]);
    add(23, [own, s(-2), s(-1)]);
    add(24, [s(1), s(2), s(3)]);
    add(25, [s(-3), s(-2), s(-1)]);
    add(26, [w(-1), w(1), 0]);
    add(27, [w(1), w(2), 0]);
    add(28, [w(-2), w(-1), 0]);
    // Another that may report before it in the sentence: this one may stand
    // within what it reports.
    let (other, gap, between) = match before {
        Some(other) => (page.words[other as usize], bucket(at - other), clauses(page, other, at)),
        None => (0, 11, 0),
    };
    add(29, [own, other, 0]);
    add(30, [own, between, gap]);
    add(31, [word, between, u32::from(before.is_some())]);
    add(32, [other, between, head.subject]);
    // The quotations of its sentence.
    let near = quoted(page, at);
    add(33, [own, near, 0]);
    add(34, [word, near, 0]);
    add(35, [near, head.subject, head.follow]);
    // Where in its sentence it stands.
    let place = bucket(at - first) * 16 + bucket(last - at);
    add(36, [own, place, 0]);
    add(37, [own, bucket(last - at), head.follow]);
    add(38, [own, page.symbols[first as usize], u32::from(at - first < 8)]);
    add(39, [own, capital, u32::from(analysis.tokens.all[last as usize - 1].kind == Kind::Stop)]);
}

/// How many clauses and commas open between two tokens, at most 3 of each.
fn clauses(page: &Page, from: u32, to: u32) -> u32 {
    let (mut marks, mut words) = (0, 0);
    let from = (from + 1).max(to.saturating_sub(FAR));
    for &symbol in &page.symbols[from as usize..to as usize] {
        marks += u32::from(symbol == 0x200 + Kind::Comma as u32);
        words += u32::from(symbol >= 0x8000_0000);
    }
    marks.min(3) * 8 + bucket(words).min(7)
}

/// Whether quotations stand right before, right behind, elsewhere in the sentence.
fn quoted(page: &Page, at: u32) -> u32 {
    let first = page.first[at as usize].max(at.saturating_sub(FAR));
    let last = page.last[at as usize].min(at + FAR);
    let is_quote = |token: u32| page.symbols[token as usize] == QUOTED;
    let left = (first..at).rev().position(is_quote).map_or(0, |far| 1 + u32::from(far > 4));
    let right =
        (at + 1..last).position(is_quote).map_or(0, |far| 1 + u32::from(far > 1) + u32::from(far > 5));
    left * 4 + right
}

/// Most tokens that a cue grows to one side.
pub(super) const GROWTH: u32 = 7;

/// How far a cue can grow to the left (`side` 0) or right: its possible first
/// tokens, or the tokens past its last.
pub(super) fn reach(page: &Page, head: &Head, source: Option<&Source>, content: [u32; 2], side: u32) -> u32 {
    let at = head.at;
    let mut far = if side == 0 { page.first[at as usize] } else { page.last[at as usize] };
    let blocks = source.map(|source| [source.first, source.last]).into_iter().chain([content]);
    for [first, last] in blocks {
        if side == 0 && last <= at {
            far = far.max(last);
        } else if side == 1 && first > at {
            far = far.min(first);
        }
    }
    if side == 0 { (at - far).min(GROWTH) } else { (far - at - 1).min(GROWTH) }
}

/// The features of a cue that takes `grown` more tokens on one side, of the
/// `most` that it could.
pub(super) fn growth(page: &Page, head: &Head, side: u32, grown: u32, most: u32, out: &mut Vec<Feature>) {
    let away = if side == 0 { -1 } else { 1 };
    let edge = grown as i32 * away;
    let s = |more: i32| page.symbol(head.at, edge + more * away);
    let w = |more: i32| page.word(head.at, edge + more * away);
    let mut path = side + 17;
    for step in 1..=grown as i32 {
        path = mixed(path, page.symbol(head.at, step * away));
    }
    let is_all = u32::from(grown == most);
    let mut add = |template, values| out.push(feature(template, values));
    let base = side * 4;
    add(100, [base, grown, is_all]);
    add(101, [base + is_all, head.word, grown]);
    add(102, [base, path, is_all]);
    add(103, [base, path, s(1)]);
    add(104, [base, path, head.word]);
    add(105, [base, s(0), s(1)]);
    add(106, [base, w(0), w(1)]);
    add(107, [base + is_all, s(1), head.tag]);
    add(108, [base + is_all, s(0), head.tag]);
    add(109, [base, head.tag, path]);
    add(110, [base + is_all, w(0), 0]);
    add(111, [base + is_all, w(1), grown]);
    add(112, [base, head.tag, most * 8 + grown]);
    add(113, [base, s(1), s(2)]);
}
