//! The cheapest reading of a paragraph's marks.
//!
//! A state machine with the states outside, in a quotation, and one or two
//! levels further in; each mark opens, closes or is skipped, at a cost that
//! grows with how badly its glyph and neighbours fit. The cheapest path is
//! found in one pass (Viterbi 1967), in time linear in the number of marks, so
//! a stray mark costs one skip and nothing that follows is turned inside out.

use super::Quoted;
use super::mark::{Glyph, Mark, Side};
use crate::Span;

/// Deepest nesting that is told apart; deeper marks are skipped.
const DEPTH: usize = 4;

/// A cost above every sum of real ones that matters.
const NEVER: u32 = u32::MAX / 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Skip,
    Open,
    Close,
}

/// How a state was reached: the act on the mark and the state before.
#[derive(Debug, Clone, Copy)]
struct Step {
    act: Act,
    from: u8,
}

#[derive(Debug, Default)]
pub(super) struct Buffers {
    steps: Vec<[Step; DEPTH]>,
    acts: Vec<(Act, u8)>,
}

/// Pairs the marks of one paragraph and appends what they quote. `open` says
/// that the paragraph before ended inside a quotation, which this one goes on
/// with if it begins with a mark. Returns whether this one ends inside one.
pub(super) fn paragraph(
    text: &str,
    paragraph: Span,
    marks: &[Mark],
    open: bool,
    buffers: &mut Buffers,
    out: &mut Vec<Quoted>,
) -> bool {
    read(text, paragraph, marks, buffers);
    // In a transcript each turn is a quotation of its own: “NG: Yes. / “LEE: No.”
    let goes_on = open
        && marks[0].span.start == paragraph.start
        && can_open(marks[0].glyph)
        && super::label_len(&text.as_bytes()[marks[0].span.end as usize..paragraph.end as usize]) == 0
        && !out.last().is_some_and(|last| is_answered(text, last.outer, paragraph, marks, buffers));
    let mut begin: Option<Span> = None;
    for (mark, &(act, depth)) in marks.iter().zip(&buffers.acts) {
        match act {
            Act::Open if depth == 0 => begin = Some(mark.span),
            Act::Close if depth == 1 => {
                if let Some(opener) = begin.take() {
                    push(opener, Some(mark.span), mark.span.start, goes_on && opener == marks[0].span, out);
                }
            }
            _ => {}
        }
    }
    // A mark with nothing behind it opens nothing.
    let is_opened = |opener: &Span| !text[opener.end as usize..paragraph.end as usize].trim().is_empty();
    let Some(opener) = begin.filter(is_opened) else { return false };
    push(opener, None, paragraph.end, goes_on && opener == marks[0].span, out);
    true
}

/// Whether a paragraph that begins with a mark holds another's words, though the one before left his
/// quotation open: each is said to speak, under another name. `Berg said: "Yes. / "No," replied the
/// owner, Ada Weber.`
fn is_answered(text: &str, open: Span, paragraph: Span, marks: &[Mark], buffers: &Buffers) -> bool {
    /// How many bytes before and behind are looked at.
    const REACH: usize = 200;
    // The words behind the first quotation here, to the end of their sentence.
    let close = marks.iter().zip(&buffers.acts).find(|(_, act)| **act == (Act::Close, 1));
    let Some((close, _)) = close else { return false };
    let end = text.floor_char_boundary((close.span.end as usize + REACH).min(paragraph.end as usize));
    let behind = &text[close.span.end as usize..end];
    let behind = behind.split(['.', ';', ':']).next().unwrap_or_default();
    // The words before the open one, from the start of their line.
    let start = text.ceil_char_boundary((open.start as usize).saturating_sub(REACH));
    let before = &text[start..open.start as usize];
    let before = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let says = before.trim_end().ends_with([':', ',']) && behind.starts_with(' ');
    let verb = behind.split_whitespace().next().unwrap_or_default();
    let is_verb = !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut names = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| is_capital(word));
    let mut named = before.split(|c: char| !c.is_alphanumeric()).filter(|word| is_capital(word));
    says && is_verb
        && named.next().is_some()
        && names.clone().next().is_some()
        && names.all(|name| !before.contains(name))
}

fn is_capital(word: &str) -> bool {
    word.len() > 1 && word.starts_with(|c: char| c.is_uppercase())
}

fn can_open(glyph: Glyph) -> bool {
    glyph != Glyph::SingleClose
}

/// Appends a quotation, or lengthens the last one if it `goes_on` here.
fn push(opener: Span, closer: Option<Span>, end: u32, goes_on: bool, out: &mut Vec<Quoted>) {
    let outer_end = closer.map_or(end, |mark| mark.end);
    if goes_on && let Some(last) = out.last_mut() {
        last.inner.end = end;
        last.outer.end = outer_end;
        last.closed = closer.is_some();
        return;
    }
    let inner = Span { start: opener.end, end };
    let outer = Span { start: opener.start, end: outer_end };
    out.push(Quoted { inner, outer, closed: closer.is_some() });
}

