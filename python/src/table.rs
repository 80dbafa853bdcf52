//! Tables in, tables out, over Arrow's C data interface.
//!
//! In: whatever has `__arrow_c_stream__` (a table of pyarrow, Polars, DuckDB,
//! pandas), its columns of text and id, and those to be carried along. Out:
//! [`Quotations`], which has `__arrow_c_stream__` too. A table with `“It held,”
//! said the mayor.` in its second row and nothing in its third gives the row of
//! the second and a fault for the third.
//!
//! The text is read where it lies; a stream is taken batch by batch. Limit:
//! the rows that are found are all held in memory.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, FieldRef, SchemaRef};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use whosaid::read::ReadError;
use whosaid::write::{COLUMNS, Kind, Row, TableFormat, TableWriter, WriteOptions};

use crate::column::Column;
use crate::fault::{ColumnError, Fault, nowhere, reason, renamed};
use crate::quotes::{Quotes, schema};
use crate::settings::{Desk, Settings, utf8};
use crate::tally::Tally;
use crate::work::{Watch, spread};

/// A piece of work has at most so many bytes of text, and at least so many
/// where there are enough: small enough to share, large enough for the columns
/// that it makes.
const PIECE: Range<usize> = 1 << 16..1 << 22;

/// A table of quotations: one row a quotation.
///
/// It speaks Arrow's PyCapsule interface, so that ``pyarrow.table(q)``,
/// ``polars.DataFrame(q)``, ``pandas.DataFrame.from_arrow(q)`` and
/// ``duckdb.sql("from q")`` take it as it is, as often as one likes.
#[pyclass(frozen, module = "whosaid")]
pub struct Quotations {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    /// What it came to: articles, skipped ones, quotations, ...
    #[pyo3(get)]
    tally: Tally,
    /// The articles that were skipped, and why.
    #[pyo3(get)]
    faults: Vec<Fault>,
}

#[pymethods]
impl Quotations {
    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        let rows = self.__len__();
        let mut out = format!("<Quotations: {rows} rows, {} columns", self.schema.fields().len());
        if !self.faults.is_empty() {
            let plural = if self.faults.len() == 1 { "" } else { "s" };
            let _ = write!(out, "; {} article{plural} skipped", self.faults.len());
        }
        out.push('>');
        out
    }

    /// The rows as a stream of record batches, for whoever takes Arrow's. The
    /// schema that is asked for is not looked at, as the interface allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok::<_, ArrowError>);
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The names and types of the columns, for whoever takes Arrow's.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(broken)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }
}

fn broken(fault: ArrowError) -> PyErr {
    PyRuntimeError::new_err(fault.to_string())
}

/// The columns of a row: name, "text", "integer" or "decimal", and whether a
/// cell may be empty.
#[pyfunction]
pub fn columns() -> Vec<(&'static str, &'static str, bool)> {
    let kind = |kind| match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Decimal => "decimal",
    };
    COLUMNS.iter().map(|column| (column.name, kind(column.kind), column.is_optional)).collect()
}

/// Where in a table the columns are that are wanted.
struct Wanted {
    text: usize,
    id: Option<usize>,
    kept: Vec<usize>,
    names: Vec<String>,
    text_name: String,
}

impl Wanted {
    fn new(schema: &SchemaRef, text: &str, id: Option<&str>, kept: &[String]) -> PyResult<Self> {
        let columns: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let find = |name: &str| {
            let found = columns.iter().position(|column| column == name);
            found.ok_or_else(|| {
                let (path, column, columns) = ("table".into(), name.to_owned(), columns.clone());
                ColumnError::new_err(reason(ReadError::NoColumn { path, column, columns }))
            })
        };
        // Whatever the format, a writer refuses names that clash.
        let options = WriteOptions { kept: kept.to_vec(), ..WriteOptions::default() };
        TableWriter::new(TableFormat::Csv, options)
            .map_err(|fault| ColumnError::new_err(renamed(fault.to_string())))?;
        Ok(Self {
            text: find(text)?,
            id: id.map(find).transpose()?,
            kept: kept.iter().map(|name| find(name)).collect::<PyResult<_>>()?,
            names: columns.clone(),
            text_name: text.to_owned(),
        })
    }
}

