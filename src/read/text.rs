//! Plain text: one article a file.
//!
//! In: a stream. Out: one record, all of it. The file `2024/storm.txt` in a
//! folder becomes the article `2024/storm.txt`; an empty file is an article
//! in which nobody speaks.
//!
//! Limit: the headline is not told from the text.

use std::sync::Arc;

use super::batch::{Batch, Body, Source};
use super::error::ReadError;
use super::stream::Stream;
use super::{Reader, Start};

/// Reads a stream as one text.
pub(super) struct Text {
    stream: Stream,
    source: Arc<Source>,
    limit: usize,
}

impl Text {
    /// A reader of all of `stream`.
    pub(super) fn new(stream: Stream, source: Source, limit: usize) -> Self {
        Self { stream, source: Arc::new(source), limit }
    }
}

impl Reader for Text {
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, ReadError> {
        batch.begin(&self.source);
        let byte = self.stream.byte();
        let start = batch.bytes().len();
        if let Err(source) = self.stream.read_onto(batch.bytes(), self.limit + 1) {
            batch.bytes().truncate(start);
            let place = self.source.place(1, self.stream.byte());
            return Err(ReadError::Broken { place, source });
        }
        let end = batch.bytes().len();
        if end - start > self.limit {
            batch.bytes().truncate(start);
            let place = self.source.place(1, byte);
            batch.push_fault(ReadError::TooLong { place, limit: self.limit });
        } else {
            batch.push(1, byte, Body::Text(start..end));
        }
        Ok(false)
    }

    fn position(&self) -> Start {
        // All of it is one record.
        Start::default()
    }
}
