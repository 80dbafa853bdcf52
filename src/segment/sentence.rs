//! Where sentences end.
//!
//! In: a text and its paragraphs. Out: the sentences, trimmed, in order, which
//! together hold every character that is not white space. `“Yes.” He left for
//! the U.S. on Monday. “Why?” Mr. Lee asked.` has three.
//!
//! One scan over the bytes finds the marks that may end a sentence; what
//! stands on both sides of each decides ([`super::stop`]). All that a decision
//! looks at lies within its paragraph and within a fixed distance or before
//! the next mark, so that the time is linear in the text whatever it holds.
//!
//! Known limit: English. Where no mark stands (headings that run into the
//! text, signatures), no end is found except in lists ([`super::list`]).

use super::list::{self, Label};
use super::mark::{closing_run, next_token, skip_space, stop_run};
use super::stop::{Place, ends_without_space, plain_end};
use super::{Segmenter, colon, quoted};
use crate::Span;

/// The bytes that begin something that may end a sentence, found in two
/// vectorised scans, each of which is asked again only when it was passed: 7
/// instructions a byte became 1.
struct Candidates<'t> {
    bytes: &'t [u8],
    /// The next `.`, `!` or `?`.
    stop: usize,
    /// The next bracket of a label, colon of a credit, or first byte of `…` and
    /// of bullets.
    other: usize,
}

impl<'t> Candidates<'t> {
    fn new(bytes: &'t [u8]) -> Self {
        let mut new = Self { bytes, stop: 0, other: 0 };
        new.find_stop(0);
        new.find_other(0);
        new
    }

    fn find_stop(&mut self, at: usize) {
        let found = memchr::memchr3(b'.', b'!', b'?', &self.bytes[at..]);
        self.stop = found.map_or(self.bytes.len(), |found| at + found);
    }

    fn find_other(&mut self, at: usize) {
        let found = memchr::memchr3(b')', b':', 0xE2, &self.bytes[at..]);
        self.other = found.map_or(self.bytes.len(), |found| at + found);
    }

    /// The next one from `at` on, which never goes back.
    fn next(&mut self, at: usize) -> Option<usize> {
        if self.stop < at {
            self.find_stop(at);
        }
        if self.other < at {
            self.find_other(at);
        }
        Some(self.stop.min(self.other)).filter(|&found| found < self.bytes.len())
    }
}

/// Appends to `out` the sentences of `text`, given its paragraphs.
pub(super) fn sentences(text: &str, paragraphs: &[Span], options: Segmenter, out: &mut Vec<Span>) {
    let mut kept = Vec::new();
    for &paragraph in paragraphs {
        let part = paragraph.of(text);
        if options.keep_quotations {
            quoted::quotations(part, &mut kept);
        }
        Splitter { text: part, offset: paragraph.start as usize, kept: &kept, start: 0, expected: None, out }
            .run();
    }
}

/// The state of the scan over one paragraph.
struct Splitter<'a> {
    text: &'a str,
    /// Where the paragraph begins in the whole text.
    offset: usize,
    /// Stretches that are not split inside.
    kept: &'a [Span],
    /// Where the current sentence begins.
    start: usize,
    /// The label that would begin the next item of a list.
    expected: Option<Label>,
    out: &'a mut Vec<Span>,
}

impl Splitter<'_> {
    fn run(mut self) {
        let mut at = self.begin(0);
        let bytes = self.text.as_bytes();
        let mut candidates = Candidates::new(bytes);
        while let Some(found) = candidates.next(at) {
            at = self.candidate(found);
        }
        self.push(bytes.len());
    }

    /// Decides about the mark at `at`; returns where to go on.
    fn candidate(&mut self, at: usize) -> usize {
        let byte = self.text.as_bytes()[at];
        if let Some(label) = self.item_before(at, byte) {
            self.push(label);
            return self.begin(label).max(at + 1);
        }
        if byte == b':' {
            return self.colon(at);
        }
        if at + 1 == self.text.len() {
            return at + 1;
        }
        if let Some(end) = plain_end(self.text, at).filter(|&end| !self.is_kept(end)) {
            self.push(end);
            return self.begin(end + 1);
        }
        let is_stop = byte != b')' && (byte != 0xE2 || self.text[at..].starts_with('…'));
        if !is_stop {
            return at + 1;
        }
        let (run_end, stop) = stop_run(self.text, at);
        let (end, closing) = closing_run(self.text, self.start, run_end);
        let next_at = skip_space(self.text, end);
        if next_at == self.text.len() {
            return next_at;
        }
        let ends = if next_at > end {
            let next = next_token(self.text, next_at);
            let place = Place { text: self.text, sentence: self.start, start: at, stop, closing, next };
            place.ends_sentence()
        } else {
            (run_end == end || self.text[..end].ends_with('”')) && ends_without_space(self.text, at, next_at)
        };
        if !ends || self.is_kept(end) {
            return run_end;
        }
        self.push(end);
        self.begin(next_at)
    }

    /// Parts what runs into a credit or a time stamp whose colon is at `at`.
    fn colon(&mut self, at: usize) -> usize {
        if let Some(credit) = colon::credit_start(self.text, at).filter(|&credit| credit > self.start) {
            self.push(credit);
            self.start = credit;
        } else if let Some((start, end)) = colon::stamp(self.text, at) {
            let next = skip_space(self.text, end);
            if start > self.start {
                self.push(start);
                self.start = start;
            }
            if next > end && next < self.text.len() {
                self.push(end);
                return self.begin(next);
            }
        }
        at + 1
    }

    /// Where an item of the list begins whose label ends at `at`, if no mark
    /// ended the item before it.
    fn item_before(&self, at: usize, byte: u8) -> Option<usize> {
        let expected = self.expected?;
        let label = match byte {
            b'.' | b')' => list::label_start(self.text, at)?,
            _ if list::may_be_bullet(byte) => at,
            _ => return None,
        };
        let follows_space = self.text[..label].ends_with(char::is_whitespace);
        let (found, _) = list::label_at(self.text, label, Some(expected))?;
        (label > self.start && follows_space && found == expected && !self.is_kept(label)).then_some(label)
    }

    fn is_kept(&self, end: usize) -> bool {
        let before = self.kept.partition_point(|kept| (kept.start as usize) < end);
        before > 0 && end < self.kept[before - 1].end as usize
    }

    /// Begins a sentence at `start`; returns the place past its labels.
    fn begin(&mut self, start: usize) -> usize {
        self.start = start;
        let mut at = start;
        // A bullet and a number may stand together: `• 9. The first item`.
        for _ in 0..2 {
            let Some((label, end)) = list::label_at(self.text, at, self.expected) else { break };
            if at == start {
                self.expected = label.next();
            }
            at = end;
            if !matches!(label, Label::Bullet(_)) {
                break;
            }
            at = skip_space(self.text, at);
        }
        at
    }

    fn push(&mut self, end: usize) {
        let sentence = self.text[self.start..end].trim_end();
        if !sentence.is_empty() {
            let start = self.offset + self.start;
            self.out.push(Span::new(start, start + sentence.len()));
        }
    }
}
