//! One quotation, and one sentence, as Python has them.
//!
//! In: a [`Row`]. Out: an immutable object with the row's columns as its
//! attributes. Of `“It held,” said the mayor.` it shows itself as `<Quotation 1
//! direct: 'It held,' by the mayor; said, 0.97>`.
//!
//! Limit: texts are copied out of the article, so that a quotation does not
//! hold it in memory.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use whosaid::write::{COLUMNS, Row};

/// A quotation of an article, and who said it.
///
/// Immutable; two are equal if all their attributes are. Offsets count code
/// points, as Python does, so that ``text[q.quote_start:q.quote_end] == q.quote``
/// and so on for ``mention`` and ``cue``. What the article does not say is
/// ``None``: quoted text that nobody is said to utter has no speaker.
#[pyclass(frozen, eq, hash, module = "whosaid", skip_from_py_object)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quotation {
    /// The id that was given with the text, if one was.
    article_id: Option<Arc<str>>,
    /// 1, 2, ... within the article.
    #[pyo3(get)]
    quote_id: u32,
    /// The same for the pieces of one act of speaking: "X," he said. "Y."
    #[pyo3(get)]
    statement_id: u32,
    /// "direct", "mixed" (a quoted piece in the writer's sentence) or "indirect".
    #[pyo3(get)]
    quote_type: &'static str,
    /// The words, without the outer marks.
    #[pyo3(get)]
    quote: String,
    /// The fullest name that the article gives, else the description.
    #[pyo3(get)]
    speaker: Option<String>,
    /// "person", "organization", "document", "group" or "unnamed".
    #[pyo3(get)]
    speaker_type: Option<&'static str>,
    /// Office, job, title or description, wherever the article states it.
    #[pyo3(get)]
    speaker_role: Option<String>,
    /// The words that name the speaker here: "the minister".
    #[pyo3(get)]
    speaker_mention: Option<String>,
    /// The words that say that somebody speaks: "said", "according to", ":".
    #[pyo3(get)]
    cue: Option<String>,
    /// In hundredths.
    confidence: u16,
    /// Number of the sentence in which the quotation starts, from 0.
    #[pyo3(get)]
    sentence: u32,
    /// Number of the paragraph in which the quotation starts, from 0.
    #[pyo3(get)]
    paragraph: u32,
    /// Offset of the quotation in the text, in code points.
    #[pyo3(get)]
    quote_start: u32,
    /// Offset just past it.
    #[pyo3(get)]
    quote_end: u32,
    /// Offset of ``speaker_mention``.
    #[pyo3(get)]
    mention_start: Option<u32>,
    /// Offset just past it.
    #[pyo3(get)]
    mention_end: Option<u32>,
    /// Offset of ``cue``.
    #[pyo3(get)]
    cue_start: Option<u32>,
    /// Offset just past it.
    #[pyo3(get)]
    cue_end: Option<u32>,
}

