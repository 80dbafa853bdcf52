//! What was found, as the values of a row.
//!
//! In: an article's id and text, and its quotations. Out: one [`Row`] a quotation, with text
//! sliced from the article and offsets in the user's unit. `“It held,” said
//! the mayor.` gives the quote `It held,` from 1 to 9 and the cue `said`.
//! Every format writes these rows, so that all say the same.
//!
//! Limit: a row borrows from its article and lives no longer.

use super::offsets::{Offsets, Unit};
use crate::{Extraction, Quotation, QuoteType, Span, SpeakerType};

/// Which rows are written, and how.
#[derive(Debug, Clone, Default)]
pub struct WriteOptions {
    /// What the offsets count.
    pub unit: Unit,
    /// Whether rows without a speaker are left out.
    pub attributed_only: bool,
    /// Rows below this confidence, in hundredths, are left out.
    pub min_confidence: u16,
    /// The names of the columns that are carried along.
    pub kept: Vec<String>,
    /// Whether cells that a spreadsheet would run as a formula are defused:
    /// in CSV and TSV they get a `'` in front.
    pub spreadsheet_safe: bool,
    /// The column by whose values rows go to files of their own.
    pub split_by: Option<SplitColumn>,
}

impl WriteOptions {
    /// A confidence from 0 to 1 as [`WriteOptions::min_confidence`]: the least
    /// hundredth that is not below it. `None` for any other number.
    pub fn hundredths(confidence: f64) -> Option<u16> {
        // Past the rounding of binary fractions: 0.07 * 100.0 is above 7.
        (0.0..=1.0).contains(&confidence).then(|| (confidence * 100.0 - 1e-9).ceil() as u16)
    }
}

/// A column, and how much of its value counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitColumn {
    /// The name: one of [`COLUMNS`](super::COLUMNS) or a kept one.
    pub name: String,
    /// How many characters count, from the first: four of a date are its year.
    pub chars: Option<usize>,
}

/// Words of the text, and where they are, in the user's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'t> {
    /// The words.
    pub text: &'t str,
    /// Where they start.
    pub start: u32,
    /// Where they have ended.
    pub end: u32,
}

/// The speaker's side of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker<'t> {
    /// The fullest name that the article gives.
    pub name: &'t str,
    /// `person`, `organization`, `document`, `group` or `unnamed`.
    pub kind: &'static str,
    /// Office, job or description; empty where the article states none.
    pub role: &'t str,
    /// The words that name the speaker for this quotation.
    pub mention: Stretch<'t>,
}

/// One quotation as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'t> {
    /// The article's id.
    pub article_id: &'t str,
    /// From 1. Rows that are left out count, so that a row has the same number
    /// whatever else is asked for.
    pub quote_id: u32,
    /// The same for the pieces of one act of speaking, from 1.
    pub statement_id: u32,
    /// `direct`, `mixed` or `indirect`.
    pub quote_type: &'static str,
    /// The words, without the outer marks.
    pub quote: Stretch<'t>,
    /// Who spoke them, if anybody is said to.
    pub speaker: Option<Speaker<'t>>,
    /// The words that say that somebody speaks.
    pub cue: Option<Stretch<'t>>,
    /// In hundredths.
    pub confidence: u16,
    /// Number of the sentence in which the quotation starts, from 0.
    pub sentence: u32,
    /// Number of the paragraph in which the quotation starts, from 0.
    pub paragraph: u32,
}

/// The rows of one article that the user wants. `offsets` must have read
/// `text` last.
pub fn rows<'t>(
    article_id: &'t str,
    text: &'t str,
    found: &'t Extraction,
    options: &'t WriteOptions,
    offsets: &'t Offsets,
) -> impl Iterator<Item = Row<'t>> {
    let wanted = |row: &Row| {
        (row.speaker.is_some() || !options.attributed_only) && row.confidence >= options.min_confidence
    };
    let numbered = (1..).zip(&found.quotations);
    numbered.map(|(number, found)| row(article_id, number, text, found, offsets)).filter(wanted)
}

fn row<'t>(
    article_id: &'t str,
    quote_id: u32,
    text: &'t str,
    found: &Quotation,
    offsets: &Offsets,
) -> Row<'t> {
    let stretch = |span: Span| Stretch {
        text: span.of(text),
        start: offsets.of(text, span.start),
        end: offsets.of(text, span.end),
    };
    Row {
        article_id,
        quote_id,
        statement_id: found.statement,
        quote_type: match found.quote_type {
            QuoteType::Direct => "direct",
            QuoteType::Mixed => "mixed",
            QuoteType::Indirect => "indirect",
        },
        quote: stretch(found.quote),
        speaker: found.attribution.map(|by| Speaker {
            name: by.speaker.of(text),
            kind: match by.speaker_type {
                SpeakerType::Person => "person",
                SpeakerType::Organization => "organization",
                SpeakerType::Document => "document",
                SpeakerType::Group => "group",
                SpeakerType::Unnamed => "unnamed",
            },
            role: by.role.map_or("", |role| role.of(text)),
            mention: stretch(by.mention),
        }),
        cue: found.cue.map(stretch),
        // Hundredths are what is shown and so what is compared: a row at
        // 0.90 is never under 0.9.
        confidence: (found.confidence + 5) / 10,
        sentence: found.sentence,
        paragraph: found.paragraph,
    }
}
