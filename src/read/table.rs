//! Tables: CSV and TSV with a header.
//!
//! In: a stream whose first row names the columns. Out: of each row the wanted
//! fields, without their quoting. Of `id,text⏎a1,"She said ""no""."⏎` the
//! record 1 has the text `She said "no".`
//!
//! The state machine is csv-core's, the one inside the csv package, used by
//! itself because it lets a row be bounded: one stray mark at the start of a
//! field makes the rest of the file a single row, and that must not become a
//! buffer of 100 GB.
//!
//! A row that such a mark makes of the rest is a fault, not an article.
//!
//! Limit: fields of a TSV may be quoted as in CSV; a TSV that knows no quoting
//! but has fields that start with `"` is misread.

use std::io;
use std::sync::Arc;

use csv_core::ReadRecordResult;

use super::batch::{Batch, Source};
use super::error::ReadError;
use super::fields::{Chosen, Fields};
use super::stream::Stream;
use super::{Reader, Start};

/// How much of the stream is read at a time.
const BLOCK: usize = 64 << 10;

/// Cuts a stream into rows.
pub(super) struct Table {
    rows: Rows,
    source: Arc<Source>,
    chosen: Arc<Vec<Chosen>>,
    width: usize,
    record: u64,
}

impl Table {
    /// A reader of the rows of `stream`: it reads the header.
    pub(super) fn new(
        stream: Stream,
        source: Source,
        delimiter: u8,
        fields: &Fields,
        limit: usize,
        start: Start,
    ) -> Result<Self, ReadError> {
        let mut rows = Rows::new(stream, delimiter, limit);
        let header: Vec<String> = match rows.next(&source, 0)? {
            Some(Row::Whole) => rows.cells().map(|name| String::from_utf8_lossy(name).into_owned()).collect(),
            Some(Row::TooLong) => return Err(ReadError::TooLong { place: source.place(0, 0), limit }),
            None => Vec::new(),
        };
        let width = header.len();
        let chosen = match fields.choose(&header) {
            Ok(chosen) => chosen,
            // A file without a byte has no rows that could lack a column.
            Err(_) if header.is_empty() => Vec::new(),
            Err(column) => return Err(ReadError::NoColumn { path: source.path, column, columns: header }),
        };
        rows.skip_to(start.byte).map_err(|fault| source.unreadable(fault))?;
        let (source, chosen) = (Arc::new(source), Arc::new(chosen));
        Ok(Self { rows, source, chosen, width, record: start.record })
    }
}

impl Reader for Table {
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, ReadError> {
        batch.begin_table(&self.source, &self.chosen);
        while !batch.is_full() {
            let row = self.rows.next(&self.source, self.record + 1)?;
            self.record += 1;
            let place = || self.source.place(self.record, self.rows.byte);
            match row {
                None => return Ok(false),
                Some(Row::TooLong) => {
                    batch.push_fault(ReadError::TooLong { place: place(), limit: self.rows.limit });
                }
                Some(Row::Whole) if self.rows.width() != self.width => {
                    let (fields, columns) = (self.rows.width(), self.width);
                    batch.push_fault(ReadError::Ragged { place: place(), fields, columns });
                }
                Some(Row::Whole) => {
                    let first = batch.next_cell();
                    for chosen in self.chosen.iter() {
                        batch.push_cell(self.rows.cell(chosen.column));
                    }
                    batch.push_row(self.record, self.rows.byte, first);
                }
            }
        }
        Ok(true)
    }

    fn position(&self) -> Start {
        Start { member: 0, record: self.record, byte: self.rows.next_byte() }
    }
}

/// What [`Rows::next`] found.
enum Row {
    Whole,
    TooLong,
}

