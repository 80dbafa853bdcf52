//! All inputs as one row of batches, or of articles.
//!
//! In: the names of files and folders. Out: batches of records in input
//! order. `news/` and `wire.jsonl` with one broken line in it give every
//! article of both, with a fault where the line was: what is wrong with one
//! input never stops the next.
//!
//! Limit: inputs are opened and decompressed one at a time, by the caller's
//! thread.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::batch::{Batch, Source};
use super::error::ReadError;
use super::fields::Fields;
use super::inputs::{Format, Input, Inputs};
use super::lines::Lines;
use super::stream::Stream;
use super::table::Table;
use super::text::Text;
use super::{ReadOptions, Reader};
use crate::Article;

/// Reads the inputs one after the other.
pub struct Feed {
    inputs: Inputs,
    options: ReadOptions,
    reader: Option<Box<dyn Reader>>,
    consumed: Arc<AtomicU64>,
}

impl Feed {
    /// A feed of these files and folders; `-`, or none, is standard input.
    pub fn new(inputs: Vec<PathBuf>, options: ReadOptions) -> Self {
        let inputs = Inputs::new(inputs, options.format);
        Self { inputs, options, reader: None, consumed: Arc::default() }
    }

    /// The fields that make an article.
    pub fn fields(&self) -> &Fields {
        &self.options.fields
    }

    /// How many bytes of the inputs, compressed as they are, have been read.
    pub fn consumed(&self) -> u64 {
        self.consumed.load(Ordering::Relaxed)
    }

    /// Replaces what is in `batch` by the records that come next. It is empty
    /// when there are no more.
    pub fn fill(&mut self, batch: &mut Batch) {
        batch.clear();
        while !batch.is_full() {
            let Some(reader) = &mut self.reader else {
                match self.inputs.next() {
                    None => return,
                    Some(input) => match input.and_then(|input| self.open(input)) {
                        Ok(reader) => self.reader = Some(reader),
                        Err(fault) => batch.push_fault(fault),
                    },
                }
                continue;
            };
            match reader.fill(batch) {
                Ok(true) => {}
                Ok(false) => self.reader = None,
                Err(fault) => {
                    batch.push_fault(fault);
                    self.reader = None;
                }
            }
        }
    }

    fn open(&self, input: Input) -> Result<Box<dyn Reader>, ReadError> {
        let stream = if input.is_standard() {
            Stream::new(io::stdin(), &self.consumed)
        } else {
            File::open(&input.path).and_then(|file| Stream::new(file, &self.consumed))
        };
        let stream = match stream {
            Ok(stream) => stream,
            Err(source) => return Err(ReadError::Open { path: input.path, source }),
        };
        let format = input.format.unwrap_or_else(|| Format::of_bytes(stream.peek()));
        let source = Arc::new(Source { path: input.path, name: input.name });
        let (fields, limit) = (&self.options.fields, self.options.max_article_bytes);
        Ok(match format {
            Format::Text => Box::new(Text::new(stream, source, limit)),
            Format::Jsonl => Box::new(Lines::new(stream, source, limit)),
            Format::Csv => Box::new(Table::new(stream, source, b',', fields, limit)?),
            Format::Tsv => Box::new(Table::new(stream, source, b'\t', fields, limit)?),
        })
    }
}

/// The articles of a [`Feed`], one at a time: for comfort. Each is a new
/// allocation; [`Batch::next_into`] uses one again and again.
pub struct Articles {
    feed: Feed,
    batch: Batch,
}

impl IntoIterator for Feed {
    type Item = Result<Article, ReadError>;
    type IntoIter = Articles;

    fn into_iter(self) -> Articles {
        Articles { feed: self, batch: Batch::default() }
    }
}

impl Iterator for Articles {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.batch.is_empty() {
            self.feed.fill(&mut self.batch);
        }
        let mut article = Article::default();
        self.batch.next_into(self.feed.fields(), &mut article).map(|read| read.map(|()| article))
    }
}
