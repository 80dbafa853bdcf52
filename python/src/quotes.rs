//! Rows on their way to columns.
//!
//! In: the rows of one article after another, each with the number of the
//! article's row in its table. Out: record batches with the columns of
//! [`COLUMNS`], and those that are carried along, in the types that they have.
//! The row of `“It held,” said the mayor.` is an end of a string in `cue`, and
//! so on in eighteen others.
//!
//! Limit: a batch is ended before its texts reach 1 GiB, since offsets in
//! Arrow's strings are `i32`.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use arrow_select::take::take;
use whosaid::write::{COLUMNS, Cell, Kind, Row};

/// How many bytes of text a batch may hold before it is ended.
const FULL: usize = 1 << 30;

/// The columns, and those that are carried along.
pub fn schema(kept: Vec<FieldRef>) -> SchemaRef {
    let own = COLUMNS.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Integer => DataType::Int64,
            Kind::Decimal => DataType::Float64,
        };
        let is_nullable = column.is_optional || column.name == "article_id";
        Arc::new(Field::new(column.name, kind, is_nullable))
    });
    Arc::new(Schema::new(own.chain(kept).collect::<Vec<_>>()))
}

/// A column that grows.
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Float64Builder),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Decimal => Self::Decimal(Float64Builder::new()),
        }
    }

    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(builder), Cell::Text(text)) => builder.append_value(text),
            (Self::Integer(builder), Cell::Integer(number)) => builder.append_value(i64::from(number)),
            (Self::Decimal(builder), Cell::Hundredths(number)) => {
                builder.append_value(f64::from(number) / 100.0);
            }
            // Of another kind a cell is not: each column says its own.
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Integer(builder), _) => builder.append_null(),
            (Self::Decimal(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder) => Arc::new(builder.finish()),
        }
    }
}

/// Record batches of quotations, as they come to be.
pub struct Quotes<'a> {
    schema: &'a SchemaRef,
    kept: &'a [ArrayRef],
    columns: Vec<Builder>,
    /// For each row the number of its article in the table that it is from.
    from: Vec<u32>,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

impl<'a> Quotes<'a> {
    /// Of no rows yet.
    pub fn new(schema: &'a SchemaRef, kept: &'a [ArrayRef]) -> Self {
        let columns = COLUMNS.iter().map(|column| Builder::new(column.kind)).collect();
        Self { schema, kept, columns, from: Vec::new(), bytes: 0, batches: Vec::new() }
    }

    /// Appends a row of the article that is row `from` of its table; it has an
    /// id or not, and `carried` bytes are carried along.
    pub fn push(
        &mut self,
        row: &Row<'_>,
        from: usize,
        has_id: bool,
        carried: usize,
    ) -> Result<(), ArrowError> {
        let cells = COLUMNS.iter().map(|column| column.cell(row));
        let text = |cell| if let Cell::Text(text) = cell { text.len() } else { 0 };
        let bytes = carried + cells.clone().map(text).sum::<usize>();
        if self.bytes + bytes > FULL {
            self.end_batch()?;
        }
        self.bytes += bytes;
        for (number, (column, cell)) in self.columns.iter_mut().zip(cells).enumerate() {
            let is_missing = number == 0 && !has_id;
            column.push(if is_missing { Cell::Empty } else { cell });
        }
        self.from.push(from as u32);
        Ok(())
    }

    fn end_batch(&mut self) -> Result<(), ArrowError> {
        if self.from.is_empty() {
            return Ok(());
        }
        let from = UInt32Array::from(std::mem::take(&mut self.from));
        let mut columns: Vec<ArrayRef> = self.columns.iter_mut().map(Builder::finish).collect();
        for kept in self.kept {
            columns.push(take(kept, &from, None)?);
        }
        self.batches.push(RecordBatch::try_new(Arc::clone(self.schema), columns)?);
        self.bytes = 0;
        Ok(())
    }

    /// All batches, of which none is empty.
    pub fn finish(mut self) -> Result<Vec<RecordBatch>, ArrowError> {
        self.end_batch()?;
        Ok(self.batches)
    }
}
