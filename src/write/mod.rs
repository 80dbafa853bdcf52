//! From what was found to a table.
//!
//! In: an [`Article`] and its [`Extraction`]. Out: rows in some format, one a
//! quotation, and an [`Output`] for them. `“It held,” said the mayor.` becomes
//! a line with the quote `It held,`, the speaker `the mayor` and the cue
//! `said`.
//!
//! | room | its question |
//! | --- | --- |
//! | `row` | what does a row say, and which rows are wanted? |
//! | `offsets` | where is that, as the user counts? |
//! | `csv` | how is it spelled? One file a format, behind [`Writer`] |
//! | `output` | where does it go? |
//!
//! Rows are spelled into memory by the thread that found them, and only the
//! finished bytes are put in order and written: spelling is the larger work.
//! Limit: a format that is not a row of bytes after another needs its own
//! [`Output`].

mod csv;
mod offsets;
mod output;
mod row;

pub use csv::CsvWriter;
pub use offsets::{Offsets, Unit};
pub use output::Output;
pub use row::{COLUMNS, WriteOptions};

use crate::{Article, Extraction};

/// Spells rows. One implementation a format; one clone a thread, so that each
/// has its own buffers. What an article's rows look like depends on nothing
/// that came before it.
pub trait Writer: Clone + Send {
    /// Appends what stands before the first row.
    fn head(&self, out: &mut Vec<u8>);

    /// Appends the rows of one article.
    fn article(&mut self, article: &Article, found: &Extraction, out: &mut Vec<u8>);
}

/// Why a table cannot have the columns that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriterError {
    /// A kept column is named like one that whosaid writes.
    #[error("cannot keep the column {name:?}: whosaid writes a column of that name; rename it in the input")]
    Clash {
        /// The name.
        name: String,
    },
    /// A column is to be kept twice.
    #[error("the column {name:?} is to be kept twice; name it once")]
    Twice {
        /// The name.
        name: String,
    },
}