/// Fills `buffers.acts` with each mark's act and the depth before it.
fn read(text: &str, paragraph: Span, marks: &[Mark], buffers: &mut Buffers) {
    let mut cost = [NEVER; DEPTH];
    cost[0] = 0;
    buffers.steps.clear();
    for mark in marks {
        let (open, close, skip) = costs(text, mark);
        let mut next = [NEVER; DEPTH];
        let mut steps = [Step { act: Act::Skip, from: 0 }; DEPTH];
        for (from, &so_far) in cost.iter().enumerate().filter(|(_, cost)| **cost < NEVER) {
            let mut take = |to: usize, price: u32, act: Act| {
                let sum = so_far.saturating_add(price);
                if sum < next[to] {
                    next[to] = sum;
                    steps[to] = Step { act, from: from as u8 };
                }
            };
            take(from, if from == 0 { skip } else { skip + 10 }, Act::Skip);
            if from > 0 {
                take(from - 1, close, Act::Close);
            }
            if from + 1 < DEPTH {
                let nest = if from == 0 { 0 } else { nesting(mark) };
                take(from + 1, open + nest, Act::Open);
            }
        }
        // Long paragraphs of marks would add up; only differences matter.
        let least = *next.iter().min().unwrap_or(&0);
        for sum in &mut next {
            *sum = if *sum >= NEVER { NEVER } else { *sum - least };
        }
        cost = next;
        buffers.steps.push(steps);
    }
    let mut state = best_end(&cost, text, paragraph);
    buffers.acts.clear();
    buffers.acts.resize(marks.len(), (Act::Skip, 0));
    for i in (0..marks.len()).rev() {
        let step = buffers.steps[i][state];
        buffers.acts[i] = (step.act, step.from);
        state = step.from as usize;
    }
}

/// The cheapest state to end a paragraph in: outside, else one level in, which
/// costs less where the next paragraph opens with a mark.
fn best_end(cost: &[u32; DEPTH], text: &str, paragraph: Span) -> usize {
    let rest = text[paragraph.end as usize..].trim_start();
    let unclosed = if rest.starts_with(['"', '“', '\'', '`', '„', '«', '‘']) { 8 } else { 22 };
    let ends = [cost[0], cost[1].saturating_add(unclosed), cost[2].saturating_add(unclosed + 25)];
    (0..3).min_by_key(|&state| ends[state]).unwrap_or(0)
}

/// To nest a mark that may face both ways is far less likely than to close;
/// between a space and a letter a straight one says nearly as much as `“`, so
/// that an article reads alike in both.
fn nesting(mark: &Mark) -> u32 {
    match mark.glyph {
        Glyph::CurlyOpen | Glyph::Low | Glyph::GuillemetOpen | Glyph::Graves | Glyph::SingleOpen => 6,
        Glyph::Straight if mark.left == Side::Space && mark.right == Side::Letter => 10,
        _ => 28,
    }
}

/// What it costs to let a mark open, close, or be none, in tenths.
fn costs(text: &str, mark: &Mark) -> (u32, u32, u32) {
    let opens = match mark.left {
        Side::Space | Side::Leading => 0,
        Side::Mark | Side::Other => 4,
        Side::Ending => 12,
        Side::Letter | Side::Digit => 22,
    } + match mark.right {
        Side::Letter | Side::Digit | Side::Mark | Side::Leading => 0,
        Side::Other => 2,
        Side::Ending => {
            if text[mark.span.end as usize..].starts_with(['.', '…', '*']) {
                6
            } else {
                14
            }
        }
        Side::Space => 16,
    };
    let closes = match mark.left {
        Side::Letter | Side::Digit | Side::Ending | Side::Mark => 0,
        Side::Other | Side::Leading => 3,
        Side::Space => 16,
    } + match mark.right {
        Side::Space | Side::Ending | Side::Leading | Side::Mark => 0,
        Side::Other => 2,
        Side::Digit => 8,
        Side::Letter => 14,
    };
    let no_apostrophe = (mark.left == Side::Space && mark.right == Side::Letter)
        || (mark.left == Side::Ending && mark.right == Side::Space);
    let inch = mark.left == Side::Digit && mark.glyph == Glyph::Straight;
    match mark.glyph {
        Glyph::Straight => (opens, closes + if inch { 2 } else { 0 }, if inch { 10 } else { 24 }),
        Glyph::Apostrophes => (opens + 1, closes, 22),
        Glyph::SingleStraight => (opens, closes, if no_apostrophe { 18 } else { 9 }),
        Glyph::Graves | Glyph::Low => (opens / 2, closes + 40, 26),
        // In German and Danish they face the other way: »Ja«.
        Glyph::GuillemetOpen => (opens / 2, closes + 4, 26),
        Glyph::CurlyOpen => (opens / 2, closes + 16, 26),
        Glyph::CurlyClose => (opens + 14, closes / 2, 24),
        Glyph::SingleOpen => (opens / 2, closes + 40, 12),
        Glyph::SingleClose => (opens + 25, closes / 2, 8),
        Glyph::GuillemetClose => (opens + 4, closes / 2, 26),
    }
}