/// The word among `known` that `word` is.
fn one_of(word: &str, known: &[&'static str]) -> PyResult<&'static str> {
    let found = known.iter().find(|known| **known == word);
    found.copied().ok_or_else(|| PyValueError::new_err(format!("{word:?}: choose from {}", known.join(", "))))
}

/// Words, or nothing where there are none.
fn words(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.into())
}

impl Quotation {
    /// The row as an object of its own.
    pub fn new(row: &Row<'_>, article_id: Option<Arc<str>>) -> Self {
        let (by, cue) = (row.speaker, row.cue);
        Self {
            article_id,
            quote_id: row.quote_id,
            statement_id: row.statement_id,
            quote_type: row.quote_type,
            quote: row.quote.text.into(),
            speaker: by.and_then(|by| words(by.name)),
            speaker_type: by.map(|by| by.kind),
            speaker_role: by.and_then(|by| words(by.role)),
            speaker_mention: by.and_then(|by| words(by.mention.text)),
            cue: cue.and_then(|cue| words(cue.text)),
            confidence: row.confidence,
            sentence: row.sentence,
            paragraph: row.paragraph,
            quote_start: row.quote.start,
            quote_end: row.quote.end,
            mention_start: by.map(|by| by.mention.start),
            mention_end: by.map(|by| by.mention.end),
            cue_start: cue.map(|cue| cue.start),
            cue_end: cue.map(|cue| cue.end),
        }
    }
}

#[pymethods]
impl Quotation {
    #[new]
    #[allow(clippy::too_many_arguments, reason = "one for each column")]
    #[pyo3(signature = (*, article_id=None, quote_id, statement_id, quote_type, quote, speaker=None,
        speaker_type=None, speaker_role=None, speaker_mention=None, cue=None, confidence, sentence,
        paragraph, quote_start, quote_end, mention_start=None, mention_end=None, cue_start=None,
        cue_end=None))]
    fn from_columns(
        article_id: Option<&str>,
        quote_id: u32,
        statement_id: u32,
        quote_type: &str,
        quote: &str,
        speaker: Option<&str>,
        speaker_type: Option<&str>,
        speaker_role: Option<&str>,
        speaker_mention: Option<&str>,
        cue: Option<&str>,
        confidence: f64,
        sentence: u32,
        paragraph: u32,
        quote_start: u32,
        quote_end: u32,
        mention_start: Option<u32>,
        mention_end: Option<u32>,
        cue_start: Option<u32>,
        cue_end: Option<u32>,
    ) -> PyResult<Self> {
        let kinds = ["person", "organization", "document", "group", "unnamed"];
        Ok(Self {
            article_id: article_id.map(Arc::from),
            quote_id,
            statement_id,
            quote_type: one_of(quote_type, &["direct", "mixed", "indirect"])?,
            quote: quote.into(),
            speaker: speaker.map(str::to_owned),
            speaker_type: speaker_type.map(|kind| one_of(kind, &kinds)).transpose()?,
            speaker_role: speaker_role.map(str::to_owned),
            speaker_mention: speaker_mention.map(str::to_owned),
            cue: cue.map(str::to_owned),
            confidence: (confidence.clamp(0.0, 1.0) * 100.0).round() as u16,
            sentence,
            paragraph,
            quote_start,
            quote_end,
            mention_start,
            mention_end,
            cue_start,
            cue_end,
        })
    }

    /// The id that was given with the text, if one was.
    #[getter]
    fn article_id(&self) -> Option<&str> {
        self.article_id.as_deref()
    }

    /// 0 to 1, calibrated: of the rows at 0.90, nine in ten are right.
    #[getter]
    fn confidence(&self) -> f64 {
        f64::from(self.confidence) / 100.0
    }

    /// The attributes and their values, in the order of the columns.
    ///
    /// ``pandas.DataFrame(q.as_dict() for q in quotations)`` is a table of them.
    fn as_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let values = PyDict::new(slf.py());
        for column in &COLUMNS {
            values.set_item(column.name, slf.getattr(column.name)?)?;
        }
        Ok(values)
    }

    fn __repr__(&self) -> String {
        let by = self.speaker.as_deref().map_or_else(String::new, |name| format!(" by {name}"));
        let role = self.speaker_role.as_deref().map_or_else(String::new, |role| format!(" ({role})"));
        let cue = self.cue.as_deref().map_or_else(String::new, |cue| format!(" {cue},"));
        let Self { quote_id, quote_type, quote, confidence, .. } = self;
        let (whole, part) = (confidence / 100, confidence % 100);
        format!("<Quotation {quote_id} {quote_type}: {quote:?}{by}{role};{cue} {whole}.{part:02}>")
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("whosaid._html")?.call_method1("quotation", (slf,))
    }

    /// With which arguments pickle makes it anew.
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<((), Bound<'py, PyDict>)> {
        Ok(((), Self::as_dict(slf)?))
    }
}

/// A sentence of a text. ``str()`` is its words.
#[pyclass(frozen, eq, hash, module = "whosaid", skip_from_py_object)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Its words, as they stand in the text: ``text[s.start:s.end]``.
    #[pyo3(get)]
    text: String,
    /// Offset in the text, in code points.
    #[pyo3(get)]
    start: u32,
    /// Offset just past it.
    #[pyo3(get)]
    end: u32,
}

#[pymethods]
impl Sentence {
    #[new]
    pub fn new(text: &str, start: u32, end: u32) -> Self {
        Self { text: text.into(), start, end }
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("<Sentence {}..{}: {:?}>", self.start, self.end, self.text)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (String, u32, u32)) {
        let this = slf.get();
        (slf.get_type().into_any(), (this.text.to_string(), this.start, this.end))
    }
}