/// A batch of the table, ready to be worked on.
struct Articles {
    text: Column,
    id: Option<Column>,
    kept: Vec<ArrayRef>,
    /// Those of the kept columns that hold text.
    kept_text: Vec<Column>,
    /// The number of its first row in the table.
    first: usize,
}

impl Articles {
    fn new(batch: &RecordBatch, wanted: &Wanted, first: usize) -> PyResult<Self> {
        let unfit = |column: usize, what: &str| {
            let (name, kind) = (&wanted.names[column], batch.column(column).data_type());
            PyTypeError::new_err(format!("the column {name} holds {kind}, where {what} is wanted"))
        };
        let text = Column::text(batch.column(wanted.text)).ok_or_else(|| unfit(wanted.text, "text"))?;
        let id = wanted
            .id
            .map(|id| Column::id(batch.column(id)).ok_or_else(|| unfit(id, "text, or whole numbers,")));
        let kept: Vec<ArrayRef> = wanted.kept.iter().map(|&kept| Arc::clone(batch.column(kept))).collect();
        let kept_text = kept.iter().filter(|kept| kept.data_type().is_string()).filter_map(Column::text);
        Ok(Self { text, id: id.transpose()?, kept_text: kept_text.collect(), kept, first })
    }

    /// The stretches of rows that are worked on in one go.
    fn pieces(&self, rows: usize, threads: usize) -> Vec<Range<usize>> {
        let all: usize = (0..rows).map(|row| self.text.length(row)).sum();
        let full = (all / (threads * 4)).clamp(PIECE.start, PIECE.end);
        let mut pieces = Vec::new();
        let (mut start, mut bytes) = (0, 0);
        for row in 0..rows {
            bytes += self.text.length(row) + 1;
            if bytes > full {
                pieces.push(start..row + 1);
                (start, bytes) = (row + 1, 0);
            }
        }
        pieces.push(start..rows);
        pieces
    }
}

/// The batches of a stream, cut into pieces of work.
struct Pieces {
    stream: RecordBatchStreamReader,
    wanted: Arc<Wanted>,
    threads: usize,
    first: usize,
    ready: std::vec::IntoIter<(Arc<Articles>, Range<usize>)>,
}

impl Iterator for Pieces {
    type Item = PyResult<(Arc<Articles>, Range<usize>)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(piece) = self.ready.next() {
                return Some(Ok(piece));
            }
            let articles = match self.stream.next()? {
                Ok(batch) => Articles::new(&batch, &self.wanted, self.first).map(|of| (of, batch.num_rows())),
                Err(fault) => Err(broken(fault)),
            };
            let (articles, rows) = match articles {
                Ok(articles) => articles,
                Err(fault) => return Some(Err(fault)),
            };
            self.first += rows;
            let articles = Arc::new(articles);
            let pieces = articles.pieces(rows, self.threads).into_iter();
            let pieces: Vec<_> = pieces.map(|range| (Arc::clone(&articles), range)).collect();
            self.ready = pieces.into_iter();
        }
    }
}

/// What was found in a piece.
struct Done {
    batches: Result<Vec<RecordBatch>, ArrowError>,
    faults: Vec<Fault>,
    tally: Tally,
}

/// What is done with a piece; shared by all threads.
struct Work<'a> {
    settings: &'a Settings,
    wanted: &'a Wanted,
    schema: &'a SchemaRef,
    /// Whether an article without an id has its number for one.
    is_numbered: bool,
}

