//! JSON lines: one object a line.
//!
//! In: a stream. Out: its lines, put into a batch as they stand. Of
//! `{"text": "Rain."}⏎⏎{"text": "Sun."}` the records are 1 and 3: the number
//! of a record is that of its line, and lines without content are none.
//!
//! Bytes are read straight into the batch and lines found there, so that no
//! byte is copied between the file and the parser save those of a line that
//! does not fit any more. Limit: a line that is longer than the article limit
//! is skipped without being held.

use std::io;
use std::sync::Arc;

use super::batch::{Batch, Body, Source};
use super::error::ReadError;
use super::stream::Stream;
use super::{Reader, Start};

/// The least that is read at a time.
const BLOCK: usize = 64 << 10;

/// Cuts a stream into lines.
pub(super) struct Lines {
    stream: Stream,
    source: Arc<Source>,
    limit: usize,
    /// The start of a line whose end has not been read.
    carried: Vec<u8>,
    /// Number of the line that comes next, from 1, and where it starts.
    number: u64,
    byte: u64,
}

impl Lines {
    /// A reader of the lines of `stream`.
    pub(super) fn new(
        mut stream: Stream,
        source: Source,
        limit: usize,
        start: Start,
    ) -> Result<Self, ReadError> {
        stream.skip_to(start.byte).map_err(|fault| source.unreadable(fault))?;
        let (byte, number) = (stream.byte(), start.record.max(1));
        Ok(Self { stream, source: Arc::new(source), limit, carried: Vec::new(), number, byte })
    }

    /// Puts the lines of `batch.bytes()[start..end]` into the batch. The last
    /// needs no line feed.
    fn cut(&mut self, batch: &mut Batch, start: usize, end: usize) {
        let bytes = std::mem::take(batch.bytes());
        let mut from = start;
        for feed in memchr::memchr_iter(b'\n', &bytes[start..end]) {
            self.line(batch, &bytes, from, start + feed);
            from = start + feed + 1;
            self.byte += 1;
        }
        if from < end {
            self.line(batch, &bytes, from, end);
        }
        *batch.bytes() = bytes;
    }

    /// Puts one line into the batch.
    fn line(&mut self, batch: &mut Batch, bytes: &[u8], from: usize, to: usize) {
        if to - from > self.limit {
            self.push_too_long(batch);
        } else if !bytes[from..to].iter().all(u8::is_ascii_whitespace) {
            batch.push(self.number, self.byte, Body::Json(from..to));
        }
        self.number += 1;
        self.byte += (to - from) as u64;
    }

    fn push_too_long(&self, batch: &mut Batch) {
        let place = self.source.place(self.number, self.byte);
        batch.push_fault(ReadError::TooLong { place, limit: self.limit });
    }

    /// Throws away what is left of a line that is too long.
    fn skip(&mut self, batch: &mut Batch, start: usize) -> io::Result<()> {
        self.push_too_long(batch);
        self.number += 1;
        loop {
            batch.bytes().truncate(start);
            let read = self.stream.read_onto(batch.bytes(), BLOCK)?;
            let feed = memchr::memchr(b'\n', &batch.bytes()[start..]);
            if let Some(feed) = feed {
                self.carried.extend_from_slice(&batch.bytes()[start + feed + 1..]);
            }
            if read == 0 || feed.is_some() {
                batch.bytes().truncate(start);
                self.byte = self.stream.byte() - self.carried.len() as u64;
                return Ok(());
            }
        }
    }

    /// The error for a file that cannot be read on.
    fn broken(&self, source: io::Error) -> ReadError {
        ReadError::Broken { place: self.source.place(self.number, self.stream.byte()), source }
    }
}

impl Reader for Lines {
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, ReadError> {
        batch.begin(&self.source);
        let start = batch.bytes().len();
        batch.bytes().append(&mut self.carried);
        let mut scanned = start;
        loop {
            // A line that is longer than the room is read on in steps as long
            // as what there is of it, so that it is moved a few times at most.
            let most = batch.room().max(batch.bytes().len() - start).max(BLOCK);
            let read = self.stream.read_onto(batch.bytes(), most);
            let last = memchr::memrchr(b'\n', &batch.bytes()[scanned..]);
            let end = batch.bytes().len();
            let whole = last.map_or(start, |last| scanned + last + 1);
            match read {
                Ok(0) => {
                    self.cut(batch, start, end);
                    return Ok(false);
                }
                Ok(_) if last.is_some() => {
                    self.cut(batch, start, whole);
                    self.carried.extend_from_slice(&batch.bytes()[whole..]);
                    batch.bytes().truncate(whole);
                    return Ok(true);
                }
                Ok(_) if end - start > self.limit => {
                    return self.skip(batch, start).map(|()| true).map_err(|fault| self.broken(fault));
                }
                Ok(_) => scanned = end,
                Err(fault) => {
                    self.cut(batch, start, whole);
                    // As it is told of one that is met in smaller steps.
                    if end - whole > self.limit {
                        self.push_too_long(batch);
                        self.number += 1;
                    }
                    return Err(self.broken(fault));
                }
            }
        }
    }

    fn position(&self) -> Start {
        Start { member: 0, record: self.number, byte: self.byte }
    }
}
