//! A stretch of an article's text.
//!
//! Everything that the core finds is a [`Span`]: two byte offsets into the text
//! that the article owns. Text is sliced from it when a row is written, and
//! not before.

use std::ops::Range;

/// A half-open stretch of text, in bytes: `start` is in it, `end` is not.
///
/// Offsets are `u32`, so that a token is small; an article is therefore
/// shorter than 4 GiB, which the readers see to ([`Span::LIMIT`]).
///
/// ```
/// let text = "“Yes,” he said.";
/// let span = whosaid::Span::new(3, 7);
/// assert_eq!(span.of(text), "Yes,");
/// assert!(span.contains(whosaid::Span::new(3, 6)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The longest text, in bytes, that spans can point into.
    pub const LIMIT: usize = u32::MAX as usize;

    /// The span from `start` to `end`, in bytes.
    ///
    /// # Panics
    ///
    /// In debug builds, if `start` is past `end` or either is past [`Span::LIMIT`].
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= Self::LIMIT, "{start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// The text that the span stands for; empty if it does not lie in `text`
    /// on character boundaries.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range of `usize`, to index with.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` lies in this span.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_splits_a_character_or_leaves_the_text_is_empty_text() {
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert_eq!(Span::new(0, 9).of("short"), "");
        assert_eq!(Span::new(0, 2).of("é"), "é");
    }

    #[test]
    fn overlap_is_symmetric_and_touching_is_not_overlap() {
        let (a, b, c) = (Span::new(0, 3), Span::new(2, 5), Span::new(3, 4));
        assert!(a.overlaps(b) && b.overlaps(a));
        assert!(!a.overlaps(c) && !c.overlaps(a));
        assert!(b.contains(c) && !c.contains(b));
        assert_eq!(a.cover(c), Span::new(0, 4));
    }
}
