//! What is looked for, and the core's one verb under these settings.
//!
//! In: the arguments of a Python function. Out: [`Settings`], which are checked
//! and ready; and with them, of an article's bytes, its rows. Of `“It held,”
//! said the mayor.` one row is given to whoever asks.
//!
//! Limit: settings are made anew for each call from Python, weights are not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::str::from_utf8;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use whosaid::pipeline::Fault;
use whosaid::read::{Place, ReadError};
use whosaid::write::{Offsets, Row, Unit, WriteOptions, rows};
use whosaid::{Extraction, Extractor, Options, Scratch, Span};

use crate::fault::{ModelError, nowhere, reason};
use crate::tally::Tally;

/// Buffers that have grown past this are not kept: one giant article must not
/// weigh on the rest of the run.
const LARGE: usize = 8 << 20;

/// Learned weights from a file that `whosaid train` wrote.
#[pyclass(frozen, module = "whosaid")]
pub struct Model {
    path: PathBuf,
    /// Without and with reported speech.
    extractors: [Extractor; 2],
}

#[pymethods]
impl Model {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let bytes = py.detach(|| std::fs::read(&path))?;
        let model = whosaid::Model::from_bytes(&bytes)
            .map_err(|fault| ModelError::new_err(format!("{}: {fault}", path.display())))?;
        let quoted = Extractor::with_model(Options { indirect: false }, model.clone());
        let all = Extractor::with_model(Options { indirect: true }, model);
        Ok(Self { path, extractors: [quoted, all] })
    }

    fn __repr__(&self) -> String {
        format!("Model({:?})", self.path)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (PathBuf,)) {
        (slf.get_type().into_any(), (slf.get().path.clone(),))
    }
}

/// What is looked for, and how it is told.
#[pyclass(frozen, module = "whosaid._native")]
pub struct Settings {
    extractor: Extractor,
    pub write: WriteOptions,
    limit: usize,
}

#[pymethods]
impl Settings {
    #[new]
    fn new(
        indirect: bool,
        attributed_only: bool,
        min_confidence: f64,
        offsets: &str,
        max_article_bytes: usize,
        model: Option<&Bound<'_, Model>>,
    ) -> PyResult<Self> {
        let unit = match offsets {
            "chars" => Unit::Chars,
            "bytes" => Unit::Bytes,
            "utf16" => Unit::Utf16,
            other => return Err(refused(format!("offsets: {other:?}: choose from chars, bytes, utf16"))),
        };
        let Some(min_confidence) = WriteOptions::hundredths(min_confidence) else {
            return Err(refused("min_confidence: a number from 0 to 1 is wanted".to_owned()));
        };
        let limit = Span::LIMIT - 1;
        if !(1..=limit).contains(&max_article_bytes) {
            return Err(refused(format!("max_article_bytes: {max_article_bytes}: choose from 1 to {limit}")));
        }
        let extractor = match model {
            Some(model) => model.get().extractors[usize::from(indirect)].clone(),
            None => Extractor::new(Options { indirect }),
        };
        let write = WriteOptions { unit, attributed_only, min_confidence, ..WriteOptions::default() };
        Ok(Self { extractor, write, limit: max_article_bytes })
    }
}

fn refused(words: String) -> PyErr {
    PyValueError::new_err(words)
}

/// What is needed to work on an article, one set a thread.
#[derive(Default)]
pub struct Desk {
    scratch: Scratch,
    offsets: Offsets,
}

impl Desk {
    /// Offsets into `text` in `unit`.
    pub fn offsets(&mut self, unit: Unit, text: &str) -> &Offsets {
        self.offsets = Offsets::new(unit);
        self.offsets.read(text);
        &self.offsets
    }
}

impl Settings {
    /// The bytes as an article's text, or why they are none.
    pub fn text<'t>(&self, bytes: &'t [u8]) -> Result<&'t str, String> {
        if bytes.len() > self.limit {
            return Err(reason(ReadError::TooLong { place: nowhere(), limit: self.limit }));
        }
        utf8(bytes)
    }

    /// Gives the rows of a text to `take`.
    pub fn rows<'t>(
        &self,
        id: &'t str,
        text: &'t str,
        desk: &mut Desk,
        tally: &mut Tally,
        take: impl FnMut(Row<'_>),
    ) -> Result<(), String> {
        let found = guarded(|| self.extractor.extract_with(text, &mut desk.scratch));
        if found.is_err() || text.len() > LARGE {
            desk.scratch = Scratch::default();
        }
        let found: Extraction = found?;
        tally.add_article(text, &found);
        if !found.quotations.is_empty() {
            let offsets = desk.offsets(self.write.unit, text);
            rows(id, text, &found, &self.write, offsets).for_each(take);
        }
        Ok(())
    }
}

/// The bytes as text, or why they are none.
pub fn utf8(bytes: &[u8]) -> Result<&str, String> {
    from_utf8(bytes).map_err(|source| reason(ReadError::Utf8 { place: nowhere(), source }))
}

/// The outcome of the core, which never panics by its own law. Should it break
/// that law, it must not cost the user the other million articles.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let place: Place = nowhere();
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Fault::Core(place).reason())
}
