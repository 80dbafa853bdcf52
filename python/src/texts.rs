//! One text, or many, in `str`s.
//!
//! In: `str`s. Out: for each of them the list of its quotations. What is no
//! text (`None`, a number, a lone surrogate) has an empty list and a fault, and
//! costs the others nothing.
//!
//! Limit: many texts are taken from their iterable before work begins.

use std::ops::Range;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyList, PyString};
use whosaid::write::{Row, Unit};
use whosaid::{Segmenter, Span};

use crate::fault::Fault;
use crate::quotation::{Quotation, Sentence};
use crate::settings::{Desk, Settings, guarded};
use crate::tally::Tally;
use crate::work::{Watch, spread};

/// How many bytes of text are a piece of work: some hundred articles.
const PIECE: usize = 1 << 18;

/// One item of what was given.
type Item = Result<PyBackedStr, String>;

/// The item as text, or why it is none.
fn item(given: &Bound<'_, PyAny>) -> Item {
    let Ok(text) = given.cast::<PyString>() else {
        let kind = given.get_type().name();
        return Err(format!(
            "no text: a str is wanted, not {}",
            kind.map_or_else(|_| "this".into(), |k| k.to_string())
        ));
    };
    PyBackedStr::try_from(text.clone()).map_err(|fault| {
        let at = fault.value(given.py()).getattr("start").and_then(|at| at.extract::<usize>());
        // Another fault is that there is no memory for it.
        at.map_or_else(
            |_| format!("cannot be read: {fault}"),
            |at| format!("not UTF-8: a lone surrogate at code point {at}"),
        )
    })
}

/// The text of a call that has but one.
fn only(given: &Bound<'_, PyAny>, settings: &Settings) -> PyResult<PyBackedStr> {
    if !given.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(format!("text: a str is wanted, not {}", given.get_type().name()?)));
    }
    let text = item(given).and_then(|text| settings.text(text.as_bytes()).map(drop).map(|()| text));
    text.map_err(Fault::alone)
}

/// The quotations of one text.
#[pyfunction]
pub fn extract(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    id: Option<&str>,
    settings: &Settings,
) -> PyResult<Vec<Quotation>> {
    let text = only(text, settings)?;
    let id: Option<Arc<str>> = id.map(Arc::from);
    let found = py.detach(|| {
        let mut found = Vec::new();
        let (mut desk, mut tally) = (Desk::default(), Tally::default());
        let take = |row: Row<'_>| found.push(Quotation::new(&row, id.clone()));
        settings.rows("", &text, &mut desk, &mut tally, take).map(|()| found)
    });
    found.map_err(Fault::alone)
}

/// The sentences of one text.
#[pyfunction]
pub fn sentences(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    keep_quotations: bool,
    settings: &Settings,
) -> PyResult<Vec<Sentence>> {
    let text = only(text, settings)?;
    let found = py.detach(|| {
        let segmenter = Segmenter::new().keep_quotations(keep_quotations);
        let found = guarded(|| segmenter.segment(&text))?;
        let mut desk = Desk::default();
        let offsets = desk.offsets(Unit::Chars, &text);
        let sentence = |span: &Span| {
            Sentence::new(span.of(&text), offsets.of(&text, span.start), offsets.of(&text, span.end))
        };
        Ok(found.sentences.iter().map(sentence).collect())
    });
    found.map_err(Fault::alone)
}

/// Many texts, with their ids.
struct Given {
    texts: Vec<Item>,
    ids: Vec<Option<Arc<str>>>,
}

impl Given {
    fn new(texts: &Bound<'_, PyAny>, ids: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        if texts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("texts: several are wanted; for one there is extract()"));
        }
        let texts = texts.try_iter()?.map(|text| Ok(item(&text?))).collect::<PyResult<Vec<Item>>>()?;
        let ids = match ids {
            None => vec![None; texts.len()],
            Some(ids) => ids.try_iter()?.map(|id| spelled(&id?)).collect::<PyResult<_>>()?,
        };
        if ids.len() != texts.len() {
            return Err(PyValueError::new_err(format!("{} ids for {} texts", ids.len(), texts.len())));
        }
        Ok(Self { texts, ids })
    }

    /// The stretches of texts that are worked on in one go.
    fn pieces(&self) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let (mut start, mut bytes) = (0, 0);
        for (number, text) in self.texts.iter().enumerate() {
            bytes += text.as_ref().map_or(0, |text| text.len()) + 1;
            if bytes > PIECE {
                pieces.push(start..number + 1);
                (start, bytes) = (number + 1, 0);
            }
        }
        pieces.push(start..self.texts.len());
        pieces
    }
}

/// The id as text, whatever it is.
fn spelled(id: &Bound<'_, PyAny>) -> PyResult<Option<Arc<str>>> {
    if id.is_none() {
        return Ok(None);
    }
    let id = id.str()?;
    Ok(Some(Arc::from(&*id.to_string_lossy())))
}

/// What was found in a stretch of texts.
#[derive(Default)]
struct Done {
    found: Vec<Vec<Quotation>>,
    faults: Vec<Fault>,
    tally: Tally,
}

/// The quotations of many texts: lists, faults, and what it came to.
#[pyfunction]
pub fn extract_batch<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    ids: Option<&Bound<'py, PyAny>>,
    settings: &Settings,
    threads: usize,
    strict: bool,
    watch: Option<Py<PyAny>>,
) -> PyResult<(Bound<'py, PyList>, Vec<Fault>, Tally)> {
    let given = Given::new(texts, ids)?;
    let mut watch = Watch::new(watch);
    let (mut found, mut faults) = (Vec::with_capacity(given.texts.len()), Vec::new());
    let work = |range: Range<usize>, desk: &mut Desk| {
        let mut done = Done::default();
        for index in range {
            let mut rows = Vec::new();
            let id = &given.ids[index];
            let outcome = match &given.texts[index] {
                Ok(text) => settings.text(text.as_bytes()).and_then(|text| {
                    let take = |row: Row<'_>| rows.push(Quotation::new(&row, id.clone()));
                    settings.rows("", text, desk, &mut done.tally, take)
                }),
                Err(reason) => Err(reason.clone()),
            };
            if let Err(reason) = outcome {
                done.tally.skipped += 1;
                done.faults.push(Fault { index, id: id.as_deref().map(str::to_owned), reason, of: "texts" });
            }
            done.found.push(rows);
        }
        done
    };
    let take = |done: Done, watch: &mut Watch| {
        watch.tally.add(&done.tally);
        if strict && let Some(fault) = done.faults.first() {
            return Err(fault.clone().raised());
        }
        found.extend(done.found);
        faults.extend(done.faults);
        Ok(())
    };
    spread(py, threads, &mut watch, given.pieces().into_iter().map(Ok), work, take)?;
    watch.tell(py)?;
    let lists = found.into_iter().map(|rows| PyList::new(py, rows)).collect::<PyResult<Vec<_>>>()?;
    Ok((PyList::new(py, lists)?, faults, watch.tally))
}
