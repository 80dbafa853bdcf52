//! Whether a report that was put together stands as a whole.
//!
//! A cue that is half sure, a source that was ahead of all others and content
//! that is a clause up to the stop: together they are rather right. A noun
//! phrase as content of `called` rather is not.

use super::cue::Head;
use super::feature::{Feature, bucket, feature};
use super::page::{EDGE, Page, QUOTED, mention_symbol};
use super::{Report, near};
use crate::attribute::Analysis;
use crate::mention::Tag;
use crate::segment::token::Kind;

/// A report and how clear its choices were: the cue's score, and how far
/// source, start and end were ahead of the next best.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub report: Report,
    pub head: Head,
    pub margins: [i32; 4],
}

/// The reports that may be about a draft.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    /// The greatest score of a cue within whose content the draft's cue stands.
    holder: Option<i32>,
    /// The greatest score of a cue within the draft's content.
    held: Option<i32>,
}

impl Around {
    fn new(drafts: &[Draft], number: usize) -> Self {
        let one = &drafts[number];
        let mut around = Self::default();
        for other in near(drafts, number).iter().filter(|other| other.head.at != one.head.at) {
            let score = Some(other.margins[0]);
            if other.report.holds(one.head.at) {
                around.holder = around.holder.max(score);
            }
            if one.report.holds(other.head.at) {
                around.held = around.held.max(score);
            }
        }
        around
    }
}

/// A margin in steps.
fn step(margin: i32) -> u32 {
    (margin.clamp(-640, 1600) + 640) as u32 / 64
}

/// The features of keeping one of the drafts of an article.
pub(super) fn features(
    analysis: &Analysis,
    page: &Page,
    drafts: &[Draft],
    number: usize,
    out: &mut Vec<Feature>,
) {
    let Draft { report, head, margins } = &drafts[number];
    let around = Around::new(drafts, number);
    let [cue, source, start, end] = margins.map(step);
    let [first, last] = report.content;
    let tokens = first..last;
    let clause = u32::from(tokens.clone().any(|at| {
        matches!(analysis.tags[at as usize], Tag::Verb | Tag::VerbS | Tag::Past | Tag::Modal | Tag::Auxiliary)
    }));
    let quotes = tokens.clone().filter(|&at| page.symbols[at as usize] == QUOTED).count() as u32;
    let length = bucket(last - first);
    let side = u32::from(first > head.at) + 2 * u32::from(report.second.is_some());
    let who = report
        .source
        .map_or(EDGE, |source| mention_symbol(analysis, &analysis.chunks.mentions[source.mention as usize]));
    let opener = page.symbols[first as usize];
    let behind = page.symbol(last - 1, 1);
    let mut add = |template, values| out.push(feature(template, values));
    add(600, [0, 0, 0]);
    add(601, [cue, 0, 0]);
    add(602, [source, 0, 0]);
    add(603, [start, 0, 0]);
    add(604, [end, 0, 0]);
    add(605, [cue / 2, source / 2, 0]);
    add(606, [cue / 2, start / 2, 0]);
    add(607, [cue / 2, end / 2, 0]);
    add(608, [start / 2, end / 2, 0]);
    add(609, [who, 0, 0]);
    add(610, [who, side, clause]);
    add(611, [side, clause, length]);
    add(612, [opener, clause, side]);
    add(613, [behind, clause, side]);
    add(614, [head.tag, head.kind, clause]);
    add(615, [quotes.min(2), length, side]);
    add(616, [head.tag, length, clause]);
    add(617, [u32::from(report.source.is_some()), cue / 2, clause]);
    add(618, [head.word, clause, 0]);
    add(619, [head.word, who, 0]);
    add(620, [head.stem, side, clause]);
    add(621, [head.stem, opener, 0]);
    add(622, [who, head.tag, opener]);
    add(623, [cue / 2, clause, side]);
    add(624, [cue / 2, who, 0]);
    add(625, [cue / 2, opener, 0]);
    // A headline has no stop.
    let stops = analysis.tokens.all[page.last[head.at as usize] as usize - 1].kind == Kind::Stop;
    add(626, [u32::from(stops), u32::from(report.paragraph == 0), clause]);
    add(635, [u32::from(stops), u32::from(report.paragraph == 0), cue / 2]);
    add(627, [head.group, clause, side]);
    add(628, [head.subject, clause, side]);
    add(629, [head.follow, clause, 0]);
    // What it competes with.
    let [holder, held] =
        [around.holder, around.held].map(|score| score.map_or(0, |score| 1 + step(score) / 2));
    let (far, last) = page.to_last_cue(head.at);
    add(630, [holder, cue / 2, 0]);
    add(631, [held, cue / 2, 0]);
    add(632, [holder, held, clause]);
    add(633, [far, last, cue / 2]);
    add(634, [holder, last, head.tag]);
    // `dismissed [his claim that ...]`: content that opens with a cue.
    let inner = page.to_next_cue(first, first).min(4);
    add(636, [inner, opener, side]);
    add(637, [inner, head.word, clause]);
}
