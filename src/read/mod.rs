//! From bytes to articles.
//!
//! In: the names of files and folders, or standard input; plain text, JSON
//! lines, a list of JSON objects, CSV, TSV or Parquet, and tar and zip archives
//! of these, each also as gzip or zstd. Out: [`Article`](crate::Article)s
//! in input order, and a [`ReadError`] with file, record and byte for each
//! that could not be read. The line `{"id": "a1", "text": "“It held,” said the
//! mayor."}` of `dump.jsonl` becomes the article `a1`.
//!
//! ```text
//! names -> inputs -> open -> stream -> text | lines | array | table -> batch -> article
//!                     ^  └----------------------> columnar ----------^
//!                     └-- archive (tar | zip)
//! ```
//!
//! | room | its question |
//! | --- | --- |
//! | `inputs` | which files are read, in which order, in which format? |
//! | `open` | which reader does an input have? |
//! | `stream`, `decode` | what are the file's bytes, decompressed and in UTF-8? |
//! | `archive`, `tar`, `zip` | which files are in it? |
//! | `text`, `lines`, `array`, `table`, `columnar` | where does a record start and end? One file a format, behind the trait `Reader` |
//! | `fields` | which fields make an article? |
//! | `batch`, `json` | what article does the record hold? |
//! | `feed` | all of this, over all inputs |
//!
//! Cutting an input into records is done in order by one thread; making
//! articles of them is the larger work and can be done by many, one
//! [`Batch`] each. A new format is a new `Reader` that fills batches with
//! one of the three raw forms that there are: a whole text, a JSON object, or
//! cells.
//!
//! An article's id is the value of its id field. Where there is none it is the
//! path of the file, relative to the folder that was named (`2024/wire.jsonl`;
//! for a file that was itself named, its name), and for files of several
//! articles a colon and the record's number: `2024/wire.jsonl:17`.
//!
//! The text is given as it is: line ends, white space and control characters
//! stay. A byte-order mark at the start of a file belongs to the file and not
//! to the text. Limit: what is not in UTF-8 is decoded first, so that byte
//! offsets are those in UTF-8.

mod archive;
mod array;
mod batch;
mod chunks;
mod columnar;
mod decode;
mod error;
mod feed;
mod fields;
mod inputs;
mod json;
mod lines;
mod open;
mod stream;
mod table;
mod tar;
mod text;
mod zip;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

pub use batch::Batch;
pub use error::{Place, ReadError};
pub use feed::{Articles, Feed, Position};
pub use fields::{Fields, Used};
pub use inputs::{Format, files, total_size};

/// What the user says about the inputs.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The format of all inputs; `None` to tell it from each name.
    pub format: Option<Format>,
    /// The fields that make an article.
    pub fields: Fields,
    /// The longest record, in bytes, that is read. It bounds the memory that
    /// one bad file can take; below [`Span::LIMIT`](crate::Span::LIMIT).
    pub max_article_bytes: usize,
    /// The encoding of inputs that do not tell it by a byte-order mark; `None`
    /// is UTF-8.
    pub encoding: Option<&'static Encoding>,
}

impl ReadOptions {
    /// 64 MiB: some hundred times the longest article that is not an error.
    pub const MAX_ARTICLE_BYTES: usize = 64 << 20;
}

impl Default for ReadOptions {
    fn default() -> Self {
        let max_article_bytes = Self::MAX_ARTICLE_BYTES;
        Self { format: None, fields: Fields::default(), max_article_bytes, encoding: None }
    }
}

/// A place between two records of an input; by default before the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Start {
    /// In an archive how many files come before.
    member: u64,
    /// What the reader says of the record: its number, or that of the one
    /// before. It goes back to the same reader.
    record: u64,
    /// Its offset.
    byte: u64,
}

/// Cuts one input into records. One implementation a format.
trait Reader: Send {
    /// Appends records to `batch`, about as many as it has room for. `false`
    /// at the end of the input. An error ends the input; what was appended
    /// before it stands.
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, ReadError>;

    /// Where a reader is to start that is to go on behind what was filled.
    fn position(&self) -> Start;
}
