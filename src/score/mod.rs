//! How well quotations were attributed: gold articles and the rows predicted
//! for them in, figures out.
//!
//! Gold says of `"It is dead," Ortiz said.` that "Ortiz" spoke the four
//! quoted words; a row that covers at least half of them and names "Elena
//! Ortiz", one of the names that gold lists for that speaker, is right.
//!
//! All is counted in Unicode code points, the unit of the gold data, and in
//! integers up to the last division. One file a family of figures:
//!
//! | module | the question |
//! | --- | --- |
//! | `quotes` | was the quoted text found, and to the letter? |
//! | `speaker` | is it the right speaker, under his full name, by the right mention, with his role? |
//! | `attribution` | was each attribution found, in marks or not? |
//! | `kind` | how does that differ by type of quotation and of speaker? |
//! | `calibration` | does `confidence` mean what it says? |
//! | `exact_spans` | do source, cue and content match to the letter, as published figures have it? |
//! | `mistake` | which rows and quotes were wrong? |
//!
//! Known limit: names are compared by their words, so that two people of one
//! surname pass for each other where a row gives the surname alone.

mod attribution;
mod calibration;
mod exact_spans;
mod gold;
mod judge;
mod kind;
mod mistake;
mod name;
mod quotes;
mod row;
mod speaker;
mod stretch;
mod table;
mod tally;

use serde::Serialize;

pub(crate) use calibration::judged;
pub use calibration::{Bin, Calibration, Sure, calibration};
pub use exact_spans::{COLUMNS as EXACT_SPANS_COLUMNS, ExactSpans, exact_spans};
pub use gold::{Gold, GoldAttribution, GoldError, GoldQuote, Label};
pub use kind::{QuoteKind, SpeakerKind, quote_kinds, speaker_kinds};
pub use mistake::{Mistake, mistakes};
pub use quotes::Quotes;
pub use row::Row;
pub use stretch::Stretch;
pub use table::{Fault, TableError, read_rows};
pub use tally::Figure;

/// One gold article and the rows that were predicted for it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is true.
    pub gold: Gold,
    /// What was said, in the order of the table.
    pub rows: Vec<Row>,
}

/// The figures of all articles together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// How many gold articles.
    pub articles: usize,
    /// Whether the quoted text was found.
    pub quotes: Quotes,
    /// The right speaker, under any name that the article uses.
    pub speaker: Figure,
    /// The right speaker, under the fullest name that the article gives.
    pub full_name: Figure,
    /// The right speaker, judged by where the mention stands alone.
    pub mention: Figure,
    /// The right role, of quotes whose speaker is right.
    pub role: Figure,
    /// Every gold attribution, quoted or not.
    pub attribution: Figure,
}

/// The figures of some articles; all zero where there is nothing to count.
pub fn figures<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Figures {
    let mut articles = 0;
    let mut quotes = quotes::QuoteTally::default();
    let mut named = speaker::SpeakerTally::default();
    let mut attribution = tally::Tally::default();
    for case in cases {
        articles += 1;
        quotes.add(case);
        named.add(case);
        attribution::add(&mut attribution, case);
    }
    Figures {
        articles,
        quotes: quotes.share(),
        speaker: named.speaker.figure(),
        full_name: named.full_name.figure(),
        mention: named.mention.figure(),
        role: named.role.figure(),
        attribution: attribution.figure(),
    }
}
