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
//! | `column` | which columns are there, and what do they hold? |
//! | `offsets` | where is that, as the user counts? |
//! | `writer` | how are an article's rows spelled in the format that is wanted? |
//! | `delimited`, `jsonl`, `packed` | how is one row spelled? One file a format |
//! | `rows` | what has been spelled and waits? |
//! | `groups` | how do rows become the row groups of a Parquet file? |
//! | `output`, `table`, `names` | which files do rows go to, and what are they called? |
//! | `faults` | where is it told what could not be read? |
//!
//! Rows are spelled into memory by the thread that found them, and only the
//! finished bytes are put in order and written: spelling is the larger work.
//! Limit: the row groups of Parquet are made by the one thread that writes.

mod column;
mod delimited;
mod faults;
mod groups;
mod jsonl;
mod names;
mod offsets;
mod output;
mod packed;
mod row;
mod rows;
mod table;
mod writer;

pub use column::{COLUMNS, Cell, Column, Kind, columns_page};
pub use faults::FaultFile;
pub use names::Names;
pub use offsets::{Offsets, Unit};
pub use output::{Layout, Output, Split, Written};
pub use row::{Row, Speaker, SplitColumn, Stretch, WriteOptions, rows};
pub use rows::Rows;
pub use writer::{TableFormat, TableWriter};

use crate::{Article, Extraction};

/// Spells rows. One clone a thread, so that each has its own buffers. What an
/// article's rows look like depends on nothing that came before it.
pub trait Writer: Clone + Send {
    /// Appends what stands before the first row.
    fn head(&self, out: &mut Vec<u8>);

    /// Appends the rows of one article.
    fn article(&mut self, article: &Article, found: &Extraction, out: &mut Rows);
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
    /// Rows are to be split by a column that there is not.
    #[error("no column {name:?} to split by; the columns are: {}", columns.join(", "))]
    NoColumn {
        /// The column that was asked for.
        name: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
}
