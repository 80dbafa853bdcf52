//! Which mentions may be the speaker of a quotation.
//!
//! Nearly all speakers stand in the quotation's own paragraph; of the others
//! most end the paragraph before (`Weber was blunt:`), are the last speaker
//! (`He went on.`), or sign the next line (`— Ada Berg`).

use super::context::Context;
use super::path::{Bag, Path};
use super::scene::Scene;
use super::{Analysis, Place};
use crate::lexicon::is;
use crate::mention::Tag;
use crate::segment::token::Kind;

/// Most candidates from one side of a quotation in its own paragraph.
const NEAR: u32 = 14;
/// Most candidates from the paragraph before.
const BEFORE: u32 = 6;
/// Most candidates from the paragraph behind.
const BEHIND: u32 = 2;

/// A mention that may speak, and the way to it from the quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub mention: u32,
    pub path: Path,
}

/// Collects the mentions that may speak, each once, the nearest first, and the
/// bags of the two sides.
pub(super) fn collect(
    context: &Context,
    analysis: &Analysis,
    scene: &Scene,
    out: &mut Vec<Candidate>,
) -> [Bag; 2] {
    out.clear();
    let mut collector = Collector { context, analysis, scene, out };
    [collector.left(), collector.right()]
}

struct Collector<'a> {
    context: &'a Context,
    analysis: &'a Analysis<'a>,
    scene: &'a Scene,
    out: &'a mut Vec<Candidate>,
}

