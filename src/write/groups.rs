//! Rows as the row groups of a Parquet file.
//!
//! In: packed rows, a few at a time. Out: the bytes of a file: magic number,
//! row groups, footer. 65,536 rows of `“It held,” said the mayor.` are one
//! group with a column `cue` of which `said` is stored once.
//!
//! A group is made as a small file in memory, whose bytes are appended as they
//! are, its own footer with them; the places in it are moved to where it came
//! to stand, and the last footer of the file lists all groups. Readers go by
//! that last one and pass over the others. They are there for a run that was
//! killed: what stands in the file tells its own groups, from the last to the
//! first, and no other record of them is kept.
//!
//! A group ends after a number of rows or bytes and for no other reason, so
//! that the file is the same however often the run was stopped.
//!
//! Limit: a group is held in memory, unpacked and packed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{
    FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};

use super::column::{COLUMNS, Kind};
use super::packed;

/// How many rows make a group: enough that a column compresses well and that
/// a reader has work for a core, few enough to be held.
const GROUP_ROWS: usize = 65_536;

/// How many bytes make a group, if quotations are long.
const GROUP_BYTES: usize = 16 << 20;

/// What a Parquet file starts and ends with.
const MAGIC: &[u8; 4] = b"PAR1";

/// Rows that wait for their group to be full, and the groups that are.
pub(super) struct Groups {
    schema: TypePtr,
    kinds: Vec<Kind>,
    pending: Vec<u8>,
    rows: usize,
    done: Done,
}

/// The groups that stand in the file, in the bytes of their small files' footers:
/// what the last footer is made of takes several times as much, and would be
/// held between one group's buffers and the next one's, so that no memory of
/// these could be given back.
#[derive(Default)]
struct Done {
    /// Where each small file starts, and how long its footer is.
    places: Vec<(u64, u32)>,
    footers: Vec<u8>,
}

impl Done {
    fn push(&mut self, start: u64, footer: &[u8]) {
        self.places.push((start, footer.len() as u32));
        self.footers.extend_from_slice(footer);
    }

    /// What the last footer says of each.
    fn groups(&self) -> Result<Vec<RowGroupMetaData>> {
        let mut rest = self.footers.as_slice();
        let one = |(number, &(start, length)): (usize, &(u64, u32))| {
            let (footer, behind) = rest.split_at(length as usize);
            rest = behind;
            moved(group(footer)?, start as i64, number)
        };
        self.places.iter().enumerate().map(one).collect()
    }
}

impl Groups {
    /// No group yet, with the columns of [`COLUMNS`] and the kept ones.
    pub(super) fn new(kept: &[String]) -> Self {
        let kept = kept.iter().map(|name| (name.as_str(), Kind::Text, true));
        let columns: Vec<_> =
            COLUMNS.iter().map(|column| (column.name, column.kind, column.is_optional)).chain(kept).collect();
        let fields =
            columns.iter().map(|&(name, kind, is_optional)| Arc::new(field(name, kind, is_optional)));
        let schema = Type::group_type_builder("quotations").with_fields(fields.collect()).build();
        let schema = Arc::new(schema.expect("a group of fields is a schema"));
        let kinds = columns.iter().map(|column| column.1).collect();
        Self { schema, kinds, pending: Vec::new(), rows: 0, done: Done::default() }
    }