impl Work<'_> {
    fn piece(&self, articles: &Articles, rows: Range<usize>, desk: &mut Desk) -> Done {
        let mut quotes = Quotes::new(self.schema, &articles.kept);
        let (mut faults, mut tally) = (Vec::new(), Tally::default());
        let mut outcome = Ok(());
        for row in rows {
            if let Err(reason) = self.article(articles, row, desk, &mut tally, &mut quotes, &mut outcome) {
                tally.skipped += 1;
                let id = articles.id.as_ref().and_then(|ids| ids.value(row));
                let id = id.map(|id| String::from_utf8_lossy(id).into_owned());
                faults.push(Fault { index: articles.first + row, id, reason, of: "table" });
            }
            if outcome.is_err() {
                break;
            }
        }
        Done { batches: outcome.and_then(|()| quotes.finish()), faults, tally }
    }

    fn article(
        &self,
        articles: &Articles,
        row: usize,
        desk: &mut Desk,
        tally: &mut Tally,
        quotes: &mut Quotes<'_>,
        outcome: &mut Result<(), ArrowError>,
    ) -> Result<(), String> {
        let Some(text) = articles.text.value(row) else {
            let (wanted, fields) = (self.wanted.text_name.clone(), self.wanted.names.clone());
            return Err(reason(ReadError::NoText { place: nowhere(), wanted, fields }));
        };
        let text = self.settings.text(text)?;
        let mut carried = 0;
        for kept in &articles.kept_text {
            carried += utf8(kept.value(row).unwrap_or_default())?.len();
        }
        let id = articles.id.as_ref().and_then(|ids| ids.value(row));
        let id = utf8(id.unwrap_or_default())?;
        let number = (articles.first + row).to_string();
        let id = if id.is_empty() && self.is_numbered { &number } else { id };
        let from = row;
        self.settings.rows(id, text, desk, tally, |row: Row<'_>| {
            if outcome.is_ok() {
                *outcome = quotes.push(&row, from, !id.is_empty(), carried);
            }
        })
    }
}

/// The quotations of a table's articles.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "Python's side checks and names them")]
pub fn extract_arrow(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    text: &str,
    id: Option<&str>,
    keep: Vec<String>,
    settings: &Settings,
    threads: usize,
    strict: bool,
    is_numbered: bool,
    watch: Option<Py<PyAny>>,
) -> PyResult<Quotations> {
    if !table.hasattr("__arrow_c_stream__")? {
        let kind = table.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "table: something with __arrow_c_stream__ is wanted (a table of pyarrow, Polars, DuckDB or \
             pandas), not {kind}"
        )));
    }
    let stream = RecordBatchStreamReader::from_pyarrow_bound(table)?;
    let found_in = arrow_array::RecordBatchReader::schema(&stream);
    let wanted = Arc::new(Wanted::new(&found_in, text, id, &keep)?);
    // Columns of a wrong type are told even of a table without rows.
    Articles::new(&RecordBatch::new_empty(Arc::clone(&found_in)), &wanted, 0)?;
    let kept: Vec<FieldRef> = wanted.kept.iter().map(|&kept| Arc::clone(&found_in.fields()[kept])).collect();
    let schema = schema(kept);
    let work = Work { settings, wanted: &wanted, schema: &schema, is_numbered };
    let ready = Vec::new().into_iter();
    let pieces = Pieces { stream, wanted: Arc::clone(&wanted), threads, first: 0, ready };
    let mut watch = Watch::new(watch);
    let (mut batches, mut faults) = (Vec::new(), Vec::new());
    let take = |done: Done, watch: &mut Watch| {
        watch.tally.add(&done.tally);
        if strict && let Some(fault) = done.faults.first() {
            return Err(fault.clone().raised());
        }
        faults.extend(done.faults);
        batches.extend(done.batches.map_err(broken)?);
        Ok(())
    };
    let one =
        |(articles, rows): (Arc<Articles>, Range<usize>), desk: &mut Desk| work.piece(&articles, rows, desk);
    spread(py, threads, &mut watch, pieces, one, take)?;
    watch.tell(py)?;
    Ok(Quotations { schema, batches, tally: watch.tally, faults })
}
