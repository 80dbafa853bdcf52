//! Whether the quoted text was found.
//!
//! In: gold quotes and rows. Out: the share that rows cover by at least half,
//! and the share that one row matches to the letter: for `“No,” said Ana.`
//! both `No` and `“No,”` do, since marks at the ends do not count.
//!
//! Known limit: a row over several paragraphs of one quotation matches each
//! of them only if gold lists them in the order of the text.

use serde::Serialize;

use super::gold::GoldQuote;
use super::stretch::{Stretch, Text};
use super::tally::share;
use super::{Case, Row};

/// What does not count at a quotation's ends.
const TRIM: &str = " \t\r\n\u{a0}\"'“”‘’„«»`.,;:!?…—–-";

/// How far into a gold quote a row may start, or end, to be weighed against it at all.
const SLACK: usize = 3;

/// Gold quotes found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quotes {
    /// How many there are.
    pub gold: usize,
    /// Share of which direct or mixed rows cover at least half.
    pub found: f64,
    /// Share that one such row matches to the letter.
    pub exact: f64,
}

/// Counts, still growing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct QuoteTally {
    gold: usize,
    found: usize,
    exact: usize,
}

impl QuoteTally {
    pub fn add(&mut self, case: &Case) {
        for quote in &case.gold.quotes {
            self.add_quote(case, quote);
        }
    }

    pub fn add_quote(&mut self, case: &Case, quote: &GoldQuote) {
        let rows = || case.rows.iter().filter(|row| row.is_quoted()).map(|row: &Row| row.quote);
        self.gold += 1;
        self.found += usize::from(quote.span.is_half_in(rows()));
        self.exact += usize::from(rows().any(|row| is_exact(case, row, quote)));
    }

    pub fn share(self) -> Quotes {
        Quotes { gold: self.gold, found: share(self.found, self.gold), exact: share(self.exact, self.gold) }
    }
}

/// Whether a row is the quote to the letter, or runs over it and its
/// neighbouring paragraphs with nothing but marks between them.
fn is_exact(case: &Case, row: Stretch, quote: &GoldQuote) -> bool {
    let spans = case.gold.quotes.iter().map(|q| q.span);
    let inside: Vec<Stretch> = spans.filter(|&span| reaches_over(row, span)).collect();
    let (Some(&first), Some(&last)) = (inside.first(), inside.last()) else { return false };
    let text = &case.gold.text;
    let want = Stretch::new(trimmed(text, first).start, trimmed(text, last).end);
    reaches_over(row, quote.span)
        && trimmed(text, row) == want
        && inside.windows(2).all(|pair| {
            let gap = Stretch::new(pair[0].end, pair[1].start);
            text.of(gap).chars().all(|c| TRIM.contains(c))
        })
}

fn reaches_over(row: Stretch, quote: Stretch) -> bool {
    row.start <= quote.start + SLACK && quote.end <= row.end + SLACK && row.overlap([quote]) > 0
}

/// The stretch without what does not count at its ends; a stretch of such
/// letters alone is empty at its end.
fn trimmed(text: &Text, stretch: Stretch) -> Stretch {
    let words = text.of(stretch);
    let tail = words.trim_start_matches(|c| TRIM.contains(c));
    let start = stretch.end - tail.chars().count();
    Stretch::new(start, start + tail.trim_end_matches(|c| TRIM.contains(c)).chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Gold;

    #[test]
    fn marks_and_closing_punctuation_at_the_ends_do_not_count() {
        let text = Text::new("“It’s über, no?” – ,,".into());
        assert_eq!(trimmed(&text, Stretch::new(0, 16)), Stretch::new(1, 14));
        assert_eq!(trimmed(&text, Stretch::new(15, 21)), Stretch::new(21, 21));
    }

    fn is_exact_in(text: &str, quote: [usize; 2], row: [usize; 2]) -> bool {
        let line = serde_json::json!({"id": "x", "text": text,
            "attributions": [{"id": "a", "source": [], "content": [quote]}],
            "quotes": [{"start": quote[0], "end": quote[1], "attribution": "a", "type": "direct"}]});
        let case = Case { gold: Gold::from_json(&line.to_string()).unwrap(), rows: Vec::new() };
        is_exact(&case, row.into(), &case.gold.quotes[0])
    }

    #[test]
    fn a_row_may_leave_out_three_letters_that_do_not_count_but_not_four() {
        assert!(is_exact_in("“...and gone,” said Ana.", [1, 13], [4, 13]));
        assert!(!is_exact_in("“....and gone,” said Ana.", [1, 14], [5, 14]));
        assert!(is_exact_in("“So it is gone...” Ana said.", [1, 17], [1, 14]));
        assert!(!is_exact_in("“So it is gone...” Ana said.", [1, 17], [1, 13]));
    }
}
