//! Whether `confidence` means what it says.
//!
//! In: cases whose rows carry a confidence. Out: for each tenth of the scale
//! how many rows there are and how many are right; of 100 rows at 0.9, like
//! `“No,” said Ana.` beside its cue, ninety should be.
//!
//! The rows are those of the speaker's precision: direct and mixed, with a
//! speaker, not on ignored text. Known limit: a row that names nobody has a
//! confidence too, but gold lists no quotes that it could be right about.

use serde::Serialize;

use super::judge::{By, judge};
use super::tally::share;
use super::{Case, Row};

/// How many parts the scale from 0 to 1 is cut into.
const BINS: usize = 10;
/// From where on a row counts as sure.
const SURE: f64 = 0.9;

/// How well confidence and precision agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// How many rows carry a confidence.
    pub rows: usize,
    /// The tenths of the scale, from the lowest.
    pub bins: Vec<Bin>,
    /// Expected calibration error: the mean distance of a bin's precision
    /// from its mean confidence, weighed by its rows (Naeini, Cooper and
    /// Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
    /// Binning", AAAI 2015).
    pub error: f64,
    /// The rows that are sure.
    pub sure: Sure,
}

/// The rows of one tenth of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// The lowest confidence in it; the highest is below the next one's
    /// lowest, or 1.
    pub from: f64,
    /// How many rows.
    pub rows: usize,
    /// Mean of their confidence.
    pub confidence: f64,
    /// Share of them whose speaker is right.
    pub precision: f64,
}

/// The rows at a confidence of 0.9 and more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sure {
    /// How many rows.
    pub rows: usize,
    /// Share of them whose speaker is right.
    pub precision: f64,
    /// Share of all gold quotes of which they cover at least half.
    pub covered: f64,
}

/// The calibration; `None` if no row carries a confidence.
pub fn calibration<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Option<Calibration> {
    let mut all: Vec<(f64, bool)> = Vec::new();
    let (mut covered, mut quotes) = (0, 0);
    for case in cases {
        let judged = judged(case);
        all.extend(judged.iter().map(|&(_, confidence, right)| (confidence, right)));
        let sure = judged.iter().filter(|&&(_, confidence, _)| confidence >= SURE).map(|(row, ..)| row.quote);
        quotes += case.gold.quotes.len();
        covered += case.gold.quotes.iter().filter(|quote| quote.span.is_half_in(sure.clone())).count();
    }
    if all.is_empty() {
        return None;
    }
    let bins: Vec<Bin> = (0..BINS).map(|n| bin(&all, n)).collect();
    let distance = |bin: &Bin| bin.rows as f64 * (bin.precision - bin.confidence).abs();
    let error = bins.iter().map(distance).sum::<f64>() / all.len() as f64;
    let sure: Vec<bool> = all.iter().filter(|(c, _)| *c >= SURE).map(|&(_, right)| right).collect();
    let right = sure.iter().filter(|&&right| right).count();
    let sure =
        Sure { rows: sure.len(), precision: share(right, sure.len()), covered: share(covered, quotes) };
    Some(Calibration { rows: all.len(), bins, error, sure })
}

/// The rows that are judged, with their confidence and whether they are right.
pub(crate) fn judged(case: &Case) -> Vec<(&Row, f64, bool)> {
    let rows = judge(case, By::Name).rows;
    let with_confidence = rows.iter().filter_map(|verdict| {
        let row = &case.rows[verdict.row];
        Some((row, row.confidence?, verdict.right))
    });
    with_confidence.collect()
}

fn bin(judged: &[(f64, bool)], number: usize) -> Bin {
    // Bounds by division, since 0.1 * 3 is more than the 0.3 of a table.
    let bound = |n: usize| n as f64 / BINS as f64;
    let is_in = |c: f64| c >= bound(number) && (number + 1 == BINS || c < bound(number + 1));
    let rows: Vec<_> = judged.iter().filter(|&&(confidence, _)| is_in(confidence)).collect();
    let sum: f64 = rows.iter().map(|(confidence, _)| confidence).sum();
    let right = rows.iter().filter(|(_, right)| *right).count();
    let confidence = if rows.is_empty() { 0.0 } else { sum / rows.len() as f64 };
    Bin { from: bound(number), rows: rows.len(), confidence, precision: share(right, rows.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_on_a_bound_lies_in_the_upper_bin_and_one_in_the_last() {
        let judged: Vec<(f64, bool)> = (0..=10).map(|n| (f64::from(n) / 10.0, n % 2 == 0)).collect();
        for number in 0..9 {
            let bin = bin(&judged, number);
            assert_eq!((bin.rows, bin.confidence), (1, bin.from));
        }
        let last = bin(&judged, 9);
        assert_eq!((last.rows, last.confidence, last.precision), (2, 0.95, 0.5));
    }
}
