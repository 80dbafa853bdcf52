//! What is said, thought or wanted: where it starts, and where it ends.
//!
//! Most content follows its cue (`said [the tax was dead]`); some stands before
//! it, or around it (`[The tax], he said, [is dead]`). A start is chosen among
//! the tokens where something can begin, then an end among the ends of noun
//! phrases and other units behind it, then perhaps a second piece behind the cue.

use super::cue::{FAR, Head};
use super::feature::{Feature, bucket, feature, mixed};
use super::page::{EDGE, Page, QUOTED, STRONG};
use super::source::Source;
use crate::attribute::Analysis;
use crate::mention::Tag;
use crate::segment::token::Kind;

/// A cue's surroundings, as far as its content goes by them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub head: &'a Head,
    pub source: Option<&'a Source>,
    /// The first token of source and cue, and the token past the last.
    pub low: u32,
    pub high: u32,
    /// The sentence, and the token past the paragraph.
    pub first: u32,
    pub last: u32,
    pub stop: u32,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(
        analysis: &Analysis,
        page: &Page,
        head: &'a Head,
        source: Option<&'a Source>,
        paragraph: usize,
    ) -> Self {
        let at = head.at;
        let (low, high) =
            source.map_or((at, at + 1), |source| (source.first.min(at), source.last.max(at + 1)));
        Self {
            head,
            source,
            low,
            high,
            first: page.first[at as usize],
            last: page.last[at as usize],
            stop: analysis.tokens.of_paragraph(paragraph).end as u32,
        }
    }

    fn is_source(&self, at: u32) -> bool {
        self.source.is_some_and(|source| (source.first..source.last).contains(&at))
    }

    /// Where the source stands: 0 nowhere, 1 before the cue, 2 behind it, and
    /// whether it or the cue opens the sentence.
    fn shape(&self) -> u32 {
        let side = self.source.map_or(0, |source| 1 + u32::from(source.first > self.head.at));
        side * 2 + u32::from(self.low == self.first)
    }
}

/// Most starts before a cue, and behind it.
const BEFORE: usize = 10;
const BEHIND: usize = 16;

/// Tokens at which content may start. With `behind`, only those behind it.
pub(super) fn starts(
    analysis: &Analysis,
    page: &Page,
    frame: &Frame,
    behind: Option<u32>,
    out: &mut Vec<u32>,
) {
    out.clear();
    let from = behind.unwrap_or(0).max(frame.head.at + 1);
    let can_open = |at: &u32| {
        let kind = analysis.tokens.all[*at as usize].kind;
        !matches!(kind, Kind::Comma | Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Close)
    };
    out.extend(
        (from..frame.last)
            .take(FAR as usize)
            .filter(can_open)
            .filter(|&at| !frame.is_source(at))
            .take(BEHIND),
    );
    // The sentence behind, if the cue announces it.
    if frame.last < frame.stop {
        out.push(frame.last);
    }
    if behind.is_some() {
        return;
    }
    let opens = |at: &u32| {
        let at = *at;
        let unit = &analysis.chunks.units[page.units[at as usize] as usize];
        at == frame.first
            || unit.first == at
                && matches!(
                    analysis.tags[at as usize - 1],
                    Tag::Mark
                        | Tag::Conjunction
                        | Tag::Preposition
                        | Tag::To
                        | Tag::Adverb
                        | Tag::Auxiliary
                        | Tag::Quote
                )
            || unit.first == at && analysis.tags[at as usize].is_verb()
    };
    let before = (frame.first..frame.head.at)
        .rev()
        .take(FAR as usize)
        .filter(can_open)
        .filter(|&at| !frame.is_source(at));
    let count = out.len();
    out.extend(before.filter(opens).take(BEFORE));
    let is_near = frame.first < frame.head.at && frame.head.at - frame.first < FAR;
    if is_near && !frame.is_source(frame.first) && !out[count..].contains(&frame.first) {
        out.push(frame.first);
    }
}