    /// What the file starts with.
    pub(super) fn head(&self) -> &'static [u8] {
        MAGIC
    }

    /// How many bytes wait.
    pub(super) fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Adds a packed row.
    pub(super) fn push(&mut self, row: &[u8]) {
        self.pending.extend_from_slice(row);
        self.rows += 1;
    }

    /// Makes a group of the rows that wait, to be written at the offset `at`.
    pub(super) fn group(&mut self, at: u64) -> io::Result<Vec<u8>> {
        if self.rows == 0 {
            return Ok(Vec::new());
        }
        let packed = Bytes::from(std::mem::take(&mut self.pending));
        self.rows = 0;
        let bytes = encode(&self.schema, &self.kinds, &packed)?;
        let (start, footer) = last_group(&mut io::Cursor::new(&bytes), bytes.len() as u64)?;
        self.done.push(at + start, &footer);
        Ok(bytes)
    }

    /// The footer of all groups.
    pub(super) fn foot(&self) -> io::Result<Vec<u8>> {
        let groups = self.done.groups()?;
        let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
        let schema = Arc::new(SchemaDescriptor::new(Arc::clone(&self.schema)));
        let about = FileMetaData::new(1, rows, Some(maker()), None, schema, None);
        let mut bytes = Vec::new();
        ParquetMetaDataWriter::new(&mut bytes, &ParquetMetaData::new(about, groups)).finish()?;
        Ok(bytes)
    }

    /// Finds the groups that stand in the first `length` bytes of `file`.
    pub(super) fn find(&mut self, file: &mut File, length: u64) -> io::Result<()> {
        let (mut end, mut found) = (length, Vec::new());
        while end > MAGIC.len() as u64 {
            let (start, footer) = last_group(file, end).map_err(io::Error::from)?;
            found.push((start, footer));
            end = start;
        }
        found.iter().rev().for_each(|(start, footer)| self.done.push(*start, footer));
        Ok(())
    }
}

/// Whether so much has come together that groups are to be made of it.
pub(super) fn is_full(rows: usize, bytes: usize) -> bool {
    rows >= GROUP_ROWS || bytes >= GROUP_BYTES
}

fn maker() -> String {
    concat!("whosaid ", env!("CARGO_PKG_VERSION")).to_owned()
}

fn field(name: &str, kind: Kind, is_optional: bool) -> Type {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Decimal => (Physical::DOUBLE, None),
    };
    let repetition = if is_optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let field = Type::primitive_type_builder(name, physical).with_logical_type(logical);
    field.with_repetition(repetition).build().expect("the types of a field agree")
}