/// csv-core over a stream, with one row at a time.
struct Rows {
    stream: Stream,
    machine: csv_core::Reader,
    limit: usize,
    /// What has been read but not parsed is `block[parsed..]`.
    block: Vec<u8>,
    parsed: usize,
    /// A fault that was met behind the block, to be told once the rows before
    /// it have been given out.
    fault: Option<io::Error>,
    /// The fields of the row, without quoting, and where each ends.
    row: Vec<u8>,
    ends: Vec<usize>,
    width: usize,
    /// Where the row starts in the stream.
    byte: u64,
    /// Whether all of the stream has been read.
    is_ended: bool,
}

impl Rows {
    fn new(stream: Stream, delimiter: u8, limit: usize) -> Self {
        let machine = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (row, ends) = (vec![0; 8 << 10], vec![0; 32]);
        Self {
            stream,
            machine,
            limit,
            block: Vec::new(),
            parsed: 0,
            fault: None,
            row,
            ends,
            width: 0,
            byte: 0,
            is_ended: false,
        }
    }

    /// Where the row starts that comes next.
    fn next_byte(&self) -> u64 {
        self.stream.byte() - (self.block.len() - self.parsed) as u64
    }

    /// Goes on with the row at this offset. The machine stands behind a row,
    /// the header, as it did when the offset was taken.
    fn skip_to(&mut self, byte: u64) -> io::Result<()> {
        let in_block = byte.saturating_sub(self.next_byte());
        if in_block <= (self.block.len() - self.parsed) as u64 {
            self.parsed += in_block as usize;
            return Ok(());
        }
        self.block.clear();
        self.parsed = 0;
        self.stream.skip_to(byte)
    }

    /// Reads the next row, whose number is `record`; `None` at the end.
    fn next(&mut self, source: &Source, record: u64) -> Result<Option<Row>, ReadError> {
        self.byte = self.next_byte();
        let (mut written, mut fields, mut is_too_long) = (0, 0, false);
        loop {
            if self.parsed == self.block.len() {
                self.read_block(source, record)?;
            }
            // A line end behind the last row ends it, or is taken for text within marks.
            let is_behind = self.is_ended && !self.block.is_empty();
            let input = &self.block[self.parsed..];
            let (outcome, read, wrote, ended) =
                self.machine.read_record(input, &mut self.row[written..], &mut self.ends[fields..]);
            self.parsed += read;
            written += wrote;
            fields += ended;
            match outcome {
                ReadRecordResult::InputEmpty if is_behind && wrote > 0 && !is_too_long => {
                    let place = source.place(record, self.byte);
                    let reason = "a mark opens a field, and none closes it";
                    let source = io::Error::new(io::ErrorKind::UnexpectedEof, reason);
                    return Err(ReadError::Broken { place, source });
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.row.len() <= self.limit => {
                    self.row.resize((self.row.len() * 2).min(self.limit + 1), 0);
                }
                ReadRecordResult::OutputFull => (is_too_long, written) = (true, 0),
                ReadRecordResult::OutputEndsFull if is_too_long => fields = 0,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        self.width = fields;
        Ok(Some(if is_too_long || written > self.limit { Row::TooLong } else { Row::Whole }))
    }

    /// Reads on in the stream: at its end to a line end, then to an empty block.
    fn read_block(&mut self, source: &Source, record: u64) -> Result<(), ReadError> {
        self.block.clear();
        self.parsed = 0;
        if self.fault.is_none() {
            self.fault = self.stream.read_onto(&mut self.block, BLOCK).err();
        }
        match self.fault.take() {
            Some(fault) if self.block.is_empty() => {
                Err(ReadError::Broken { place: source.place(record, self.stream.byte()), source: fault })
            }
            fault => {
                if self.block.is_empty() && !std::mem::replace(&mut self.is_ended, true) {
                    self.block.push(b'\n');
                }
                self.fault = fault;
                Ok(())
            }
        }
    }

    /// How many fields the row has.
    fn width(&self) -> usize {
        self.width
    }

    /// One field of the row.
    fn cell(&self, column: usize) -> &[u8] {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.row[start..self.ends[column]]
    }

    /// All fields of the row.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.width).map(|column| self.cell(column))
    }
}
