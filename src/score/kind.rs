//! The same figures apart for each type of quotation and of speaker.
//!
//! In: cases. Out: a line a type. In `She called it “dead”.` the quotation is
//! `mixed`; the row counts for precision under the type that the row says,
//! the gold quote for recall under the type that gold says.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Case;
use super::judge::{By, judge};
use super::quotes::{QuoteTally, Quotes};
use super::speaker::labelled;
use super::tally::{Figure, Tally, share};

/// A row's type where the table has none.
const NONE: &str = "(none)";
/// A speaker's type where gold has no label.
const UNLABELLED: &str = "(unlabelled)";

/// Figures of one type of quotation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuoteKind {
    /// `direct` or `mixed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Gold quotes of this type found by rows of any type.
    pub quotes: Quotes,
    /// The right speaker.
    pub speaker: Figure,
}

/// Figures of one type of speaker.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpeakerKind {
    /// `person`, `organization` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// The right speaker.
    pub speaker: Figure,
    /// Of labelled gold quotes of this type with the right speaker: the share
    /// whose row says this type too.
    pub typed: f64,
}

/// The figures for each type of quotation, by its name.
pub fn quote_kinds<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Vec<QuoteKind> {
    let mut kinds: BTreeMap<&str, (QuoteTally, Tally)> = BTreeMap::new();
    for case in cases {
        for quote in &case.gold.quotes {
            kinds.entry(&quote.kind).or_default().0.add_quote(case, quote);
        }
        let judgement = judge(case, By::Name);
        for verdict in &judgement.rows {
            let tally = &mut kinds.entry(or(&case.rows[verdict.row].quote_type, NONE)).or_default().1;
            tally.rows += 1;
            tally.right_rows += usize::from(verdict.right);
        }
        for verdict in &judgement.quotes {
            let tally = &mut kinds.entry(&case.gold.quotes[verdict.quote].kind).or_default().1;
            tally.gold += 1;
            tally.right_gold += usize::from(verdict.right);
        }
    }
    let line = |(kind, (quotes, speaker)): (&str, (QuoteTally, Tally))| QuoteKind {
        kind: kind.to_owned(),
        quotes: quotes.share(),
        speaker: speaker.figure(),
    };
    kinds.into_iter().map(line).collect()
}

/// Counts of one type of speaker, still growing.
#[derive(Default)]
struct SpeakerKindTally {
    speaker: Tally,
    labelled: usize,
    typed: usize,
}

/// The figures for each type of speaker, by its name.
pub fn speaker_kinds<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Vec<SpeakerKind> {
    let mut kinds: BTreeMap<&str, SpeakerKindTally> = BTreeMap::new();
    for case in cases {
        let judgement = judge(case, By::Name);
        for verdict in &judgement.rows {
            let kind = or(&case.rows[verdict.row].speaker_type, NONE);
            let tally = &mut kinds.entry(kind).or_default().speaker;
            tally.rows += 1;
            tally.right_rows += usize::from(verdict.right);
        }
        for verdict in &judgement.quotes {
            let label = case.gold.label(&case.gold.quotes[verdict.quote]);
            let kind = label.map_or(UNLABELLED, |label| &label.kind);
            let tally = &mut kinds.entry(kind).or_default().speaker;
            tally.gold += 1;
            tally.right_gold += usize::from(verdict.right);
        }
        for (row, label) in labelled(case, &judgement) {
            let tally = kinds.entry(&label.kind).or_default();
            tally.labelled += 1;
            tally.typed += usize::from(row.speaker_type == label.kind);
        }
    }
    let line = |(kind, tally): (&str, SpeakerKindTally)| SpeakerKind {
        kind: kind.to_owned(),
        speaker: tally.speaker.figure(),
        typed: share(tally.typed, tally.labelled),
    };
    kinds.into_iter().map(line).collect()
}

fn or<'s>(cell: &'s str, empty: &'s str) -> &'s str {
    if cell.is_empty() { empty } else { cell }
}
