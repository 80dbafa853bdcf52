//! Records that wait for work.
//!
//! In: what the readers cut from their inputs, in input order. Out: articles,
//! one after the other, or what is wrong with them. The line
//! `{"id": "a1", "text": "“Rain,” she said."}` is put in as it is and parsed
//! when it is taken out: cutting is cheap and stays with the one thread that
//! reads, parsing is not and goes to whichever thread has the batch.
//!
//! Limit: a batch is full by bytes or by entries; one record may be larger
//! than the bound, so it is a target and not a promise.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::error::{Place, ReadError};
use super::feed::Position;
use super::fields::{Chosen, Fields, Part, Ranks, Slot, Used};
use super::json;
use crate::Article;

/// How many bytes make a batch full. Small enough that a record is still in
/// the second-level cache when it is parsed, large enough that handing the
/// batch to a thread costs nothing beside the work on it.
const FULL_BYTES: usize = 256 << 10;

/// How many entries make a batch full, so that a million empty records, or
/// faults, do not pile up in memory.
const FULL_ENTRIES: usize = 4096;

/// A file, as its records know it.
#[derive(Debug)]
pub(super) struct Source {
    /// As the user would type it; `-` for standard input.
    pub(super) path: PathBuf,
    /// Relative to the folder that was named: what ids are made of.
    pub(super) name: String,
    /// Whether the user named it, rather than a folder that it lies in.
    pub(super) is_named: bool,
}

impl Source {
    /// The place of a record in this file.
    pub(super) fn place(&self, record: u64, byte: u64) -> Place {
        Place { path: self.path.clone(), record, byte }
    }

    /// A file within this one, which is an archive.
    pub(super) fn within(&self, name: &str) -> Source {
        let path = self.path.join(name);
        // As in a folder: relative to what the user named.
        let name = if self.is_named { name.to_owned() } else { format!("{}/{name}", self.name) };
        Source { path, name, is_named: false }
    }

    /// The error for a file that cannot be opened, or not from its middle.
    pub(super) fn unreadable(&self, source: std::io::Error) -> ReadError {
        ReadError::Open { path: self.path.clone(), source }
    }
}

/// Records in input order, with the faults found between them.
#[derive(Debug, Default)]
pub struct Batch {
    bytes: Vec<u8>,
    /// Ranges of the fields of table rows, a row's together.
    cells: Vec<Range<usize>>,
    sources: Vec<Arc<Source>>,
    /// For each table what its cells are for.
    tables: Vec<Arc<Vec<Chosen>>>,
    entries: VecDeque<Entry>,
    last: Option<Record>,
    used: Used,
    position: Position,
}

#[derive(Debug)]
enum Entry {
    Record(Record),
    Fault(ReadError),
}

#[derive(Debug, Clone)]
struct Record {
    source: usize,
    number: u64,
    byte: u64,
    body: Body,
}

/// The raw form of a record.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// A whole file that is the text.
    Text(Range<usize>),
    /// One JSON object.
    Json(Range<usize>),
    /// A table row: the cells of the columns that are taken start at this
    /// number of `cells`; the table is the one of this number in `tables`.
    Cells(usize, usize),
}

