//! Parquet: tables that are stored by columns.
//!
//! In: a file. Out: of each row the wanted cells, as a table of text would
//! have them: of `{url: "u1", maintext: "“Rain,” she said.", date: 2024-03-01}`
//! the article `u1`, whose kept `date` is `2024-03-01`. Only the columns that
//! are wanted are read, a few rows at a time, so that memory is bounded by the
//! pages of the file and not by its row groups.
//!
//! Limit: columns within columns (lists, structures) are not read. Timestamps
//! in nanoseconds are carried along as numbers.

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::basic::ConvertedType;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::ColumnDescPtr;

use super::batch::{Batch, Source};
use super::chunks::Chunks;
use super::error::ReadError;
use super::fields::{Chosen, Fields, Part, Slot};
use super::{Reader, Start};

/// How many rows are taken from the columns at a time: texts of the usual
/// length fill a batch several times over.
const ROWS: usize = 16;

/// Reads the rows of a Parquet file.
pub(super) struct Columnar {
    file: SerializedFileReader<Chunks>,
    source: Arc<Source>,
    limit: usize,
    wanted: String,
    columns: Vec<String>,
    chosen: Arc<Vec<Chosen>>,
    /// Number of the row group that comes next, and how many of its rows do
    /// not.
    group: usize,
    skipped: usize,
    readers: Vec<Column>,
    record: u64,
}

/// One column of the row group that is being read.
struct Column {
    reader: ColumnReader,
    about: ColumnDescPtr,
    is_text: bool,
}

/// One value.
enum Value {
    None,
    Bytes(ByteArray),
    Spelled(String),
}

impl Value {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::None => &[],
            Self::Bytes(bytes) => bytes.data(),
            Self::Spelled(text) => text.as_bytes(),
        }
    }
}

impl Columnar {
    /// A reader of the rows of `file`.
    pub(super) fn new(
        file: File,
        source: Source,
        fields: &Fields,
        limit: usize,
        start: Start,
    ) -> std::result::Result<Self, ReadError> {
        let file =
            guarded(|| SerializedFileReader::new(Chunks(file))).map_err(|fault| source.unreadable(fault))?;
        let about = file.metadata().file_metadata().schema_descr_ptr();
        let columns: Vec<String> = about.columns().iter().map(name).collect();
        let chosen = match fields.choose(&columns) {
            Ok(chosen) => Arc::new(chosen),
            Err(column) => return Err(ReadError::NoColumn { path: source.path, column, columns }),
        };
        let mut reader = Self {
            file,
            source: Arc::new(source),
            limit,
            wanted: fields.text_names(),
            columns,
            chosen,
            group: 0,
            skipped: 0,
            readers: Vec::new(),
            record: start.record,
        };
        reader.skip(start.record);
        Ok(reader)
    }

    /// Goes behind so many rows.
    fn skip(&mut self, rows: u64) {
        let mut left = rows;
        for group in self.file.metadata().row_groups() {
            let rows = group.num_rows().max(0) as u64;
            if left < rows {
                break;
            }
            left -= rows;
            self.group += 1;
        }
        self.skipped = left as usize;
    }

    /// Opens the columns of the next row group.
    fn open_group(&mut self) -> Result<()> {
        let group = self.file.get_row_group(self.group)?;
        self.group += 1;
        for chosen in self.chosen.iter() {
            let about = group.metadata().column(chosen.column).column_descr_ptr();
            let reader = group.get_column_reader(chosen.column)?;
            let is_text = chosen.slots.iter().any(|slot| matches!(slot, Slot::Part(Part::Text, _)));
            let mut column = Column { reader, about, is_text };
            column.skip(self.skipped)?;
            self.readers.push(column);
        }
        self.skipped = 0;
        Ok(())
    }

    /// Takes the next rows into the batch; how many.
    fn rows(&mut self, batch: &mut Batch) -> Result<usize> {
        let columns = self.readers.iter_mut().map(|column| column.take(ROWS));
        let columns = columns.collect::<Result<Vec<Vec<Value>>>>()?;
        let rows = columns.first().map_or(0, Vec::len);
        if columns.iter().any(|column| column.len() != rows) {
            return Err(ParquetError::General("its columns are not of the same length".to_owned()));
        }
        for row in 0..rows {
            self.record += 1;
            let place = || self.source.place(self.record, 0);
            let length: usize = columns.iter().map(|column| column[row].bytes().len()).sum();
            let mut of_text = columns.iter().zip(&self.readers).filter(|(_, reader)| reader.is_text);
            if of_text.any(|(column, _)| matches!(column[row], Value::None)) {
                let (wanted, fields) = (self.wanted.clone(), self.columns.clone());
                batch.push_fault(ReadError::NoText { place: place(), wanted, fields });
            } else if length > self.limit {
                batch.push_fault(ReadError::TooLong { place: place(), limit: self.limit });
            } else {
                let first = batch.next_cell();
                columns.iter().for_each(|column| batch.push_cell(column[row].bytes()));
                batch.push_row(self.record, 0, first);
            }
        }
        Ok(rows)
    }