/// Writes packed rows as a file of one group.
fn encode(schema: &TypePtr, kinds: &[Kind], packed: &Bytes) -> Result<Vec<u8>> {
    let starts = starts(packed, kinds.len());
    let properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_created_by(maker())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, Arc::clone(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    let mut column = 0;
    while let Some(mut writer) = group.next_column()? {
        let cells =
            starts.iter().skip(column).step_by(kinds.len()).map(|&at| packed::cell(packed, at as usize).0);
        write_column(&mut writer, kinds[column], packed, cells)?;
        writer.close()?;
        column += 1;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

/// Where each cell starts, row by row.
fn starts(packed: &[u8], columns: usize) -> Vec<u32> {
    let mut starts = Vec::with_capacity(GROUP_ROWS * columns);
    let mut at = 0;
    while at < packed.len() {
        starts.push(at as u32);
        at = packed::cell(packed, at).1;
    }
    starts
}

fn write_column(
    writer: &mut SerializedColumnWriter,
    kind: Kind,
    packed: &Bytes,
    cells: impl Iterator<Item = Option<std::ops::Range<usize>>>,
) -> Result<()> {
    let mut levels: Vec<i16> = Vec::new();
    let present = cells.filter(|cell| {
        levels.push(i16::from(cell.is_some()));
        cell.is_some()
    });
    let present: Vec<_> = present.flatten().collect();
    let number = |at: &std::ops::Range<usize>| packed::number(packed, at.start);
    // A column that is always full ignores the levels.
    match kind {
        Kind::Text => {
            let values: Vec<_> = present.into_iter().map(|at| ByteArray::from(packed.slice(at))).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Integer => {
            let values: Vec<_> = present.iter().map(|at| i64::from(number(at))).collect();
            writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Decimal => {
            let values: Vec<_> = present.iter().map(|at| f64::from(number(at)) / 100.0).collect();
            writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    Ok(())
}

/// The group of a small file that has come to stand at the offset `by`.
fn moved(group: RowGroupMetaData, by: i64, number: usize) -> Result<RowGroupMetaData> {
    let columns = group.columns().iter().map(|column| {
        let dictionary = column.dictionary_page_offset().map(|at| at + by);
        let data = column.data_page_offset() + by;
        column
            .clone()
            .into_builder()
            .set_data_page_offset(data)
            .set_dictionary_page_offset(dictionary)
            .build()
    });
    let columns = columns.collect::<Result<Vec<_>>>()?;
    let first = MAGIC.len() as i64 + by;
    let number = i16::try_from(number).unwrap_or(i16::MAX);
    group
        .into_builder()
        .set_column_metadata(columns)
        .set_file_offset(first)
        .set_ordinal(number.into())
        .build()
}

/// The small file that ends at `end`: where it starts, and its footer.
fn last_group(file: &mut (impl Read + Seek), end: u64) -> Result<(u64, Vec<u8>)> {
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(end.checked_sub(8).ok_or_else(broken)?))?;
    file.read_exact(&mut tail)?;
    let length = u64::from(packed::number(&tail, 0));
    let start = end.checked_sub(8 + length).filter(|_| tail.ends_with(MAGIC)).ok_or_else(broken)?;
    let mut footer = vec![0; length as usize];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut footer)?;
    let chunks: u64 = group(&footer)?.columns().iter().map(|column| column.byte_range().1).sum();
    let start = start.checked_sub(chunks + MAGIC.len() as u64).ok_or_else(broken)?;
    Ok((start, footer))
}

/// The one group of a small file's footer.
fn group(footer: &[u8]) -> Result<RowGroupMetaData> {
    ParquetMetaDataReader::decode_metadata(footer)?.row_groups().first().cloned().ok_or_else(broken)
}

fn broken() -> ParquetError {
    ParquetError::General("the part file is not as it was left".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::column::Cell;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use std::io::Write;

    fn row(number: u32) -> Vec<u8> {
        let mut row = Vec::new();
        let text = format!("“Nr. {number}”");
        let cells = COLUMNS.iter().map(|column| match column.kind {
            _ if column.is_optional && number.is_multiple_of(3) => Cell::Empty,
            Kind::Text => Cell::Text(&text),
            Kind::Integer => Cell::Integer(number),
            Kind::Decimal => Cell::Hundredths(number as u16 % 100),
        });
        packed::row(cells, &mut row);
        row
    }

    fn append(groups: &mut Groups, file: &mut File, rows: std::ops::Range<u32>) {
        rows.for_each(|number| groups.push(&row(number)));
        let at = file.seek(SeekFrom::End(0)).unwrap();
        let bytes = groups.group(at).unwrap();
        file.write_all(&bytes).unwrap();
    }

    fn begun() -> (Groups, File) {
        let groups = Groups::new(&[]);
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(groups.head()).unwrap();
        (groups, file)
    }

    #[test]
    fn all_rows_of_all_groups_are_read_back_with_their_types() {
        let (mut groups, mut file) = begun();
        append(&mut groups, &mut file, 0..5);
        append(&mut groups, &mut file, 5..7);
        file.write_all(&groups.foot().unwrap()).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        assert_eq!((reader.num_row_groups(), reader.metadata().file_metadata().num_rows()), (2, 7));
        for (number, read) in reader.get_row_iter(None).unwrap().enumerate() {
            use parquet::record::RowAccessor;
            let read = read.unwrap();
            assert_eq!(read.get_string(0).unwrap(), &format!("“Nr. {number}”"));
            assert_eq!(read.get_long(1).unwrap(), number as i64);
            assert_eq!(read.get_double(10).unwrap(), number as f64 / 100.0);
            assert_eq!(read.get_long(15).is_ok(), number % 3 != 0);
        }
    }

    #[test]
    fn groups_that_were_left_in_a_file_are_found_and_gone_on_with() {
        let (mut groups, mut file) = begun();
        append(&mut groups, &mut file, 0..5);
        append(&mut groups, &mut file, 5..7);
        let length = file.seek(SeekFrom::End(0)).unwrap();
        let mut found = Groups::new(&[]);
        found.find(&mut file, length).unwrap();
        assert!(found.foot().unwrap() == groups.foot().unwrap());
        assert!(Groups::new(&[]).find(&mut file, length - 3).is_err());
    }

    #[test]
    fn a_file_without_a_row_is_a_table_all_the_same() {
        let (groups, mut file) = begun();
        file.write_all(&groups.foot().unwrap()).unwrap();
        assert_eq!(SerializedFileReader::new(file).unwrap().metadata().file_metadata().num_rows(), 0);
    }
}
