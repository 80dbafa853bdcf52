//! Right rows of all rows, right gold of all gold, and what follows of it.
//!
//! In: counts. Out: precision, recall and F1, 0 where there is nothing to
//! divide by: an article without a row scores 0, not NaN.

use serde::Serialize;

/// Precision, recall and their harmonic mean, with what they are shares of.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Figure {
    /// Share of the rows that are right.
    pub precision: f64,
    /// Share of the gold that right rows find.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// How many rows were judged.
    pub rows: usize,
    /// How much gold there was to find.
    pub gold: usize,
}

/// Counts of one figure, still growing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub right_rows: usize,
    pub rows: usize,
    pub right_gold: usize,
    pub gold: usize,
}

impl Tally {
    pub fn figure(self) -> Figure {
        let precision = share(self.right_rows, self.rows);
        let recall = share(self.right_gold, self.gold);
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Figure { precision, recall, f1, rows: self.rows, gold: self.gold }
    }
}

/// `part` of `whole`; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_at_all_scores_zero() {
        assert_eq!(Tally::default().figure(), Figure::default());
    }

    #[test]
    fn f1_lies_between_the_two_nearer_to_the_smaller() {
        let figure = Tally { right_rows: 1, rows: 2, right_gold: 1, gold: 4 }.figure();
        assert_eq!((figure.precision, figure.recall), (0.5, 0.25));
        assert!((figure.f1 - 1.0 / 3.0).abs() < 1e-12);
    }
}
