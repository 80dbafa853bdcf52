//! Why an article has no rows, in the words of the command line.
//!
//! In: a [`ReadError`]. Out: a [`Fault`] that names the article by its place in
//! what was given: `texts[16]: not UTF-8: invalid utf-8 sequence of 1 bytes
//! from index 5`. Where the program's words name an option, Python's name the
//! argument.
//!
//! Limit: of a record only its number and id are known, not its byte.

use std::path::PathBuf;

use pyo3::import_exception;
use pyo3::prelude::*;
use whosaid::pipeline;
use whosaid::read::{Place, ReadError};

import_exception!(whosaid._errors, ArticleError);
import_exception!(whosaid._errors, ColumnError);
import_exception!(whosaid._errors, ModelError);

/// What the program calls its options, and what they are called here.
const NAMES: [(&str, &str); 4] = [
    ("--text-field, --id-field and --title-field name them", "text=, id= and keep= name them"),
    ("--text-field", "text="),
    ("--max-article-bytes", "max_article_bytes="),
    ("--threads", "threads="),
];

/// A place that is not told: words of this layer name the article.
pub fn nowhere() -> Place {
    Place { path: PathBuf::new(), record: 0, byte: 0 }
}

/// What is wrong, with all causes, without the place.
pub fn reason(error: ReadError) -> String {
    renamed(pipeline::Fault::from(error).reason())
}

/// The words with the arguments' names for the options'.
pub fn renamed(mut words: String) -> String {
    for (option, argument) in NAMES {
        words = words.replace(option, argument);
    }
    words
}

/// Why an article has no rows.
///
/// `str()` tells all of it in one line.
#[pyclass(frozen, eq, hash, module = "whosaid", skip_from_py_object)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Number of the article in what was given, from 0.
    #[pyo3(get)]
    pub index: usize,
    /// The article's id, where it has one.
    #[pyo3(get)]
    pub id: Option<String>,
    /// What is wrong with it, in the words of the command line.
    #[pyo3(get)]
    pub reason: String,
    /// What the number counts in.
    pub of: &'static str,
}

impl Fault {
    /// The exception of a strict run.
    pub fn raised(self) -> PyErr {
        ArticleError::new_err((self.to_string(), self))
    }
}

impl Fault {
    /// The exception of a call that has but one text.
    pub fn alone(reason: String) -> PyErr {
        Self { index: 0, id: None, reason, of: "" }.raised()
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.of.is_empty() {
            return f.write_str(&self.reason);
        }
        write!(f, "{}[{}]", self.of, self.index)?;
        if let Some(id) = &self.id {
            write!(f, ", id {id:?}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

#[pymethods]
impl Fault {
    fn __str__(&self) -> String {
        self.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Fault {self}>")
    }
}