/// The features of content that starts at `at`. `second` tells a second piece
/// from the first.
pub(super) fn start(page: &Page, frame: &Frame, at: u32, second: bool, out: &mut Vec<Feature>) {
    let head = frame.head;
    let is_behind = at > head.at;
    let side = u32::from(is_behind) + 2 * u32::from(second) + 4 * u32::from(at >= frame.last);
    let far = if is_behind { bucket(at - head.at - 1) } else { bucket(head.at - at) };
    // From the end of source and cue, if the start lies behind both.
    let gap = if at >= frame.high { bucket(at - frame.high) } else { 11 };
    let s = |away| page.symbol(at, away);
    let w = |away| page.word(at, away);
    let opens = u32::from(at == frame.first);
    let mut path = 17;
    if is_behind && at - head.at <= 7 {
        for between in head.at + 1..at {
            path = mixed(path, page.symbols[between as usize]);
        }
    } else {
        path = bucket(head.at.abs_diff(at));
    }
    let shape = frame.shape();
    let near = mixed(side, far);
    let room =
        if is_behind { bucket(frame.last.saturating_sub(at)) } else { bucket(frame.low.saturating_sub(at)) };
    let mark = if frame.low > frame.first { page.symbols[frame.low as usize - 1] } else { EDGE };
    let after = if frame.high < frame.last { page.symbols[frame.high as usize] } else { EDGE };
    let next = page.to_next_cue(head.at, at);
    let cue = page.to_next_cue(head.at, head.at + 1);
    let mut add = |template, values| out.push(feature(template, values));
    add(400, [side, far, 0]);
    add(401, [side, gap, 0]);
    add(402, [side, s(0), 0]);
    add(403, [side, s(-1), s(0)]);
    add(404, [side, s(0), s(1)]);
    add(405, [side, w(0), w(-1)]);
    add(406, [head.word, near, 0]);
    add(407, [head.word, side, s(0)]);
    add(408, [head.word, side, path]);
    add(409, [head.tag, side, path]);
    add(410, [head.tag, near, s(0)]);
    add(411, [side, path, s(0)]);
    add(412, [shape, near, 0]);
    add(413, [shape, side * 2 + opens, mark]);
    add(414, [shape, side, after]);
    add(415, [shape * 2 + opens, mark, side * 16 + gap]);
    add(416, [mark, after, side * 2 + opens]);
    add(417, [head.follow, near, 0]);
    add(418, [head.follow, side, s(0)]);
    add(419, [side, room, far]);
    add(420, [side, gap, s(0)]);
    add(421, [head.kind * 32 + head.tag, side, gap]);
    add(422, [head.kind * 32 + head.tag, near, mark]);
    add(423, [head.stem, side, s(0)]);
    add(424, [head.stem, near, 0]);
    add(425, [head.group, head.tag, near]);
    add(426, [side, w(-1), gap]);
    add(427, [s(-1), s(0), s(1)]);
    add(428, [head.word, shape, side * 2 + opens]);
    add(429, [side * 2 + u32::from(s(0) == QUOTED), near, shape]);
    add(430, [head.word, mark, side * 2 + opens]);
    add(431, [side, next, gap]);
    add(432, [side, cue, gap]);
}

/// The features of no second piece.
pub(super) fn no_second(page: &Page, frame: &Frame, first_end: u32, out: &mut Vec<Feature>) {
    let after = |away: u32| {
        if frame.high + away < frame.last { page.symbols[(frame.high + away) as usize] } else { EDGE }
    };
    let last = page.symbols[first_end as usize - 1];
    let shape = frame.shape();
    let mut add = |template, values| out.push(feature(template, values));
    add(440, [0, 0, 0]);
    add(441, [after(0), 0, 0]);
    add(442, [after(0), after(1), 0]);
    add(443, [after(0), last, shape]);
    add(444, [bucket(frame.last - frame.high.min(frame.last)), after(0), 0]);
    add(445, [frame.head.word, after(0), 0]);
    add(446, [after(0), u32::from(frame.low - first_end.min(frame.low) < 2), 0]);
    add(447, [after(0), after(1), after(2)]);
    add(448, [shape, u32::from(frame.last < frame.stop), after(0)]);
}

/// Most ends within a sentence.
const ENDS: usize = 48;
/// Most sentences that content takes in behind its first.
const SENTENCES: usize = 2;

/// Most tokens of content before the sentences behind: what is longer, a page of names without a
/// stop, is counted through for each cue in it.
const LONG: u32 = 512;

/// Where content that starts at `at` may end, as the token past its last.
pub(super) fn ends(analysis: &Analysis, page: &Page, frame: &Frame, at: u32, out: &mut Vec<u32>) {
    out.clear();
    let mut limit = page.last[at as usize].min(at + LONG);
    if at < frame.head.at {
        limit = limit.min(frame.head.at);
    }
    if let Some(source) = frame.source.filter(|source| source.first > at) {
        limit = limit.min(source.first);
    }
    let units = &analysis.chunks.units;
    let mut unit = page.units[at as usize] as usize;
    let last = units.len().min(unit + FAR as usize);
    while unit < last && out.len() < ENDS {
        let end = units[unit].last;
        if end > limit {
            break;
        }
        if can_close(analysis, end - 1) {
            out.push(end);
        }
        unit += 1;
    }
    if at > frame.head.at {
        more_sentences(analysis, page, frame, limit, out);
    } else if out.is_empty() {
        out.push(limit.max(at + 1));
    }
}

/// The ends of the sentences behind, without their stops.
fn more_sentences(analysis: &Analysis, page: &Page, frame: &Frame, limit: u32, out: &mut Vec<u32>) {
    let mut next = limit;
    for _ in 0..SENTENCES {
        if next >= frame.stop || page.first[next as usize] != next {
            return;
        }
        let from = next;
        next = page.last[next as usize];
        if next - from > FAR {
            return;
        }
        let end = if can_close(analysis, next - 1) { next } else { next - 1 };
        if out.last().is_none_or(|&last| last < end) {
            out.push(end);
        }
    }
}

