//! What can go wrong while articles are read.
//!
//! In: a fault of the file system, a decompressor or a parser. Out: one
//! [`ReadError`] that says where. Its `Display` tells this layer and
//! [`source()`](std::error::Error::source) the next, never both:
//!
//! ```text
//! dump.jsonl: record 17, byte 90211: broken JSON
//!   source: EOF while parsing a string at line 1 column 344
//! ```
//!
//! Limit: bytes count in what comes out of the decompressor, not in the
//! compressed file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file; `-` for standard input.
    pub path: PathBuf,
    /// Number of the record in the file, from 1. In JSON lines it is the
    /// number of the line, so that `sed -n 17p` shows it; in a table the
    /// header is 0.
    pub record: u64,
    /// Offset of the fault, or else of the record, from the start of the
    /// decompressed file.
    pub byte: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: record {}, byte {}", self.path.display(), self.record, self.byte)
    }
}

/// Why an article, or a whole input, could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The input could not be opened or searched.
    #[error("cannot read {}", path.display())]
    Open {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder in which nothing looks like an article.
    #[error("{}: no .txt, .jsonl, .json, .csv, .tsv, .parquet, .tar or .zip file in this folder (--format reads files of any name)", path.display())]
    NoArticles {
        /// The folder.
        path: PathBuf,
    },
    /// A file whose name does not tell what it is.
    #[error("{}: cannot tell the format from the name; say it with --format text, jsonl, json, csv, tsv or parquet", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// A table that lacks a column that is needed.
    #[error("{}: no column named {column}; the columns are: {} (--text-field, --id-field and --title-field name them)", path.display(), columns.join(", "))]
    NoColumn {
        /// The table.
        path: PathBuf,
        /// The column that was asked for, or all that would have done.
        column: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// The input cannot be read on from here: a truncated archive, a fault of
    /// the disk. What came before has been read.
    #[error("{place}: the file breaks off here, the rest of it is lost")]
    Broken {
        /// The first record that is lost.
        place: Place,
        /// What the system or the decompressor says.
        source: io::Error,
    },
    /// A file within an archive that cannot be read, while others can.
    #[error("{}: {reason}", path.display())]
    Member {
        /// The archive, and the file in it.
        path: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// A record that is not JSON.
    #[error("{place}: broken JSON")]
    Json {
        /// The fault.
        place: Place,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// A record of good JSON, but not an object whose text is a string.
    #[error("{place}: not an object with a text")]
    Shape {
        /// The fault.
        place: Place,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// A record that is not UTF-8.
    #[error("{place}: not UTF-8")]
    Utf8 {
        /// The first byte that is wrong.
        place: Place,
        /// What is wrong with it.
        source: std::str::Utf8Error,
    },
    /// A record without the field that holds the text.
    #[error("{place}: no text in a field named {wanted}; the fields are: {} (--text-field names another)", fields.join(", "))]
    NoText {
        /// The record.
        place: Place,
        /// The fields that were looked for.
        wanted: String,
        /// The fields that there are; the first thirty.
        fields: Vec<String>,
    },
    /// A row of a table that has more or fewer fields than the header.
    #[error("{place}: {fields} fields where the header has {columns}")]
    Ragged {
        /// The row.
        place: Place,
        /// How many fields it has.
        fields: usize,
        /// How many the header has.
        columns: usize,
    },
    /// A record that is longer than the limit.
    #[error("{place}: longer than {limit} bytes (--max-article-bytes allows more)")]
    TooLong {
        /// The record.
        place: Place,
        /// The limit that was set.
        limit: usize,
    },
}

impl ReadError {
    /// Whether a whole input is lost, or the rest of one, rather than a record.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Open { .. }
            | Self::NoArticles { .. }
            | Self::UnknownFormat { .. }
            | Self::NoColumn { .. }
            | Self::Member { .. }
            | Self::Broken { .. } => true,
            // Without its header a table cannot be read.
            Self::TooLong { place, .. } => place.record == 0,
            Self::Json { .. }
            | Self::Shape { .. }
            | Self::Utf8 { .. }
            | Self::NoText { .. }
            | Self::Ragged { .. } => false,
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Open { path, .. }
            | Self::NoArticles { path }
            | Self::UnknownFormat { path }
            | Self::NoColumn { path, .. }
            | Self::Member { path, .. } => path,
            Self::Broken { place, .. }
            | Self::Json { place, .. }
            | Self::Shape { place, .. }
            | Self::Utf8 { place, .. }
            | Self::NoText { place, .. }
            | Self::Ragged { place, .. }
            | Self::TooLong { place, .. } => &place.path,
        }
    }

    /// The record and its byte, if it is not the whole input that is at fault.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Open { .. }
            | Self::NoArticles { .. }
            | Self::UnknownFormat { .. }
            | Self::NoColumn { .. }
            | Self::Member { .. } => None,
            Self::Broken { place, .. }
            | Self::Json { place, .. }
            | Self::Shape { place, .. }
            | Self::Utf8 { place, .. }
            | Self::NoText { place, .. }
            | Self::Ragged { place, .. }
            | Self::TooLong { place, .. } => Some(place),
        }
    }
}