    fn fill_some(&mut self, batch: &mut Batch) -> Result<bool> {
        while !batch.is_full() {
            if self.readers.is_empty() {
                if self.group >= self.file.num_row_groups() {
                    return Ok(false);
                }
                self.open_group()?;
            }
            if self.rows(batch)? == 0 {
                self.readers.clear();
            }
        }
        Ok(true)
    }
}

impl Reader for Columnar {
    fn fill(&mut self, batch: &mut Batch) -> std::result::Result<bool, ReadError> {
        batch.begin_table(&self.source, &self.chosen);
        let filled = guarded(|| self.fill_some(batch));
        filled.map_err(|source| ReadError::Broken { place: self.source.place(self.record + 1, 0), source })
    }

    fn position(&self) -> Start {
        Start { member: 0, record: self.record, byte: 0 }
    }
}

/// The package checks much but not all of what a damaged file may say, and
/// breaks on the rest; that must not end the run.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> io::Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(io::Error::from),
        Err(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "the Parquet file is damaged")),
    }
}

/// The name by which a column can be wanted; none for one within another.
fn name(about: &ColumnDescPtr) -> String {
    if about.max_rep_level() > 0 || about.path().parts().len() > 1 {
        String::new()
    } else {
        about.name().to_owned()
    }
}

impl Column {
    fn skip(&mut self, rows: usize) -> Result<()> {
        let mut left = rows;
        while left > 0 {
            let skipped = match &mut self.reader {
                ColumnReader::BoolColumnReader(reader) => reader.skip_records(left),
                ColumnReader::Int32ColumnReader(reader) => reader.skip_records(left),
                ColumnReader::Int64ColumnReader(reader) => reader.skip_records(left),
                ColumnReader::Int96ColumnReader(reader) => reader.skip_records(left),
                ColumnReader::FloatColumnReader(reader) => reader.skip_records(left),
                ColumnReader::DoubleColumnReader(reader) => reader.skip_records(left),
                ColumnReader::ByteArrayColumnReader(reader) => reader.skip_records(left),
                ColumnReader::FixedLenByteArrayColumnReader(reader) => reader.skip_records(left),
            }?;
            if skipped == 0 {
                return Ok(());
            }
            left -= skipped;
        }
        Ok(())
    }

    /// Takes the next values, up to `most`; none at the end.
    fn take(&mut self, most: usize) -> Result<Vec<Value>> {
        let about = &self.about;
        let spelled = |field: Field| Value::Spelled(field.to_string());
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => {
                values(reader, about, most, |value| Ok(spelled(Field::convert_bool(about, value))))
            }
            ColumnReader::Int32ColumnReader(reader) => {
                values(reader, about, most, |value| Ok(spelled(Field::convert_int32(about, value))))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                values(reader, about, most, |value| Ok(spelled(Field::convert_int64(about, value))))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                values(reader, about, most, |value| Ok(spelled(Field::convert_int96(about, value))))
            }
            ColumnReader::FloatColumnReader(reader) => {
                values(reader, about, most, |value| Ok(spelled(Field::convert_float(about, value))))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                values(reader, about, most, |value| Ok(spelled(Field::convert_double(about, value))))
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                values(reader, about, most, |value| bytes(about, value))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                values(reader, about, most, |value| bytes(about, value.into()))
            }
        }
    }
}

/// Text as it is; a decimal number spelled.
fn bytes(about: &ColumnDescPtr, value: ByteArray) -> Result<Value> {
    match about.converted_type() {
        ConvertedType::DECIMAL => Ok(Value::Spelled(Field::convert_byte_array(about, value)?.to_string())),
        _ => Ok(Value::Bytes(value)),
    }
}

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    about: &ColumnDescPtr,
    most: usize,
    value: impl Fn(T::T) -> Result<Value>,
) -> Result<Vec<Value>> {
    let (mut levels, mut found) = (Vec::new(), Vec::new());
    let (rows, ..) = reader.read_records(most, Some(&mut levels), None, &mut found)?;
    let mut found = found.into_iter();
    if about.max_def_level() == 0 {
        return found.map(value).collect();
    }
    let next = |level: &i16| match *level == about.max_def_level() {
        true => found.next().map_or(Ok(Value::None), &value),
        false => Ok(Value::None),
    };
    levels.iter().take(rows).map(next).collect()
}
