//! All inputs as one row of batches, or of articles.
//!
//! In: the names of files and folders. Out: batches of records in input
//! order. `news/` and `wire.jsonl` with one broken line in it give every
//! article of both, with a fault where the line was: what is wrong with one
//! input never stops the next.
//!
//! Limit: inputs are opened and decompressed one at a time, by the caller's
//! thread, and of a slow pipe nothing is handed on before a batch is full.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use super::batch::Batch;
use super::error::ReadError;
use super::fields::Fields;
use super::inputs::Inputs;
use super::open::Opener;
use super::{ReadOptions, Reader, Start};
use crate::Article;

/// A place between two records of the inputs, at which one can go on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// How many inputs have been read, or found to be unreadable.
    input: u64,
    /// Where in the input that comes next.
    within: Start,
}

/// Reads the inputs one after the other.
///
/// ```
/// use whosaid::read::{Feed, ReadError, ReadOptions};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("wire.jsonl");
/// # std::fs::write(&path, "{\"text\": \"It rained.\"}\n{oops\n{\"text\": \"It held.\"}\n").unwrap();
/// let mut ids = Vec::new();
/// for article in Feed::new(vec![path], ReadOptions::default()) {
///     match article {
///         Ok(article) => ids.push(article.id),
///         Err(ReadError::Json { place, .. }) => assert_eq!(place.record, 2),
///         Err(other) => panic!("{other}"),
///     }
/// }
/// assert_eq!(ids, ["wire.jsonl:1", "wire.jsonl:3"]);
/// ```
pub struct Feed {
    inputs: Inputs,
    opener: Opener,
    reader: Option<Box<dyn Reader>>,
    /// Where `reader` was opened, or the next will be.
    position: Position,
}

impl Feed {
    /// A feed of these files and folders; `-`, or none, is standard input.
    pub fn new(inputs: Vec<PathBuf>, options: ReadOptions) -> Self {
        let inputs = Inputs::new(inputs, options.format);
        let opener = Opener { options: Arc::new(options), consumed: Arc::default() };
        Self { inputs, opener, reader: None, position: Position::default() }
    }

    /// A feed that goes on at this position of the same inputs. What it had
    /// read before counts as consumed, as far as it need not be read again.
    pub fn resume(inputs: Vec<PathBuf>, options: ReadOptions, position: Position) -> Self {
        let mut feed = Self::new(inputs, options);
        for input in feed.inputs.by_ref().take(position.input as usize).flatten() {
            let length = input.path.metadata().map_or(0, |about| about.len());
            feed.opener.consumed.fetch_add(length, Ordering::Relaxed);
        }
        feed.position = position;
        feed
    }

    /// The fields that make an article.
    pub fn fields(&self) -> &Fields {
        &self.opener.options.fields
    }

    /// How many bytes of the inputs, compressed as they are, have been read.
    pub fn consumed(&self) -> u64 {
        self.opener.consumed.load(Ordering::Relaxed)
    }

    /// Replaces what is in `batch` by the records that come next. It is empty
    /// when there are no more.
    pub fn fill(&mut self, batch: &mut Batch) {
        batch.clear();
        while !batch.is_full() {
            let Some(reader) = &mut self.reader else {
                let Some(input) = self.inputs.next() else { break };
                let start = self.position.within;
                match input.and_then(|input| self.opener.open(input, start)) {
                    Ok(reader) => self.reader = Some(reader),
                    Err(fault) => {
                        batch.push_fault(fault);
                        self.close();
                    }
                }
                continue;
            };
            match reader.fill(batch) {
                Ok(true) => self.position.within = reader.position(),
                Ok(false) => self.close(),
                Err(fault) => {
                    batch.push_fault(fault);
                    self.close();
                }
            }
        }
        batch.end_at(self.position.clone());
    }

    /// This input is done with.
    fn close(&mut self) {
        self.reader = None;
        self.position = Position { input: self.position.input + 1, within: Start::default() };
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
