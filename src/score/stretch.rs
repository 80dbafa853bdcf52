//! Stretches of text counted in code points: the gold data's unit.
//!
//! In: a text, and offsets into it. Out: slices, and how much two stretches
//! share: in `“Nö,” said Ana.` the stretch 1..4 is `Nö,`, whatever its bytes.
//! A type of its own keeps these offsets from being mixed up with the bytes
//! of a [`Span`].

use serde::{Deserialize, Serialize};

use crate::Span;

/// A half-open stretch of text, in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Stretch {
    /// The first code point.
    pub start: usize,
    /// Just past the last code point.
    pub end: usize,
}

impl Stretch {
    /// The stretch from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in code points; 0 where it ends before it starts.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no code point.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// How many code points it shares with each of `others`, added up.
    pub fn overlap(self, others: impl IntoIterator<Item = Stretch>) -> usize {
        others.into_iter().map(|o| self.end.min(o.end).saturating_sub(self.start.max(o.start))).sum()
    }

    /// Whether `others` share at least half of it.
    pub(super) fn is_half_in(self, others: impl IntoIterator<Item = Stretch>) -> bool {
        self.overlap(others) * 2 >= self.len()
    }
}

impl From<[usize; 2]> for Stretch {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Stretch> for [usize; 2] {
    fn from(stretch: Stretch) -> Self {
        [stretch.start, stretch.end]
    }
}

/// A text that can be sliced by code points.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    text: String,
    /// The byte at which each code point starts, and the text's length.
    starts: Vec<usize>,
}

impl Text {
    pub fn new(text: String) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, starts }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in code points.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// What the stretch stands for; empty if it does not lie in the text.
    pub fn of(&self, stretch: Stretch) -> &str {
        match (self.starts.get(stretch.start), self.starts.get(stretch.end)) {
            (Some(&start), Some(&end)) => self.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    /// The bytes that a stretch stands for; an empty span if it leaves the text.
    pub fn bytes(&self, stretch: Stretch) -> Span {
        match (self.starts.get(stretch.start), self.starts.get(stretch.end)) {
            (Some(&start), Some(&end)) if start <= end => Span::new(start, end),
            _ => Span::default(),
        }
    }

    /// The code points that a span of bytes stands for.
    pub fn stretch(&self, span: Span) -> Stretch {
        let point = |byte: u32| self.starts.partition_point(|&start| start < byte as usize);
        Stretch::new(point(span.start), point(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_whatever_their_bytes() {
        let text = Text::new("“Nö,” 🙂 said".into());
        assert_eq!(text.len(), 12);
        assert_eq!(text.of(Stretch::new(1, 4)), "Nö,");
        assert_eq!(text.of(Stretch::new(6, 7)), "🙂");
        assert_eq!(text.of(Stretch::new(8, 12)), "said");
        assert_eq!(text.of(Stretch::new(8, 13)), "");
        assert_eq!(text.stretch(Span::new(3, 7)), Stretch::new(1, 4));
        assert_eq!(text.stretch(Span::new(11, 15)), Stretch::new(6, 7));
    }

    #[test]
    fn overlap_adds_up_and_touching_is_none() {
        let ten = Stretch::new(10, 20);
        assert_eq!(ten.overlap([Stretch::new(0, 10), Stretch::new(20, 30)]), 0);
        assert_eq!(ten.overlap([Stretch::new(0, 12), Stretch::new(19, 30)]), 3);
        assert!(ten.is_half_in([Stretch::new(15, 40)]));
        assert!(!ten.is_half_in([Stretch::new(16, 40)]));
    }
}
