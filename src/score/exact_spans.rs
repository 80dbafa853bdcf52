//! Source, cue and content to the letter, as figures for this corpus are published.
//!
//! In: cases. Out: precision, recall and F1 of spans, each fragment by itself
//! and each distinct span of an article once: in `“No,” said Ana. “Never.”`
//! the content has two spans, `“No,”` and `“Never.”`, with their marks, as
//! gold has them.
//!
//! What a table predicts is defined so:
//!
//! | span | of the rows |
//! | --- | --- |
//! | source | the mention |
//! | cue | the cue |
//! | content of an `indirect` row | the quote as it stands |
//! | content of a `direct` row | the quote with the marks at its ends |
//! | content of a `mixed` row | nothing, if it shares its statement with an indirect row, whose content holds it; else as for a direct row |
//!
//! A row without speaker, mention and cue attributes nothing and has no
//! content: it is a title or scare quotes.
//!
//! Known limit: a row over several paragraphs is one span, however many gold
//! has for it; a mention in two pieces is the one piece that the row holds.

use std::collections::HashSet;

use serde::Serialize;

use super::stretch::Stretch;
use super::tally::{Figure, Tally};
use super::{Case, GoldAttribution, Row};

/// Columns that a table needs for these figures, besides those that all need.
pub const COLUMNS: [&str; 3] = ["statement_id", "cue_start", "cue_end"];

/// What can stand as a quotation mark; `''` is two of them.
const MARKS: &str = "\"'“”‘’„‟‚‛«»‹›`";

/// Figures on exact spans.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ExactSpans {
    /// Who is said to speak or think.
    pub source: Figure,
    /// The words that say so.
    pub cue: Figure,
    /// What is said.
    pub content: Figure,
}

/// The figures of some articles.
pub fn exact_spans<'c>(cases: impl IntoIterator<Item = &'c Case>) -> ExactSpans {
    let [mut source, mut cue, mut content] = [Tally::default(); 3];
    for case in cases {
        add(&mut source, case.rows.iter().filter_map(|row| row.mention), case, |a| &a.source);
        add(&mut cue, case.rows.iter().filter_map(|row| row.cue), case, |a| &a.cue);
        add(&mut content, contents(case), case, |a| &a.content);
    }
    ExactSpans { source: source.figure(), cue: cue.figure(), content: content.figure() }
}

fn add(
    tally: &mut Tally,
    said: impl Iterator<Item = Stretch>,
    case: &Case,
    part: impl Fn(&GoldAttribution) -> &Vec<Stretch>,
) {
    let said: HashSet<Stretch> = said.collect();
    let gold: HashSet<Stretch> = case.gold.attributions.iter().flat_map(part).copied().collect();
    let both = said.intersection(&gold).count();
    tally.rows += said.len();
    tally.gold += gold.len();
    tally.right_rows += both;
    tally.right_gold += both;
}

/// The content spans that an article's rows stand for.
fn contents(case: &Case) -> impl Iterator<Item = Stretch> {
    let held: HashSet<&str> = case.rows.iter().filter(|row| !row.is_quoted()).map(statement).collect();
    let is_held = move |row: &Row| {
        row.quote_type == "mixed" && !row.statement.is_empty() && held.contains(statement(row))
    };
    let attributed = |row: &&Row| !row.speaker.is_empty() || row.mention.is_some() || row.cue.is_some();
    let rows = case.rows.iter().filter(attributed).filter(move |row| !is_held(row));
    rows.map(|row| if row.is_quoted() { with_marks(case, row.quote) } else { row.quote })
}

fn statement(row: &Row) -> &str {
    &row.statement
}

/// The stretch and the run of marks at either end.
fn with_marks(case: &Case, quote: Stretch) -> Stretch {
    let is_mark = |at: usize| case.gold.of(Stretch::new(at, at + 1)).chars().any(|c| MARKS.contains(c));
    let before = (0..quote.start).rev().take_while(|&at| is_mark(at)).count();
    let after = (quote.end..).take_while(|&at| is_mark(at)).count();
    Stretch::new(quote.start - before, quote.end + after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Gold;

    const TEXT: &str = "''No,'' said Ana. She said it was “dead” then.";

    fn case(rows: Vec<Row>) -> Case {
        let line = serde_json::json!({"id": "x", "text": TEXT, "quotes": [], "attributions": [
            {"id": "a", "source": [[13, 16]], "cue": [[8, 12]], "content": [[0, 7]]},
            {"id": "b", "source": [[18, 21]], "cue": [[22, 26]], "content": [[27, 45]]},
        ]});
        Case { gold: Gold::from_json(&line.to_string()).unwrap(), rows }
    }

    fn row(kind: &str, quote: [usize; 2], mention: [usize; 2], cue: [usize; 2]) -> Row {
        Row {
            quote: quote.into(),
            quote_type: kind.into(),
            speaker: "Ana".into(),
            speaker_type: String::new(),
            role: String::new(),
            mention: Some(mention.into()),
            cue: Some(cue.into()),
            statement: quote[0].to_string(),
            confidence: None,
        }
    }

    #[test]
    fn a_direct_row_takes_its_marks_and_an_indirect_one_does_not() {
        let direct = row("direct", [2, 5], [13, 16], [8, 12]);
        let indirect = row("indirect", [27, 45], [18, 21], [22, 26]);
        let all = exact_spans(&[case(vec![direct, indirect])]);
        for figure in [all.source, all.cue, all.content] {
            assert_eq!((figure.f1, figure.rows, figure.gold), (1.0, 2, 2));
        }
    }

    #[test]
    fn a_mixed_row_has_no_content_of_its_own_inside_an_indirect_statement() {
        let indirect = row("indirect", [27, 45], [18, 21], [22, 26]);
        let mut mixed = row("mixed", [35, 39], [18, 21], [22, 26]);
        assert_eq!(exact_spans(&[case(vec![indirect.clone(), mixed.clone()])]).content.rows, 2);
        mixed.statement.clone_from(&indirect.statement);
        let content = exact_spans(&[case(vec![indirect, mixed])]).content;
        assert_eq!((content.rows, content.precision, content.recall), (1, 1.0, 0.5));
    }

    #[test]
    fn spans_count_once_and_unattributed_quotes_not_at_all() {
        let mut title = row("mixed", [35, 39], [13, 16], [8, 12]);
        (title.speaker, title.mention, title.cue) = (String::new(), None, None);
        let pieces = [row("direct", [2, 4], [13, 16], [8, 12]), row("direct", [2, 5], [13, 16], [8, 12])];
        let all = exact_spans(&[case([&pieces[..], &[title]].concat())]);
        assert_eq!((all.source.rows, all.cue.rows, all.content.rows), (1, 1, 2));
    }
}