impl Collector<'_> {
    fn place(&self) -> &Place {
        &self.context.place
    }

    /// The first mention of a paragraph; of the one past the last, their number.
    fn bound(&self, paragraph: u32) -> u32 {
        self.analysis.chunks.paragraph_mentions[paragraph as usize]
    }

    /// The number of the first mention in `from..to` whose unit is at least `unit`.
    fn split(&self, from: u32, to: u32, unit: u32) -> u32 {
        let mentions = &self.analysis.chunks.mentions[from as usize..to as usize];
        from + mentions.partition_point(|mention| mention.unit < unit) as u32
    }

    /// What stands before the quotation, from it outwards.
    fn left(&mut self) -> Bag {
        let paragraph = self.place().paragraph;
        let (start, end) = (self.bound(paragraph), self.bound(paragraph + 1));
        let split = self.split(start, end, self.place().first);
        let mut way =
            Way { path: Path::new(self.scene, self.place(), 0), at: self.place().first, bag: Bag::default() };
        for mention in (start.max(split.saturating_sub(NEAR))..split).rev() {
            self.leftward(&mut way, mention);
        }
        if paragraph > 0 {
            let (start, end) = (self.bound(paragraph - 1), start);
            let from = start.max(end.saturating_sub(BEFORE));
            for mention in (from..end).rev() {
                self.leftward(&mut way, mention);
            }
            // Its first mention is its subject more often than not.
            if from > start {
                self.leftward(&mut way, start);
            }
        }
        // Who spoke before, and two who speak in turn.
        for mention in [self.context.history.last, self.context.history.other].into_iter().flatten() {
            let unit = self.analysis.chunks.mentions[mention as usize].unit;
            if unit < way.at && self.out.iter().all(|other| other.mention != mention) {
                self.out.push(Candidate { mention, path: way.path.further(way.at - unit) });
            }
        }
        way.bag
    }

    /// Goes on to the left as far as a mention, and adds it.
    fn leftward(&mut self, way: &mut Way, mention: u32) {
        let unit = self.analysis.chunks.mentions[mention as usize].unit;
        let Way { mut path, mut at, .. } = *way;
        while at > unit + 1 && !path.is_long() {
            at -= 1;
            path.pass(self.scene, at, &mut way.bag);
        }
        way.path = path.further(at.saturating_sub(unit + 1));
        way.at = at.min(unit + 1);
        if self.may_speak(mention) {
            self.out.push(Candidate { mention, path: way.path });
        }
    }

    fn may_speak(&self, mention: u32) -> bool {
        !self.owns_somebody(mention)
            && !self.is_nobody(mention)
            && !self.does_else(mention)
            && !self.is_dateline(mention)
    }

    /// Whether a mention is where an article was written: "BOISE, Idaho — The mayor said".
    fn is_dateline(&self, mention: u32) -> bool {
        let chunks = &self.analysis.chunks;
        let mention = &chunks.mentions[mention as usize];
        let start = chunks.paragraphs[mention.paragraph as usize];
        if mention.unit != start || chunks.units[start as usize].kind != Kind::Upper {
            return false;
        }
        let behind = &chunks.units[start as usize + 1..];
        let mut dash =
            behind.iter().take(6).take_while(|unit| !unit.tag.is_verb() && unit.tag != Tag::Auxiliary);
        dash.any(|unit| unit.kind == Kind::Dash)
    }

    /// Whether "who" says that somebody does something else than speak: "Berg, who runs the mill,".
    fn does_else(&self, mention: u32) -> bool {
        let mention = &self.analysis.chunks.mentions[mention as usize];
        let verb = mention.unit + 1;
        mention.span.len() == 3
            && mention.span.of(self.analysis.text) == "who"
            && verb + 1 != self.place().first
            && self.scene.traits.get(verb as usize).is_some_and(|verb| verb.is_verb() && verb.strength() == 0)
    }

    /// Whether a mention is the owner of a person, who may speak in its stead:
    /// "my" in "my barber", "Weber" in "Weber's niece".
    fn owns_somebody(&self, mention: u32) -> bool {
        let analysis = self.analysis;
        let owner = &analysis.chunks.mentions[mention as usize];
        owner.is_owner && {
            let unit = &analysis.chunks.units[owner.unit as usize];
            let head = analysis.tokens.entry(analysis.lexicon, unit.last as usize - 1);
            // Whatever is mine, I do not say it unless it is something said.
            let is_mine = matches!(owner.span.of(analysis.text), "my" | "My" | "our" | "Our")
                && !head.is(is::SPEECH | is::DOCUMENT);
            // "the attorney general's office"
            let is_somebody =
                head.is(is::HUMAN) || head.is(is::ORGANIZATION) && !head.is(is::SPEECH | is::DOCUMENT);
            unit.last > owner.last && (is_mine || is_somebody)
        }
    }

    /// Whether a mention says that there is nobody: "Nobody believed Berg's claim that".
    fn is_nobody(&self, mention: u32) -> bool {
        let mention = &self.analysis.chunks.mentions[mention as usize];
        matches!(mention.span.len(), 6 | 7)
            && matches!(
                mention.span.of(self.analysis.text),
                "Nobody" | "nobody" | "No one" | "no one" | "Nothing" | "nothing"
            )
    }

    /// What stands behind the quotation, from it outwards.
    fn right(&mut self) -> Bag {
        let paragraph = self.place().last_paragraph;
        let (start, end) = (self.bound(paragraph), self.bound(paragraph + 1));
        let split = self.split(start, end, self.place().last);
        let mut way =
            Way { path: Path::new(self.scene, self.place(), 1), at: self.place().last, bag: Bag::default() };
        for mention in split..end.min(split + NEAR) {
            self.rightward(&mut way, mention);
        }
        if (paragraph as usize) + 2 < self.analysis.chunks.paragraph_mentions.len() {
            let (start, end) = (end, self.bound(paragraph + 2));
            for mention in start..end.min(start + BEHIND) {
                self.rightward(&mut way, mention);
            }
        }
        way.bag
    }

    /// Goes on to the right as far as a mention, and adds it.
    fn rightward(&mut self, way: &mut Way, mention: u32) {
        let unit = self.analysis.chunks.mentions[mention as usize].unit;
        let Way { mut path, mut at, .. } = *way;
        while at + 1 < unit && !path.is_long() {
            at += 1;
            path.pass(self.scene, at, &mut way.bag);
        }
        way.path = path.further(unit.saturating_sub(at + 1));
        way.at = at.max(unit.saturating_sub(1));
        if self.may_speak(mention) {
            // Its own sentence is another one if it begins with it.
            let path = way.path.into_sentence(self.scene.traits[unit as usize].starts_sentence());
            self.out.push(Candidate { mention, path });
        }
    }
}

/// How far the walk has come.
struct Way {
    path: Path,
    /// The last unit that was passed; at first the quotation's.
    at: u32,
    bag: Bag,
}