impl Batch {
    /// Makes the batch empty. Buffers are kept, unless one giant article has
    /// blown them up.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        if self.bytes.capacity() > 16 * FULL_BYTES {
            self.bytes = Vec::new();
        }
        self.cells.clear();
        self.sources.clear();
        self.tables.clear();
        self.entries.clear();
        self.last = None;
        self.used = Used::default();
    }

    /// Which fields made the articles that were taken out.
    pub fn used(&self) -> &Used {
        &self.used
    }

    /// Where the inputs stand behind this batch.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// The inputs stand here behind this batch.
    pub(super) fn end_at(&mut self, position: Position) {
        self.position = position;
    }

    /// Whether nothing is left to take out.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether the batch should be worked on before more is read.
    pub(super) fn is_full(&self) -> bool {
        self.room() == 0 || self.entries.len() >= FULL_ENTRIES
    }

    /// How many more bytes make it full.
    pub(super) fn room(&self) -> usize {
        FULL_BYTES.saturating_sub(self.bytes.len())
    }

    /// The bytes of all records, for a reader to append to.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// The number of the cell that comes next.
    pub(super) fn next_cell(&self) -> usize {
        self.cells.len()
    }

    /// Appends one cell of a table row.
    pub(super) fn push_cell(&mut self, value: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(value);
        self.cells.push(start..self.bytes.len());
    }

    /// From here on records are of this source.
    pub(super) fn begin(&mut self, source: &Arc<Source>) {
        self.sources.push(Arc::clone(source));
    }

    /// From here on rows have these cells.
    pub(super) fn begin_table(&mut self, source: &Arc<Source>, chosen: &Arc<Vec<Chosen>>) {
        self.begin(source);
        self.tables.push(Arc::clone(chosen));
    }

    /// Appends a row of the table that was begun last, whose cells start at
    /// the number `first`.
    pub(super) fn push_row(&mut self, number: u64, byte: u64, first: usize) {
        let table = self.tables.len() - 1;
        self.push(number, byte, Body::Cells(first, table));
    }

    /// Appends a record of the source that was begun last. `byte` is its
    /// offset in that source.
    pub(super) fn push(&mut self, number: u64, byte: u64, body: Body) {
        let source = self.sources.len() - 1;
        self.entries.push_back(Entry::Record(Record { source, number, byte, body }));
    }

    /// Appends a fault, to be reported between the records around it.
    pub(super) fn push_fault(&mut self, fault: ReadError) {
        self.entries.push_back(Entry::Fault(fault));
    }

    /// Takes the next record out and into `article`, whose buffers are used
    /// again. `None` when the batch is empty. After an error `article` holds
    /// nothing of use.
    pub fn next_into(&mut self, fields: &Fields, article: &mut Article) -> Option<Result<(), ReadError>> {
        match self.entries.pop_front()? {
            Entry::Fault(fault) => Some(Err(fault)),
            Entry::Record(record) => {
                let outcome = self.parse(&record, fields, article);
                self.last = Some(record);
                Some(outcome.map(|ranks| self.used.count(ranks)))
            }
        }
    }

    /// Where the record stands that was taken out last.
    pub fn last_place(&self) -> Option<Place> {
        self.last.as_ref().map(|record| self.sources[record.source].place(record.number, record.byte))
    }

    fn parse(&self, record: &Record, fields: &Fields, article: &mut Article) -> Result<Ranks, ReadError> {
        article.id.clear();
        article.title = None;
        article.text.clear();
        article.kept.resize_with(fields.kept(), String::new);
        article.kept.iter_mut().for_each(String::clear);
        let source = &self.sources[record.source];
        let place = |offset: usize| source.place(record.number, record.byte + offset as u64);
        let mut ranks = Ranks::none();
        match &record.body {
            Body::Text(range) => article.text.push_str(utf8(&self.bytes[range.clone()], place)?),
            Body::Json(range) => ranks = json::parse(&self.bytes[range.clone()], fields, article, place)?,
            Body::Cells(first, table) => {
                for (chosen, cell) in self.tables[*table].iter().zip(&self.cells[*first..]) {
                    let value = utf8(&self.bytes[cell.clone()], |_| place(0))?;
                    for slot in &chosen.slots {
                        slot.fill(article, value);
                        ranks.fill(*slot);
                    }
                }
            }
        }
        if article.id.is_empty() {
            article.id.push_str(&source.name);
            if !matches!(record.body, Body::Text(_)) {
                article.id.push(':');
                article.id.push_str(itoa::Buffer::new().format(record.number));
            }
        }
        Ok(ranks)
    }
}

impl Slot {
    /// Puts `value` into this place of `article`.
    pub(super) fn fill(self, article: &mut Article, value: &str) {
        let into = match self {
            Self::Part(Part::Id, _) => &mut article.id,
            Self::Part(Part::Title, _) => article.title.get_or_insert_default(),
            Self::Part(Part::Text, _) => &mut article.text,
            Self::Kept(number) => &mut article.kept[number],
        };
        into.clear();
        into.push_str(value);
    }
}

/// `bytes` as text, or the place of the first byte that is none.
fn utf8(bytes: &[u8], place: impl Fn(usize) -> Place) -> Result<&str, ReadError> {
    std::str::from_utf8(bytes)
        .map_err(|source| ReadError::Utf8 { place: place(source.valid_up_to()), source })
}