/// Whether content may end with a token.
pub(crate) fn can_close(analysis: &Analysis, at: u32) -> bool {
    let kind = analysis.tokens.all[at as usize].kind;
    !matches!(kind, Kind::Comma | Kind::Colon | Kind::Semicolon | Kind::Dash | Kind::Open | Kind::Stop)
}

/// What content holds up to its end, counted on the way from end to end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inside {
    upto: u32,
    commas: u32,
    verbs: u32,
    open: u32,
    /// Words that may be cues themselves, and those that rather are.
    heads: u32,
    cues: u32,
    quotes: u32,
}

impl Inside {
    pub(super) fn new(start: u32) -> Self {
        Self { upto: start, ..Self::default() }
    }

    /// Counts on to the token `end`.
    pub(super) fn pass(&mut self, analysis: &Analysis, page: &Page, is_head: impl Fn(u32) -> bool, end: u32) {
        for at in self.upto..end {
            let token = &analysis.tokens.all[at as usize];
            match token.kind {
                Kind::Comma => self.commas += 1,
                Kind::Open => self.open += 1,
                Kind::Close => self.open = self.open.saturating_sub(1),
                Kind::Quote => self.quotes += 1,
                _ => {}
            }
            let tag = analysis.tags[at as usize];
            self.verbs +=
                u32::from(matches!(tag, Tag::Verb | Tag::VerbS | Tag::Past | Tag::Modal | Tag::Auxiliary));
            self.heads += u32::from(is_head(at));
            self.cues += u32::from(page.cue(at) >= STRONG);
        }
        self.upto = self.upto.max(end);
    }
}

/// The features of content from `at` to `end`.
pub(super) fn end(
    analysis: &Analysis,
    page: &Page,
    frame: &Frame,
    (at, end): (u32, u32),
    inside: &Inside,
    out: &mut Vec<Feature>,
) {
    let head = frame.head;
    let last = end - 1;
    let s = |away| page.symbol(last, away);
    let w = |away| page.word(last, away);
    let side = u32::from(at > head.at);
    let limit = if side == 1 { page.last[last as usize] } else { frame.low };
    let rest = limit.saturating_sub(end);
    // Only a stop is left, or nothing.
    let closes = u32::from(rest == 0)
        + 2 * u32::from(rest == 1 && analysis.tokens.all[end as usize].kind == Kind::Stop)
        + 4 * u32::from(rest == 1 && analysis.tokens.all[end as usize].kind == Kind::Comma);
    let further = u32::from(page.first[last as usize] != page.first[at as usize]);
    let (commas, verbs) = (inside.commas.min(4), inside.verbs.min(4));
    let length = bucket(end - at);
    let opener = page.symbols[at as usize];
    let kind = head.kind * 32 + head.tag;
    let base = side + 2 * further + 4 * closes;
    let clause = u32::from(inside.verbs > 0);
    let brackets = u32::from(inside.open > 0);
    let lead = page.symbol(at, -1);
    let mut add = |template, values| out.push(feature(template, values));
    add(500, [base, 0, 0]);
    add(501, [base, s(1), 0]);
    add(502, [base, s(1), s(2)]);
    add(503, [s(1), s(2), s(3)]);
    add(504, [base, s(0), s(1)]);
    add(505, [s(0), s(1), s(2)]);
    add(506, [base, opener, s(1)]);
    add(507, [base, opener, verbs]);
    add(508, [opener, s(1), verbs * 8 + commas]);
    add(509, [base, w(1), 0]);
    add(510, [w(1), w(2), base]);
    add(511, [w(0), w(1), base]);
    add(512, [w(1), s(2), verbs]);
    add(513, [base, head.word, s(1)]);
    add(514, [base, head.word, clause]);
    add(515, [kind, base, s(1)]);
    add(516, [kind, base * 2 + clause, opener]);
    add(517, [base, length, clause]);
    add(518, [base, length, s(1)]);
    add(519, [base, commas, s(1)]);
    add(520, [base, brackets, s(1)]);
    add(521, [bucket(rest), s(1), clause]);
    add(522, [inside.heads.min(3), s(1), base]);
    add(523, [base, inside.quotes.min(2), u32::from(s(0) == QUOTED)]);
    add(524, [base, frame.shape(), s(1)]);
    add(525, [head.stem, base * 2 + clause, s(1)]);
    add(526, [lead, base * 2 + clause, s(1)]);
    add(527, [lead, opener, base]);
    add(528, [s(1), s(2), clause * 8 + commas]);
    add(529, [w(1), clause * 8 + commas, opener]);
    add(530, [s(-1), s(0), s(1)]);
    // Another cue within, or soon behind: content rather ends before it.
    let next = page.to_next_cue(last, end);
    add(531, [base, next, s(1)]);
    add(532, [next, s(1), s(2)]);
    add(533, [base, inside.cues.min(3) * 16 + next, clause]);
    add(534, [base, inside.cues.min(3), s(1)]);
    // `his claim [that it was lost] surprised`: a noun's content ends at the next verb.
    add(535, [kind, s(1), verbs]);
    add(536, [head.tag, mixed(opener, s(1)), verbs]);
}
